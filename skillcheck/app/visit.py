"""A page's own kernel: the visitor's workbook, saying things as one says them on a site."""

import contextlib
import io
import os
import re
import tempfile
from functools import cache
from html import escape, unescape
from pathlib import Path
from typing import Any

from skillcheck.catalog import Catalog
from skillcheck.workbook import Workbook, checks
from skillcheck.workbook.elsewhere import reworded
from skillcheck.workbook.panel import Panel
from skillcheck.workbook.seat import Seat

_PLACES = {
    "check": ("check", "the check"),
    "check_in": ("check-in", "the check-in"),
    "profile": ("profile", "your profile"),
    "gaps": ("gaps", "your gaps"),
    "path": ("gaps", "your learning path"),
    "progress": ("progress", "your progress"),
    "calibration": ("progress", "your progress"),
    "review": ("progress", "your review"),
    "projects": ("portfolio", "your projects"),
    "market": ("portfolio", "the market"),
}
FOLDED = 20  # lines; of a longer text half as many are shown at once
_SENTENCE = re.compile(r'((?:[.!?] |<p>|<br>)<a href="[^"]*">)([a-z])')
_AGAIN = ("run this cell again", "open this page again")


class SiteBook(Workbook):
    """A workbook that names pages where the notebook names its methods."""

    def in_words(self, said: Any) -> None:
        """Show a view or a text in plain words, where a notebook prints it."""
        from IPython.display import HTML, display

        lines = (said.text if hasattr(said, "text") else str(said)).split("\n")
        shown = len(lines) if len(lines) <= FOLDED else FOLDED // 2
        first, rest = (in_html(escape("\n".join(part)), self.catalog) for part in (lines[:shown], lines[shown:]))
        more = f"<details><summary>Read on</summary>{rest}</details>" if rest else ""
        display(HTML(f'<div class="site-words">{first}{more}</div>'))

    def _quiz(self, plan: checks.Plan) -> Panel:
        return Panel(_site_panel(_SiteSeat(self._take_seat(plan), self.catalog)))


class _SiteSeat:
    """A seat whose summary leads to pages; all else is the seat's own."""

    def __init__(self, seat: Seat, catalog: Catalog) -> None:
        self._seat, self._catalog = seat, catalog

    def __getattr__(self, name: str) -> Any:
        return getattr(self._seat, name)

    @property
    def summary(self) -> str:
        """The result of the sitting in Markdown."""
        return reworded(self._seat.summary, lambda *call: "[{1}](/{0})".format(*_place(*call, self._catalog)))


def _site_panel(seat: _SiteSeat) -> Any:
    from skillcheck.widgets import QuizPanel

    class SitePanel(QuizPanel):
        def pause(self) -> None:
            with self.card.hold_sync():
                super().pause()
                self.card.summary = self.card.summary.replace(*_AGAIN)

    return SitePanel(seat, look_ahead=seat.look_ahead)


def _place(method: str, argument: str, catalog: Catalog) -> tuple[str, str]:
    """Return the page and the words for a call of the workbook's."""
    if method == "quiz" and argument in catalog.skills:
        return f"skill/{argument}", f"a quiz on {catalog.skills[argument].name}"
    if method == "exercise" and argument in catalog.exercises:
        skill = catalog.skills[catalog.exercises[argument].skill]
        return f"skill/{skill.id}", f"in the notebooks; its skill is {skill.name}"
    return _PLACES.get(method, ("check", "the check"))


# --- what a page's first cell calls -----------------------------------------------------------------


def open_book(data: str | None = None) -> SiteBook:
    """Open the record of the visitor whom the server named, and show every view as this site shows it."""
    catalog = _catalog(data)
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        book = SiteBook.open(data=data)
    book.catalog = catalog  # read before the visitor came
    _show_views(catalog)
    if note := said.getvalue().strip():
        Panel(checks.notice(_without_paths(note, book)))
    return book


@cache
def _catalog(data: str | None) -> Catalog:
    return Catalog.open(data)


def _without_paths(note: str, book: Workbook) -> str:
    """Leave the server's folders out of what a visitor reads."""
    home = os.environ.get("SKILLCHECK_HOME", "")
    return note.replace(home, "your record") if home else note


def _show_views(catalog: Catalog) -> None:
    from IPython import get_ipython

    from skillcheck.charts import View

    shell = get_ipython()
    if shell is not None:
        formatter = shell.display_formatter.mimebundle_formatter
        formatter.for_type(View, lambda view, **_: {"text/html": _chart(in_html(view._repr_html_(), catalog))})


def _chart(html: str) -> str:
    """Let a drawing scroll sideways where it would be too small to read."""
    return re.sub(r"(<img [^>]*>)", r'<div class="site-chart">\1</div>', html)


def in_html(html: str, catalog: Catalog) -> str:
    """Return the HTML of a view with its calls as links; within a tag, such as in an alternative text, as words."""

    def link(method: str, argument: str) -> str:
        page, words = _place(method, unescape(argument).strip("'\""), catalog)
        return f'<a href="/{page}">{escape(words)}</a>'

    def words(method: str, argument: str) -> str:
        return escape(_place(method, unescape(argument).strip("'\""), catalog)[1])

    marked = html.replace("<code>book.", "`book.").replace(")</code>", ")`")
    parts = re.split(r"(<[^>]*>)", marked)
    linked = "".join(reworded(part, words if part.startswith("<") else link) for part in parts)
    return _SENTENCE.sub(lambda start: start[1] + start[2].upper(), linked)


def warm(data: str | None = None) -> None:
    """Do beforehand whatever costs time and does not depend on the visitor; nothing is kept or shown."""
    from skillcheck.charts import canvas  # noqa: F401  (loads what draws)
    from skillcheck.widgets import QuizPanel  # noqa: F401

    with tempfile.TemporaryDirectory() as home, contextlib.redirect_stdout(io.StringIO()):
        book = SiteBook.open(home=Path(home), data=data)
        book.catalog = _catalog(data)
        book._take_seat(checks.plan_check(book, book.role, 15))
        book.profile()._repr_html_()
