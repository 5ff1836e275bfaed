"""The linter: each rule finds its flaw, and a sound bank has none."""

import json
import re
from datetime import date
from types import SimpleNamespace

import msgspec
import pytest
from catalog_examples import CHOICE, MULTI, NUMERIC, ORDER, TEXT, entry, item, items_file
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2

from skillcheck.catalog import draw, fingerprint
from skillcheck.catalog.lint import (
    BANK_RULES,
    DRAW_RULES,
    ITEM_RULES,
    SHARE_RULES,
    VARIANT_RULES,
    WHOLE_RULES,
    Problem,
    bank,
    lint,
    lint_item,
    stress,
)
from skillcheck.catalog.lint.chance import upper_tail
from skillcheck.catalog.lint.shares import Warned
from skillcheck.catalog.wording import wording
from skillcheck.cli import main
from skillcheck.model import Level, Misconception, Review

OPTIONS = CHOICE["options"]
SOUND = (NUMERIC, CHOICE, TEXT, ORDER, MULTI)


def texts(key, *others):
    """Return three or more options of like form; the first is the key's."""
    ids = ["fold-statistics", "raw-features", "more-folds", "fourth-way", "fifth-way", "sixth-way"]
    reason = "It overlooks what the folds share."
    return [{"id": name, "text": text, "rationale": reason} for name, text in zip(ids, (key, *others), strict=False)]


def registered(*tables):
    return {f"{rule} {find.__name__}": find for table in tables for rule, find in table}


OF_VARIANTS, OF_ITEMS, OF_DRAWS = (registered(table) for table in (VARIANT_RULES, ITEM_RULES, DRAW_RULES))
OF_BANKS, OF_SHARES, OF_WHOLES = (registered(table) for table in (BANK_RULES, SHARE_RULES, WHOLE_RULES))


def found_by(name, one):
    """Return what one rule finds in one item."""
    if name in OF_VARIANTS:
        return list(OF_VARIANTS[name](draw(one, 0)))
    if name in OF_ITEMS:
        return list(OF_ITEMS[name](one))
    return list(OF_DRAWS[name](one, [draw(one, seed) for seed in range(200)]))


@pytest.mark.parametrize("base", SOUND, ids=lambda base: base["kind"])
def test_a_sound_item_has_no_problem(base):
    assert lint_item(item(base)) == []


def template(*shown, **changes):
    """Return what makes a choice a template; its options are texts with placeholders."""
    return {"options": texts(*shown), "stem": "A row has {a} of {b}; which of these is it?", **changes}


NOUNS = {"choose": ["rows", "columns", "folds", "trees", "weights", "losses", "scores"]}
WIDE = {"a": [10, 90], "b": [2, 9]}
EVEN = {"low": "a / 2 if rank > 0 else a * 3", "high": "a * 2 if rank < 2 else a / 3"}
LONG = "It shrinks the coefficients of correlated columns towards each other, which lowers the variance a lot"
CODE = "What is printed?\n\n```python\nprint({})\n```"

