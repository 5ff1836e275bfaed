"""Rules on options: what would let a reader find the key without knowing the matter."""

import re
from collections.abc import Iterator
from itertools import combinations

from skillcheck.catalog.ordering import as_numbers
from skillcheck.model import Kind, Variant

from .words import ABSOLUTES, HEDGES, STRONG, content_words, key_and_distractors, length, plain, prose, words

ABOVE = re.compile(
    r"\b(all|none|both|neither|any|either) (of )?(the |these|those)?\s*(above|options|answers|statements|listed)\b"
    r"|^(all|none|both|neither) of (these|those|them)\W*$|^\(?[a-e]\)? (and|or) \(?[a-e]\)?\W*$",
    re.I,
)
_CHOSEN = (Kind.CHOICE, Kind.MULTI, Kind.ORDER)
_COUNTS = {Kind.CHOICE: (3, 5), Kind.MULTI: (4, 6), Kind.ORDER: (4, 6)}
_LONGEST_OPTION = 30
_TOO_LONG, _RATHER_LONG, _TOO_SHORT = 1.5, 1.25, 0.6
_CHARACTERS = 12


def distinct(variant: Variant) -> Iterator[str]:
    """Two options with the same meaning make an item that nobody can answer."""
    texts = [_bare(option.text) for option in variant.options]
    numbers = as_numbers([option.text for option in variant.options]) if variant.options else None
    for one, other in combinations(range(len(texts)), 2):
        names = f"options '{variant.options[one].id}' and '{variant.options[other].id}'"
        if texts[one] == texts[other]:
            yield f"{names} have the same text"
        elif numbers and _too_close(numbers[one], numbers[other]):
            yield f"{names} differ by less than 2 %"


def _bare(text: str) -> str:
    """Return a text without white space and full stop, and without capitals unless it has code."""
    bare = "".join(text.split()).rstrip(".")
    return bare if "`" in bare else bare.casefold()


def _too_close(one: float, other: float) -> bool:
    whole = one.is_integer() and other.is_integer()
    return one == other or (not whole and abs(one - other) < 0.02 * max(abs(one), abs(other)))


def count(variant: Variant) -> Iterator[str]:
    """Fewer options are guessed too easily; more cannot all be plausible."""
    least, most = _COUNTS.get(variant.item.kind, (0, 0))
    if not least <= len(variant.options) <= most:
        yield f"has {len(variant.options)} options; kind '{variant.item.kind}' wants {least} to {most}"


def none_of_the_above(variant: Variant) -> Iterator[str]:
    """'All of the above' is right far more often than chance, and nothing stands above a shuffled option."""
    for option in variant.options:
        if ABOVE.search(plain(option.text)):
            yield f"option '{option.id}' points at other options; state a claim of its own"


def key_not_longest(variant: Variant) -> Iterator[str]:
    """The longest option is the key in 4 of 5 items of careless banks, and readers know it."""
    longest, ratio, more = _longer(variant)
    if longest and ratio > _TOO_LONG and more > _CHARACTERS:
        yield f"the key is the longest option, {ratio:.2f} x the distractors' mean length (at most {_TOO_LONG})"


def key_rather_long(variant: Variant) -> Iterator[str]:
    """A key that is a quarter longer than the others is a habit that shows over many items."""
    longest, ratio, more = _longer(variant)
    if longest and ratio > _RATHER_LONG and more > _CHARACTERS and not ratio > _TOO_LONG:
        yield f"the key is the longest option, {ratio:.2f} x the distractors' mean length (better under {_RATHER_LONG})"


def _longer(variant: Variant) -> tuple[bool, float, float]:
    """Return whether the key is the only longest, its length over the mean distractor's, and the difference."""
    if variant.item.kind is not Kind.CHOICE:
        return False, 1.0, 0.0
    (key,), distractors = key_and_distractors(variant)
    others = [length(option.text) for option in distractors]
    mean = max(sum(others) / len(others), 1)
    own = length(key.text)
    return own > max(others), own / mean, own - mean


def key_not_shortest(variant: Variant) -> Iterator[str]:
    """A key that is much the shortest stands out as well."""
    if variant.item.kind is Kind.CHOICE:
        (key,), distractors = key_and_distractors(variant)
        others = [length(option.text) for option in distractors]
        mean, own = sum(others) / len(others), length(key.text)
        if own < min(others) and own < _TOO_SHORT * mean and mean - own > _CHARACTERS:
            ratio = own / mean
            yield f"the key is the shortest option, {ratio:.2f} x the distractors' mean length (at least {_TOO_SHORT})"


def article_fits(variant: Variant) -> Iterator[str]:
    """A stem that ends in 'a' or 'an' gives away every option that does not go with it."""
    match = re.search(r"\b(an?)\W*$", prose(variant.stem), re.I)
    if match and variant.item.kind in (Kind.CHOICE, Kind.MULTI):
        vowels = match[1].lower() == "an"
        misfits = [
            option.id for option in variant.options if bool(re.match(r"\W*[aeiou]", option.text, re.I)) != vowels
        ]
        if misfits:
            yield f"the stem's last '{match[1]}' does not fit {', '.join(misfits)}; end with 'a(n)' or move the article"


def verb_fits(variant: Variant) -> Iterator[str]:
    """A stem that ends in 'is' or 'are' gives away the options of the other number."""
    match = re.search(r"\b(are|were)\W*$", prose(variant.stem), re.I)
    if match and variant.item.kind in (Kind.CHOICE, Kind.MULTI):
        singular = [option.id for option in variant.options if re.match(r"\W*an?\b", option.text, re.I)]
        if singular and len(singular) < len(variant.options):
            yield f"the stem's last '{match[1]}' does not fit {', '.join(singular)}"


