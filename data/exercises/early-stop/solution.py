import math


def best_epoch(losses, patience, min_delta):
    """Return the epoch whose weights early stopping keeps."""
    if patience < 1 or min_delta < 0:
        raise ValueError("patience must be at least 1, and min_delta not negative")
    best, lowest, waited = None, math.inf, 0
    for epoch, loss in enumerate(losses):
        if loss < lowest - min_delta:
            best, lowest, waited = epoch, loss, 0
        else:
            waited += 1
            if waited == patience:
                break
    if best is None:
        raise ValueError("no epoch had a finite loss")
    return best