# What breaks a rule, for every rule on one item. Each base is sound until it is changed.
FLAWS = [
    ("E02 distinct", CHOICE, {"options": texts("Lower the rate", "Lower  the rate.", "Raise the rate")}),
    ("E02 distinct", CHOICE, {"options": texts("0.500", "0.505", "0.7")}),
    ("E03 count", CHOICE, {"options": texts("Lower the rate", "Raise the rate")}),
    ("E03 count", ORDER, {"options": ORDER["options"][:3], "key": ["zero", "forward", "backward"]}),
    ("E04 none_of_the_above", CHOICE, {"options": texts("Lower the rate", "Raise the rate", "None of the above")}),
    ("E04 none_of_the_above", CHOICE, {"options": texts("Lower the rate", "Raise the rate", "Both of these options")}),
    ("E04 none_of_the_above", CHOICE, {"options": texts("Lower the rate", "Raise the rate", "A and C")}),
    ("E05 key_not_longest", CHOICE, {"options": texts(LONG, "It drops columns", "It adds columns")}),
    ("W05 key_rather_long", CHOICE, {"options": texts("K" * 46, "M" * 32, "N" * 32)}),
    ("E06 key_not_shortest", CHOICE, {"options": texts("It shrinks", LONG, LONG.replace("lowers", "raises"))}),
    ("E08 article_fits", CHOICE, {"stem": "The estimate is an", "options": texts("average", "mean", "maximum")}),
    ("E08 verb_fits", CHOICE, {"stem": "Its outputs are", "options": texts("numbers", "a number", "strings")}),
    ("E09 absolutes", CHOICE, {"options": texts("It shrinks them", "It never shrinks", "It always drops")}),
    ("E10 negative", CHOICE, {"stem": "Which step does not leak?"}),
    ("E10 negative", CHOICE, {"stem": "Which of these steps leak, except for scaling?"}),
    ("E11 blank_in_the_middle", CHOICE, {"stem": "Scaling ____ the split leaks. Why?"}),
    ("E12 in_order", CHOICE, {"options": texts("5 ms", "3 s", "7 ms")}),
    ("E12 in_order", CHOICE, {"options": texts("0.5214", "0.3", "0.7")}),
    ("E13 rationales", CHOICE, {"options": [{**one, "rationale": "No."} for one in OPTIONS]}),
    ("E13 rationales", CHOICE, {"options": [{**one, "rationale": "Correct: it is so."} for one in OPTIONS]}),
    ("E13 rationales", CHOICE, {"options": [{**one, "rationale": "**Wrong**, it is not."} for one in OPTIONS]}),
    ("E13 misconceptions", NUMERIC, {"misconceptions": NUMERIC["misconceptions"][:1]}),
    ("E13 misconceptions", TEXT, {"misconceptions": []}),
    ("E13 source", CHOICE, {"source": "the documentation"}),
    ("E14 ageing", CHOICE, {"stem": "Which folds does the latest version use?"}),
    ("E14 ageing", CHOICE, {"stem": "What does pandas 2.2 return here?"}),
    ("E14 ageing", CHOICE, {"options": texts("Gemini", "A small forest", "A large forest")}),
    ("E15 runs_as_claimed", TEXT, {"key": ["[1, 2]"], "misconceptions": []}),
    ("W15 has_code_that_is_run", TEXT, {"runs": None}),
    ("E16 markup", CHOICE, {"stem": "What does `fit do?"}),
    ("E16 markup", CHOICE, {"stem": "It costs $5. Why?"}),
    ("E16 markup", CHOICE, {"stem": "What is <b>this</b>?"}),
    ("E16 markup", TEXT, {"stem": "What is printed?\n```python\nprint(1)\n"}),
    ("E16 repeats_the_stem", CHOICE, {"stem": "Lower the rate", "options": texts("Lower the rate", "No", "Yes")}),
    ("E16 capitals", CHOICE, {"options": texts("Lower the rate", "raise the rate", "Keep the rate")}),
    ("W16 full_stops", CHOICE, {"options": texts("Lower the rate", "Raise the rate.", "Keep the rate")}),
    ("W18 convergence", CHOICE, {"options": texts("Shrink ridge weights", "Shrink lasso paths", "Drop ridge columns")}),
    ("W19 hedges", CHOICE, {"options": texts("It usually shrinks", "It grows a bit", "It stays as it is")}),
    ("W19 strong_words", CHOICE, {"options": texts("It shrinks a bit", "It must grow a bit", "It grows all weights")}),
    ("W20 signs", CHOICE, {"options": texts("It shrinks 3 weights", "It grows a weight", "It drops a weight")}),
    ("W20 signs", CHOICE, {"options": texts("It shrinks (a bit)", "It grows a weight", "It drops a weight")}),
    ("W21 asks_something", CHOICE, {"stem": "Scaling leaks."}),
    ("W21 long_stem", CHOICE, {"stem": "word " * 91 + "?"}),
    ("W21 wordy", CHOICE, {"options": texts("so " * 31, "no " * 31, "to " * 31)}),
    ("W22 which_is_true", CHOICE, {"stem": "Which of the following statements is true?"}),
    ("E31 many_keys", NUMERIC, {"draw": {"tp": [20, 23], "fp": [5, 6], "fn": [9, 11]}}),
    ("E31 many_keys", NUMERIC, {"places": 1, "tolerance": 0.05}),
    ("W31 many_variants", TEXT, {"stem": CODE.format("{a}"), "draw": {"a": [1, 5]}, "key": ["{a}"]}),
    ("E32 apart", CHOICE, template("Drop {a}", "drop {b}.", "Keep it", draw={"a": NOUNS, "b": NOUNS})),
    ("E33 shown_key_is_right", NUMERIC, {"key": "1000 * tp / (2*tp + fp + fn)"}),
    ("E33 shown_key_is_right", NUMERIC, {"places": 2, "tolerance": 0.003}),
    ("E33 shown_key_is_right", NUMERIC, {"key": "1 - 1e-6 * tp", "range": [0, 0.99999]}),
    ("W33 one_tolerance", NUMERIC, {"key": "(tp + fp) / 2", "tolerance": None}),
    ("E34 rank_of_key", CHOICE, template("{a}", "{b}", "{c}", draw={"a": [10, 40], "b": [50, 70], "c": [80, 99]})),
    ("W35 key_hidden", NUMERIC, {"stem": "It finds {tp} and misses {fn}. What is its $F_1$?"}),
    ("W36 unused", NUMERIC, {"draw": {**NUMERIC["draw"], "extra": [1, 5]}}),
]  # fmt: skip

