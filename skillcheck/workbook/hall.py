"""`Workbook`: one learner's record, the bank and the views, behind the methods a notebook calls."""

import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from skillcheck import sitting as course
from skillcheck.catalog import Catalog
from skillcheck.model import CheckIn, Entry, ProjectDone, RecordError, Role, Start, Submission
from skillcheck.record import Store, find_home, read_submission, write_submission
from skillcheck.sitting import Standing, stand
from skillcheck.workbook import advise, checks, practice
from skillcheck.workbook.exam import Examination
from skillcheck.workbook.panel import Panel
from skillcheck.workbook.seat import Seat

DEFAULT_ROLE = "ml-engineer"


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Replay:
    """A submission's entries, read only: what `Store` is to a learner's own record."""

    where = "a submission (read only)"
    note = ""

    def __init__(self, submission: Submission) -> None:
        self._entries = submission.entries
        whole = len(submission.links) == len(submission.entries)
        self._links = submission.links if whole else ("",) * len(submission.entries)

    def linked(self) -> tuple[tuple[Entry, str], ...]:
        """All entries with the links the file has."""
        return tuple(zip(self._entries, self._links, strict=True))

    def entries(self) -> tuple[Entry, ...]:
        """All entries, in the order they were written."""
        return self._entries

    def append(self, *entries: Entry) -> None:
        """Refuse: a replay is never written to."""
        raise RecordError("This is a read-only replay of a submission: open your own workbook to answer.")


