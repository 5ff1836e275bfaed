"""Differential item functioning: is an item harder for one group than for equally able learners of another?"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from skillcheck.measure.logistic import Regression, fit_logistic
from skillcheck.measure.responses import Interval, NotEnough, Responses, around, checked
from skillcheck.model import SubmissionError

REFERENCE, FOCAL, UNKNOWN = 0, 1, -1

ENOUGH_IN_A_GROUP = 100  # answers of a group to an item below which nothing is told
# Within a stratum groups still differ in ability when they do overall. Without any DIF, groups a standard deviation
# apart get a delta of -.15 with 5 strata, -.07 with 10, -.04 with 20, and no larger a spread (simulated).
STRATA = 10

DELTA = 2.35  # the ETS delta scale: 2.35 times a log odds ratio; negative is harder for the focal group
SMALL, LARGE = 1.0, 1.5
Z_TWO_SIDED, Z_ONE_SIDED = 1.959963984540054, 1.6448536269514722  # tests at 5 %

Class = Literal["A", "B", "C"]


@dataclass(frozen=True)
class MantelHaenszel:
    """One item's comparison: answers by group, `delta` on the ETS scale with 90 % limits, and its class."""

    item: int
    reference: int
    focal: int
    delta: Interval | NotEnough
    p: float | NotEnough
    ets: Class | NotEnough


@dataclass(frozen=True)
class LogisticDif:
    """One item's comparison by logistic regression.

    `delta` = 2.35 b2 without interaction, on the scale of Mantel-Haenszel; `slope` is b3, the difference in slope per
    logit of ability; both with 90 % limits. `p_uniform` and `p_slope` are of likelihood ratio tests, one step each.
    """

    item: int
    reference: int
    focal: int
    delta: Interval | NotEnough
    p_uniform: float | NotEnough
    ets: Class | NotEnough
    slope: Interval | NotEnough
    p_slope: float | NotEnough


def mantel_haenszel(responses: Responses, ability, group, strata: int | None = STRATA) -> tuple[MantelHaenszel, ...]:
    """Return every item's Mantel-Haenszel comparison of learners matched on ability (Holland and Thayer 1988).

    `ability` (learners,) is a total score or an estimate; `group` (learners,) is 0 reference, 1 focal, -1 left out.
    `strata` equal parts of those who met the item are compared within; None makes each distinct ability a stratum.
    """
    ability, group = _matched(responses, ability, group)
    kept = group[responses.learner] != UNKNOWN
    stratum = _strata(responses, ability, kept, strata)
    depth = int(stratum.max(initial=0)) + 1
    right, focal = responses.right[kept], group[responses.learner[kept]] == FOCAL
    cells = (responses.item[kept] * depth + stratum) * 4 + 2 * focal + ~right
    tables = np.bincount(cells, minlength=responses.items * depth * 4).reshape(responses.items, depth, 4)
    return tuple(_compared(item, table.T) for item, table in enumerate(tables))


def _compared(item: int, table: np.ndarray) -> MantelHaenszel:
    """Return the comparison of one item from its (4, strata) counts."""
    reference, focal = int(table[:2].sum()), int(table[2:].sum())
    reason = _too_few(reference, focal)
    log_odds = reason or common_log_odds(*table)
    if isinstance(log_odds, NotEnough):
        return MantelHaenszel(item, reference, focal, log_odds, log_odds, log_odds)
    value, variance = log_odds
    error = DELTA * math.sqrt(variance)
    delta = around(-DELTA * value, error)
    return MantelHaenszel(item, reference, focal, delta, two_sided(delta.value / error), ets_class(delta.value, error))


def common_log_odds(a, b, c, d) -> tuple[float, float] | NotEnough:
    """Return ln of the common odds ratio of 2x2 tables and its variance, strata in arrays (S,).

    a, b are right and wrong of the reference group, c, d of the focal group. With R = ad/N, S = bc/N, P = (a+d)/N,
    Q = (b+c)/N: ln(sum R / sum S) (Mantel and Haenszel 1959), with variance (Robins, Breslow and Greenland 1986)
    sum PR / 2 (sum R)^2 + sum (PS + QR) / 2 sum R sum S + sum QS / 2 (sum S)^2.

    By hand, two strata (20, 10, 15, 15) and (30, 5, 20, 10), N = 60 and 65: sum R = 5 + 4.615385 = 9.615385,
    sum S = 2.5 + 1.538462 = 4.038462, odds ratio 2.380952. P = 35/60, 40/65 and Q = 25/60, 25/65, so
    sum PR = 2.916667 + 2.840237 = 5.756903, sum (PS + QR) = (1.458333 + 2.083333) + (.946746 + 1.775148) = 6.263560,
    sum QS = 1.041667 + .591716 = 1.633383; variance .031133 + .080651 + .050075 = .161859.
    """
    a, b, c, d = (np.asarray(each, dtype=float) for each in (a, b, c, d))
    total = a + b + c + d
    a, b, c, d, total = (each[total > 0] for each in (a, b, c, d, total))
    r, s = a * d / total, b * c / total
    p, q = (a + d) / total, (b + c) / total
    if not (r.sum() > 0 and s.sum() > 0):
        return NotEnough("equally able learners of both groups do not differ enough to compare their chances")
    variance = (
        (p * r).sum() / (2 * r.sum() ** 2)
        + (p * s + q * r).sum() / (2 * r.sum() * s.sum())
        + (q * s).sum() / (2 * s.sum() ** 2)
    )
    return math.log(r.sum() / s.sum()), float(variance)


