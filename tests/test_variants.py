"""Drawing variants: the same everywhere, different enough, and filled in every text."""

from collections import Counter
from contextlib import suppress

import pytest
from catalog_examples import CHOICE, MULTI, NUMERIC, ORDER, TEXT, item
from hypothesis import given
from hypothesis import strategies as st

from skillcheck.catalog import draws, placeholders
from skillcheck.catalog.ordering import as_numbers
from skillcheck.catalog.variants import as_shown, draw, fingerprint, margin
from skillcheck.model import Choose, DataError
from skillcheck.sitting.feedback import show_number

SEEDS = st.integers(0, 2**32 - 1)


def test_a_seed_gives_these_very_numbers_on_every_machine():
    variant = draw(item(NUMERIC), 7)

    assert (fingerprint(item(NUMERIC)), variant.values) == ("d80dade2", {"tp": 39, "fp": 22, "fn": 38})


def test_the_order_of_options_is_the_same_on_every_machine():
    assert [option.id for option in draw(item(CHOICE), 3).options] == ["fold-statistics", "raw-features", "more-folds"]


@given(SEEDS)
def test_the_same_seed_gives_the_same_variant(seed):
    assert draw(item(NUMERIC), seed) == draw(item(NUMERIC), seed)


def test_different_seeds_give_many_different_keys():
    assert len({draw(item(NUMERIC), seed).key for seed in range(200)}) > 150


@given(SEEDS)
def test_key_and_misconceptions_of_a_template_stay_apart(seed):
    variant = draw(item(NUMERIC), seed)
    numbers = [variant.key, *(wrong.value for wrong in variant.misconceptions)]

    for place, one in enumerate(numbers):
        for other in numbers[place + 1 :]:
            assert abs(one - other) > 0.005
            assert abs(one - other) >= 0.02 * max(abs(one), abs(other))


@given(SEEDS)
def test_who_makes_a_mistake_and_rounds_is_not_scored_right(seed):
    template = item(NUMERIC, places=1, tolerance=0.06)
    variant = draw(template, seed)

    for wrong in variant.misconceptions:
        assert abs(as_shown(template, wrong.value) - variant.key) > 0.06


def test_numbers_are_shown_whole_to_their_places_or_to_four_figures():
    template = item(NUMERIC)

    assert [as_shown(template, number) for number in (1234567.0, 1234.56, 0.0123456)] == [1234567.0, 1235.0, 0.01235]
    assert as_shown(item(NUMERIC, places=1), 1234.56) == 1234.6
    for places, number in ((None, 2 / 3), (None, 98765.4), (2, 0.125), (0, 7.5), (3, 12.0)):
        shown = show_number(number, places).replace(",", "")
        assert as_shown(item(NUMERIC, places=places), number) == float(shown)


