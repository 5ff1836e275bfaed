"""What must hold for one item before it can be asked at all: one rule, one function; each yields what it finds."""

import math
import re
from collections.abc import Callable, Iterator

from skillcheck.model import DataError, Item, Kind

from . import draws, expressions, placeholders

KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_CHOSEN = (Kind.CHOICE, Kind.MULTI, Kind.ORDER)


def problems(item: Item) -> Iterator[str]:
    """Yield every problem of an item; an item without any can be drawn, shown and scored."""
    for rule in RULES:
        yield from rule(item)


def known_names(item: Item) -> set[str]:
    """Return the drawn and derived names of an item."""
    return item.draw.keys() | item.derive.keys()


def texts(item: Item) -> Iterator[tuple[str, str]]:
    """Yield (field, text) of everything in an item that may hold placeholders."""
    yield from (("stem", item.stem), ("rationale", item.rationale), ("unit", item.unit))
    for option in item.options:
        yield f"option {option.id}", option.text
        yield f"rationale of option {option.id}", option.rationale
    for number, wrong in enumerate(item.misconceptions, start=1):
        yield f"rationale of misconception {number}", wrong.rationale
        if item.kind is Kind.TEXT and isinstance(wrong.value, str):
            yield f"misconception {number}", wrong.value
    if item.kind is Kind.TEXT and isinstance(item.key, tuple):
        yield from (("key", text) for text in item.key)


def has_an_id(item: Item) -> Iterator[str]:
    """Ids are kebab-case, so that they can be typed, quoted and sorted anywhere."""
    if not KEBAB.fullmatch(item.id):
        yield f"id '{item.id}' is not kebab-case like 'sql-left-join-rows'"


def is_no_exercise(item: Item) -> Iterator[str]:
    """Code is asked as an exercise, in its own folder with its checks."""
    if item.kind is Kind.CODE:
        yield "kind 'code' belongs in data/exercises/<id>/"


def has_text(item: Item) -> Iterator[str]:
    """An empty stem, option or source is a slip."""
    required = [("stem", item.stem), ("source", item.source)]
    required += [(f"option {option.id}", option.text) for option in item.options]
    yield from (f"{field} is empty" for field, text in required if not text.strip())


def has_its_parts(item: Item) -> Iterator[str]:
    """Chosen answers need options; typed ones need a rationale for the key, and misconceptions instead of options."""
    if item.kind in _CHOSEN:
        if len(item.options) < 2:
            yield f"kind '{item.kind}' needs [[item.options]]"
        if item.misconceptions:
            yield f"kind '{item.kind}' says its misconceptions in the rationales of its options"
    elif item.kind is not Kind.CODE:
        if item.options:
            yield f"kind '{item.kind}' has no options; did you mean kind = \"choice\"?"
        if not item.rationale.strip():
            yield f"kind '{item.kind}' needs a rationale: why the key is right"


def has_distinct_options(item: Item) -> Iterator[str]:
    """Answers are recorded by option id."""
    ids = [option.id for option in item.options]
    for one in sorted({one for one in ids if ids.count(one) > 1}):
        yield f"option id '{one}' is used twice"
    for one in ids:
        if not KEBAB.fullmatch(one):
            yield f"option id '{one}' is not a short lower-case word like 'fit-on-all'"


def has_a_key(item: Item) -> Iterator[str]:
    """The key has the shape of its kind and names options that are there."""
    key, ids = item.key, [option.id for option in item.options]
    if item.kind is Kind.CHOICE:
        if not isinstance(key, str):
            yield "the key of a choice is one option id"
        elif key not in ids:
            yield f"key '{key}' is not one of the options {', '.join(ids)}"
    elif item.kind in (Kind.MULTI, Kind.ORDER, Kind.TEXT) and (not isinstance(key, tuple) or not key):
        wanted = "accepted texts" if item.kind is Kind.TEXT else "option ids"
        yield f"the key of kind '{item.kind}' is a list of {wanted}, as in key = [\"...\"]"
    elif item.kind in (Kind.MULTI, Kind.ORDER):
        yield from _listed_key(item, key, ids)
    elif item.kind is Kind.NUMERIC and isinstance(key, tuple):
        yield "the key of a numeric item is a number or an expression in quotes"
    elif item.kind is Kind.TEXT and not all(text.strip() for text in key):
        yield "an accepted text of the key is empty"


