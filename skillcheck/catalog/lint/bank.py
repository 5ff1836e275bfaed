"""Rules across items: ids, near-duplicates, hinges, habits and the mix; no item stands for a flaw of all."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import combinations
from math import sqrt

from skillcheck.model import Item, Kind

from .words import content_words, length, prose, tokens

_SHINGLE = 5
_ALIKE, _MAYBE_ALIKE, _SAME_LETTERS = 0.7, 0.2, 0.9
_COMMON = 40  # a shingle in more items than this says nothing about pairs
_RECALL, _RECALL_ADVANCED = 0.35, 0.15
_NEGATIVE = 0.05
_ENOUGH = 30  # choices, before their habits are looked at
_TERM = 0.25  # a word in this share of a skill's stems is a term of the skill and points at nothing

Found = Iterator[tuple[Item | None, str]]


def unique_ids(items: Sequence[Item]) -> Found:
    """Responses are recorded by item id alone, so an id is used once in the whole bank."""
    first: dict[str, Item] = {}
    for item in items:
        if item.id in first:
            yield item, f"the id is also in {first[item.id].skill}.toml; ids are unique over the whole bank"
        first.setdefault(item.id, item)


def near_duplicates(items: Sequence[Item]) -> Found:
    """Two items that ask the same thing count one ability twice."""
    shingles = [_shingles(item.stem) for item in items]
    for (one, other), shared in sorted(_shared(shingles).items()):
        alike = shared / (len(shingles[one]) + len(shingles[other]) - shared)
        if alike >= _ALIKE or (alike >= _MAYBE_ALIKE and _same_letters(items[one], items[other])):
            yield items[other], f"asks nearly the same as {items[one].skill}.toml: {items[one].id}"


def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    found = tokens(text)
    size = min(_SHINGLE, max(len(found), 1))
    return frozenset(tuple(found[start : start + size]) for start in range(len(found) - size + 1))


def _shared(shingles: Sequence[frozenset]) -> Counter[tuple[int, int]]:
    """Count common shingles of every pair that has any, by an inverted index (no pair of all pairs is compared)."""
    where: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, bag in enumerate(shingles):
        for shingle in bag:
            where[shingle].append(number)
    counts: Counter[tuple[int, int]] = Counter()
    for numbers in where.values():
        if len(numbers) <= _COMMON:
            counts.update(combinations(numbers, 2))
    return counts


def _same_letters(one: Item, other: Item) -> bool:
    matcher = SequenceMatcher(None, one.stem, other.stem, autojunk=False)
    quick = matcher.real_quick_ratio() >= _SAME_LETTERS and matcher.quick_ratio() >= _SAME_LETTERS
    return quick and matcher.ratio() >= _SAME_LETTERS


def hinges(items: Sequence[Item]) -> Found:
    """An item whose key is printed in another's stem is answered by whoever meets both."""
    stems = [(item, " ".join(tokens(item.stem))) for item in items]
    for item in items:
        if item.kind is not Kind.CHOICE or item.draw:
            continue
        key = next((" ".join(tokens(option.text)) for option in item.options if option.id == item.key), "")
        if len(key) >= 30:
            for other, stem in stems:
                if other is not item and key in stem:
                    yield item, f"its key is quoted in the stem of {other.skill}.toml: {other.id}"


def clang(items: Sequence[Item]) -> Found:
    """A key that repeats more words of the stem than any distractor, one of them alone, points at itself.

    Terms of the skill are left out: they come up everywhere.
    """
    stems: dict[str, list[set[str]]] = defaultdict(list)
    for item in items:
        stems[item.skill].append(set(content_words(item.stem)))
    terms = {skill: _terms(skill, bags) for skill, bags in stems.items()}
    for item in items:
        if item.kind is Kind.CHOICE:
            stem = content_words(item.stem).keys() - terms[item.skill]
            repeated = {option.id: stem & content_words(option.text).keys() for option in item.options}
            key = repeated.pop(item.key)
            alone = key.difference(*repeated.values())
            if alone and len(key) > max(map(len, repeated.values())):
                words = content_words(item.stem)
                yield item, f"the key alone repeats the stem's {', '.join(sorted(words[one] for one in alone)[:4])}"


def _terms(skill: str, stems: Sequence[set[str]]) -> set[str]:
    counts = Counter(word for bag in stems for word in bag)
    often = {word for word, count in counts.items() if count >= max(_TERM * len(stems), 3)}
    return often | set(content_words(skill.replace("-", " ")))


def length_habit(items: Sequence[Item]) -> Found:
    """Single keys of a fair length may still be the longest too often; over the bank that is a way to guess.

    The limit is chance plus 2.33 standard errors, one chance in a hundred for an author without the habit.
    """
    lengths = [_ranked(item) for item in items if item.kind is Kind.CHOICE]
    if len(lengths) < _ENOUGH:
        return
    chance = sum(1 / len(item.options) for item in items if item.kind is Kind.CHOICE) / len(lengths)
    limit = chance + 2.33 * sqrt(chance * (1 - chance) / len(lengths))
    for place, name in enumerate(("longest", "shortest")):
        share = sum(one[place] for one in lengths) / len(lengths)
        if share > limit:
            yield None, f"the key is the {name} option in {share:.0%} of {len(lengths)} choices (at most {limit:.0%})"


def _ranked(item: Item) -> tuple[float, float]:
    """Return how much the key is the longest and the shortest option: 1, or split among ties, or 0."""
    lengths = {option.id: length(option.text) for option in item.options}
    counts = list(lengths.values())
    key = lengths[item.key]
    longest = 1 / counts.count(key) if key == max(counts) else 0.0
    return longest, 1 / counts.count(key) if key == min(counts) else 0.0


def negatives(items: Sequence[Item]) -> Found:
    """Even a NOT in capitals is overread by some, so a skill has one such stem, or one in twenty items."""
    by_skill: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        by_skill[item.skill].append(item)
    for skill, asked in by_skill.items():
        found = [item for item in asked if re.search(r"\b(NOT|EXCEPT)\b", prose(item.stem))]
        if len(found) > max(1, _NEGATIVE * len(asked)):
            yield found[-1], f"{len(found)} of {len(asked)} stems of {skill} ask for what is NOT so; turn some round"


def recall_share(items: Sequence[Item]) -> Found:
    """A bank of recall measures reading; most items apply or judge, and items of depth 3 nearly all."""
    for name, chosen, most in (
        ("all items", items, _RECALL),
        ("items of depth 3", [item for item in items if item.depth == 3], _RECALL_ADVANCED),
    ):
        recall = [item for item in chosen if item.asks == "recall"]
        if len(chosen) >= 20 and len(recall) > most * len(chosen):
            yield None, f"{len(recall)} of {len(chosen)} {name} ask for recall (at most {most:.0%})"
