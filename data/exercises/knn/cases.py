"""Cases of `knn_predict`."""

from collections import Counter

import numpy as np

from skillcheck.sandbox import expect


def _labels(knn_predict, X, y, new, k):
    return expect.array(knn_predict(X, y, new, k), (len(new),))


def _by_hand(X, y, new, k):
    """Row by row, in plain Python."""
    winners = []
    for row in new.tolist():
        far = [sum((a - b) ** 2 for a, b in zip(known, row, strict=True)) for known in X.tolist()]
        nearest = sorted(range(len(far)), key=lambda i: (far[i], i))[:k]
        votes = Counter(int(y[i]) for i in nearest)
        winners.append(min(votes, key=lambda label: (-votes[label], label)))
    return winners


def _check(knn_predict, X, y, new, k):
    expect.close_array(_labels(knn_predict, X, y, new, k), _by_hand(X, y, new, k))


def _data(n, m, d, seed):
    """Points around three centres, labelled -4, 0 and 9."""
    rng = np.random.default_rng(seed)
    kinds = rng.integers(0, 3, n)
    X = rng.normal(size=(n, d)) + kinds[:, None]
    return X, np.array([-4, 0, 9])[kinds], rng.normal(1, 1.5, (m, d))


def example(knn_predict):
    """The example from the task."""
    X, y = np.array([[0.0], [1.0], [5.0], [6.0]]), np.array([3, 3, 7, 7])
    expect.close_array(knn_predict(X, y, np.array([[0.4], [4.0], [3.0]]), 3), [3, 7, 3])


def one_neighbour(knn_predict):
    """With k = 1 the nearest row decides, and each known row gets its own label back."""
    X, y, new = _data(30, 12, 2, 1)
    _check(knn_predict, X, y, new, 1)
    expect.close_array(knn_predict(X, y, X, 1), y)


def all_neighbours(knn_predict):
    """With k = n everyone votes, and the most frequent label wins everywhere."""
    X, new = np.arange(7.0).reshape(7, 1), np.array([[0.0], [3.0], [99.0]])
    expect.close_array(knn_predict(X, np.array([5, 2, 2, 8, 8, 8, 1]), new, 7), [8, 8, 8])


def tied_votes(knn_predict):
    """When labels have equally many votes, the lowest wins, be it negative or that of the farther rows."""
    X, new = np.array([[1.0], [2.0], [3.0], [4.0]]), np.array([[0.0], [5.0]])
    expect.close_array(knn_predict(X, np.array([6, 6, 2, 2]), new, 4), [2, 2])
    expect.close_array(knn_predict(X, np.array([6, -3, 5, 0]), new, 4), [-3, -3])
    expect.close_array(knn_predict(X, np.array([8, 1, 30, 4]), new, 2), [1, 4])


def tied_distances(knn_predict):
    """Of rows equally far away, those that stand earlier in X vote."""
    X, new = np.array([[1.0, 0.0], [0.0, -1.0], [0.0, 1.0], [-1.0, 0.0]]), np.zeros((1, 2))
    expect.close_array(knn_predict(X, np.array([9, 9, 1, 1]), new, 3), [9])
    expect.close_array(knn_predict(X, np.array([4, 2, 2, 2]), new, 1), [4])
    grid = np.array([[i % 6, i // 6] for i in range(36)], dtype=float)
    _check(knn_predict, grid, np.arange(36) * 7 % 5, grid[::5], 6)


def all_columns_count(knn_predict):
    """Distances are Euclidean: two columns off by 3 are nearer than one off by 5, and scales are left alone."""
    X, y = np.array([[3.0, 3.0], [0.0, 5.0], [4.2, 1.0]]), np.array([1, 2, 3])
    expect.close_array(knn_predict(X, y, np.zeros((1, 2)), 1), [1])
    X, y, new = _data(60, 25, 4, 2)
    for k in (3, 8):
        _check(knn_predict, X * [1, 10, 0.1, 3], y, new * [1, 10, 0.1, 3], k)


def one_row_or_none(knn_predict):
    """One new row will do, also when its neighbours are a single row; without new rows there are no labels."""
    expect.close_array(knn_predict(np.array([[2.0, 1.0]]), np.array([-7]), np.array([[0.0, 0.0]]), 1), [-7])
    expect.close_array(knn_predict(np.eye(3), np.array([1, 2, 3]), np.zeros((0, 3)), 2), [])


def moved_together(knn_predict):
    """Moved or turned together, known and new rows keep their neighbours."""
    X, y, new = _data(40, 15, 2, 3)
    before = _labels(knn_predict, X, y, new, 5)
    turn = np.array([[0.6, -0.8], [0.8, 0.6]])
    expect.close_array(knn_predict(X @ turn + 50, y, new @ turn + 50, 5), before)


def pixels(knn_predict):
    """Digits as uint8 images: differences below 0 do not wrap around, nor do their squares."""
    from sklearn.datasets import load_digits

    X, y = load_digits(return_X_y=True)
    X = (X * 15).astype(np.uint8)
    _check(knn_predict, X[:200], y[:200], X[200:230], 5)
    _check(knn_predict, X[:200], y[:200], X[230:240].astype(float), 4)


def sklearn(knn_predict):
    """On the wine data, scaled, it agrees with scikit-learn."""
    from sklearn.datasets import load_wine
    from sklearn.neighbors import KNeighborsClassifier

    X, y = load_wine(return_X_y=True)
    X = (X - X.mean(axis=0)) / X.std(axis=0)
    known = np.arange(len(X)) % 3 > 0
    for k in (1, 5, 15):
        model = KNeighborsClassifier(k).fit(X[known], y[known])
        expect.close_array(_labels(knn_predict, X[known], y[known], X[~known], k), model.predict(X[~known]))


def impossible_k(knn_predict):
    """Fewer than one neighbour, or more than there are rows, raise ValueError."""
    X, y, new = _data(4, 2, 2, 4)
    expect.raises("ValueError", knn_predict, X, y, new, 0)
    expect.raises("ValueError", knn_predict, X, y, new, -2)
    expect.raises("ValueError", knn_predict, X, y, new, 5)
