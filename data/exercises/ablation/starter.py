import numpy as np
from scipy.stats import t


def ablate(full, ablated):
    """Return for each part its mean gain over paired seeds, with a simultaneous 95 % interval and a verdict."""
    ...
