import math


def best_epoch(losses, patience, min_delta):
    """Return the epoch whose weights early stopping keeps."""
    ...
