import numpy as np


def fit_logreg(X, y, lr, steps, l2):
    """Return the weights and the intercept after so many steps of gradient descent."""
    ...
