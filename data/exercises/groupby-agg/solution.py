import pandas as pd


def summarise(df, by, cols):
    """Return mean, std and count of `cols` for each group of `by`, as flat columns."""
    table = df.groupby(by, dropna=False)[cols].agg(["mean", "std", "count"])
    table.columns = [f"{col}_{name}" for col, name in table.columns]
    return table.reset_index()
