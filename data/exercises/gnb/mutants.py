"""Wrong answers to `gaussian_nb`: a whole source, or (what stands in the solution, what is written instead)."""

MUTANTS = {
    "no prior": ("np.log(len(rows) / len(X)) + fit", "fit"),
    "the prior not in logarithms": ("np.log(len(rows) / len(X)) + fit", "len(rows) / len(X) + fit"),
    "no term for the width": ("-0.5 * np.log(2 * np.pi * var) - (new", "-(new"),
    "the term for the width with the wrong sign": ("-0.5 * np.log(2", "0.5 * np.log(2"),
    "the width counted twice": ("-0.5 * np.log(2 * np.pi * var)", "-np.log(2 * np.pi * var)"),
    "the square without its half": ("/ (2 * var)", "/ var"),
    "divided by the deviation": ("/ (2 * var)", "/ (2 * np.sqrt(var))"),
    "variance divided by n - 1": ("rows.var(axis=0) + floor", "rows.var(axis=0, ddof=1) + floor"),
    "one variance for all classes": ("rows.var(axis=0) + floor", "X.var(axis=0) + floor"),
    "one variance for all features": ("rows.var(axis=0) + floor", "rows.var() + floor"),
    "no floor": (" + floor", ""),
    "a floor of one": ("floor = 1e-9 * X.var(axis=0).max()", "floor = 1.0"),
    "densities multiplied": (
        "        scores.append(np.log(len(rows) / len(X)) + fit.sum(axis=1))",
        "        scores.append(len(rows) / len(X) * np.exp(fit).prod(axis=1))",
    ),
    "only the first feature": ("fit.sum(axis=1)", "fit[:, 0]"),
    "the mean over the features": ("fit.sum(axis=1)", "fit.mean(axis=1)"),
    "places instead of labels": ("return labels[np.argmax(scores, axis=0)]", "return np.argmax(scores, axis=0)"),
    "the last of equals": (
        "return labels[np.argmax(scores, axis=0)]",
        "return labels[len(labels) - 1 - np.argmax(scores[::-1], axis=0)]",
    ),
    "labels in order of appearance": ("labels = np.unique(y)", "labels = np.array(list(dict.fromkeys(y.tolist())))"),
    "the least likely": ("np.argmax", "np.argmin"),
    "fitted to the new rows": ("mean, var = rows.mean(axis=0)", "mean, var = new.mean(axis=0)"),
    "the nearest mean": """
import numpy as np

def gaussian_nb(X, y, new):
    labels = np.unique(y)
    means = np.array([X[y == label].mean(axis=0) for label in labels])
    return labels[((new[:, None] - means) ** 2).sum(axis=2).argmin(axis=1)]
""",
}