# What only looks like the flaw of the same rule.
NO_FLAWS = [
    ("E02 distinct", CHOICE, {"options": texts("1023", "1024", "1025")}),
    ("E02 distinct", CHOICE, {"options": texts("`x <= 3`", "`x >= 3`", "`x == 3`")}),
    ("E03 count", CHOICE, {"options": texts(*"ABCDE")}),
    ("E04 none_of_the_above", CHOICE, {"options": texts("All of the rows", "None of the rows", "Both of the columns")}),
    ("E05 key_not_longest", CHOICE, {"options": texts("It shrinks", "It grows", "It stays")}),
    ("E05 key_not_longest", CHOICE, {"options": texts(LONG, LONG.replace("shrinks", "enlarges"), "It drops")}),
    ("W05 key_rather_long", CHOICE, {"options": texts("K" * 40, "M" * 34, "N" * 34)}),
    ("E06 key_not_shortest", CHOICE, {"options": texts("It shrinks", "It is dropped", "It is increased")}),
    ("E08 article_fits", CHOICE, {"stem": "Which estimate would you report?"}),
    ("E08 article_fits", CHOICE, {"stem": "The estimate is an", "options": texts("average", "area", "outlier")}),
    ("E08 verb_fits", CHOICE, {"stem": "Its outputs are", "options": texts("numbers", "strings", "lists")}),
    ("E09 absolutes", CHOICE, {"options": texts("It only shrinks", "It never shrinks", "It always drops")}),
    ("E10 negative", CHOICE, {"stem": "Which step does NOT leak?"}),
    ("E10 negative", CHOICE, {"stem": "The loss does not fall. Which change would you try?"}),
    ("E11 blank_in_the_middle", TEXT, {"stem": "Complete the line:\n\n```python\ndf.____('a').sum()\n```"}),
    ("E12 in_order", CHOICE, {"options": texts("5 ms", "72 ms", "300 ms")}),
    ("E12 in_order", CHOICE, {"options": texts("0.001", "0.01", "0.1")}),
    ("E13 rationales", CHOICE, {"options": [{**one, "rationale": "It is not right."} for one in OPTIONS]}),
    ("E13 misconceptions", ORDER, {}),
    ("E13 source", CHOICE, {"source": "https://arxiv.org/abs/2406.04127v3"}),
    ("E14 ageing", CHOICE, {"stem": "What does pandas 2.2 return?", "review_by": "2027-11-22"}),
    ("E15 runs_as_claimed", TEXT, {"key": ["'[2,  3]'"]}),
    ("W15 has_code_that_is_run", TEXT, {"stem": "What does `[1, 2, 3][-2:]` give?", "runs": None}),
    ("E16 markup", CHOICE, {"stem": "It costs \\$5, or `$x`, or $y$. Why?"}),
    ("E16 repeats_the_stem", CHOICE, {"stem": "Would you lower the rate?", "options": texts("The rate", "No", "Yes")}),
    ("E16 capitals", CHOICE, {"options": texts("k-means with ten starts", "Ward linkage", "DBSCAN of rows")}),
    ("W16 full_stops", CHOICE, {"options": texts("Lower the rate.", "Raise the rate.", "Keep the rate.")}),
    ("W18 convergence", CHOICE, {"options": texts("Shrink weights", "Shrink paths", "Drop paths")}),
    ("W19 hedges", CHOICE, {"options": texts("It usually shrinks", "It may grow a bit", "It stays as it is")}),
    ("W19 strong_words", CHOICE, {"options": texts("It shrinks a bit", "It must grow", "It grows weights")}),
    ("W20 signs", CHOICE, {"options": texts("It shrinks 3 weights", "It grows 2 weights", "It drops a weight")}),
    ("W21 asks_something", CHOICE, {"stem": "Name the leak."}),
    ("W21 long_stem", CHOICE, {"stem": "word " * 90 + "?"}),
    ("W21 wordy", CHOICE, {"options": texts("so " * 30, "no " * 30, "to " * 30)}),
    ("W22 which_is_true", CHOICE, {"stem": "Which of the steps is truly needed?"}),
    ("E31 many_keys", NUMERIC, {"draw": {"tp": [20, 40], "fp": [5, 10], "fn": [5, 10]}}),
    ("W31 many_variants", TEXT, {"stem": CODE.format("{a}"), "draw": {"a": [1, 99]}, "key": ["{a}"]}),
    ("E32 apart", CHOICE, template("Drop {a}", "Drop {b}", "Keep it", draw={"a": NOUNS, "b": NOUNS})),
    ("E33 shown_key_is_right", NUMERIC, {"key": "1000 * tp / (2*tp + fp + fn)", "tolerance": 0.06}),
    ("E33 shown_key_is_right", NUMERIC, {"places": 2, "tolerance": 0.005}),
    ("W33 one_tolerance", NUMERIC, {"key": "tp + fp", "tolerance": None}),
    ("W33 one_tolerance", NUMERIC, {"key": "(tp + fp) / 2", "tolerance": None, "relative_tolerance": 0.01}),
    ("E34 rank_of_key", CHOICE, template("{a}", "{low}", "{high}", draw={**WIDE, "rank": [0, 2]}, derive=EVEN)),
    ("E34 rank_of_key", CHOICE, template("A {a}", "B {b}", "C {a}", draw=WIDE)),
    ("W35 key_hidden", NUMERIC, {"stem": "Of {n} found {tp}, with {fp} alarms?", "derive": {"n": "tp + fn"}}),
    ("W36 unused", NUMERIC, {"draw": {**NUMERIC["draw"], "extra": [1, 5]}, "require": ["extra < tp"]}),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "base", "changes"), FLAWS)
