"""Wrong answers to `latest`: a whole source, or (what stands in the solution, what is written instead)."""

MUTANTS = {
    "the last in the table": ('    rows = rows.sort_values(ts, kind="stable", na_position="first")\n', ""),
    "a sort that is not stable": (', kind="stable"', ""),
    "the oldest": ('keep="last"', 'keep="first"'),
    "the first of equal times": ("rows = rows.sort_values(", "rows = rows.iloc[::-1].sort_values("),
    "keys with several rows vanish": ('keep="last"', "keep=False"),
    "missing times are the latest": (', na_position="first"', ""),
    "rows without a time are left out": ("df[df[key].notna()]", "df[df[key].notna() & df[ts].notna()]"),
    "rows without a key are a key": ("df[df[key].notna()].reset", "df.reset"),
    "rows with any hole are left out": ("df[df[key].notna()]", "df.dropna()"),
    "sorted by key": (".sort_index().reset_index(drop=True)", ".sort_values(key).reset_index(drop=True)"),
    "sorted by time": (".sort_index().reset_index(drop=True)", ".reset_index(drop=True)"),
    "labels kept": (".sort_index().reset_index(drop=True)", ".sort_index()"),
    "labels become a column": (".sort_index().reset_index(drop=True)", ".sort_index().reset_index()"),
    "whole duplicates only": ('drop_duplicates(key, keep="last")', 'drop_duplicates(keep="last")'),
    "key and time together": ('drop_duplicates(key, keep="last")', 'drop_duplicates([key, ts], keep="last")'),
    "ties by value": (
        'rows.sort_values(ts, kind="stable", na_position="first")',
        'rows.sort_values([ts, *[c for c in rows if c not in (key, ts)]], na_position="first")',
    ),
    "dates as text": ("rows.sort_values(ts, ", "rows.sort_values(ts, key=lambda c: c.astype(str), "),
    "old labels bring back the order": (
        "rows = df[df[key].notna()].reset_index(drop=True)",
        "rows = df[df[key].notna()]",
    ),
    "groupby last": """
import pandas as pd

def latest(df, key, ts):
    rows = df.sort_values(ts, kind="stable", na_position="first")
    return rows.groupby(key, as_index=False, sort=False).last()[list(df.columns)]
""",
    "holes filled from before": (
        "    return rows.drop",
        "    rows = rows.assign(**{c: rows.groupby(key)[c].ffill() for c in rows if c not in (key, ts)})\n    return rows.drop",
    ),
    "groupby idxmax, the first of equal times": """
import pandas as pd

def latest(df, key, ts):
    rows = df.reset_index(drop=True)
    rows = rows[rows[key].notna()]
    best = rows[ts].where(rows[ts].notna(), rows[ts].min()).groupby(rows[key]).idxmax()
    return rows.loc[sorted(best)].reset_index(drop=True)
""",
    "all rows at the largest time": """
import pandas as pd

def latest(df, key, ts):
    rows = df[df[key].notna()]
    return rows[rows[ts] == rows.groupby(key)[ts].transform("max")].reset_index(drop=True)
""",
    "the maximum of each column": """
import pandas as pd

def latest(df, key, ts):
    return df.groupby(key, as_index=False).max()[list(df.columns)]
""",
    "names written down": ('drop_duplicates(key, keep="last")', 'drop_duplicates("id", keep="last")'),
    "the time is lost": ("    return rows.drop_duplicates", "    return rows.drop(columns=ts).drop_duplicates"),
    "sorts the table in place": ("    rows = df[df", "    df.sort_values(ts, inplace=True)\n    rows = df[df"),
}
