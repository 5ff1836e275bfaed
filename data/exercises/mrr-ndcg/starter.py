from math import log2


def ranking_scores(ranked, gains, k):
    """Return (reciprocal rank, nDCG) of the first k documents of a ranking."""
    ...
