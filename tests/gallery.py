"""The site with three pages more, for pictures: each kind of item, an exercise, a review.

What the pages show is the real thing: items of the bank, the panels of the package, the look of the site.
`python tests/gallery.py HOME PORT` serves it.
"""

import re
import sys
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from browsing import ROOT

from skillcheck import Workbook
from skillcheck.app import notebooks, server
from skillcheck.app.pages import Page
from skillcheck.model import Kind
from skillcheck.workbook.preview import Desk

# One item of each kind, in the order in which the page asks them; formulas, a unit and code among them.
ITEMS = {
    "metrics-country-mix": "evaluation-metrics",
    "metrics-raise-threshold": "evaluation-metrics",
    "abtest-users-per-arm": "experimentation-causal",
    "wrangling-group-missing": "data-wrangling",
    "dl-training-step-order": "dl-frameworks",
}
SEED = 3
QUIZ = """
from pathlib import Path
from skillcheck.widgets import QuizPanel
from skillcheck.workbook.preview import Desk

class Plan(Desk):
    summary = "**All done.** 5 answers: 2 right, 2 not, 1 skipped."
    finished = False

    @property
    def offer(self):
        return {offer!r} if self._place == 2 else ""

    def advance(self):
        self.finished = self._place + 1 == self.length
        if not self.finished:
            super().advance()

QuizPanel(Plan(Path({path!r}), seed={seed}))
"""
OFFER = "More answers would change little now: you may stop here with a good picture, or go on."
EXERCISE = 'book.exercise("chunked")'
WRONG = '@book.solve("chunked")\ndef chunks(seq, size):\n    return [seq[:size]]'
RIGHT = WRONG.replace("[seq[:size]]", "[seq[at:at + size] for at in range(0, len(seq), size)]")


def write_items(path: Path) -> Path:
    """Write the items of the pages, as they stand in the bank, to one file."""
    blocks = []
    for name, skill in ITEMS.items():
        text = (ROOT / "data" / "items" / f"{skill}.toml").read_text("utf-8")
        found = re.search(rf'\[\[item\]\]\nid = "{name}"\n.*?(?=\n\[\[item\]\]|\Z)', text, re.DOTALL)
        blocks.append(found[0])
    path.write_text("\n\n".join(blocks), encoding="utf-8")
    return path


def extra_pages(items: Path) -> Mapping[str, Page]:
    """The pages that only this site has."""
    cells = {
        "questions": [QUIZ.format(path=str(items), seed=SEED, offer=OFFER)],
        "exercise": [EXERCISE, WRONG, RIGHT],
        "review": ["book.review()"],
    }
    return {
        name: Page(name, name.capitalize(), tuple(("code", code) for code in codes), "extra")
        for name, codes in cells.items()
    }


def fill_record(home: Path) -> None:
    """Make a record as a learner of two months has it: a check-in and three checks, something due again, a project."""
    clock = lambda: now  # noqa: E731
    now = datetime.now(UTC) - timedelta(days=61)
    book = Workbook.open("ml-engineer", home=home, clock=clock)
    rated = [need.skill for need in book.role.needs if need.target][:12]
    book.save_check_in("ml-engineer", {skill: 2 + place % 3 for place, skill in enumerate(rated)}, 0.6, 30)
    for months, share in enumerate((0.45, 0.6, 0.75)):
        now = datetime.now(UTC) - timedelta(days=60 - 29 * months)
        answer_check(book, share, 15)


def answer_check(book: Workbook, share: float, length: int) -> None:
    """Take a check as somebody does who knows that share, here and there too sure."""
    panel = book.check(length=length)
    known = 0.0
    for number in range(length):
        known += share
        variant = panel.seat.sitting.variant
        if known >= 1:
            known -= 1
            panel.answer(key_of(variant), confidence=(0.95, 0.7, 0.7, 0.25)[number % 4])
        elif variant.options and variant.item.kind == Kind.CHOICE:
            panel.answer(next(o.id for o in variant.options if o.id != variant.key), confidence=(0.7, 0.95)[number % 2])
        else:
            panel.skip()
        panel.next()


def key_of(variant):
    """The key as a learner gives it."""
    if variant.item.kind == Kind.NUMERIC:
        return f"{float(variant.key):.8g} {variant.unit}".strip()
    return variant.key[0] if variant.item.kind == Kind.TEXT else variant.key


def answers(items: Path) -> list[dict]:
    """What the pictures answer to each item: its kind, the right answer and a miss; options by place on screen."""
    desk, found = Desk(items, SEED), []
    for name in desk.names:
        desk.go(name, SEED)
        shown = [option.id for option in desk.question.options]
        kind, key = desk.question.kind.value, desk.variant.key
        if kind == "choice":
            right, miss = [shown.index(key)], [next(place for place, one in enumerate(shown) if one != key)]
        elif kind == "multi":
            right = [shown.index(one) for one in key]
            miss = [right[0], next(place for place in range(len(shown)) if place not in right)]
        elif kind == "order":
            right, miss = [shown.index(one) for one in key], list(range(len(shown)))
        else:
            right, miss = key_of(desk.variant), "12345"
        found.append({"kind": kind, "right": right, "miss": miss})
    return found


def main() -> None:
    """Serve until stopped."""
    home, port = Path(sys.argv[1]), int(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        extra, own = extra_pages(write_items(Path(folder) / "evaluation-metrics.toml")), server.pages
        server.pages = lambda folder: own(folder) | extra
        server.serve(notebooks(), server.Settings(home, None, True, 40), port=port, browser=False)


if __name__ == "__main__":
    main()
