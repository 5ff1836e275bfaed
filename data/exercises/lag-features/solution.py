import pandas as pd


def make_lags(s, lags, horizon):
    """Return a frame of lagged values and the target `y`, for forecasts `horizon` steps ahead."""
    if horizon < 1 or min(lags) < horizon:
        raise ValueError("a lag shorter than the horizon is not known yet")
    columns = {f"lag_{k}": s.shift(k) for k in lags}
    return pd.DataFrame(columns | {"y": s}).dropna()
