"""What the report of one learner shows: the result, what to look at, every miss with its reason, the code."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from html import escape
from pathlib import Path

import msgspec

from skillcheck import measure, sandbox
from skillcheck.catalog import Catalog
from skillcheck.charts import board, profile, words
from skillcheck.charts.board import Board, Raw
from skillcheck.charts.view import View
from skillcheck.grading.exam import Examiner, read_key
from skillcheck.grading.learner import Graded, grade_submission, nothing_to_grade
from skillcheck.grading.marking import LONGEST_VALUE, open_catalog, stand_of
from skillcheck.grading.marking import Terms as Terms
from skillcheck.grading.rescore import Judge
from skillcheck.grading.result import Result
from skillcheck.model import AnswerRefused, DataError, Exercise, Kind, Level, Response, SubmissionError, Variant
from skillcheck.record import read_submission
from skillcheck.rendering import inline_html, to_text
from skillcheck.sandbox.run import load_cases
from skillcheck.sitting import feedback

STEM = 160
MOST_GAPS = 15  # of those that are drawn; the table under the picture has them all
MOST_CODE = 4_000  # characters of an answer that are shown


def open_page(
    submission: str | Path = "",
    role: str = "",
    data: str = "",
    parameters: str = "",
    key: str = "",
    learner: str = "",
    found: str = "",
) -> "Page":
    """Return the report of one submission, or of none; an empty text stands for what is not given.

    Args:
        submission: the exported file.
        role, data, parameters, key, learner: as for `grade_submission`.
        found: the file with what grading a class found of it, so that no code is run once more.

    Raises SubmissionError for a file that cannot be read or graded.
    """
    if not submission:
        return Page(nothing_to_grade(data or None))
    if not found:
        given = [value or None for value in (role, data, parameters, key, learner)]
        return Page(grade_submission(submission, *given))
    result = msgspec.json.decode(Path(found).read_bytes(), type=Result)
    catalog, examiner = bank(data, parameters, key)
    answers = read_submission(submission)
    answers = examiner.open(answers)[0] if examiner else answers
    answers = msgspec.structs.replace(answers, learner=result.learner)
    rescored = Judge(catalog, Known(result), examiner).rescore(answers)
    return Page(Graded(answers, rescored, stand_of(answers, rescored, catalog, role), catalog), result)


@lru_cache(maxsize=2)
def bank(data: str, parameters: str, key: str) -> tuple[Catalog, Examiner | None]:
    """Return a bank, with an exam's key if one is named: read once, however many reports a process writes."""
    examiner = Examiner(read_key(key)) if key else None
    return open_catalog(Terms(data=data, parameters=parameters)), examiner


class Known:
    """Checks of code by what was found before: nothing is run, unless it was never met."""

    def __init__(self, result: Result) -> None:
        """Remember the result's answers in code, each attempt in its turn."""
        self._earned: dict[tuple[str, str], deque[float]] = {}
        self._isolation = result.isolation
        for answer in result.answers:
            if answer.kind == Kind.CODE:
                self._earned.setdefault((answer.item, answer.value), deque()).append(answer.credit)

    def __call__(self, exercise: Exercise, source: str, cases: Path) -> sandbox.Outcome:
        """Return as many passed cases as the answer's credit says."""
        earned = self._earned.get((exercise.id, source[:LONGEST_VALUE]))
        if not earned:
            return sandbox.check(exercise, source, cases)
        credit, count = earned.popleft(), len(load_cases(cases))
        passed = round(credit * count)
        results = tuple(sandbox.CaseResult(name="", passed=place < passed) for place in range(count))
        return sandbox.Outcome(passed == count, results, "", self._isolation, 0.0)


