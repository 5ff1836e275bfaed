import numpy as np


def adam_step(w, g, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """Return (w, m, v) after step t of Adam, t counted from 1."""
    ...
