"""The workbook as a script drives it: what a click does, a method does."""

from datetime import UTC, datetime, timedelta

import pytest

from skillcheck import Workbook
from skillcheck.model import AnswerRefused, Kind, RecordError, SkillcheckError, UnknownName

START = datetime(2026, 11, 22, 12, tzinfo=UTC)


class Clock:
    """A clock that tests turn by hand; every look at it takes a second."""

    def __init__(self, now=START):
        self.now = now

    def __call__(self):
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def reopen(tmp_path, clock):
    return lambda **kwargs: Workbook.open(home=tmp_path / "home", clock=clock, **kwargs)


@pytest.fixture
def book(reopen):
    return reopen()


def right_answer(panel):
    """The key of the item on the table, read where only the kernel can."""
    variant = panel.seat.sitting.variant
    if variant.item.kind == Kind.NUMERIC:
        return f"{variant.key} {variant.unit}"  # with its unit, since a bare 0.3 of "%" is asked about
    return variant.key[0] if variant.item.kind == Kind.TEXT else variant.key


def take(panel, answers, confidence=0.7):
    for right in answers:
        if panel.finished:
            return
        if right:
            panel.answer(right_answer(panel), confidence=confidence)
        else:
            panel.skip()
        panel.next()


def test_a_check_of_fifteen_ends_after_fifteen_with_a_summary(book):
    panel = book.check(length=15)
    take(panel, [True, False, True] * 5)

    assert panel.finished
    assert "15 answers: 10 right" in panel.seat.summary
    assert "ML Engineer" in panel.seat.summary or "Machine" in panel.seat.summary


def test_nothing_is_kept_until_the_first_answer(book):
    book.check(length=15)
    book.quiz("beginner")
    book.check_in()

    assert book.store.entries() == ()


def test_a_sitting_goes_on_after_the_kernel_restarts_with_the_same_question(book, reopen):
    panel = book.check(length=15)
    take(panel, [True, False, True, True])
    waiting = panel.item
    again = reopen().check(length=15)

    assert again.item == waiting
    assert again.item.number == 5


def test_a_sitting_paused_for_a_month_begins_anew(book, reopen, clock):
    take(book.check(length=15), [True, True])
    clock.now += timedelta(days=31)

    assert reopen().check(length=15).item.number == 1


def test_two_panels_of_one_sitting_are_at_the_same_question(book):
    first = book.check(length=15)
    take(first, [True])
    second = book.check(length=15)
    take(second, [False])

    assert first.item == second.item
    assert first.item.number == 3


def test_the_item_chosen_while_the_learner_reads_is_the_one_that_comes(book, reopen, monkeypatch):
    panel = book.check(length=15)
    assert panel.seat.look_ahead() is None  # nothing follows an item that waits for its answer
    panel.skip()
    chosen = panel.seat.look_ahead()
    assert panel.feedback.skipped
    assert reopen().check(length=15).item == chosen

    monkeypatch.setattr("skillcheck.measure.choose", None)  # chosen already
    panel.next()

    assert panel.item == chosen


def test_what_was_chosen_for_an_earlier_answer_is_not_put_on_the_table_later(book, reopen):
    panel = book.check(length=15)
    panel.skip()
    panel.seat.look_ahead()
    panel.next()
    panel.answer(right_answer(panel))
    panel.next()

    assert panel.item == reopen().check(length=15).item
    assert panel.item.number == 3


def test_an_answer_is_on_disk_before_its_feedback_is_returned(book, reopen):
    panel = book.quiz("beginner")
    feedback = panel.skip()

    assert feedback.skipped
    assert len(reopen().standing().history.responses) == 1


def test_an_unreadable_answer_says_why_and_keeps_nothing(book):
    panel = book.quiz("statistics-probability", length=30)
    while panel.item.kind != Kind.NUMERIC:
        panel.skip()
        panel.next()
    kept = len(book.store.entries())
    with pytest.raises(AnswerRefused):
        panel.answer("roughly a dozen")

    assert len(book.store.entries()) == kept
    assert panel.feedback is None