class Workbook:
    """The workbook of one learner. Open it with `Workbook.open(...)`."""

    def __init__(
        self, catalog: Catalog, store: Store | Replay, role: Role, learner: str, clock: Callable[[], datetime]
    ):
        self.catalog, self.store, self.role, self.learner, self._clock = catalog, store, role, learner, clock
        self._seats: dict[str, Seat] = {}

    @classmethod
    def open(
        cls,
        role: str | None = None,
        *,
        home: str | Path | None = None,
        submission: str | Path | None = None,
        exam: str | Path | None = None,
        learner: str = "",
        data: str | Path | None = None,
        parameters: str | Path | None = None,
        clock: Callable[[], datetime] = _utc_now,
    ) -> "Workbook | Examination":
        """Open a learner's workbook, a submission as a read-only replay, or an exam's packet.

        Args:
            role: the target role; without it, the one named at the last check-in, else the ML engineer.
            home: where answers are kept; without it $SKILLCHECK_HOME, else the platform's user data folder.
            submission: a file that `export` wrote.
            exam: a packet from an instructor; its answers are kept apart, and no result is shown.
            learner: the name that stands on an exported submission.
            data: another bank's `data/` folder.
            parameters: a file of item parameters that a calibration of this bank wrote; without it, authors' judgement.
            clock: returns the time, aware of UTC; for tests.

        Raises UnknownName for a role that is not in the catalog, SubmissionError and DataError for unreadable files.
        """
        if exam is not None:
            return Examination.open(exam, home, learner, clock)
        catalog = Catalog.open(data, parameters)
        if submission is not None:
            found = read_submission(submission)
            store: Store | Replay = Replay(found)
            learner = learner or found.learner
        else:
            place = find_home(home)
            store = Store.open(place.path)
            for note in (place.note, store.note):
                if note:
                    print(note)
        history = course.read(store.entries())
        known = role or (history.role if history.role in catalog.roles else None) or DEFAULT_ROLE
        return cls(catalog, store, catalog.role(known), learner, clock)

    def __repr__(self) -> str:
        entries = course.read(self.store.entries())
        return f"<Workbook for {self.role.name}: {len(entries.responses)} answers kept in {self.store.where}>"

    # --- the record ---------------------------------------------------------------------------------

    def keep(self, *entries: Entry) -> None:
        """Commit entries in one transaction; raises RecordError when that is impossible."""
        self.store.append(*entries)

    def standing(self, role: str | None = None) -> Standing:
        """Where the learner stands now, against their role or another."""
        wanted = self.catalog.role(role) if role else self.role
        skills, found = tuple(self.catalog.skills.values()), self.catalog.parameters
        return stand(self.store.entries(), skills, wanted, self._clock(), found)

    def export(self, path: str | Path = "answers.json", learner: str | None = None) -> Path:
        """Write every answer to one portable file, the submission that an instructor grades, and say where."""
        name = self.learner if learner is None else learner
        now = self._clock()
        linked = self.store.linked()
        where = write_submission(
            path,
            learner=name,
            bank=self.catalog.version,
            entries=[entry for entry, _ in linked],
            now=now,
            links=[link for _, link in linked],
        )
        print(f"Written to {where}: hand this file in, or keep it as your copy.")
        return where

    # --- saying and answering -----------------------------------------------------------------------

    def check_in(self) -> Panel:
        """Rate yourself and predict your score, before being measured."""
        self._for_writing()
        return Panel(checks.check_in_panel(self))

    def save_check_in(
        self,
        role: str,
        ratings: Mapping[str, int] | None = None,
        predicted: float | None = None,
        minutes: int | None = None,
    ) -> CheckIn:
        """Keep a check-in: role, steps 1-5 by skill id, predicted share 0-1 and minutes. Returns what was kept."""
        entry = checks.make_check_in(self.catalog, self._clock(), role, dict(ratings or {}), predicted, minutes)
        self.keep(entry)
        self.role = self.catalog.role(role)
        return entry

    def check(self, length: int = 30, role: str | None = None) -> Panel:
        """Answer an adaptive check over everything the role needs; 15, 30 or 45 answers are usual."""
        self._for_writing()
        wanted = self.catalog.role(role) if role else self.role
        return self._quiz(checks.plan_check(self, wanted, length))

    def quiz(self, scope: str, length: int = 8) -> Panel:
        """Answer a short quiz on a level ("beginner"), a skill ("rag-retrieval") or a track ("responsible-ai")."""
        self._for_writing()
        return self._quiz(checks.plan_quiz(self, scope, length))

    def review(self, length: int = 10) -> Panel:
        """Practise what you missed and is due again; practice is never evidence."""
        self._for_writing()
        plan = checks.plan_review(self, length)
        return self._quiz(plan) if isinstance(plan, checks.Plan) else Panel(checks.notice(plan))

    def _for_writing(self) -> None:
        if isinstance(self.store, Replay):
            self.store.append()

    def _quiz(self, plan: checks.Plan) -> Panel:
        from skillcheck.widgets import QuizPanel

        seat = self._take_seat(plan)
        return Panel(QuizPanel(seat, look_ahead=seat.look_ahead))

    def _take_seat(self, plan: checks.Plan) -> Seat:
        """The seat of an unfinished sitting of this plan, else a new one; two panels of one sitting share a seat."""
        resumed = plan.unfinished
        if resumed and resumed.sitting in self._seats:
            return self._seats[resumed.sitting]
        start = resumed or self._new_start(plan)
        seat = checks.open_seat(self, plan, start)
        self._seats[start.sitting] = seat
        return seat

    def _new_start(self, plan: checks.Plan) -> Start:
        sitting = uuid.uuid4()
        return Start(
            sitting=sitting.hex,
            at=self._clock(),
            purpose=plan.purpose,
            scope=plan.scope,
            length=plan.blueprint.length,
            role=plan.role,
            seed=sitting.int & 0x7FFFFFFF,
            bank=self.catalog.version,
        )

    def exercise(self, exercise: str) -> Panel:
        """Show a code exercise; answer it with a function under `@book.solve("...")` in the next cell."""
        return Panel(practice.exercise_panel(self, exercise))

    def solve(self, exercise: str) -> Callable[[Callable], Callable]:
        """Decorate the answer to an exercise: it runs apart from the notebook and the feedback appears below."""
        self._for_writing()
        return practice.solver(self, self.catalog.exercise(exercise))

    def finish(self, project: str, checklist: Mapping[str, int] | None = None) -> ProjectDone:
        """Record a finished portfolio project; it counts as far as its README checklist (0-2 a line) goes."""
        entry = advise.project_done(self.catalog, project, dict(checklist or {}), self._clock())
        self.keep(entry)
        print(advise.say_done(self.catalog, entry))
        return entry

    # --- views ----------------------------------------------------------------------------------------

    def profile(self, level: str | None = None):
        """Every skill, or those of a level: estimate, interval and the number of answers behind it."""
        return advise.profile_view(self, level)

    def gaps(self, role: str | None = None):
        """What the role still asks: met, not met or not settled yet, and what to do first."""
        return advise.gaps_view(self, role)

    def progress(self):
        """How far the role's targets were met after each sitting, and whether that changed."""
        return advise.progress_view(self)

    def calibration(self):
        """What you said against what you showed: confidence, prediction and self-ratings."""
        return advise.calibration_view(self)

    def projects(self, role: str | None = None):
        """At most three portfolio projects, in order, and why."""
        return advise.projects_view(self, role)

    def path(self, role: str | None = None, programming: bool = True):
        """What to learn first: skills in order, courses, credentials still on offer, months."""
        return advise.path_view(self, role, programming)

    def market(self, role: str | None = None):
        """Pay and demand for the role, each figure with its date, source and status."""
        return advise.market_view(self, role)

    # --- words for a resume -----------------------------------------------------------------------------

    def bullet(self, project: str) -> str:
        """A resume bullet to fill in for a project: verb, what, how, scale, outcome."""
        return advise.bullet(self, project)

    def lint_bullet(self, text: str) -> str:
        """Say what a resume bullet still lacks."""
        return advise.lint_bullet(text)

    def skills_section(self) -> str:
        """The skills section of a resume, with nothing in it that is not met."""
        return advise.skills_section(self)