def test_a_flaw_is_found_by_its_rule(rule, base, changes):
    flawed = item(base, **changes)

    assert found_by(rule, flawed)
    assert rule.split()[0] in {problem.rule for problem in lint_item(flawed, run_code=True)}


@pytest.mark.parametrize(("rule", "base", "changes"), NO_FLAWS)
def test_a_rule_leaves_alone_what_only_looks_like_its_flaw(rule, base, changes):
    assert found_by(rule, item(base, **changes)) == []


def test_every_rule_has_an_item_that_breaks_it_and_one_that_does_not():
    on_items = {*OF_VARIANTS, *OF_ITEMS, *OF_DRAWS}

    assert {rule for rule, *_ in FLAWS} == on_items == {rule for rule, *_ in NO_FLAWS}
    assert OF_BANKS.keys() | OF_SHARES.keys() | OF_WHOLES.keys() == BANKS.keys() | SHARES.keys() | WHOLES.keys()
    assert all(find.__doc__ for find in (OF_VARIANTS | OF_ITEMS | OF_DRAWS | OF_BANKS | OF_SHARES | OF_WHOLES).values())


def test_a_template_without_a_variant_for_some_seed_is_found_with_the_seed():
    (problem,) = lint_item(item(NUMERIC, range=[0.42, 1.0]))

    assert problem.rule == "E30"
    assert re.match(r"seed \d+: the key 0\.\d+ is outside range \[0\.42, 1\]", problem.problem)


def test_more_draws_find_more():
    rare = item(NUMERIC, range=[0.37, 1.0])

    assert [one.rule for one in lint_item(rare, draws=30)] == []
    assert [one.rule for one in lint_item(rare, draws=1000)] == ["E30"]


@pytest.mark.parametrize(("key", "wrong"), [(0.5, 0.5049), (0.5, 0.5), (0.494, 0.4885), (0.494, 0.4949)])
def test_a_wrong_value_that_is_scored_as_the_key_exact_or_rounded_is_found(key, wrong):
    """No draw gives one; the rule watches over the drawing."""
    template = item(NUMERIC, places=2)
    sound = draw(template, 1)
    number, rationale = sound.misconceptions[0].value, sound.misconceptions[0].rationale

    def with_numbers(key, value):
        return msgspec.structs.replace(
            sound, key=key, misconceptions=(Misconception(value=value, rationale=rationale),)
        )

    assert list(stress.apart(template, [with_numbers(sound.key, number)])) == []
    (problem,) = stress.apart(template, [with_numbers(key, wrong)])
    assert problem.startswith("seed 1: the misconception 0.")


def numbered(count, base=CHOICE, **changes):
    """Return items that differ in their ids; a change that is a function gets the number."""
    return [
        item(base, id=f"item-{n}", **{name: one(n) if callable(one) else one for name, one in changes.items()})
        for n in range(count)
    ]


STEM = "A dashboard of churned subscribers drifts. What is the cause?"
QUOTE = "Since each validation fold has helped to set the means used in training, what now?"
LENGTHS = texts("Raise it a little", "Lower it a bit", "Keep it")
KEYS = ["fold-statistics", "raw-features", "more-folds"]

