"""Item analysis: how hard, how sharp and how surprising each item was for the learners who met it."""

from dataclasses import dataclass

import numpy as np

from skillcheck.measure.curve import probability
from skillcheck.measure.responses import (
    CONSTANT,
    ENOUGH,
    Interval,
    NotEnough,
    Responses,
    checked,
    correlation,
    told_correlation,
    wilson,
)
from skillcheck.model import SubmissionError

TOO_HARD, TOO_EASY, LOW_CORRELATION = 0.20, 0.95, 0.15
# A surprise counts when it is beyond chance and large enough to matter: of a thousand answers every guess is wrong.
SURPRISING_Z, SURPRISING_SHARE = 2.5, 0.05
# Answers from which a sound item is seldom flagged by chance (simulated: up to 3 % for a negative correlation from 40
# answers, 3-8 % for a low one from 100), while four of five wrong keys are found.
ENOUGH_FOR_ROUGH_FLAGS, ENOUGH_FOR_FINE_FLAGS = 40, 100

# The grid on which a class's abilities are weighed; its step is small against the error after 300 answers.
_GRID = np.linspace(-6, 6, 81)
_PRIOR_SD, _PRIOR_STEPS = 1.1, 50


@dataclass(frozen=True)
class ItemStatistics:
    """One item's figures with 90 % limits.

    `share` is the share right; `rest` the correlation of being right with the rest of the test, and `rest_expected`
    what the parameters let expect of it; `surplus` the share right less the expected one, and `fit` its z; `flags` what
    an instructor should look at, in words.
    """

    item: int
    answers: int
    right: int
    share: Interval | NotEnough
    rest: Interval | NotEnough
    rest_expected: float | NotEnough
    surplus: float | NotEnough
    fit: float | NotEnough
    flags: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Rest:
    """What a learner's other answers say, one place an answer (N,): ability (logits) and expected chance of right.

    `overall` is each learner's ability by all answers (learners,); without answers, the class's mean.
    """

    ability: np.ndarray
    expected: np.ndarray
    overall: np.ndarray


def item_statistics(responses: Responses, rest: Rest | None = None) -> tuple[ItemStatistics, ...]:
    """Return every item's figures; an item nobody met has them too, and says so.

    On a fixed form correlations are with the number right on the other items, else with ability by the other answers.
    That needs `rest` (see `rest_of`), as does all that is told of fit.
    """
    counts, rights = responses.per_item(), responses.per_item(responses.right)
    low, high = wilson(rights, counts)
    ability = rest_score(responses) if rest is None or responses.is_complete else rest.ability
    r = correlation(responses, responses.right, ability)
    if rest is None:
        fits = [[NotEnough("no item parameters were given")] * 3] * responses.items
    else:
        expected = correlation(responses, rest.expected, ability, scale=responses.right)
        surplus, z = observed_less_expected(responses, rest.expected)
        fits = [
            _fit(*each) for each in zip(counts.tolist(), expected.tolist(), surplus.tolist(), z.tolist(), strict=True)
        ]
    found = []
    for item, (count, right) in enumerate(zip(counts.tolist(), rights.tolist(), strict=True)):
        share = Interval(right / count, float(low[item]), float(high[item])) if count else NotEnough("no answers")
        told = told_correlation(float(r[item]), count)
        flags = tuple(_flags(count, share, told, *fits[item]))
        found.append(ItemStatistics(item, count, int(right), share, told, *fits[item], flags))
    return tuple(found)


def _fit(count: int, rest_expected: float, surplus: float, z: float) -> list[float | NotEnough]:
    """Return what is told of an item against its parameters."""
    if count < ENOUGH:
        return [NotEnough(f"{count} answers, {ENOUGH} needed")] * 3
    return [NotEnough(CONSTANT) if np.isnan(rest_expected) else rest_expected, surplus, z]


def _flags(count: int, share, rest, rest_expected, surplus, fit):
    """Yield what is worth a look."""
    if count >= ENOUGH_FOR_ROUGH_FLAGS:
        if share.value < TOO_HARD:
            yield "hardly anyone is right"
        if share.value > TOO_EASY:
            yield "almost everyone is right"
        if isinstance(rest, Interval) and rest.value < 0:
            yield "the able are wrong more often: is the key right?"
        elif isinstance(rest, Interval) and _is_low(count, rest, rest_expected):
            yield "says little about ability"
    if isinstance(fit, float) and abs(fit) > SURPRISING_Z and abs(surplus) >= SURPRISING_SHARE:
        yield "easier than its parameters say" if fit > 0 else "harder than its parameters say"


def _is_low(count: int, rest: Interval, rest_expected) -> bool:
    """Whether a correlation is low and, where an expectation exists, clearly lower than that.

    Over many skills even a sound item's correlation with general ability is about .2: the number alone accuses a
    quarter of all items.
    """
    disappoints = not isinstance(rest_expected, float) or rest.high < rest_expected
    return count >= ENOUGH_FOR_FINE_FLAGS and rest.value < LOW_CORRELATION and disappoints


