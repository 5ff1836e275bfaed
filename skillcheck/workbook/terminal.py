"""A quiz in the terminal, over the same sitting as the widgets: a line typed, plain words printed, nothing redrawn."""

import re
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from skillcheck.model import AnswerRefused, Kind, Question, RecordError
from skillcheck.rendering import to_lines
from skillcheck.workbook import checks
from skillcheck.workbook.elsewhere import reworded
from skillcheck.workbook.seat import Seat

if TYPE_CHECKING:
    from skillcheck.workbook.hall import Workbook

LETTERS = "abcdefghij"
WIDEST = 80
HOW = (
    "Type ? if you do not know, and q to pause: every answer is kept at once. "
    "If you like, say how sure you are in percent: `b 70`, or behind a typed answer `0.25 @70`."
)
NOTHING_TO_ASK = "There is nothing to ask here yet."
PAUSED = "Paused after {answers}, all kept. Within a week the same command goes on here."
_KNOWS_NOT = {"?", "??", "idk", "i don't know", "i don’t know", "skip"}
_LEAVES = {"q", "quit", "exit", "pause"}
_BETWEEN = re.compile(r"[\s,;.>→)-]+")


class _Pause(Exception):
    """The learner wants to go on another time."""


@dataclass
class Console:
    """Where lines come from and go to; `ask` raises EOFError when there are no more."""

    ask: Callable[[str], str] = input
    say: Callable[[str], None] = print
    width: int = WIDEST

    @classmethod
    def open(cls) -> "Console":
        """Return the terminal this runs in, no wider than it is."""
        with suppress(ImportError):
            import readline  # noqa: F401  (a typed line can then be edited)
        with suppress(AttributeError):
            # A sign that this terminal lacks is printed as a question mark, never a traceback.
            sys.stdout.reconfigure(errors="replace")
        return cls(width=min(WIDEST, shutil.get_terminal_size((WIDEST, 24)).columns))

    def tell(self, markdown: str = "", indent: str = "") -> None:
        """Print Markdown as plain lines; without any, an empty line."""
        for line in to_lines(markdown, self.width - len(indent)) or [""]:
            self.say(f"{indent}{line}".rstrip())


# --- the quiz -------------------------------------------------------------------------------------


def quiz(book: "Workbook", scope: str, length: int, console: Console) -> None:
    """Ask about a skill, a level or a track; goes on with a paused quiz of the same length."""
    _take(book, checks.plan_quiz(book, scope, length), _title(book, scope), console)


def check(book: "Workbook", length: int, console: Console) -> None:
    """Ask an adaptive check over what the learner's role needs."""
    _take(book, checks.plan_check(book, book.role, length), f"A check for the role {book.role.name}", console)


def _title(book: "Workbook", scope: str) -> str:
    skill = book.catalog.skills.get(scope)
    return skill.name if skill else scope.replace("-", " ").capitalize()


def _take(book: "Workbook", plan: checks.Plan, title: str, console: Console) -> None:
    seat = book._take_seat(plan)
    where = f"going on with question {seat.asked + 1} of {seat.length}" if seat.asked else f"{seat.length} questions"
    console.tell(f"{title}: {where}.")
    console.tell(HOW)
    try:
        _sit(seat, console)
        console.tell()
        console.tell(reworded(seat.summary, _say_where))
    except (_Pause, EOFError, KeyboardInterrupt) as reason:
        if not isinstance(reason, _Pause):
            console.tell()  # the line that Ctrl-D or Ctrl-C left unfinished
        console.tell(_paused(seat.asked))
    try:
        book.store.append()  # what could not be written when it was answered
    except RecordError as trouble:
        console.tell(f"{trouble} That was the last try: the answers of today that are not saved are lost.")


def _paused(asked: int) -> str:
    if not asked:
        return "Nothing was answered, so nothing was kept. Come back whenever you like."
    return PAUSED.format(answers="1 answer" if asked == 1 else f"{asked} answers")


def _sit(seat: Seat, console: Console) -> None:
    while not seat.finished:
        question = seat.question
        if question is None:
            console.tell(NOTHING_TO_ASK)
            return
        if seat.feedback is None:
            _show(question, console)
            _ask(seat, question, console)
        _tell(seat, question, console)
        _go_on(seat, console)


# --- one question ---------------------------------------------------------------------------------


def _show(question: Question, console: Console) -> None:
    console.tell()
    console.tell(f"Question {question.number} of {question.of}")
    console.tell()
    console.tell(question.stem)
    console.tell()
    for letter, option in zip(LETTERS, question.options, strict=False):
        first, *rest = to_lines(option.text, console.width - 5) or [""]
        # A block of code begins below its letter.
        lines = [first, *rest] if not first.startswith(" ") else ["", first, *rest]
        console.say(f"  {letter}) {lines[0]}".rstrip())
        for line in lines[1:]:
            console.say(f"     {line}".rstrip())
    if question.options:
        console.tell()


def _ask(seat: Seat, question: Question, console: Console) -> None:
    """Ask until an answer can be read; it is committed when this returns."""
    while seat.feedback is None:
        typed = console.ask(_prompt(question))
        try:
            value, confidence = read(question, typed)
            if value is None:
                seat.skip()
            else:
                seat.answer(value, confidence)
        except AnswerRefused as refusal:
            console.tell(str(refusal).replace("skip the question", "? if you do not know"))
        except RecordError as trouble:  # the answer stands, in memory
            console.tell(str(trouble))