# Of each rule on many items: some that break it, and some that do not.
BANKS = {
    "E01 unique_ids": ([item(CHOICE), item(CHOICE, skill="trees")], [item(CHOICE), item(TEXT)]),
    "E07 near_duplicates": (
        [item(CHOICE), item(CHOICE, id="twin", stem=CHOICE["stem"].replace("5-fold", "10-fold"))],
        [item(CHOICE), item(CHOICE, id="other", stem="A colleague fits the scaler once. What would you say?")],
    ),
    "W10 negatives": (
        numbered(20, stem=lambda n: f"Which of {n} does {'NOT ' * (n < 2)}leak?"),
        numbered(20, stem=lambda n: f"Which of {n} does {'NOT ' * (n < 1)}leak?"),
    ),
    "W17 clang": (
        [item(CHOICE, stem=STEM, options=texts("Subscribers moved", "Weights moved", "Losses moved"))],
        [item(CHOICE, stem=STEM, options=texts("Subscribers moved", "The dashboard moved", "Losses moved"))],
    ),
    "W23 hinges": (
        [item(CHOICE), item(TEXT, stem=QUOTE)],
        [item(CHOICE), item(TEXT, stem=QUOTE.replace("fold", "block"))],
    ),
    "W24 recall_share": (
        numbered(20, asks=lambda n: "recall" if n < 9 else "apply"),
        numbered(20, asks=lambda n: "recall" if n < 7 else "apply"),
    ),
    "W26 length_habit": (
        numbered(40, options=LENGTHS),
        numbered(60, options=LENGTHS, key=lambda n: KEYS[n % 3]),
    ),
}


@pytest.mark.parametrize("rule", BANKS)
def test_a_flaw_of_several_items_is_found_by_its_rule(rule):
    flawed, sound = BANKS[rule]

    assert list(OF_BANKS[rule](flawed))
    assert list(OF_BANKS[rule](sound)) == []


# The largest number of a hundred choices that may have the warning.
SHARES = {
    "E17 clang": 10,
    "E18 convergence": 35,
    "E19 hedges": 5,
    "E20 signs": 5,
    "E21 reading": 10,
    "E22 which_is_true": 5,
}


@pytest.mark.parametrize(("rule", "most"), SHARES.items())
def test_a_warning_that_many_items_share_is_an_error_of_the_bank(rule, most):
    items = numbered(100)
    warned = [Warned(f"W{rule[1:3]}", one.id) for one in items for _ in range(2)]

    assert list(OF_SHARES[rule](items, warned[: 2 * most])) == []
    (problem,) = OF_SHARES[rule](items, warned[: 2 * most + 2])
    assert problem.startswith(f"{most + 1} of 100 items have W{rule[1:3]} (at most {most}%)")
    assert list(OF_SHARES[rule](items[:29], warned)) == []
    assert list(OF_SHARES[rule](items, [one._replace(rule="W05") for one in warned])) == []


def test_too_many_warnings_of_one_kind_fail_the_bank(bank_of):
    hedged = texts("It may go", "It went", "It goes")
    verbs = [f"verb{n} noun{n} adverb{n} object{n} clause{n}" for n in range(30)]
    items = [entry(CHOICE, id=f"item-{n}", stem=f"{verb}?", options=hedged) for n, verb in enumerate(verbs)]

    assert "all files: 30 of 30 items have W19 (at most 5%); reword some of them [E19]" in [
        f"{one.file}: {one.problem} [{one.rule}]" for one in bank_of(metrics=items)
    ]


def whole(items, **reviews):
    """Return a catalog of three skills as the rules on whole banks see it; reviews are (version, wording, outcome)."""
    levels = {"sql": Level.BEGINNER, "trees": Level.INTERMEDIATE, "rag": Level.ADVANCED}
    skills = {name: SimpleNamespace(id=name, level=level) for name, level in levels.items()}
    rows = [
        Review(
            item=name.replace("_", "-"),
            version=version,
            wording=words,
            answer="",
            outcome=outcome,
            date=date(2026, 11, 22),
        )
        for name, (version, words, outcome) in reviews.items()
    ]
    return items, SimpleNamespace(skills=skills, reviews=rows)


def covering(left_out=0):
    """Return five items at each depth of every skill, without the last few of rag."""
    items = [
        item(CHOICE, skill=skill, id=f"{skill}-{depth}-{n}", depth=depth)
        for skill in ("sql", "trees", "rag")
        for n in range(5)
        for depth in (1, 2, 3)
    ]
    return items[: len(items) - left_out]


