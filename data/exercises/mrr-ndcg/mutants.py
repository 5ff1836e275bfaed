"""Wrong answers to `ranking_scores`: a whole source, or (what stands in the solution, what is written instead)."""

MUTANTS = {
    "ranks from 0 in the discount": ("log2(rank + 1)", "max(log2(rank), 1)"),
    "natural logarithm plus one": ("log2(rank + 1)", "(1 + log2(rank))"),
    "discount by the rank": ("log2(rank + 1)", "rank"),
    "exponential gains": ("sum(value / ", "sum((2**value - 1) / "),
    "the ideal of what was retrieved": ("sorted(gains.values(), reverse=True)", "sorted(found, reverse=True)"),
    "the ideal is not cut": ("reverse=True)[:k]", "reverse=True)"),
    "the ideal is not sorted": ("sorted(gains.values(), reverse=True)", "list(gains.values())"),
    "the ideal sorted upwards": (", reverse=True", ""),
    "the ranking is not cut": ("in ranked[:k]]", "in ranked]"),
    "gains as yes and no": ("gains.get(doc, 0.0)", "float(doc in gains)"),
    "the reciprocal rank of the last": ("enumerate(found, start=1) if", "reversed(list(enumerate(found, start=1))) if"),
    "the rank itself": ("(1 / rank for", "(rank for"),
    "the rank counted from 0": ("(1 / rank for rank, gain in enumerate(found, start=1)", "(1 / (rank + 2) for rank, gain in enumerate(found, start=0)"),
    "only a top gain counts as found": ("if gain > 0", "if gain == max(gains.values())"),
    "no gains divide by zero": (" if ideal else 0.0", ""),
    "no gains count as perfect": ("if ideal else 0.0", "if ideal else 1.0"),
    "k is not checked": ('    if k < 1:\n        raise ValueError("k must be at least 1")\n', ""),
    "a single k for the length": ("dcg(found) / ideal", "dcg(found) / k"),
}
