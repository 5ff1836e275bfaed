"""The item card: one item on screen, never its key."""

from collections.abc import Mapping
from html import escape
from typing import Any

import traitlets

from skillcheck.model import Feedback, Kind, Question
from skillcheck.rendering import clean, inline_html, to_html
from skillcheck.widgets.surface import Surface, script

# What a learner can say about an answer before seeing whether it is right: words, and the chance they stand for.
CONFIDENCE = {"Guess": 0.25, "Fairly sure": 0.7, "Certain": 0.95}


class Card(Surface):
    """Shows a question, then its feedback, then a summary; options go by position, so that no id can hint at the key.

    `phase` is asking, answered, paused or done; `given` is what was answered: a position, positions or typed text.
    """

    _esm = script("card.js")

    phase = traitlets.Enum(["asking", "answered", "paused", "done"], "done").tag(sync=True)
    number = traitlets.Int(0).tag(sync=True)
    of = traitlets.Int(0).tag(sync=True)
    kind = traitlets.Unicode("").tag(sync=True)
    stem = traitlets.Unicode("").tag(sync=True)
    options = traitlets.List(traitlets.Unicode()).tag(sync=True)
    unit = traitlets.Unicode("").tag(sync=True)
    levels = traitlets.List(traitlets.Dict()).tag(sync=True)
    given = traitlets.Any(None, allow_none=True).tag(sync=True)
    marks = traitlets.Dict().tag(sync=True)
    verdict = traitlets.Unicode("").tag(sync=True)
    tone = traitlets.Unicode("").tag(sync=True)
    feedback = traitlets.Unicode("").tag(sync=True)
    offer = traitlets.Unicode("").tag(sync=True)
    summary = traitlets.Unicode("").tag(sync=True)

    def __init__(self, actions: Mapping[str, Any]) -> None:
        super().__init__(actions, levels=[{"label": label, "value": value} for label, value in CONFIDENCE.items()])
        self._ids: tuple[str, ...] = ()

    def ask(self, question: Question) -> None:
        """Put a question on screen."""
        with self.hold_sync():
            self._ids = tuple(option.id for option in question.options)
            self.number, self.of, self.kind = question.number, question.of, question.kind.value
            self.unit, (self.stem, self.options) = question.unit, draw(question)
            self.given, self.marks, self.feedback, self.verdict, self.tone, self.offer = None, {}, "", "", "", ""
            self.phase = "asking"
            self.say("")

    def tell(self, feedback: Feedback, value: Any, marks: Mapping[str, str], offer: str) -> None:
        """Show what came of an answer: the verdict in words first, then the lines, then the source."""
        with self.hold_sync():
            self.given = self._positions(value)
            self.marks = {str(self._ids.index(option)): words for option, words in marks.items() if option in self._ids}
            self.verdict, self.tone, self.feedback = feedback.verdict, _tone(feedback), _feedback_html(feedback)
            self.offer, self.phase = offer, "answered"
            self.say(feedback.verdict)

    def rest(self, phase: str, words: str) -> None:
        """Put words (Markdown) in place of the question: the end of a quiz, or a pause."""
        with self.hold_sync():
            self.summary, self.phase = to_html(words), phase
            self.say("")

    def read(self, message: dict) -> tuple[Any, float | None]:
        """Return the answer in a message, by option ids or as typed, and the confidence; raises ValueError if odd."""
        value, confidence = message["value"], message.get("confidence")
        if confidence is not None and confidence not in CONFIDENCE.values():
            raise ValueError(f"not a confidence: {confidence!r}")
        if self.kind in (Kind.NUMERIC, Kind.TEXT):
            return str(value), confidence
        positions = value if isinstance(value, list) else [value]
        if not all(type(place) is int and 0 <= place < len(self._ids) for place in positions):
            raise ValueError(f"not positions of options: {value!r}")
        ids = [self._ids[place] for place in positions]
        return {Kind.CHOICE: lambda: ids[0], Kind.MULTI: lambda: set(ids), Kind.ORDER: lambda: ids}[
            self.kind
        ](), confidence

    def _positions(self, value: Any) -> Any:
        """Return an answer as the browser knows it; None for a skip or what only a script can give."""
        if value is None or self.kind in (Kind.NUMERIC, Kind.TEXT):
            return None if value is None else str(value)
        ids = [value] if isinstance(value, str) else list(value)
        return [self._ids.index(option) for option in ids if option in self._ids]


def draw(question: Question) -> tuple[str, list[str]]:
    """Return a question's stem and options as clean HTML; drawn once, it is at hand when it is asked."""
    return to_html(question.stem), [inline_html(option.text) for option in question.options]


def _tone(feedback: Feedback) -> str:
    if feedback.skipped:
        return "skipped"
    return "right" if feedback.right else "partly" if feedback.credit > 0 else "wrong"


def _feedback_html(feedback: Feedback) -> str:
    return "".join(to_html(line) for line in feedback.lines if line) + _source_html(feedback.source)


def _source_html(source: str) -> str:
    # A source is a link when it is an address and a plain line otherwise; Markdown decides neither.
    if not source:
        return ""
    shown = escape(source)
    if source.startswith(("https://", "http://")):
        shown = f'<a href="{shown}">{escape(source.split("://")[1].removeprefix("www."))}</a>'
    return clean(f'<p class="sk-source">Source: {shown}</p>')
