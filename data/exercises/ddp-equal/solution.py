import numpy as np


def ddp_grad(X, y, w, workers):
    """Return (grads, agreed): the gradient on each worker's share, and the one of the whole batch made from them."""
    if workers < 1 or len(X) == 0:
        raise ValueError("there must be a worker and a row")
    grads, sizes = np.zeros((workers, len(w))), np.zeros(workers)
    for k in range(workers):
        rows, wanted = X[k::workers], y[k::workers]
        sizes[k] = len(rows)
        if len(rows):
            grads[k] = 2 * rows.T @ (rows @ w - wanted) / len(rows)
    return grads, sizes @ grads / sizes.sum()
