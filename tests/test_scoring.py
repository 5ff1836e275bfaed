"""Scoring: what people type, and what an answer to each kind of item earns."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillcheck.measure.scoring import read_number, score
from skillcheck.measure.typed import clean
from skillcheck.model import AnswerRefused, Item, Kind, Misconception, Option, Variant

STEPS = ("split", "fit", "tune", "test")


def make_variant(kind=Kind.CHOICE, key="fit", options=STEPS, misconceptions=(), **item_fields):
    shown = tuple(Option(id=name, text=name, rationale="why") for name in options)
    wrong = tuple(Misconception(value=value, rationale="a slip") for value in misconceptions)
    item = Item(
        id="an-item", depth=1, kind=kind, asks="apply", stem="?", key=key, source="https://x.org", **item_fields
    )
    return Variant(
        item=item,
        seed=1,
        stem="?",
        options=shown,
        key=key,
        misconceptions=wrong,
        rationale="because",
        values={},
        unit=item.unit,
    )


def numeric(key, misconceptions=(), **item_fields):
    return make_variant(Kind.NUMERIC, key=key, options=(), misconceptions=misconceptions, **item_fields)


def text(*keys, misconceptions=(), **item_fields):
    return make_variant(Kind.TEXT, key=keys, options=(), misconceptions=misconceptions, **item_fields)


# --- numbers as people type them ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0.5", 0.5),
        (".5", 0.5),
        ("5.", 5.0),
        ("50 %", 0.5),
        ("50%", 0.5),
        ("50 percent", 0.5),
        ("50 Percent", 0.5),
        ("1/2", 0.5),
        ("-1 / 4", -0.25),
        ("1e-3", 0.001),
        ("2.5E3", 2500.0),
        ("1,000", 1000.0),
        ("1 000", 1000.0),
        ("1\u202f000\u202f000", 1_000_000.0),
        ("1'000", 1000.0),
        ("1_000_000", 1_000_000.0),
        ("12,345.67", 12345.67),
        ("1,00,000", 100_000.0),
        ("−5", -5.0),
        ("– 5", -5.0),
        ("+5", 5.0),
        ("=5", 5.0),
        ("= 0.25", 0.25),
        ("  7\t", 7.0),
        ("\u200b7", 7.0),
        ("７", 7.0),
        ("٣", 3.0),
        ("-0", 0.0),
    ],
)
def test_a_number_is_read_as_people_type_it(typed, number):
    assert read_number(typed) == pytest.approx(number)


@pytest.mark.parametrize(
    ("typed", "unit", "number"),
    [
        ("50", "%", 50.0),
        ("50 %", "%", 50.0),
        ("0.5 %", "%", 0.5),
        ("1/2 %", "%", 0.5),
        ("0", "%", 0.0),
        ("1", "%", 1.0),
        ("12 ms", "ms", 12.0),
        ("12ms", "ms", 12.0),
        ("12", "ms", 12.0),
        ("3 mb", "MB", 3.0),
        ("1 row", "rows", 1.0),
        ("2 hours", "hour", 2.0),
        ("2 h", "hours", 2.0),
        ("2 hours", "h", 2.0),
        ("30 seconds", "s", 30.0),
        ("24 fps", "frames per second", 24.0),
        ("$5", "USD", 5.0),
        ("-$5", "USD", -5.0),
        ("5 €", "EUR", 5.0),
        ("5 USD", "USD per month", 5.0),
        ("5 us", "µs", 5.0),
        ("5 μs", "µs", 5.0),
        ("5/s", "/s", 5.0),
        ("1e5 rows", "rows", 1e5),
    ],
)
def test_the_unit_asked_for_may_stand_behind_the_number(typed, unit, number):
    assert read_number(typed, unit) == number


@pytest.mark.parametrize(
    ("typed", "unit", "says"),
    [
        ("", "", "Nothing was typed"),
        ("  \n ", "", "Nothing was typed"),
        ("two", "", "not a number"),
        ("½", "", "not a number"),
        ("--5", "", "not a number"),
        ("1.2.3", "", "not one clear number"),
        ("1,234,5", "", "not one clear number"),
        ("nan", "", "not a finite number"),
        ("-inf", "", "not a finite number"),
        ("1e999", "", "too large"),
        ("1/0", "", "divides by zero"),
        ("0/0.0", "", "divides by zero"),
        ("1,5", "", "as in 1.5"),
        ("0,500", "", "as in 0.500"),
        ("1.000,5", "", "as in 1000.5"),
        ("1,50 €", "EUR", "as in 1.50"),
        ("~5", "", "without '~'"),
        ("<5", "", "without '<'"),
        ("2*3", "", "calculation"),
        ("10^3", "", "calculation"),
        ("10²", "", "calculation"),
        ("1/2/3", "", "calculation"),
        ("sqrt(2)", "", "calculation"),
        ("5-10", "", "calculation"),
        ("__import__('os')", "", "calculation"),
        ("1 2", "", "not one clear number"),
        ("1\n2", "", "not one clear number"),
        ("9" * 61, "", "too long"),
        ("5 ms", "", "Type the number alone"),
        ("5 s", "ms", "asked in ms"),
        ("5 %", "ms", "asked in ms"),
        ("5 Mb", "MB", "asked in MB"),
        ("5 mss", "ms", "asked in ms"),
        ("5 min", "ms", "asked in ms"),
        ("5 seconds", "ms", "asked in ms"),
        ("0.5", "%", "Is that 0.5 % or 50 %? Add the % sign."),
        ("-.25", "%", "Is that -0.25 % or -25 %? Add the % sign."),
        ("1/2", "%", "Is that 0.5 % or 50 %? Add the % sign."),
        ("3/2", "%", "Is that 1.5 % or 150 %? Add the % sign."),
    ],
)
def test_what_is_not_one_clear_number_is_refused_with_what_to_type(typed, unit, says):
    with pytest.raises(AnswerRefused) as refusal:
        read_number(typed, unit)

    assert says in str(refusal.value)


@pytest.mark.parametrize(
    ("typed", "says"),
    [("50", "type '50 %'"), ("-0.1", "0 to 1"), ("150 %", "0 to 1"), ("1e6", "Check the sign")],
)
def test_a_value_outside_the_range_is_refused_with_the_reason(typed, says):
    with pytest.raises(AnswerRefused, match=r"outside what is possible") as refusal:
        read_number(typed, range=(0, 1))

    assert says in str(refusal.value)


@pytest.mark.parametrize("typed", ["0", "1", "100 %", "0.3"])
def test_the_ends_of_the_range_belong_to_it(typed):
    assert 0 <= read_number(typed, range=(0, 1)) <= 1


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_float_is_read_back_from_its_own_text(number):
    assert read_number(repr(number)) == number


@given(st.integers(-(10**15), 10**15), st.sampled_from([",", "_", " "]))
def test_thousands_may_be_set_apart(number, mark):
    assert read_number(f"{number:,}".replace(",", mark)) == number


@given(st.integers(-(10**6), 10**6), st.integers(1, 10**6))
def test_a_fraction_is_its_quotient(above, below):
    assert read_number(f"{above}/{below}") == above / below


@given(st.floats(1, 1e9), st.sampled_from(["", "%", "ms", "rows"]))
def test_a_number_with_its_unit_is_the_number(number, unit):
    number = round(number, 3)

    assert read_number(f"{number} {unit}", unit) == number


def number_or_refusal(typed, unit=""):
    try:
        return read_number(typed, unit), ""
    except AnswerRefused as refusal:
        return None, str(refusal)


@given(st.text(max_size=80), st.sampled_from(["", "%", "ms"]))
def test_any_text_is_a_finite_number_or_refused(typed, unit):
    number, refusal = number_or_refusal(typed, unit)

    assert refusal.endswith(".") if number is None else math.isfinite(number)


@given(st.text(alphabet="0123456789.,+-−/ %e'_=~()\n", max_size=12))
def test_text_that_looks_like_a_number_is_a_finite_number_or_refused(typed):
    number, refusal = number_or_refusal(typed)

    assert refusal.endswith(".") if number is None else math.isfinite(number)


@given(st.text())
def test_cleaning_twice_is_cleaning_once_and_leaves_no_control_character(typed):
    cleaned = clean(typed)

    assert clean(cleaned) == cleaned
    assert not any(ord(char) < 32 and char not in "\n\t" for char in cleaned)


# --- choice ---------------------------------------------------------------------------------------


def test_a_choice_is_right_only_if_it_is_the_key():
    variant = make_variant(key="fit")

    assert (score(variant, "fit").right, score(variant, "fit").credit) == (True, 1.0)
    assert (score(variant, "tune").right, score(variant, "tune").credit) == (False, 0.0)


@pytest.mark.parametrize("value", ["fit", ["fit"], {"fit"}, ("fit",), frozenset({"fit"})])
def test_a_choice_may_come_as_an_id_or_a_collection_of_one(value):
    assert score(make_variant(key="fit"), value).value == "fit"


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("guess", "'guess' is not an option. The options are split, fit, tune, test."),
        ("", "'' is not an option"),
        ([], "Nothing was chosen"),
        (["fit", "tune"], "Choose one"),
        (1, "not an option"),
        (True, "type bool"),
        (None, "type NoneType"),
        ([["fit"]], "type list"),
        (10**400, "type int"),
    ],
)
def test_a_choice_that_is_none_is_refused(value, says):
    with pytest.raises(AnswerRefused) as refusal:
        score(make_variant(key="fit"), value)

    assert says in str(refusal.value)


# --- multi ----------------------------------------------------------------------------------------

MULTI = make_variant(Kind.MULTI, key=("split", "tune"))


@pytest.mark.parametrize(
    ("chosen", "right", "credit"),
    [
        ({"split", "tune"}, True, 1.0),  # 2 hits of 2
        (["tune", "split", "tune"], True, 1.0),  # a set, whatever the order and repeats
        ({"split"}, False, 0.5),  # 1 hit of 2
        ("split", False, 0.5),
        ({"split", "tune", "fit"}, False, 0.5),  # 2 hits less 1 false pick, of 2
        ({"split", "fit"}, False, 0.0),  # 1 less 1
        (set(STEPS), False, 0.0),  # 2 less 2: picking all earns nothing
        ({"fit", "test"}, False, 0.0),  # never below 0
    ],
)
def test_multi_is_right_only_if_exact_and_credit_is_hits_less_false_picks(chosen, right, credit):
    result = score(MULTI, chosen)

    assert (result.right, result.credit) == (right, credit)


def test_a_multi_answer_is_kept_as_a_sorted_tuple():
    assert score(MULTI, {"tune", "split"}).value == ("split", "tune")


@pytest.mark.parametrize("value", [[], set(), "guess", {"split", "guess"}, 2, False, None, {"split": 1}])
def test_a_multi_answer_that_is_none_is_refused(value):
    with pytest.raises(AnswerRefused, match="The options are"):
        score(MULTI, value)


@given(st.sets(st.sampled_from(STEPS), min_size=1), st.sets(st.sampled_from(STEPS), min_size=1))
def test_multi_credit_is_a_share_and_full_only_when_right(keys, chosen):
    result = score(make_variant(Kind.MULTI, key=tuple(keys)), chosen)

    assert 0 <= result.credit <= 1
    assert (result.credit == 1) == result.right


# --- order ----------------------------------------------------------------------------------------

ORDER = make_variant(Kind.ORDER, key=STEPS, options=("tune", "test", "split", "fit"))


@pytest.mark.parametrize(
    ("given_order", "credit"),
    [
        (("split", "fit", "tune", "test"), 1.0),
        (("fit", "split", "tune", "test"), 5 / 6),  # one of six pairs turned
        (("test", "split", "fit", "tune"), 3 / 6),  # three pairs with test turned
        (("test", "tune", "fit", "split"), 0.0),
    ],
)
def test_order_credit_is_the_share_of_pairs_in_order(given_order, credit):
    result = score(ORDER, list(given_order))

    assert result.credit == pytest.approx(credit)
    assert result.right == (credit == 1.0)
    assert result.value == given_order


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (["split", "fit"], "Missing: tune, test."),
        (["split", "fit", "tune", "tune"], "Missing: test."),
        (["split", "fit", "tune", "test", "test"], "each once"),
        (["split", "fit", "tune", "guess"], "'guess' is not an option"),
        (set(STEPS), "as a list"),
        ("split", "as a list"),
        ([], "Nothing was chosen"),
        (3, "not an option"),
    ],
)
def test_an_order_that_is_incomplete_is_refused(value, says):
    with pytest.raises(AnswerRefused) as refusal:
        score(ORDER, value)

    assert says in str(refusal.value)


@given(st.permutations(STEPS))
def test_an_order_and_its_reverse_share_the_credit(steps):
    forward, backward = score(ORDER, steps), score(ORDER, steps[::-1])

    assert forward.credit + backward.credit == pytest.approx(1)
    assert forward.right == (forward.credit == 1)


# --- numeric --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("variant", "value", "right"),
    [
        (numeric(0.125, tolerance=0.005), "0.13", True),  # at the edge, whatever the last bit
        (numeric(0.125, tolerance=0.005), "0.1301", False),
        (numeric(0.125, tolerance=0.005), "12.5 %", True),
        (numeric(200.0, relative_tolerance=0.1), "180", True),
        (numeric(200.0, relative_tolerance=0.1), "179", False),
        (numeric(42.0), "42", True),
        (numeric(42.0), "42.0", True),
        (numeric(42.0), "42.1", False),
        (numeric(0.1 + 0.2 + 0.7), "1", True),  # whole, up to rounding in the sum
        (numeric(2.5), "2.52", True),  # 1 % of 2.5 is 0.025
        (numeric(2.5), "2.53", False),
        (numeric(1e-12), "0", False),  # the slack for rounding never swallows a small key
        (numeric(0.0), "0", True),
        (numeric(0.0), "0.001", False),
        (numeric(-3.0), "−3", True),
        (numeric(50.0, unit="%"), "50", True),
        (numeric(50.0, unit="%"), 50, True),
        (numeric(0.5), 0.5, True),
        (numeric(0.5), Fraction(1, 2), True),
        (numeric(0.5), np.float32(0.5), True),
        (numeric(3.0), np.int64(3), True),
    ],
)
def test_a_number_is_right_within_the_items_tolerance(variant, value, right):
    result = score(variant, value)

    assert (result.right, result.credit) == (right, float(right))


def test_a_wrong_number_shows_the_nearest_misconception():
    variant = numeric(0.8, misconceptions=(0.5, 0.51), tolerance=0.02)

    assert score(variant, "0.508").misconception.value == 0.51
    assert score(variant, "0.49").misconception.value == 0.5
    assert score(variant, "0.6").misconception is None


def test_a_right_number_shows_no_misconception():
    assert score(numeric(0.8, misconceptions=(0.81,), tolerance=0.02), "0.805").misconception is None


def test_a_number_is_kept_as_it_was_typed():
    assert score(numeric(0.5), " 50 % ").value == "50 %"
    assert score(numeric(0.5), 3.0).value == "3"


@pytest.mark.parametrize("value", [True, None, ["0.5"], {"0.5"}, np.bool_(True), 1j, float("nan"), 10**400, "half"])
def test_what_is_no_number_is_refused_by_a_numeric_item(value):
    with pytest.raises(AnswerRefused, match="Type"):
        score(numeric(0.5), value)


def test_a_share_without_sign_is_asked_about_also_when_it_comes_as_a_float():
    with pytest.raises(AnswerRefused, match="Add the % sign"):
        score(numeric(50.0, unit="%"), 0.5)


def test_a_number_outside_the_items_range_is_refused_not_marked_wrong():
    with pytest.raises(AnswerRefused, match="outside"):
        score(numeric(0.5, range=(0, 1)), "50")


@given(st.floats(-1e6, 1e6), st.floats(0, 10))
def test_the_key_itself_is_always_right(key, tolerance):
    assert score(numeric(key), key).right
    assert score(numeric(key, tolerance=tolerance), key).right


# --- text -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", ["(3, 2)", " (3,  2)\n", "`(3, 2)`", "'(3, 2)'", "“(3, 2)”", "(3,\t2)", "（3, 2）"])
def test_text_is_compared_without_quotes_white_space_and_width(value):
    assert score(text("(3, 2)"), value).right


def test_case_matters_only_where_the_item_says_so():
    assert score(text("ValueError"), "valueerror").right
    assert not score(text("ValueError", case_sensitive=True), "valueerror").right
    assert score(text("ValueError", case_sensitive=True), "ValueError").right


def test_any_accepted_text_is_right():
    variant = text("groupby", "df.groupby")

    assert score(variant, "df.groupby").right
    assert score(variant, "groupby").right
    assert not score(variant, "merge").right


def test_a_wrong_text_shows_its_misconception():
    variant = text("(3, 2)", misconceptions=("(2, 3)",))

    assert score(variant, "`(2,  3)`").misconception.value == "(2, 3)"
    assert score(variant, "(2, 2)").misconception is None
    assert score(variant, "(3, 2)").misconception is None


def test_a_number_is_taken_as_its_text():
    assert score(text("6"), 6).right
    assert score(text("6"), 6.0).right
    assert score(text("0.5"), 0.5).right


def test_control_characters_are_not_kept():
    assert score(text("ab"), "a\x00\x1bb\u202e").value == "ab"


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("", "Nothing was typed"),
        (" \x00\n", "Nothing was typed"),
        ("x" * 501, "too long"),
        (True, "type bool"),
        (["a"], "type list"),
        (None, "type NoneType"),
    ],
)
def test_a_text_that_is_none_is_refused(value, says):
    with pytest.raises(AnswerRefused) as refusal:
        score(text("a"), value)

    assert says in str(refusal.value)


def test_a_text_of_the_longest_length_is_taken():
    assert not score(text("a"), "x" * 500).right


@given(st.text(min_size=1, max_size=500))
def test_any_text_is_scored_or_refused(value):
    try:
        result = score(text("a"), value)
    except AnswerRefused:
        assert not clean(value).strip()
    else:
        assert result.right == (result.credit == 1.0)


def test_a_code_exercise_is_not_scored_here():
    with pytest.raises(AnswerRefused, match="code exercise"):
        score(make_variant(Kind.CODE), "def f(): ...")
