"""Item analysis of a class: frames in, frames out, and clear words about frames that cannot be analysed."""

import math

import numpy as np
import pandas as pd
import pytest

from skillcheck.grading.analysis import analyse
from skillcheck.measure.curve import Parameters, probability
from skillcheck.measure.responses import NotEnough
from skillcheck.model import Exercise, Item, Kind, Option, SubmissionError


def make_item(name, **changes):
    options = tuple(Option(id=letter, text=letter, rationale="") for letter in "abcd")
    fields = {"id": name, "depth": 2, "kind": Kind.CHOICE, "asks": "apply", "stem": "", "key": "a", "source": ""}
    return Item(**{**fields, "options": options, "skill": "trees", **changes})


def make_exercise(name):
    texts = dict.fromkeys(["title", "task", "function", "starter", "solution", "source"], "")
    return Exercise(id=name, skill="trees", depth=1, hints=(), **texts)


BANK = {f"item-{number}": make_item(f"item-{number}") for number in range(12)}


def make_frame(learners=300, asked=12, seed=1):
    """Return answers to choice items of depth 2, right ones "a", wrong ones b to d, and a language of two values."""
    rng = np.random.default_rng(seed)
    rows = []
    for learner, ability in enumerate(rng.normal(size=learners)):
        for item in rng.permutation(list(BANK))[:asked]:
            right = bool(rng.random() < probability(ability, 1.2, 0.0, 0.22))
            value = "a" if right else "bcd"[rng.integers(3)]
            said = (0.25, 0.5, 0.75, 0.95)[rng.integers(4)]
            rows.append((f"learner-{learner}", item, right, value, said, 2, "choice", 4, "en" if learner % 3 else "hi"))
    columns = ["learner", "item", "right", "value", "confidence", "depth", "kind", "options", "language"]
    return pd.DataFrame(rows, columns=columns)


@pytest.mark.parametrize("asked", [12, 7], ids=["fixed", "adaptive"])
def test_the_item_table_has_a_row_an_item_and_tells_all(asked):
    frame = make_frame(asked=asked)
    table = analyse(frame, BANK).item_table().set_index("item")
    shares = frame.groupby("item")["right"].mean()

    assert table["share"].astype(float).sort_index().tolist() == pytest.approx(shares.sort_index().tolist())
    assert table[["rest", "rest_low", "rest_high", "rest_expected", "fit"]].notna().all().all()
    assert (table["missing"] == "").all()
    assert (table["status"] == "active").all()


def test_a_wrong_key_is_said_in_words():
    frame = make_frame()
    frame["right"] ^= frame["item"] == "item-4"
    table = analyse(frame).item_table().set_index("item")

    assert "is the key right?" in table.loc["item-4", "flagged"]


def test_what_cannot_be_told_is_missing_with_its_reason_and_never_nan():
    table = analyse(make_frame(learners=5), BANK).item_table()

    assert table["rest"].isna().all()
    assert set(table["missing"]) == {"5 answers, 20 needed"}
    assert not any(isinstance(value, float) and math.isnan(value) for value in table.to_numpy(dtype=object).ravel())


def test_a_fixed_form_without_any_curve_is_analysed_classically():
    table = analyse(make_frame()[["learner", "item", "right"]]).item_table()

    assert table["rest"].notna().all()
    assert set(table["missing"]) == {"no item parameters were given"}


def test_an_adaptive_form_without_any_curve_says_what_is_needed():
    bare = make_frame(asked=5)[["learner", "item", "right"]]

    with pytest.raises(SubmissionError, match="different items"):
        analyse(bare).item_table()


def test_calibrated_parameters_take_the_place_of_the_authors():
    frame = make_frame(1000)
    easy = {item: Parameters(1.2, -2.0, 0.22) for item in BANK if item != "item-0"} | {
        "item-0": Parameters(1.2, 0.0, 0.22)
    }
    authors = analyse(frame, BANK).item_table().set_index("item")
    calibrated = analyse(frame, BANK, easy).item_table().set_index("item")

    assert abs(authors.loc["item-0", "fit"]) < 3
    assert calibrated.loc["item-0", "fit"] > 10


def test_the_first_answer_to_an_item_counts_by_time():
    frame = pd.DataFrame(
        {
            "learner": ["ann"] * 2,
            "item": ["item-0"] * 2,
            "right": [True, False],
            "at": pd.to_datetime(["2025-02", "2025-01"]),
        }
    )

    assert analyse(frame).responses.right.tolist() == [False]


def test_options_nobody_chose_have_a_row_too():
    frame = make_frame()
    never = (frame["item"] == "item-1") & (frame["value"] == "d")
    frame.loc[never, "value"] = "c"
    table = analyse(frame, BANK).option_table().set_index(["item", "option"])
    counts = frame.groupby(["item", "value"]).size()

    assert len(table) == 48
    assert table.loc[("item-1", "d"), "chosen"] == 0
    assert "hardly chosen" in table.loc[("item-1", "d"), "flagged"]
    assert table.loc[("item-2", "b"), "chosen"] == counts["item-2", "b"]
    assert table.loc[("item-2", "a"), "is_key"]


