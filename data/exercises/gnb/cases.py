"""Cases of `gaussian_nb`."""

import numpy as np

from skillcheck.sandbox import expect


def _labels(gaussian_nb, X, y, new):
    got = expect.array(gaussian_nb(X, y, new), (len(new),))
    expect.that(bool(np.isin(got, y).all()), f"It returned {got.tolist()}, wants labels that occur in y.")
    return got.astype(int).tolist()


def example(gaussian_nb):
    """The example from the task."""
    X = np.array([[1.0], [3.0], [10.0], [14.0]])
    expect.same(_labels(gaussian_nb, X, np.array([0, 0, 1, 1]), np.array([[2.0], [13.0], [6.0]])), [0, 1, 1])


def wine(gaussian_nb):
    """On the wine data it agrees with scikit-learn's GaussianNB, row for row."""
    from sklearn.datasets import load_wine
    from sklearn.naive_bayes import GaussianNB

    X, y = load_wine(return_X_y=True)
    wanted = GaussianNB().fit(X[::2], y[::2]).predict(X[1::2])
    expect.same(_labels(gaussian_nb, X[::2], y[::2], X[1::2]), wanted.tolist())


def two_features(gaussian_nb):
    """With two features of the wine data, where classes overlap, it agrees with scikit-learn too."""
    from sklearn.datasets import load_wine
    from sklearn.naive_bayes import GaussianNB

    X, y = load_wine(return_X_y=True)
    X = X[:, [1, 2]]
    wanted = GaussianNB().fit(X, y).predict(X)
    expect.same(_labels(gaussian_nb, X, y, X), wanted.tolist())


def no_underflow(gaussian_nb):
    """Rows of 500 features far from both means still go to the nearer class."""
    rng = np.random.default_rng(0)
    X = np.concatenate([rng.normal(0, 1, (30, 500)), rng.normal(1, 1, (30, 500))])
    new = np.concatenate([np.full((2, 500), -4.0), np.full((2, 500), 6.0)])
    expect.same(_labels(gaussian_nb, X, np.repeat([3, 7], 30), new), [3, 3, 7, 7])


def shares_count(gaussian_nb):
    """Between two equally wide classes the more frequent one wins."""
    X = np.array([[-1.0], [1.0]] * 9 + [[1.0], [3.0]])
    y = np.array([0] * 18 + [1, 1])
    expect.same(_labels(gaussian_nb, X, y, np.array([[1.0], [1.9], [2.5]])), [0, 0, 1])


def divided_by_n(gaussian_nb):
    """Variances are divided by the number of rows: with two rows a class that shifts the border."""
    X = np.array([[0.0], [2.0], [5.0], [6.0], [10.0], [11.0]])
    y = np.array([0, 0, 1, 1, 1, 1])
    expect.same(_labels(gaussian_nb, X, y, np.array([[3.0], [3.2]])), [0, 1])


def constant_feature(gaussian_nb):
    """A feature without spread within the classes decides, and divides nothing by 0."""
    X = np.array([[1.0, 5.0], [1.0, 1.0], [2.0, 2.0], [2.0, 6.0]])
    expect.same(_labels(gaussian_nb, X, np.array([0, 0, 1, 1]), np.array([[1.0, 6.0], [2.0, 1.0]])), [0, 1])


def ties(gaussian_nb):
    """Of equally likely labels the smallest is taken, whichever comes first in y."""
    X = np.array([[1.0], [3.0], [-1.0], [-3.0]])
    expect.same(_labels(gaussian_nb, X, np.array([9, 9, 4, 4]), np.array([[0.0]])), [4])


def many_classes(gaussian_nb):
    """On digits 0 to 9, where pixels are constant within classes, it is right on most rows that it has not seen."""
    from sklearn.datasets import load_digits

    X, y = load_digits(return_X_y=True)
    got = _labels(gaussian_nb, X[:900] + 0.0, y[:900], X[900:1200])
    right = float(np.mean(np.array(got) == y[900:1200]))
    expect.that(right >= 0.7, f"It is right on {right:.0%} of 300 digits, wants 70 % or more.")
