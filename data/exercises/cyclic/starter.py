import numpy as np


def cyclic(values, period):
    """Return sine and cosine of each value's place on a circle of one period, as two columns."""
    ...
