import pandas as pd


def summarise(df, by, cols):
    """Return mean, std and count of `cols` for each group of `by`, as flat columns."""
    ...
