"""One learner's submission: read, scored again, and put into words and tables."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

import msgspec

from skillcheck import __version__, advice, sandbox
from skillcheck.advice.words import percent
from skillcheck.catalog import Catalog
from skillcheck.grading.exam import Examiner, read_key
from skillcheck.grading.marking import DEFAULT_ROLE, stand_of
from skillcheck.grading.rescore import Judge, Rescored
from skillcheck.model import Response, Submission, SubmissionError
from skillcheck.record import read_submission
from skillcheck.sitting import Standing, stand


@dataclass(frozen=True)
class Graded:
    """A graded submission: `standing` feeds the charts, `table` lists the answers, `text` says it in words."""

    submission: Submission
    rescored: Rescored
    standing: Standing
    catalog: Catalog

    @property
    def responses(self) -> list[Response]:
        """The responses that were scored, in the order they were given."""
        return list(self.standing.history.responses)

    @cached_property
    def table(self):
        """One row an answer (pandas DataFrame), with what `analyse` needs of a class's rows put together."""
        import pandas as pd

        columns = ["skill", "item", "depth", "kind", "options", "value", "right", "credit", "confidence"]
        rows = [
            (self.submission.learner, r.at, *(getattr(r, name) for name in columns), r.value is None)
            for r in self.responses
        ]
        return pd.DataFrame(rows, columns=["learner", "at", *columns, "skipped"])

    @cached_property
    def profile(self):
        """The profile as a view."""
        from skillcheck.charts import profile

        return profile.view(self.standing)

    @cached_property
    def gaps(self):
        """The gaps against the role as a view."""
        return self.gaps_view()

    def gaps_view(self, drawn: int | None = None):
        """Return the gaps against the role as a view, the largest `drawn` in its picture."""
        from skillcheck.charts import gaps

        standing, catalog = self.standing, self.catalog
        found = advice.gaps(
            standing.role,
            standing.estimates,
            standing.cuts,
            standing.skills,
            tuple(catalog.projects.values()),
            tuple(catalog.exercises.values()),
        )
        return gaps.view(standing, found, drawn)

    @cached_property
    def calibration(self):
        """Confidence against result as a view."""
        from skillcheck.charts import calibration

        return calibration.view(self.standing)

    @property
    def text(self) -> str:
        """The result in a few sentences."""
        responses = self.responses
        name = self.submission.learner or "This learner"
        if not responses:
            return f"{name} has answered nothing that could be scored."
        ready = self.standing.readiness
        right = sum(response.right for response in responses)
        lines = [
            f"{name}: {_answers(len(responses))} scored against bank {self.catalog.version}, {right} right.",
            f"Readiness for {self.standing.role.name}: {percent(ready.low)} to {percent(ready.high)} (80 % interval); "
            f"{percent(ready.settled)} of the role's weight is settled.",
        ]
        if self.submission.bank != self.catalog.version:
            lines.append(f"The answers were given on bank {self.submission.bank}.")
        if self.rescored.problems:
            lines.append(f"{_answers(len(self.rescored.problems))} could not be scored.")
        if self.rescored.differences:
            lines.append(f"{_answers(len(self.rescored.differences))} claim another score than they earn.")
        return "\n".join(lines)


def _answers(count: int) -> str:
    return "1 answer" if count == 1 else f"{count} answers"


def nothing_to_grade(data: str | Path | None = None) -> Graded:
    """Return the report of no submission at all: what the notebook shows until it is given a file."""
    catalog = Catalog.open(data)
    moment = datetime(2000, 1, 1, tzinfo=UTC)
    empty = Submission(
        format="skillcheck-submission",
        version=1,
        learner="Nobody yet (name a file with -p submission FILE)",
        bank=catalog.version,
        package=__version__,
        exported=moment,
        entries=(),
    )
    standing = stand((), tuple(catalog.skills.values()), catalog.role(DEFAULT_ROLE), moment)
    return Graded(empty, Rescored((), (), ()), standing, catalog)


def grade_submission(
    path: str | Path,
    role: str | None = None,
    data: str | Path | None = None,
    parameters: str | Path | None = None,
    key: str | Path | None = None,
    learner: str | None = None,
) -> Graded:
    """Grade one exported submission against this bank.

    Args:
        path: the file that `Workbook.export` wrote.
        role: the role to measure against; without it, the one the learner named, else the ML engineer.
        data: another bank's `data/` folder.
        parameters: a file of item parameters that a calibration of this bank wrote; without it, authors' judgement.
        key: the instructor's key, for answers to an exam.
        learner: what to call the learner, in place of the name in the file.

    Raises SubmissionError when the file is missing or cannot be read, UnknownName for an unknown role.
    """
    catalog = Catalog.open(data, parameters)
    submission = read_submission(path)
    if key:
        submission, _ = Examiner(read_key(key)).open(submission)
    elif submission.exam:
        raise SubmissionError(f"{Path(path).name}: answers the exam {submission.exam}; name the instructor's key.")
    if learner:
        submission = msgspec.structs.replace(submission, learner=learner)
    with sandbox.Template() as template:
        rescored = Judge(catalog, template.check).rescore(submission)
    return Graded(submission, rescored, stand_of(submission, rescored, catalog, role or ""), catalog)
