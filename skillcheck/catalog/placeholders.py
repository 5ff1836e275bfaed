"""Filling `{name}` and `{name:format}` in an item's texts; other braces (LaTeX, code) are left alone."""

import re
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches

from skillcheck.model import DataError

_PLACEHOLDER = re.compile(r"\{([A-Za-z][A-Za-z0-9_]*)(?::([^{}\n]*))?\}")
_FORMAT = re.compile(r"[+]?0?\d{0,2}[,_]?(\.\d{1,2})?[dfeEgG%]?")
# where braces mean something else, so that an unknown name is no slip of the author
_OTHER_BRACES = re.compile(r"```.*?```|`[^`\n]*`|\$\$.*?\$\$|\$[^$\n]*\$", re.DOTALL)


def fill(text: str, values: Mapping[str, int | float | str]) -> str:
    """Return `text` with its placeholders replaced; DataError where a format does not fit the value."""
    if not values or "{" not in text:
        return text

    def replacement(match: re.Match) -> str:
        name, layout = match.groups()
        return match.group() if name not in values else shown(values[name], layout or "", name)

    return _PLACEHOLDER.sub(replacement, text)


def shown(value: int | float | str, layout: str = "", name: str = "value") -> str:
    """Return a value as text: whole numbers plain, others to ten digits, unless a format says otherwise."""
    if isinstance(value, str):
        if layout:
            raise DataError(f"'{{{name}:{layout}}}' gives a number's format to the text '{value}'")
        return value
    if not layout:
        return f"{value + 0.0:.10g}" if isinstance(value, float) else str(int(value))
    if layout.endswith("d") and float(value).is_integer():
        value = int(value)
    try:
        return format(value, layout)
    except ValueError:
        raise DataError(f"'{{{name}:{layout}}}' does not fit the value {value}") from None


def names_in(text: str, known: Collection[str]) -> set[str]:
    """Return the known names that `text` shows."""
    return {match[1] for match in _PLACEHOLDER.finditer(text) if match[1] in known}


def problems(text: str, known: Collection[str]) -> Iterator[str]:
    """Yield what is wrong with the placeholders of a template's text: unknown names, formats that are not numeric."""
    for match in _PLACEHOLDER.finditer(text):
        name, layout = match.groups()
        if name in known and layout and not _FORMAT.fullmatch(layout):
            yield f"'{match.group()}' has no simple numeric format such as .2f or ,"
    for match in _PLACEHOLDER.finditer(_OTHER_BRACES.sub(" ", text)):
        name = match[1]
        if name not in known:
            near = get_close_matches(name, known, n=1)
            yield f"unknown placeholder '{match.group()}'" + (f" (did you mean '{near[0]}'?)" if near else "")
