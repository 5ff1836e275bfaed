"""Cases of `auc`."""

import numpy as np

from skillcheck.sandbox import expect


def _by_pairs(y, s):
    """The definition, pair by pair."""
    pairs = [(a, b) for a, label in zip(s, y) if label == 1 for b, other in zip(s, y) if other == 0]
    return sum(1.0 if a > b else 0.5 if a == b else 0.0 for a, b in pairs) / len(pairs)


def example(auc):
    """The example from the task."""
    expect.close(auc(np.array([0, 0, 1, 1]), np.array([0.1, 0.4, 0.35, 0.8])), 0.75)


def extremes(auc):
    """A perfect order is 1, a reversed one 0."""
    y = np.array([0, 1, 0, 1, 1])
    expect.close(auc(y, np.array([1.0, 5.0, 2.0, 4.0, 3.0])), 1.0)
    expect.close(auc(y, np.array([5.0, 1.0, 4.0, 2.0, 3.0])), 0.0)


def all_tied(auc):
    """When all scores are equal nothing is told apart: 0.5."""
    expect.close(auc(np.array([1, 0, 0, 1, 0]), np.full(5, 0.3)), 0.5)


def ties(auc):
    """Ties between a positive and a negative count one half."""
    y = np.array([1, 0, 1, 0, 1, 0, 0])
    s = np.array([0.9, 0.9, 0.5, 0.5, 0.5, 0.1, 0.7])
    expect.close(auc(y, s), _by_pairs(y, s))


def unequal_classes(auc):
    """It holds when one class is rare."""
    y = np.array([0] * 19 + [1])
    s = np.concatenate([np.arange(19.0), [16.5]])
    expect.close(auc(y, s), 17 / 19)


def mirrored(auc):
    """Scores turned round give 1 - AUC, and stretching the scale changes nothing."""
    rng = np.random.default_rng(11)
    y, s = rng.integers(0, 2, 80), rng.integers(0, 15, 80) / 10
    expected = _by_pairs(y, s)
    expect.close(auc(y, s), expected)
    expect.close(auc(y, -s), 1 - expected)
    expect.close(auc(y, np.exp(3 * s)), expected)


def one_class(auc):
    """One class alone raises ValueError."""
    expect.raises("ValueError", auc, np.array([1, 1, 1]), np.array([0.2, 0.5, 0.9]))
    expect.raises("ValueError", auc, np.array([0, 0]), np.array([0.2, 0.5]))


def breast_cancer(auc):
    """On the breast cancer data, scored by mean radius, it agrees with scikit-learn."""
    from sklearn.datasets import load_breast_cancer
    from sklearn.metrics import roc_auc_score

    data = load_breast_cancer()
    y, s = 1 - data.target, data.data[:, 0].round(0)
    expect.close(auc(y, s), float(roc_auc_score(y, s)))
