import numpy as np


def fgsm(w, b, X, y, eps):
    """Return X with every pixel moved by eps in the direction that raises the loss, limited to 0 ... 1."""
    ...
