"""The bank that ships: enough of everything, and free of what the linter can find."""

from collections import Counter

import pytest

from skillcheck.catalog import Catalog
from skillcheck.catalog.lint import lint
from skillcheck.catalog.lint.code import python_blocks
from skillcheck.measure import score
from skillcheck.model import AnswerRefused, Kind
from skillcheck.sitting.feedback import key_text, show_number

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


TEMPLATES = [item for item in ITEMS if item.draw]


@pytest.mark.parametrize("skill", CATALOG.skills)
def test_the_key_of_a_template_is_right_as_feedback_shows_it_and_a_known_mistake_is_not(skill):
    """In twenty draws of each; a mistake outside the plausible range is refused, which is not right either."""
    for item in (one for one in TEMPLATES if one.skill == skill):
        for seed in range(20):
            variant = CATALOG.variant(item, seed)
            shown = [f"{show_number(wrong.value, item.places)} {variant.unit}" for wrong in variant.misconceptions]

            assert is_right(variant, key_text(variant)), (item.id, seed)
            assert [text for text in shown if is_right(variant, text)] == [], (item.id, seed)


def is_right(variant, text):
    try:
        return score(variant, text).right
    except AnswerRefused:
        return False


def test_all_code_that_prints_is_run_but_what_needs_pytorch():
    """PyTorch is too large to install for the tests."""
    printing = [item for item in ITEMS if "print(" in "".join(python_blocks(item.stem))]
    left_out = [item.id for item in printing if not item.runs]

    assert left_out == [item.id for item in printing if "import torch" in item.stem]
    assert len(left_out) == 1


@pytest.mark.slow
def test_the_linter_finds_no_error_and_code_in_stems_prints_what_the_items_claim():
    """With more draws of each template than the linter alone takes, and the rules on whole banks."""
    found = lint(CATALOG.item_files, run_code=True, draws=300, catalog=CATALOG)

    assert [problem for problem in found if problem.severity == "error"] == []
