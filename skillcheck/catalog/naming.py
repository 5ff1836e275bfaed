"""Finding a thing by its name, and the nearest names when there is no such thing."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import TypeVar

from skillcheck.model import DataError, UnknownName

T = TypeVar("T")


def nearest(name: str, known: Iterable[str]) -> str:
    """Return ' (did you mean ...?)' with up to three known names, or nothing when none is near."""
    known, asked = list(known), name.casefold()
    holding = [one for one in known if len(asked) > 1 and asked in one]
    found = list(dict.fromkeys([*holding, *get_close_matches(asked, known, n=3, cutoff=0.5)]))[:3]
    if not found:
        return ""
    quoted = [f"'{one}'" for one in found]
    listed = quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
    return f" (did you mean {listed}?)"


def find(name: str, known: Mapping[str, T], what: str) -> T:
    """Return the thing of that name; UnknownName offers the nearest names, or all when there are few."""
    if name in known:
        return known[name]
    hint = nearest(name, known)
    if not hint and 0 < len(known) <= 8:
        hint = f"; there are {', '.join(known)}"
    raise UnknownName(f"There is no {what} '{name}'{hint}")


def check_known(names: Iterable[str], known: Iterable[str], where: str) -> None:
    """Raise DataError for the first of `names` that is no known skill."""
    known = list(known)
    for name in names:
        if name not in known:
            raise DataError(f"{where}: unknown skill '{name}'{nearest(name, known)}")
