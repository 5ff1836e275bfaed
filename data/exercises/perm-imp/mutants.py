"""Wrong answers to `perm_importance`: a whole source, or (what stands in the solution, what is written instead)."""

MUTANTS = {
    "columns stay shuffled": (
        "    for j in range(X.shape[1]):\n        shuffled = X.copy()\n",
        "    shuffled = X.copy()\n    for j in range(X.shape[1]):\n",
    ),
    "all columns shuffled alike": ("shuffled[:, j] = rng.permutation(X[:, j])", "shuffled = rng.permutation(X)"),
    "shuffles within the rows": (
        "shuffled[:, j] = rng.permutation(X[:, j])",
        "shuffled = rng.permuted(X, axis=1)",
    ),
    "drawn with replacement": ("rng.permutation(X[:, j])", "rng.choice(X[:, j], len(X))"),
    "replaced by the mean": ("rng.permutation(X[:, j])", "X[:, j].mean()"),
    "replaced by 0": ("rng.permutation(X[:, j])", "0.0"),
    "replaced by normal noise": ("rng.permutation(X[:, j])", "rng.normal(X[:, j].mean(), X[:, j].std(), len(X))"),
    "turned round instead of shuffled": ("rng.permutation(X[:, j])", "X[::-1, j]"),
    "noise added": ("rng.permutation(X[:, j])", "X[:, j] + rng.normal(size=len(X))"),
    "the sign turned": ("(base - score(y, shuffled @ w))", "(score(y, shuffled @ w) - base)"),
    "the score, not its fall": ("(base - score(y, shuffled @ w))", "score(y, shuffled @ w)"),
    "a ratio": ("(base - score(y, shuffled @ w)) / repeats", "(base - score(y, shuffled @ w)) / repeats / abs(base)"),
    "the sum of the falls": (" / repeats\n", "\n"),
    "never below 0": ("base - score(y, shuffled @ w)", "max(0.0, base - score(y, shuffled @ w))"),
    "the largest fall": (
        "falls[j] += (base - score(y, shuffled @ w)) / repeats",
        "falls[j] = max(falls[j], base - score(y, shuffled @ w))",
    ),
    "shares of one": ("    return falls\n", "    return falls / falls.sum()\n"),
    "the labels shuffled": (
        "            shuffled[:, j] = rng.permutation(X[:, j])\n            falls[j] += (base - score(y, shuffled @ w))",
        "            falls[j] += (base - score(rng.permutation(y), shuffled @ w))",
    ),
    "arguments of the score exchanged": ("score(y, shuffled @ w)", "score(shuffled @ w, y)"),
    "always R2": (
        "    rng, base =",
        "    def score(y, p):\n        return 1 - ((y - p) ** 2).sum() / ((y - y.mean()) ** 2).sum()\n\n    rng, base =",
    ),
    "weights by size": ("    return falls\n", "    return np.abs(w) * X.std(axis=0)\n"),
    "the seed is ignored": ("default_rng(seed)", "default_rng()"),
    "the seed is fixed": ("default_rng(seed)", "default_rng(42)"),
    "the same shuffle each time": ("rng.permutation(X[:, j])", "np.random.default_rng(seed).permutation(X[:, j])"),
    "no repeats give zeros": ('raise ValueError("repeats must be at least 1")', "return np.zeros(X.shape[1])"),
    "shuffles the data in place": ("shuffled = X.copy()", "shuffled = X"),
}
