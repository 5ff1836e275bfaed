"""One learner at one sitting: joins the pure sitting to the record, so that a panel only shows and reports."""

from collections.abc import Callable
from datetime import datetime

from skillcheck import sitting as course
from skillcheck.model import Entry, Feedback, Finish, Kind, Question

Clock = Callable[[], datetime]
Keep = Callable[..., None]
Say = Callable[[course.Sitting], str]


class Seat:
    """What a quiz panel talks to. An answer is committed before its feedback exists; nothing is kept until the first.

    `keep` commits entries in one transaction; `version` gives an item's fingerprint; `summary` and `offer` put a
    sitting into words.
    """

    def __init__(
        self,
        sitting: course.Sitting,
        *,
        keep: Keep,
        draw: course.Draw,
        version: Callable[[object], str],
        clock: Clock,
        summary: Say,
        offer: Say,
    ) -> None:
        self._keep, self._draw, self._version, self._clock = keep, draw, version, clock
        self._summary, self._offer = summary, offer
        self._started = bool(sitting.responses)
        self._offered = False
        self._ahead: tuple[course.Sitting, course.Sitting] | None = None
        self.sitting = sitting if sitting.variant or sitting.ended else course.advance(sitting, draw)
        self._shown_at = clock()

    @property
    def question(self) -> Question | None:
        """The item on the table, without its key; None when the sitting is over."""
        return course.question(self.sitting)

    @property
    def feedback(self) -> Feedback | None:
        """What the last answer earned and why; None while an item waits for an answer."""
        return self.sitting.feedback

    @property
    def marks(self) -> dict[str, str]:
        """Words for each option after an answer ("your answer", "the key"); empty before it."""
        if self.sitting.feedback is None or self.sitting.variant is None:
            return {}
        return course.marks(self.sitting.variant, self.sitting.responses[-1].value)

    @property
    def finished(self) -> bool:
        """Whether nothing is left to ask."""
        return self.sitting.ended

    @property
    def asked(self) -> int:
        """How many items have been answered or skipped."""
        return self.sitting.answered

    @property
    def length(self) -> int:
        """How many items the sitting has."""
        return min(self.sitting.blueprint.length, len(self.sitting.pool.items))

    @property
    def summary(self) -> str:
        """The result of the sitting in Markdown."""
        return self._summary(self.sitting)

    @property
    def offer(self) -> str:
        """A sentence that offers to stop early, once, when more answers would change little; else empty."""
        if self.sitting.ended or self.sitting.feedback is None or self._offered:
            return ""
        sentence = self._offer(self.sitting)
        self._offered = bool(sentence)
        return sentence

    def answer(self, value: object, confidence: float | None = None) -> Feedback:
        """Score and commit one answer, then return its feedback.

        Raises AnswerRefused when it cannot be read: nothing has moved then. Raises RecordError when it cannot be
        written now: the record holds it in memory and writes it with the next one; asked again, the feedback comes.
        """
        return self._respond(value, confidence)

    def skip(self) -> Feedback:
        """Say "I don't know": committed like an answer, and kinder than a guess."""
        return self._respond(None, None)

    def _respond(self, value: object, confidence: float | None) -> Feedback:
        if self.sitting.variant is None:
            raise ValueError("this sitting is over")
        if self.sitting.feedback is not None:
            return self.sitting.feedback
        now = self._clock()
        after, response = course.answer(
            self.sitting,
            value,
            version=self._version(self.sitting.variant.item),
            now=now,
            confidence=confidence,
            seconds=max(0.0, round((now - self._shown_at).total_seconds(), 1)),
        )
        entries: list[Entry] = [response]
        if not self._started:
            entries.insert(0, self.sitting.start)
        if after.answered >= self.length:
            entries.append(Finish(sitting=after.start.sitting, at=now))
        # A record that cannot write now keeps the entries and says so: the answer stands, and is not given twice.
        self._started, self.sitting = True, after
        self._keep(*entries)
        return after.feedback

    def look_ahead(self) -> Question | None:
        """Choose the next item while the learner still reads, so that `advance` need not; None if nothing follows."""
        if self.sitting.feedback is None:
            return None
        self._ahead = self.sitting, course.advance(self.sitting, self._draw)
        return course.question(self._ahead[1])

    def advance(self) -> None:
        """Put the next item on the table."""
        was, chosen = self._ahead or (None, None)
        self.sitting = chosen if was is self.sitting else course.advance(self.sitting, self._draw)
        self._ahead, self._shown_at = None, self._clock()

    def stop(self) -> None:
        """End the sitting here; what was answered stays."""
        if self.sitting.ended:
            return
        finished = self.sitting.answered >= self.length
        if self._started and not finished:
            self._keep(Finish(sitting=self.sitting.start.sitting, at=self._clock()))
        self.sitting = course.stop(self.sitting)


def tally(sitting: course.Sitting) -> str:
    """Return how a sitting went, in one sentence."""
    responses = sitting.responses
    right, skipped = sum(r.right for r in responses), sum(r.value is None for r in responses)
    if not responses:
        return "Nothing was answered, so nothing was kept. Come back whenever you like."
    answers = "1 answer" if len(responses) == 1 else f"{len(responses)} answers"
    open_ended = sum(r.kind in (Kind.NUMERIC, Kind.TEXT, Kind.ORDER) for r in responses)
    return (
        f"{answers}: {right} right, {len(responses) - right - skipped} not, {skipped} skipped"
        f" ({open_ended} of them could not have been guessed)."
    )
