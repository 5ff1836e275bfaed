import numpy as np


def psi(ref, cur, bins=10):
    """Return the population stability index of cur against quantile bins of ref."""
    ...
