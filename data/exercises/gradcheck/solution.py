import numpy as np


def check_gradient(f, w, claimed, eps=1e-5):
    """Return (numeric, wrong): the gradient by central differences, and the flat places where `claimed` is off."""
    if claimed.shape != w.shape:
        raise ValueError(f"the gradient has shape {claimed.shape}, w has {w.shape}")
    numeric = np.zeros(w.size)
    for place in range(w.size):
        step = np.zeros(w.size)
        step[place] = eps
        step = step.reshape(w.shape)
        numeric[place] = (f(w + step) - f(w - step)) / (2 * eps)
    numeric = numeric.reshape(w.shape)
    scale = np.maximum(1, np.maximum(np.abs(numeric), np.abs(claimed)))
    return numeric, np.flatnonzero(np.abs(numeric - claimed) > 1e-4 * scale).tolist()
