"""Wrong answers to `asof_join`: a whole source, or (what stands in the solution, what is written instead)."""

MUTANTS = {
    "the same time counts as known": (", allow_exact_matches=False", ""),
    "entities mixed up": (
        'on="time", by="entity", allow_exact_matches=False)',
        'on="time", allow_exact_matches=False, suffixes=("", "_y"))',
    ),
    "the nearest in time, before or after": ("allow_exact_matches=False", 'allow_exact_matches=False, direction="nearest"'),
    "the next one": ("allow_exact_matches=False", 'allow_exact_matches=False, direction="forward"'),
    "the order of the labels is lost": ('joined.sort_values("row")', "joined"),
    "labels without history are dropped": ('joined.sort_values("row")', 'joined.dropna().sort_values("row")'),
    "missing history is 0": ('joined.sort_values("row")', 'joined.fillna({"value": 0.0}).sort_values("row")'),
    "the first of equal times": (
        'right = features.sort_values("time", kind="stable")',
        'right = features.iloc[::-1].sort_values("time", kind="stable")',
    ),
    "the mean of equal times": (
        'right = features.sort_values("time", kind="stable")',
        'right = features.groupby(["entity", "time"], as_index=False)["value"].mean().sort_values("time")',
    ),
    "sorted by value on the way": ('features.sort_values("time", kind="stable")', 'features.sort_values(["time", "value"])'),
    "a helper column is left": ('[["entity", "time", "label", "value"]]', ""),
    "the latest value of all time": """
import pandas as pd

def asof_join(labels, features):
    latest = features.sort_values("time", kind="stable").groupby("entity")["value"].last()
    return labels.assign(value=labels["entity"].map(latest)).reset_index(drop=True)
""",
    "an ordinary join on entity, latest first": """
import pandas as pd

def asof_join(labels, features):
    joined = labels.merge(features.rename(columns={"time": "known"}), on="entity", how="left")
    joined = joined[joined["known"] < joined["time"]]
    joined = joined.sort_values("known", kind="stable").drop_duplicates(["entity", "time", "label"], keep="last")
    return joined.reset_index(drop=True)[["entity", "time", "label", "value"]]
""",
    "joined on entity and time": """
import pandas as pd

def asof_join(labels, features):
    return labels.merge(features, on=["entity", "time"], how="left")
""",
    "tables left unsorted": ('features.sort_values("time", kind="stable")', "features"),
    "sorts the labels in place": (
        "    left = labels",
        '    labels.sort_values("time", inplace=True, ignore_index=True)\n    left = labels',
    ),
}
