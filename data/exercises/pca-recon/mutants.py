"""Wrong answers to `pca_error`: a whole source, or (what stands in the solution, what is written instead)."""

_REBUILD = """
import numpy as np

def pca_error(X, k):
    if not 0 <= k <= min(X.shape):
        raise ValueError
    centre = X.mean(axis=0)
    U, s, Vt = np.linalg.svd(X - centre, full_matrices=False)
    rebuilt = {rebuilt}
    return float({error})
"""
_RIGHT = "centre + (U[:, :k] * s[:k]) @ Vt[:k]"

MUTANTS = {
    "not centred": ("centred = X - X.mean(axis=0)", "centred = X"),
    "centred on one mean for all": ("X.mean(axis=0)", "X.mean()"),
    "centred along the rows": ("X.mean(axis=0)", "X.mean(axis=1, keepdims=True)"),
    "centred on the medians": ("X.mean(axis=0)", "np.median(X, axis=0)"),
    "columns scaled": ("X - X.mean(axis=0)", "(X - X.mean(axis=0)) / np.maximum(X.std(axis=0), 1e-300)"),
    "what is kept instead of what is lost": ("s[k:]", "s[:k]"),
    "the smallest components kept": ("s[k:]", "s[: len(s) - k]"),
    "one component more": ("s[k:]", "s[k + 1 :]"),
    "one component fewer": ("s[k:]", "s[max(k - 1, 0) :]"),
    "singular values not squared": ("(s[k:] ** 2).sum()", "s[k:].sum()"),
    "the sum, not the mean": (" / X.size", ""),
    "the mean over the rows": ("/ X.size", "/ len(X)"),
    "the mean over the columns": ("/ X.size", "/ X.shape[1]"),
    "n - 1": ("/ X.size", "/ (len(X) - 1) / X.shape[1]"),
    "the mean of the tail": ("(s[k:] ** 2).sum() / X.size", "(s[k:] ** 2).mean() / len(X) if k < len(s) else 0.0"),
    "the root of the error": ("float((s[k:] ** 2).sum() / X.size)", "float(np.sqrt((s[k:] ** 2).sum() / X.size))"),
    "the share that is lost": ("/ X.size", "/ max((s**2).sum(), 1e-300)"),
    "the share that is kept": (
        "float((s[k:] ** 2).sum() / X.size)",
        "1 - float((s[k:] ** 2).sum() / (s**2).sum())",
    ),
    "eigenvalues squared": ("s[k:] ** 2", "s[k:] ** 4"),
    "eigenvalues in rising order": """
import numpy as np

def pca_error(X, k):
    if not 0 <= k <= min(X.shape):
        raise ValueError
    centred = X - X.mean(axis=0)
    values = np.linalg.eigvalsh(centred.T @ centred / len(X))
    return float(values[k:].sum() / X.shape[1])
""",
    "the first columns instead of the first components": """
import numpy as np

def pca_error(X, k):
    if not 0 <= k <= min(X.shape):
        raise ValueError
    centred = X - X.mean(axis=0)
    centred[:, :k] = 0
    return float((centred**2).mean())
""",
    "the centre not added back": _REBUILD.format(rebuilt="(U[:, :k] * s[:k]) @ Vt[:k]", error="((X - rebuilt) ** 2).mean()"),
    "the table projected without its centre": _REBUILD.format(
        rebuilt="X @ Vt[:k].T @ Vt[:k]", error="((X - rebuilt) ** 2).mean()"
    ),
    "columns of Vt as directions": _REBUILD.format(
        rebuilt="centre + (X - centre) @ Vt[:, :k] @ Vt[:, :k].T", error="((X - rebuilt) ** 2).mean()"
    ),
    "no singular values": _REBUILD.format(rebuilt="centre + U[:, :k] @ Vt[:k]", error="((X - rebuilt) ** 2).mean()"),
    "absolute differences": _REBUILD.format(rebuilt=_RIGHT, error="abs(X - rebuilt).mean()"),
    "differences not squared": _REBUILD.format(rebuilt=_RIGHT, error="(X - rebuilt).mean()"),
    "the largest difference": _REBUILD.format(rebuilt=_RIGHT, error="((X - rebuilt) ** 2).max(initial=0)"),
    "the length of the difference": _REBUILD.format(rebuilt=_RIGHT, error="np.linalg.norm(X - rebuilt)"),
    "an error for each column": _REBUILD.format(rebuilt=_RIGHT, error="1").replace("float(1)", "((X - rebuilt) ** 2).mean(axis=0)"),
    "a negative k counts from the end": ("not 0 <= k <=", "not k <="),
    "too large a k loses nothing": ("not 0 <= k <= min(X.shape)", "k < 0"),
    "up to the number of columns": ("min(X.shape)", "X.shape[1]"),
    "up to the number of rows": ("min(X.shape)", "len(X)"),
    "k must be above 0": ("0 <= k", "0 < k"),
    "k must leave something": ("k <= min", "k < min"),
    "centres in place": ("    centred = X - X.mean(axis=0)\n", "    X -= X.mean(axis=0)\n    centred = X\n"),
}
