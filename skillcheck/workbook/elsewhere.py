"""The workbook names its own methods; where nobody can call them, a person reads where to go instead."""

import re
from collections.abc import Callable

_CALL = re.compile(r"`?\bbook\.(\w+)\(([^()`]*)\)`?")


def reworded(text: str, say: Callable[[str, str], str]) -> str:
    """Return a text with each call such as `book.quiz('nlp-text', length=6)` in words.

    `say` gets the method and its first argument without quotes (empty if there is none), and returns the words.
    """
    return _CALL.sub(lambda call: say(call[1], _first(call[2])), text)


def _first(arguments: str) -> str:
    first = arguments.split(",")[0].strip()
    return "" if "=" in first else first.strip("'\"")
