import numpy as np


def kmeans_step(X, C):
    """Return (labels, centres) after one step of Lloyd's algorithm from the centres C."""
    ...
