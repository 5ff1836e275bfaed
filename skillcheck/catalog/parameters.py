"""Parameter files: a calibration of the bank, written and read as TOML; what does not fit this bank is refused."""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from skillcheck.model import DataError, Item, ItemParameters, ParameterSet

from .naming import nearest
from .reading import convert, read_toml
from .variants import fingerprint

VERSION = 1
# What a response curve that is worth using can have; anything else is a slip of the file.
SLOPE, DIFFICULTY, GUESSING = (0.05, 8.0), (-8.0, 8.0), (0.0, 0.6)
VARIANCE, FACTOR = (0.0, 25.0), (0.1, 10.0)


def write_parameters(path: str | Path, found: ParameterSet) -> Path:
    """Write a parameter set as TOML and return where; DataError if it is unsound or cannot be written."""
    target = Path(path).expanduser()
    check_parameters(found, target.name)
    header = [f"{name} = {_toml(getattr(found, name))}" for name in ParameterSet.__struct_fields__ if name != "items"]
    tables = [
        "\n".join(["[[item]]", *(f"{name} = {_toml(getattr(one, name))}" for name in ItemParameters.__struct_fields__)])
        for one in found.items
    ]
    try:
        target.write_text("\n\n".join(["\n".join(header), *tables]) + "\n", encoding="utf-8")
    except OSError as error:
        raise DataError(f"{target.name}: cannot be written: {error.strerror}") from None
    return target


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(round(value, 6))
    if isinstance(value, tuple):
        return f"[{', '.join(_toml(one) for one in value)}]"
    # A TOML basic string is a JSON string; a date and a whole number are written as they are.
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else str(value)


def read_parameters(path: str | Path) -> ParameterSet:
    """Return a parameter file; DataError names file, item and field of what is wrong in it."""
    source = Path(path).expanduser()
    data = read_toml(source)
    if data.get("version") != VERSION:
        raise DataError(
            f"{source.name}: field 'version': is {data.get('version')!r}; this package reads version {VERSION}: "
            "calibrate again, or install the package that wrote the file"
        )
    entries = data.get("item", [])
    if not isinstance(entries, list):
        raise DataError(f"{source.name}: write [[item]] with two brackets: it is a list of entries")
    items = tuple(
        convert(entry, ItemParameters, f"{source.name}: {_name(entry, number)}")
        for number, entry in enumerate(entries, 1)
    )
    found = convert({**data, "item": []}, ParameterSet, source.name)
    found = msgspec.structs.replace(found, items=items)
    check_parameters(found, source.name)
    return found


def _name(entry: Any, number: int) -> str:
    identity = entry.get("id") if isinstance(entry, dict) else None
    return identity if isinstance(identity, str) else f"item {number}"


def check_parameters(found: ParameterSet, where: str) -> None:
    """Raise DataError for a value that no sound calibration has, NaN and infinity among them."""
    if type(found.as_of) is not date:
        raise DataError(f"{where}: field 'as_of': write a date without a time, such as 2026-11-22")
    if found.learners < 0 or found.answers < 0:
        raise DataError(f"{where}: learners and answers are counts of 0 or more")
    _in_range(found.shift, DIFFICULTY, "shift", where)
    _in_range(found.steepness, FACTOR, "steepness", where)
    _in_range(found.guessing, FACTOR, "guessing", where)
    for variance in found.variances:
        _in_range(variance, VARIANCE, "variances", where)
    if not sum(found.variances):
        raise DataError(f"{where}: field 'variances': all are 0, as if learners did not differ")
    seen: set[str] = set()
    for item in found.items:
        if item.id in seen:
            raise DataError(f"{where}: {item.id}: the id is used twice")
        seen.add(item.id)
        _check_item(item, f"{where}: {item.id}")


def _check_item(item: ItemParameters, where: str) -> None:
    _in_range(item.slope, SLOPE, "slope", where)
    _in_range(item.difficulty, DIFFICULTY, "difficulty", where)
    _in_range(item.guessing, GUESSING, "guessing", where)
    for field in ("se", "slope_se"):
        _in_range(getattr(item, field), (0.0, 8.0), field, where)
    if item.n < 0 or (item.calibrated and not item.n):
        raise DataError(
            f"{where}: field 'n': a calibrated item has learners behind it; {item.n} is not a count of them"
        )


def _in_range(value: float, limits: tuple[float, float], field: str, where: str) -> None:
    low, high = limits
    if not low <= value <= high:  # a NaN is not either
        raise DataError(f"{where}: field '{field}': {value:g} is not from {low:g} to {high:g}; calibrate again")


def check_fits(found: ParameterSet, items: Iterable[Item], where: str) -> None:
    """Raise DataError unless every item of the set is in the bank, in the version that was calibrated."""
    bank = {item.id: item for item in items}
    for one in found.items:
        if one.id not in bank:
            raise DataError(
                f"{where}: {one.id}: this bank has no such item{nearest(one.id, bank)}. Leave it out of the file, or "
                "open the bank it belongs to."
            )
        if (now := fingerprint(bank[one.id])) != one.fingerprint:
            raise DataError(
                f"{where}: {one.id}: the item has changed since it was calibrated (version {one.fingerprint} then, "
                f"{now} now). Leave it out of the file, or calibrate again."
            )
