import numpy as np


def conv2d(img, kernel, stride=1, pad=0):
    """Return the cross-correlation of an image (h, w) with a kernel (a, b)."""
    padded = np.pad(np.asarray(img, dtype=float), pad)
    (h, w), (a, b) = padded.shape, kernel.shape
    if a > h or b > w:
        raise ValueError("the kernel is larger than the padded image")
    result = np.empty(((h - a) // stride + 1, (w - b) // stride + 1))
    for i, j in np.ndindex(result.shape):
        top, left = i * stride, j * stride
        result[i, j] = (padded[top : top + a, left : left + b] * kernel).sum()
    return result
