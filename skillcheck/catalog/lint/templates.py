"""Rules on parameterised items as they are written; what shows in their variants is for `stress`."""

from collections.abc import Iterable, Iterator

from skillcheck.catalog.checks import known_names, texts
from skillcheck.catalog.expressions import names
from skillcheck.catalog.placeholders import names_in
from skillcheck.model import Item, Kind


def unused(item: Item) -> Iterator[str]:
    """A drawn name that nothing shows or uses is left over or misspelt."""
    used = set().union(*(names_in(text, known_names(item)) for _, text in texts(item)))
    expressions = [*item.derive.values(), *item.require]
    if item.kind is Kind.NUMERIC:
        expressions += [
            one for one in (item.key, *(wrong.value for wrong in item.misconceptions)) if isinstance(one, str)
        ]
    used |= set().union(*(names(text) for text in expressions))
    for name in sorted(known_names(item) - used):
        yield f"'{name}' is drawn or derived but never used"


def key_hidden(item: Item) -> Iterator[str]:
    """A learner must be able to compute the key: its numbers stand in the stem, or in something the stem shows."""
    if item.kind is not Kind.NUMERIC or not isinstance(item.key, str):
        return
    shown = _with_parts(names_in(item.stem, known_names(item)), item, stop=set())
    needed = _with_parts(names(item.key), item, stop=shown) - item.derive.keys()
    for name in sorted(needed - shown):
        yield f"the key needs '{name}', which the stem does not show"


def _with_parts(start: Iterable[str], item: Item, stop: set[str]) -> set[str]:
    """Return names together with all the names they are derived from, not looking behind those in `stop`."""
    found, todo = set(), set(start)
    while todo:
        name = todo.pop()
        found.add(name)
        if name in item.derive and name not in stop:
            todo |= names(item.derive[name]) - found
    return found
