import numpy as np


def gaussian_nb(X, y, new):
    """Return the most likely label of each row of `new`, (m,), by Gaussian naive Bayes fitted to X and y."""
    labels = np.unique(y)
    floor = 1e-9 * X.var(axis=0).max()
    scores = []
    for label in labels:
        rows = X[y == label]
        mean, var = rows.mean(axis=0), rows.var(axis=0) + floor
        fit = -0.5 * np.log(2 * np.pi * var) - (new - mean) ** 2 / (2 * var)
        scores.append(np.log(len(rows) / len(X)) + fit.sum(axis=1))
    return labels[np.argmax(scores, axis=0)]
