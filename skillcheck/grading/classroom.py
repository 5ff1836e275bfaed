"""A graded class, read from the tables that grading wrote: one view for each question an instructor has."""

import csv
import json
import tempfile
from collections import Counter
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from skillcheck import measure
from skillcheck.catalog import Catalog
from skillcheck.charts import board, heat, item_class, roster, sureness
from skillcheck.charts.board import Board
from skillcheck.charts.item_class import Mistake
from skillcheck.charts.view import View
from skillcheck.charts.words import counted, interval
from skillcheck.grading.analysis import ClassAnalysis, analyse
from skillcheck.model import AnswerRefused, DataError, Exercise, Item, Kind, SubmissionError
from skillcheck.rendering import inline_html, to_text

if TYPE_CHECKING:
    import pandas as pd

BOOK, ANSWERS, PROBLEMS = "gradebook.parquet", "responses.parquet", "problems.csv"
# Which page is whose: written beside the reports, read for the links.
INDEX = ".pages.json"
REPORTS = "reports"
STEM = 110
_GRADED = {"no": "not graded", "in part": "in part"}
_SEVERAL = (Kind.MULTI, Kind.ORDER)


class Classroom:
    """The tables of one output folder, and the bank that they were graded against."""

    def __init__(
        self, book: "pd.DataFrame", answers: "pd.DataFrame", problems: "pd.DataFrame", catalog: Catalog
    ) -> None:
        """Look at these tables, which have the columns that grading writes."""
        self.all, self.problems_table, self.catalog = book, problems, catalog
        self.book = book[book["status"] != "refused"].reset_index(drop=True)
        self.answers = answers

    @classmethod
    def open(cls, folder: str | Path, data: str | Path | None = None) -> "Classroom":
        """Return the class in a folder that `skillcheck grade` wrote; `data` is another bank's data folder.

        Raises SubmissionError when the folder holds no such tables.
        """
        import pandas as pd

        folder = Path(folder).expanduser()
        if missing := [name for name in (BOOK, ANSWERS, PROBLEMS) if not (folder / name).is_file()]:
            raise SubmissionError(f"{folder}: has no {missing[0]}; name a folder that `skillcheck grade --out` wrote.")
        try:
            book, answers = pd.read_parquet(folder / BOOK), pd.read_parquet(folder / ANSWERS)
            with (folder / PROBLEMS).open(encoding="utf-8-sig", newline="") as file:
                problems = pd.DataFrame(csv.DictReader(file))
        except (OSError, ValueError) as error:
            raise SubmissionError(f"{folder}: its tables cannot be read ({error}); grade the class again.") from error
        return cls(book.assign(report=_reports(folder, book["submission"])), answers, problems, Catalog.open(data))

    @classmethod
    def made_up(cls, learners: int = 40, seed: int = 0) -> "Classroom":
        """Return a class that never was, to look at: the one of `skillcheck demo-class`, without exercises."""
        from skillcheck.grading.demo import write_class
        from skillcheck.grading.run import Order, grade

        with tempfile.TemporaryDirectory() as name:
            write_class(Path(name) / "class", learners, exercises=0, seed=seed)
            grade([Path(name) / "class"], Path(name) / "marks", Order(jobs=1, reports=False))
            return cls.open(Path(name) / "marks")

    # --- the views, in the order of the report --------------------------------------------------

    @property
    def overview(self) -> Board:
        """The class in numbers."""
        title = "The class in numbers"
        book, refused = self.book, int((self.all["status"] == "refused").sum())
        unread = len({row["submission"] for row in self._problems() if row["graded"] == "no"})
        parts = int((book["status"] == "in part").sum())
        facts = {
            "Graded": f"{len(book)}{f', of them {parts} in part' if parts else ''}",
            "Not graded": str(max(refused, unread)),
            "Answers": f"{int(book['answers'].sum()):,}, {int(book['right'].sum()):,} of them right",
            "Role": ", ".join(self._role_name(role) for role in book["role"].unique()),
            "Readiness, median": f"{book['readiness'].median():.0%}".replace("%", " %") if len(book) else "",
            "Middle half": interval(*book["readiness"].quantile([0.25, 0.75])) if len(book) else "",
            "Points, mean": f"{book['points'].mean():.1f}" if book["points"].notna().any() else "",
            "Late": str(int(book["late"].fillna(False).astype(bool).sum())),
            "With observations": str(int((book["observations"].fillna("") != "").sum())),
            "Bank": ", ".join(sorted(set(book["bank"].dropna()))),
            "Code was run": "; ".join(sorted({one for one in book["isolation"].dropna() if one})),
        }
        facts = {name: said for name, said in facts.items() if said}
        lead = f"{counted(len(book), 'learner')} graded."
        body = board.table(title, ["What", "In this class"], facts.items())
        said = [f"- {name}: {value}" for name, value in facts.items()]
        return Board(title, lead, "\n".join([title, lead, *said]), book, body)

    @property
    def roster(self) -> Board:
        """Every learner, the readiest first."""
        return roster.roster(self.book)

    @property
    def spread(self) -> View:
        """How readiness and the levels are spread."""
        return roster.spread(self.book)

    @property
    def reached(self) -> View:
        """How many have reached what their role asks, skill by skill."""
        return heat.shares(self._cells)

    @property
    def heat(self) -> Board:
        """Every learner against every skill."""
        order = self.book.sort_values(["readiness", "learner"], ascending=[False, True], kind="stable")
        return heat.heat(self._cells, order["submission"])

    @property
    def needs(self) -> Board:
        """Groups of learners by the skill to take up next."""
        return heat.needs(self._cells, {skill: self._offer(skill) for skill in self.catalog.skills})

    @property
    def items(self) -> View:
        """The items by difficulty and discrimination."""
        return item_class.difficulty(self._item_table, self._stems)

    @property
    def flagged(self) -> Board:
        """The items worth a look."""
        return item_class.flagged(self._item_table, self._stems)

    @property
    def misconceptions(self) -> Board:
        """The wrong answers that several gave."""
        return item_class.misconceptions([*self._chosen(), *self._typed()])

    @property
    def confidence(self) -> View:
        """What they said of their answers, against results."""
        frame = self._analysis.frame
        said = frame[frame["confidence"].notna() & ~frame["skipped"]]
        return sureness.view(said, self._analysis.confidence())

    @property
    def problems(self) -> Board:
        """What could not be graded, and what is worth a look in the logs."""
        title = "Problems and observations"
        rows = [
            (row["submission"], row["learner"], _GRADED.get(row["graded"], "graded"), row["problem"])
            for row in self._problems()
        ]
        for row in self.book.to_dict("records"):
            if row["observations"]:
                rows.append(
                    (row["submission"], row["learner"], "observation", row["observations"].replace(".; ", ". "))
                )
        import pandas as pd

        data = pd.DataFrame(rows, columns=["submission", "learner", "what", "said"])
        if data.empty:
            lead = "Everything was graded, and nothing in the logs is worth a look."
            return Board(title, lead, f"{title}\n{lead}", data)
        lead = "An observation proves nothing: clocks are wrong and files get mixed up. Ask before you conclude."
        body = board.table(title, ["Submission", "Learner", "Kind", "In a sentence"], rows)
        said = [f"- {one[0]}{f' ({one[1]})' if one[1] else ''}: {one[3]}" for one in rows]
        return Board(title, lead, "\n".join([title, lead, *said]), data, body)

    # --- what they rest on ----------------------------------------------------------------------

    @cached_property
    def _cells(self) -> "pd.DataFrame":
        return heat.cells(self.book, self.catalog.roles, self.catalog.skills)

    @cached_property
    def _bank(self) -> dict[str, Item | Exercise]:
        return {item.id: item for item in self.catalog.all_items()} | dict(self.catalog.exercises)

    @cached_property
    def _analysis(self) -> ClassAnalysis:
        """The answers to what the bank has, a submission being a learner: two may bear one name."""
        frame = self.answers[self.answers["item"].isin(self._bank)]
        value = [_value(kind, text) for kind, text in zip(frame["kind"], frame["value"], strict=True)]
        frame = frame.assign(learner=frame["submission"], value=value, skipped=frame["value"] == "")
        return analyse(frame, self._bank)

    @cached_property
    def _item_table(self) -> "pd.DataFrame":
        return self._analysis.item_table()

    @cached_property
    def _stems(self) -> dict[str, str]:
        return {name: _beginning(self._bank[name]) for name in self._analysis.items}

    def _chosen(self) -> list[Mistake]:
        """The wrong options that were chosen."""
        found = []
        for row in self._analysis.option_table().to_dict("records"):
            if row["is_key"] or not row["chosen"]:
                continue
            option = next(one for one in self._bank[row["item"]].options if one.id == row["option"])
            found.append(self._mistake(row["item"], to_text(option.text), option.rationale, row["chosen"]))
        return found

    def _typed(self) -> list[Mistake]:
        """The typed wrong answers that their items know, of items whose numbers are the same for everybody."""
        frame = self._analysis.frame
        wrong = frame[frame["kind"].isin([Kind.NUMERIC, Kind.TEXT]) & ~frame["right"] & ~frame["skipped"]]
        times: Counter[tuple[str, str, str]] = Counter()
        for name, text in zip(wrong["item"], wrong["value"], strict=True):
            item = self._bank[name]
            if isinstance(item, Exercise) or item.draw:
                continue
            try:
                seen = measure.score(self.catalog.variant(item, 0), text).misconception
            except (AnswerRefused, DataError):
                continue
            if seen:
                times[name, str(seen.value), seen.rationale] += 1
        return [self._mistake(name, said, why, count) for (name, said, why), count in times.items()]

    def _mistake(self, item: str, said: str, why: str, chosen: int) -> Mistake:
        met = self._met[item]
        return Mistake(item, self._stems[item], said, to_text(why), inline_html(why), int(chosen), met)

    @cached_property
    def _met(self) -> dict[str, int]:
        return self._analysis.frame["item"].value_counts().to_dict()

    def _offer(self, skill: str) -> str:
        """What the bank has for a skill: exercises, else a quiz."""
        fitting = (one for one in self.catalog.exercises.values() if one.skill == skill and one.status == "active")
        exercises = [one.title for one in fitting]
        quiz = f'book.quiz("{skill}")'
        return f"Exercises: {'; '.join(exercises)}. Questions: {quiz}" if exercises else f"Questions: {quiz}"

    def _role_name(self, role: str) -> str:
        return self.catalog.roles[role].name if role in self.catalog.roles else role

    def _problems(self) -> list[dict]:
        """Rows of problems.csv, without the apostrophe that keeps spreadsheets from calculating."""
        return [{name: _plain(value) for name, value in row.items()} for row in self.problems_table.to_dict("records")]


def _plain(cell: str) -> str:
    return cell[1:] if isinstance(cell, str) and cell.startswith("'") else cell or ""


def _value(kind: str, text: str) -> str | tuple[str, ...] | None:
    """An answer as it was before it was written into a table."""
    if text == "":
        return None
    return tuple(text.split("|")) if kind in _SEVERAL else text


def _beginning(asked: Item | Exercise) -> str:
    """The beginning of a stem as one line."""
    text = asked.title if isinstance(asked, Exercise) else " ".join(to_text(asked.stem).split())
    return text if len(text) <= STEM else f"{text[: STEM - 1].rsplit(' ', 1)[0]}…"


def _reports(folder: Path, submissions: "pd.Series") -> list[str | None]:
    """The address of each learner's report, from this folder, where there is one."""
    path = folder / REPORTS / INDEX
    try:
        pages = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        pages = {}
    known = {name: page for name, page in pages.items() if (folder / REPORTS / page).is_file()}
    return [f"{REPORTS}/{known[name]}" if name in known else None for name in submissions]