MARK = fingerprint(item(CHOICE))
WORDS = wording(item(CHOICE))
WHOLES = {
    "B25 coverage": (whole(covering(1)), whole(covering())),
    "W24 recall_share": (
        whole(numbered(20, skill="rag", asks=lambda n: "recall" if n < 4 else "apply")),
        whole(numbered(20, skill="rag", asks=lambda n: "recall" if n < 3 else "apply")),
    ),
    "B26 length_ranks": (
        whole(numbered(60, skill="trees", options=LENGTHS, key=lambda n: KEYS[min(n % 5, 1)])),
        whole(numbered(60, skill="trees", options=LENGTHS, key=lambda n: KEYS[n % 3])),
    ),
    "W28 confirmed": (
        whole([item(CHOICE)], scaling_before_split=("00000000", WORDS, "agrees")),
        whole([item(CHOICE)], scaling_before_split=(MARK, WORDS, "agrees")),
    ),
}


@pytest.mark.parametrize("rule", WHOLES)
def test_a_flaw_of_a_whole_bank_is_found_by_its_rule(rule):
    flawed, sound = WHOLES[rule]

    assert list(OF_WHOLES[rule](*flawed))
    assert list(OF_WHOLES[rule](*sound)) == []


def test_gaps_in_coverage_are_named():
    items, catalog = whole([one for one in covering() if one.skill != "sql" or one.depth > 1])
    found = [text for _, text in OF_WHOLES["B25 coverage"]([*items, item(CHOICE, skill="sqll")], catalog)]

    assert found == [
        "sqll.toml is named after no skill of skills.toml",
        "sql has 0 items of depth 1 (at least 3)",
        "sql has 10 items (at least 12, as it is beginner)",
    ]


def test_ranks_by_length_are_judged_level_by_level():
    shortest = numbered(30, skill="trees", options=LENGTHS, key="more-folds")
    longest = numbered(30, skill="sql", options=LENGTHS, key="fold-statistics")
    found = [text for _, text in OF_WHOLES["B26 length_ranks"](*whole(shortest + longest))]

    assert [text.split(";")[0] for text in found] == [
        "keys of beginner choices from shortest to longest: 0/0/30",
        "keys of intermediate choices from shortest to longest: 30/0/0",
    ]
    assert not list(OF_WHOLES["B26 length_ranks"](*whole(longest[:14])))


@pytest.mark.parametrize(
    "reviews",
    [
        {"scaling_before_split": (MARK, WORDS, "disagrees")},
        {"scaling_before_split": (MARK, "0" * 8, "agrees")},
        {"scaling_before_split": ("0" * 8, WORDS, "agrees")},
        {"leaks": (MARK, WORDS, "agrees")},
    ],
)
def test_an_item_is_confirmed_only_by_a_solver_who_agreed_on_these_words_of_it(reviews):
    items, catalog = whole([item(CHOICE)], **reviews)

    assert not list(OF_WHOLES["W28 confirmed"](*whole(items)))
    assert [one.id for one, _ in OF_WHOLES["W28 confirmed"](items, catalog)] == ["scaling-before-split"]


@given(st.floats(0.01, 60), st.integers(1, 20))
def test_the_tail_of_chi_square_is_scipys(statistic, freedom):
    assert upper_tail(statistic, freedom) == pytest.approx(chi2.sf(statistic, freedom), rel=1e-9)


@pytest.fixture
def bank_of(tmp_path):
    """Return a function that writes items by skill and lints them."""

    def write(run_code=False, **skills):
        for name, entries in skills.items():
            (tmp_path / f"{name}.toml").write_text(items_file(*entries))
        return lint(tmp_path.glob("*.toml"), run_code)

    return write


def test_a_sound_bank_has_no_problem(bank_of):
    assert bank_of(metrics=SOUND) == []


def test_an_item_that_cannot_be_read_is_reported_and_the_others_are_still_checked(bank_of):
    problems = bank_of(metrics=[entry(CHOICE, id="broken", key="x"), entry(CHOICE, source="a book")])

    assert [(one.file, one.item, one.rule) for one in problems] == [
        ("metrics.toml", "broken", "E00"),
        ("metrics.toml", "scaling-before-split", "E13"),
    ]


def test_a_file_that_is_not_toml_is_reported_and_the_others_are_still_checked(tmp_path):
    (tmp_path / "a.toml").write_text("[[item]")
    (tmp_path / "b.toml").write_text(items_file(entry(CHOICE, source="a book")))

    assert [(one.file, one.rule) for one in lint(tmp_path.glob("*.toml"))] == [("a.toml", "E00"), ("b.toml", "E13")]


