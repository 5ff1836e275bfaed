"""An item with its numbers drawn: the same variant for the same item and seed, on any machine."""

import hashlib
import json
from collections.abc import Sequence
from itertools import combinations

import msgspec

from skillcheck.model import DataError, Item, Kind, Misconception, Option, Variant

from . import draws
from .expressions import Undefined, evaluate
from .ordering import as_numbers, shown_order
from .placeholders import fill

ATTEMPTS = 400
APART = 0.02  # wrong values of a template stay this share away from the key and from each other
RELATIVE_TOLERANCE = 0.01
FIGURES = 4  # a number without `places` is shown to this many
MOST_MARKS = 5_000

Values = dict[str, int | float | str]


class _Redraw(Exception):
    """These numbers will not do; the message says why."""


# By identity, the item kept with its mark: records with tables in them have no hash.
_marks: dict[int, tuple[Item, str]] = {}


def fingerprint(item: Item) -> str:
    """Return 8 hex digits of what decides scoring: the same on every machine, changed by any change of meaning."""
    if (known := _marks.get(id(item))) is None:
        if len(_marks) >= MOST_MARKS:
            _marks.clear()
        known = _marks[id(item)] = (item, _fingerprint(item))
    return known[1]


def _fingerprint(item: Item) -> str:
    deciding = {
        "kind": item.kind,
        "key": item.key,
        "draw": item.draw,
        "derive": item.derive,
        "require": item.require,
        "options": [option.id for option in item.options],
        "misconceptions": [misconception.value for misconception in item.misconceptions],
        "tolerance": (item.tolerance, item.relative_tolerance),
        "unit": item.unit,
        "range": item.range,
        "case_sensitive": item.case_sensitive,
    }
    text = json.dumps(msgspec.to_builtins(deciding), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def draw(item: Item, seed: int) -> Variant:
    """Return the variant of an item for a seed.

    DataError: none of the draws meets the item's conditions, or an expression is wrong.
    """
    mark = fingerprint(item)
    reason = ""
    for attempt in range(ATTEMPTS if item.draw else 1):
        try:
            return _attempt(item, mark, seed, attempt)
        except (_Redraw, Undefined) as error:
            reason = str(error)
    tried = f"none of {ATTEMPTS} draws will do; the last one: {reason}" if item.draw else reason
    raise DataError(f"{item.skill or 'item'}: {item.id}: {tried}")


def _attempt(item: Item, mark: str, seed: int, attempt: int) -> Variant:
    values = _values(item, mark, seed, attempt)
    texts = [fill(option.text, values) for option in item.options]
    key = _key(item, values)
    wrong = [_wrong(item, misconception.value, values) for misconception in item.misconceptions]
    _check_apart(item, key, texts, wrong)
    options = [
        Option(id=option.id, text=text, rationale=fill(option.rationale, values))
        for text, option in zip(texts, item.options, strict=True)
    ]
    return Variant(
        item=item,
        unit=fill(item.unit, values),
        seed=seed,
        stem=fill(item.stem, values),
        options=shown_order(item, options, mark, seed),
        key=key,
        misconceptions=tuple(
            Misconception(value=value, rationale=fill(misconception.rationale, values))
            for value, misconception in zip(wrong, item.misconceptions, strict=True)
        ),
        rationale=fill(item.rationale, values),
        values=values,
    )


def _values(item: Item, mark: str, seed: int, attempt: int) -> Values:
    """Draw, derive in the order written, and require."""
    values: Values = {}
    for name, spec in item.draw.items():
        values[name] = draws.value(spec, draws.number(draws.size(spec), item.id, mark, seed, attempt, name))
    for name, expression in item.derive.items():
        values[name] = evaluate(expression, values)
    for condition in item.require:
        if not evaluate(condition, values):
            raise _Redraw(f"'{condition}' does not hold for {_listed(values)}")
    return values


def _listed(values: Values) -> str:
    return ", ".join(f"{name} = {value}" for name, value in values.items())


def _key(item: Item, values: Values) -> str | float | tuple[str, ...]:
    """Return the key of these values: a number, accepted texts, or option ids as they stand."""
    if item.kind is Kind.NUMERIC:
        key = _number(item.key, values)
        if item.range and not item.range[0] <= key <= item.range[1]:
            low, high = item.range
            raise DataError(
                f"{item.skill or 'item'}: {item.id}: the key {key:.10g} is outside range [{low:g}, {high:g}]"
            )
        return key
    if item.kind is Kind.TEXT:
        return tuple(fill(text, values) for text in item.key)
    return item.key


def _wrong(item: Item, value: str | float, values: Values) -> str | float:
    return _number(value, values) if item.kind is Kind.NUMERIC else fill(value, values)


def _number(value: str | float, values: Values) -> float:
    return float(evaluate(value, values) if isinstance(value, str) else value)


def margin(item: Item, key: float) -> float:
    """Return how far from a numeric key an answer may lie: as the item says, else 0 if the key is whole, else 1 %."""
    if item.tolerance is not None:
        return item.tolerance
    if item.relative_tolerance is not None:
        return item.relative_tolerance * abs(key)
    return 0.0 if key.is_integer() else RELATIVE_TOLERANCE * abs(key)


def as_shown(item: Item, number: float) -> float:
    """Return what is left of a number of a numeric item where it is shown: whole, to `places`, or to four figures."""
    if item.places is not None:
        return float(f"{number:.{item.places}f}")
    return number if number == int(number) else float(f"{number:.{FIGURES}g}")


def _check_apart(item: Item, key: object, texts: Sequence[str], wrong: Sequence[str | float]) -> None:
    """Ask for a redraw unless the options' texts differ, and the key and all wrong values can be told apart."""
    if len({" ".join(text.split()) for text in texts}) < len(texts):
        raise _Redraw("two options have the same text")
    share = APART if item.draw else 0.0
    if item.kind is Kind.NUMERIC:
        _check_numbers([key, *wrong], margin(item, key), share)
        for one in wrong:  # who makes the mistake types it rounded
            _check_numbers([key, as_shown(item, one)], margin(item, key), 0.0)
    elif item.kind is Kind.TEXT:
        wrong = [_plain(item, one) for one in wrong]
        if len(set(wrong)) < len(wrong) or set(wrong) & {_plain(item, text) for text in key}:
            raise _Redraw("a misconception has the same text as the key or another one")
    elif item.draw and (numbers := as_numbers(texts)):
        _check_numbers(numbers, 0.0, share)


def _plain(item: Item, text: str) -> str:
    text = " ".join(text.split())
    return text if item.case_sensitive else text.casefold()


def _check_numbers(numbers: Sequence[float], margin: float, share: float) -> None:
    for one, other in combinations(numbers, 2):
        distance, size = abs(one - other), max(abs(one), abs(other))
        # a hair more than the margin: a tolerance of 0.005 and a distance of 0.005 are equal but for rounding
        if distance <= margin * (1 + 1e-9) or distance < share * size:
            raise _Redraw(f"the values {one:.6g} and {other:.6g} are too close to tell apart")
