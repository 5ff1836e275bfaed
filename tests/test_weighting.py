"""Points: what an instructor weighs, and what a result earns by it."""

from datetime import UTC, datetime

import pytest

from skillcheck.catalog import Catalog
from skillcheck.grading.result import Answered, Result, SkillMark
from skillcheck.grading.weighting import Weighting, even, points_of, read_weighting
from skillcheck.model import DataError, Level

CATALOG = Catalog.open()


def made_result(**changes):
    """A result with two skills, one exercise and two answers to the first skill, and code that failed."""

    def answer(credit, kind="text"):
        return Answered(
            at=datetime(2026, 1, 1, tzinfo=UTC),
            item="i",
            skill="python-programming",
            depth=1,
            kind=kind,
            options=0,
            value="x",
            right=credit == 1,
            credit=credit,
            confidence=None,
            seconds=None,
            purpose="quiz",
            sitting="s",
        )

    def mark(share):
        return SkillMark(depth=1.0, low=0.0, high=2.0, answers=1, share=share)

    values = {
        "name": "a.json",
        "skills": {"python-programming": mark(0.5), "git-environments": mark(0.2)},
        "exercises": {"ecdf": 0.75},
        "answers": (answer(1.0), answer(0.5), answer(0.0, "code")),
    }
    return Result(**values | changes)


def test_points_are_the_weighted_mean_of_estimated_shares():
    weighting = Weighting(points=20, weights={"python-programming": 3, "git-environments": 1})

    assert points_of(made_result(), weighting) == 20 * (3 * 0.5 + 0.2) / 4


def test_points_by_answers_are_the_mean_credit_of_the_answers_and_nothing_where_there_are_none():
    weighting = Weighting(points=10, basis="answers", weights={"python-programming": 1, "git-environments": 1})

    assert points_of(made_result(), weighting) == 10 * (0.75 + 0) / 2


def test_an_exercise_gives_its_best_credit_and_nothing_if_it_was_not_tried():
    weighting = Weighting(points=8, weights={"ecdf": 1, "chunked": 1})

    assert points_of(made_result(), weighting) == 8 * (0.75 + 0) / 2


def test_a_level_is_spread_evenly_over_its_skills_and_a_skill_named_itself_wins(tmp_path):
    (tmp_path / "w.toml").write_text("points = 30\n[weights]\nbeginner = 1\npython-programming = 5\n")
    found = read_weighting(tmp_path / "w.toml", CATALOG)
    beginners = CATALOG.resolve("beginner")

    assert found.points == 30
    assert set(found.weights) == set(beginners)
    assert found.weights["python-programming"] == 5
    assert found.weights[beginners[-1]] == 1 / len(beginners)


def test_points_alone_give_every_level_a_third():
    weights = even(CATALOG).weights

    for level in Level:
        assert sum(weights[skill] for skill in CATALOG.resolve(level)) == pytest.approx(1)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "cannot be read"),
        (b"points = ", "Invalid value"),
        (b"\xff\xfe", "utf-8"),
        (b"point = 3\n[weights]\nbeginner = 1", "unknown field `point`"),
        (b"basis = 'guess'\n[weights]\nbeginner = 1", "Invalid enum value 'guess'"),
        (b"[weights]\nbeginner = 'much'", "weights"),
        (b"[weights.beginner]\nx = 1", "weights"),
        (b"points = 20", "numbers above 0"),
        (b"[weights]\nbeginner = 0", "numbers above 0"),
        (b"[weights]\nbeginner = -1", "numbers above 0"),
        (b"[weights]\nbeginner = nan", "numbers above 0"),
        (b"[weights]\nbeginner = inf", "numbers above 0"),
        (b"points = 0\n[weights]\nbeginner = 1", "numbers above 0"),
        (b"points = nan\n[weights]\nbeginner = 1", "numbers above 0"),
        (b"[weights]\nbegginer = 1", "no level, skill or track 'begginer' (did you mean 'beginner'"),
    ],
)
def test_a_weights_file_that_is_wrong_is_named_with_what_is_wrong(tmp_path, content, words):
    if content is not None:
        (tmp_path / "weights.toml").write_bytes(content)
    with pytest.raises(DataError) as caught:
        read_weighting(tmp_path / "weights.toml", CATALOG)

    assert str(caught.value).startswith("weights.toml: ")
    assert words in str(caught.value)


def test_weights_that_cancel_each_other_are_refused(tmp_path):
    none = "\n".join(f"{skill} = 0" for skill in CATALOG.resolve("beginner"))
    (tmp_path / "weights.toml").write_text(f"[weights]\nbeginner = 1\n{none}\n")
    with pytest.raises(DataError, match="not all of them"):
        read_weighting(tmp_path / "weights.toml", CATALOG)
