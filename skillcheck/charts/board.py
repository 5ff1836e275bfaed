"""A board: one finding as a table that is itself the picture, with the same in words. For whole classes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from skillcheck.charts.view import lead_html

if TYPE_CHECKING:
    from pandas import DataFrame

# Its own paper and ink: a notebook's dark theme would leave dark words on a dark ground.
_STYLE = (
    ".skillcheck-board{background:#fff;color:#1f2328;max-width:100%}"
    ".skillcheck-board .scroll{overflow:auto;border:1px solid #d0d7de}"
    ".skillcheck-board .tall{max-height:85vh}"
    ".skillcheck-board table{border-collapse:separate;border-spacing:0;margin:0;font-size:14px;background:#fff}"
    ".skillcheck-board caption{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}"
    ".skillcheck-board th,.skillcheck-board td{text-align:left;vertical-align:top;padding:3px 8px;"
    "border-bottom:1px solid #d0d7de;background:#fff;color:#1f2328;white-space:normal;overflow-wrap:break-word}"
    ".skillcheck-board thead th{position:sticky;top:0;z-index:2;vertical-align:bottom}"
    ".skillcheck-board tbody th{position:sticky;left:0;z-index:1;font-weight:normal;max-width:22em;"
    "min-width:min(10em,28vw)}"
    ".skillcheck-board thead th:first-child{left:0;z-index:3}"
    ".skillcheck-board td.n{text-align:right;white-space:nowrap}"
    ".skillcheck-board a{color:#005f99}"
    ".skillcheck-board svg{max-width:none;display:block}"
    "@media(max-width:600px){.skillcheck-board tbody th{max-width:9em;position:static}"
    ".skillcheck-board td:not(.n){min-width:9em}}"
)


class Raw(str):
    """A cell that is HTML already; any other cell is text."""


@dataclass(frozen=True, eq=False)
class Board:
    """What a notebook shows of a finding about a class: `.frame` to compute with, `.text` to read, `body` as HTML."""

    title: str
    lead: str
    text: str
    frame: "DataFrame"
    body: str = ""

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<Board {self.title!r}: {len(self.frame)} rows; .frame, .text>"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        """Return what a notebook shows, and the words for where HTML is not shown."""
        return {"text/html": self._repr_html_(), "text/plain": self.text}

    def _repr_html_(self) -> str:
        head = f"<p><strong>{escape(self.title)}</strong></p><p>{lead_html(self.lead)}</p>"
        return f'<style>{_STYLE}</style><div class="skillcheck-board">{head}{self.body}</div>'


def cell(value: object) -> str:
    """Return a cell's content as HTML: text escaped, what is HTML already as it is."""
    return value if isinstance(value, Raw) else escape(str(value))


def table(
    title: str, heads: Sequence[str], rows: Iterable[Sequence[object]], numbers: Sequence[int] = (), tall: bool = False
) -> str:
    """Return a table in a frame that scrolls, by keyboard too; first cells are row headings, `numbers` stand right."""
    head = "".join(f'<th scope="col">{cell(name)}</th>' for name in heads)
    body = "".join(_row(row, numbers) for row in rows)
    return framed(title, f"<table><caption>{escape(title)}</caption><thead><tr>{head}</tr></thead>{body}</table>", tall)


def framed(title: str, content: str, tall: bool = False) -> str:
    """Return content that may be wider than the page, or so tall that it scrolls by itself, in a frame of its own."""
    kind = "scroll tall" if tall else "scroll"
    return f'<div class="{kind}" role="region" tabindex="0" aria-label="{escape(title, quote=True)}">{content}</div>'


def _row(row: Sequence[object], numbers: Sequence[int]) -> str:
    first, *rest = row
    cells = "".join(
        f'<td class="n">{cell(value)}</td>' if place in numbers else f"<td>{cell(value)}</td>"
        for place, value in enumerate(rest, start=1)
    )
    return f'<tr><th scope="row">{cell(first)}</th>{cells}</tr>'
