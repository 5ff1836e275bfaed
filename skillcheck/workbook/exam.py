"""An exam at a workbook: a packet's questions in their order, every answer kept, no result shown."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from skillcheck import measure, sandbox
from skillcheck.model import (
    Asked,
    Entry,
    Feedback,
    Finish,
    Item,
    Kind,
    Option,
    Packet,
    Purpose,
    Question,
    RecordError,
    Response,
    SkillcheckError,
    Start,
    Task,
    Variant,
)
from skillcheck.record import Store, digest, find_home, read_packet, write_submission
from skillcheck.workbook.panel import Panel
from skillcheck.workbook.seat import Clock

WITHHELD = "The results of this exam come later, from your instructor."


class Examination:
    """One learner's exam; opened by `Workbook.open(exam=...)`."""

    def __init__(self, packet: Packet, store: Store, learner: str, clock: Clock) -> None:
        self.packet, self.store, self.learner, self._clock = packet, store, learner, clock
        self._seat: ExamSeat | None = None

    @classmethod
    def open(cls, path: str | Path, home: str | Path | None, learner: str, clock: Clock) -> "Examination":
        """Open a packet; its answers are kept apart from the learner's own record, under the packet's ticket."""
        packet = read_packet(path)
        place = find_home(home)
        store = Store.open(place.path / "exams" / _folder(packet), seal=packet.ticket)
        for note in (place.note, store.note):
            if note:
                print(note)
        found = cls(packet, store, packet.learner or learner, clock)
        print(found.welcome)
        return found

    @property
    def welcome(self) -> str:
        """What this exam is, in a few sentences."""
        asked, tasks = len(self.packet.questions), len(self.packet.tasks)
        whose = f" for {self.learner}" if self.learner else ""
        parts = [f"{asked} questions" if asked != 1 else "1 question"] if asked else []
        parts += [f"{tasks} exercises" if tasks != 1 else "1 exercise"] if tasks else []
        time = f" Take at most {self.packet.minutes} minutes." if self.packet.minutes else ""
        return f"{self.packet.title}{whose}: {' and '.join(parts)}.{time} {WITHHELD}"

    def __repr__(self) -> str:
        kept = sum(isinstance(entry, Response) for entry in self.store.entries())
        return f"<Exam {self.packet.title}: {kept} answers kept in {self.store.where}>"

    def __getattr__(self, name: str) -> Any:
        from skillcheck.workbook.hall import Workbook

        if not name.startswith("_") and hasattr(Workbook, name):
            raise SkillcheckError(f"book.{name} is not part of an exam; open your own workbook for it afterwards.")
        raise AttributeError(name)

    def check(self) -> Panel:
        """Answer the questions of the exam, going on where you stopped."""
        from skillcheck.widgets import QuizPanel

        if self._seat is None or self._seat.finished:
            self._seat = ExamSeat(self.packet, self.store, self._clock)
        return Panel(QuizPanel(self._seat))

    def exercise(self, exercise: str) -> Panel:
        """Show a code exercise of the exam ("t1"); answer it under `@book.solve("t1")` in the next cell."""
        from skillcheck.rendering import to_html
        from skillcheck.widgets import ExercisePanel

        task = self._task(exercise)
        return Panel(
            ExercisePanel(exercise_id=task.id, title=task.title, task_html=to_html(task.task), starter=task.starter)
        )

    def solve(self, exercise: str) -> Callable[[Callable], Callable]:
        """Decorate the answer to an exercise: its source is kept, the last one counts with the best result it earns."""
        task = self._task(exercise)

        def keep(function: Callable) -> Callable:
            source = sandbox.source_of(function)
            self.store.append(self._attempt(task, source))
            print(f"{task.title}: kept. {WITHHELD}")
            return function

        return keep

    def export(self, path: str | Path = "answers.json") -> Path:
        """Write the answers to one file, to hand in, and say where."""
        linked = self.store.linked()
        where = write_submission(
            path,
            learner=self.learner,
            bank=self.packet.bank,
            entries=[entry for entry, _ in linked],
            now=self._clock(),
            links=[link for _, link in linked],
            packet=self.packet,
        )
        answered = {entry.item for entry in self.store.entries() if isinstance(entry, Response)}
        left = [one.id for one in (*self.packet.questions, *self.packet.tasks) if one.id not in answered]
        print(f"Written to {where}: hand this file in.")
        if left:
            print(f"Not answered yet: {', '.join(left)}. You can go on and export again.")
        return where

    def _task(self, name: str) -> Task:
        for task in self.packet.tasks:
            if name in (task.id, task.function):
                return task
        offer = ", ".join(task.id for task in self.packet.tasks) or "none"
        raise SkillcheckError(f"This exam has no exercise {name!r}; it has {offer}.")

    def _attempt(self, task: Task, source: str) -> Response:
        return _response(self.packet, task.id, "", Kind.CODE, source, self._clock())


