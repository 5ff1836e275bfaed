"""A sitting from the first question to the last, without a screen, a file or a clock."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skillcheck import measure
from skillcheck import sitting as course
from skillcheck.catalog import draw
from skillcheck.model import AnswerRefused, Finish, Item, Kind, Misconception, Option, Purpose, Skill, Start

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SKILLS = tuple(
    Skill(id=name, name=name, level="beginner", block="F", can_do="Can", about="It is", subtopics=("x",))
    for name in ("one", "two", "three")
)


def option(name, rationale=None):
    return Option(id=name, text=f"The {name} option", rationale=rationale or f"Why {name}.")


def make_item(id="i-1", kind=Kind.CHOICE, **fields):
    defaults = {
        Kind.CHOICE: {"key": "yes", "options": (option("yes"), option("no"), option("maybe"))},
        Kind.MULTI: {"key": ("p", "q"), "options": tuple(option(name) for name in "pqrs")},
        Kind.ORDER: {"key": ("p", "q", "r", "s"), "options": tuple(option(name) for name in "pqrs")},
        Kind.NUMERIC: {
            "key": "n / 4",
            "draw": {"n": (101, 199)},
            "rationale": "Divide {n} by four.",
            "misconceptions": (Misconception(value="n * 4", rationale="That multiplies {n}."),),
        },
        Kind.TEXT: {"key": ("[1, 2]",), "rationale": "A list prints with brackets."},
    }[kind]
    plain = {"id": id, "depth": 1, "kind": kind, "asks": "apply", "stem": "What?", "source": "https://example.org"}
    return Item(**{**plain, "skill": "one", **defaults, **fields})


def make_start(**fields):
    plain = {"sitting": "s", "at": NOW, "purpose": Purpose.QUIZ, "scope": "one", "length": 4, "role": "r", "seed": 7}
    return Start(**{**plain, "bank": "test", **fields})


def make_sitting(items, length=4, **fields):
    ids = [skill.id for skill in SKILLS]
    limits = measure.Limits(length=length, per_skill=None, in_a_row=None, gentle=0)
    blueprint = course.Blueprint(length, (0, 1, 2), np.ones(3) / 3, np.zeros(3), limits, False)
    plain = {
        "start": make_start(length=length),
        "blueprint": blueprint,
        "pool": course.make_pool(items, ids),
        "ability": measure.prior(SKILLS),
        "seen": frozenset(),
    }
    return course.Sitting(**{**plain, **fields})


def drawing(items):
    by_id = {item.id: item for item in items}
    return lambda item, seed: draw(by_id[item], seed)


BANK = [
    make_item("c-1"),
    make_item("m-1", Kind.MULTI, skill="two"),
    make_item("n-1", Kind.NUMERIC, skill="three"),
    make_item("t-1", Kind.TEXT, skill="two"),
    make_item("o-1", Kind.ORDER, skill="three"),
    make_item("c-2", skill="two", depth=2),
]


def test_a_sitting_asks_each_item_once_and_ends_at_its_length():
    sitting, asked = make_sitting(BANK), []
    sitting = course.advance(sitting, drawing(BANK))
    while not sitting.ended:
        asked.append(sitting.variant.item.id)
        sitting, _ = course.answer(sitting, None, version="v", now=NOW)
        sitting = course.advance(sitting, drawing(BANK))

    assert len(asked) == len(set(asked)) == 4


def test_a_sitting_over_a_small_bank_ends_when_nothing_is_left():
    sitting = course.advance(make_sitting(BANK[:2], length=9), drawing(BANK))
    for _ in range(2):
        sitting, _ = course.answer(sitting, None, version="v", now=NOW)
        sitting = course.advance(sitting, drawing(BANK))

    assert sitting.ended


def test_what_the_learner_sees_holds_no_key_and_no_rationale():
    sitting = course.advance(make_sitting(BANK[:1]), drawing(BANK))
    seen = course.question(sitting)

    assert not hasattr(seen, "key")
    assert "Why" not in repr(seen)


def test_advancing_with_an_item_on_the_table_changes_nothing():
    sitting = course.advance(make_sitting(BANK), drawing(BANK))

    assert course.advance(sitting, drawing(BANK)) is sitting


def test_answering_twice_is_an_error_of_the_caller():
    sitting = course.advance(make_sitting(BANK), drawing(BANK))
    sitting, _ = course.answer(sitting, None, version="v", now=NOW)

    with pytest.raises(ValueError, match="no item"):
        course.answer(sitting, None, version="v", now=NOW)


def test_an_answer_that_cannot_be_read_leaves_the_sitting_as_it_was():
    sitting = course.advance(make_sitting(BANK[2:3]), drawing(BANK))
    with pytest.raises(AnswerRefused):
        course.answer(sitting, "about a dozen", version="v", now=NOW)

    assert sitting.feedback is None
    assert sitting.responses == ()


def test_a_right_answer_raises_the_estimate_of_its_skill_and_a_skip_lowers_it():
    start = course.advance(make_sitting(BANK[:1]), drawing(BANK))
    up, _ = course.answer(start, "yes", version="v", now=NOW)
    down, _ = course.answer(start, None, version="v", now=NOW)

    assert up.ability.mean[0] > start.ability.mean[0] > down.ability.mean[0]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.booleans(), min_size=0, max_size=4), st.integers(0, 2**31 - 1))
def test_a_resumed_sitting_puts_the_same_question_on_the_table(skips, seed):
    fresh = make_sitting(BANK, start=make_start(seed=seed))
    sitting = course.advance(fresh, drawing(BANK))
    for skip in skips:
        if sitting.variant is None:
            break
        value = None if skip else right_value(sitting.variant)
        sitting, _ = course.answer(sitting, value, version="v", now=NOW)
        sitting = course.advance(sitting, drawing(BANK))
    resumed = course.resume(fresh, sitting.responses, drawing(BANK))

    assert course.question(resumed) == course.question(sitting)
    np.testing.assert_allclose(resumed.ability.mean, sitting.ability.mean)


def right_value(variant):
    if variant.item.kind == Kind.TEXT:
        return variant.key[0]
    return variant.key


@pytest.mark.parametrize("kind", [Kind.CHOICE, Kind.MULTI, Kind.NUMERIC, Kind.TEXT, Kind.ORDER])
def test_the_key_of_every_kind_is_right_and_its_feedback_says_why(kind):
    sitting = course.advance(make_sitting([make_item(kind=kind)]), drawing([make_item(kind=kind)]))
    sitting, response = course.answer(sitting, right_value(sitting.variant), version="v", now=NOW)

    assert response.right
    assert response.credit == 1
    assert sitting.feedback.verdict == "Right."
    assert sitting.feedback.lines


def test_a_chosen_distractor_and_the_unchosen_key_are_both_explained():
    sitting = course.advance(make_sitting(BANK[:1]), drawing(BANK))
    sitting, _ = course.answer(sitting, "no", version="v", now=NOW)
    text = " ".join(sitting.feedback.lines)

    assert "Why no." in text
    assert "Why yes." in text
    assert "Why maybe." not in text


def test_several_keys_earn_partial_credit_in_words_and_every_mistake_is_explained():
    item = make_item(kind=Kind.MULTI)
    sitting = course.advance(make_sitting([item]), drawing([item]))
    sitting, response = course.answer(sitting, {"p", "r"}, version="v", now=NOW)
    text = " ".join(sitting.feedback.lines)

    assert not response.right
    assert sitting.feedback.verdict == "Not quite: 1 of 2 found, 1 too many."
    assert "**Missed**" in text
    assert "**Too many**" in text


def test_an_order_with_one_swap_says_how_many_pairs_stand_right():
    item = make_item(kind=Kind.ORDER)
    sitting = course.advance(make_sitting([item]), drawing([item]))
    sitting, response = course.answer(sitting, ["q", "p", "r", "s"], version="v", now=NOW)

    assert response.credit == pytest.approx(5 / 6)
    assert sitting.feedback.verdict == "Not quite: 5 of 6 pairs stand in the right order."


def test_a_wrong_number_with_a_name_gets_that_misconceptions_rationale():
    item = make_item(kind=Kind.NUMERIC)
    sitting = course.advance(make_sitting([item]), drawing([item]))
    n = sitting.variant.values["n"]
    sitting, response = course.answer(sitting, str(4 * n), version="v", now=NOW)

    assert not response.right
    assert sitting.feedback.lines[0] == f"That multiplies {n}."


def test_a_skip_is_no_mistake_in_words_and_explains_the_key():
    sitting = course.advance(make_sitting(BANK[:1]), drawing(BANK))
    sitting, response = course.answer(sitting, None, version="v", now=NOW, confidence=0.9)

    assert response.value is None
    assert response.confidence is None
    assert sitting.feedback.skipped
    assert sitting.feedback.lines == ("Why yes.",)


def test_marks_name_the_answer_and_the_key_in_words():
    sitting = course.advance(make_sitting(BANK[:1]), drawing(BANK))

    assert course.marks(sitting.variant, "no") == {"no": "your answer", "yes": "the key"}
    assert course.marks(sitting.variant, "yes") == {"yes": "your answer, the key"}
    assert course.marks(sitting.variant, None) == {"yes": "the key"}


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (0.5, None, "0.5"),
        (1234567.0, None, "1,234,567"),
        (0.123456, 2, "0.12"),
        (2 / 3, None, "0.6667"),
        (3.0, 1, "3.0"),
    ],
)
def test_numbers_are_shown_as_a_person_writes_them(value, places, shown):
    assert course.show_number(value, places) == shown


# --- the log --------------------------------------------------------------------------------------


def respond(item, at, right, purpose=Purpose.QUIZ):
    variant = draw(item, 1)
    value = right_value(variant) if right else None
    start = make_start(sitting=f"s-{at.isoformat()}", purpose=purpose, at=at)
    response, _ = course.respond(variant, value, start=start, version="v", now=at, confidence=None, seconds=None)
    return response


def test_a_missed_item_is_due_again_after_some_days_and_a_right_one_never():
    missed, known = respond(BANK[0], NOW, False), respond(BANK[1], NOW, True)
    history = course.read([missed, known])

    assert course.due(history, NOW) == []
    assert course.due(history, NOW + timedelta(days=40)) == [missed]


def test_a_review_moves_the_next_one_further_away():
    missed = respond(BANK[0], NOW, False)
    first = course.schedule(course.read([missed]))[0][0]
    again = respond(BANK[0], first, True, Purpose.REVIEW)
    second = course.schedule(course.read([missed, again]))[0][0]

    assert second - first > first - NOW


def test_a_clock_set_back_does_not_break_the_schedule():
    missed, earlier = respond(BANK[0], NOW, False), respond(BANK[0], NOW - timedelta(days=3), False)

    assert course.schedule(course.read([missed, earlier]))[0][0] > NOW


def test_the_latest_unfinished_sitting_of_the_same_plan_is_found():
    first, second = make_start(sitting="a"), make_start(sitting="b")
    history = course.read([first, second, Finish(sitting="b", at=NOW)])

    assert course.unfinished(history, Purpose.QUIZ, "one", "r") == first
    assert course.unfinished(history, Purpose.QUIZ, "one", "r", length=5) is None
    assert course.unfinished(history, Purpose.QUIZ, "two", "r") is None


def test_items_are_seen_for_thirty_days():
    history = course.read([respond(BANK[0], NOW, True)])

    assert course.seen(history, NOW + timedelta(days=29)) == {"c-1"}
    assert course.seen(history, NOW + timedelta(days=31)) == frozenset()
