"""Cases of `merge`."""

import numpy as np

from skillcheck.sandbox import expect


def _merge(merge, W, A, B, alpha):
    got = expect.instance(merge(W, A, B, alpha), tuple, list)
    expect.that(len(got) == 2, f"It returned {len(got)} things, wants two: merged and trainable.")
    expect.instance(got[1], int)
    return expect.array(got[0], W.shape), got[1]


def _adapter(out, into, r, seed=0):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(out, into)), rng.normal(size=(r, into)), rng.normal(size=(out, r))


def example(merge):
    """The example from the task."""
    merged, trainable = _merge(merge, np.eye(2), np.array([[1.0, 2.0]]), np.array([[0.5], [0.0]]), 2)
    expect.close_array(merged, [[2.0, 2.0], [0.0, 1.0]])
    expect.same(trainable, 4)


def same_as_the_adapter(merge):
    """On random inputs the merged weights give what base and adapter give together, for several ranks and scales."""
    for out, into, r, alpha in ((6, 4, 2, 16), (3, 8, 3, 1.5), (5, 5, 4, 8), (4, 4, 1, -3)):
        W, A, B = _adapter(out, into, r)
        X = np.random.default_rng(1).normal(size=(7, into))
        together = X @ W.T + alpha / r * ((X @ A.T) @ B.T)
        expect.close_array(X @ _merge(merge, W, A, B, alpha)[0].T, together, 1e-10)


def fresh_adapter(merge):
    """A fresh adapter, whose B is 0, changes nothing; neither does an alpha of 0."""
    W, A, B = _adapter(5, 3, 2, seed=2)
    expect.close_array(_merge(merge, W, A, 0 * B, 16)[0], W, 0.0)
    expect.close_array(_merge(merge, W, A, B, 0)[0], W, 0.0)


def low_rank(merge):
    """The change has rank r, and doubles with alpha."""
    W, A, B = _adapter(9, 7, 3, seed=3)
    change = _merge(merge, W, A, B, 4)[0] - W
    expect.that(np.linalg.matrix_rank(change) == 3, f"The change has rank {np.linalg.matrix_rank(change)}, wants 3.")
    expect.close_array(_merge(merge, W, A, B, 8)[0] - W, 2 * change)


def square(merge):
    """With all shapes square, B stands before A."""
    W, A, B = np.zeros((2, 2)), np.array([[0.0, 1.0], [0.0, 0.0]]), np.array([[1.0, 0.0], [0.0, 0.0]])
    expect.close_array(_merge(merge, W, A, B, 2)[0], [[0, 1], [0, 0]])


def trainable(merge):
    """Only A and B are trained: 48 numbers here, and a small share of a large matrix."""
    W, A, B = _adapter(10, 6, 3, seed=4)
    expect.same(_merge(merge, W, A, B, 1)[1], 48)
    expect.same(_merge(merge, np.zeros((300, 200)), np.zeros((4, 200)), np.zeros((300, 4)), 1)[1], 2000)


def whole_numbers(merge):
    """Whole numbers in the base do not round the change away."""
    merged, _ = _merge(merge, np.array([[3, -1]], dtype=np.int8), np.array([[0.25, 0.5]]), np.array([[1.0]]), 1)
    expect.close_array(merged, [[3.25, -0.5]])


def wrong_shapes(merge):
    """Shapes that do not fit raise ValueError, also where numpy would stretch them silently."""
    W, A, B = _adapter(4, 3, 2)
    expect.raises("ValueError", merge, W, A[:, :2], B, 1)
    expect.raises("ValueError", merge, W, A[:, :1], B, 1)
    expect.raises("ValueError", merge, W, A, B[:1], 1)
    expect.raises("ValueError", merge, W, A, B[:, :1], 1)
    expect.raises("ValueError", merge, W, B, A, 1)


def rank_too_high(merge):
    """A rank above the smaller side of W raises ValueError; one equal to it passes."""
    for out, into in ((2, 5), (5, 2)):
        expect.raises("ValueError", merge, *_adapter(out, into, 3), 1)
        _merge(merge, *_adapter(out, into, 2), 1)
