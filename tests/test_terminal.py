"""The quiz in the terminal: every kind of answer as it is typed, pause and resume, and lines that run out."""

import re
import subprocess
import sys

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from skillcheck import Workbook
from skillcheck.catalog import Catalog
from skillcheck.cli import main
from skillcheck.model import AnswerRefused, Kind, Question, RecordError, Shown
from skillcheck.sitting import key_text
from skillcheck.workbook import elsewhere, terminal
from skillcheck.workbook.terminal import Console

KINDS = [Kind.CHOICE, Kind.MULTI, Kind.ORDER, Kind.NUMERIC, Kind.TEXT]


def make_question(kind, options=("w", "x", "y", "z"), unit=""):
    shown = tuple(Shown(id=option, text=f"option {option}") for option in options)
    return Question(
        item="i",
        skill="s",
        depth=1,
        kind=kind,
        stem="Which?",
        options=shown if kind in KINDS[:3] else (),
        unit=unit,
        number=1,
        of=3,
    )


class Typist:
    """A person at the terminal: types given lines, then nothing more; remembers what was asked and said."""

    def __init__(self, *lines):
        self.lines, self.said = list(lines), []
        self.console = Console(self.ask, self.said.append)

    def ask(self, prompt):
        self.said.append(prompt)
        if not self.lines:
            raise EOFError
        line = self.lines.pop(0)
        if isinstance(line, type):
            raise line
        return line

    @property
    def text(self):
        return "\n".join(self.said)


@pytest.fixture
def open_book(tmp_path):
    return lambda **kwargs: Workbook.open(home=tmp_path / "home", **kwargs)


# --- what is typed --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "typed", "value", "confidence"),
    [
        (Kind.CHOICE, "b", "x", None),
        (Kind.CHOICE, " B) ", "x", None),
        (Kind.CHOICE, "b 70", "x", 0.7),
        (Kind.CHOICE, "b70%", "x", 0.7),
        (Kind.CHOICE, "b @100 %", "x", 1.0),
        (Kind.MULTI, "ca", {"y", "w"}, None),
        (Kind.MULTI, "a, c 0", {"y", "w"}, 0.0),
        (Kind.ORDER, "dcab", ["z", "y", "w", "x"], None),
        (Kind.ORDER, "d > c > a > b 35", ["z", "y", "w", "x"], 0.35),
        (Kind.NUMERIC, "1 000", "1 000", None),
        (Kind.NUMERIC, "0.25 @70", "0.25", 0.7),
        (Kind.TEXT, "[1, 2]", "[1, 2]", None),
        (Kind.TEXT, "x = 1 @ 5%", "x = 1", 0.05),
        (Kind.TEXT, '"q"', '"q"', None),
        (Kind.TEXT, "skip", None, None),
        (Kind.CHOICE, "?", None, None),
        (Kind.NUMERIC, "I don't know", None, None),
        (Kind.TEXT, "?", None, None),
    ],
)
def test_a_typed_line_is_an_answer_and_how_sure_one_is(kind, typed, value, confidence):
    assert terminal.read(make_question(kind), typed) == (value, confidence)


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        (Kind.CHOICE, "", "a letter from a to d"),
        (Kind.CHOICE, "2", "a letter from a to d"),
        (Kind.CHOICE, "ab", "Only one can be chosen here; you typed a and b."),
        (Kind.CHOICE, "e", "“e” is not among the letters here, a to d."),
        (Kind.CHOICE, "option w", "“option w” has signs that are not among the letters"),
        (Kind.CHOICE, "b 170", "170 is not"),
        (Kind.CHOICE, "b 1000", "1000 is not"),
        (Kind.ORDER, "abc", "d missing"),
        (Kind.ORDER, "aabc", "d missing, a more than once"),
        (Kind.NUMERIC, "0.5 @101", "101 is not"),
    ],
)
def test_what_cannot_be_an_answer_is_refused_with_how_to_say_it(kind, typed, said):
    with pytest.raises(AnswerRefused, match=r"\.$") as refusal:
        terminal.read(make_question(kind), typed)

    assert said in str(refusal.value)


@given(st.sampled_from(KINDS), st.text(max_size=30) | st.text("abcdeq? 70@%,>\n", max_size=12))
def test_no_line_at_all_is_read_as_anything_else_than_an_answer_a_pause_or_a_refusal(kind, typed):
    question = make_question(kind)
    try:
        value, confidence = terminal.read(question, typed)
    except (AnswerRefused, terminal._Pause):
        return

    assert confidence is None or 0 <= confidence <= 1
    ids = {"w", "x", "y", "z"}
    if value is not None and kind in KINDS[:3]:
        assert {value} <= ids if kind is Kind.CHOICE else set(value) <= ids


