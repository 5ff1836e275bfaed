"""Wrong answers to `fit_logreg`: a whole source, or (what stands in the solution, what is written instead)."""

_SIGMOID = "0.5 * (1 + np.tanh((X @ w + b) / 2))"

MUTANTS = {
    "the sum instead of the mean": ("X.T @ error / len(y)", "X.T @ error"),
    "the intercept by the sum": ("error.mean()", "error.sum()"),
    "sums for both": """
import numpy as np

def fit_logreg(X, y, lr, steps, l2):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        error = 0.5 * (1 + np.tanh((X @ w + b) / 2)) - y
        w, b = w - lr * (X.T @ error + l2 * w), b - lr * float(error.sum())
    return w, b
""",
    "uphill": ("error = p - y", "error = y - p"),
    "the penalty pulls the other way": ("+ l2 * w)", "- l2 * w)"),
    "the intercept is penalised": ("float(error.mean())", "(float(error.mean()) + l2 * b)"),
    "twice the penalty": ("+ l2 * w)", "+ 2 * l2 * w)"),
    "the penalty shared among the rows": ("/ len(y) + l2 * w)", "/ len(y) + l2 * w / len(y))"),
    "no penalty": (" + l2 * w)", ")"),
    "a penalty by sign": ("+ l2 * w)", "+ l2 * np.sign(w))"),
    "the penalty without the rate": ("w = w - lr * (X.T @ error / len(y) + l2 * w)", "w = w - lr * X.T @ error / len(y) - l2 * w"),
    "the intercept at the new weights": (
        "        b = b - lr * float(error.mean())\n",
        "        b = b - lr * float((0.5 * (1 + np.tanh((X @ w + b) / 2)) - y).mean())\n",
    ),
    "no intercept": ("        b = b - lr * float(error.mean())\n", ""),
    "the intercept moves without the rate": ("b - lr * float", "b - float"),
    "squared error of the probabilities": ("error = p - y", "error = (p - y) * p * (1 - p)"),
    "labels of -1 and 1": ("error = p - y", "error = p - (2 * y - 1)"),
    "linear regression": (_SIGMOID, "X @ w + b"),
    "classes instead of probabilities": (_SIGMOID, "(X @ w + b > 0).astype(float)"),
    "tanh instead of the logistic curve": (_SIGMOID, "0.5 * (1 + np.tanh(X @ w + b))"),
    "overflows below": (_SIGMOID, "np.exp(X @ w + b) / (1 + np.exp(X @ w + b))"),
    "scores cut off at one": (_SIGMOID, "1 / (1 + np.exp(-np.clip(X @ w + b, -1, 1)))"),
    "one step more": ("range(steps)", "range(steps + 1)"),
    "one step fewer": ("range(steps)", "range(1, steps)"),
    "a rate that fades": ("lr * (X.T", "lr / (1 + 0.1 * _) * (X.T"),
    "row by row": """
import numpy as np

def fit_logreg(X, y, lr, steps, l2):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        for row, truth in zip(X, y):
            error = 0.5 * (1 + np.tanh((row @ w + b) / 2)) - truth
            w, b = w - lr * (error * row + l2 * w), b - lr * float(error)
    return w, b
""",
    "starts at random": ("np.zeros(X.shape[1]), 0.0", "np.random.default_rng(0).normal(0, 0.01, X.shape[1]), 0.0"),
    "starts at the share of ones": ("np.zeros(X.shape[1]), 0.0", "np.zeros(X.shape[1]), float(np.log(y.mean() / (1 - y.mean())))"),
    "scales the columns itself": (
        "    for _ in",
        "    X = (X - X.mean(axis=0)) / np.where(X.std(axis=0) > 0, X.std(axis=0), 1)\n    for _ in",
    ),
    "the intercept first": ("return w, b", "return b, w"),
    "stops when it moves little": ("        w = w", "        if abs(error).mean() < 0.2:\n            break\n        w = w"),
    "works on the labels in place": ("    for _ in", "    y *= 2\n    y -= 1\n    for _ in"),
}
