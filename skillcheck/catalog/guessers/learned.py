"""Guessers that learn from the bank itself: trained on some skills, tried on the others, so they know no content."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from skillcheck.catalog.draws import shuffled
from skillcheck.catalog.lint.options import ABOVE
from skillcheck.catalog.lint.words import ABSOLUTES, HEDGES, length, plain, prose, tokens
from skillcheck.model import Variant

from .rules import clang, convergence

FOLDS = 5
Scores = list[list[float]]
_MOST_WORDS = 2  # words in a row that the bag holds as one
_SEEN = 2  # options; a word of one option alone says nothing about others


class Learner(NamedTuple):
    """What is seen of options, a row for each, and the model that learns which rows are keys."""

    seen: Callable[[Sequence[Variant]], Any]
    model: Callable[[], Any]


def keys_of(variant: Variant) -> frozenset[str]:
    """Return the option ids that are right, of a choice or a multi."""
    return frozenset((variant.key,) if isinstance(variant.key, str) else variant.key)


def across_skills(variants: Sequence[Variant], learner: Learner, seed: int) -> Scores:
    """Return a score for each option of each variant, learned from the variants of the other folds.

    All items of a skill are in one fold; `seed` deals the skills anew. Where no other skill is left to learn from,
    scores are 0.
    """
    if not variants:
        return []
    rows, right = learner.seen(variants), np.array(_right(variants))
    owners = np.repeat([variant.item.skill for variant in variants], [len(variant.options) for variant in variants])
    flat = np.zeros(len(right))
    for held in _folds(sorted(set(owners)), seed):
        test = np.isin(owners, held)
        if test.any() and not test.all():
            flat[test] = learner.model().fit(rows[~test], right[~test]).decision_function(rows[test])
    ends = np.cumsum([len(variant.options) for variant in variants])
    return [part.tolist() for part in np.split(flat, ends[:-1])]


def _folds(skills: Sequence[str], seed: int) -> Iterator[list[str]]:
    dealt = shuffled(skills, "folds", seed)
    yield from (dealt[fold::FOLDS] for fold in range(FOLDS))


def _right(variants: Sequence[Variant]) -> list[bool]:
    return [option.id in keys_of(variant) for variant in variants for option in variant.options]


def _words(variants: Sequence[Variant]) -> Any:
    """Return which words, and pairs of words, stand in each option; stems are hidden."""
    texts = [option.text for variant in variants for option in variant.options]
    bag = CountVectorizer(
        tokenizer=tokens, token_pattern=None, ngram_range=(1, _MOST_WORDS), min_df=min(_SEEN, len(texts)), binary=True
    )
    try:
        return bag.fit_transform(texts)
    except ValueError:  # no word stands in two options
        return np.zeros((len(texts), 1))


def _looks(variants: Sequence[Variant]) -> np.ndarray:
    """Return length, overlaps, sure and careful words, signs and place of each option."""
    return np.vstack([looks(variant) for variant in variants])


def looks(variant: Variant) -> np.ndarray:
    """Return what an option looks like beside the others, a row for each option."""
    texts = [option.text for option in variant.options]
    lengths = np.array([length(text) for text in texts], dtype=float)
    ranks = [(lengths < one).mean() for one in lengths]
    columns = [
        lengths / max(lengths.mean(), 1),
        ranks,
        lengths == lengths.max(),
        lengths == lengths.min(),
        _beside(clang(variant)),
        _beside(convergence(variant)),
        [len(ABSOLUTES.findall(prose(text))) for text in texts],
        [len(HEDGES.findall(prose(text))) for text in texts],
        [bool(ABOVE.search(plain(text))) for text in texts],
        [sum(text.count(sign) for sign in "([") + sum(map(str.isdigit, text)) for text in texts],
        [text.count(",") for text in texts],
        [text.count(".") for text in texts],
        np.arange(len(texts)) / max(len(texts) - 1, 1),
    ]
    return np.column_stack([np.asarray(column, dtype=float) for column in columns])


def _beside(scores: Sequence[float]) -> np.ndarray:
    """Return scores as differences from the item's mean, since a stem with many words is echoed by every option."""
    return np.asarray(scores, dtype=float) - np.mean(scores)


LEARNED: dict[str, tuple[str, Learner]] = {
    "G13": (
        "cues learned on other skills",
        Learner(_looks, lambda: make_pipeline(StandardScaler(), LogisticRegression())),
    ),
    "G14": (
        "words of options, learned on other skills",
        Learner(_words, lambda: LogisticRegression(solver="liblinear", random_state=0)),
    ),
}
