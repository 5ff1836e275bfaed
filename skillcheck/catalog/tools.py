"""The tools that the guide names, and which items and exercises name them."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from skillcheck.model import Exercise, Item, Record

from . import checks
from .reading import read_records


class Tool(Record):
    """A tool of the guide and the words that name it, with their case; without words its name does."""

    name: str
    words: tuple[str, ...] = ()


def read_tools(folder: Path) -> tuple[Tool, ...]:
    """Return the tools of a data folder, in file order; none if it keeps no list of them."""
    path = folder / "tools.toml"
    return read_records(path, "tool", Tool) if path.is_file() else ()


def naming(tools: Iterable[Tool], items: Sequence[Item], exercises: Sequence[Exercise]) -> dict[str, dict[str, Any]]:
    """Return for each tool the ids of the items and exercises that name it in a text or list it."""
    in_items = [
        (item.id, "\n".join((*(text for _, text in checks.texts(item)), *item.tools)), item.tools) for item in items
    ]
    in_exercises = [(one.id, "\n".join((one.title, one.task, one.starter, *one.hints)), ()) for one in exercises]
    return {tool.name: {"items": _found(tool, in_items), "exercises": _found(tool, in_exercises)} for tool in tools}


def _found(tool: Tool, texts: Sequence[tuple[str, str, tuple[str, ...]]]) -> list[str]:
    pattern = whole_words(tool.words or (tool.name,))
    return [name for name, text, listed in texts if tool.name in listed or pattern.search(text)]


def whole_words(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of any of the words as they stand, not within a longer one: Git is not in GitHub, C in C++."""
    return re.compile(rf"(?<![\w+])(?:{'|'.join(map(re.escape, words))})(?![\w+])")
