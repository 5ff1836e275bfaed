"""Limits on warnings: what is no flaw in one item is a habit of the bank when many have it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from skillcheck.model import Item, Kind

_ENOUGH = 30  # items, before a share of them means anything


class Warned(NamedTuple):
    """An item that a rule warned about."""

    rule: str
    item: str


def clang(items: Sequence[Item], warned: Iterable[Warned]) -> Iterator[str]:
    """Keys that echo the stem: guessers who look for echoes must find them in one choice of ten at most."""
    return _share("W17", 0.10, _choices(items), warned)


def convergence(items: Sequence[Item], warned: Iterable[Warned]) -> Iterator[str]:
    """The key shares most words with the others in a quarter of choices by chance; in a third it is a way to guess."""
    return _share("W18", 0.35, _choices(items), warned)


def hedges(items: Sequence[Item], warned: Iterable[Warned]) -> Iterator[str]:
    """A careful key among bold distractors is the best known cue of all, so one choice in twenty may have it."""
    return _share("W19", 0.05, _choices(items), warned)


def signs(items: Sequence[Item], warned: Iterable[Warned]) -> Iterator[str]:
    """A key that alone has digits, brackets or commas looks exact, and guessers know it: one choice in twenty."""
    return _share("W20", 0.05, _choices(items), warned)


def reading(items: Sequence[Item], warned: Iterable[Warned]) -> Iterator[str]:
    """Long texts and stems without a question test reading; one item in ten may."""
    return _share("W21", 0.10, items, warned)


def which_is_true(items: Sequence[Item], warned: Iterable[Warned]) -> Iterator[str]:
    """Items without a question of their own test several things at once; one choice in twenty may."""
    return _share("W22", 0.05, _choices(items), warned)


def _choices(items: Sequence[Item]) -> list[Item]:
    return [item for item in items if item.kind in (Kind.CHOICE, Kind.MULTI)]


def _share(rule: str, most: float, items: Sequence[Item], warned: Iterable[Warned]) -> Iterator[str]:
    flagged = {one.item for one in warned if one.rule == rule} & {item.id for item in items}
    if len(items) >= _ENOUGH and len(flagged) > most * len(items):
        yield f"{len(flagged)} of {len(items)} items have {rule} (at most {most:.0%}); reword some of them"
