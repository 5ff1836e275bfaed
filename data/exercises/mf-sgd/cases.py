"""Cases of `sgd_epoch`."""

import numpy as np

from skillcheck.sandbox import expect


def _epoch(sgd_epoch, ratings, mean, bu, bi, P, Q, lr, reg):
    got = expect.instance(sgd_epoch(ratings, mean, bu, bi, P, Q, lr, reg), tuple, list)
    expect.that(len(got) == 4, f"It returned {len(got)} things, wants four: bu, bi, P, Q.")
    return [expect.array(part, before.shape) for part, before in zip(got, (bu, bi, P, Q))]


def _by_numbers(ratings, mean, bu, bi, P, Q, lr, reg):
    """The formulas on plain numbers, each rating's new values set at once."""
    bu, bi, P, Q = bu.tolist(), bi.tolist(), P.tolist(), Q.tolist()
    for u, i, r in ratings:
        e = r - mean - bu[u] - bi[i] - sum(a * b for a, b in zip(P[u], Q[i]))
        bu[u], bi[i], P[u], Q[i] = (
            bu[u] + lr * (e - reg * bu[u]),
            bi[i] + lr * (e - reg * bi[i]),
            [a + lr * (e * b - reg * a) for a, b in zip(P[u], Q[i])],
            [b + lr * (e * a - reg * b) for a, b in zip(P[u], Q[i])],
        )
    return bu, bi, P, Q


def _start(users, items, k, seed):
    rng = np.random.default_rng(seed)
    return [rng.normal(0, 0.3, shape) for shape in (users, items, (users, k), (items, k))]


def _agrees(sgd_epoch, *arguments):
    for part, wanted in zip(_epoch(sgd_epoch, *arguments), _by_numbers(*arguments)):
        expect.close_array(part, wanted)


def example(sgd_epoch):
    """The example from the task."""
    one, zero = np.array([[1.0]]), np.zeros(1)
    for part, wanted in zip(_epoch(sgd_epoch, [(0, 0, 5.0)], 3.0, zero, zero, one, 2 * one, 0.1, 0.0), (0, 0, 1, 2)):
        expect.close_array(part.ravel(), [wanted])
    got = _epoch(sgd_epoch, [(0, 0, 4.0)], 3.0, zero, zero, one, 2 * one, 0.1, 0.0)
    for part, wanted in zip(got, (-0.1, -0.1, 0.8, 1.9)):
        expect.close_array(part.ravel(), [wanted])


def one_rating(sgd_epoch):
    """One rating moves one user and one item, by the formulas, and leaves all others as they were."""
    start = _start(4, 3, 2, seed=0)
    got = _epoch(sgd_epoch, [(2, 1, 4.5)], 3.2, *start, 0.05, 0.1)
    for part, before, row in zip(got, start, (2, 1, 2, 1)):
        still = np.arange(len(before)) != row
        expect.close_array(part[still], before[still], 0.0)
    _agrees(sgd_epoch, [(2, 1, 4.5)], 3.2, *start, 0.05, 0.1)


def one_after_the_other(sgd_epoch):
    """The second rating of a user starts from what the first has changed, and order matters."""
    start = _start(2, 3, 2, seed=1)
    ratings = [(0, 0, 5.0), (0, 1, 1.0), (1, 1, 4.0), (0, 0, 2.0)]
    _agrees(sgd_epoch, ratings, 3.0, *start, 0.2, 0.02)
    _agrees(sgd_epoch, ratings[::-1], 3.0, *start, 0.2, 0.02)


def shrinks(sgd_epoch):
    """Where the error is 0, regularisation alone pulls biases and factors towards 0, the mean not."""
    start = [np.array([0.5]), np.array([-1.5]), np.array([[2.0, 0.0]]), np.array([[1.0, 4.0]])]
    got = _epoch(sgd_epoch, [(0, 0, 4.0)], 3.0, *start, 0.1, 0.2)
    for part, before in zip(got, start):
        expect.close_array(part, 0.98 * before)


def no_ratings(sgd_epoch):
    """No ratings, or a rate of 0, change nothing."""
    start = _start(3, 3, 2, seed=2)
    for ratings, lr in (([], 0.1), ([(0, 1, 5.0), (2, 2, 1.0)], 0.0)):
        for part, before in zip(_epoch(sgd_epoch, ratings, 3.0, *start, lr, 0.1), start):
            expect.close_array(part, before, 0.0)


def beats_the_biases(sgd_epoch):
    """On simulated tastes twelve epochs predict later ratings clearly better than biases alone."""
    rng = np.random.default_rng(7)
    user, item = rng.normal(size=(30, 2)), rng.normal(size=(25, 2))
    pairs = rng.permutation([(u, i) for u in range(30) for i in range(25)])
    ratings = [(int(u), int(i), float(3 + user[u] @ item[i] + rng.normal(0, 0.3))) for u, i in pairs]
    earlier, later = ratings[:500], ratings[500:]
    mean, errors = float(np.mean([r for _, _, r in earlier])), {}
    for k, scale in (("biases", 0.0), ("factors", 0.1)):
        numbers = [np.zeros(30), np.zeros(25), rng.normal(size=(30, 2)) * scale, rng.normal(size=(25, 2)) * scale]
        for _ in range(12):
            numbers = _epoch(sgd_epoch, earlier, mean, *numbers, 0.08, 0.02)
        bu, bi, P, Q = numbers
        errors[k] = np.sqrt(np.mean([(r - mean - bu[u] - bi[i] - P[u] @ Q[i]) ** 2 for u, i, r in later]))
    expect.that(
        bool(errors["factors"] < 0.6 * errors["biases"]),
        f"The error on later ratings is {errors['factors']:.3f}, with biases alone {errors['biases']:.3f}.",
    )
