"""Wrong answers to `knn_predict`: a whole source, or (what stands in the solution, what is written instead)."""

_DISTANCES = "((X - row) ** 2).sum(axis=1)"
_VOTE = "        labels, votes = np.unique(y[nearest], return_counts=True)\n        winners.append(labels[votes.argmax()])\n"

MUTANTS = {
    "the farthest rows vote": ("[:k]", "[-k:]"),
    "one neighbour more": ("[:k]", "[: k + 1]"),
    "the nearest is left out": ("[:k]", "[1 : k + 1]"),
    "only the nearest": ("[:k]", "[:1]"),
    "distances along the streets": (_DISTANCES, "abs(X - row).sum(axis=1)"),
    "the largest difference": (_DISTANCES, "abs(X - row).max(axis=1)"),
    "differences may cancel": (_DISTANCES, "abs((X - row).sum(axis=1))"),
    "the first column alone": (_DISTANCES, "abs(X - row)[:, 0]"),
    "the angle": (
        _DISTANCES,
        "-(X @ row) / np.maximum(np.linalg.norm(X, axis=1) * np.linalg.norm(row), 1e-300)",
    ),
    "one square forgotten": (_DISTANCES, "(X**2).sum(axis=1) - X @ row"),
    "columns scaled": (_DISTANCES, "(((X - row) / np.maximum(X.std(axis=0), 1e-300)) ** 2).sum(axis=1)"),
    "differences as bytes": ("new.astype(float)", "new"),
    "squares as bytes": (_DISTANCES, "(X.astype(new.dtype) - row.astype(new.dtype)).astype(float) ** 2 @ np.ones(len(row))"),
    "later rows first": (
        'np.argsort(distances, kind="stable")[:k]',
        'len(X) - 1 - np.argsort(distances[::-1], kind="stable")[:k]',
    ),
    "equal distances by label": ('np.argsort(distances, kind="stable")[:k]', "np.lexsort((y, distances))[:k]"),
    "everyone as far as the last votes": (
        'np.argsort(distances, kind="stable")[:k]',
        "np.flatnonzero(distances <= np.sort(distances)[k - 1])",
    ),
    "the highest of tied labels": (
        "labels[votes.argmax()]",
        "labels[len(votes) - 1 - votes[::-1].argmax()]",
    ),
    "the nearest of tied labels": (_VOTE, "        known = y[nearest].tolist()\n        winners.append(max(known, key=known.count))\n"),
    "votes weighted by distance": (
        "np.unique(y[nearest], return_counts=True)",
        "np.unique(y[nearest]), np.array([(1 / (1e-9 + distances[nearest][y[nearest] == each])).sum() for each in np.unique(y[nearest])])",
    ),
    "the mean of the labels": (_VOTE, "        winners.append(y[nearest].mean())\n"),
    "the mean of the labels, rounded": (_VOTE, "        winners.append(round(y[nearest].mean()))\n"),
    "the median of the labels": (_VOTE, "        winners.append(np.median(y[nearest]))\n"),
    "the lowest label": (_VOTE, "        winners.append(y[nearest].min())\n"),
    "no label below 0": (_VOTE, "        winners.append(np.bincount(y[nearest]).argmax())\n"),
    "the place of the label": ("labels[votes.argmax()]", "votes.argmax()"),
    "the row of the nearest": (_VOTE, "        winners.append(nearest[0])\n"),
    "the winner's votes": ("labels[votes.argmax()]", "votes.max()"),
    "one answer for all": ("    return np.array(winners)\n", "    return winners[0] if winners else 0\n"),
    "only the first row is asked": ("    for row in new.astype(float):", "    for row in new.astype(float)[:1]:"),
    "no neighbours, no check": ("not 1 <= k <= len(X)", "k > len(X)"),
    "as many neighbours as there are": ("not 1 <= k <= len(X)", "k < 1"),
    "k may not be n": ("1 <= k <= len(X)", "1 <= k < len(X)"),
    "no even k": ("not 1 <= k <= len(X)", "k % 2 == 0 or not 1 <= k <= len(X)"),
    "sorts the labels in place": ("    winners = []", "    y.sort()\n    winners = []"),
}
