import numpy as np


def ece(y, p, bins):
    """Return the expected calibration error of the forecasts p, over bins of equal width."""
    ...
