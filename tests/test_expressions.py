"""The expression language: what it computes, and that it computes nothing else."""

import math
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillcheck.catalog.expressions import FUNCTIONS, LONGEST, Undefined, evaluate, names
from skillcheck.model import DataError

VALUES = {"tp": 40, "fp": 10, "share": 0.25, "mode": "macro"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2*tp / (2*tp + fp)", 80 / 90),
        ("tp // 3 + tp % 3", 14),
        ("-tp ** 2", -1600),
        ("sqrt(tp - 4) + exp(0) + ln(1)", 7),
        ("log2(8) + log10(1000)", 6),
        ("ceil(share) + floor(share) + round(2.345, 2)", 1 + 0 + 2.35),
        ("mean(1, 2, 6) + sum(1, 2) + min(3, 4) + max(5, 6)", 15),
        ("sign(-3) + sign(0) + abs(-2)", 1),
        ("phi(0)", 0.5),
        ("tp if tp > fp else fp", 40),
        ("0 < share < 1 and not fp == tp", True),
        ("fp > tp or tp == 40", True),
        ("1 if mode == 'macro' else 2", 1),
        ("mode != 'micro'", True),
    ],
)
def test_arithmetic_comparisons_and_functions_have_their_usual_values(text, value):
    assert evaluate(text, VALUES) == pytest.approx(value)


def test_phi_agrees_with_the_table_of_the_normal_distribution():
    assert [round(evaluate("phi(z)", {"z": z}), 4) for z in (-1.96, 1, 1.645)] == [0.025, 0.8413, 0.95]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "tp +",
        "1; 2",
        "tp = 3",
        "(x := 3)",
        "().__class__",
        "tp.real",
        "tp[0]",
        "[1, 2]",
        "(1, 2)",
        "{1: 2}",
        "[n for n in (1, 2)]",
        "lambda: 1",
        "f'{tp}'",
        "'a' * 9",
        "'%s' % tp",
        "'text'",
        "mode",
        "mode * 3",
        "mode + mode == 'xx'",
        "mode < 'z'",
        "max(mode)",
        "'a' == 'a' + 'b'",
        "True",
        "None",
        "1j",
        "b'x'",
        "...",
        "tp is fp",
        "tp in fp",
        "tp @ fp",
        "tp & fp",
        "tp << 3",
        "~tp",
        "max",
        "max + 1",
        "__import__('os')",
        "eval('1')",
        "open('x')",
        "rand()",
        "int(3)",
        "str(3)",
        "max(*tp)",
        "round(tp, ndigits=2)",
        "round()",
        "sqrt(1, 2)",
        "mean()",
        "_hidden",
        "await tp",
        "yield",
        "tp\x00",
        "1_000_",
        "0777",
        "not_drawn",
        "-" * 200 + "1",
        "abs(" * 60 + "1" + ")" * 60,
        "1+" * LONGEST + "1",
    ],
)
def test_anything_outside_the_language_is_refused_with_one_error(text):
    with pytest.raises(DataError):
        evaluate(text, VALUES)


@pytest.mark.parametrize(
    "text",
    [
        "1 / 0",
        "tp % 0",
        "ln(0)",
        "sqrt(-1)",
        "(-8) ** 0.5",
        "exp(1000)",
        "10.0 ** 400",
        "2 ** 5000",
        "9**99**9",
        "1e999",
    ],
)
def test_a_sound_expression_without_a_finite_value_is_undefined(text):
    with pytest.raises(Undefined):
        evaluate(text, VALUES)


@pytest.mark.parametrize("text", ["2 ** 99999999", "9 ** 9 ** 9 ** 9", "round(tp, 99999999)", "round(tp, -99999999)"])
def test_costly_powers_and_roundings_are_refused_before_they_are_computed(text):
    with pytest.raises(DataError):
        evaluate(text, VALUES)


@pytest.mark.parametrize("name", ["max", "_hidden", "__class__"])
def test_a_value_cannot_hide_behind_the_name_of_a_function_or_a_private_name(name):
    with pytest.raises(DataError, match=f"cannot use '{name}' as a number"):
        evaluate(f"{name} + 1", {name: 3})


def test_the_names_of_an_expression_leave_out_its_functions():
    assert names("max(tp, fp) if share > 0 else tp") == {"tp", "fp", "share"}


def test_a_missing_name_is_named_even_in_a_branch_that_is_not_taken():
    with pytest.raises(DataError, match="'fpp', which is neither drawn nor derived"):
        evaluate("tp if tp > 0 else fpp", VALUES)


def test_an_unknown_function_is_answered_with_the_known_ones():
    with pytest.raises(DataError, match=r"log is not a function here; there are abs ceil exp"):
        evaluate("log(tp)", VALUES)


@given(st.text(max_size=60))
def test_no_text_does_more_than_give_a_finite_number_or_a_data_error(text):
    check_is_safe(text)


SIGNS = ["(", ")", "[", "]", "{", "}", ",", ".", ":", "+", "-", "*", "/", "//", "%", "**", "<", "==", "!=", "=", "@"]
WORDS = [
    "tp",
    "mode",
    "0",
    "7",
    "2.5",
    "1e9",
    "'a'",
    " if ",
    " else ",
    " and ",
    " or ",
    " not ",
    "lambda ",
    "__class__",
]
PIECES = [*SIGNS, *WORDS, *FUNCTIONS]


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_no_mixture_of_its_own_pieces_does_more_either(text):
    check_is_safe(text)


def check_is_safe(text):
    with suppress(DataError):
        value = evaluate(text, VALUES)

        assert type(value) in (int, float, bool)
        assert math.isfinite(value)


def sums_and_products(children):
    pair = st.tuples(children, st.sampled_from(["+", "-", "*", "/", "//", "%", "<", ">=", "=="]), children)
    chosen = st.tuples(children, children, children).map(lambda three: f"({three[0]} if {three[1]} else {three[2]})")
    call = st.tuples(st.sampled_from(["min", "max"]), children, children)
    return pair.map("({0[0]} {0[1]} {0[2]})".format) | chosen | call.map("{0[0]}({0[1]}, {0[2]})".format)


LEAVES = st.sampled_from(["tp", "fp", "share", "3", "0.5"])


@given(st.recursive(LEAVES, sums_and_products, max_leaves=12))
def test_what_is_in_the_language_means_what_it_means_in_python(text):
    try:
        wanted = eval(text, {"min": min, "max": max}, VALUES)
    except ZeroDivisionError:
        with pytest.raises(Undefined):
            evaluate(text, VALUES)
    else:
        assert evaluate(text, VALUES) == pytest.approx(wanted)
