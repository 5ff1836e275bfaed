"""Numbers from a seed: the same on every machine and Python, by SHA-256, never by `random`."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from keyword import iskeyword
from typing import TypeVar

from skillcheck.model import Choose

from .expressions import FUNCTIONS

Spec = tuple[int | float, ...] | Choose
T = TypeVar("T")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


def number(below: int, *parts: object) -> int:
    """Return a whole number in 0..below-1, decided by the SHA-256 digest of `parts`."""
    digest = hashlib.sha256("|".join(map(str, parts)).encode()).digest()
    return int.from_bytes(digest[:16], "big") % below


def shuffled(things: Sequence[T], *parts: object) -> list[T]:
    """Return `things` in an order decided by `parts` (Fisher and Yates 1938, as by Durstenfeld 1964)."""
    order = list(things)
    for last in range(len(order) - 1, 0, -1):
        other = number(last + 1, *parts, last)
        order[last], order[other] = order[other], order[last]
    return order


@lru_cache(maxsize=4096)
def size(spec: Spec) -> int:
    """Return how many values a draw chooses from."""
    if isinstance(spec, Choose):
        return len(spec.choose)
    low, high, step = _decimals(spec)
    return int((high - low) / step) + 1


def value(spec: Spec, index: int) -> int | float | str:
    """Return the value at `index`; steps are added in decimals, so that 0.1 + 2 * 0.1 is 0.3."""
    if isinstance(spec, Choose):
        return spec.choose[index]
    if all(type(part) is int for part in spec):
        return spec[0] + index * (spec[2] if len(spec) > 2 else 1)
    low, _, step = _decimals(spec)
    return float(low + index * step)


@lru_cache(maxsize=4096)
def _decimals(spec: tuple[int | float, ...]) -> tuple[Decimal, Decimal, Decimal]:
    low, high, step = (Decimal(str(part)) for part in (*spec, 1)[:3])
    return low, high, step


def name_problems(name: str) -> Iterator[str]:
    """Yield why `name` cannot be drawn or derived."""
    if not _NAME.fullmatch(name) or iskeyword(name):
        yield f"'{name}' is no name for a number; use letters, digits and _ as in 'n_rows'"
    elif name in FUNCTIONS:
        yield f"'{name}' is a function of the expressions; take another name"


def spec_problems(name: str, spec: Spec) -> Iterator[str]:
    """Yield what is wrong with one draw."""
    if isinstance(spec, Choose):
        if len(set(spec.choose)) < 2 or len(set(spec.choose)) < len(spec.choose):
            yield f"draw '{name}' must choose from two or more different values"
        elif len({isinstance(one, str) for one in spec.choose}) > 1:
            yield f"draw '{name}' mixes numbers and texts"
        return
    if len(spec) not in (2, 3) or any(part != part or abs(part) > 1e15 for part in spec):
        yield f"draw '{name}' must be [low, high], [low, high, step] or {{ choose = [...] }}"
    elif len(spec) == 2 and not all(isinstance(part, int) for part in spec):
        yield f"draw '{name}' needs a step, as in [0.1, 0.9, 0.1]; [low, high] alone is for whole numbers"
    elif len(spec) == 3 and spec[2] <= 0:
        yield f"draw '{name}' needs a step above 0"
    elif spec[0] >= spec[1]:
        yield f"draw '{name}' must go from low to a higher high"
