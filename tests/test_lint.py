"""The linter: each rule finds its flaw, and a sound bank has none."""

import json

import msgspec
import pytest
from catalog_examples import CHOICE, MULTI, NUMERIC, ORDER, TEXT, entry, item, items_file
from click.testing import CliRunner

from skillcheck.catalog.lint import Problem, bank, lint, lint_item
from skillcheck.cli import main

SOUND = (NUMERIC, CHOICE, TEXT, ORDER, MULTI)


def texts(key, *others):
    """Return three or more options of like form; the first is the key's."""
    ids = ["fold-statistics", "raw-features", "more-folds", "fourth-way", "fifth-way", "sixth-way"]
    reason = "It overlooks what the folds share."
    return [{"id": name, "text": text, "rationale": reason} for name, text in zip(ids, (key, *others), strict=False)]


def rules(base, **changes):
    return {problem.rule for problem in lint_item(item(base, **changes))}


@pytest.mark.parametrize("base", SOUND, ids=lambda base: base["kind"])
def test_a_sound_item_has_no_problem(base):
    assert lint_item(item(base)) == []


LONG = "It shrinks the coefficients of correlated columns towards each other, which lowers the variance a lot"
FLAWS = [
    ("E02", CHOICE, {"options": texts("Lower the rate", "Lower  the rate.", "Raise the rate")}),
    ("E02", CHOICE, {"options": texts("0.500", "0.505", "0.7")}),
    ("E03", CHOICE, {"options": texts("Lower the rate", "Raise the rate")}),
    ("E03", ORDER, {"options": ORDER["options"][:3], "key": ["zero", "forward", "backward"]}),
    ("E04", CHOICE, {"options": texts("Lower the rate", "Raise the rate", "None of the above")}),
    ("E04", CHOICE, {"options": texts("Lower the rate", "Raise the rate", "Both of these options")}),
    ("E04", CHOICE, {"options": texts("Lower the rate", "Raise the rate", "A and C")}),
    ("E05", CHOICE, {"options": texts(LONG, "It drops columns", "It adds columns")}),
    ("W05", CHOICE, {"options": texts("K" * 46, "M" * 32, "N" * 32)}),
    ("E06", CHOICE, {"options": texts("It shrinks", LONG, LONG.replace("lowers", "raises"))}),
    ("E08", CHOICE, {"stem": "The estimate is an", "options": texts("average", "mean", "maximum")}),
    ("E08", CHOICE, {"stem": "Its outputs are", "options": texts("numbers", "a number", "strings")}),
    ("E09", CHOICE, {"options": texts("It shrinks them", "It never shrinks", "It always drops")}),
    ("E10", CHOICE, {"stem": "Which step does not leak?"}),
    ("E10", CHOICE, {"stem": "Which of these steps leak, except for scaling?"}),
    ("E11", CHOICE, {"stem": "Scaling ____ the split leaks. Why?"}),
    ("W12", CHOICE, {"options": texts("5 ms", "3 s", "7 ms")}),
    ("E13", CHOICE, {"options": [{**one, "rationale": "No."} for one in CHOICE["options"]]}),
    ("E13", CHOICE, {"options": [{**one, "rationale": "Correct: it is as it says."} for one in CHOICE["options"]]}),
    ("E13", CHOICE, {"options": [{**one, "rationale": "**Wrong**, the folds share it."} for one in CHOICE["options"]]}),
    ("E13", NUMERIC, {"misconceptions": NUMERIC["misconceptions"][:1]}),
    ("E13", TEXT, {"misconceptions": []}),
    ("E13", CHOICE, {"source": "the documentation"}),
    ("E14", CHOICE, {"stem": "Which folds does the latest version use?"}),
    ("E14", CHOICE, {"stem": "What does pandas 2.2 return here?"}),
    ("E14", CHOICE, {"options": texts("Gemini", "A small forest", "A large forest")}),
    ("W15", TEXT, {"runs": None}),
    ("E16", CHOICE, {"stem": "What does `fit do?"}),
    ("E16", CHOICE, {"stem": "It costs $5. Why?"}),
    ("E16", CHOICE, {"stem": "What is <b>this</b>?"}),
    ("E16", TEXT, {"stem": "What is printed?\n```python\nprint(1)\n"}),
    ("E16", CHOICE, {"stem": "Which? Lower the rate", "options": texts("Lower the rate", "Raise it", "Keep it")}),
    ("W16", CHOICE, {"options": texts("Lower the rate", "Raise the rate.", "Keep the rate")}),
    ("W16", CHOICE, {"options": texts("Lower the rate", "raise the rate", "Keep the rate")}),
    ("W18", CHOICE, {"options": texts("Shrink ridge weights", "Shrink lasso paths", "Drop ridge columns")}),
    ("W19", CHOICE, {"options": texts("It usually shrinks", "It grows a bit", "It stays as it is")}),
    ("W19", CHOICE, {"options": texts("It shrinks a bit", "It must grow a bit", "It grows all weights")}),
    ("W20", CHOICE, {"options": texts("It shrinks 3 weights", "It grows a weight", "It drops a weight")}),
    ("W20", CHOICE, {"options": texts("It shrinks (a bit)", "It grows a weight", "It drops a weight")}),
    ("W21", CHOICE, {"stem": "Scaling leaks."}),
    ("W21", CHOICE, {"stem": "word " * 91 + "?"}),
    ("W21", CHOICE, {"options": texts("so " * 31, "no " * 31, "to " * 31)}),
    ("W22", CHOICE, {"stem": "Which of the following statements is true?"}),
    ("E25", NUMERIC, {"require": ["tp > 100"]}),
    ("E25", NUMERIC, {"draw": {"tp": [20, 23], "fp": [5, 6], "fn": [9, 11]}}),
    ("W25", NUMERIC, {"draw": {**NUMERIC["draw"], "extra": [1, 5]}}),
    ("W25", NUMERIC, {"stem": "It finds {tp} and misses {fn}. What is its $F_1$?"}),
    ("W25", TEXT, {"stem": "`print({a})`?", "draw": {"a": [1, 5]}, "key": ["{a}"], "runs": None}),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "base", "changes"), FLAWS)
