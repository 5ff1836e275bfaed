import numpy as np


def best_threshold(y, p, c_fp, c_fn):
    """Return (threshold, cost): the cheapest threshold, the lowest of equals, and what it costs."""
    ...
