import numpy as np


def kmeans_step(X, C):
    """Return (labels, centres) after one step of Lloyd's algorithm from the centres C."""
    distances = ((X[:, None, :] - C[None, :, :]) ** 2).sum(axis=2)
    labels = distances.argmin(axis=1)
    centres = C.astype(float)
    for label in np.unique(labels):
        centres[label] = X[labels == label].mean(axis=0)
    return labels, centres
