"""Cases of `check_gradient`, on functions of numpy and scipy whose gradients are known."""

import numpy as np

from skillcheck.sandbox import expect
from skillcheck.sandbox.wire import Named

_NORM, _DET, _SUM, _PROD = (Named(f"numpy.{name}") for name in ("linalg.norm", "linalg.det", "sum", "prod"))
_ROSEN, _LOGSUMEXP = Named("scipy.optimize.rosen"), Named("scipy.special.logsumexp")


def _check(check_gradient, f, w, claimed, gradient, wrong, *eps, tolerance=1e-6):
    got = expect.instance(check_gradient(f, w, claimed, *eps), tuple, list)
    expect.that(len(got) == 2, f"It returned {len(got)} things, wants two: numeric and wrong.")
    expect.close_array(got[0], gradient, tolerance)
    expect.same(expect.instance(got[1], list), wrong)


def example(check_gradient):
    """The example from the task."""
    _check(check_gradient, _NORM, np.array([3.0, 4.0]), np.array([0.6, -0.8]), [0.6, 0.8], [1])


def rosenbrock(check_gradient):
    """On a curved valley with eight entries the gradient is right to six digits, and nothing is flagged."""
    from scipy.optimize import rosen_der

    w = np.random.default_rng(1).normal(size=8)
    _check(check_gradient, _ROSEN, w, rosen_der(w), rosen_der(w), [])


def planted_bugs(check_gradient):
    """Each kind of bug is found at its place: a sign, a lost factor 2, a zero, a neighbour's entry."""
    from scipy.optimize import rosen_der

    w = np.array([0.7, -1.2, 0.4, 1.5, -0.3, 0.9])
    right = rosen_der(w)
    for place, value in ((0, -right[0]), (2, right[2] / 2), (3, 0.0), (5, right[4])):
        claimed = right.copy()
        claimed[place] = value
        _check(check_gradient, _ROSEN, w, claimed, right, [place])
    _check(check_gradient, _ROSEN, w, -right, right, [0, 1, 2, 3, 4, 5])


def softmax(check_gradient):
    """The gradient of log-sum-exp is the softmax: entries near 0 are held to the absolute limit."""
    w = np.array([1.0, -12.0, 2.0, 0.0])
    right = np.exp(w) / np.exp(w).sum()
    claimed = right.copy()
    claimed[1] *= -3
    _check(check_gradient, _LOGSUMEXP, w, claimed, right, [], tolerance=1e-8)
    claimed[1] += 2e-4
    _check(check_gradient, _LOGSUMEXP, w, claimed, right, [1], tolerance=1e-8)


def a_matrix(check_gradient):
    """For a matrix the shape is kept and places count row by row: a transposed gradient is off outside the diagonal."""
    w = np.array([[2.0, 1.0, 0.0], [0.0, 3.0, 1.0], [1.0, -1.0, 4.0]])
    right = np.linalg.det(w) * np.linalg.inv(w).T
    _check(check_gradient, _DET, w, right, right, [])
    places = np.flatnonzero(np.abs(right - right.T) > 0.1).tolist()
    _check(check_gradient, _DET, w, right.T.copy(), right, places)
    tall = np.arange(1.0, 7.0).reshape(3, 2)
    _check(check_gradient, _PROD, tall, 720 / tall, 720 / tall, [], tolerance=1e-6)
    claimed = 720 / tall
    claimed[2, 0] = 0
    _check(check_gradient, _PROD, tall, claimed, 720 / tall, [4])


def large_and_small_gradients(check_gradient):
    """The limit grows with the gradient, the claimed one's size included, and never falls below 0.0001."""
    w = np.array([100.0, 200.0, 300.0])
    right = 6e6 / w
    _check(check_gradient, _PROD, w, right * 1.00005, right, [])
    _check(check_gradient, _PROD, w, right * [1, 1.00015, 1], right, [1])
    _check(check_gradient, _PROD, w, right * [1, 1, 0.99985], right, [2])
    w = np.array([0.01, 0.02, 0.03])
    right = 6e-6 / w
    _check(check_gradient, _PROD, w, right + [9e-5, -9e-5, 2e-4], right, [2])


def coarse_step(check_gradient):
    """With a large step the central difference itself comes back: symmetric, and divided by twice the step."""
    from scipy.optimize import rosen

    w = np.array([0.5, -0.25, 1.0])
    moved = np.eye(3) * 0.5
    wanted = [rosen(w + step) - rosen(w - step) for step in moved]
    _check(check_gradient, _ROSEN, w, np.array(wanted), wanted, [], 0.5, tolerance=1e-9)


def whole_numbers(check_gradient):
    """Whole numbers in w are moved by eps like any others."""
    _check(check_gradient, _NORM, np.array([3, 0, -4]), np.array([0.6, 0, 0.8]), [0.6, 0, -0.8], [2])
    _check(check_gradient, _SUM, np.array([[1, 2], [3, 4]]), np.array([[1, 1], [1, 0]]), np.ones((2, 2)), [3])


def shapes(check_gradient):
    """A claimed gradient of another shape raises ValueError, even where numpy would stretch it."""
    expect.raises("ValueError", check_gradient, _SUM, np.ones((3, 2)), np.ones(2))
    expect.raises("ValueError", check_gradient, _SUM, np.ones(3), np.ones((3, 1)))
    expect.raises("ValueError", check_gradient, _SUM, np.ones(4), np.ones(1))
