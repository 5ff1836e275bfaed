"""TOML files to records; every error names file, entry, field and, where there is one, the fix."""

import re
import tomllib
import typing
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from skillcheck.model import DataError, Item, Record

from . import checks

LARGEST = 2_000_000
R = TypeVar("R", bound=Record)
_UNKNOWN = re.compile(r"Object contains unknown field `(?P<field>[^`]*)`(?: - at `\$(?P<path>.*)`)?")
_MISSING = re.compile(r"Object missing required field `(?P<field>[^`]*)`(?: - at `\$(?P<path>.*)`)?")
_WRONG = re.compile(r"(?P<problem>.*) - at `\$(?P<path>.*)`", re.DOTALL)
_WRITTEN_ELSEWHERE = {"skill": "the file's name says the skill"}


def read_toml(path: Path) -> dict[str, Any]:
    """Return a TOML file as plain data; DataError if it is missing, over 2 MB, not UTF-8 or not TOML."""
    try:
        if path.stat().st_size > LARGEST:
            raise DataError(f"{path.name}: larger than {LARGEST // 1_000_000} MB; split it")
        content = path.read_bytes()
    except OSError as error:
        raise DataError(f"{path.name}: cannot be read: {error.strerror}") from None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise DataError(f"{path.name}: line {line} is not UTF-8 text; save the file as UTF-8") from None
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{path.name}: not valid TOML: {error}") from None
    except (ValueError, RecursionError) as error:
        raise DataError(f"{path.name}: not valid TOML: {error}") from None


def convert(table: Any, kind: type[R], where: str) -> R:
    """Return one table as a record; DataError starts with `where` and names the field."""
    try:
        return msgspec.convert(table, kind)
    except msgspec.ValidationError as error:
        raise DataError(f"{where}: {_explained(str(error), kind)}") from None


def _explained(message: str, kind: type[Record]) -> str:
    """Turn msgspec's message into the words of an author."""
    if match := _UNKNOWN.fullmatch(message):
        fields = _struct_at(kind, match["path"] or "").__struct_fields__
        near = get_close_matches(match["field"], fields, n=1, cutoff=0.5)
        hint = f" (did you mean '{near[0]}'?)" if near else f"; there are {', '.join(fields)}"
        return f"unknown field '{match['field']}'{_inside(match['path'])}{hint}"
    if match := _MISSING.fullmatch(message):
        return f"missing field '{match['field']}'{_inside(match['path'])}"
    if match := _WRONG.fullmatch(message):
        problem = match["problem"].replace("`", "")
        return f"field '{match['path'].lstrip('.')}': {problem[:1].lower()}{problem[1:]}"
    return message


def _inside(path: str | None) -> str:
    return f" in {path.lstrip('.')}" if path else ""


def _struct_at(kind: type[Record], path: str) -> type[Record]:
    """Return the record that a path like `.options[2]` or `.milestones[0]` leads to."""
    match = re.match(r"\.(\w+)", path)
    if not match:
        return kind
    inner = typing.get_type_hints(kind)[match[1]]
    structs = [one for one in _all_types(inner) if isinstance(one, type) and issubclass(one, msgspec.Struct)]
    return structs[0] if structs else kind


def _all_types(hint: Any) -> Iterator[Any]:
    yield hint
    for inner in typing.get_args(hint):
        yield from _all_types(inner)


def read_record(path: Path, kind: type[R]) -> R:
    """Return a file that is one record at its top level."""
    return convert(read_toml(path), kind, path.name)


def read_records(path: Path, table: str, kind: type[R]) -> tuple[R, ...]:
    """Return the `[[table]]` entries of a file as records, in file order; ids must differ."""
    return read_tables(path, {table: kind})[0]


def read_tables(path: Path, kinds: dict[str, type[Record]]) -> tuple[tuple[Record, ...], ...]:
    """Return the entries of each of a file's tables as records, in file order; ids must differ within a table."""
    entries = _entries(read_toml(path), tuple(kinds), path)
    return tuple(_records(entries[table], table, kind, path) for table, kind in kinds.items())


def _records(entries: list[Any], table: str, kind: type[R], path: Path) -> tuple[R, ...]:
    records = []
    seen: set[str] = set()
    for number, entry in enumerate(entries, start=1):
        record = convert(entry, kind, f"{path.name}: {_name(entry, table, number)}")
        identity = getattr(record, "id", None)
        if identity in seen:
            raise DataError(f"{path.name}: {identity}: the id is used twice")
        if identity is not None:
            seen.add(identity)
        records.append(record)
    return tuple(records)


def _entries(data: dict[str, Any], tables: tuple[str, ...], path: Path) -> dict[str, list[Any]]:
    """Return the entries of the tables a file may hold, and refuse anything else in it."""
    for other in data:
        if other not in tables:
            wanted = " or ".join(f"[[{table}]]" for table in tables)
            raise DataError(f"{path.name}: unknown '{other}' at the top of the file; entries are {wanted} tables")
    found = {table: data.get(table, []) for table in tables}
    for table, entries in found.items():
        if not isinstance(entries, list):
            raise DataError(f"{path.name}: write [[{table}]] with two brackets: it is a list of entries")
    return found


def _name(entry: Any, table: str, number: int) -> str:
    identity = entry.get("id") if isinstance(entry, dict) else None
    return identity if isinstance(identity, str) else f"{table} {number}"


def read_items(path: Path, skill: str) -> tuple[Item, ...]:
    """Return the items of one skill's file, in file order and of any status; DataError tells the first problem."""
    items, problems = scan_items(path, skill)
    if problems:
        raise DataError(f"{path.name}: {problems[0][0]}: {problems[0][1]}")
    return items


def scan_items(path: Path, skill: str) -> tuple[tuple[Item, ...], list[tuple[str, str]]]:
    """Return the sound items of a file and every (item, problem) of the others; DataError if it is not TOML."""
    items: list[Item] = []
    problems: list[tuple[str, str]] = []
    seen: set[str] = set()
    for number, entry in enumerate(_entries(read_toml(path), ("item",), path)["item"], start=1):
        name = _name(entry, "item", number)
        try:
            item = _item(entry, name, skill)
        except DataError as error:
            problems.append((name, str(error).removeprefix(f"{name}: ")))
            continue
        found = list(checks.problems(item))
        if item.id in seen:
            found.insert(0, "the id is used twice in this file")
        seen.add(item.id)
        problems += [(item.id, problem) for problem in found]
        if not found:
            items.append(item)
    return tuple(items), problems


def _item(entry: Any, name: str, skill: str) -> Item:
    if isinstance(entry, dict):
        for field, reason in _WRITTEN_ELSEWHERE.items():
            if field in entry:
                raise DataError(f"{name}: leave out '{field}': {reason}")
        entry = {**entry, "skill": skill}
    return convert(entry, Item, name)
