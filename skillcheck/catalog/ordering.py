"""The order in which options are shown: numbers ascending, all others shuffled from the seed."""

import re
from collections.abc import Sequence

from skillcheck.model import Item, Kind, Option

from .draws import shuffled

_NUMBER = re.compile(
    r"(?P<before>[^\d−.-]{0,12})(?P<number>[−-]?(?:\d[\d,]*)?\.?\d+(?:[eE][+-]?\d+)?)(?P<after>[^\d]{0,15})"
)
_MARKUP = str.maketrans("", "", "`$*")


def as_numbers(texts: Sequence[str]) -> list[float] | None:
    """Return the numbers that all `texts` are, with at most one common unit; None if any is something else."""
    matches = [_NUMBER.fullmatch(text.translate(_MARKUP).strip()) for text in texts]
    if not all(matches) or len({(match["before"], match["after"]) for match in matches}) != 1:
        return None
    return [float(match["number"].replace(",", "").replace("−", "-")) for match in matches]


def shown_order(item: Item, options: Sequence[Option], mark: str, seed: int) -> tuple[Option, ...]:
    """Return filled `options` as shown; the steps of an `order` item never in the key's own sequence."""
    numbers = as_numbers([option.text for option in options]) if options else None
    if numbers and item.kind is not Kind.ORDER:
        return tuple(option for _, option in sorted(zip(numbers, options, strict=True), key=lambda pair: pair[0]))
    for again in range(100):
        order = tuple(shuffled(options, item.id, mark, seed, "options", again))
        if item.kind is not Kind.ORDER or tuple(option.id for option in order) != item.key:
            return order
    return tuple(reversed(order))
