import numpy as np


def ddp_grad(X, y, w, workers):
    """Return (grads, agreed): the gradient on each worker's share, and the one of the whole batch made from them."""
    ...
