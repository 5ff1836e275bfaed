"""Wrong answers to `flip_groups`: a whole source, or (what stands in the solution, what is written instead)."""

_R = "np.corrcoef(x, y)[0, 1]"
_TEST = "pooled * direction(rows[x], rows[y]) < 0"
_POOLED = "    pooled = direction(known[x], known[y])\n"
_DIRECTION = """    if x.nunique() < 2 or y.nunique() < 2:
        return 0
    r = np.corrcoef(x, y)[0, 1]
    return 0 if abs(r) < 1e-9 else np.sign(r)
"""
_UNGUARDED = """    if len(x) < 2:
        return 0
    with np.errstate(all="ignore"):
        r = np.corrcoef(x, y)[0, 1]
"""

MUTANTS = {
    "those that go the same way": (_TEST, _TEST.replace("<", ">")),
    "any difference is a flip": (_TEST, "pooled != direction(rows[x], rows[y])"),
    "no direction in the group is a flip": (_TEST, "pooled * direction(rows[x], rows[y]) <= 0 and pooled != 0"),
    "no direction of the whole flips all": (
        _TEST,
        "pooled * direction(rows[x], rows[y]) < 0 or (pooled == 0 and direction(rows[x], rows[y]))",
    ),
    "only falling groups": (_TEST, "direction(rows[x], rows[y]) < 0"),
    "only rising groups": (_TEST, "direction(rows[x], rows[y]) > 0"),
    "the whole is taken to fall": (_POOLED, "    pooled = -1\n"),
    "the means of the groups are the whole": (
        _POOLED,
        "    means = known.groupby(group)[[x, y]].mean()\n    pooled = direction(means[x], means[y])\n",
    ),
    "the majority of the groups is the whole": (
        _POOLED,
        "    pooled = np.sign(sum(direction(rows[x], rows[y]) for _, rows in known.groupby(group)))\n",
    ),
    "the first group is the whole": (
        _POOLED,
        "    rows = known[known[group] == known[group].min()]\n    pooled = direction(rows[x], rows[y])\n",
    ),
    "the rest is the whole": (
        _TEST,
        "direction(known[x].drop(rows.index), known[y].drop(rows.index)) * direction(rows[x], rows[y]) < 0",
    ),
    "ranks": (_R, "np.corrcoef(x.rank(), y.rank())[0, 1]"),
    "Kendall's tau": (_R, 'x.corr(y, method="kendall")'),
    "the first and the last row": (_R, "(x.iloc[-1] - x.iloc[0]) * (y.iloc[-1] - y.iloc[0])"),
    "no centring": (_R, "float(np.sum(x * y))"),
    "weak ones do not count": ("abs(r) < 1e-9", "abs(r) < 0.1"),
    "only weak ones that are significant": ("abs(r) < 1e-9", "abs(r) < 2 / np.sqrt(len(x))"),
    "rounding noise is a direction": ("0 if abs(r) < 1e-9 else np.sign(r)", "np.sign(r)"),
    "no third direction": ("0 if abs(r) < 1e-9 else np.sign(r)", "1 if r > 0 else -1"),
    "a constant column falls": (_DIRECTION, _UNGUARDED + "    return 1 if r > 0 else -1\n"),
    "a constant column rises": (_DIRECTION, _UNGUARDED + "    return -1 if r < -1e-9 else 1\n"),
    "NaN made a whole number": (
        _DIRECTION,
        _UNGUARDED + "    return 0 if abs(r) < 1e-9 else int(np.sign(r))\n",
    ),
    "the sign of the covariance, rounding and all": (
        _DIRECTION,
        "    return np.sign(((x - x.mean()) * (y - y.mean())).sum())\n",
    ),
    "two rows are too few": ("x.nunique() < 2", "len(x) < 3 or x.nunique() < 2"),
    "two values are too few": ("x.nunique() < 2 or y.nunique() < 2", "x.nunique() < 3 or y.nunique() < 3"),
    "rows with any hole are left out": ("df[[group, x, y]].dropna()", "df.dropna()"),
    "holes stay": ("df[[group, x, y]].dropna()", "df[[group, x, y]]"),
    "holes are 0": ("df[[group, x, y]].dropna()", "df[df[group].notna()].fillna({x: 0, y: 0})"),
    "holes are means": (
        "df[[group, x, y]].dropna()",
        "df[df[group].notna()].assign(**{c: df[c].fillna(df[c].mean()) for c in (x, y)})",
    ),
    "rows without a group count in the whole": (
        "df[[group, x, y]].dropna()",
        "df[[group, x, y]].dropna(subset=[x, y])",
    ),
    "only the group is looked at": ("df[[group, x, y]].dropna()", "df[[group, x, y]].dropna(subset=[group])"),
    "groups as text": ("return [name for", "return [str(name) for"),
    "in the order of the rows": ("known.groupby(group)", "known.groupby(group, sort=False)"),
    "sorted as text": (
        "return [name for name, rows in known.groupby(group) if pooled * direction(rows[x], rows[y]) < 0]",
        "return sorted([name for name, rows in known.groupby(group) if pooled * direction(rows[x], rows[y]) < 0], key=str)",
    ),
    "how many flip": (
        "return [name for name, rows in known.groupby(group) if pooled * direction(rows[x], rows[y]) < 0]",
        "return sum(pooled * direction(rows[x], rows[y]) < 0 for _, rows in known.groupby(group))",
    ),
    "names of columns written down": ("known[x], known[y])", 'known["x"], known["y"])'),
    "drops the holes in place": ("    known = df", "    df.dropna(subset=[group, x, y], inplace=True)\n    known = df"),
}
