"""Wrong answers to `bag_predict`: a whole source, or (what stands in the solution, what is written instead)."""

_DRAW = "rng.integers(n, size=n)"
_VOTE = "tree.predict(new)[:, None] == labels"
_OUTSIDE = "left_out[:, None] & (tree.predict(X)[:, None] == labels)"

MUTANTS = {
    "drawn without replacement": (_DRAW, "rng.permutation(n)"),
    "half of the rows, without replacement": (_DRAW, "rng.permutation(n)[: n // 2]"),
    "half as many rows": (_DRAW, "rng.integers(n, size=max(n // 2, 1))"),
    "repeated rows counted once": (_DRAW, "np.unique(rng.integers(n, size=n))"),
    "the last row is never drawn": (_DRAW, "rng.integers(n - 1, size=n)"),
    "the same rows for every tree": (_DRAW, "np.random.default_rng(seed).integers(n, size=n)"),
    "a generator for each tree": (_DRAW, "np.random.default_rng(seed + b).integers(n, size=n)"),
    "the seed is ignored": ("default_rng(seed)", "default_rng()"),
    "the seed is fixed": ("default_rng(seed)", "default_rng(0)"),
    "rows drawn, labels left": ("y[rows])", "y)"),
    "all rows for every tree": ("fit(X[rows], y[rows])", "fit(X, y)"),
    "columns drawn at each split": ("random_state=b)", 'random_state=b, max_features="sqrt")'),
    "stumps": ("random_state=b)", "random_state=b, max_depth=1)"),
    "leaves of five rows": ("random_state=b)", "random_state=b, min_samples_leaf=5)"),
    "all trees by one random state": ("random_state=b)", "random_state=0)"),
    "trees counted from 1": ("random_state=b)", "random_state=b + 1)"),
    "one tree fewer": ("range(B)", "range(max(B - 1, 1))"),
    "one tree more": ("range(B)", "range(B + 1)"),
    "only the last tree": ("votes += " + _VOTE, "votes = 1 * (" + _VOTE + ")"),
    "probabilities instead of votes": (
        "votes += " + _VOTE,
        "votes[:, np.isin(labels, tree.classes_)] += tree.predict_proba(new)",
    ),
    "probabilities out of bag": (
        "outside += " + _OUTSIDE,
        "outside[:, np.isin(labels, tree.classes_)] += left_out[:, None] * tree.predict_proba(X)",
    ),
    "the highest of tied labels": (
        "labels[votes.argmax(axis=1)]",
        "labels[len(labels) - 1 - votes[:, ::-1].argmax(axis=1)]",
    ),
    "the highest of tied verdicts": (
        "labels[outside[judged].argmax(axis=1)]",
        "labels[len(labels) - 1 - outside[judged][:, ::-1].argmax(axis=1)]",
    ),
    "the first tree's label of tied ones": ("votes += " + _VOTE, "votes += (1 + 0.001 * (b == 0)) * (" + _VOTE + ")"),
    "the mean of the labels": ("labels[votes.argmax(axis=1)]", "votes @ labels / B"),
    "the mean of the labels, rounded": ("labels[votes.argmax(axis=1)]", "np.round(votes @ labels / B)"),
    "places instead of labels": ("return labels[votes.argmax(axis=1)]", "return votes.argmax(axis=1)"),
    "the table of votes": ("return labels[votes.argmax(axis=1)]", "return votes"),
    "labels 0 and 1 only": ("np.unique(y)", "np.array([0, 1])"),
    "the error on the training rows": ("left_out[:, None] & (tree", "(tree"),
    "the error in the bag": ("~np.isin", "np.isin"),
    "the error of single trees": (
        "    verdicts =",
        "    hits = outside[np.arange(n), np.searchsorted(labels, y)].sum()\n"
        "    return labels[votes.argmax(axis=1)], float(1 - hits / outside.sum())\n    verdicts =",
    ),
    "rows without a verdict are wrong": (
        "float((verdicts != y[judged]).mean())",
        "float(((verdicts != y[judged]).sum() + n - judged.sum()) / n)",
    ),
    "rows without a verdict are right": (
        "float((verdicts != y[judged]).mean())",
        "float((verdicts != y[judged]).sum() / n)",
    ),
    "rows without a verdict get the lowest label": ("outside.sum(axis=1) > 0", "outside.sum(axis=1) >= 0"),
    "only rows every tree left out": (
        "outside.sum(axis=1) > 0",
        "outside.sum(axis=1) >= max(outside.sum(axis=1).max(), 1)",
    ),
    "accuracy instead of error": ("verdicts != y[judged]", "verdicts == y[judged]"),
    "the number of errors": ("(verdicts != y[judged]).mean()", "(verdicts != y[judged]).sum()"),
    "the error in percent": ("float((verdicts", "100 * float((verdicts"),
    "the labels alone": (
        "return labels[votes.argmax(axis=1)], float((verdicts != y[judged]).mean())",
        "return labels[votes.argmax(axis=1)]",
    ),
    "the error first": (
        "return labels[votes.argmax(axis=1)], float((verdicts != y[judged]).mean())",
        "return float((verdicts != y[judged]).mean()), labels[votes.argmax(axis=1)]",
    ),
    "no trees become one": ('        raise ValueError("there must be at least one tree")\n', "        B = 1\n"),
    "no trees give the most frequent label": (
        '        raise ValueError("there must be at least one tree")\n',
        "        return np.full(len(new), max(y.tolist(), key=y.tolist().count)), 1.0\n",
    ),
    "shuffles the rows in place": ("    for b in", "    rng.shuffle(X)\n    for b in"),
}
