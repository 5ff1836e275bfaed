"""Grading one submission: answers are scored again, and nothing a file says of itself is believed."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from skillcheck import Workbook
from skillcheck.grading import grade_submission, nothing_to_grade, only_parameters
from skillcheck.model import Kind, SubmissionError, UnknownName
from skillcheck.workbook import practice

NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture
def submission(tmp_path):
    """Five answers, some right, by a learner who wants to be a data scientist."""
    ticks = iter(range(10**6))
    book = Workbook.open(home=tmp_path / "home", learner="Ada", clock=lambda: NOW + timedelta(seconds=next(ticks)))
    book.save_check_in("data-scientist", {"sql-data-access": 4})
    panel = book.check(length=5)
    while not panel.finished:
        variant = panel.seat.sitting.variant
        key = f"{variant.key} {variant.unit}" if variant.item.kind == Kind.NUMERIC else variant.key
        panel.answer(key[0] if variant.item.kind == Kind.TEXT else key) if panel.item.number % 2 else panel.skip()
        panel.next()
    return book.export(tmp_path / "answers.json")


def edit(path, change):
    """Edit a submission as a learner with a text editor would."""
    plain = json.loads(path.read_text())
    change([entry for entry in plain["entries"] if entry["type"] == "response"])
    path.write_text(json.dumps(plain))
    return path


def test_a_graded_submission_has_the_answers_the_role_and_the_words(submission):
    graded = grade_submission(submission)

    assert graded.standing.role.id == "data-scientist"
    assert list(graded.table["right"]) == [True, False, True, False, True]
    assert "Ada: 5 answers scored" in graded.text
    assert not graded.rescored.problems
    assert not graded.rescored.differences


def test_a_score_in_the_file_is_never_believed(submission):
    def claim(responses):
        for response in responses:
            response["right"], response["credit"] = True, 1.0

    graded = grade_submission(edit(submission, claim))

    assert list(graded.table["right"]) == [True, False, True, False, True]
    assert len(graded.rescored.differences) == 2
    assert "2 answers claim another score" in graded.text


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("version", "00000000", "another version of this item"),
        ("item", "no-such-item", "no-such-item"),
        ("value", "x" * 400, "entry"),
    ],
)
def test_an_answer_that_cannot_be_scored_is_named_and_left_out(submission, field, value, sentence):
    def change(responses):
        responses[0][field] = value
        if field == "value":
            responses[0]["value"] = ["no", "such", "option"]

    graded = grade_submission(edit(submission, change))

    assert len(graded.table) == 4
    assert sentence in graded.rescored.problems[0]
    assert "1 answer could not be scored" in graded.text


def test_a_changed_seed_changes_the_numbers_and_so_the_score(submission):
    def change(responses):
        for response in responses:
            response["seed"] += 1

    right = grade_submission(edit(submission, change)).table["right"].sum()

    assert right <= 3


def test_code_is_run_again_apart(tmp_path):
    book = Workbook.open(home=tmp_path / "home")
    exercise = book.catalog.exercise("chunked")
    outcome = practice.run(book, exercise, exercise.solution)
    practice.keep(book, exercise, exercise.solution, outcome)
    path = book.export(tmp_path / "answers.json")
    wrong = f"def {exercise.function}(*args, **kwargs):\n    return []\n"

    assert grade_submission(path).table["right"].tolist() == [True]
    assert grade_submission(edit(path, lambda found: found[0].update(value=wrong))).table["right"].tolist() == [False]


def test_another_role_can_be_asked_and_an_unknown_one_is_refused(submission):
    assert grade_submission(submission, "mlops-engineer").standing.role.id == "mlops-engineer"
    with pytest.raises(UnknownName, match="mlops-engineer"):
        grade_submission(submission, "mlops")


def test_a_missing_file_is_one_sentence():
    with pytest.raises(SubmissionError, match=r"nowhere\.json"):
        grade_submission("nowhere.json")


def test_the_report_of_nothing_is_kind_and_has_every_view():
    nothing = nothing_to_grade()

    assert "answered nothing" in nothing.text
    assert len(nothing.profile.frame) == 45
    assert nothing.gaps.text
    assert nothing.calibration.text


def test_a_hostile_name_is_text_in_every_report(submission):
    plain = json.loads(submission.read_text())
    plain["learner"] = "<script>alert(1)</script>"
    submission.write_text(json.dumps(plain))
    graded = grade_submission(submission)

    assert "<script>" not in graded.profile._repr_html_()


def test_a_parameter_that_is_not_known_is_refused_with_the_nearest():
    only_parameters({"submission": "x", "In": [], "_": 1}, "submission", "role")
    with pytest.raises(SubmissionError, match="Did you mean 'submission'"):
        only_parameters({"submision": "x"}, "submission", "role")
