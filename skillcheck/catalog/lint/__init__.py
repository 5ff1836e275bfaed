"""Checks on bank content. One rule, one function; each yields what it finds. Only errors fail."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Literal

import msgspec

from skillcheck.catalog.reading import scan_items
from skillcheck.catalog.variants import draw
from skillcheck.model import DataError, Item, Variant

from . import bank, code, options, stems, templates

VARIANT_RULES: tuple[tuple[str, Callable[[Variant], Iterator[str]]], ...] = (
    ("E02", options.distinct),
    ("E03", options.count),
    ("E04", options.none_of_the_above),
    ("E05", options.key_not_longest),
    ("W05", options.key_rather_long),
    ("E06", options.key_not_shortest),
    ("E08", options.article_fits),
    ("E08", options.verb_fits),
    ("E09", options.absolutes),
    ("E10", stems.negative),
    ("E11", stems.blank_in_the_middle),
    ("W12", options.mixed_units),
    ("E13", stems.rationales),
    ("E13", stems.misconceptions),
    ("E13", stems.source),
    ("E14", stems.ageing),
    ("W15", code.has_code_that_is_run),
    ("E16", options.repeats_the_stem),
    ("E16", stems.markup),
    ("W16", options.odd_form),
    ("W18", options.convergence),
    ("W19", options.hedges),
    ("W19", options.strong_words),
    ("W20", options.signs),
    ("W21", stems.asks_something),
    ("W21", stems.long_stem),
    ("W21", options.wordy),
    ("W22", stems.which_is_true),
)
ITEM_RULES: tuple[tuple[str, Callable[[Item], Iterator[str]]], ...] = (
    ("E25", templates.draws_succeed),
    ("W25", templates.key_hidden),
    ("W25", templates.same_for_all),
    ("W25", templates.unused),
)
BANK_RULES: tuple[tuple[str, Callable[[list[Item]], bank.Found]], ...] = (
    ("E01", bank.unique_ids),
    ("E07", bank.near_duplicates),
    ("W17", bank.clang),
    ("W23", bank.hinges),
    ("W24", bank.recall_share),
    ("W26", bank.length_habit),
)


class Problem(msgspec.Struct, frozen=True):
    """What a rule found in an item: E rules are errors, W rules are warnings to be counted."""

    file: str
    item: str
    problem: str
    rule: str
    severity: Literal["error", "warning"]


def lint(files: Iterable[Path], run_code: bool = False) -> list[Problem]:
    """Return every problem of the items in `files`, ordered by file and item; items that cannot be read are E00.

    With `run_code`, items that say `runs = true` are run as well (a second or so each): E15.
    """
    problems: list[Problem] = []
    bank_items: list[Item] = []
    for path in sorted(files):
        try:
            items, unreadable = scan_items(path, path.stem)
        except DataError as error:
            problems.append(_problem(path.stem, "", str(error).removeprefix(f"{path.name}: "), "E00"))
            continue
        problems += [_problem(path.stem, name, text, "E00") for name, text in unreadable]
        bank_items += items
    # a retired item keeps its id for ever and nothing else
    live = [item for item in bank_items if item.status != "retired"]
    for item in live:
        problems += lint_item(item)
        if run_code:
            problems += [_problem(item.skill, item.id, text, "E15") for text in code.runs_as_claimed(item)]
    for rule, find in BANK_RULES:
        for item, text in find(bank_items if find is bank.unique_ids else live):
            problems.append(_problem(item.skill if item else "all", item.id if item else "", text, rule))
    return sorted(problems, key=lambda one: (one.file, one.item, one.rule))


def lint_item(item: Item) -> list[Problem]:
    """Return the problems of one sound item, with its texts as drawn for seed 0."""
    try:
        variant = draw(item, 0)
    except DataError as error:
        return [_problem(item.skill, item.id, str(error).split(": ", 2)[-1], "E25")]
    found = [(rule, text) for rule, find in ITEM_RULES for text in find(item)]
    found += [(rule, text) for rule, find in VARIANT_RULES for text in find(variant)]
    return [_problem(item.skill, item.id, text, rule) for rule, text in found]


def _problem(skill: str, item: str, text: str, rule: str) -> Problem:
    return Problem(
        "all files" if skill == "all" else f"{skill}.toml",
        item,
        text,
        rule,
        "error" if rule.startswith("E") else "warning",
    )
