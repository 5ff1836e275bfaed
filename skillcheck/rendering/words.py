"""Markdown and LaTeX in; plain words out, as one text or in lines for a terminal."""

import re
from functools import lru_cache
from textwrap import wrap

from skillcheck.rendering.formulas import formula_words
from skillcheck.rendering.html import parser

_HELD = "\xa0"  # a space at which no line ends: within a short piece of code
_HELD_TOGETHER = 30
_ENDS = {"paragraph_close", "heading_close", "bullet_list_close", "ordered_list_close", "table_close"}


@lru_cache(maxsize=4096)
def to_text(markdown: str) -> str:
    """Return Markdown as plain words: no markup, formulas written on the line."""
    words = [_block_words(token) for token in parser().parse(markdown)]
    return re.sub(r"\n{3,}", "\n\n", "".join(words)).strip()


def to_lines(markdown: str, width: int = 80) -> list[str]:
    """Return Markdown as lines of plain text for a terminal: words wrapped, code indented and left as it is.

    Code within a sentence keeps its backticks: nothing else would tell it from words.
    """
    page = _Page(width)
    for token in parser().parse(markdown):
        page.add(token)
    while page.lines and not page.lines[-1]:
        page.lines.pop()
    return page.lines


class _Page:
    """The lines written so far, and how far in the next one begins."""

    def __init__(self, width: int) -> None:
        self.width, self.lines = width, []
        self._bullets: list[int] = []  # how wide the bullet is of each list item that is open
        self._bullet = ""  # of an item that has no line yet
        self._cells: list[str] = []
        self._rows: list[list[str]] = []

    def add(self, token) -> None:
        """Write what one token of the parser's adds."""
        kind = token.type
        if kind == "inline":
            self._say("".join(_inline_line(child) for child in token.children))
        elif kind in ("fence", "code_block", "html_block") or kind.startswith("math_block"):
            self._code(formula_words(token.content) if kind.startswith("math") else token.content)
        elif kind == "list_item_open":
            self._bullet = f"{token.info}{token.markup} " if token.info else "- "
            self._bullets.append(len(self._bullet))
        elif kind == "list_item_close":
            self._bullets.pop()
        elif kind in ("td_open", "th_open"):
            self._cells.append("")
        elif kind == "tr_close":
            self._rows.append(self._cells)
            self._cells = []
        elif kind == "table_close":
            self._table()
        if kind in _ENDS and not token.hidden and not (self._bullets and kind.endswith("list_close")):
            self._blank()

    @property
    def _indent(self) -> str:
        return " " * sum(self._bullets)

    def _say(self, text: str) -> None:
        if self._cells:
            self._cells[-1] = " ".join(text.split())
            return
        for line in text.split("\n"):
            first = self._indent[: len(self._indent) - len(self._bullet)] + self._bullet
            self._bullet = ""
            wrapped = wrap(
                line,
                self.width,
                initial_indent=first,
                subsequent_indent=self._indent,
                break_long_words=False,
                break_on_hyphens=False,
            )
            self.lines += [one.replace(_HELD, " ") for one in wrapped]

    def _code(self, text: str) -> None:
        self._blank()
        indent = self._indent + " " * 4
        self.lines += [(indent + line).rstrip() for line in text.rstrip("\n").expandtabs(4).split("\n")]
        self._blank()

    def _table(self) -> None:
        widths = [max(map(len, column)) for column in zip(*self._rows, strict=True)]
        for row in self._rows:
            line = " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            self.lines.append((self._indent + line).rstrip())
        self._rows = []

    def _blank(self) -> None:
        if self.lines and self.lines[-1]:
            self.lines.append("")


def _inline_line(token) -> str:
    """Return inline text as it stands in a terminal: line ends of the source are spaces there."""
    if token.type == "softbreak":
        return " "
    if token.type == "code_inline":
        return f"`{token.content.replace(' ', _HELD) if len(token.content) <= _HELD_TOGETHER else token.content}`"
    return _inline_words(token)


def _block_words(token) -> str:
    if token.type == "inline":
        return "".join(_inline_words(child) for child in token.children)
    if token.type in ("fence", "code_block"):
        return token.content + "\n"
    if token.type.startswith("math_block"):
        return formula_words(token.content) + "\n\n"
    if token.type == "list_item_open":
        return f"{token.info}{token.markup} " if token.info else "- "
    if token.type in ("td_close", "th_close"):
        return " | "
    if token.type in ("paragraph_close", "tr_close"):
        return "\n" if token.hidden or token.type == "tr_close" else "\n\n"
    return "\n\n" if token.type == "heading_close" else ""


def _inline_words(token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    return formula_words(token.content) if token.type.startswith("math_inline") else token.content
