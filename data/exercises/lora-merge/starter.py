import numpy as np


def merge(W, A, B, alpha):
    """Return (W + alpha / r * B A, number of trainable parameters) of a LoRA adapter."""
    ...