def test_items_without_options_and_skips_are_no_trouble():
    bank = {
        **BANK,
        "typed": make_item("typed", kind=Kind.NUMERIC, options=(), key="1"),
        "both": make_item("both", kind=Kind.MULTI, key=("a", "b")),
        "code": make_exercise("code"),
    }
    answers = [
        ("typed", True, "1"),
        ("both", False, ("a", "c")),
        ("code", True, "def f(): ..."),
        ("item-0", False, None),
    ]
    frame = pd.DataFrame([("ann", *each) for each in answers], columns=["learner", "item", "right", "value"])
    analysis = analyse(frame, bank)
    table = analysis.option_table()

    assert len(analysis.item_table()) == 4
    assert set(table["item"]) == {"both", "item-0"}
    assert table.loc[table["chosen"] == 1, "option"].tolist() == ["a", "c"]
    assert table.loc[table["is_key"], "option"].tolist() == ["a", "b", "a"]


@pytest.mark.parametrize("asked", [12, 9], ids=["fixed", "adaptive"])
def test_groups_are_compared_with_the_larger_as_reference(asked):
    table = analyse(make_frame(900, asked), BANK).dif_table("language")

    assert (table["reference"] > table["focal"]).all()
    assert (table["ets"] == "A").sum() >= 11
    assert (table["q"] >= table["p"]).all()
    assert table[["delta", "delta_low", "delta_high", "p_uniform", "slope", "p_slope"]].notna().all().all()


def test_groups_too_small_to_compare_say_so():
    table = analyse(make_frame(60), BANK).dif_table("language", reference="hi", focal="en")

    assert table["delta"].isna().all()
    assert set(table["missing"]) == {"20 and 40 answers in the groups, 100 needed in each"}


def test_learners_of_other_groups_or_of_none_are_left_out():
    frame = make_frame(700)
    number = frame["learner"].str.removeprefix("learner-").astype(int)
    some = frame.assign(language=frame["language"].mask(number >= 500, "fr").mask(number >= 600))
    table = analyse(some, BANK).dif_table("language", reference="en", focal="hi")

    assert set(table["reference"] + table["focal"]) == {500}


def test_groups_that_cannot_be_formed():
    frame = make_frame(30)
    analysis = analyse(frame.assign(room=frame["learner"].str[-1]), BANK)
    moved = frame.assign(language=np.where(np.arange(len(frame)) % 2, "en", "hi"))

    with pytest.raises(SubmissionError, match="no column 'gender'"):
        analysis.dif_table("gender")
    with pytest.raises(SubmissionError, match="10 values: name a reference"):
        analysis.dif_table("room")
    with pytest.raises(SubmissionError, match="no value 'fr'"):
        analysis.dif_table("language", reference="en", focal="fr")
    with pytest.raises(SubmissionError, match="more than one value"):
        analyse(moved, BANK).dif_table("language")


def test_confidence_over_the_class_leaves_out_skips():
    frame = make_frame(30)
    frame["skipped"] = frame.index < 10
    found = analyse(frame, BANK).confidence()

    assert found.answers == len(frame) - 10
    assert analyse(frame.drop(columns="confidence")).confidence().over == NotEnough(
        "0 answers with a confidence, 20 needed"
    )


def test_alpha_is_for_fixed_forms_only():
    assert analyse(make_frame(), BANK).alpha().value.value > 0.4
    with pytest.raises(SubmissionError, match="different items"):
        analyse(make_frame(asked=5), BANK).alpha()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda frame: frame.drop(columns="right"), "no column 'right'; it has learner, item"),
        (lambda frame: pd.DataFrame(), "no column 'learner'; it has none"),
        (lambda frame: frame.assign(learner=None), "Row 0 has no learner"),
        (lambda frame: frame.assign(item="item-12"), r"first 'item-12'\. Did you mean 'item-"),
        (lambda frame: frame.assign(item="who"), "1 items are not in the bank, first 'who'"),
    ],
)
def test_frames_that_cannot_be_analysed(change, message):
    with pytest.raises(SubmissionError, match=message):
        analyse(change(make_frame(2)), BANK)


def test_scores_that_cannot_be():
    frame = make_frame(2).assign(right=0.5)

    with pytest.raises(SubmissionError, match="right is 0 or 1"):
        analyse(frame, BANK).item_table()
    with pytest.raises(SubmissionError, match="no column 'value'"):
        analyse(make_frame(2).drop(columns="value"), BANK).option_table()
    with pytest.raises(SubmissionError, match="only with the bank"):
        analyse(make_frame(2)).option_table()


def test_a_class_that_has_answered_nothing_has_empty_tables():
    frame = make_frame(2).iloc[:0]
    analysis = analyse(frame, BANK)

    assert len(analysis.item_table()) == 0
    assert len(analysis.option_table()) == 0
    assert "rest_expected" in analyse(make_frame(1), BANK).item_table()


def test_retired_items_are_analysed_and_marked():
    bank = {**BANK, "item-3": make_item("item-3", status="retired")}
    table = analyse(make_frame(30), bank).item_table().set_index("item")

    assert table.loc["item-3", "status"] == "retired"
    assert table.loc["item-3", "answers"] == 30