def test_an_answer_that_cannot_be_written_is_asked_again_and_not_counted_twice(book, monkeypatch):
    panel = book.check(length=15)
    write = book.store._write
    monkeypatch.setattr(book.store, "_write", lambda: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(RecordError, match="kept in memory"):
        panel.skip()
    monkeypatch.setattr(book.store, "_write", write)
    panel.skip()
    panel.next()
    panel.skip()

    assert len(book.standing().history.responses) == 2


def test_a_quiz_on_one_skill_asks_only_that_skill(book):
    panel = book.quiz("sql-data-access", length=4)
    skills = set()
    while not panel.finished:
        skills.add(panel.item.skill)
        panel.skip()
        panel.next()

    assert skills == {"sql-data-access"}


def test_opening_a_quiz_on_one_skill_parses_no_other(book, monkeypatch):
    from skillcheck.catalog import catalog

    read = []
    monkeypatch.setattr(
        catalog,
        "read_items",
        lambda path, *rest, whole=catalog.read_items: read.append(path.stem) or whole(path, *rest),
    )
    book.quiz("sql-data-access")

    assert read == ["sql-data-access"]


@pytest.mark.parametrize("scope", ["advanced", "responsible-ai"])
def test_a_quiz_on_a_level_or_track_stays_inside_it(book, scope):
    panel = book.quiz(scope, length=6)
    asked = []
    while not panel.finished:
        asked.append(panel.item.skill)
        panel.skip()
        panel.next()

    assert len(asked) == 6
    assert set(asked) <= set(book.catalog.resolve(scope))


@pytest.mark.parametrize(
    ("call", "hint"),
    [
        (lambda book: book.quiz("sql-data-acess"), "sql-data-access"),
        (lambda book: book.check(role="ml-enginer"), "ml-engineer"),
        (lambda book: book.exercise("roc-acu"), "roc-auc"),
        (lambda book: book.bullet("fairnes-audit"), "fairness-audit"),
        (lambda book: book.profile(level="begginer"), "beginner"),
    ],
)
def test_an_unknown_name_offers_the_nearest(book, call, hint):
    with pytest.raises(UnknownName, match=hint):
        call(book)


@pytest.mark.parametrize("length", [0, -1, 101, 2.5, True, "30"])
def test_a_length_that_makes_no_sense_is_refused_in_a_sentence(book, length):
    with pytest.raises(SkillcheckError, match="whole number from 1 to 100"):
        book.check(length=length)


def test_the_check_in_is_kept_and_its_role_becomes_the_workbooks(book, reopen):
    panel = book.check_in()
    panel.submit(role="data-scientist", ratings={"sql-data-access": 5}, predicted=0.6, minutes=15)
    again = reopen()

    assert again.role.id == "data-scientist"
    assert again.standing().history.ratings == {"sql-data-access": 5}


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"role": "ml-engineer", "ratings": {"sql-data-access": 6}}, "step from 1 to 5"),
        ({"role": "ml-engineer", "ratings": {"sql": 3}}, "sql-data-access"),
        ({"role": "ml-engineer", "predicted": 60}, "between 0 and 1"),
        ({"role": "ml-engineer", "minutes": 0}, "between 1 and 600"),
    ],
)
def test_a_check_in_that_makes_no_sense_is_refused_and_keeps_nothing(book, said, why):
    with pytest.raises(SkillcheckError, match=why):
        book.save_check_in(**said)

    assert book.store.entries() == ()


def test_a_missed_item_comes_back_for_review_and_the_review_is_no_evidence(book, clock):
    take(book.quiz("sql-data-access", length=3), [False, False, False])
    clock.now += timedelta(days=60)
    before = book.standing().answers
    panel = book.review()

    assert panel.item.skill == "sql-data-access"
    take(panel, [True] * 3)
    assert book.standing().answers == before


def test_a_review_with_nothing_due_says_when_to_come_back(book):
    assert "Nothing to review yet" in book.review().text
    take(book.quiz("sql-data-access", length=2), [False, False])
    assert "Nothing is due today" in book.review().text


def test_an_export_opens_as_a_read_only_replay_with_the_same_standing(book, tmp_path, clock):
    book.save_check_in("mlops-engineer", {"sql-data-access": 4}, 0.5)
    take(book.check(length=5), [True, False, True, True, False])
    path = book.export(tmp_path / "answers.json", learner="Ada")
    replay = Workbook.open(submission=path, clock=clock)

    assert replay.learner == "Ada"
    assert replay.store.entries() == book.store.entries()
    assert replay.role.id == "mlops-engineer"
    with pytest.raises(RecordError, match="read-only"):
        replay.check(length=5)


def test_a_replay_exports_the_same_bytes_again(book, tmp_path, clock):
    take(book.check(length=3), [True, False, True])
    still = Clock(clock.now)
    book._clock = lambda: still.now
    first = book.export(tmp_path / "first.json")
    second = Workbook.open(submission=first, clock=lambda: still.now).export(tmp_path / "second.json")

    assert second.read_bytes() == first.read_bytes()


def test_a_finished_project_counts_as_far_as_its_checklist(book, capsys):
    book.finish("churn-to-decision", {"problem": 2, "approach": 1})

    assert "3 of 12 points" in capsys.readouterr().out


@pytest.mark.parametrize(("checklist", "why"), [({"readme": 2}, "no line"), ({"problem": 3}, "0, 1 or 2 points")])
def test_a_checklist_that_makes_no_sense_is_refused(book, checklist, why):
    with pytest.raises(SkillcheckError, match=why):
        book.finish("churn-to-decision", checklist)


def test_a_clock_set_back_loses_nothing(book, clock, reopen):
    take(book.check(length=15), [True, True])
    clock.now -= timedelta(days=400)
    take(reopen().check(length=15), [True])

    assert len(reopen().standing().history.responses) == 3


def test_a_panel_shows_nothing_more_as_the_last_line_of_a_cell(book):
    panel = book.check(length=3)

    assert panel._ipython_display_() is None
    assert "on screen" in repr(panel)


VIEWS = ["profile", "gaps", "progress", "calibration", "projects", "path", "market"]


@pytest.mark.parametrize("name", VIEWS)
def test_every_view_is_valid_and_kind_before_the_first_answer(book, name):
    view = getattr(book, name)()

    assert view.text.strip()
    assert view.frame is not None
    assert view.figure.axes is not None


@pytest.mark.parametrize("name", VIEWS)
def test_every_view_is_valid_after_a_check(book, name):
    book.save_check_in("data-scientist", {"sql-data-access": 5, "rag-retrieval": 1}, 0.5)
    take(book.check(length=15), [True, False, True] * 5)
    view = getattr(book, name)()

    assert view.text.strip()
    assert "<img" in view._repr_html_()