@given(SEEDS)
def test_numbers_stay_in_their_ranges_and_on_their_steps(seed):
    template = item(
        NUMERIC,
        stem="{rate} {size} {steps}?",
        key="rate * size",
        misconceptions=[],
        draw={"rate": [0.1, 0.9, 0.1], "size": [100, 900, 50], "steps": {"choose": [3, 5, 7]}},
    )
    values = draw(template, seed).values

    assert values["rate"] in [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
    assert values["size"] in range(100, 901, 50)
    assert isinstance(values["size"], int)
    assert values["steps"] in (3, 5, 7)


def test_draws_are_even_over_their_values():
    counts = Counter(draws.number(7, "item", seed) for seed in range(7000))

    assert sorted(counts) == list(range(7))
    assert sum((count - 1000) ** 2 / 1000 for count in counts.values()) < 22.5


def test_derived_numbers_may_use_those_above_them_and_conditions_hold():
    template = item(NUMERIC, derive={"n": "tp + fn", "half": "n / 2"}, require=["n > 90", "fp != fn"])

    for seed in range(50):
        values = draw(template, seed).values
        assert values["half"] * 2 == values["n"] > 90
        assert values["fp"] != values["fn"]


def test_a_draw_without_a_value_is_drawn_again():
    template = item(NUMERIC, stem="{tp} {a}?", key="tp / a", draw={"tp": [1, 90], "a": [0, 1]}, misconceptions=[])

    assert {draw(template, seed).values["a"] for seed in range(30)} == {1}


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"require": ["tp > 1000"]}, "none of 400 draws will do; the last one: 'tp > 1000' does not hold"),
        ({"key": "tp / (fp - fp)"}, "none of 400 draws will do.*division by zero"),
        ({"key": "tp / (tp + fp)"}, "too close to tell apart"),
        ({"range": [2.0, 3.0]}, r"the key 0\.\d+ is outside range \[2, 3\]"),
        ({"stem": "{tp:q}"}, "does not fit the value"),
        ({"key": "tq"}, "'tq', which is neither drawn nor derived"),
    ],
)
def test_an_item_that_cannot_be_drawn_says_why(changes, problem):
    with pytest.raises(DataError, match=problem):
        draw(item(NUMERIC, **changes), 0)


def test_a_fixed_item_needs_no_more_distance_than_its_tolerance():
    fixed = {"stem": "How many?", "draw": None, "rationale": "Count them one by one.", "tolerance": None}
    wrong = [{"value": 1023, "rationale": "One was left out."}]

    assert draw(item(NUMERIC, key=1024, misconceptions=wrong, **fixed), 0).key == 1024.0
    with pytest.raises(DataError, match="too close"):
        draw(item(NUMERIC, key=1.024, misconceptions=[{"value": 1.023, "rationale": "Cut off."}], **fixed), 0)


def test_every_text_is_filled():
    template = item(
        NUMERIC,
        stem="{tp} and {share:.1f}",
        derive={"share": "tp / 100"},
        rationale="So {tp:,}",
        unit="{unit}",
        draw={"tp": [20, 80], "fp": [5, 40], "fn": [5, 40], "unit": {"choose": ["rows", "lines"]}},
        misconceptions=[{"value": "tp", "rationale": "No: {tp}."}],
    )
    variant = draw(template, 1)
    tp = variant.values["tp"]

    assert variant.stem == f"{tp} and {tp / 100:.1f}"
    assert variant.rationale == f"So {tp}"
    assert variant.misconceptions[0].rationale == f"No: {tp}."
    assert variant.misconceptions[0].value == float(tp)
    assert variant.unit == variant.values["unit"]


def test_a_text_template_fills_its_key_and_its_wrong_texts():
    template = item(
        TEXT,
        stem="What is printed by `print({a} * 2)`?",
        draw={"a": [3, 90]},
        derive={"twice": "a * 2"},
        key=["{twice}"],
        misconceptions=[{"value": "{a}{a}", "rationale": "Numbers are not repeated."}],
        runs=None,
    )
    variant = draw(template, 5)
    a = variant.values["a"]

    assert variant.key == (str(2 * a),)
    assert variant.misconceptions[0].value == f"{a}{a}"


def test_a_choice_keeps_its_key_as_an_id_and_multi_as_ids():
    assert draw(item(CHOICE), 0).key == "fold-statistics"
    assert draw(item(MULTI), 0).key == ("scale", "select")


@given(SEEDS)
def test_the_steps_of_an_order_item_are_never_shown_in_the_right_order(seed):
    shown = [option.id for option in draw(item(ORDER), seed).options]

    assert shown != list(ORDER["key"])
    assert sorted(shown) == sorted(ORDER["key"])


def test_the_key_comes_up_in_every_place_about_equally_often():
    places = Counter(
        [option.id for option in draw(item(CHOICE), seed).options].index("fold-statistics") for seed in range(3000)
    )

    assert sum((places[place] - 1000) ** 2 / 1000 for place in range(3)) < 13.8


