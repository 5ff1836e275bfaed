"""Guessers find a key by its looks where its looks give it away, and nowhere else; the bank gives nothing away."""

import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from catalog_examples import CHOICE, MULTI, NUMERIC, entry, item, items_file
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from skillcheck.catalog import Catalog, draw
from skillcheck.catalog.guessers import as_table, gate, measure, public_banks, templates
from skillcheck.catalog.guessers.learned import LEARNED, across_skills
from skillcheck.catalog.guessers.measuring import BANK, FEWEST, NAMES
from skillcheck.catalog.guessers.measuring import MULTI as MULTIS
from skillcheck.catalog.guessers.rules import PLACES, TEXTS, picked
from skillcheck.cli import main
from skillcheck.model import Kind

CATALOG = Catalog.open()
SKILL = CATALOG.skills["evaluation-metrics"]
PLAIN = ("Take the mean of both runs", "Drop the rows of one shop", "Fit a model on each half")
WORDS = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "theta", "iota", "kappa", "lambda", "sigma", "omega"]


def choice(key, *others, stem="What do you do first here?", name="an-item", skill="evaluation-metrics", **changes):
    """Return a choice whose options are these texts, the key first as authored."""
    texts = {"key": key} | {f"other-{number}": text for number, text in enumerate(others)}
    options = [{"id": one, "text": text, "rationale": "Four words are enough."} for one, text in texts.items()]
    return item(CHOICE, skill, id=name, stem=stem, key="key", options=options, **changes)


def guess(guesser, one, seed=0):
    """Return the ids of the options that a rule picks."""
    variant = draw(one, seed)
    rule = {**PLACES, **TEXTS}[guesser][1]
    return {variant.options[place].id for place in picked(rule(variant))}


GIVEN_AWAY = {
    "G1": choice("Take the mean of both of the runs that were made last week", *PLAIN[1:]),
    "G2": choice("Stop", *PLAIN),
    "G3": choice("Search the gradient", *PLAIN, stem="How is a vanishing gradient found?"),
    "G4": choice("Mean of red rows", "Mean of green columns", "Median of red rows", "Mean of blue rows"),
    "G5": choice("Usually the rows differ", "The rows always differ", "The rows never differ", "The rows only differ"),
    "G6": choice("All of the above", *PLAIN),
    "G7": choice("After 20 steps", "After 10 steps", "After 30 steps"),
    "G8": choice("Use `fit` on 200 rows (once)", *PLAIN),
    "G9": choice("An index", "Table", "View", "Key", stem="What the planner reads first is an"),
    "G10": choice("Ask whoever wrote it", "Mean of red rows", "Mean of green rows", "Mean of blue rows"),
    "G11": choice("Stop, because it depends on both size and shape", *PLAIN),
}
NEUTRAL = {
    "G1": choice("Take the mean", "Drop one row!", "Fit one model"),
    "G2": choice("Take the mean", "Drop one row!", "Fit one model"),
    "G3": choice(*PLAIN, stem="Which is it?"),
    "G4": choice("Alpha beta", "Gamma delta", "Epsilon zeta"),
    "G5": choice(*PLAIN),
    "G6": choice(*PLAIN),
    "G7": choice("After 20 steps", "After many steps", "After 30 steps"),
    "G8": choice(*PLAIN),
    "G9": choice("Rerun", "Split", "Merge"),
    "G10": choice("Alpha beta", "Gamma delta", "Epsilon zeta"),
    "G11": choice(*PLAIN),
}


@pytest.mark.parametrize("guesser", TEXTS)
def test_a_rule_finds_the_key_that_its_cue_gives_away(guesser):
    assert guess(guesser, GIVEN_AWAY[guesser]) == {"key"}


@pytest.mark.parametrize("guesser", TEXTS)
def test_a_rule_decides_nothing_where_its_cue_is_in_no_option_or_in_all(guesser):
    assert guess(guesser, NEUTRAL[guesser]) == set()


def test_grammar_goes_by_number_and_else_by_the_form_of_most():
    verb = choice("Two tables", "A view", "A key", stem="What the planner reads first are")
    form = choice("Removing rows", "Adding rows", "The median")

    assert guess("G9", verb) == {"key"}
    assert guess("G9", form) == {"key", "other-0"}


