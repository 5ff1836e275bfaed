import pandas as pd


def latest(df, key, ts):
    """Return the latest row of each key, the last one of equal times, in the order of `df`."""
    ...
