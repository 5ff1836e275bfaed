"""The bank that ships: enough of everything, and free of what the linter can find."""

from collections import Counter

import pytest

from skillcheck.catalog import Catalog
from skillcheck.catalog.lint import lint
from skillcheck.model import Kind

CATALOG = Catalog.open()
ITEMS = CATALOG.all_items()


@pytest.mark.parametrize("skill", CATALOG.skills)
def test_a_skill_has_four_items_at_least_at_every_depth_and_of_several_kinds(skill):
    items = CATALOG.items(skill)

    assert len(items) >= 4
    assert {item.depth for item in items} == {1, 2, 3}
    assert len({item.kind for item in items}) >= 2


def test_every_kind_is_there_and_most_items_cannot_be_guessed():
    kinds = Counter(item.kind for item in ITEMS)
    exercises = len(CATALOG.exercises)

    assert set(kinds) | {Kind.CODE} == set(Kind)
    assert kinds[Kind.CHOICE] <= (len(ITEMS) + exercises) / 2
    assert exercises >= 12


def test_sixty_items_and_more_are_templates():
    assert sum(bool(item.draw) for item in ITEMS) >= 60


def test_recall_is_a_third_at_most_and_rare_at_depth_three():
    recall = Counter(item.depth for item in ITEMS if item.asks == "recall")
    deepest = sum(item.depth == 3 for item in ITEMS)

    assert sum(recall.values()) <= len(ITEMS) / 3
    assert recall[3] <= 0.15 * deepest


@pytest.mark.slow
def test_the_linter_finds_no_error_and_code_in_stems_prints_what_the_items_claim():
    errors = [problem for problem in lint(CATALOG.item_files, run_code=True) if problem.severity == "error"]

    assert errors == []
