"""Wrong answers to `target_encode`: a whole source, or (what stands in the solution, what is written instead)."""

_FORMULA = "(s + m * prior) / np.maximum(c + m, 1e-300)"

_BY_ROW = """
import numpy as np

def target_encode(category, y, fold, m):
    if m < 0 or len(set(fold.tolist())) < 2:
        raise ValueError
    encoded = []
    for i in range(len(y)):
        look = {look}
        same = look & (category == category[i])
        prior = {prior}
        encoded.append((y[same].sum() + m * prior) / (same.sum() + m) if same.sum() else prior)
    return np.array(encoded)
"""

MUTANTS = {
    "means over all rows": _BY_ROW.format(look="np.ones(len(y), bool)", prior="y.mean()"),
    "all rows but the row itself": _BY_ROW.format(look="np.arange(len(y)) != i", prior="y[look].mean()"),
    "the row's own fold": _BY_ROW.format(look="fold == fold[i]", prior="y[look].mean()"),
    "earlier folds only": _BY_ROW.format(
        look="fold < fold[i]", prior="(y[look].mean() if look.any() else y.mean())"
    ),
    "the next fold only": _BY_ROW.format(
        look="fold == np.unique(fold)[(np.unique(fold).tolist().index(fold[i]) + 1) % len(np.unique(fold))]",
        prior="y[look].mean()",
    ),
    "the prior over all rows": ("prior = y[~inside].mean()", "prior = y.mean()"),
    "the prior of the row's own fold": ("prior = y[~inside].mean()", "prior = y[inside].mean()"),
    "the prior is one half": ("prior = y[~inside].mean()", "prior = 0.5"),
    "the prior is the median": ("prior = y[~inside].mean()", "prior = np.median(y[~inside])"),
    "the prior is the mean of the categories' means": (
        "prior = y[~inside].mean()",
        "prior = pd.Series(y[~inside]).groupby(category[~inside]).mean().mean()",
    ),
    "no smoothing": (_FORMULA, "s / np.maximum(c, 1)"),
    "m only below": (_FORMULA, "s / np.maximum(c + m, 1e-300)"),
    "m only above": (_FORMULA, "(s + m * prior) / np.maximum(c, 1)"),
    "m always 1": (_FORMULA, "(s + prior) / (c + 1)"),
    "m as a share": (_FORMULA, "(s / np.maximum(c, 1) + m * prior) / (1 + m)"),
    "m and the count exchanged": (_FORMULA, "(m * s / np.maximum(c, 1) + c * prior) / np.maximum(c + m, 1e-300)"),
    "smoothing for rare categories only": (_FORMULA, "np.where(c < m, prior, s / np.maximum(c, 1))"),
    "a new category is 0": ("1e-300), prior)", "1e-300), 0.0)"),
    "a new category is NaN": ("1e-300), prior)", "1e-300), np.nan)"),
    "a new category is NaN without smoothing": ("np.where(c > 0, (s + m * prior) / np.maximum(c + m, 1e-300), prior)", "(s + m * prior) / (c + m)"),
    "a new category has the mean of all rows": ("1e-300), prior)", "1e-300), y.mean())"),
    "counts as the encoding": (_FORMULA, "c"),
    "folds numbered from 0": ("for number in numbers", "for number in range(len(numbers))"),
    "folds by position": ("    numbers =", "    fold = np.arange(len(y)) * len(np.unique(fold)) // len(y)\n    numbers ="),
    "in the order of the folds": (
        "    return encoded\n",
        "    return encoded[np.argsort(fold, kind='stable')]\n",
    ),
    "one value a category": (
        "    return encoded\n",
        "    return pd.Series(encoded).groupby(category).transform('mean').to_numpy()\n",
    ),
    "noise added": ("    return encoded\n", "    return encoded + np.random.default_rng(0).normal(0, 0.01, len(y))\n"),
    "a target of 0 and 1 only": ("    encoded =", "    y = (y > 0).astype(float)\n    encoded ="),
    "a negative m passes": ("m < 0 or ", ""),
    "m must be above 0": ("m < 0", "m <= 0"),
    "one fold passes": (
        "m < 0 or len(numbers) < 2:",
        "len(numbers) < 2 and m >= 0:\n        return np.full(len(y), y.mean())\n    if m < 0:",
    ),
    "centres the target in place": ("    encoded =", "    y -= y.mean()\n    encoded ="),
}
