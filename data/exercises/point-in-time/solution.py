import pandas as pd


def asof_join(labels, features):
    """Return the labels with the latest value of their entity known strictly before their time."""
    left = labels.assign(row=range(len(labels))).sort_values("time", kind="stable")
    right = features.sort_values("time", kind="stable")
    joined = pd.merge_asof(left, right, on="time", by="entity", allow_exact_matches=False)
    return joined.sort_values("row").reset_index(drop=True)[["entity", "time", "label", "value"]]
