"""Keys of templates against the same quantity found another way, for numbers drawn from many seeds."""

import inspect
from math import isclose

import pytest
from computed import KEYS

from skillcheck.catalog import Catalog, draw
from skillcheck.catalog.placeholders import names_in

SEEDS = 200
CATALOG = Catalog.open()
TEMPLATES = {item.id: item for item in CATALOG.all_items() if item.draw}


@pytest.mark.parametrize("name", KEYS)
def test_a_key_is_what_another_route_leads_to(name):
    wanted = list(inspect.signature(KEYS[name]).parameters)
    for seed in range(SEEDS):
        variant = draw(TEMPLATES[name], seed)
        found = float(KEYS[name](*(variant.values[one] for one in wanted)))

        assert isclose(found, variant.key, rel_tol=1e-6, abs_tol=1e-9), (found, variant.key, variant.values)


def test_the_other_route_starts_from_what_the_stem_shows():
    for name, function in KEYS.items():
        item = TEMPLATES[name]
        needed = set(inspect.signature(function).parameters)

        assert needed <= names_in(item.stem, {*item.draw, *item.derive}), name


def test_every_template_is_computed_twice():
    """Whoever writes a template writes its other route as well."""
    assert TEMPLATES.keys() - KEYS.keys() == set()