def test_a_flaw_is_found_by_its_rule(rule, base, changes):
    assert rule in rules(base, **changes)


@pytest.mark.parametrize(
    ("rule", "base", "changes"),
    [
        ("E02", CHOICE, {"options": texts("1023", "1024", "1025")}),
        ("E02", CHOICE, {"options": texts("`x <= 3`", "`x >= 3`", "`x == 3`")}),
        ("E04", CHOICE, {"options": texts("All of the rows", "None of the rows", "Both of the columns")}),
        ("E08", CHOICE, {"stem": "Which estimate would you report?"}),
        ("E09", CHOICE, {"options": texts("It only shrinks", "It never shrinks", "It always drops")}),
        ("E10", CHOICE, {"stem": "Which step does NOT leak?"}),
        ("E10", CHOICE, {"stem": "The loss does not fall. Which change would you try?"}),
        ("E11", TEXT, {"stem": "Complete the line:\n\n```python\ndf.____('a').sum()\n```"}),
        ("E14", CHOICE, {"stem": "What does pandas 2.2 return?", "review_by": "2027-11-22"}),
        ("E16", CHOICE, {"stem": "It costs \\$5, or `$x`, or $y$. Why?"}),
        ("W16", CHOICE, {"options": texts("k-means with ten starts", "Ward linkage of rows", "DBSCAN of all rows")}),
        ("W25", NUMERIC, {"stem": "Of {n} found {tp}, with {fp} alarms?", "derive": {"n": "tp + fn"}}),
    ],
)
def test_a_rule_leaves_alone_what_only_looks_like_its_flaw(rule, base, changes):
    assert rule not in rules(base, **changes)


def test_numbers_that_fail_for_any_of_200_seeds_are_found_with_the_seed():
    (problem,) = lint_item(item(NUMERIC, range=[0.42, 1.0]))

    assert problem.rule == "E25"
    assert "is outside range [0.42, 1]" in problem.problem


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

    assert [one.rule for one in bank_of(run_code=True, metrics=[template])] == ["E25"]


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


def test_a_bank_of_recall_is_found():
    items = [item(CHOICE, id=f"item-{number}", asks="recall" if number < 9 else "apply") for number in range(20)]

    assert [text for _, text in bank.recall_share(items)] == ["9 of 20 all items ask for recall (at most 35%)"]
    assert not list(bank.recall_share(items[5:]))


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


def test_keys_of_every_length_are_no_habit():
    keys = ["fold-statistics", "raw-features", "more-folds"]
    options = texts("Raise it a little", "Lower it a bit", "Keep it")
    items = [item(CHOICE, id=f"item-{n}", options=options, key=keys[n % 3]) for n in range(60)]

    assert not list(bank.length_habit(items))


def test_a_key_that_alone_repeats_the_stem_is_found():
    stem = "A dashboard of churned subscribers drifts. What is the cause?"
    clanging = item(CHOICE, stem=stem, options=texts("Subscribers moved", "Weights moved", "Losses moved"))
    spread = item(CHOICE, stem=stem, options=texts("Subscribers moved", "The dashboard moved", "Losses moved"))

    assert [text for _, text in bank.clang([clanging])] == ["the key alone repeats the stem's subscribers"]
    assert not list(bank.clang([spread]))


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

    assert report["items"] == sum(row["items"] for row in report["skills"]) == sum(report["kinds"].values())
    assert len(report["skills"]) == 45
    assert "kinds that cannot be guessed" in run("bank", "report").output


@pytest.mark.parametrize("command", ["lint", "show", "report"])
def test_every_command_shows_an_example(command):
    result = run("bank", command, "--help")

    assert result.exit_code == 0
    assert f"Example: skillcheck bank {command}" in result.output


def test_the_version_is_told():
    assert run("--version").output.startswith("skillcheck, version ")