def rest_score(responses: Responses) -> np.ndarray:
    """Return the learner's number right on the other items, one place an answer (N,); for fixed forms only."""
    if len(responses.right) and not responses.is_complete:
        raise SubmissionError(
            "Learners answered different items, so their sums cannot be compared. Give the abilities from `rest_of`."
        )
    return responses.per_learner(responses.right)[responses.learner] - responses.right


def observed_less_expected(responses: Responses, expected) -> tuple[np.ndarray, np.ndarray]:
    """Return mean(y - P) and z = sum(y - P) / sqrt(sum P (1 - P)) of each item, both (items,); 0 without answers.

    `expected` (N,) are the P: chances of a right answer by what is known without this very answer. With the answer in
    it z has an SD of .87 where it should have 1, and a class abler than the prior shifts all items by .4 (simulated).
    """
    expected = checked(expected, len(responses.right), "expected")
    if ((expected <= 0) | (expected >= 1)).any():
        raise SubmissionError("An expected chance of a right answer lies between 0 and 1, both excluded.")
    difference = responses.per_item(responses.right - expected)
    variance = responses.per_item(expected * (1 - expected))
    return difference / np.maximum(responses.per_item(), 1), difference / np.sqrt(np.where(variance > 0, variance, 1.0))


def rest_of(responses: Responses, slope, difficulty, guessing, own_sd: float = 0.0) -> Rest:
    """Return what each learner's other answers say of one general ability, from item parameters (items,).

    On a grid x_q with the class's own normal prior, a learner's weights w_q over all answers give those without answer
    i by division, w_q / P(y_i | x_q). So no answer is compared with itself, and a class that is abler than assumed is
    not mistaken for easy items. `own_sd` is how far a skill's ability scatters around the general one, in logits (.77
    in the prior of `ability`): it flattens the curves as in `curve.parameters`.
    """
    slope, difficulty, guessing = _parameters(responses, slope, difficulty, guessing)
    slope = slope / np.sqrt(1 + np.pi * (slope * own_sd) ** 2 / 8)
    chance = probability(_GRID, slope[:, None], difficulty[:, None], guessing[:, None])
    chance = np.clip(chance, 1e-12, 1 - 1e-12)
    by_item = responses.by_item()
    weights = _class_weights(responses, by_item, np.log(chance), np.log1p(-chance))
    ability, expected = np.zeros(len(responses.right)), np.zeros(len(responses.right))
    for item, places in enumerate(by_item):
        for right, likelihood in ((True, chance[item]), (False, 1 - chance[item])):
            here = places[responses.right[places] == right]
            left = np.stack([np.ones_like(_GRID), _GRID, chance[item]], axis=1) / likelihood[:, None]
            total, moment, hoped = (weights[responses.learner[here]] @ left).T
            ability[here], expected[here] = moment / total, hoped / total
    return Rest(ability, expected, weights @ _GRID)


def _class_weights(responses: Responses, by_item, log_right, log_wrong) -> np.ndarray:
    """Return every learner's weights on the grid (learners, Q), with the normal prior that suits the class best.

    Mean and SD of the prior by EM: each is set to what the weights say until they agree (Bock and Aitkin 1981).
    """
    log_likelihood = np.zeros((responses.learners, len(_GRID)))
    for item, places in enumerate(by_item):
        rows = responses.learner[places]
        log_likelihood[rows] += np.where(responses.right[places, None], log_right[item], log_wrong[item])
    asked = responses.per_learner() > 0
    mean, sd = 0.0, _PRIOR_SD
    for _ in range(_PRIOR_STEPS):
        log_weights = log_likelihood - 0.5 * ((_GRID - mean) / sd) ** 2
        weights = np.exp(log_weights - log_weights.max(axis=1, keepdims=True))
        weights /= weights.sum(axis=1, keepdims=True)
        if asked.sum() < ENOUGH:
            break
        of_class = weights[asked].mean(axis=0)
        before, mean = (mean, sd), float(of_class @ _GRID)
        sd = max(0.3, float(np.sqrt(of_class @ (_GRID - mean) ** 2)))
        if np.allclose(before, (mean, sd), rtol=0, atol=1e-3):
            break
    return weights


def _parameters(responses: Responses, slope, difficulty, guessing) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the parameters as arrays (items,); raises SubmissionError when one is out of range."""
    slope, difficulty, guessing = (
        checked(np.broadcast_to(np.asarray(each, dtype=float), (responses.items,)), responses.items, name)
        for each, name in ((slope, "slope"), (difficulty, "difficulty"), (guessing, "guessing"))
    )
    if (slope <= 0).any() or (guessing < 0).any() or (guessing >= 1).any():
        raise SubmissionError("An item's slope is above 0 and its guessing at least 0 and below 1.")
    return slope, difficulty, guessing
