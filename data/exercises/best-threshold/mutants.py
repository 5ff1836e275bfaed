"""Wrong answers to `best_threshold`: a whole source, or (what stands in the solution, what is written instead)."""

MUTANTS = {
    "always 0.5": ("thresholds = np.append(np.unique(p), np.inf)", "thresholds = np.array([0.5])"),
    "the share of the costs": (
        "thresholds = np.append(np.unique(p), np.inf)",
        "thresholds = np.array([c_fp / (c_fp + c_fn) if c_fp + c_fn else 0.0])",
    ),
    "costs exchanged": (
        "    thresholds = ",
        "    c_fp, c_fn = c_fn, c_fp\n    thresholds = ",
    ),
    "strictly above": ("p >= t) & (y == 0)) + c_fn * np.sum((p < t)", "p > t) & (y == 0)) + c_fn * np.sum((p <= t)"),
    "equal scores are never wrong": ("(p >= t)", "(p > t)"),
    "equal scores are wrong either way": ("(p < t)", "(p <= t)"),
    "false positives counted among the positives": ("(y == 0)", "(y == 1)"),
    "all rows below are misses": ("np.sum((p < t) & (y == 1))", "np.sum(p < t)"),
    "all rows above are false alarms": ("np.sum((p >= t) & (y == 0))", "np.sum(p >= t)"),
    "rates instead of counts": (
        "np.sum((p >= t) & (y == 0)) + c_fn * np.sum((p < t) & (y == 1))",
        "np.mean(p[y == 0] >= t) + c_fn * np.mean(p[y == 1] < t)",
    ),
    "nobody positive is left out": ("np.append(np.unique(p), np.inf)", "np.unique(p)"),
    "1 instead of infinity": ("np.inf)", "1.0)"),
    "just above the largest instead of infinity": ("np.inf)", "p.max() + 1)"),
    "everybody positive is left out": ("np.unique(p), np.inf", "np.unique(p)[1:], np.inf"),
    "a grid from 0 to 1": ("np.append(np.unique(p), np.inf)", "np.append(np.linspace(0, 1, 101), np.inf)"),
    "midway between the scores": (
        "np.append(np.unique(p), np.inf)",
        "np.append((np.unique(p)[1:] + np.unique(p)[:-1]) / 2, np.inf)",
    ),
    "minus infinity too": ("np.append(np.unique(p), np.inf)", "np.concatenate([[-np.inf], np.unique(p), [np.inf]])"),
    "the highest of equals": (
        "np.append(np.unique(p), np.inf)",
        "np.append(np.unique(p), np.inf)[::-1]",
    ),
    "the first of equals in the order of the rows": ("np.unique(p)", "p"),
    "the dearest": ("np.argmin", "np.argmax"),
    "the threshold of best accuracy": (
        "c_fp * np.sum((p >= t) & (y == 0)) + c_fn * np.sum((p < t) & (y == 1))",
        "np.sum((p >= t) != y)",
    ),
    "Youden's J": (
        "    best = int(np.argmin(costs))",
        "    js = [np.sum((p >= t) & (y == 1)) / max(y.sum(), 1) - np.sum((p >= t) & (y == 0)) / max((1 - y).sum(), 1)"
        " for t in thresholds]\n    best = int(np.argmax(js))",
    ),
    "cost per row": ("float(costs[best])", "float(costs[best]) / len(y)"),
    "only the threshold": ("return float(thresholds[best]), float(costs[best])", "return float(thresholds[best])"),
    "cost first": (
        "return float(thresholds[best]), float(costs[best])",
        "return float(costs[best]), float(thresholds[best])",
    ),
    "the place of the threshold": ("float(thresholds[best])", "best"),
    "a negative cost passes": ("c_fp < 0 or c_fn < 0", "False"),
    "only one cost is looked at": ("c_fp < 0 or c_fn < 0", "c_fp < 0"),
    "a cost of 0 is refused": ("c_fp < 0 or c_fn < 0", "c_fp <= 0 or c_fn <= 0"),
    "one class is refused": (
        "    thresholds = ",
        "    if len(np.unique(y)) < 2:\n        raise ValueError\n    thresholds = ",
    ),
    "equal rows come apart in the running sums": """
import numpy as np

def best_threshold(y, p, c_fp, c_fn):
    if c_fp < 0 or c_fn < 0:
        raise ValueError
    order = np.argsort(p, kind="stable")
    y, p = y[order], p[order]
    costs = c_fp * (y == 0).sum() + np.cumsum(np.append(0, np.where(y == 1, c_fn, -c_fp)))
    best = int(np.argmin(costs))
    return float(np.append(p, np.inf)[best]), float(costs[best])
""",
    "sorts in place": ("    thresholds = ", "    p.sort()\n    thresholds = "),
}