def test_a_fixed_place_is_a_place_as_shown():
    one = choice(*PLAIN)
    for seed in range(20):
        shown = [option.id for option in draw(one, seed).options]

        assert [guess(name, one, seed) for name in PLACES] == [{shown[place]} for place in (0, 1, 2, -1)]


def test_scores_that_differ_in_the_last_bits_are_a_tie():
    assert picked([0.1 + 0.2, 0.3, 0.0]) == {0, 1}
    assert picked([0.3, 0.1 + 0.2]) == set()


def bank_of(write, skills=10, each=6):
    """Return choices whose four texts `write(rng, skill)` makes, the key first."""
    rng = random.Random(7)
    return [
        choice(*write(rng, skill), name=f"s{skill}-{number}", skill=f"skill-{skill}")
        for skill in range(skills)
        for number in range(each)
    ]


def four(rng):
    return [" ".join(rng.sample(WORDS, 5)) for _ in range(4)]


def share(guesser, items, seed=0):
    """Return how often a learned guesser is right."""
    variants = [draw(one, seed) for one in items]
    hits = 0.0
    for variant, scores in zip(variants, across_skills(variants, LEARNED[guesser][1], seed), strict=True):
        best = picked(scores)
        hits += sum(variant.options[place].id == "key" for place in best) / len(best) if best else 0.25
    return hits / len(variants)


def with_a_tail(rng, skill):
    key, *others = four(rng)
    return [key, *(f"{one}, so that nothing is lost" for one in others)]


def long_keys(rng, skill):
    key, *others = four(rng)
    return [f"{key} (and {rng.randint(2, 9)} others)", *others]


def own_words(rng, skill):
    """Return keys that repeat a word of their skill, which no other skill has."""
    key, *others = four(rng)
    return [f"{key} secret{skill}", *(f"{one} open{rng.randint(0, 99)}" for one in others)]


def test_words_that_mark_keys_in_every_skill_are_learned():
    assert share("G14", bank_of(with_a_tail)) > 0.9


def test_looks_that_mark_keys_in_every_skill_are_learned():
    assert share("G13", bank_of(long_keys)) > 0.9


@pytest.mark.parametrize("guesser", LEARNED)
def test_nothing_is_learned_where_there_is_nothing_to_learn(guesser):
    items = bank_of(lambda rng, skill: four(rng), skills=20, each=10)

    assert share(guesser, items) < gate.limit(0.25, len(items))


def test_the_content_of_a_skill_is_not_learned_as_its_items_are_on_one_side():
    assert share("G14", bank_of(own_words)) < 0.5


def test_one_skill_alone_leaves_nothing_to_learn_from():
    variants = [draw(one, 0) for one in bank_of(with_a_tail, skills=1)]

    assert across_skills(variants, LEARNED["G14"][1], 0) == [[0.0] * 4] * len(variants)
    assert across_skills([], LEARNED["G14"][1], 0) == []


def test_options_without_a_word_in_common_are_no_error():
    items = [choice(*(f"w{n}{m}" for m in range(3)), name=f"i{n}", skill=f"skill-{n}") for n in range(2)]

    assert share("G14", items) == 0.25


DRAWN = {"draw": {"a": [100, 900]}, "derive": {"b": "a + 200", "c": "a + 400"}}


def test_a_template_whose_key_keeps_its_rank_is_learned():
    one = choice("{b}", "{a}", "{c}", stem="{a} and more: how many?", **DRAWN)
    ranks = templates.ranks_shown(one, [draw(one, seed) for seed in range(10)])

    assert set(ranks) == {(1, 3)}
    assert templates.learned_rank(ranks) == pytest.approx((1.0, 1 / 3))


def test_a_rank_that_changes_from_draw_to_draw_is_not_learned():
    ranks = [(place, 4) for place in (0, 1, 2, 3)] * 2

    assert templates.learned_rank(ranks) == (0.25, 0.25)
    assert templates.learned_rank(ranks[:1]) is None


