import numpy as np


def quantise(w):
    """Return (q, scale, zero) with w close to scale * (q - zero) and q of dtype uint8."""
    ...
