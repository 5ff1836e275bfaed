"""The quiz panel: a seat's questions on the item card. It shows and reports; the seat scores and keeps."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Protocol

from ipywidgets import VBox

from skillcheck.model import Feedback, Question
from skillcheck.widgets.card import Card, draw

PAUSED = "**Paused** after {answers}. Every answer is already kept; go on now, or run this cell again another day."
# Feedback is on its way to the screen by then, and nobody has read a word of it.
IDLE_SECONDS = 0.03
NOTHING_TO_ASK = "There is nothing to ask here yet."


class Seat(Protocol):
    """What a panel needs of a quiz; `answer` and `skip` commit before they return."""

    question: Question | None
    feedback: Feedback | None
    marks: dict[str, str]
    finished: bool
    asked: int
    length: int
    summary: str
    offer: str

    def answer(self, value: Any, confidence: float | None = None) -> Feedback: ...
    def skip(self) -> Feedback: ...
    def advance(self) -> None: ...
    def stop(self) -> None: ...


class QuizPanel(VBox):
    """A quiz to click through; whatever a click does, a public method does.

    `look_ahead` chooses the item after this one; it is called while the learner reads feedback.
    """

    def __init__(self, seat: Seat, look_ahead: Callable[[], Question | None] = lambda: None) -> None:
        self.seat = seat
        self._look_ahead = look_ahead
        self.card = Card(
            {
                "answer": lambda message: self._if_current(message, lambda: self.answer(*self.card.read(message))),
                "skip": lambda message: self._if_current(message, self.skip),
                "next": lambda message: self._if_current(message, self.next),
                "pause": lambda _: self.pause(),
                "resume": lambda _: self.refresh(),
                "stop": lambda _: self.stop(),
            }
        )
        self._value: Any = None
        self._offer = ""
        super().__init__([self.card])
        self.refresh()

    @property
    def item(self) -> Question | None:
        """What the learner sees: kind, stem and options, never the key; None when the quiz is over."""
        return self.seat.question

    @property
    def feedback(self) -> Feedback | None:
        """What the last answer earned and why; None while an item waits for an answer."""
        return self.seat.feedback

    @property
    def finished(self) -> bool:
        """Whether nothing is left to ask."""
        return self.seat.finished

    def answer(self, value: Any, confidence: float | None = None) -> Feedback:
        """Answer the item on screen: an option id, a set of ids, a list of ids in order, a number or a text.

        `confidence` is the chance, 0 to 1, that it is right. Raises AnswerRefused when the value cannot be read and
        RecordError when it cannot be kept; nothing has changed then.
        """
        return self._tell(self.seat.answer(value, confidence), value)

    def skip(self) -> Feedback:
        """Say "I don't know"."""
        return self._tell(self.seat.skip(), None)

    def next(self) -> None:
        """Go on to the next item, or to the summary after the last one."""
        self.seat.advance()
        self.refresh()

    def stop(self) -> None:
        """End the quiz here; what was answered stays."""
        self.seat.stop()
        self.refresh()

    def pause(self) -> None:
        """Put the item away until the learner goes on; everything answered is already kept."""
        asked = self.seat.asked
        self.card.rest("paused", PAUSED.format(answers="1 answer" if asked == 1 else f"{asked} answers"))

    def refresh(self) -> None:
        """Show what the seat has on the table."""
        if self.seat.finished:
            self.card.rest("done", self.seat.summary)
        elif self.seat.question is None:
            self.card.rest("done", NOTHING_TO_ASK)
        elif self.seat.feedback is None:
            self._value, self._offer = None, ""
            self.card.ask(self.seat.question)
        else:
            if self.card.number != self.seat.question.number:
                self.card.ask(self.seat.question)
            self.card.tell(self.seat.feedback, self._value, self.seat.marks, self._offer)

    def _tell(self, feedback: Feedback, value: Any) -> Feedback:
        # The offer is read once: a seat makes it once.
        self._value, self._offer = value, self.seat.offer
        self.card.tell(feedback, value, self.seat.marks, self._offer)
        _when_idle(self._prepare)
        return feedback

    def _prepare(self) -> None:
        # What fails here fails again, and is reported, when the learner goes on.
        with suppress(Exception):
            if question := self._look_ahead():
                draw(question)

    def _if_current(self, message: dict, act: Any) -> None:
        """Act unless the click was meant for what is no longer there: a double click, or a second view of the quiz."""
        question = self.seat.question
        stage = "answered" if message["action"] == "next" else "asking"
        if message["number"] != self.card.number or self.card.phase != stage:
            return
        if (
            question is None
            or question.number != self.card.number
            or (self.seat.feedback is None) == (stage == "answered")
        ):
            self.refresh()
            self.card.say("This quiz went on elsewhere; this is where it stands.")
            return
        act()

    def __repr__(self) -> str:
        question = self.seat.question
        if question is None:
            return "<QuizPanel: finished>"
        return f"<QuizPanel: question {question.number} of {question.of}; answer it on screen or with .answer(...)>"


def _when_idle(work: Callable[[], None]) -> None:
    """Do the work once the kernel has answered the click; in a script, with no clicks to wait for, not at all."""
    with suppress(RuntimeError):
        asyncio.get_running_loop().call_later(IDLE_SECONDS, work)
