"""Wrong answers to `psi`: a whole source, or (what stands in the solution, what is written instead)."""

MUTANTS = {
    "bins from the current data": ("np.quantile(ref,", "np.quantile(cur,"),
    "bins from both": ("np.quantile(ref,", "np.quantile(np.concatenate([ref, cur]),"),
    "equal-width bins": (
        "np.unique(np.quantile(ref, np.arange(1, bins) / bins))",
        "np.linspace(ref.min(), ref.max(), bins + 1)[1:-1]",
    ),
    "Kullback-Leibler only": ("((c - r) * np.log(c / r))", "(c * np.log(c / r))"),
    "base 2": ("np.log(", "np.log2("),
    "sign turned": ("np.log(c / r)", "np.log(r / c)"),
    "empty bins skipped": (
        "    return float(((c - r) * np.log(c / r)).sum())",
        "    full = (c > 1e-4) & (r > 1e-4)\n    return float(((c - r) * np.log(c / r))[full].sum())",
    ),
    "another floor": ("1e-4", "1e-6"),
    "no floor": ("np.maximum(counts / len(x), 1e-4)", "counts / len(x)"),
    "counts instead of shares": ("counts / len(x)", "counts * 1.0"),
    "current counts over the reference's length": ("counts / len(x)", "counts / len(ref)"),
    "a value on an edge goes left": ('side="right"', 'side="left"'),
    "mean over the bins": (".sum())", ".mean())"),
    "values beyond the range dropped": ("    def shares(x):\n", "    low, high = ref.min(), ref.max()\n\n    def shares(x):\n        x = x[(x >= low) & (x <= high)]\n"),
    "empty samples give 0": ('raise ValueError("both samples need values")', "return 0.0"),
    "one bin too many": ("np.arange(1, bins) / bins", "np.arange(1, bins + 1) / (bins + 1)"),
}
