"""The made-up class: the same for the same seed, plausible, and graded without a word where all is well."""

import json
from collections import Counter

import pandas as pd
import pytest
from classes import edited, gradebook, marked, problems, responses_of
from click.testing import CliRunner

from skillcheck.catalog import Catalog
from skillcheck.cli import main
from skillcheck.grading.demo import _name, write_class
from skillcheck.model import Kind
from skillcheck.record import read_submission

CATALOG = Catalog.open()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Twelve learners, thirty items, no code."""
    found = tmp_path_factory.mktemp("demo")
    write_class(found, 12, items=30, exercises=0, troubled=False)
    return found


@pytest.fixture(scope="module")
def answers(folder):
    """All their answers."""
    return [one for path in sorted(folder.iterdir()) for one in responses_of(json.loads(path.read_text("utf-8")))]


def bytes_in(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_same_seed_makes_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        write_class(tmp_path / name, 3, items=6, exercises=1, seed=5)

    assert bytes_in(tmp_path / "one") == bytes_in(tmp_path / "two")


def test_another_seed_makes_other_answers(tmp_path):
    for seed in (1, 2):
        write_class(tmp_path / str(seed), 3, items=6, exercises=0, seed=seed, troubled=False)
    one, two = bytes_in(tmp_path / "1"), bytes_in(tmp_path / "2")

    assert one.keys() == two.keys()
    assert not any(one[name] == two[name] for name in one)


def test_more_learners_change_nothing_for_the_first_ones(folder, tmp_path):
    write_class(tmp_path, 3, items=30, exercises=0, troubled=False)

    assert bytes_in(tmp_path).items() <= bytes_in(folder).items()


def test_every_kind_of_item_is_asked(answers):
    assert {answer["kind"] for answer in answers} == {str(kind) for kind in Kind} - {"code"}


def test_everybody_is_asked_the_same_items_in_an_order_of_their_own(folder):
    orders = [
        tuple(one["item"] for one in responses_of(json.loads(path.read_text("utf-8")))) for path in folder.iterdir()
    ]

    assert len(set(orders)) == 12
    assert len({frozenset(order) for order in orders}) == 1


def test_about_half_of_the_answers_are_right_and_some_are_skipped(answers):
    right = sum(answer["right"] for answer in answers) / len(answers)
    skipped = sum(answer["value"] is None for answer in answers) / len(answers)

    assert len(answers) == 12 * 30
    assert 0.3 < right < 0.8
    assert 0.02 < skipped < 0.3


def test_items_differ_in_difficulty_and_learners_in_ability(folder, answers):
    by_item = pd.DataFrame(answers).groupby("item")["right"].mean()
    by_learner = [
        sum(one["right"] for one in responses_of(json.loads(path.read_text("utf-8")))) for path in folder.iterdir()
    ]

    assert by_item.max() - by_item.min() > 0.4
    assert max(by_learner) - min(by_learner) > 5


def test_wrong_answers_have_favourites(answers):
    wrong = Counter((one["item"], one["value"]) for one in answers if one["kind"] == "choice" and not one["right"])
    chosen = Counter(count for (_, value), count in wrong.items() if value is not None)

    assert max(chosen) >= 3


def test_who_is_surer_is_more_often_right(answers):
    given = pd.DataFrame(answers).dropna(subset="value")
    sure = given["confidence"] >= given["confidence"].median()

    assert given[sure]["right"].mean() > given[~sure]["right"].mean()


def test_a_class_where_all_is_well_is_graded_without_a_word(tmp_path):
    write_class(tmp_path / "in", 8, items=30, exercises=1, troubled=False)
    summary = marked(tmp_path / "in", tmp_path / "out")
    rows = gradebook(tmp_path / "out").values()

    assert (summary.graded, summary.code) == (8, 0)
    assert {(row["status"], row["observations"], row["answers"]) for row in rows} == {("graded", "", "31")}
    assert problems(tmp_path / "out") == {}


def test_the_troubled_files_are_a_torn_one_and_an_edited_one(tmp_path):
    paths = write_class(tmp_path, 3, items=6, exercises=0)

    assert [path.name for path in paths[3:]] == ["cut-off.json", "edited.json"]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(path.name for path in paths)
    assert all(one["right"] for one in responses_of(json.loads(paths[4].read_text("utf-8"))))


def test_the_mutants_handed_in_as_code_are_not_called_right(tmp_path):
    paths = write_class(tmp_path, 12, items=1, exercises=3, troubled=False)
    code = [one for path in paths for one in read_submission(path).entries if getattr(one, "kind", None) == Kind.CODE]

    assert len(code) == 36
    assert {one.right for one in code} == {True, False}
    for one in code:
        assert one.right == (one.value == CATALOG.exercise(one.item).solution)


def test_every_learner_has_a_name_and_a_file_of_their_own():
    names = [_name(number) for number in range(2_000)]

    assert len({name.casefold() for name in names}) == 2_000


def test_the_command_writes_the_class_and_says_how_to_grade_it(tmp_path):
    done = CliRunner().invoke(
        main, ["demo-class", "--out", str(tmp_path / "demo"), "--learners", "2", "--items", "3", "--exercises", "0"]
    )

    assert done.exit_code == 0, done.output
    assert f"4 submissions in {tmp_path / 'demo'}; grade them: skillcheck grade" in done.output
    assert len(list((tmp_path / "demo").iterdir())) == 4


@pytest.mark.parametrize("option", [("--learners", "0"), ("--items", "0"), ("--exercises", "-1"), ("--seed", "x")])
def test_the_command_refuses_numbers_that_make_no_class(tmp_path, option):
    done = CliRunner().invoke(main, ["demo-class", "--out", str(tmp_path / "demo"), *option])

    assert done.exit_code == 2
    assert not (tmp_path / "demo").exists()


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path):
    write_class(tmp_path, 1, items=2, exercises=0, troubled=False)
    path = next(tmp_path.iterdir())
    edited(path, lambda plain: plain.update(format="a thesis"))
    done = CliRunner().invoke(main, ["demo-class", "--out", str(tmp_path), "--learners", "1"])

    assert done.exit_code == 1
    assert "left alone" in done.output
