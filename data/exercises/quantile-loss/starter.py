import numpy as np


def pinball(y, q, tau):
    """Return the mean pinball loss of the forecasts q for the quantile tau."""
    ...
