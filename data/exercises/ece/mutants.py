"""Wrong answers to `ece`: a whole source, or (what stands in the solution, what is written instead)."""

_WEIGHTED = "float(counts @ np.array(gaps) / len(p))"

MUTANTS = {
    "bins all weigh the same": (_WEIGHTED, "float(np.mean(gaps))"),
    "empty bins count as 0 in a plain mean": (_WEIGHTED, "float(np.sum(gaps) / bins)"),
    "the sum of the gaps": (_WEIGHTED, "float(np.sum(gaps))"),
    "the largest gap": (_WEIGHTED, "float(np.max(gaps))"),
    "not divided by the rows": (_WEIGHTED, "float(counts @ np.array(gaps))"),
    "signs cancel": (
        "abs(y[place == each].mean() - p[place == each].mean())",
        "y[place == each].mean() - p[place == each].mean()",
    ),
    "squared gaps": (
        "abs(y[place == each].mean() - p[place == each].mean())",
        "(y[place == each].mean() - p[place == each].mean()) ** 2",
    ),
    "the root of the mean square": (
        _WEIGHTED,
        "float(np.sqrt(counts @ np.array(gaps) ** 2 / len(p)))",
    ),
    "the middle of the bin": ("p[place == each].mean())", "(each + 0.5) / bins)"),
    "the left edge of the bin": ("p[place == each].mean())", "each / bins)"),
    "the median forecast": ("p[place == each].mean())", "np.median(p[place == each]))"),
    "the share of right calls": (
        "y[place == each].mean()",
        "((p[place == each] >= 0.5) == y[place == each]).mean()",
    ),
    "confidence and accuracy, as for many classes": (
        "    place = ",
        "    y, p = ((p >= 0.5) == y).astype(int), np.maximum(p, 1 - p)\n    place = ",
    ),
    "the mean gap of each row": (
        "abs(y[place == each].mean() - p[place == each].mean())",
        "np.abs(y[place == each] - p[place == each]).mean()",
    ),
    "the Brier score": (_WEIGHTED, "float(((y - p) ** 2).mean())"),
    "one bin for all": ("    place = ", "    bins = 1\n    place = "),
    "always ten bins": ("    place = ", "    bins = 10\n    place = "),
    "p = 1 in a bin of its own": ("np.minimum((p * bins).astype(int), bins - 1)", "(p * bins).astype(int)"),
    "p = 1 falls out": (
        "    place = np.minimum((p * bins).astype(int), bins - 1)\n",
        "    y, p = y[p < 1], p[p < 1]\n    place = (p * bins).astype(int)\n",
    ),
    "p = 1 wraps round to the first bin": (
        "np.minimum((p * bins).astype(int), bins - 1)",
        "(p * bins).astype(int) % bins",
    ),
    "right edges belong to the bin": (
        "np.minimum((p * bins).astype(int), bins - 1)",
        "np.maximum(np.ceil(p * bins).astype(int) - 1, 0)",
    ),
    "p = 0 falls out, as with bins open on the left": """
import numpy as np

def ece(y, p, bins):
    if bins < 1 or len(p) == 0 or not ((p >= 0) & (p <= 1)).all():
        raise ValueError
    total = 0.0
    for low in np.arange(bins) / bins:
        rows = (p > low) & (p <= low + 1 / bins)
        if rows.any():
            total += rows.mean() * abs(y[rows].mean() - p[rows].mean())
    return total
""",
    "rounded to the nearest edge": (
        "np.minimum((p * bins).astype(int), bins - 1)",
        "np.round(p * (bins - 1)).astype(int)",
    ),
    "bins between the smallest and the largest forecast": (
        "    place = np.minimum((p * bins).astype(int), bins - 1)\n",
        "    wide = max(np.ptp(p), 1e-12)\n    place = np.minimum(((p - p.min()) / wide * bins).astype(int), bins - 1)\n",
    ),
    "bins of equal counts": (
        "np.minimum((p * bins).astype(int), bins - 1)",
        'np.argsort(np.argsort(p, kind="stable"), kind="stable") * bins // len(p)',
    ),
    "empty bins are NaN": (
        "for each in np.unique(place)]\n    counts = np.unique(place, return_counts=True)[1]",
        "for each in range(bins)]\n    counts = np.bincount(place, minlength=bins)",
    ),
    "small bins are left out": (
        _WEIGHTED,
        "float(counts[counts > 1] @ np.array(gaps)[counts > 1] / len(p))",
    ),
    "p is the forecast of class 0": ("    place = ", "    p = 1 - p\n    place = "),
    "no bins pass": ("bins < 1 or ", ""),
    "no bins are one bin": ("    if bins < 1 or ", "    bins = max(bins, 1)\n    if "),
    "no rows give 0": (
        "    if bins < 1 or len(p) == 0 or",
        "    if len(p) == 0:\n        return 0.0\n    if bins < 1 or",
    ),
    "NaN passes": ("not ((p >= 0) & (p <= 1)).all()", "(p < 0).any() or (p > 1).any()"),
    "the range is not looked at": (" or not ((p >= 0) & (p <= 1)).all():", ":"),
    "only too large ones are refused": ("not ((p >= 0) & (p <= 1)).all()", "not (p <= 1).all()"),
    "only negative ones are refused": ("not ((p >= 0) & (p <= 1)).all()", "not (p >= 0).all()"),
    "0 and 1 are refused": ("(p >= 0) & (p <= 1)", "(p > 0) & (p < 1)"),
    "rounds in place": ("    place = ", "    p[:] = p.round(2)\n    place = "),
}
