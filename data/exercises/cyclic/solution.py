import numpy as np


def cyclic(values, period):
    """Return sine and cosine of each value's place on a circle of one period, as two columns."""
    if period <= 0:
        raise ValueError("the period must be above 0")
    angles = 2 * np.pi * values / period
    return np.column_stack([np.sin(angles), np.cos(angles)])
