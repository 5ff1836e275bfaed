"""How often each guesser is right: on the bank, on each level and at each depth, and whether the gate lets it pass."""

from collections.abc import Iterator, Mapping, Sequence
from statistics import mean
from typing import Any, NamedTuple

import msgspec
from msgspec import structs

from skillcheck.catalog.coverage import DEPTHS
from skillcheck.catalog.variants import draw
from skillcheck.model import Item, Kind, Level, Record, Skill, Variant

from . import gate, templates
from .learned import LEARNED, Learner, across_skills, keys_of
from .rules import PLACES, TEXTS, Rule, picked

SEEDS = 10
FEWEST = 20  # decided items; with fewer the normal curve of the gate is no guide, so the cell is only shown
BANK, MULTI, HIDDEN = "bank", "multi", "not shown"
_SHOWN = (Kind.CHOICE, Kind.MULTI)
_LEVEL = gate.normal_tail(gate.Z_GATE)
_RANK = "rank of a template's key"
NAMES = {
    **{guesser: name for table in (PLACES, TEXTS, LEARNED) for guesser, (name, _) in table.items()},
    "G15": f"{_RANK}, options shown",
    "G15 hidden": f"{_RANK} among the misconceptions, none shown",
}


class Credit(NamedTuple):
    """What a guesser scores on one item, averaged over the seeds at which it decides, and what chance would."""

    hit: float
    chance: float


class Cell(Record):
    """One guesser on one slice of the bank; accuracy, its Wilson interval and chance are None if it never decides."""

    guesser: str
    slice: str
    items: int
    decided: int
    accuracy: float | None = None
    low: float | None = None
    high: float | None = None
    chance: float | None = None
    gated: bool = False
    leaks: bool = False

    @property
    def shows_chance(self) -> bool:
        """Chance lies within the interval; so it does if there is nothing to decide."""
        return not self.decided or self.low <= self.chance <= self.high


class Report(Record):
    """All cells, slice by slice, and how many items of which kind were left out because no option is shown."""

    cells: tuple[Cell, ...]
    seeds: int
    left_out: dict[str, int]

    @property
    def leaks(self) -> list[Cell]:
        """Return the cells that the gate refuses."""
        return [cell for cell in self.cells if cell.leaks]

    @property
    def off_chance(self) -> list[Cell]:
        """Return the cells whose interval leaves chance out, above or below; one in twenty does by luck."""
        return [cell for cell in self.cells if cell.slice != HIDDEN and not cell.shows_chance]

    def as_data(self) -> dict[str, Any]:
        """Return the report as plain data, with the names of the guessers."""
        counts = {"leaks": len(self.leaks), "off_chance": len(self.off_chance)}
        return {**msgspec.to_builtins(self), "guessers": NAMES, **counts}


Credits = Mapping[str, Mapping[str, Credit]]


def measure(items: Sequence[Item], skills: Mapping[str, Skill], seeds: int = SEEDS) -> Report:
    """Return what every guesser scores on every slice; the same for the same items on any machine.

    An item counts once however many seeds are drawn: its credit is the mean over them.
    """
    credits = _credits(items, seeds)
    cells = []
    for name, members in _slices(items, skills):
        for guesser in NAMES:
            if (guesser == "G15 hidden") == (name == HIDDEN):
                cells.append(_cell(guesser, name, members, credits[guesser]))
    left_out = {kind.value: sum(item.kind is kind for item in items) for kind in Kind if kind not in _SHOWN}
    return Report(cells=tuple(_gated(cells)), seeds=seeds, left_out=left_out)


def _slices(items: Sequence[Item], skills: Mapping[str, Skill]) -> Iterator[tuple[str, list[Item]]]:
    """Yield the slices: choices as a whole, by level and by depth; then multis, and templates with nothing shown."""
    choices = [item for item in items if item.kind is Kind.CHOICE]
    yield BANK, choices
    for level in Level:
        yield level.value, [item for item in choices if item.skill in skills and skills[item.skill].level is level]
    for depth in DEPTHS:
        yield f"depth {depth}", [item for item in choices if item.depth == depth]
    yield MULTI, [item for item in items if item.kind is Kind.MULTI]
    yield HIDDEN, [item for item in items if item.kind is Kind.NUMERIC and item.draw]


