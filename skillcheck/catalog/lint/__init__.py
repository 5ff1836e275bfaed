"""Checks on bank content. One rule, one function; each yields what it finds. Only errors fail."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from skillcheck.catalog.catalog import Catalog
from skillcheck.catalog.reading import scan_items
from skillcheck.model import DataError, Item, Variant

from . import bank, code, options, shares, stems, stress, templates, whole

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
    ("E12", options.in_order),
    ("E13", stems.rationales),
    ("E13", stems.misconceptions),
    ("E13", stems.source),
    ("E14", stems.ageing),
    ("W15", code.has_code_that_is_run),
    ("E16", options.repeats_the_stem),
    ("E16", stems.markup),
    ("E16", options.capitals),
    ("W16", options.full_stops),
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
    ("E15", code.runs_as_claimed),
    ("W35", templates.key_hidden),
    ("W36", templates.unused),
)
DRAW_RULES: tuple[tuple[str, Callable[[Item, Sequence[Variant]], Iterator[str]]], ...] = (
    ("E31", stress.many_keys),
    ("W31", stress.many_variants),
    ("E32", stress.apart),
    ("E33", stress.shown_key_is_right),
    ("W33", stress.one_tolerance),
    ("E34", stress.rank_of_key),
)
BANK_RULES: tuple[tuple[str, Callable[[Sequence[Item]], bank.Found]], ...] = (
    ("E01", bank.unique_ids),
    ("E07", bank.near_duplicates),
    ("W10", bank.negatives),
    ("W17", bank.clang),
    ("W23", bank.hinges),
    ("W24", bank.recall_share),
    ("W26", bank.length_habit),
)
SHARE_RULES: tuple[tuple[str, Callable[[Sequence[Item], Sequence[shares.Warned]], Iterator[str]]], ...] = (
    ("E17", shares.clang),
    ("E18", shares.convergence),
    ("E19", shares.hedges),
    ("E20", shares.signs),
    ("E21", shares.reading),
    ("E22", shares.which_is_true),
)
WHOLE_RULES: tuple[tuple[str, Callable[[Sequence[Item], Catalog], bank.Found]], ...] = (
    ("W24", whole.recall_share),
    ("B25", whole.coverage),
    ("B26", whole.length_ranks),
    ("W28", whole.confirmed),
)


class Problem(msgspec.Struct, frozen=True):
    """What a rule found: E and B rules (of an item, of the bank) are errors, W rules are warnings to be counted."""

    file: str
    item: str
    problem: str
    rule: str
    severity: Literal["error", "warning"]


def lint(
    files: Iterable[Path], run_code: bool = False, draws: int = stress.DRAWS, catalog: Catalog | None = None
) -> list[Problem]:
    """Return every problem of the items in `files`, ordered by file and item; items that cannot be read are E00.

    With `run_code`, items that say `runs = true` are run as well (a second or so each): E15. Of a parameterised item
    the variants of seeds 0 to `draws` - 1 are looked at. `catalog` is given when `files` are all its items: then the
    rules on a whole bank apply as well.
    """
    problems, items = _read(files)
    # a retired item keeps its id for ever and nothing else
    live = [item for item in items if item.status != "retired"]
    for item in live:
        problems += lint_item(item, run_code, draws)
    for rule, find in BANK_RULES:
        problems += _of_bank(rule, find(items if find is bank.unique_ids else live))
    warned = [shares.Warned(one.rule, one.item) for one in problems]
    for rule, find in SHARE_RULES:
        problems += [_problem("all", "", text, rule) for text in find(live, warned)]
    for rule, find in WHOLE_RULES if catalog else ():
        problems += _of_bank(rule, find([item for item in live if item.status == "active"], catalog))
    return sorted(problems, key=lambda one: (one.file, one.item, one.rule))


def lint_item(item: Item, run_code: bool = False, draws: int = stress.DRAWS) -> list[Problem]:
    """Return the problems of one sound item, with its texts as drawn for seed 0."""
    variants, failure = stress.drawn(item, draws)
    found = [("E30", failure)] if failure else []
    for rule, find in ITEM_RULES:
        if run_code or find is not code.runs_as_claimed:
            found += [(rule, text) for text in find(item)]
    if variants:
        found += [(rule, text) for rule, find in VARIANT_RULES for text in find(variants[0])]
    if item.draw and not failure:
        found += [(rule, text) for rule, find in DRAW_RULES for text in find(item, variants)]
    return [_problem(item.skill, item.id, text, rule) for rule, text in found]


def _read(files: Iterable[Path]) -> tuple[list[Problem], list[Item]]:
    """Return the sound items of all files, and what is wrong with the others."""
    problems: list[Problem] = []
    sound: list[Item] = []
    for path in sorted(files):
        try:
            items, unreadable = scan_items(path, path.stem)
        except DataError as error:
            problems.append(_problem(path.stem, "", str(error).removeprefix(f"{path.name}: "), "E00"))
            continue
        problems += [_problem(path.stem, name, text, "E00") for name, text in unreadable]
        sound += items
    return problems, sound


def _of_bank(rule: str, found: bank.Found) -> list[Problem]:
    return [_problem(item.skill if item else "all", item.id if item else "", text, rule) for item, text in found]


def _problem(skill: str, item: str, text: str, rule: str) -> Problem:
    return Problem(
        "all files" if skill == "all" else f"{skill}.toml",
        item,
        text,
        rule,
        "warning" if rule.startswith("W") else "error",
    )
