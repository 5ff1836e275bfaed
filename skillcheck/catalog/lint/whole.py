"""Rules on a whole bank with its skills: what is asked of each, keys by level, and a second solver's word."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from skillcheck.catalog.catalog import Catalog
from skillcheck.catalog.coverage import DEPTHS
from skillcheck.catalog.variants import fingerprint
from skillcheck.catalog.wording import wording
from skillcheck.model import Item, Kind, Level

from . import chance
from .bank import Found
from .words import length

FEWEST_AT_A_DEPTH = 3
FEWEST_OF_A_SKILL = {Level.BEGINNER: 12, Level.INTERMEDIATE: 12, Level.ADVANCED: 15}
_RECALL_ADVANCED = 0.15
_BY_CHANCE = 0.01
_EACH = 5  # expected keys of each rank, the least for a chi-square


def coverage(items: Sequence[Item], catalog: Catalog) -> Found:
    """A depth with fewer than three items, or a skill with fewer than twelve, is measured by luck of the draw."""
    for name in sorted({item.skill for item in items} - catalog.skills.keys()):
        yield None, f"{name}.toml is named after no skill of skills.toml"
    for skill in catalog.skills.values():
        depths = Counter(item.depth for item in items if item.skill == skill.id)
        for depth in DEPTHS:
            if depths[depth] < FEWEST_AT_A_DEPTH:
                yield None, f"{skill.id} has {depths[depth]} items of depth {depth} (at least {FEWEST_AT_A_DEPTH})"
        least = FEWEST_OF_A_SKILL[skill.level]
        if depths.total() < least:
            yield None, f"{skill.id} has {depths.total()} items (at least {least}, as it is {skill.level})"


def recall_share(items: Sequence[Item], catalog: Catalog) -> Found:
    """Skills of the advanced level are about judgement; remembering is rarely what one would ask there."""
    advanced = _of_level(Level.ADVANCED, items, catalog)
    recall = sum(item.asks == "recall" for item in advanced)
    if len(advanced) >= 20 and recall > _RECALL_ADVANCED * len(advanced):
        most = f"{_RECALL_ADVANCED:.0%}"
        yield None, f"{recall} of {len(advanced)} items of advanced skills ask for recall (at most {most})"


def length_ranks(items: Sequence[Item], catalog: Catalog) -> Found:
    """A key that is often the second longest is a habit too: its rank by length is even, level by level.

    Chi-square over choices with the same number of options, their sums pooled; one chance in a hundred.
    """
    for level in Level:
        statistic, freedom, tables = 0.0, 0, []
        for counts in _ranks(_of_level(level, items, catalog)):
            if sum(counts) >= _EACH * len(counts):
                one, degrees = chance.even(counts)
                statistic, freedom = statistic + one, freedom + degrees
                tables.append("/".join(f"{count:.0f}" for count in counts))
        if freedom and chance.upper_tail(statistic, freedom) < _BY_CHANCE:
            yield None, f"keys of {level} choices from shortest to longest: {', '.join(tables)}; they should be even"


def _of_level(level: Level, items: Sequence[Item], catalog: Catalog) -> list[Item]:
    return [item for item in items if item.skill in catalog.skills and catalog.skills[item.skill].level is level]


def _ranks(items: Sequence[Item]) -> Iterator[list[float]]:
    """Yield how often the key is the shortest, the next, ..., for each number of options; ties count in parts."""
    tables: dict[int, list[float]] = defaultdict(list)
    for item in items:
        if item.kind is Kind.CHOICE:
            counts = tables[len(item.options)] = tables[len(item.options)] or [0.0] * len(item.options)
            lengths = {option.id: length(option.text) for option in item.options}
            shorter = sum(one < lengths[item.key] for one in lengths.values())
            alike = list(lengths.values()).count(lengths[item.key])
            for rank in range(shorter, shorter + alike):
                counts[rank] += 1 / alike
    yield from tables.values()


def confirmed(items: Sequence[Item], catalog: Catalog) -> Found:
    """Even well-known tests have errors in 6 % of items (Gema et al. 2024); a solver who saw no key finds them.

    A review counts for the version and the wording of the item that was solved, and only if it ended in agreement. A
    bank that keeps no reviews is not asked for them.
    """
    if not catalog.reviews:
        return
    agreed = {(one.item, one.version, one.wording) for one in catalog.reviews if one.outcome == "agrees"}
    for item in items:
        if (item.id, fingerprint(item), wording(item)) not in agreed:
            yield item, "no second solver has confirmed this item (or it changed since)"
