import numpy as np


def cuped(y, x, treated):
    """Return theta, the effect and its standard error, adjusted for what was measured before the experiment."""
    ...