@pytest.mark.parametrize("kind", KINDS)
def test_q_pauses_at_every_kind(kind):
    with pytest.raises(terminal._Pause):
        terminal.read(make_question(kind), "q")


def test_no_item_has_a_command_for_its_key():
    keys = {key.casefold() for item in Catalog.open().all_items() if item.kind is Kind.TEXT for key in item.key}

    assert not keys & (terminal._KNOWS_NOT | terminal._LEAVES)


# --- a whole quiz ---------------------------------------------------------------------------------


def typed_key(variant, question):
    """What a person types who knows the answer."""
    letters = {option.id: letter for letter, option in zip(terminal.LETTERS, question.options, strict=False)}
    if variant.item.kind is Kind.NUMERIC:
        return f"{variant.key} {variant.unit}"
    if variant.item.kind is Kind.TEXT:
        return variant.key[0]
    return "".join(letters[option] for option in ([variant.key] if isinstance(variant.key, str) else variant.key))


class Knower(Typist):
    """Answers rightly whatever is asked, and notes the kinds."""

    def __init__(self, book):
        super().__init__()
        self.book, self.kinds = book, set()

    def ask(self, prompt):
        self.said.append(prompt)
        seat = next(iter(self.book._seats.values()))
        if seat.feedback is not None:
            return ""
        variant = seat.sitting.variant
        self.kinds.add(variant.item.kind)
        return typed_key(variant, seat.question) + (" 90" if variant.options else " @90")


def test_one_who_knows_everything_goes_through_every_kind_of_item(open_book):
    book = open_book()
    knower = Knower(book)
    terminal.quiz(book, "sql-data-access", 14, knower.console)
    responses = book.standing().history.responses

    assert knower.kinds == set(KINDS)
    assert [(each.right, each.confidence) for each in responses] == [(True, 0.9)] * 14
    assert "14 answers: 14 right" in knower.text


def test_a_check_asks_what_the_role_needs_and_ends_with_where_to_look_next(open_book):
    book = open_book(role="data-scientist")
    typist = Typist(*["?", ""] * 3)
    terminal.check(book, 3, typist.console)

    assert typist.said[0] == "A check for the role Data Scientist: 3 questions."
    assert "3 answers: 0 right, 0 not, 3 skipped" in typist.text
    assert "the notebook 40_gaps" in typist.text
    assert re.search(r"\bbook\.\w+\(", typist.text) is None


def test_lines_that_run_out_pause_the_quiz_and_the_next_time_goes_on_with_the_same_question(open_book):
    first = Typist("?", "", "?", "")
    terminal.quiz(open_book(), "sql-data-access", 5, first.console)
    stem = first.said[first.said.index("Question 3 of 5") :]
    second = Typist("q")
    terminal.quiz(open_book(), "sql-data-access", 5, second.console)

    assert "Paused after 2 answers, all kept." in first.text
    assert second.said[0].endswith("going on with question 3 of 5.")
    assert second.said[second.said.index("Question 3 of 5") :][:4] == stem[:4]


@pytest.mark.parametrize("leave", ["q", "quit", KeyboardInterrupt, EOFError])
@pytest.mark.parametrize("before", [[], ["?"], ["?", ""]])
def test_leaving_at_any_point_keeps_what_was_answered(open_book, leave, before):
    book = open_book()
    typist = Typist(*before, leave)
    terminal.quiz(book, "beginner", 5, typist.console)

    assert len(book.standing().history.responses) == before.count("?")
    assert (
        "Paused after 1 answer, all kept." if before else "Nothing was answered, so nothing was kept."
    ) in typist.text


def test_stop_ends_the_quiz_and_shows_the_result(open_book):
    book = open_book()
    typist = Typist("?", "what?", "stop")
    terminal.quiz(book, "beginner", 5, typist.console)

    assert "Press Enter to go on, type q to pause or stop to end the quiz here." in typist.said
    assert "1 answers" not in typist.text
    assert "1 answer: 0 right" in typist.text


def test_an_offer_to_stop_early_is_made_in_words(open_book):
    class Offering(terminal.Seat):
        offer = "More answers would change little now: you may stop here with a good picture, or go on."

    book = open_book()
    typist = Typist("?", "stop")
    plan = terminal.checks.plan_quiz(book, "beginner", 5)
    book._take_seat(plan).__class__ = Offering
    seat = next(iter(book._seats.values()))
    terminal._sit(seat, typist.console)

    assert "type stop to end here with a good picture" in typist.text
    assert seat.finished


