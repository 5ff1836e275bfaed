"""The order of options on screen: no place tells the key, and none tells the next."""

from collections import Counter
from itertools import pairwise

import pytest
from catalog_examples import CHOICE, item
from scipy.stats import chi2_contingency, chisquare

from skillcheck.catalog import Catalog, draw
from skillcheck.catalog.ordering import as_numbers
from skillcheck.model import Kind
from skillcheck.sitting.course import variant_seed

RENDERS = 10_000
BY_CHANCE = 0.001
CHOICES = [
    one
    for one in Catalog.open().all_items()
    if one.kind is Kind.CHOICE and not one.draw and not as_numbers([option.text for option in one.options])
]


def place(one, seed):
    """Return where the key stands on screen."""
    return [option.id for option in draw(one, seed).options].index(one.key)


def of_one_item():
    """Places of one item met again and again, by seed."""
    return [place(item(CHOICE), seed) for seed in range(RENDERS)]


def of_sittings():
    """Places in sittings of 25 items of the bank with four options, each with the seed of its position."""
    four = [one for one in CHOICES if len(one.options) == 4]
    return [
        place(four[(7 * sitting + position) % len(four)], variant_seed(sitting, position))
        for sitting in range(RENDERS // 25)
        for position in range(25)
    ]


@pytest.mark.parametrize("render", [of_one_item, of_sittings])
def test_the_key_stands_in_every_place_equally_often_whatever_stood_before(render):
    places = render()
    pairs = Counter(pairwise(places))
    table = [[pairs[one, other] for other in sorted(set(places))] for one in sorted(set(places))]

    assert len(places) == RENDERS
    assert chisquare(list(Counter(places).values())).pvalue > BY_CHANCE
    assert chi2_contingency(table).pvalue > BY_CHANCE


def test_every_order_of_the_options_comes_up_equally_often():
    orders = Counter(tuple(option.id for option in draw(item(CHOICE), seed).options) for seed in range(RENDERS))

    assert len(orders) == 6
    assert chisquare(list(orders.values())).pvalue > BY_CHANCE
