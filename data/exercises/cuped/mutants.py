"""Wrong answers to `cuped`: a whole source, or (what stands in the solution, what is written instead)."""

MUTANTS = {
    "not adjusted": ("adjusted = y - theta * spread", "adjusted = y"),
    "the change since before": ("float(spread @ y / (spread @ spread)) if np.ptp(x) > 0 else 0.0", "1.0"),
    "the correlation for theta": ("spread @ y / (spread @ spread)", "np.corrcoef(x, y)[0, 1]"),
    "theta the other way round": ("spread @ y / (spread @ spread)", "spread @ y / ((y - y.mean()) @ (y - y.mean()))"),
    "n - 1 and n mixed": ("float(spread @ y / (spread @ spread))", "float(np.cov(x, y)[0, 1] / np.var(x))"),
    "x not centred": ("spread @ y / (spread @ spread)", "x @ y / (x @ x)"),
    "the adjustment added": ("y - theta * spread", "y + theta * spread"),
    "theta from the control arm": (
        "    adjusted = y",
        "    rows = treated == 0\n    if np.ptp(x[rows]) > 0:\n        theta = float(np.cov(x[rows], y[rows])[0, 1] / np.cov(x[rows], y[rows])[0, 0])\n    adjusted = y",
    ),
    "a theta for each arm": (
        "    adjusted = y - theta * spread\n",
        "    adjusted = y - theta * spread\n    for arm in (0, 1):\n        rows = treated == arm\n        if np.ptp(x[rows]) > 0:\n"
        "            adjusted[rows] = y[rows] - np.cov(x[rows], y[rows])[0, 1] / np.cov(x[rows], y[rows])[0, 0] * spread[rows]\n",
    ),
    "a mean of x for each arm": (
        "    adjusted = y - theta * spread\n",
        "    adjusted = y - theta * (x - np.where(treated == 1, x[treated == 1].mean(), x[treated == 0].mean()))\n",
    ),
    "theta with the treatment taken out, as in a regression": (
        "    adjusted = y",
        "    table = np.column_stack([np.ones(len(y)), x, treated])\n    theta = float(np.linalg.lstsq(table, y, rcond=None)[0][1]) if np.ptp(x) > 0 else 0.0\n    adjusted = y",
    ),
    "control minus treated": ("one.mean() - other.mean()", "other.mean() - one.mean()"),
    "population variances": ("one.var(ddof=1) / len(one) + other.var(ddof=1) / len(other)", "one.var() / len(one) + other.var() / len(other)"),
    "variances of the plain metric": (
        "one.var(ddof=1) / len(one) + other.var(ddof=1) / len(other)",
        "y[treated == 1].var(ddof=1) / len(one) + y[treated == 0].var(ddof=1) / len(other)",
    ),
    "the variance instead of the error": ("float(se)", "float(se) ** 2"),
    "sizes exchanged": ("one.var(ddof=1) / len(one) + other.var(ddof=1) / len(other)", "one.var(ddof=1) / len(other) + other.var(ddof=1) / len(one)"),
    "one variance for both arms": (
        "one.var(ddof=1) / len(one) + other.var(ddof=1) / len(other)",
        "adjusted.var(ddof=1) * (1 / len(one) + 1 / len(other))",
    ),
    "not divided by the sizes": ("one.var(ddof=1) / len(one) + other.var(ddof=1) / len(other)", "one.var(ddof=1) + other.var(ddof=1)"),
    "a constant x divides by zero": (" if np.ptp(x) > 0 else 0.0", ""),
    "theta never below 0": ("    adjusted = y", "    theta = max(theta, 0.0)\n    adjusted = y"),
    "the relative effect": ("float(one.mean() - other.mean())", "float(one.mean() / other.mean() - 1)"),
    "the treated alone may be few": ("min(np.sum(treated == 1), np.sum(treated == 0)) < 2", "np.sum(treated == 0) < 2"),
    "one person in an arm is enough": ("np.sum(treated == 0)) < 2", "np.sum(treated == 0)) < 1"),
    "lengths are not checked": ("not len(y) == len(x) == len(treated) or ", ""),
    "adjusts in place": ("    adjusted = y - theta * spread\n", "    y -= theta * spread\n    adjusted = y\n"),
    "centres x in place": ("    spread = x - x.mean()\n", "    x -= x.mean()\n    spread = x\n"),
}
