import numpy as np


def gaussian_nb(X, y, new):
    """Return the most likely label of each row of `new`, (m,), by Gaussian naive Bayes fitted to X and y."""
    ...
