import numpy as np


def parity(p_ref, p_new, y, tol, threshold=0.5):
    """Return how far the new model's probabilities and decisions are from the old one's, and whether it passes."""
    if len(y) == 0 or not len(p_ref) == len(p_new) == len(y) or np.isnan([p_ref, p_new]).any():
        raise ValueError("three arrays of one length are needed, without NaN")
    differences, old, new = np.abs(p_ref - p_new), p_ref >= threshold, p_new >= threshold
    flipped = int((old != new).sum())
    return {
        "max_diff": float(differences.max()),
        "worst": int(differences.argmax()),
        "flipped": flipped,
        "accuracy_change": float((new == y).mean() - (old == y).mean()),
        "passes": bool(differences.max() <= tol and flipped == 0),
    }