def test_ranks_are_counted_of_templates_alone():
    fixed, text = choice("20 steps", "10 steps", "30 steps"), choice("Stop {a}", "Go {a}", "Wait {a}", **DRAWN)

    assert templates.ranks_shown(fixed, [draw(fixed, 0)]) == []
    assert templates.ranks_shown(text, [draw(text, 0)]) == []
    assert templates.ranks_hidden(fixed, [draw(fixed, 0)]) == []
    assert templates.ranks_hidden(item(NUMERIC), [draw(item(NUMERIC), 0)])[0][1] == 3


@pytest.mark.parametrize(("n", "most"), [(100, 0.351), (200, 0.321), (400, 0.300), (800, 0.286), (1500, 0.276)])
def test_the_gate_is_chance_and_233_standard_errors(n, most):
    assert round(gate.limit(0.25, n), 3) == most
    assert gate.tail(gate.limit(0.25, n), 0.25, n) == pytest.approx(0.0099, abs=1e-4)


def test_a_cell_with_nothing_to_decide_passes():
    assert gate.limit(0.25, 0) == gate.tail(0.0, 0.0, 0) == 1.0
    assert gate.wilson(0, 0) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("right", "n", "low", "high"), [(8, 10, 0.4902, 0.9433), (5, 10, 0.2366, 0.7634), (0, 10, 0.0, 0.2775)]
)
def test_intervals_are_wilsons(right, n, low, high):
    """Wilson (1927) by hand: (p + z²/2n ± z sqrt(p(1-p)/n + z²/4n²)) / (1 + z²/n)."""
    assert gate.wilson(right, n) == pytest.approx((low, high), abs=1e-4)


@given(st.integers(1, 2000).flatmap(lambda n: st.tuples(st.floats(0, n), st.just(n))))
def test_an_interval_holds_its_share_and_stays_within_0_and_1(counts):
    low, high = gate.wilson(*counts)

    assert 0 <= low <= counts[0] / counts[1] + 1e-9
    assert counts[0] / counts[1] - 1e-9 <= high <= 1


def test_holm_stops_at_the_first_that_passes():
    """Of 0.005, 0.01, 0.03, 0.04 at 0.05 the first two fail: 0.03 is above 0.05 / 2, and 0.04 is not looked at."""
    assert gate.holm([0.01, 0.04, 0.03, 0.005], 0.05) == [True, False, False, True]
    assert gate.holm([], 0.05) == []


@given(st.lists(st.floats(0, 1), max_size=12), st.floats(0.001, 0.2))
def test_holm_lies_between_bonferroni_and_no_correction(tails, level):
    for tail, fails in zip(tails, gate.holm(tails, level), strict=True):
        assert (tail <= level / len(tails)) <= fails <= (tail <= level)


def leaking(count=40):
    """Return choices in which the longest option is the key."""
    texts = [f"{WORDS[n % len(WORDS)]} {WORDS[(n * 5 + 1) % len(WORDS)]}" for n in range(count)]
    return [choice(f"{texts[n]} and rather much more", *PLAIN[:1], "Split", name=f"i{n}") for n in range(count)]


def cell(report, guesser, name=BANK):
    return next(one for one in report.cells if (one.guesser, one.slice) == (guesser, name))


def test_a_leak_is_found_with_its_figures():
    found = cell(measure(leaking(), {SKILL.id: SKILL}, seeds=2), "G1")

    assert (found.decided, found.accuracy, round(found.chance, 3)) == (40, 1.0, 0.333)
    assert found.leaks
    assert not found.shows_chance


def test_few_items_are_shown_and_not_gated():
    report = measure(leaking(FEWEST - 1), {SKILL.id: SKILL}, seeds=2)

    assert cell(report, "G1").accuracy == 1.0
    assert report.leaks == []


def test_slices_are_by_level_and_depth_and_multis_stand_apart():
    report = measure([*leaking(), item(MULTI), item(NUMERIC)], {SKILL.id: SKILL}, seeds=2)
    sizes = {one.slice: one.items for one in report.cells}

    assert sizes[SKILL.level.value] == sizes["depth 2"] == sizes[BANK] == 40
    assert sizes["advanced"] == sizes["depth 3"] == 0
    assert (sizes[MULTIS], sizes["not shown"]) == (1, 1)
    assert report.left_out["numeric"] == 1


def test_an_option_of_a_multi_is_right_by_luck_as_often_as_keys_are_among_its_options():
    found = cell(measure([item(MULTI)], {}, seeds=4), "G4", MULTIS)

    assert (found.chance, found.accuracy) == (0.5, 1.0)