def _prompt(question: Question) -> str:
    last = LETTERS[len(question.options) - 1] if question.options else ""
    return {
        Kind.CHOICE: f"Your answer (a to {last}): ",
        Kind.MULTI: f"All that apply (a to {last}, such as ac): ",
        Kind.ORDER: f"The order (all {len(question.options)} letters, first step first): ",
        Kind.NUMERIC: f"A number in {question.unit}: " if question.unit else "A number: ",
        Kind.TEXT: "Type it exactly: ",
    }[question.kind]


def _tell(seat: Seat, question: Question, console: Console) -> None:
    """Say what came of the answer: the verdict, which letters, why, and where to read on."""
    feedback = seat.feedback
    console.tell()
    console.tell(feedback.verdict)
    letters = {option.id: letter for letter, option in zip(LETTERS, question.options, strict=False)}
    marked = [f"{letters[option]} is {words.replace(', ', ' and ')}" for option, words in seat.marks.items()]
    if marked:
        console.tell(f"{'; '.join(marked)}.")
    for line in feedback.lines:
        console.tell(line)
    if feedback.source:
        console.say(f"Source: {feedback.source}")


def _go_on(seat: Seat, console: Console) -> None:
    """Wait for Enter; q pauses, and stop ends the quiz here."""
    last = seat.asked >= seat.length
    if seat.offer:
        console.tell()
        console.tell("More answers would change little now: type stop to end here with a good picture.")
    while True:
        typed = console.ask("Enter for the result: " if last else "Enter to go on: ").strip().casefold()
        if typed in _LEAVES and not last:
            raise _Pause
        if typed == "stop":
            seat.stop()
            return
        if not typed or last:
            seat.advance()
            return
        console.tell("Press Enter to go on, type q to pause or stop to end the quiz here.")


# --- what was typed -------------------------------------------------------------------------------


def read(question: Question, typed: str) -> tuple[Any, float | None]:
    """Return the answer in a typed line and the confidence, a chance from 0 to 1; the answer None is "I don't know".

    A text that happens to be a command is typed in quotes, which scoring leaves out.
    Raises AnswerRefused, with how to say it, when the line cannot be an answer.
    """
    text = typed.strip()
    word = text.casefold()
    if word in _LEAVES:
        raise _Pause
    if word in _KNOWS_NOT:
        return None, None
    if question.options:
        return _read_letters(question, word)
    match = re.fullmatch(r"(.*\S)\s+@\s*(\d+)\s*%?", text, re.DOTALL)
    return (match[1], _confidence(match[2])) if match else (text, None)


def _read_letters(question: Question, word: str) -> tuple[Any, float | None]:
    match = re.fullmatch(r"(.*?)[\s,@]*(\d*)\s*%?", word, re.DOTALL)
    chosen = _BETWEEN.sub("", match[1])
    known = LETTERS[: len(question.options)]
    if not chosen:
        raise AnswerRefused(f"Answer with a letter from a to {known[-1]}; type ? if you do not know.")
    if strange := [sign for sign in chosen if sign not in known]:
        said = f"“{strange[0]}” is" if len(chosen) == 1 else f"“{match[1].strip()}” has signs that are"
        raise AnswerRefused(f"{said} not among the letters here, a to {known[-1]}.")
    confidence = _confidence(match[2]) if match[2] else None
    ids = [question.options[known.index(letter)].id for letter in chosen]
    if question.kind is Kind.ORDER:
        _check_order(chosen, known)
        return ids, confidence
    if question.kind is Kind.CHOICE and len(set(chosen)) > 1:
        raise AnswerRefused(f"Only one can be chosen here; you typed {' and '.join(dict.fromkeys(chosen))}.")
    return (set(ids) if question.kind is Kind.MULTI else ids[0]), confidence


def _check_order(chosen: str, known: str) -> None:
    missing = [letter for letter in known if letter not in chosen]
    twice = [letter for letter in known if chosen.count(letter) > 1]
    if missing or twice:
        said = [f"{' and '.join(missing)} missing"] if missing else []
        said += [f"{' and '.join(twice)} more than once"] if twice else []
        raise AnswerRefused(f"Type all {len(known)} letters, each once, the first step first: {', '.join(said)}.")


def _confidence(percent: str) -> float:
    if len(percent) > 3 or int(percent) > 100:
        raise AnswerRefused(f"How sure you are is a percentage from 0 to 100; {percent} is not.")
    return int(percent) / 100


def _say_where(method: str, argument: str) -> str:
    """Return where a person without a notebook's cell finds what a method shows."""
    if method == "quiz":
        return f"`skillcheck quiz {argument}`"
    notebook = {"gaps": "40_gaps", "path": "40_gaps", "projects": "60_portfolio", "market": "60_portfolio"}
    notebook |= {"progress": "50_progress", "calibration": "50_progress", "review": "50_progress"}
    return "`skillcheck quiz --check`" if method == "check" else f"the notebook {notebook.get(method, '00_start_here')}"
