"""Cases of `asof_join`."""

import numpy as np
import pandas as pd

from skillcheck.sandbox import expect


def _labels(*rows):
    return pd.DataFrame(rows, columns=["entity", "time", "label"])


def _features(*rows):
    return pd.DataFrame(rows, columns=["entity", "time", "value"]).astype({"value": float})


def _by_loop(labels, features):
    """The definition, row by row."""
    values = []
    for entity, time in zip(labels["entity"], labels["time"]):
        best = (-np.inf, np.nan)
        for other, known, value in features.itertuples(index=False):
            if other == entity and known < time and known >= best[0]:
                best = (known, value)
        values.append(best[1])
    return values


def _check(asof_join, labels, features):
    got = expect.instance(asof_join(labels, features), pd.DataFrame)
    expect.same(list(got.columns), ["entity", "time", "label", "value"])
    expect.that(len(got) == len(labels), f"The result has {len(got)} rows, there are {len(labels)} labels.")
    for name in ("entity", "time", "label"):
        expect.same([str(value) for value in got[name]], [str(value) for value in labels[name]])
    expect.same([int(place) for place in got.index], list(range(len(labels))))
    expect.close_array(got["value"].tolist(), _by_loop(labels, features))


def example(asof_join):
    """The example from the task: order of the labels kept, the value at the same time left out."""
    _check(asof_join, _labels(("a", 5, 1), ("a", 2, 0)), _features(("a", 1, 10), ("a", 5, 50), ("a", 3, 30)))


def never_the_future(asof_join):
    """A label before all features of its entity has NaN, not the nearest later value."""
    _check(asof_join, _labels(("a", 1, 0), ("a", 4, 1)), _features(("a", 2, 20), ("a", 9, 90)))


def entities_apart(asof_join):
    """Values of another entity never count, and an entity without features keeps its row."""
    _check(asof_join, _labels(("b", 9, 0), ("c", 9, 1), ("a", 9, 0)), _features(("a", 8, 1), ("b", 3, 2), ("a", 2, 3)))


def corrected_values(asof_join):
    """Of several features at the same time the last row counts, even after an unsorted one."""
    features = _features(("a", 4, 1), ("b", 4, 9), ("a", 2, 5), ("a", 4, 2), ("a", 4, 3), ("b", 4, 8))
    _check(asof_join, _labels(("a", 6, 1), ("b", 6, 0)), features)


def repeated_labels(asof_join):
    """Labels at the same time each keep their row and their own label."""
    _check(asof_join, _labels(("a", 3, 1), ("a", 3, 0), ("a", 3, 1)), _features(("a", 2, 7), ("a", 1, 6)))


def odd_indexes(asof_join):
    """Tables with any index will do; the result counts from 0."""
    labels, features = _labels(("a", 5, 1), ("b", 5, 0)), _features(("b", 1, 1), ("a", 2, 2))
    labels.index, features.index = [7, 7], [30, 10]
    _check(asof_join, labels, features)


def random_history(asof_join):
    """On a random history of 300 features and 80 labels it agrees with a loop."""
    rng = np.random.default_rng(9)
    labels = pd.DataFrame({"entity": rng.choice(list("abcd"), 80), "time": rng.integers(0, 60, 80)})
    labels["label"] = rng.integers(0, 2, 80)
    features = pd.DataFrame({"entity": rng.choice(list("abce"), 300), "time": rng.integers(0, 60, 300)})
    features["value"] = rng.normal(size=300)
    _check(asof_join, labels, features)