def test_the_same_bank_gives_the_same_figures_whatever_the_order_of_hashes():
    code = "from skillcheck.catalog import Catalog; from skillcheck.catalog.guessers import measure\n"
    code += "c = Catalog.open(); print(measure(c.all_items(), c.skills, 1).cells)"
    told = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]

    assert told[0] == told[1]


def test_public_banks_are_known_with_their_sources():
    banks = {bank.id: bank for bank in public_banks(CATALOG.folder)}

    assert {bank.source.split("://")[0] for bank in banks.values()} == {"https"}
    assert banks["udeshya30-genai"].right["G1"] == 0.785
    assert banks["washimimizuku-mlops"].right["G13"] == 0.853
    assert len(banks) == 5


def test_a_folder_may_know_no_public_banks(tmp_path):
    assert public_banks(tmp_path) == ()


def test_the_table_names_leaks_and_stands_beside_public_banks():
    report = measure([*leaking(), item(NUMERIC)], {SKILL.id: SKILL}, seeds=2)
    table = as_table(report, public_banks(CATALOG.folder))

    assert "LEAKS" in table
    assert "G1 on bank (1.000, alone at most .507)" in table
    assert "Not guessed: 1 numeric items" in table
    assert all(name in table for name in NAMES.values())
    assert "mcq-practice-test" in table
    assert "mcq-practice-test" not in as_table(report)


@pytest.fixture
def folder(tmp_path):
    """A data folder with the items of one skill, which a test writes."""
    for name in ("bank.toml", "skills.toml", "public_banks.toml"):
        shutil.copy(Path(CATALOG.folder) / name, tmp_path)
    (tmp_path / "items").mkdir()
    return tmp_path


def write(folder, longer):
    entries = []
    for n in range(40):
        extra = " and rather much more of it" if longer else ""
        texts = {
            "key": f"{WORDS[n % len(WORDS)]} first{extra}",
            "b": f"{WORDS[(n + 5) % len(WORDS)]} next",
            "c": "Later",
        }
        options = [{"id": one, "text": text, "rationale": "Four words are enough."} for one, text in texts.items()]
        entries.append(entry(CHOICE, id=f"item-{n}", key=("key", "b", "c")[0 if longer else n % 3], options=options))
    (folder / "items" / "evaluation-metrics.toml").write_text(items_file(*entries), encoding="utf-8")


def test_the_command_fails_on_a_bank_that_gives_its_keys_away(folder):
    write(folder, longer=True)
    done = CliRunner().invoke(main, ["bank", "guessers", "--data", str(folder), "--seeds", "2"])

    assert done.exit_code == 1
    assert "G1 on bank" in done.output


def test_the_command_passes_a_bank_that_does_not_and_prints_json(folder):
    write(folder, longer=False)
    done = CliRunner().invoke(main, ["bank", "guessers", "--data", str(folder), "--seeds", "2", "--json"])
    told = json.loads(done.output)

    assert done.exit_code == 0
    assert (told["leaks"], told["seeds"]) == (0, 2)
    assert {"guesser", "slice", "decided", "accuracy", "low", "high", "chance"} <= told["cells"][0].keys()


@pytest.fixture(scope="module")
def own():
    return measure(CATALOG.all_items(), CATALOG.skills)


def test_nobody_passes_the_bank_by_guessing(own):
    """The gate: chance + 2.33 standard errors, by Holm's rule over the slices of each guesser."""
    assert [(one.guesser, one.slice, one.accuracy) for one in own.leaks] == []


def test_chance_lies_within_nearly_all_intervals(own):
    """A 95 % interval leaves chance out in one cell of twenty by luck; more would be a habit, above or below."""
    decided = [one for one in own.cells if one.decided]

    assert len(own.off_chance) <= len(decided) / 20, [(one.guesser, one.slice) for one in own.off_chance]


def test_every_item_with_options_to_pick_from_is_guessed(own):
    kinds = [one.kind for one in CATALOG.all_items()]
    sizes = {one.slice: one.items for one in own.cells}

    assert (sizes[BANK], sizes[MULTIS]) == (kinds.count(Kind.CHOICE), kinds.count(Kind.MULTI))
