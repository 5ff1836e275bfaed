import numpy as np


def direction(x, y):
    """Return 1 or -1, the sign of the correlation, or 0 where there is none."""
    if x.nunique() < 2 or y.nunique() < 2:
        return 0
    r = np.corrcoef(x, y)[0, 1]
    return 0 if abs(r) < 1e-9 else np.sign(r)


def flip_groups(df, group, x, y):
    """Return the groups in which the correlation of x and y has the opposite sign of the pooled one."""
    known = df[[group, x, y]].dropna()
    pooled = direction(known[x], known[y])
    return [name for name, rows in known.groupby(group) if pooled * direction(rows[x], rows[y]) < 0]
