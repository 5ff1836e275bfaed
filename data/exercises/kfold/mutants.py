"""Wrong answers to `kfold_indices`: a whole source, or (what stands in the solution, what is written instead)."""

MUTANTS = {
    "not shuffled": ("np.random.default_rng(seed).permutation(n)", "np.arange(n)"),
    "every k-th row": (
        "np.array_split(np.random.default_rng(seed).permutation(n), k)",
        "[np.arange(n)[i::k] for i in range(k)]",
    ),
    "the seed is ignored": ("default_rng(seed)", "default_rng()"),
    "the seed is fixed": ("default_rng(seed)", "default_rng(0)"),
    "train and test exchanged": (
        "(np.concatenate(folds[:i] + folds[i + 1 :]), folds[i])",
        "(folds[i], np.concatenate(folds[:i] + folds[i + 1 :]))",
    ),
    "training sees the test rows": ("np.concatenate(folds[:i] + folds[i + 1 :])", "np.concatenate(folds)"),
    "training stops at the fold": ("folds[:i] + folds[i + 1 :]", "folds[: i + 1][:-1] or folds[1:]"),
    "the rest goes to the last fold": """
import numpy as np

def kfold_indices(n, k, seed):
    if not 2 <= k <= n:
        raise ValueError
    order = np.random.default_rng(seed).permutation(n)
    size = n // k
    edges = [i * size for i in range(k)] + [n]
    folds = [order[a:b] for a, b in zip(edges, edges[1:])]
    return [(np.concatenate(folds[:i] + folds[i + 1 :]), folds[i]) for i in range(k)]
""",
    "the rest is dropped": """
import numpy as np

def kfold_indices(n, k, seed):
    if not 2 <= k <= n:
        raise ValueError
    order = np.random.default_rng(seed).permutation(n)
    size = n // k
    folds = [order[i * size : (i + 1) * size] for i in range(k)]
    return [(np.concatenate(folds[:i] + folds[i + 1 :]), folds[i]) for i in range(k)]
""",
    "test rows drawn anew for each fold": """
import numpy as np

def kfold_indices(n, k, seed):
    if not 2 <= k <= n:
        raise ValueError
    rng = np.random.default_rng(seed)
    pairs = []
    for _ in range(k):
        order = rng.permutation(n)
        pairs.append((order[n // k :], order[: n // k]))
    return pairs
""",
    "one fold passes": ("2 <= k", "1 < k + 1"),
    "more folds than rows pass": ("not 2 <= k <= n", "k < 2"),
    "rows counted from 1": (".permutation(n)", ".permutation(n) + 1"),
}