@dataclass(frozen=True, eq=False)
class Page:
    """One learner's report; `result` is what grading the class found, with points and lateness."""

    graded: Graded
    result: Result | None = None

    @property
    def text(self) -> str:
        """The result in a few sentences."""
        return self.graded.text

    @property
    def summary(self) -> Board:
        """The result at a glance."""
        graded, found = self.graded, self.result
        responses, standing = graded.responses, graded.standing
        right, skipped = sum(one.right for one in responses), sum(one.value is None for one in responses)
        ready = standing.readiness
        facts = {
            "Learner": graded.submission.learner or "no name in the file",
            "Points": f"{found.points:g}" if found and found.points is not None else "",
            "Handed in": words.day(graded.submission.exported) + (", late" if found and found.late else ""),
            "Answers": f"{len(responses)}: {right} right, {len(responses) - right - skipped} wrong, {skipped} skipped",
            "Readiness": f"{words.interval(ready.low, ready.high)} of what the {standing.role.name} role asks "
            f"(80 % interval); {ready.settled:.0%} of it is settled".replace("%", " %").replace("  %", " %"),
            "Code was run": found.isolation if found else graded.rescored.isolation,
            "Bank": graded.catalog.version,
        }
        if graded.submission.bank != graded.catalog.version:
            facts["Bank"] += f"; the answers were given on {graded.submission.bank}"
        facts = {name: said for name, said in facts.items() if said}
        title = f"Result of {facts['Learner']}"
        body = board.table(title, ["What", "As graded"], facts.items())
        said = [f"- {name}: {value}" for name, value in facts.items()]
        return Board(title, graded.text, "\n".join([graded.text, *said]), graded.table, body)

    @property
    def remarks(self) -> Board:
        """What could not be scored, and what is worth a look."""
        title = "Before you use the mark"
        rescored = self.graded.rescored
        rows = [("Not scored", said) for said in (self.result.problems if self.result else rescored.problems)]
        rows += [("Observed", said) for said in (self.result.observations if self.result else rescored.differences)]
        if not rows:
            lead = "Every answer was scored, and nothing in the file is worth a look."
            return Board(title, lead, lead, self.graded.table)
        lead = "An observation proves nothing: clocks are wrong and files get mixed up."
        body = board.table(title, ["Kind", "In a sentence"], rows)
        said = [f"- {what}: {sentence}" for what, sentence in rows]
        return Board(title, lead, "\n".join([lead, *said]), self.graded.table, body)

    @property
    def misses(self) -> Board:
        """The questions that were not answered rightly, with what lies behind each."""
        title = "What went wrong, and why"
        missed = [asked for asked in self._asked if not asked[0].right]
        if not missed:
            lead = "Every question was answered rightly." if self._asked else "No question was answered."
            return Board(title, lead, lead, self.graded.table)
        rows = [_miss(response, variant) for response, variant in missed]
        lead = f"{words.counted(len(rows), 'question')} of {len(self._asked)}; a skip is no wrong answer."
        said = [f"- {stem}: {given}. {to_text(' '.join(lines))}" for stem, _, given, lines in rows]
        cells = [(stem, skill, given, Raw("<br>".join(map(inline_html, lines)))) for stem, skill, given, lines in rows]
        names = {skill.id: skill.name for skill in self.graded.standing.skills}
        cells = [(stem, names.get(skill, skill), given, why) for stem, skill, given, why in cells]
        body = board.table(title, ["Question", "Skill", "Answer", "Why"], cells)
        return Board(title, lead, "\n".join([lead, *said]), self.graded.table, body)

    @cached_property
    def gaps(self) -> View:
        """The gaps against the role, the largest drawn."""
        return self.graded.gaps_view(MOST_GAPS)

    @property
    def skills(self) -> Board:
        """Every skill: how far each level goes in a sentence, and the rest as a table."""
        title, standing = "Every skill", self.graded.standing
        data = profile.frame(standing, standing.skills)
        lines = [profile.level_words(standing, level) for level in Level if standing.of_level(level)]
        shown = profile.table(data)
        table = board.table(title, list(shown.columns), shown.itertuples(index=False, name=None))
        body = f"<details><summary>Show all {len(data)}</summary>{table}</details>"
        return Board(title, "\n".join(lines), "\n".join([*lines, *profile.sentences(data)]), data, body)

    @property
    def answers(self) -> Board:
        """Every answer in the order given, one line each."""
        title = "Every answer"
        names = {skill.id: skill.name for skill in self.graded.standing.skills}
        rows = [
            (
                number,
                one.item,
                names.get(one.skill, one.skill),
                one.depth,
                "skipped" if one.value is None else "right" if one.right else _partly(one),
                f"{one.confidence:.0%}".replace("%", " %") if one.confidence is not None else "",
                f"{one.seconds:.0f}" if one.seconds is not None else "",
            )
            for number, one in enumerate(self.graded.responses, start=1)
        ]
        lead = f"{words.counted(len(rows), 'answer')}, in the order given."
        heads = ["No.", "Question", "Skill", "Depth", "Result", "Sure", "Seconds"]
        table = board.table(title, heads, rows, numbers=[3, 5, 6])
        body = f"<details><summary>Show all {len(rows)}</summary>{table}</details>" if rows else ""
        said = [f"{row[0]}. {row[1]}: {row[4]}" for row in rows]
        return Board(title, lead, "\n".join([lead, *said]), self.graded.table, body)

    @property
    def code(self) -> Board:
        """The exercises: what each answer earned, and the code."""
        title = "Code exercises"
        tried = [one for one in self.graded.responses if one.kind == Kind.CODE]
        if not tried:
            return Board(title, "No exercise was handed in.", "No exercise was handed in.", self.graded.table)
        parts, said = [], []
        for one in tried:
            exercise = self.graded.catalog.exercise(one.item)
            count = len(load_cases(self.graded.catalog.cases_path(one.item)))
            earned = f"{round(one.credit * count)} of {count} checks passed"
            said.append(f"- {exercise.title}: {earned}")
            parts.append(
                f"<details{'' if one.right else ' open'}><summary><strong>{escape(exercise.title)}</strong>: {earned}"
                f"</summary><pre>{escape(_shown(str(one.value or '')))}</pre></details>"
            )
        lead = f"{words.counted(len(tried), 'answer')}; what did not pass every check is open."
        return Board(title, lead, "\n".join([lead, *said]), self.graded.table, "".join(parts))

    @cached_property
    def _asked(self) -> list[tuple[Response, Variant]]:
        return list(self._variants())

    def _variants(self) -> Iterator[tuple[Response, Variant]]:
        """Every answered question with its numbers; what this bank cannot draw any more is left out."""
        for response in self.graded.responses:
            if response.kind == Kind.CODE:
                continue
            try:
                item = self.graded.catalog.item(response.item, response.skill)
                yield response, self.graded.catalog.variant(item, response.seed)
            except (DataError, SubmissionError):
                continue


def _miss(response: Response, variant: Variant) -> tuple[str, str, str, tuple[str, ...]]:
    """A missed question: how it begins, its skill, what was answered, and the lines of its feedback."""
    stem = " ".join(to_text(variant.stem).split())
    stem = stem if len(stem) <= STEM else f"{stem[: STEM - 1].rsplit(' ', 1)[0]}…"
    try:
        score = None if response.value is None else measure.score(variant, response.value)
        lines = feedback.make_feedback(variant, score).lines
    except AnswerRefused as refused:
        lines = (str(refused),)
    return stem, response.skill, _given(response, variant), lines


def _given(response: Response, variant: Variant) -> str:
    if response.value is None:
        return "skipped"
    texts = {option.id: to_text(option.text) for option in variant.options}
    values = (response.value,) if isinstance(response.value, str) else response.value
    joint = " → " if variant.item.kind == Kind.ORDER else "; "
    return joint.join(texts.get(value, value) for value in values)


def _partly(response: Response) -> str:
    return f"{response.credit:.0%} right".replace("%", " %") if response.credit else "wrong"


def _shown(code: str) -> str:
    return code if len(code) <= MOST_CODE else f"{code[:MOST_CODE]}\n[{len(code) - MOST_CODE} more characters]"
