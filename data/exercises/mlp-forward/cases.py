"""Cases of `forward`."""

import math
import warnings

import numpy as np

from skillcheck.sandbox import expect


def _network(n, d, h, k, seed=0):
    rng = np.random.default_rng(seed)
    return [rng.normal(size=shape) for shape in ((n, d), (d, h), h, (h, k), k)]


def _by_loop(X, W1, b1, W2, b2):
    """The formula, number by number."""
    rows = []
    for x in X:
        hidden = [max(0.0, sum(a * b for a, b in zip(x, W1[:, j])) + b1[j]) for j in range(len(b1))]
        logits = [sum(a * b for a, b in zip(hidden, W2[:, j])) + b2[j] for j in range(len(b2))]
        parts = [math.exp(z - max(logits)) for z in logits]
        rows.append([part / sum(parts) for part in parts])
    return np.array(rows)


def example(forward):
    """The example from the task."""
    got = forward(np.array([[1.0, -2.0]]), np.eye(2), np.zeros(2), np.array([[0.0, 1.0], [5.0, 0.0]]), np.zeros(2))
    expect.close_array(got, [[1 / (1 + math.e), math.e / (1 + math.e)]])


def by_loop(forward):
    """It agrees with the formula when n, d, h and k all differ."""
    network = _network(5, 3, 7, 4)
    expect.close_array(forward(*network), _by_loop(*network))


def rows_sum_to_one(forward):
    """Every row sums to 1, for a square of rows and classes too."""
    expect.close_array(expect.array(forward(*_network(6, 2, 3, 6, seed=1)), (6, 6)).sum(axis=1), np.ones(6))


def dead_units(forward):
    """When every hidden unit is below 0, only the last bias speaks."""
    X, W1, _, W2, b2 = _network(3, 2, 4, 3, seed=2)
    powers = np.exp(b2)
    expect.close_array(forward(X, W1, np.full(4, -1e3), W2, b2), np.tile(powers / powers.sum(), (3, 1)))


def large_logits(forward):
    """Logits of tens of thousands do not overflow, and a mild row beside them keeps its probabilities."""
    X, W2 = np.array([[20000.0], [2.0], [0.0]]), np.array([[2.0, 1.0, -1.0]])
    got = forward(X, np.ones((1, 1)), np.zeros(1), W2, np.zeros(3))
    expect.close_array(got, _by_loop(X, np.ones((1, 1)), np.zeros(1), W2, np.zeros(3)))


def one_case(forward):
    """A single case with a single feature and a single hidden unit comes back as one row."""
    network = _network(1, 1, 1, 3, seed=3)
    expect.close_array(forward(*network), _by_loop(*network))


def iris(forward):
    """With the weights of a trained network it agrees with scikit-learn on the irises."""
    from sklearn.datasets import load_iris
    from sklearn.neural_network import MLPClassifier

    X, y = load_iris(return_X_y=True)
    with warnings.catch_warnings():
        # Twenty steps do not converge, and need not.
        warnings.simplefilter("ignore")
        model = MLPClassifier((6,), solver="lbfgs", max_iter=20, random_state=1).fit(X, y)
    (W1, W2), (b1, b2) = model.coefs_, model.intercepts_
    expect.close_array(forward(X, W1, b1, W2, b2), model.predict_proba(X))
