import numpy as np


def quantise(w):
    """Return (q, scale, zero) with w close to scale * (q - zero) and q of dtype uint8."""
    low, high = min(w.min(), 0.0), max(w.max(), 0.0)
    scale = float(high - low) / 255 or 1.0
    zero = int(round(-low / scale))
    q = np.clip(np.round(w / scale) + zero, 0, 255).astype(np.uint8)
    return q, scale, zero
