import numpy as np


def perm_p(a, b, B, seed):
    """Return the two-sided permutation p-value of the difference between the means of a and b."""
    ...