def ets_class(delta: float, error: float) -> Class:
    """Return the class of a delta with its standard error (Zwick 2012, ETS RR-12-08).

    A, negligible: below 1 in size, or not significantly different from 0. C, large: at least 1.5 and significantly
    above 1 (one-sided). B: all else. Tests at 5 %.
    """
    size = abs(delta)
    if size < SMALL or size <= Z_TWO_SIDED * error:
        return "A"
    return "C" if size >= LARGE and size - SMALL > Z_ONE_SIDED * error else "B"


def logistic_dif(responses: Responses, ability, group) -> tuple[LogisticDif, ...]:
    """Return every item's comparison by logit P = b0 + b1 ability + b2 g + b3 ability g (Swaminathan and Rogers 1990).

    Arguments as in `mantel_haenszel`. Where ability or group predict every answer the estimate would be infinite: the
    result says so instead.
    """
    ability, group = _matched(responses, ability, group)
    centred = ability - ability.mean() if len(ability) else ability
    found = []
    for item, places in enumerate(responses.by_item()):
        places = places[group[responses.learner[places]] != UNKNOWN]
        learner = responses.learner[places]
        found.append(_regressed(item, centred[learner], group[learner], responses.right[places]))
    return tuple(found)


def _regressed(item: int, ability: np.ndarray, group: np.ndarray, right: np.ndarray) -> LogisticDif:
    """Return one item's comparison: three nested fits, two tests."""
    focal = int(group.sum())
    reference = len(group) - focal
    reason = _too_few(reference, focal)
    if reason:
        return LogisticDif(item, reference, focal, *[reason] * 5)
    design = np.stack([np.ones(len(group)), ability, group, ability * group], axis=1)
    fits = [fit_logistic(design[:, :columns], right) for columns in (2, 3, 4)]
    delta = p_uniform = ets = _first_reason(fits[:2])
    if delta is None:
        error = DELTA * fits[1].errors[2]
        delta = around(DELTA * fits[1].coefficients[2], error)
        p_uniform, ets = _likelihood_ratio(fits[0], fits[1]), ets_class(delta.value, error)
    slope = p_slope = _first_reason(fits[1:])
    if slope is None:
        slope = around(fits[2].coefficients[3], fits[2].errors[3])
        p_slope = _likelihood_ratio(fits[1], fits[2])
    return LogisticDif(item, reference, focal, delta, p_uniform, ets, slope, p_slope)


def _first_reason(fits: Sequence[Regression | NotEnough]) -> NotEnough | None:
    return next((fit for fit in fits if isinstance(fit, NotEnough)), None)


def _likelihood_ratio(smaller: Regression, larger: Regression) -> float:
    """Return p of 2 (l1 - l0) ~ chi^2 with 1 degree of freedom: P(|z| > its root)."""
    return two_sided(math.sqrt(max(0.0, 2 * (larger.log_likelihood - smaller.log_likelihood))))


def two_sided(z: float) -> float:
    """Return P(|x| > |z|) for a standard normal x."""
    return math.erfc(abs(z) / math.sqrt(2))


def false_discovery(p: Sequence[float]) -> np.ndarray:
    """Return q for each p: the share of false alarms to expect among all that are at most as large.

    Benjamini and Hochberg (1995): q_(i) = min over j >= i of p_(j) m / j. Among 300 items 15 have p < .05 by chance.
    """
    p = np.asarray(p, dtype=float)
    order = np.argsort(p)
    scaled = p[order] * (len(p) / np.arange(1, len(p) + 1))
    q = np.empty(len(p))
    q[order] = np.minimum(1.0, np.minimum.accumulate(scaled[::-1])[::-1])
    return q


def _matched(responses: Responses, ability, group) -> tuple[np.ndarray, np.ndarray]:
    """Return ability and group as arrays (learners,), checked."""
    ability = checked(ability, responses.learners, "ability")
    group = checked(group, responses.learners, "group").astype(int)
    if not np.isin(group, (REFERENCE, FOCAL, UNKNOWN)).all():
        raise SubmissionError("A group is 0 (reference), 1 (focal) or -1 (left out).")
    return ability, group


def _too_few(reference: int, focal: int) -> NotEnough | None:
    """Return why groups of this size cannot be compared, if they cannot."""
    if min(reference, focal) >= ENOUGH_IN_A_GROUP:
        return None
    return NotEnough(f"{reference} and {focal} answers in the groups, {ENOUGH_IN_A_GROUP} needed in each")


def _strata(responses: Responses, ability: np.ndarray, kept: np.ndarray, strata: int | None) -> np.ndarray:
    """Return the stratum of each kept answer: equal parts of its item's answers by ability, ties never split."""
    values, item = ability[responses.learner[kept]], responses.item[kept]
    if strata is None:
        return np.unique(values, return_inverse=True)[1].reshape(-1)
    if strata < 1:
        raise SubmissionError(f"There is at least one stratum, not {strata}.")
    order = np.lexsort((values, item))
    counts = np.bincount(item, minlength=responses.items)
    first = np.cumsum(counts) - counts
    sorted_values, sorted_item = values[order], item[order]
    # The rank of a tie is that of its first member, or the order of the file would decide who is compared with whom.
    starts = np.ones(len(order), dtype=bool)
    starts[1:] = (sorted_values[1:] != sorted_values[:-1]) | (sorted_item[1:] != sorted_item[:-1])
    rank = np.maximum.accumulate(np.where(starts, np.arange(len(order)), 0)) - first[sorted_item]
    stratum = np.empty(len(order), dtype=np.int64)
    stratum[order] = rank * strata // counts[sorted_item]
    return stratum
