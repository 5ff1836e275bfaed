"""Cases of `ddp_grad`."""

import numpy as np

from skillcheck.sandbox import expect


def _batch(seed, n, d):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, d)), rng.normal(size=n), rng.normal(size=d)


def _gradient(X, y, w):
    """Row by row, by the definition."""
    return sum((2 * (x @ w - wanted) * x for x, wanted in zip(X, y, strict=True)), np.zeros(len(w))) / max(len(X), 1)


def _both(ddp_grad, X, y, w, workers):
    got = expect.instance(ddp_grad(X, y, w, workers), tuple, list)
    expect.that(len(got) == 2, f"It returned {len(got)} things, wants two: grads and agreed.")
    return expect.array(got[0], (workers, len(w))), expect.array(got[1], w.shape)


def _check(ddp_grad, X, y, w, workers):
    grads, agreed = _both(ddp_grad, X, y, w, workers)
    expect.close_array(grads, [_gradient(X[k::workers], y[k::workers], w) for k in range(workers)])
    expect.close_array(agreed, _gradient(X, y, w))


def example(ddp_grad):
    """The example from the task."""
    X, y, w = np.array([[1.0], [2.0], [3.0]]), np.array([1.0, 1.0, 1.0]), np.array([1.0])
    grads, agreed = _both(ddp_grad, X, y, w, 2)
    expect.close_array(grads, [[6.0], [4.0]])
    expect.close_array(agreed, [16 / 3])


def equal_shares(ddp_grad):
    """With shares of one size the agreed gradient is that of the whole batch, and the plain mean of the workers'."""
    X, y, w = _batch(0, 32, 5)
    _check(ddp_grad, X, y, w, 4)


def unequal_shares(ddp_grad):
    """With shares of 3, 3, 2 and 2 rows it still is."""
    X, y, w = _batch(1, 10, 3)
    _check(ddp_grad, X, y, w, 4)


def one_worker(ddp_grad):
    """One worker alone has the gradient of the batch."""
    X, y, w = _batch(2, 7, 4)
    _check(ddp_grad, X, y, w, 1)


def idle_workers(ddp_grad):
    """With more workers than rows the idle ones have the gradient 0 and pull nothing towards it."""
    X, y, w = _batch(3, 3, 2)
    _check(ddp_grad, X, y, w, 5)


def worker_count_does_not_matter(ddp_grad):
    """On the diabetes data the agreed gradient is the same for 1, 3, 8 and 50 workers."""
    from sklearn.datasets import load_diabetes

    X, y = load_diabetes(return_X_y=True)
    w = np.linspace(-1, 1, X.shape[1])
    for workers in (1, 3, 8, 50):
        expect.close_array(_both(ddp_grad, X, y, w, workers)[1], _gradient(X, y, w), 1e-8)


def dealt_in_turns(ddp_grad):
    """Rows are dealt out in turns, not in blocks: workers 0 and 1 have the even and the odd rows."""
    X, y, w = np.array([[1.0], [0.0], [1.0], [0.0]]), np.zeros(4), np.array([1.0])
    expect.close_array(_both(ddp_grad, X, y, w, 2)[0], [[2.0], [0.0]])


def nothing_to_do(ddp_grad):
    """Without a worker, or without a row, there is no gradient: ValueError."""
    X, y, w = _batch(4, 4, 2)
    expect.raises("ValueError", ddp_grad, X, y, w, 0)
    expect.raises("ValueError", ddp_grad, X, y, w, -1)
    expect.raises("ValueError", ddp_grad, X[:0], y[:0], w, 2)