class ExamSeat:
    """What a quiz panel talks to during an exam: one question after another, each answered once."""

    offer = ""

    def __init__(self, packet: Packet, store: Store, clock: Clock) -> None:
        """Sit down at the first question without an answer."""
        self._packet, self._store, self._clock = packet, store, clock
        entries = store.entries()
        self._answered = {entry.item for entry in entries if isinstance(entry, Response)}
        self._started = any(isinstance(entry, Start) for entry in entries)
        self._stopped = False
        self.feedback: Feedback | None = None
        self._open = self._next()
        self._shown_at = clock()

    def _next(self) -> Asked | None:
        return next((asked for asked in self._packet.questions if asked.id not in self._answered), None)

    @property
    def question(self) -> Question | None:
        """The question on the table."""
        if (asked := self._open) is None:
            return None
        return Question(
            item=asked.id,
            skill=asked.skill,
            depth=0,
            kind=asked.kind,
            stem=asked.stem,
            options=asked.options,
            unit=asked.unit,
            number=self._packet.questions.index(asked) + 1,
            of=self.length,
        )

    @property
    def marks(self) -> dict[str, str]:
        """Nothing is marked in an exam."""
        return {}

    @property
    def finished(self) -> bool:
        """Whether nothing is left to ask."""
        return self._stopped or self._open is None

    @property
    def asked(self) -> int:
        """How many questions have been answered or skipped."""
        return sum(asked.id in self._answered for asked in self._packet.questions)

    @property
    def length(self) -> int:
        """How many questions the exam has."""
        return len(self._packet.questions)

    @property
    def summary(self) -> str:
        """What to do after the last question, in Markdown."""
        left = self.length - self.asked
        rest = f" {left} are still open: run this cell again to go on." if left else ""
        return f"{self.asked} of {self.length} questions answered.{rest}\n\n`book.export()` writes the file to hand in."

    def answer(self, value: object, confidence: float | None = None) -> Feedback:
        """Keep one answer; raises AnswerRefused when it cannot be read, RecordError when it cannot be written."""
        return self._keep(value, confidence)

    def skip(self) -> Feedback:
        """Leave the question."""
        return self._keep(None, None)

    def _keep(self, value: object, confidence: float | None) -> Feedback:
        if (asked := self._open) is None:
            raise ValueError("this exam is over")
        if self.feedback is not None:
            return self.feedback
        now = self._clock()
        readable = None if value is None else measure.score(_stand_in(asked), value).value
        seconds = max(0.0, round((now - self._shown_at).total_seconds(), 1))
        response = _response(
            self._packet, asked.id, asked.skill, asked.kind, readable, now, confidence, seconds, len(asked.options)
        )
        entries: list[Entry] = [] if self._started else [_start(self._packet, now)]
        entries.append(response)
        if self.asked + 1 == self.length:
            entries.append(Finish(sitting=_sitting(self._packet), at=now))
        try:
            self._store.append(*entries)
        except RecordError:
            # What cannot be written now is kept in memory and not asked again; what is refused is.
            if response in self._store.entries():
                self._note(response)
            raise
        return self._note(response)

    def _note(self, response: Response) -> Feedback:
        """Take a kept answer as given, and say so; `skipped` is the card's neutral tone, neither right nor wrong."""
        self._started = True
        self._answered.add(response.item)
        words = "Left open." if response.value is None else "Your answer is kept."
        self.feedback = Feedback(right=False, credit=0.0, verdict=words, lines=(), key_text="", source="", skipped=True)
        return self.feedback

    def advance(self) -> None:
        """Put the next question on the table."""
        self.feedback, self._open, self._shown_at = None, self._next(), self._clock()

    def stop(self) -> None:
        """Put the exam away; it goes on where it stopped."""
        self._stopped = True


def _stand_in(asked: Asked) -> Variant:
    """A variant with no key of its own, to read an answer by: what it scores is thrown away."""
    ids = tuple(option.id for option in asked.options)
    keys = {Kind.CHOICE: ids[:1][0] if ids else "", Kind.MULTI: ids, Kind.ORDER: ids, Kind.NUMERIC: 0.0, Kind.TEXT: ""}
    options = tuple(Option(id=option.id, text=option.text, rationale="") for option in asked.options)
    item = Item(
        id=asked.id,
        depth=1,
        kind=asked.kind,
        asks="apply",
        stem=asked.stem,
        key=keys[asked.kind],
        source="",
        options=options,
        range=asked.range,
    )
    return Variant(
        item=item,
        seed=0,
        stem=asked.stem,
        options=options,
        key=item.key,
        misconceptions=(),
        rationale="",
        values={},
        unit=asked.unit,
    )


def _response(
    packet: Packet,
    question: str,
    skill: str,
    kind: Kind,
    value: Any,
    now: datetime,
    confidence: float | None = None,
    seconds: float | None = None,
    options: int = 0,
) -> Response:
    return Response(
        item=question,
        skill=skill,
        depth=0,
        kind=kind,
        version=digest(packet)[:8],
        seed=0,
        value=value,
        right=False,
        credit=0.0,
        at=now,
        sitting=_sitting(packet),
        purpose=Purpose.EXAM,
        options=options,
        confidence=None if value is None else confidence,
        seconds=seconds,
    )


def _start(packet: Packet, now: datetime) -> Start:
    return Start(
        sitting=_sitting(packet),
        at=now,
        purpose=Purpose.EXAM,
        scope=f"exam:{packet.exam}",
        length=len(packet.questions),
        role=packet.role,
        seed=0,
        bank=packet.bank,
    )


def _sitting(packet: Packet) -> str:
    return f"exam-{packet.ticket[:16]}"


def _folder(packet: Packet) -> str:
    """A folder's name for a packet, of letters and digits whatever the packet says."""
    return hashlib.sha256(f"{packet.exam}\n{packet.ticket}\n{digest(packet)}".encode()).hexdigest()[:16]
