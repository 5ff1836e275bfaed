"""Cases of `predict`."""

import json
import math

import numpy as np

from skillcheck.sandbox import expect

_MODEL = {"version": "v7", "features": ["age", "dose"], "coef": [0.0, 2.0], "intercept": -1.0}
_THREE = {"version": "2024-05", "features": ["b", "a", "c"], "coef": [1.0, -2.0, 0.5], "intercept": 0.25}


def _refused(predict, body, status, errors, model=_MODEL):
    expect.same(predict(body, model), {"status": status, "version": model["version"], "errors": errors})


def _answered(predict, body, probability, model=_MODEL, tolerance=1e-12):
    got = expect.instance(predict(body, model), dict)
    expect.that(set(got) == {"status", "version", "probability"}, f"The keys are {sorted(map(str, got))}.")
    expect.same([got["status"], got["version"]], [200, model["version"]])
    expect.close(got["probability"], probability, tolerance)


def example(predict):
    """The examples from the task."""
    _answered(predict, '{"dose": 0.5, "age": 61}', 0.5)
    _refused(predict, '{"dose": "0.5"}', 422, ["age", "dose"])
    _refused(predict, "dose=0.5", 400, [])


def any_order(predict):
    """Values go to their coefficients by name, in whatever order they come."""
    for body in ('{"a": 1, "b": 2, "c": 3}', '{"c": 3, "b": 2, "a": 1}', ' {"b":2.0,\n "c":3, "a":1.0}\n'):
        _answered(predict, body, 1 / (1 + math.exp(-1.75)), _THREE)


def not_an_object(predict):
    """What is not JSON, or JSON but not an object, is a 400."""
    for body in ("", "{", "{'age': 1, 'dose': 2}", "[61, 0.5]", "null", '"age"', "3", '["age", "dose"]'):
        _refused(predict, body, 400, [])


def missing_and_unknown(predict):
    """Missing and unknown fields are all named, sorted, together with bad values."""
    _refused(predict, "{}", 422, ["age", "dose"])
    _refused(predict, '{"age": 1}', 422, ["dose"])
    _refused(predict, '{"age": 1, "dose": 2, "zip": 3}', 422, ["zip"])
    _refused(predict, '{"zip": 3, "Dose": 2, "age": null}', 422, ["Dose", "age", "dose", "zip"])


def wrong_types(predict):
    """Text, true, null, lists and objects are no numbers."""
    for value in ('"3"', "true", "false", "null", "[1]", "{}", '""'):
        _refused(predict, f'{{"age": {value}, "dose": 1}}', 422, ["age"])


def not_finite(predict):
    """NaN and infinities are refused, however they are written, also where the coefficient is 0."""
    for value in ("NaN", "Infinity", "-Infinity", "1e999", "-1e999", "1" + "0" * 400):
        _refused(predict, f'{{"dose": 1, "age": {value}}}', 422, ["age"])


def all_faults_at_once(predict):
    """Every bad value is named once, not only the first."""
    _refused(predict, '{"b": NaN, "a": "x", "c": true}', 422, ["a", "b", "c"], _THREE)


def zero_is_a_value(predict):
    """Zeros and whole numbers are values like any others."""
    _answered(predict, '{"age": 0, "dose": 0}', 1 / (1 + math.e))
    _answered(predict, '{"age": -3, "dose": 0.0}', 1 / (1 + math.e))


def large_scores(predict):
    """Sums of many thousands, of either sign, do not overflow; a small probability is not rounded to 0."""
    _answered(predict, '{"age": 1, "dose": 50000}', 1.0)
    _answered(predict, '{"age": 1, "dose": -50000}', 0.0)
    got = predict('{"age": 1, "dose": -49.5}', _MODEL)
    small = expect.number(expect.instance(got, dict)["probability"])
    expect.that(math.isclose(small, math.exp(-100), rel_tol=1e-6), f"For a sum of -100 it is {small}.")


def breast_cancer(predict):
    """With the weights of a trained model it agrees with scikit-learn, fields in reversed order."""
    from sklearn.datasets import load_breast_cancer
    from sklearn.linear_model import LogisticRegression

    data = load_breast_cancer()
    X = (data.data - data.data.mean(axis=0)) / data.data.std(axis=0)
    names = [str(name) for name in data.feature_names]
    fitted = LogisticRegression().fit(X, data.target)
    model = {"version": "bc-1", "features": names, "coef": fitted.coef_[0].tolist()}
    model["intercept"] = float(fitted.intercept_[0])
    for row, wanted in zip(X[::60], fitted.predict_proba(X[::60])[:, 1]):
        body = json.dumps(dict(zip(names[::-1], np.flip(row).tolist())))
        _answered(predict, body, float(wanted), model, 1e-9)
