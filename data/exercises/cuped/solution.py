import numpy as np


def cuped(y, x, treated):
    """Return theta, the effect and its standard error, adjusted for what was measured before the experiment."""
    if not len(y) == len(x) == len(treated) or min(np.sum(treated == 1), np.sum(treated == 0)) < 2:
        raise ValueError("three arrays of one length are needed, with two people in each arm")
    spread = x - x.mean()
    theta = float(spread @ y / (spread @ spread)) if np.ptp(x) > 0 else 0.0
    adjusted = y - theta * spread
    one, other = adjusted[treated == 1], adjusted[treated == 0]
    se = np.sqrt(one.var(ddof=1) / len(one) + other.var(ddof=1) / len(other))
    return {"theta": theta, "effect": float(one.mean() - other.mean()), "se": float(se)}
