import pandas as pd


def latest(df, key, ts):
    """Return the latest row of each key, the last one of equal times, in the order of `df`."""
    rows = df[df[key].notna()].reset_index(drop=True)
    rows = rows.sort_values(ts, kind="stable", na_position="first")
    return rows.drop_duplicates(key, keep="last").sort_index().reset_index(drop=True)
