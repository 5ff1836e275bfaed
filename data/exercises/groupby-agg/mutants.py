"""Wrong answers to `summarise`: a whole source, or (what stands in the solution, what is written instead)."""

MUTANTS = {
    "drops NaN groups": (", dropna=False", ""),
    "the group stays in the index": (".reset_index()", ""),
    "the group is lost": (".reset_index()", ".reset_index(drop=True)"),
    "columns of two levels": (
        '    table.columns = [f"{col}_{name}" for col, name in table.columns]\n',
        "",
    ),
    "names the wrong way round": ('f"{col}_{name}"', 'f"{name}_{col}"'),
    "size instead of count": ('"count"', '"size"'),
    "counts missing values under the right name": (
        "    return table",
        '    for col in cols:\n        table[f"{col}_count"] = df.groupby(by, dropna=False).size()\n    return table',
    ),
    "median for mean": (
        '.agg(["mean", "std", "count"])',
        '.agg(["median", "std", "count"]).rename(columns={"median": "mean"})',
    ),
    "population std": (
        "    return table",
        '    for col in cols:\n        table[f"{col}_std"] = df.groupby(by, dropna=False)[col].std(ddof=0)\n    return table',
    ),
    "fills missing values in place": (
        "    table = df",
        "    df[cols] = df[cols].fillna(0)\n    table = df",
    ),
    "groups unsorted": ("dropna=False", "dropna=False, sort=False"),
    "missing std filled with 0": (".reset_index()", ".reset_index().fillna(0)"),
}
