"""Wrong answers to `ridge`: a whole source, or (what stands in the solution, what is written instead)."""

_WITH_ONES = """
import numpy as np

def ridge(X, y, lam):
    if lam < 0:
        raise ValueError
    A = np.column_stack([X, np.ones(len(X))])
    P = lam * np.eye(A.shape[1])
    {line}
    solution = np.linalg.solve(A.T @ A + P, A.T @ y)
    return solution[:-1], float(solution[-1])
"""

MUTANTS = {
    "the intercept is penalised": _WITH_ONES.format(line="pass"),
    "the wrong coefficient goes free": _WITH_ONES.format(line="P[0, 0] = 0"),
    "no intercept": """
import numpy as np

def ridge(X, y, lam):
    if lam < 0:
        raise ValueError
    return np.linalg.solve(X.T @ X + lam * np.eye(X.shape[1]), X.T @ y), 0.0
""",
    "the penalty times n": ("lam * np.eye", "lam * len(X) * np.eye"),
    "the penalty over n": ("lam * np.eye", "lam / len(X) * np.eye"),
    "half the penalty": ("lam * np.eye", "lam / 2 * np.eye"),
    "the penalty squared": ("lam * np.eye", "lam**2 * np.eye"),
    "a full matrix of penalties": ("np.eye(X.shape[1])", "np.ones((X.shape[1], X.shape[1]))"),
    "the intercept is the mean": ("float(mean - middle @ w)", "float(mean)"),
    "only X is centred, the intercept forgotten": ("float(mean - middle @ w)", "0.0"),
    "a negative penalty passes": ("    if lam < 0:\n        raise ValueError(\"lam must not be negative\")\n", ""),
    "centres in place": ("    centred = X - middle\n", "    X -= middle\n    centred = X\n"),
    "standardises first": (
        "centred = X - middle",
        "centred = (X - middle) / X.std(axis=0)",
    ),
    "plain least squares": (" + lam * np.eye(X.shape[1])", ""),
}
