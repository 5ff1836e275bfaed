"""Wrong answers to `auc`: a whole source, or (what stands in the solution, what is written instead)."""

MUTANTS = {
    "ties count nothing": (" + 0.5 * (difference == 0)", ""),
    "ties count whole": ("0.5 * (difference == 0)", "1.0 * (difference == 0)"),
    "classes exchanged": ("s[y == 1], s[y == 0]", "s[y == 0], s[y == 1]"),
    "one class gives 0.5": ('raise ValueError("auc needs both classes")', "return 0.5"),
    "only missing positives are noticed": (" or len(negatives) == 0", ""),
    "never below one half": (
        "return float(np.mean((difference > 0) + 0.5 * (difference == 0)))",
        "value = float(np.mean((difference > 0) + 0.5 * (difference == 0)))\n    return max(value, 1 - value)",
    ),
    "ordinal ranks, ties in order of appearance": """
import numpy as np

def auc(y, s):
    n1, n0 = (y == 1).sum(), (y == 0).sum()
    if n1 == 0 or n0 == 0:
        raise ValueError
    ranks = np.empty(len(s))
    ranks[np.argsort(s, kind="stable")] = np.arange(1, len(s) + 1)
    return float((ranks[y == 1].sum() - n1 * (n1 + 1) / 2) / (n1 * n0))
""",
    "ranks from 0": """
import numpy as np

def auc(y, s):
    n1, n0 = (y == 1).sum(), (y == 0).sum()
    if n1 == 0 or n0 == 0:
        raise ValueError
    ranks = np.array([(s < value).sum() + ((s == value).sum() - 1) / 2 for value in s])
    return float((ranks[y == 1].sum() - n1 * (n1 + 1) / 2) / (n1 * n0))
""",
    "divides by all pairs": """
import numpy as np

def auc(y, s):
    positives, negatives = s[y == 1], s[y == 0]
    if len(positives) == 0 or len(negatives) == 0:
        raise ValueError
    difference = positives[:, None] - negatives[None, :]
    return float(((difference > 0) + 0.5 * (difference == 0)).sum() / (len(y) * (len(y) - 1) / 2))
""",
    "accuracy at one half": """
import numpy as np

def auc(y, s):
    if len(set(y.tolist())) < 2:
        raise ValueError
    return float(((s > 0.5) == (y == 1)).mean())
""",
    "trapezoids over a threshold a row, ties cut through": """
import numpy as np

def auc(y, s):
    if len(set(y.tolist())) < 2:
        raise ValueError
    y = y[np.argsort(-s, kind="stable")]
    tpr = np.concatenate([[0], np.cumsum(y == 1) / (y == 1).sum()])
    fpr = np.concatenate([[0], np.cumsum(y == 0) / (y == 0).sum()])
    return float(np.sum(np.diff(fpr) * (tpr[1:] + tpr[:-1]) / 2))
""",
    "sorts the scores in place": (
        "    positives, negatives",
        "    order = np.argsort(s)\n    s.sort()\n    y = y[order]\n    positives, negatives",
    ),
}