def absolutes(variant: Variant) -> Iterator[str]:
    """'Always' and 'only' mark distractors when the key has none of them."""
    if variant.item.kind not in (Kind.CHOICE, Kind.MULTI):
        return
    keys, distractors = key_and_distractors(variant)
    marked = [option.id for option in distractors if ABSOLUTES.search(prose(option.text))]
    if len(marked) >= 2 and not any(ABSOLUTES.search(prose(option.text)) for option in keys):
        yield f"distractors {', '.join(marked)} have absolutes (only, always, never...) and the key has none"


def strong_words(variant: Variant) -> Iterator[str]:
    """Every distractor with an 'all', 'must' or 'no', and a key without, is the same cue in a softer form."""
    if variant.item.kind is Kind.CHOICE:
        (key,), distractors = key_and_distractors(variant)
        if all(STRONG.search(prose(option.text)) for option in distractors) and not STRONG.search(prose(key.text)):
            yield "every distractor has a strong word (all, must, no, only...) and the key has none"


def hedges(variant: Variant) -> Iterator[str]:
    """A careful 'usually' in the key alone sounds like the author's own voice."""
    if variant.item.kind is not Kind.CHOICE:
        return
    (key,), distractors = key_and_distractors(variant)
    found = HEDGES.search(prose(key.text))
    if found and not any(HEDGES.search(prose(option.text)) for option in distractors):
        yield f"only the key hedges ('{found[0]}')"


def signs(variant: Variant) -> Iterator[str]:
    """Digits, brackets or commas in one option alone make it look exact."""
    if variant.item.kind is not Kind.CHOICE:
        return
    (key,), distractors = key_and_distractors(variant)
    for name, pattern in {"digits": r"\d", "brackets": r"[(\[]", "commas": r",(?!\d)"}.items():
        if re.search(pattern, key.text) and not any(re.search(pattern, option.text) for option in distractors):
            yield f"only the key has {name}"


def convergence(variant: Variant) -> Iterator[str]:
    """Distractors made by varying the key leave the key with most in common with the others."""
    if variant.item.kind is not Kind.CHOICE:
        return
    bags = {option.id: content_words(option.text) for option in variant.options}
    overlap = {
        one: sum(len(bag.keys() & other.keys()) for two, other in bags.items() if two != one)
        for one, bag in bags.items()
    }
    best = max(overlap.values())
    if overlap[variant.key] == best and list(overlap.values()).count(best) == 1:
        yield "the key shares most words with the other options"


def capitals(variant: Variant) -> Iterator[str]:
    """An option in small letters among capitals is the second half of the one before it, cut in two by a slip."""
    if variant.item.kind in _CHOSEN:
        # k-means and p-values keep their small letter, code and numbers have none
        starts_with_letter = all(re.match(r"[A-Z]|[a-z]{2}", option.text.lstrip()) for option in variant.options)
        odd = _odd_ones(variant, [option.text.lstrip()[:1].isupper() for option in variant.options])
        if odd and starts_with_letter:
            yield f"options are not alike: a capital at the start differs in {', '.join(odd)}"


def full_stops(variant: Variant) -> Iterator[str]:
    """Full stops should be alike, or the odd one out is read as the key."""
    if variant.item.kind in _CHOSEN:
        odd = _odd_ones(variant, [option.text.rstrip().endswith(".") for option in variant.options])
        if odd:
            yield f"options are not alike: a full stop at the end differs in {', '.join(odd)}"


def _odd_ones(variant: Variant, has: list[bool]) -> list[str]:
    """Return the ids of the fewer: those that have a feature most lack, or lack it; none if all are alike."""
    few = sum(has) * 2 < len(has)
    return [
        option.id for option, one in zip(variant.options, has, strict=True) if one is few and 0 < sum(has) < len(has)
    ]


def repeats_the_stem(variant: Variant) -> Iterator[str]:
    """An option that is the end of the stem is a slip of copying."""
    stem = " ".join(words(variant.stem))
    for option in variant.options:
        text = " ".join(words(option.text))
        if len(text) > 10 and stem.endswith(text):
            yield f"option '{option.id}' repeats the end of the stem"


def wordy(variant: Variant) -> Iterator[str]:
    """Long options test reading."""
    for option in variant.options:
        if len(words(option.text)) > _LONGEST_OPTION:
            yield f"option '{option.id}' has {len(words(option.text))} words (at most {_LONGEST_OPTION})"


def in_order(variant: Variant) -> Iterator[str]:
    """Numbers are shown in ascending order, which needs one unit; and one precision, or the exact one is the key."""
    texts = [option.text for option in variant.options]
    alone = [re.fullmatch(r"[^\w\s]?\d[\d,.]* ?[A-Za-zµ%/]{0,12}", plain(text)) for text in texts]
    if not texts or variant.item.kind is not Kind.CHOICE or not all(alone):
        return
    numbers = as_numbers(texts)
    if numbers is None:
        yield "the options are numbers with different units or forms; give all one unit"
    elif numbers != sorted(numbers):
        yield "the options are numbers that are not shown in ascending order"
    elif len({_decimals(text) for text in texts}) > 1 and len({_figures(text) for text in texts}) > 1:
        yield "the options are numbers of different precision; give all the same decimals or figures"


def _decimals(text: str) -> int:
    return len(re.search(r"\d[\d,]*(?:\.(\d*))?", text)[1] or "")


def _figures(text: str) -> int:
    """Return how many significant figures a number shows; final zeros of a whole number do not count."""
    digits = re.search(r"[\d,.]+", text)[0].replace(",", "")
    return len((digits.replace(".", "") if "." in digits else digits.rstrip("0")).lstrip("0"))
