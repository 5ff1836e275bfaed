import numpy as np


def auc(y, s):
    """Return the chance that a positive outscores a negative, a tie counting one half."""
    ...
