import numpy as np


def check_gradient(f, w, claimed, eps=1e-5):
    """Return (numeric, wrong): the gradient by central differences, and the flat places where `claimed` is off."""
    ...
