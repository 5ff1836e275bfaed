import numpy as np


def conv2d(img, kernel, stride=1, pad=0):
    """Return the cross-correlation of an image (h, w) with a kernel (a, b)."""
    ...
