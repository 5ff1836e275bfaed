"""Rules on many variants of one parameterised item: whatever seed a learner gets, the item is sound."""

from collections import Counter
from collections.abc import Iterator, Sequence

from skillcheck.catalog.variants import as_shown, draw, margin
from skillcheck.model import DataError, Item, Kind, Variant

from . import chance, options

DRAWS = 200  # of each item, so that the whole bank is linted in seconds; a stress test takes 1,000
FEWEST_KEYS = 50
_FEWEST_VARIANTS = 20
_BY_CHANCE = 0.001
_SLACK = 1e-9  # scoring forgives the last bits of a float


def drawn(item: Item, draws: int) -> tuple[list[Variant], str]:
    """Return the variants of seeds 0, 1, ..., up to one that fails, and why it fails."""
    variants: list[Variant] = []
    try:
        for seed in range(draws if item.draw else 1):
            variants.append(draw(item, seed))
    except DataError as error:
        reason = str(error).split(": ", 2)[-1]
        return variants, f"seed {len(variants)}: {reason}" if item.draw else reason
    return variants, ""


def many_keys(item: Item, variants: Sequence[Variant]) -> Iterator[str]:
    """A template with few keys is learnt by heart: 50 keys as shown in 200 draws or more, a quarter in fewer."""
    if item.kind is Kind.NUMERIC:
        keys = len({as_shown(item, variant.key) for variant in variants})
        least = min(FEWEST_KEYS, len(variants) // 4)
        if keys < least:
            yield f"only {keys} different keys in {len(variants)} seeds (at least {least}); widen the draws"


def many_variants(item: Item, variants: Sequence[Variant]) -> Iterator[str]:
    """A template of texts or options should still be many questions, not one with another name in it."""
    if item.kind is not Kind.NUMERIC:
        different = len({str(variant.values) for variant in variants})
        least = min(_FEWEST_VARIANTS, len(variants) // 4)
        if different < least:
            yield f"only {different} different variants in {len(variants)} seeds; widen the draws or write it without"


def apart(item: Item, variants: Sequence[Variant]) -> Iterator[str]:
    """A wrong value that reads like the key, or would be scored as the key, teaches the opposite of what is true."""
    for variant in variants:
        problem = _number_problem(item, variant) or next(options.distinct(variant), "")
        if problem:
            yield f"seed {variant.seed}: {problem}"
            return


def _number_problem(item: Item, variant: Variant) -> str:
    if item.kind is not Kind.NUMERIC:
        return ""
    key, allowed = variant.key, margin(item, variant.key) * (1 + _SLACK)
    for wrong in variant.misconceptions:
        if min(abs(wrong.value - key), abs(as_shown(item, wrong.value) - key)) <= allowed:
            return (
                f"the misconception {wrong.value:.6g} is, exact or as shown, within the tolerance of the key {key:.6g}"
            )
    return ""


def shown_key_is_right(item: Item, variants: Sequence[Variant]) -> Iterator[str]:
    """Who types the key as feedback shows it is right: rounding stays within tolerance and plausible range."""
    if item.kind is not Kind.NUMERIC:
        return
    low, high = item.range or (float("-inf"), float("inf"))
    for variant in variants:
        shown = as_shown(item, variant.key)
        if abs(shown - variant.key) > margin(item, variant.key) * (1 + _SLACK) + _SLACK * abs(variant.key):
            yield f"seed {variant.seed}: the key {variant.key:.8g} is shown as {shown:.8g}, not within its tolerance"
            return
        if not low <= shown <= high:
            yield f"seed {variant.seed}: the key is shown as {shown:.8g}, outside range [{low:g}, {high:g}]"
            return


def one_tolerance(item: Item, variants: Sequence[Variant]) -> Iterator[str]:
    """Without a stated tolerance a whole key must be met exactly; one that is whole by luck is then judged harder."""
    if item.kind is Kind.NUMERIC and item.tolerance is None and item.relative_tolerance is None:
        whole = sum(variant.key.is_integer() for variant in variants)
        if 0 < whole < len(variants):
            yield f"the key is whole in {whole} of {len(variants)} seeds only; state a tolerance for all of them"


def rank_of_key(item: Item, variants: Sequence[Variant]) -> Iterator[str]:
    """Options that are numbers are shown in order, so a key that is usually the second largest can be learnt by rank.

    The key should come up in each place equally often: chi-square, one chance in a thousand.
    """
    if item.kind is Kind.CHOICE:
        places = Counter([option.id for option in variant.options].index(variant.key) for variant in variants)
        counts = [places[place] for place in range(len(item.options))]
        if chance.upper_tail(*chance.even(counts)) < _BY_CHANCE:
            yield f"the key stands in places 1 to {len(counts)} {counts} times; draw so that its rank is even"
