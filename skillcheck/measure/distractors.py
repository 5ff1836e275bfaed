"""Distractors: who chose which option, and whether it does its work."""

from dataclasses import dataclass

import numpy as np

from skillcheck.measure.analytics import ENOUGH_FOR_FINE_FLAGS
from skillcheck.measure.responses import Interval, NotEnough, Responses, checked, told_correlation, wilson
from skillcheck.model import SubmissionError

RARE = 0.05  # a distractor chosen by fewer misleads nobody


@dataclass(frozen=True)
class OptionStatistics:
    """One option's figures with 90 % limits.

    `share` of the item's answers that chose it, `ability` its choosers' mean, `rest` the correlation of choosing it
    with ability, `top` the share choosing it among the ablest third of those who met the item.
    """

    option: int
    item: int
    is_key: bool
    chosen: int
    answers: int
    share: Interval | NotEnough
    ability: float | NotEnough
    rest: Interval | NotEnough
    top: float | NotEnough
    flags: tuple[str, ...]


def option_statistics(
    responses: Responses, ability, answer, option, option_item, is_key
) -> tuple[OptionStatistics, ...]:
    """Return the figures of all options (M,), also of those nobody chose.

    Args:
        ability: by the other answers, one place an answer (N,): `rest_score` of a fixed form or `rest_of(...).ability`.
        answer: the place in `responses` of each choice made, (C,); an answer may choose several options, or none.
        option: the option of each choice made, (C,).
        option_item: the item of each option, (M,).
        is_key: whether the option is a key, (M,).
    """
    ability = checked(ability, len(responses.right), "ability")
    answer, option = np.asarray(answer, dtype=int), np.asarray(option, dtype=int)
    option_item, is_key = np.asarray(option_item, dtype=int), np.asarray(is_key, dtype=bool)
    _check(responses, answer, option, option_item, is_key)
    counts, chosen = responses.per_item()[option_item], np.bincount(option, minlength=len(option_item))
    low, high = wilson(chosen, counts)
    means = np.bincount(option, ability[answer], minlength=len(option_item)) / np.maximum(chosen, 1)
    r = _option_rest(responses, ability, means, chosen, option_item)
    best = ablest(responses, ability)
    top = np.bincount(option, best[answer], minlength=len(option_item))
    top_counts = responses.per_item(best)[option_item]
    keys_top = np.full(responses.items, np.inf)
    np.minimum.at(keys_top, option_item[is_key], top[is_key])
    found = []
    for place, (item, count, times) in enumerate(
        zip(option_item.tolist(), counts.tolist(), chosen.tolist(), strict=True)
    ):
        none = NotEnough("no answers")
        share = Interval(times / count, float(low[place]), float(high[place])) if count else none
        told = told_correlation(float(r[place]), count)
        overtakes = top[place] > keys_top[item]
        flags = () if is_key[place] else tuple(_flags(share, told, overtakes, count))
        mean = float(means[place]) if times else NotEnough("nobody chose it")
        among = float(top[place] / top_counts[place]) if top_counts[place] else none
        found.append(OptionStatistics(place, item, bool(is_key[place]), times, count, share, mean, told, among, flags))
    return tuple(found)


def _flags(share, rest, overtakes, count: int):
    """Yield what is worth a look in a distractor."""
    if count < ENOUGH_FOR_FINE_FLAGS:
        return
    if share.value < RARE:
        yield "hardly chosen"
    if isinstance(rest, Interval) and rest.low > 0:
        yield "attracts the able"
    if overtakes:
        yield "the ablest third choose it more than the key"


def _option_rest(responses: Responses, ability, means, chosen, option_item) -> np.ndarray:
    """Return corr(chose it, ability) over the item's answers, (M,), from means alone; NaN where nothing varies.

    With share p, r = (mean of choosers - mean of all) sqrt(p / (1 - p)) / SD of all: the point-biserial correlation.
    """
    counts = np.maximum(responses.per_item(), 1)
    mean = responses.per_item(ability) / counts
    variance = responses.per_item((ability - mean[responses.item]) ** 2) / counts
    share = chosen / counts[option_item]
    varies = (share > 0) & (share < 1) & (variance[option_item] > 1e-20)
    odds = np.where(varies, share, 0.5) / np.where(varies, 1 - share, 0.5)
    sd = np.sqrt(np.where(varies, variance[option_item], 1.0))
    return np.where(varies, (means - mean[option_item]) * np.sqrt(odds) / sd, np.nan)


def ablest(responses: Responses, ability) -> np.ndarray:
    """Return which answers come from the ablest third of those who met the item (N,); ties at the border count in."""
    order = np.lexsort((ability, responses.item))
    counts = responses.per_item()
    last = np.cumsum(counts)
    border = last - np.maximum(1, counts // 3)
    limit = np.full(responses.items, np.inf)
    met = counts > 0
    limit[met] = ability[order[border[met]]]
    return ability >= limit[responses.item]


def _check(responses: Responses, answer, option, option_item, is_key) -> None:
    """Raise SubmissionError unless choices name answers and options that belong together."""
    if len(answer) != len(option) or len(option_item) != len(is_key):
        raise SubmissionError("Choices need an answer and an option each, options an item and a key mark each.")
    if ((option_item < 0) | (option_item >= responses.items)).any():
        raise SubmissionError(f"An option belongs to an item that does not exist; there are {responses.items}.")
    if ((answer < 0) | (answer >= len(responses.right))).any() or ((option < 0) | (option >= len(option_item))).any():
        raise SubmissionError("A choice names an answer or an option that does not exist.")
    foreign = np.flatnonzero(option_item[option] != responses.item[answer])
    if len(foreign):
        raise SubmissionError(f"Choice {foreign[0]} is an option of another item than the one that was answered.")