def test_an_answer_that_cannot_be_read_is_asked_again_and_nothing_is_kept_of_it(open_book):
    book = open_book()
    typist = Typist("roughly a dozen, I think", "", "?", "q")
    terminal.quiz(book, "statistics-probability", 5, typist.console)

    assert len(book.standing().history.responses) == 1


def test_a_wrong_choice_is_told_by_letters_and_explained(open_book):
    book = open_book()

    class Misser(Knower):
        def ask(self, prompt):
            seat = next(iter(self.book._seats.values()))
            if seat.feedback is None and seat.question.kind is Kind.CHOICE:
                self.key = key_text(seat.sitting.variant)
                right = typed_key(seat.sitting.variant, seat.question)
                self.letters = ("b" if right == "a" else "a", right)
                self.lines = None
                return self.letters[0]
            if seat.feedback is not None and self.lines is None:
                return "stop"
            return super().ask(prompt)

    misser = Misser(book)
    terminal.quiz(book, "communication-portfolio", 15, misser.console)
    wrong, right = misser.letters
    told = [line for line in misser.said if "is your answer" in line]

    assert "Not right." in misser.said
    assert sorted(told[-1].rstrip(".").split("; ")) == sorted([f"{wrong} is your answer", f"{right} is the key"])
    assert any(line.startswith("You chose “") for line in misser.said)
    assert any(line.startswith("Source: https://") for line in misser.said)


def test_no_line_but_an_address_or_code_is_wider_than_the_terminal(open_book):
    book = open_book()
    knower = Knower(book)
    knower.console.width = 60
    terminal.quiz(book, "python-programming", 12, knower.console)
    wide = [line for line in knower.said if len(line) > 60]

    assert all(line.startswith(("Source: ", "    ")) for line in wide)


def test_an_answer_that_cannot_be_saved_is_said_and_the_quiz_goes_on(open_book, monkeypatch):
    book = open_book()
    trouble = "The disk is full; free some space."

    def refuse(*entries):
        raise RecordError(trouble)

    monkeypatch.setattr(book.store, "append", refuse)
    typist = Typist("?", "q")
    terminal.quiz(book, "beginner", 3, typist.console)

    assert trouble in typist.said
    assert "Skipped: saying so is more useful than a guess." in typist.said
    assert typist.said[-1].endswith("lost.")


def test_calls_become_words_and_other_text_stays():
    said = []

    def say(method, argument):
        said.append((method, argument))
        return "THERE"

    text = "See `book.gaps()`, book.quiz('nlp-text', length=6) and book.check(length=15); a bookcase stays."

    assert elsewhere.reworded(text, say) == "See THERE, THERE and THERE; a bookcase stays."
    assert said == [("gaps", ""), ("quiz", "nlp-text"), ("check", "")]


# --- the command ----------------------------------------------------------------------------------


def run(*arguments, typed=""):
    return CliRunner().invoke(main, ["quiz", *arguments], input=typed)


def test_the_command_keeps_answers_where_it_is_told(tmp_path):
    done = run("beginner", "--length", "2", "--home", str(tmp_path), typed="?\n\n?\n\n")

    assert done.exit_code == 0, done.output
    assert "Beginner: 2 questions." in done.output
    assert len(Workbook.open(home=tmp_path).standing().history.responses) == 2


@pytest.mark.parametrize("arguments", [[], ["beginner", "--check"]])
def test_the_command_wants_a_scope_or_a_check(arguments):
    done = run(*arguments)

    assert done.exit_code == 2
    assert "such as beginner; or say --check" in done.output


def test_a_misspelt_skill_is_answered_with_the_nearest(tmp_path):
    done = run("evaluation-metric", "--home", str(tmp_path))

    assert done.exit_code == 1
    assert "evaluation-metrics" in done.output
    assert "Traceback" not in done.output


def test_a_terminal_without_the_signs_of_mathematics_gets_question_marks_not_a_traceback(tmp_path):
    command = [sys.executable, "-m", "skillcheck.cli", "quiz", "linear-algebra-calculus", "--home", str(tmp_path)]
    done = subprocess.run(
        command,
        input="?\n\n" * 8,
        capture_output=True,
        encoding="ascii",
        env={"PYTHONIOENCODING": "ascii"},
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "8 answers" in done.stdout
    assert done.stderr == ""
