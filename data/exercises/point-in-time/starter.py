import pandas as pd


def asof_join(labels, features):
    """Return the labels with the latest value of their entity known strictly before their time."""
    ...
