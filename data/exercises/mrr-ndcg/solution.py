from math import log2


def dcg(values):
    return sum(value / log2(rank + 1) for rank, value in enumerate(values, start=1))


def ranking_scores(ranked, gains, k):
    """Return (reciprocal rank, nDCG) of the first k documents of a ranking."""
    if k < 1:
        raise ValueError("k must be at least 1")
    found = [gains.get(doc, 0.0) for doc in ranked[:k]]
    ideal = dcg(sorted(gains.values(), reverse=True)[:k])
    rr = next((1 / rank for rank, gain in enumerate(found, start=1) if gain > 0), 0.0)
    return rr, dcg(found) / ideal if ideal else 0.0
