"""Cases of `top_eig`."""

import numpy as np

from skillcheck.sandbox import expect


def _top(top_eig, A, iters, seed=0):
    got = expect.instance(top_eig(A, iters, seed), tuple, list)
    expect.that(len(got) == 2, f"It returned {len(got)} things, wants two: lam and v.")
    v = expect.array(got[1], (len(A),))
    expect.that(abs(np.linalg.norm(v) - 1) < 1e-9, f"The vector has length {np.linalg.norm(v):.6g}, wants 1.")
    return expect.number(got[0]), v


def _same_direction(v, wanted, tolerance=1e-6):
    """Equal but for the sign."""
    expect.close_array(v * (1 if v @ wanted >= 0 else -1), wanted, tolerance)


def _symmetric(n, seed, low=-1.0, high=1.0):
    """A matrix with eigenvalues spread from low to high, in random directions, and its vectors."""
    vectors, _ = np.linalg.qr(np.random.default_rng(seed).normal(size=(n, n)))
    return (vectors * np.linspace(low, high, n)) @ vectors.T, vectors


def example(top_eig):
    """The example from the task: the larger in size is negative."""
    lam, v = _top(top_eig, np.array([[2.0, 0.0], [0.0, -5.0]]), 100)
    expect.close(lam, -5)
    _same_direction(v, np.array([0.0, 1.0]))


def wine(top_eig):
    """On the correlations of the wine data it finds the first principal component, as eigh does."""
    from sklearn.datasets import load_wine

    A = np.corrcoef(load_wine().data, rowvar=False)
    values, vectors = np.linalg.eigh(A)
    lam, v = _top(top_eig, A, 100, 3)
    expect.close(lam, float(values[-1]), 1e-6)
    _same_direction(v, vectors[:, -1])


def against_eigh(top_eig):
    """For sizes 1 to 6 and eigenvalues of either sign it agrees with eigh."""
    for n, low, high in ((1, -3.0, -3.0), (2, -1.0, 4.0), (3, -4.0, 1.0), (6, 0.5, 7.0), (5, -9.0, -1.0)):
        A, vectors = _symmetric(n, n, low, high)
        place = n - 1 if abs(high) >= abs(low) else 0
        lam, v = _top(top_eig, A, 400, 1)
        expect.close(lam, low if place == 0 else high, 1e-6)
        _same_direction(v, vectors[:, place])


def exactly_so_many_steps(top_eig):
    """After 0, 1, 2 and 3 multiplications it stands where they lead from the given start, not yet at the end."""
    A, _ = _symmetric(4, 11, 1.0, 2.0)
    for iters in range(4):
        start = np.random.default_rng(7).normal(size=4)
        wanted = np.linalg.matrix_power(A, iters) @ start
        wanted /= np.linalg.norm(wanted)
        lam, v = _top(top_eig, A, iters, 7)
        _same_direction(v, wanted, 1e-9)
        expect.close(lam, float(wanted @ A @ wanted))


def ones_at_a_right_angle(top_eig):
    """It finds an eigenvector that is at a right angle to a vector of ones, or to the first axis."""
    lam, v = _top(top_eig, np.array([[2.0, -1.0], [-1.0, 2.0]]), 100)
    expect.close(lam, 3, 1e-6)
    _same_direction(v, np.array([1.0, -1.0]) / np.sqrt(2))
    expect.close(_top(top_eig, np.diag([1.0, 2.0, 6.0]), 100)[0], 6, 1e-6)


def large_and_small(top_eig):
    """Neither entries of 1e60 nor of 1e-60, nor 2000 iterations, overflow or vanish."""
    A, vectors = _symmetric(3, 5, 1.0, 4.0)
    for scale in (1e60, 1e-60):
        lam, v = _top(top_eig, A * scale, 2000)
        expect.close(lam / scale, 4, 1e-6)
        _same_direction(v, vectors[:, -1])


def zero_matrix(top_eig):
    """The zero matrix gives 0 and the start at length 1."""
    lam, v = _top(top_eig, np.zeros((3, 3)), 10, 2)
    expect.close(lam, 0)
    start = np.random.default_rng(2).normal(size=3)
    _same_direction(v, start / np.linalg.norm(start))


def whole_numbers(top_eig):
    """A matrix of whole numbers is multiplied as numbers are, without rounding."""
    lam, v = _top(top_eig, np.array([[2, 1], [1, 3]]), 60)
    expect.close(lam, (5 + np.sqrt(5)) / 2, 1e-9)
    expect.close(abs(float(v[0] / v[1])), (np.sqrt(5) - 1) / 2, 1e-6)
