"""Cases of `kmeans_step`."""

import numpy as np

from skillcheck.sandbox import expect


def _step(kmeans_step, X, C):
    got = expect.instance(kmeans_step(X, C), tuple, list)
    expect.that(len(got) == 2, f"It returned {len(got)} things, wants two: labels and centres.")
    labels = expect.array(got[0], (len(X),))
    whole = getattr(got[0], "dtype", np.asarray(got[0]).dtype).kind in "iu"
    expect.that(whole, "The labels are not whole numbers, so they cannot index the centres.")
    return labels, expect.array(got[1], C.shape)


def _inertia(X, C):
    return float(((X[:, None] - C[None]) ** 2).sum(axis=2).min(axis=1).sum())


def example(kmeans_step):
    """The example from the task."""
    labels, centres = _step(kmeans_step, np.array([[0.0], [2.0], [10.0]]), np.array([[1.0], [9.0]]))
    expect.close_array(labels, [0, 0, 1])
    expect.close_array(centres, [[1], [10]])


def two_dimensions(kmeans_step):
    """Distance is Euclidean in all columns, not by one of them or by their sum."""
    X = np.array([[0.0, 0.0], [3.0, 3.0], [0.0, 5.0], [6.0, 0.0]])
    labels, centres = _step(kmeans_step, X, np.array([[0.0, 5.0], [3.1, 3.1], [5.0, 0.0]]))
    expect.close_array(labels, [1, 1, 0, 2])
    expect.close_array(centres, [[0, 5], [1.5, 1.5], [6, 0]])


def empty_cluster(kmeans_step):
    """A centre with no points stays where it is."""
    labels, centres = _step(kmeans_step, np.array([[1.0, 1.0], [2.0, 2.0]]), np.array([[50.0, -7.0], [1.0, 2.0]]))
    expect.close_array(labels, [1, 1])
    expect.close_array(centres, [[50, -7], [1.5, 1.5]])


def tie(kmeans_step):
    """At equal distance the lower number wins."""
    labels, _ = _step(kmeans_step, np.array([[0.0], [5.0]]), np.array([[1.0], [-1.0]]))
    expect.close_array(labels, [0, 0])


def whole_number_centres(kmeans_step):
    """Centres given as whole numbers still become exact means."""
    _, centres = _step(kmeans_step, np.array([[0], [1], [8]]), np.array([[0], [9]]))
    expect.close_array(centres, [[0.5], [8]])


def iris(kmeans_step):
    """On iris every step lowers the inertia or leaves it, and agrees with a loop."""
    from sklearn.datasets import load_iris

    X = load_iris().data
    C = X[[0, 10, 20, 30]]
    for _ in range(4):
        labels, centres = _step(kmeans_step, X, C)
        by_loop = [min(range(4), key=lambda j: float(((row - C[j]) ** 2).sum())) for row in X]
        expect.close_array(labels, by_loop)
        expect.that(_inertia(X, centres) <= _inertia(X, C) + 1e-9, "The inertia rose: a step never makes it worse.")
        expect.close_array(centres, [X[labels == j].mean(axis=0) for j in range(4)])
        C = centres