@pytest.mark.parametrize("draw", [{"a": [1, 9], "b": [0, 9]}, {"a": [1, 9], "b": [8, 9]}])
def test_a_template_without_a_variant_for_some_seed_is_reported_once(bank_of, draw):
    stem = "What is printed?\n\n```python\nprint({a} + {b})\n```"
    wrong = [{"value": "{b}", "rationale": "That leaves out the first number."}]
    template = entry(TEXT, stem=stem, draw=draw, require=["a * b > 99"], key=["{a}"], misconceptions=wrong)

    assert [one.rule for one in bank_of(run_code=True, metrics=[template])] == ["E30"]


def test_a_retired_item_keeps_its_id_and_is_not_judged(bank_of):
    retired = entry(CHOICE, status="retired", source="a book")

    assert bank_of(metrics=[retired]) == []
    assert [one.rule for one in bank_of(metrics=[retired], trees=[CHOICE])] == ["E01"]


def test_an_id_in_two_files_is_found(bank_of):
    problems = bank_of(metrics=[CHOICE], trees=[entry(CHOICE, stem="Something else entirely is asked here, is it?")])

    assert [(one.file, one.rule) for one in problems] == [("trees.toml", "E01")]
    assert "the id is also in metrics.toml" in problems[0].problem


def test_items_that_ask_nearly_the_same_are_found(bank_of):
    twin = entry(CHOICE, id="twin", stem=CHOICE["stem"].replace("5-fold", "10-fold"))
    problems = bank_of(metrics=[CHOICE], trees=[twin])

    assert [(one.item, one.rule) for one in problems] == [("twin", "E07")]
    assert "nearly the same as metrics.toml: scaling-before-split" in problems[0].problem


def test_a_key_quoted_in_another_stem_is_found(bank_of):
    stem = "Since each validation fold has helped to set the means used in training, what now?"
    problems = bank_of(metrics=[CHOICE, entry(TEXT, id="hinge", stem=stem, runs=None)])

    assert [(one.item, one.rule) for one in problems] == [("scaling-before-split", "W23")]


@pytest.mark.parametrize(
    ("options", "habit"),
    [
        (texts("Raise it a little", "Lower it a bit", "Keep it"), "longest option in 100% of 40 choices (at most 51%)"),
        (texts("Raise it", "Lower it a bit", "Keep it as it is"), "shortest option in 100% of 40 choices"),
    ],
)
def test_keys_that_are_too_often_the_longest_or_shortest_are_found(options, habit):
    items = [item(CHOICE, id=f"item-{number}", options=options) for number in range(40)]

    assert habit in next(bank.length_habit(items))[1]
    assert not list(bank.length_habit(items[:29]))


def test_code_is_run_only_when_asked_for_and_its_output_is_compared(bank_of):
    wrong = entry(TEXT, key=["[1, 2]"], misconceptions=[{"value": "[2, 3]", "rationale": "That is what it prints."}])

    assert bank_of(metrics=[wrong]) == []
    problems = bank_of(run_code=True, metrics=[wrong])
    assert [(one.rule, one.problem) for one in problems] == [("E15", "its code prints '[2, 3]', the key says '[1, 2]'")]


@pytest.mark.parametrize(
    ("code", "problem"),
    [("print(undefined)", "its code fails: NameError"), ("while True: pass", "its code takes more than")],
)
def test_code_that_fails_or_hangs_is_found(bank_of, monkeypatch, code, problem):
    monkeypatch.setattr("skillcheck.catalog.lint.code.SECONDS", 0.5)
    broken = entry(TEXT, stem=f"What is printed?\n\n```python\n{code}\n```")

    assert problem in bank_of(run_code=True, metrics=[broken])[0].problem


def test_right_output_of_a_template_is_accepted_for_several_seeds(bank_of):
    template = entry(
        TEXT,
        stem="What is printed?\n\n```python\nprint({a} * 2)\n```",
        draw={"a": [3, 90]},
        derive={"twice": "a * 2"},
        key=["{twice}"],
        misconceptions=[{"value": "{a}{a}", "rationale": "Numbers are not repeated."}],
    )

    assert bank_of(run_code=True, metrics=[template]) == []


def test_a_thousand_items_are_linted_together(bank_of):
    nouns = ["rows", "folds", "trees", "weights", "losses", "scores", "tokens", "images", "prices", "clicks"]

    def numbered(base, number):
        words = " ".join(f"{nouns[int(digit)]}{number}" for digit in f"{number:04}")
        return entry(base, id=f"{base['id']}-{number}", stem=f"{base['stem']} {words}?")

    many = [numbered(base, number) for number in range(200) for base in SOUND]
    problems = bank_of(metrics=many)

    assert not [one for one in problems if one.rule == "E00"]


# --- the command -------------------------------------------------------------------------------------


def run(*arguments):
    return CliRunner().invoke(main, [str(one) for one in arguments])