def _listed_key(item: Item, key: tuple[str, ...], ids: list[str]) -> Iterator[str]:
    for unknown in sorted(set(key) - set(ids)):
        yield f"key '{unknown}' is not one of the options {', '.join(ids)}"
    if len(set(key)) < len(key):
        yield "the key names an option twice"
    if item.kind is Kind.MULTI and len(key) < 2:
        yield "the key of a multi item has two options or more; else it is a choice"
    if item.kind is Kind.MULTI and not set(ids) - set(key):
        yield "a multi item needs at least one distractor"
    if item.kind is Kind.ORDER and set(ids) - set(key):
        yield f"the key of an order item lists every step; missing: {', '.join(sorted(set(ids) - set(key)))}"


def has_sound_numbers(item: Item) -> Iterator[str]:
    """Tolerances, ranges and minutes are finite, positive and belong to typed numbers."""
    only_numeric = {
        "tolerance": item.tolerance,
        "relative_tolerance": item.relative_tolerance,
        "range": item.range,
        "places": item.places,
        "unit": item.unit or None,
    }
    if item.kind is not Kind.NUMERIC:
        yield from (
            f"'{field}' is for numeric items only" for field, value in only_numeric.items() if value is not None
        )
    if item.case_sensitive and item.kind is not Kind.TEXT:
        yield "'case_sensitive' is for text items only"
    for field in ("tolerance", "relative_tolerance", "minutes"):
        value = getattr(item, field)
        if value is not None and not (value >= 0 and math.isfinite(value)):
            yield f"'{field}' must be a number of 0 or more"
    if item.tolerance is not None and item.relative_tolerance is not None:
        yield "give 'tolerance' or 'relative_tolerance', not both"
    if item.range and not item.range[0] < item.range[1]:
        yield "'range' must be [low, high]"
    numbers = [item.key, *(wrong.value for wrong in item.misconceptions)]
    if any(isinstance(number, float) and not math.isfinite(number) for number in numbers):
        yield "a key or misconception is not a finite number"


def has_sound_draws(item: Item) -> Iterator[str]:
    """Every drawn name has values to draw, and no name is given twice."""
    for name, spec in item.draw.items():
        yield from draws.name_problems(name)
        yield from draws.spec_problems(name, spec)
    for name in item.derive:
        yield from draws.name_problems(name)
        if name in item.draw:
            yield f"'{name}' is both drawn and derived"
    if item.require and not item.draw:
        yield "'require' without 'draw': there is nothing to draw again"


def has_sound_expressions(item: Item) -> Iterator[str]:
    """Every expression parses and uses only names that are drawn, or derived above it."""
    known = set(item.draw)
    for name, text in item.derive.items():
        yield from _expression_problems(f"derive '{name}'", text, known)
        known.add(name)
    for text in item.require:
        yield from _expression_problems("require", text, known)
    if item.kind is Kind.NUMERIC:
        if isinstance(item.key, str):
            yield from _expression_problems("key", item.key, known)
        for number, wrong in enumerate(item.misconceptions, start=1):
            if isinstance(wrong.value, str):
                yield from _expression_problems(f"misconception {number}", wrong.value, known)
    elif any(not isinstance(wrong.value, str) for wrong in item.misconceptions):
        yield "the value of a misconception of a text item is a text in quotes"


def _expression_problems(field: str, text: str, known: set[str]) -> Iterator[str]:
    try:
        unknown = expressions.names(text) - known
    except DataError as error:
        yield f"{field}: {error}"
        return
    for name in sorted(unknown):
        yield f"{field}: '{name}' is neither drawn nor derived above it"


def has_sound_placeholders(item: Item) -> Iterator[str]:
    """Outside of formulas and code, braces in a template hold drawn or derived names."""
    known = known_names(item)
    if known:
        for field, text in texts(item):
            yield from (f"{field}: {problem}" for problem in placeholders.problems(text, known))


def has_code_to_run(item: Item) -> Iterator[str]:
    """An item that the tests run shows what they run."""
    if item.runs and "```python" not in item.stem:
        yield "'runs' needs a ```python block in the stem"


RULES: tuple[Callable[[Item], Iterator[str]], ...] = (
    has_an_id,
    is_no_exercise,
    has_text,
    has_its_parts,
    has_distinct_options,
    has_a_key,
    has_sound_numbers,
    has_sound_draws,
    has_sound_expressions,
    has_sound_placeholders,
    has_code_to_run,
)
