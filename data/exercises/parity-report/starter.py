import numpy as np


def parity(p_ref, p_new, y, tol, threshold=0.5):
    """Return how far the new model's probabilities and decisions are from the old one's, and whether it passes."""
    ...
