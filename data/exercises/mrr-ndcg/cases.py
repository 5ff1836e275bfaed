"""Cases of `ranking_scores`."""

import random
from math import log2

from skillcheck.sandbox import expect


def _scores(ranking_scores, *arguments):
    got = expect.instance(ranking_scores(*arguments), tuple, list)
    expect.that(len(got) == 2, f"It returned {len(got)} things, wants two: rr and ndcg.")
    return expect.number(got[0]), expect.number(got[1])


def _check(ranking_scores, ranked, gains, k, rr, ndcg):
    got = _scores(ranking_scores, ranked, gains, k)
    expect.that(abs(got[0] - rr) < 1e-9, f"Expected a reciprocal rank of {rr:.6g}, got {got[0]:.6g}.")
    expect.that(abs(got[1] - ndcg) < 1e-9, f"Expected an nDCG of {ndcg:.6g}, got {got[1]:.6g}.")


def example(ranking_scores):
    """The example from the task."""
    ideal = 1 + 1 / log2(3)
    _check(ranking_scores, ["a", "b", "c"], {"b": 1.0, "z": 1.0}, 3, 0.5, (1 / log2(3)) / ideal)


def ideal_order(ranking_scores):
    """The ideal order scores 1 and 1, also when more is useful than k can show."""
    _check(ranking_scores, ["x", "y", "z"], {"x": 3.0, "y": 2.0, "z": 1.0}, 3, 1.0, 1.0)
    _check(ranking_scores, ["x", "y", "z"], {"x": 3.0, "y": 2.0, "z": 1.0}, 2, 1.0, 1.0)


def miss(ranking_scores):
    """Nothing useful retrieved scores 0 and 0."""
    _check(ranking_scores, ["a", "b"], {"z": 1.0}, 2, 0.0, 0.0)


def cut(ranking_scores):
    """A document beyond the first k does not count."""
    _check(ranking_scores, ["a", "b", "c"], {"c": 1.0}, 2, 0.0, 0.0)
    _check(ranking_scores, ["a", "b", "c"], {"c": 1.0}, 3, 1 / 3, 1 / log2(4))


def graded(ranking_scores):
    """Gains are graded: the better document first is worth more (gain 3 and 1 exchanged)."""
    _check(ranking_scores, ["low", "high"], {"high": 3.0, "low": 1.0}, 2, 1.0, (1 + 3 / log2(3)) / (3 + 1 / log2(3)))


def missed_documents(ranking_scores):
    """Useful documents that were not retrieved belong to the ideal."""
    _check(ranking_scores, ["a"], {"a": 1.0, "b": 5.0}, 2, 1.0, 1 / (5 + 1 / log2(3)))


def nothing_useful(ranking_scores):
    """With no gains, or nothing retrieved, both are 0."""
    _check(ranking_scores, ["a", "b"], {}, 2, 0.0, 0.0)
    _check(ranking_scores, [], {"a": 1.0}, 5, 0.0, 0.0)


def rising_is_better(ranking_scores):
    """Moving a useful document up never lowers either number, and both stay from 0 to 1."""
    rng = random.Random(6)
    ranked = [f"d{number}" for number in range(12)]
    gains = {doc: float(rng.randint(1, 3)) for doc in rng.sample(ranked, 4)}
    for place in range(1, 12):
        if ranked[place] in gains and ranked[place - 1] not in gains:
            moved = ranked[: place - 1] + [ranked[place], ranked[place - 1]] + ranked[place + 1 :]
            before, after = (_scores(ranking_scores, order, gains, 10) for order in (ranked, moved))
            expect.that(
                all(0 <= old <= new <= 1 for old, new in zip(before, after)), f"It went from {before} to {after}."
            )


def bad_k(ranking_scores):
    """A k below 1 raises ValueError."""
    expect.raises("ValueError", ranking_scores, ["a"], {"a": 1.0}, 0)
    expect.raises("ValueError", ranking_scores, ["a"], {"a": 1.0}, -2)
