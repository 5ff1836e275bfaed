"""Wrong answers to `perm_p`: a whole source, or (what stands in the solution, what is written instead)."""

_RESULT = "float((1 + count) / (1 + B))"
_MIXED = "rng.permutation(pooled)"

MUTANTS = {
    "count / B": (_RESULT, "float(count / B)"),
    "count / (1 + B)": (_RESULT, "float(count / (1 + B))"),
    "(1 + count) / B": (_RESULT, "float((1 + count) / B)"),
    "count / B, at least 1 / B": (_RESULT, "float(max(count, 1) / B)"),
    "the other side's p": (_RESULT, "float((1 + B - count) / (1 + B))"),
    "1 - p": (_RESULT, "1 - float((1 + count) / (1 + B))"),
    "twice the p": (_RESULT, "float(min(1, 2 * (1 + count) / (1 + B)))"),
    "half the p": (_RESULT, "float((1 + count) / (1 + B) / 2)"),
    "the count": (_RESULT, "int(count)"),
    "strictly larger": (">= observed - 1e-9", "> observed + 1e-9"),
    "strictly larger, up to rounding": (">= observed - 1e-9", "> observed"),
    "rounding is left out of account": (">= observed - 1e-9", ">= observed"),
    "at most as large": (">= observed - 1e-9", "<= observed + 1e-9"),
    "one-sided, a larger": (
        "abs(mixed[: len(a)].mean() - mixed[len(a) :].mean()) >= observed",
        "mixed[: len(a)].mean() - mixed[len(a) :].mean() >= a.mean() - b.mean()",
    ),
    "one-sided, b larger": (
        "abs(mixed[: len(a)].mean() - mixed[len(a) :].mean()) >= observed",
        "mixed[len(a) :].mean() - mixed[: len(a)].mean() >= b.mean() - a.mean()",
    ),
    "absolute observed, signed dealings": (
        "abs(mixed[: len(a)].mean() - mixed[len(a) :].mean())",
        "(mixed[: len(a)].mean() - mixed[len(a) :].mean())",
    ),
    "absolute dealings, signed observed": ("abs(a.mean() - b.mean())", "a.mean() - b.mean()"),
    "drawn with replacement": (_MIXED, "rng.choice(pooled, len(pooled))"),
    "two samples drawn from the pool": (
        "        mixed = rng.permutation(pooled)\n",
        "        mixed = np.concatenate([rng.choice(pooled, len(a), replace=False), rng.choice(pooled, len(b), replace=False)])\n",
    ),
    "each group bootstrapped": (
        _MIXED,
        "np.concatenate([rng.choice(a, len(a)), rng.choice(b, len(b))])",
    ),
    "each group shuffled in itself": (_MIXED, "np.concatenate([rng.permutation(a), rng.permutation(b)])"),
    "labels tossed like coins": (
        "        mixed = rng.permutation(pooled)\n"
        "        count += abs(mixed[: len(a)].mean() - mixed[len(a) :].mean()) >= observed - 1e-9\n",
        "        label = rng.random(len(pooled)) < 0.5\n        if label.all() or not label.any():\n            continue\n"
        "        count += abs(pooled[label].mean() - pooled[~label].mean()) >= observed - 1e-9\n",
    ),
    "cut in the middle": (
        "abs(mixed[: len(a)].mean() - mixed[len(a) :].mean())",
        "abs(mixed[: len(mixed) // 2].mean() - mixed[len(mixed) // 2 :].mean())",
    ),
    "the first against all": ("mixed[len(a) :].mean()", "mixed.mean()"),
    "sums instead of means": (
        "abs(mixed[: len(a)].mean() - mixed[len(a) :].mean()) >= observed",
        "abs(mixed[: len(a)].sum() - mixed[len(a) :].sum()) >= abs(a.sum() - b.sum())",
    ),
    "medians": (
        "abs(mixed[: len(a)].mean() - mixed[len(a) :].mean()) >= observed",
        "abs(np.median(mixed[: len(a)]) - np.median(mixed[len(a) :])) >= abs(np.median(a) - np.median(b))",
    ),
    "ranks": (
        "    pooled, observed",
        "    order = np.argsort(np.argsort(np.concatenate([a, b]))).astype(float)\n    a, b = order[: len(a)], order[len(a) :]\n    pooled, observed",
    ),
    "a new generator for each dealing": (_MIXED, "np.random.default_rng(seed).permutation(pooled)"),
    "the seed is ignored": ("default_rng(seed)", "default_rng()"),
    "the seed is fixed": ("default_rng(seed)", "default_rng(0)"),
    "always 1000 dealings": ("    count = 0\n", "    count, B = 0, 1000\n"),
    "the t test": """
import numpy as np
from scipy import stats

def perm_p(a, b, B, seed):
    if len(a) == 0 or len(b) == 0 or B < 1:
        raise ValueError
    return float(stats.ttest_ind(a, b).pvalue)
""",
    "empty groups pass": ("len(a) == 0 or len(b) == 0 or ", ""),
    "only the first may not be empty": ("len(a) == 0 or len(b) == 0", "len(a) == 0"),
    "no dealing gives 1": (" or B < 1", ""),
    "small groups are refused": ("len(a) == 0 or len(b) == 0", "len(a) < 2 or len(b) < 2"),
    "shuffles in place": (
        "        mixed = rng.permutation(pooled)\n",
        "        rng.shuffle(a)\n        mixed = rng.permutation(pooled)\n",
    ),
    "swaps values in place": (
        "    pooled, observed",
        "    a.sort()\n    pooled, observed",
    ),
}
