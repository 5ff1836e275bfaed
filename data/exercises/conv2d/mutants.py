"""Wrong answers to `conv2d`: a whole source, or (what stands in the solution, what is written instead)."""

MUTANTS = {
    "kernel flipped": ("* kernel)", "* kernel[::-1, ::-1])"),
    "kernel transposed": (
        "    (h, w), (a, b)",
        "    kernel = kernel.T\n    (h, w), (a, b)",
    ),
    "stride only in the size": ("i * stride, j * stride", "i, j"),
    "stride only downwards": ("i * stride, j * stride", "i * stride, j"),
    "the size rounded up": ("((h - a) // stride + 1, (w - b) // stride + 1)", "(-(-(h - a) // stride) + 1, -(-(w - b) // stride) + 1)"),
    "one row too few": ("(h - a) // stride + 1,", "max((h - a) // stride, 1),"),
    "size divided before the kernel is taken off": ("((h - a) // stride + 1, (w - b) // stride + 1)", "((h // stride) - a + 1, (w // stride) - b + 1)"),
    "pads at the end only": ("dtype=float), pad)", "dtype=float), (0, 2 * pad))"),
    "pads one side of each": ("dtype=float), pad)", "dtype=float), (pad, 0))"),
    "pads by repeating the edge": ("dtype=float), pad)", 'dtype=float), pad, mode="edge")'),
    "pads by mirroring": ("dtype=float), pad)", 'dtype=float), pad, mode="symmetric")'),
    "padding ignored": ("dtype=float), pad)", "dtype=float), 0)"),
    "wraps round at 255": (
        "np.pad(np.asarray(img, dtype=float), pad)\n",
        "np.pad(img, pad)\n    kernel = kernel.astype(padded.dtype)\n",
    ),
    "cut off at 0": (".sum()", ".sum().clip(0)"),
    "the mean of the window": (".sum()", ".mean()"),
    "too large a kernel is cut": (
        '        raise ValueError("the kernel is larger than the padded image")\n',
        "        kernel = kernel[:h, :w]\n        a, b = kernel.shape\n",
    ),
    "only the height is checked": ("if a > h or b > w:", "if a > h:"),
    "checked against the image without padding": ("if a > h or b > w:", "if a > img.shape[0] or b > img.shape[1]:"),
    "always the same size": """
import numpy as np
from scipy.signal import correlate2d

def conv2d(img, kernel, stride=1, pad=0):
    return correlate2d(np.asarray(img, dtype=float), kernel, mode="same")[::stride, ::stride]
""",
    "scipy's convolution": """
import numpy as np
from scipy.signal import convolve2d

def conv2d(img, kernel, stride=1, pad=0):
    padded = np.pad(np.asarray(img, dtype=float), pad)
    if kernel.shape[0] > padded.shape[0] or kernel.shape[1] > padded.shape[1]:
        raise ValueError
    return convolve2d(padded, kernel, mode="valid")[::stride, ::stride]
""",
}