@pytest.fixture
def flawed(tmp_path):
    path = tmp_path / "metrics.toml"
    path.write_text(
        items_file(NUMERIC, entry(CHOICE, source="a book", options=texts("It may go", "It went", "It goes")))
    )
    return path


def test_errors_are_printed_by_item_and_fail_the_command(flawed):
    result = run("bank", "lint", flawed)

    assert result.exit_code == 1
    lines = result.output.splitlines()
    assert lines[0] == "metrics.toml: scaling-before-split: source 'a book' is not a URL [E13]"
    assert lines[-1] == "1 files, 1 errors, 1 warnings (E13 1, W19 1)"


def test_warnings_can_be_left_out_and_never_fail(flawed, tmp_path):
    flawed.write_text(flawed.read_text().replace("a book", "https://example.org/book"))
    result = run("bank", "lint", tmp_path, "--no-warnings")

    assert (result.exit_code, result.output) == (0, "1 files, 0 errors, 1 warnings (W19 1)\n")


def test_the_report_in_json_is_one_object(flawed):
    report = json.loads(run("bank", "lint", flawed, "--json").output)

    assert (report["files"], report["errors"], report["rules"]) == (1, 1, {"E13": 1, "W19": 1})
    assert [msgspec.convert(one, Problem).severity for one in report["problems"]] == ["error", "warning"]


def test_a_whole_bank_is_asked_for_coverage_and_reviews_its_files_alone_are_not(tmp_path):
    (tmp_path / "items").mkdir()
    (tmp_path / "items" / "metrics.toml").write_text(items_file(*SOUND))
    (tmp_path / "bank.toml").write_text('version = "1"')
    (tmp_path / "skills.toml").write_text(
        '[[skill]]\nid = "metrics"\nname = "M"\nlevel = "beginner"\nblock = "M"\n'
        'can_do = "Can."\nabout = "About."\nsubtopics = []\n'
    )
    (tmp_path / "review.toml").write_text(
        f'[[review]]\nitem = "scaling-before-split"\nversion = "{MARK}"\nwording = "{WORDS}"\n'
        'answer = "fold-statistics"\noutcome = "agrees"\ndate = 2026-11-22\n'
    )
    result = run("bank", "lint", "--data", tmp_path)

    assert result.exit_code == 1
    assert result.output.splitlines()[0] == "all files: metrics has 2 items of depth 2 (at least 3) [B25]"
    assert result.output.splitlines()[-1] == "1 files, 3 errors, 4 warnings (B25 3, W28 4)"
    assert run("bank", "lint", tmp_path / "items").exit_code == 0


def test_a_stress_test_looks_at_as_many_draws_as_it_is_told(tmp_path):
    path = tmp_path / "metrics.toml"
    path.write_text(items_file(entry(NUMERIC, range=[0.37, 1.0])))

    assert run("bank", "lint", path, "--draws", 30).exit_code == 0
    assert "is outside range [0.37, 1] [E30]" in run("bank", "lint", path, "--draws", 1000).output
    assert run("bank", "lint", path, "--draws", 0).exit_code == 2
    assert f"[default: {stress.DRAWS};" in run("bank", "lint", "--help").output


def test_show_prints_the_question_before_the_key(tmp_path):
    (tmp_path / "bank.toml").write_text('version = "1"')
    (tmp_path / "items").mkdir()
    (tmp_path / "items" / "metrics.toml").write_text(items_file(*SOUND))
    for one in SOUND:
        result = run("bank", "show", one["id"], "--seed", 7, "--data", tmp_path)
        question, _, behind = result.output.partition("-" * 60)

        assert result.exit_code == 0
        assert "key:" not in question
        assert "key:" in behind
        assert "source: http" in behind


def test_an_unknown_item_ends_in_one_sentence():
    result = run("bank", "show", "no-such-item-at-all")

    assert result.exit_code == 1
    assert result.output.startswith("Error: There is no item 'no-such-item-at-all'")


def test_the_report_counts_every_item_once():
    report = json.loads(run("bank", "report", "--json").output)

    assert report["items"] == sum(row["items"] for row in report["skills"])
    assert report["items"] + report["exercises"] == sum(report["kinds"].values())
    assert len(report["skills"]) == 45
    assert "kinds that cannot be guessed" in run("bank", "report").output


@pytest.mark.parametrize("command", ["lint", "show", "report"])
def test_every_command_shows_an_example(command):
    result = run("bank", command, "--help")

    assert result.exit_code == 0
    assert f"Example: skillcheck bank {command}" in result.output


def test_the_version_is_told():
    assert run("--version").output.startswith("skillcheck, version ")
