"""A view: one finding as a table, a figure and plain words, so that nobody needs to see it to read it."""

import re
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from html import escape
from textwrap import wrap
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

MOST_ROWS = 60  # of the table in a notebook; all of them are in the frame
LARGEST_SVG = 300_000  # bytes; a larger drawing is shown as pixels
_PIXELS_PER_INCH = 96
_WHOLE_WORDS = {"break_long_words": False, "break_on_hyphens": False}
_CELL = "text-align:left;vertical-align:top;padding:2px 8px"


@dataclass(frozen=True, eq=False)
class View:
    """What a notebook shows of a finding: `.frame` to compute with, `.figure` to look at, `.text` to read.

    `lead` is the finding in a sentence or two, `table` the frame as people read it, `draw` makes the figure when it is
    first asked for. An `empty` view shows its lead alone.
    """

    title: str
    lead: str
    text: str
    frame: "DataFrame"
    table: "DataFrame"
    draw: Callable[[], "Figure"]
    empty: bool = False

    @cached_property
    def figure(self) -> "Figure":
        """The matplotlib Figure, made once; it belongs to no window and changes no global style."""
        return self.draw()

    def __str__(self) -> str:
        """Return the text in lines of at most 100 characters: notebooks break longer printed ones inside words."""
        return "\n".join(
            "\n".join(wrap(line, 100, subsequent_indent=" " * (len(line) - len(line.lstrip())), **_WHOLE_WORDS)) or line
            for line in self.text.split("\n")
        )

    def __repr__(self) -> str:
        return f"<View {self.title!r}: {len(self.frame)} rows; .frame, .figure, .text>"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        """Return what a notebook shows, and the words for where HTML is not shown."""
        return {"text/html": self._repr_html_(), "text/plain": self.text}

    def _repr_html_(self) -> str:
        head = f"<p><strong>{escape(self.title)}</strong></p><p>{lead_html(self.lead)}</p>"
        if self.empty:
            return f'<div class="skillcheck-view">{head}</div>'
        return f'<div class="skillcheck-view">{head}{_image(self)}{_details(self.table, self.title)}</div>'


def lead_html(lead: str) -> str:
    """Return a lead as HTML: escaped, with what stands in backticks as code."""
    return re.sub(r"`([^`]*)`", r"<code>\1</code>", escape(lead)).replace("\n", "<br>")


def _image(view: View) -> str:
    """Return the figure as an image tag that needs no other file; its alternative text is title and finding."""
    from skillcheck.charts import canvas

    drawing, kind = canvas.save(view.figure, "svg"), "image/svg+xml"
    if len(drawing) > LARGEST_SVG:
        drawing, kind = canvas.save(view.figure, "png"), "image/png"
    alternative = f"Chart. {view.title}. {view.lead} The same as a table follows.".replace("`", "")
    width = round(view.figure.get_figwidth() * _PIXELS_PER_INCH)
    data = b64encode(drawing).decode("ascii")
    return (
        f'<img src="data:{kind};base64,{data}" alt="{escape(alternative, quote=True)}" width="{width}" '
        'style="max-width:100%;height:auto;background:#fff">'
    )


def _details(table: "DataFrame", title: str) -> str:
    """Return the table behind a disclosure, its first column as row headings."""
    heads = "".join(f'<th scope="col" style="{_CELL}">{escape(str(name))}</th>' for name in table.columns)
    rows = "".join(_row(row) for row in table.head(MOST_ROWS).itertuples(index=False, name=None))
    left = len(table) - MOST_ROWS
    more = f"<p>{left} more rows are in <code>.frame</code>.</p>" if left > 0 else ""
    return (
        "<details><summary>The same as a table</summary>"
        f"<table><caption>{escape(title)}</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        f"{more}</details>"
    )


def _row(cells: tuple) -> str:
    first, *rest = (escape(str(cell)) for cell in cells)
    others = "".join(f'<td style="{_CELL}">{cell}</td>' for cell in rest)
    return f'<tr><th scope="row" style="{_CELL}">{first}</th>{others}</tr>'
