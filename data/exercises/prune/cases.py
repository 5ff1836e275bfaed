"""Cases of `prune`."""

import numpy as np

from skillcheck.sandbox import expect


def _prune(prune, weights, sparsity):
    got = expect.instance(prune(weights, sparsity), list)
    expect.that(len(got) == len(weights), f"It returned {len(got)} layers, wants {len(weights)}.")
    return [expect.array(layer, before.shape) for layer, before in zip(got, weights)]


def _check(prune, wanted, weights, sparsity):
    for got, layer in zip(_prune(prune, weights, sparsity), wanted):
        expect.close_array(got, layer, 0.0)


def _by_sorting(weights, sparsity):
    """The rule with Python's own sorting: magnitude, then layer, then place."""
    ranked = sorted((abs(v), n, p) for n, layer in enumerate(weights) for p, v in enumerate(layer.ravel().tolist()))
    pruned = [layer.ravel().tolist() for layer in weights]
    for _, n, place in ranked[: round(sparsity * len(ranked))]:
        pruned[n][place] = 0.0
    return [np.reshape(values, layer.shape) for values, layer in zip(pruned, weights)]


def example(prune):
    """The example from the task."""
    weights = [np.array([[0.1, -2.0]]), np.array([3.0, -0.2, 0.5])]
    _check(prune, [[[0.0, -2.0]], [3.0, 0.0, 0.5]], weights, 0.4)


def nothing_and_everything(prune):
    """A sparsity of 0 prunes nothing, one of 1 everything."""
    weights = [np.array([1.0, -2.0]), np.array([[0.5]])]
    _check(prune, weights, weights, 0.0)
    _check(prune, [[0, 0], [[0]]], weights, 1.0)


def magnitude(prune):
    """Magnitude decides, not value: a large negative weight is kept, with its sign."""
    _check(prune, [[-9.0, 0.0, 0.0, 5.0]], [np.array([-9.0, 0.3, -0.2, 5.0])], 0.5)


def over_all_layers(prune):
    """A layer of small weights loses more than one of large weights, and may lose all."""
    weights = [np.array([[10.0, 11.0], [12.0, 13.0]]), np.array([0.1, 0.2]), np.array([20.0, 0.3])]
    _check(prune, [weights[0], [0, 0], [20.0, 0.0]], weights, 3 / 8)


def ties(prune):
    """Of equal magnitudes the first are pruned, and the number is exact."""
    _check(prune, [[0, 0, 0, 1.0], [[-1.0, 1.0]]], [np.array([1.0, -1.0, 1.0, 1.0]), np.array([[-1.0, 1.0]])], 0.5)
    many = [np.ones((7, 7)), np.ones(51)]
    for percent in (1, 29, 57, 58, 99):
        got = _prune(prune, many, percent / 100)
        zeros = sum(int((layer == 0).sum()) for layer in got)
        expect.that(zeros == percent, f"At a sparsity of {percent} % of 100 equal weights {zeros} are 0.")


def zeros_already(prune):
    """Weights that are 0 already count among the pruned."""
    weights = [np.array([0.0, 4.0, 0.0, 1.0]), np.array([2.0, 3.0])]
    _check(prune, weights, weights, 1 / 3)
    _check(prune, [[0, 4.0, 0, 0], [2.0, 3.0]], weights, 0.5)


def random_layers(prune):
    """On random layers of several shapes it agrees with plain sorting, at every share."""
    rng = np.random.default_rng(0)
    weights = [rng.normal(size=shape).round(1) for shape in ((4, 6), (6,), (6, 3, 2), (1, 1))]
    for sparsity in (0.1, 0.25, 0.5, 0.9):
        _check(prune, _by_sorting(weights, sparsity), weights, sparsity)


def no_weights(prune):
    """No layers, or one without weights, come back as they came."""
    expect.same(prune([], 0.5), [])
    _check(prune, [np.zeros((0, 3))], [np.zeros((0, 3))], 0.5)


def outside(prune):
    """A sparsity below 0 or above 1 raises ValueError."""
    for sparsity in (-0.1, 1.01, 50):
        expect.raises("ValueError", prune, [np.ones(3)], sparsity)


def digits(prune):
    """A linear model of the digits stays good without a third of its weights, and not with only 3 % of them."""
    from sklearn.datasets import load_digits

    X, y = load_digits(return_X_y=True)
    w = np.linalg.lstsq(X.T @ X + 10 * np.eye(64), X.T @ np.eye(10)[y], rcond=None)[0]
    shares = (0.0, 0.33, 0.97)
    full, third, nearly_all = (float(((X @ _prune(prune, [w], s)[0]).argmax(1) == y).mean()) for s in shares)
    expect.that(third > full - 0.05, f"Without a third of its weights accuracy goes from {full:.3f} to {third:.3f}.")
    expect.that(nearly_all < 0.7, f"With 3 % of its weights left it still has {nearly_all:.3f}.")
