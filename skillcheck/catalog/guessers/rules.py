"""Rules of thumb that pick an option without knowing the matter: a score for each option, the highest is picked."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from statistics import median

from skillcheck.catalog.lint.options import ABOVE
from skillcheck.catalog.lint.words import ABSOLUTES, HEDGES, content_words, length, plain, prose
from skillcheck.model import Variant

Rule = Callable[[Variant], Sequence[float]]
_TEXTBOOK = re.compile(r"\b(because|depends?|depending|trade-?offs?)\b|\bboth\b.*\band\b", re.I)
_SPECIFIC = re.compile(r"\d[\d,.]*|[(\[]|,(?!\d)|`[^`]*`")
_NUMBER = re.compile(r"[−-]?\d[\d,]*(?:\.\d+)?")
_SAME = 9  # decimals; scores that differ by less are a tie on every machine


def picked(scores: Sequence[float]) -> set[int]:
    """Return the places of the highest score; none if all options have it, as then the rule does not decide."""
    rounded = [round(score, _SAME) for score in scores]
    best = {place for place, score in enumerate(rounded) if score == max(rounded)}
    return best if len(best) < len(rounded) else set()


def at_place(wanted: int) -> Rule:
    """Return the rule that always picks one place, counted as a list index, of the options as shown."""

    def always(variant: Variant) -> Sequence[float]:
        return [float(place == wanted % len(variant.options)) for place in range(len(variant.options))]

    return always


def longest(variant: Variant) -> Sequence[float]:
    """The author took care to make the key exact, and exact is long."""
    return [length(option.text) for option in variant.options]


def shortest(variant: Variant) -> Sequence[float]:
    """The author has spun out the distractors."""
    return [-length(option.text) for option in variant.options]


def clang(variant: Variant) -> Sequence[float]:
    """The key echoes words of the stem."""
    asked = _bag(variant.stem)
    return [len(asked & bag) for bag in _bags(variant)]


def convergence(variant: Variant) -> Sequence[float]:
    """Distractors are variations of the key, so the key shares most words with the others."""
    bags = _bags(variant)
    return [sum(len(bag & other) for two, other in enumerate(bags) if two != one) for one, bag in enumerate(bags)]


def odd_one_out(variant: Variant) -> Sequence[float]:
    """The key is of another kind: it shares the least part of its words with the others (Jaccard 1901)."""
    bags = _bags(variant)
    return [
        -sum(len(bag & other) / max(len(bag | other), 1) for two, other in enumerate(bags) if two != one)
        for one, bag in enumerate(bags)
    ]


def careful(variant: Variant) -> Sequence[float]:
    """What says 'only' or 'always' is false, what says 'usually' is true."""
    texts = [prose(option.text) for option in variant.options]
    return [len(HEDGES.findall(text)) - len(ABSOLUTES.findall(text)) for text in texts]


def above(variant: Variant) -> Sequence[float]:
    """'All of the above' is true."""
    return [float(bool(ABOVE.search(plain(option.text)))) for option in variant.options]


def middle_number(variant: Variant) -> Sequence[float]:
    """Authors put wrong numbers on both sides of the right one; decides where each option holds one number."""
    found = [_NUMBER.findall(plain(option.text)) for option in variant.options]
    if not all(len(numbers) == 1 for numbers in found):
        return [0.0] * len(found)
    numbers = [float(one.replace(",", "").replace("−", "-")) for (one,) in found]
    ranks = [sum(other < number for other in numbers) for number in numbers]
    return [-abs(rank - median(ranks)) for rank in ranks]


def specific(variant: Variant) -> Sequence[float]:
    """The key has the digits, brackets, commas and code."""
    return [len(_SPECIFIC.findall(option.text)) for option in variant.options]


def grammar(variant: Variant) -> Sequence[float]:
    """The key goes with the stem's last word, and is built as most options are; a distractor added later is not."""
    end = re.search(r"\b(an?|is|was|are|were)\W*$", prose(variant.stem), re.I)
    openings = [_opening(option.text) for option in variant.options]
    alike = Counter(openings)
    fits = [_goes_with(end[1].lower(), option.text) if end else 0 for option in variant.options]
    return [len(openings) * fit + alike[opening] for fit, opening in zip(fits, openings, strict=True)]


def textbook(variant: Variant) -> Sequence[float]:
    """The key reads like a textbook: it says because, depends, trade-off, or both and."""
    return [len(_TEXTBOOK.findall(prose(option.text))) for option in variant.options]


PLACES: dict[str, tuple[str, Rule]] = {
    "G0 first": ("always the first", at_place(0)),
    "G0 second": ("always the second", at_place(1)),
    "G0 third": ("always the third", at_place(2)),
    "G0 last": ("always the last", at_place(-1)),
}
TEXTS: dict[str, tuple[str, Rule]] = {
    "G1": ("longest", longest),
    "G2": ("shortest", shortest),
    "G3": ("clang: echoes the stem", clang),
    "G4": ("convergence: most in common", convergence),
    "G5": ("fewest absolutes, most hedges", careful),
    "G6": ("all or none of the above", above),
    "G7": ("middle number", middle_number),
    "G8": ("most specific: digits, brackets, commas, code", specific),
    "G9": ("grammar fits", grammar),
    "G10": ("odd one out: least in common", odd_one_out),
    "G11": ("reads like a textbook", textbook),
}


def _bags(variant: Variant) -> list[frozenset[str]]:
    return [_bag(option.text) for option in variant.options]


@lru_cache(maxsize=8192)
def _bag(text: str) -> frozenset[str]:
    return frozenset(content_words(text))


def _opening(text: str) -> str:
    """Return the kind of an option's first word, as far as it shows."""
    first = (text.split() or [""])[0].strip(",;:.").lower()
    for kind, pattern in {
        "code": r"`.*",
        "number": r"[^a-z]*\d.*",
        "article": r"(an?|the)",
        "pronoun": r"(it|its|they|their|this|that|these|those|there|he|she|both|each|every|all|no|none|neither)",
        "participle": r"\w+ing",
        "verb": r"\w+[^s]s",
    }.items():
        if re.fullmatch(pattern, first):
            return kind
    return "other"


def _goes_with(end: str, text: str) -> int:
    """Return whether an option can follow an article, or a verb in its number."""
    if end in ("a", "an"):
        return int(bool(re.match(r"\W*[aeiou]", text, re.I)) == (end == "an"))
    singular = bool(re.match(r"\W*an?\b", text, re.I))
    return int(singular == (end in ("is", "was")))
