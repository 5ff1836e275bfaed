import pandas as pd


def make_lags(s, lags, horizon):
    """Return a frame of lagged values and the target `y`, for forecasts `horizon` steps ahead."""
    ...
