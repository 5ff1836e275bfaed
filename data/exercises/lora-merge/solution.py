import numpy as np


def merge(W, A, B, alpha):
    """Return (W + alpha / r * B A, number of trainable parameters) of a LoRA adapter."""
    (out, into), r = W.shape, A.shape[0]
    if A.shape != (r, into) or B.shape != (out, r) or r > min(out, into):
        raise ValueError("the shapes of W, A and B do not fit")
    return W + alpha / r * (B @ A), A.size + B.size
