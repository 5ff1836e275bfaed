"""Guessers of computed items: the same template again, and the key has the same rank among the numbers."""

from collections import Counter
from collections.abc import Sequence

from skillcheck.catalog.ordering import as_numbers
from skillcheck.model import Item, Kind, Variant


def ranks_shown(item: Item, variants: Sequence[Variant]) -> list[tuple[int, int]]:
    """Return the key's place and the number of options, for a template whose options are numbers in order."""
    if item.kind is not Kind.CHOICE or not item.draw:
        return []
    shown = [variant for variant in variants if as_numbers([option.text for option in variant.options])]
    return [([option.id for option in variant.options].index(variant.key), len(variant.options)) for variant in shown]


def ranks_hidden(item: Item, variants: Sequence[Variant]) -> list[tuple[int, int]]:
    """Return the key's rank among key and misconceptions of a numeric template, none of which is ever shown."""
    if item.kind is not Kind.NUMERIC or not item.draw:
        return []
    return [
        (sum(wrong.value < variant.key for wrong in variant.misconceptions), 1 + len(variant.misconceptions))
        for variant in variants
        if variant.misconceptions
    ]


def learned_rank(ranks: Sequence[tuple[int, int]]) -> tuple[float, float] | None:
    """Return how often a learner is right who keeps to the rank seen most often, and how often chance is.

    Learned from the first half of the draws, tried on the second; ties count in parts. None for fewer than two draws.
    """
    half = len(ranks) // 2
    if not half:
        return None
    seen = Counter(rank for rank, _ in ranks[:half])
    best = {rank for rank, count in seen.items() if count == max(seen.values())}
    tried = ranks[half:]
    hits = sum((rank in best) / len(best) for rank, _ in tried)
    return hits / len(tried), sum(1 / many for _, many in tried) / len(tried)
