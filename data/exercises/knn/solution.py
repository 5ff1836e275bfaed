import numpy as np


def knn_predict(X, y, new, k):
    """Return for each row of new the label most frequent among its k nearest rows of X."""
    if not 1 <= k <= len(X):
        raise ValueError("k must be from 1 to the number of known rows")
    winners = []
    for row in new.astype(float):
        distances = ((X - row) ** 2).sum(axis=1)
        nearest = np.argsort(distances, kind="stable")[:k]
        labels, votes = np.unique(y[nearest], return_counts=True)
        winners.append(labels[votes.argmax()])
    return np.array(winners)