@pytest.mark.parametrize(
    "texts",
    [["30", "4", "100"], ["0.5 ms", "12 ms", "3 ms"], ["$1,200$", "$90$", "$-4$"], ["90 %", "5 %", "−5 %"]],
)
def test_options_that_are_numbers_of_one_unit_are_shown_in_ascending_order(texts):
    options = [{"id": f"o{n}", "text": text, "rationale": "A reason."} for n, text in enumerate(texts)]
    variant = draw(item(CHOICE, options=options, key="o0"), 0)
    numbers = as_numbers([option.text for option in variant.options])

    assert numbers == sorted(numbers)


def test_numbers_of_different_units_are_not_taken_for_sortable():
    assert as_numbers(["5 ms", "3 s"]) is None
    assert as_numbers(["5", "about five"]) is None


def test_options_that_come_out_alike_are_drawn_again():
    options = [
        {"id": "a-value", "text": "Drop the {a}", "rationale": "A reason."},
        {"id": "b-value", "text": "Drop the {b}", "rationale": "A reason."},
    ]
    nouns = {"choose": ["rows", "columns"]}
    template = item(CHOICE, options=options, key="a-value", draw={"a": nouns, "b": nouns})

    for seed in range(40):
        assert len({option.text for option in draw(template, seed).options}) == 2


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("key", "tp / (tp + fp + fn)"),
        ("tolerance", 0.01),
        ("unit", "%"),
        ("draw", {"tp": [20, 81], "fp": [5, 40], "fn": [5, 40]}),
        ("require", ["fp != fn"]),
        ("range", [0, 1]),
    ],
)
def test_a_fingerprint_changes_with_what_decides_scoring(field, value):
    assert fingerprint(item(NUMERIC, **{field: value})) != fingerprint(item(NUMERIC))


def test_a_fingerprint_does_not_change_with_wording():
    changed = item(NUMERIC, stem="{tp} {fp} {fn}: F1?", rationale="Other words here.", source="https://example.org/a")

    assert fingerprint(changed) == fingerprint(item(NUMERIC))


def test_margins_are_exact_for_whole_keys_and_one_percent_for_others():
    fixed = item(NUMERIC, tolerance=None)

    assert (margin(fixed, 8.0), margin(fixed, 2.5)) == (0.0, 0.025)
    assert margin(item(NUMERIC, tolerance=None, relative_tolerance=0.1), 2.5) == 0.25


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{n} rows", "1234 rows"),
        ("{n:,} rows", "1,234 rows"),
        ("{p}", "0.3"),
        ("{p:.2f}", "0.30"),
        ("{p:.0%}", "30%"),
        ("{whole}", "4"),
        ("{whole:d}", "4"),
        ("{tiny}", "1e-07"),
        ("{name}", "macro"),
        (r"$\frac{x}{n}$", r"$\frac{x}1234$"),
        ("{other} {n!r} {} {{n}}", "{other} {n!r} {} {1234}"),
        ("{zero}", "0"),
    ],
)
def test_only_known_names_are_filled(text, filled):
    values = {"n": 1234, "p": 0.1 + 0.2, "whole": 4.0, "tiny": 1e-7, "name": "macro", "zero": -0.0}

    assert placeholders.fill(text, values) == filled


@given(st.text(max_size=80), st.integers())
def test_filling_never_fails_on_odd_braces(text, number):
    with suppress(DataError):
        filled = placeholders.fill(text, {"a": number})

        assert "{a}" not in filled


def test_sizes_and_values_of_a_draw_agree():
    for spec in ((1, 6), (0.1, 0.9, 0.1), (10, 45, 10), Choose(choose=("a", "b"))):
        values = [draws.value(spec, index) for index in range(draws.size(spec))]

        assert len(set(values)) == draws.size(spec)
        assert isinstance(spec, Choose) or (values[0] == spec[0] and values[-1] <= spec[1])
