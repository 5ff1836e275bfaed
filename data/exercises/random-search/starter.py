import math

import numpy as np


def sample_params(space, n, seed):
    """Return n different dictionaries of parameters drawn from `space`, or all there are."""
    ...
