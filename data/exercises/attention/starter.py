import numpy as np


def attention(Q, K, V, mask=None):
    """Return (output, weights) of scaled dot-product attention; mask True means may look."""
    ...