def _credits(items: Sequence[Item], seeds: int) -> Credits:
    """Return each guesser's credit on each item it decides, by item id."""
    drawn = {item.id: [draw(item, seed) for seed in range(seeds)] for item in items if item.kind in _SHOWN}
    credits: dict[str, Mapping[str, Credit]] = {}
    for guesser, (_, rule) in {**PLACES, **TEXTS}.items():
        credits[guesser] = _by_rule(rule, drawn, places=guesser in PLACES)
    for guesser, (_, learner) in LEARNED.items():
        credits[guesser] = _by_learner(learner, drawn, seeds)
    shown = {item.id: templates.ranks_shown(item, drawn[item.id]) for item in items if item.id in drawn}
    hidden = {
        item.id: templates.ranks_hidden(item, [draw(item, seed) for seed in range(seeds)])
        for item in items
        if item.kind is Kind.NUMERIC and item.draw
    }
    for guesser, ranks in {"G15": shown, "G15 hidden": hidden}.items():
        found = {name: templates.learned_rank(one) for name, one in ranks.items()}
        credits[guesser] = {name: Credit(*one) for name, one in found.items() if one}
    return credits


def _by_rule(rule: Rule, drawn: Mapping[str, Sequence[Variant]], places: bool) -> dict[str, Credit]:
    """Apply a rule; texts without numbers to draw are the same at every seed, so one is enough."""
    found = {}
    for name, variants in drawn.items():
        seen = variants if places or variants[0].item.draw else variants[:1]
        if credit := _mean(_credit(variant, rule(variant)) for variant in seen):
            found[name] = credit
    return found


def _by_learner(learner: Learner, drawn: Mapping[str, Sequence[Variant]], seeds: int) -> dict[str, Credit]:
    """Let a learner guess anew at every seed: other places, other numbers, other skills to learn from."""
    each: dict[str, list[Credit | None]] = {name: [] for name in drawn}
    for seed in range(seeds):
        variants = [one[seed] for one in drawn.values()]
        for variant, scores in zip(variants, across_skills(variants, learner, seed), strict=True):
            each[variant.item.id].append(_credit(variant, scores))
    found = {name: _mean(credits) for name, credits in each.items()}
    return {name: credit for name, credit in found.items() if credit}


def _credit(variant: Variant, scores: Sequence[float]) -> Credit | None:
    """Return the share of the picked options that are keys, and the share of all; None if nothing is picked."""
    best, keys = picked(scores), keys_of(variant)
    if not best:
        return None
    right = sum(variant.options[place].id in keys for place in best)
    return Credit(right / len(best), len(keys) / len(variant.options))


def _mean(credits: Iterator[Credit | None] | Sequence[Credit | None]) -> Credit | None:
    decided = [credit for credit in credits if credit]
    if not decided:
        return None
    return Credit(mean(one.hit for one in decided), mean(one.chance for one in decided))


def _cell(guesser: str, name: str, members: Sequence[Item], credits: Mapping[str, Credit]) -> Cell:
    decided = [credits[item.id] for item in members if item.id in credits]
    n = len(decided)
    if not n:
        return Cell(guesser=guesser, slice=name, items=len(members), decided=0)
    right = sum(one.hit for one in decided)
    low, high = gate.wilson(right, n)
    return Cell(
        guesser=guesser,
        slice=name,
        items=len(members),
        decided=n,
        accuracy=right / n,
        low=low,
        high=high,
        chance=sum(one.chance for one in decided) / n,
        gated=n >= FEWEST and name != HIDDEN,
    )


def _gated(cells: Sequence[Cell]) -> list[Cell]:
    """Return the cells with those marked that the gate refuses: Holm's rule over the slices of each guesser."""
    refused = set()
    for guesser in NAMES:
        own = [cell for cell in cells if cell.guesser == guesser and cell.gated]
        tails = [gate.tail(cell.accuracy, cell.chance, cell.decided) for cell in own]
        failed = gate.holm(tails, _LEVEL)
        refused |= {(cell.guesser, cell.slice) for cell, fails in zip(own, failed, strict=True) if fails}
    return [structs.replace(cell, leaks=(cell.guesser, cell.slice) in refused) for cell in cells]
