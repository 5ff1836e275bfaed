import numpy as np


def pca_error(X, k):
    """Return the mean squared difference between X and X rebuilt from k principal components."""
    ...
