"""Calibrating one form on one ability: penalised marginal maximum likelihood (Bock & Aitkin 1981), errors included."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from skillcheck.measure.em import (
    DIFFICULTIES,
    SLOPES,
    Beliefs,
    Curves,
    Grid,
    bends,
    grid,
    held,
    log_chances,
    maximise,
    squarem,
    tilts,
)
from skillcheck.model import DataError

Model = Literal["rasch", "1pl", "2pl"]
FREE = {"rasch": 1, "1pl": 2, "2pl": 3}
"""How many items a model needs before its answers alone decide every parameter."""

TOLERANCE, MOST_STEPS = 1e-4, 500

# Up to this many products the observed information is computed in full (under a second); above it, cross-products.
AFFORDABLE = 2e9


@dataclass(frozen=True, eq=False)
class Fit:
    """Curves fitted to one form, (n,) each; `slope_se` and `difficulty_se` are 0 for fixed values.

    `notes` say in sentences what a reader of the figures must know: no convergence, values at a limit, unlinked items.
    """

    slope: np.ndarray
    difficulty: np.ndarray
    guessing: np.ndarray
    slope_se: np.ndarray
    difficulty_se: np.ndarray
    log_likelihood: float
    steps: int
    settled: bool
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class _Answers:
    """Answers as two 0/1 matrices (J, n), right and wrong (a missing one is neither), and how often each row occurs."""

    right: np.ndarray
    wrong: np.ndarray
    weights: np.ndarray


def fit_form(
    answers,
    model: Model = "2pl",
    *,
    guessing=0.0,
    weights=None,
    beliefs: Beliefs | None = None,
    names: Sequence[str] | None = None,
    nodes: int = 41,
    limit: float = 5.0,
    tolerance: float = TOLERANCE,
) -> Fit:
    """Fit response curves to answers (J, n) of 0, 1 or NaN (missing) under theta ~ N(0, 1).

    Args:
        model: "rasch" (a = 1), "1pl" (one a for all) or "2pl"; with `guessing` above 0, 3PL with c fixed.
        weights: how often each row occurs (J,), for patterns and counts.
        beliefs: priors on a and b; without them the likelihood alone decides.
        names: of the items, for messages.

    Without beliefs an item that everybody, or nobody, has right has no difficulty: DataError, as for answers that are
    not 0 or 1, no answers, and too few items for the model. With beliefs each of these has a finite answer. Items
    that no learner links are placed by the assumption that all groups of learners are alike; `notes` say so.
    """
    data = _read(answers, weights)
    names = tuple(names) if names is not None else tuple(f"item {i + 1}" for i in range(data.right.shape[1]))
    beliefs = _beliefs_of(model, data, beliefs)
    groups = linked(data.right + data.wrong)
    _check_decidable(model, data, beliefs, names, groups)
    quadrature = grid(nodes, limit)
    guess = np.broadcast_to(np.asarray(guessing, dtype=float), (len(names),)).copy()
    if not ((guess >= 0) & (guess < 1)).all():
        raise DataError("guessing is a chance from 0 to below 1 for each item; at least one is not.")

    def step(point: np.ndarray) -> tuple[np.ndarray, float]:
        curves = held(Curves(*np.split(point, 2), guess))
        posterior, log_likelihood = expect(data, curves, quadrature)
        right, wrong = data.right.T @ posterior, data.wrong.T @ posterior
        after = maximise(right, wrong, quadrature.nodes, curves, beliefs, common=model == "1pl")
        return np.concatenate([after.log_slope, after.difficulty]), log_likelihood + beliefs.log_density(curves)

    start = _start(data, beliefs, guess)
    rest = squarem(step, np.concatenate([start.log_slope, start.difficulty]), tolerance, MOST_STEPS)
    curves = held(Curves(*np.split(rest.point, 2), guess))
    return _fit(curves, data, quadrature, beliefs, rest.steps, rest.settled, names, groups, model == "1pl")


def expect(data: _Answers, curves: Curves, quadrature: Grid) -> tuple[np.ndarray, float]:
    """Return each row's posterior over the nodes times its weight, (J, Q), and the log likelihood of all rows."""
    log_right, log_wrong = log_chances(curves, quadrature.nodes)
    joint = data.right @ log_right + data.wrong @ log_wrong + quadrature.log_weights
    top = joint.max(axis=1, keepdims=True)
    np.exp(joint - top, out=joint)
    total = joint.sum(axis=1, keepdims=True)
    log_likelihood = float(data.weights @ (top + np.log(total))[:, 0])
    return joint * (data.weights[:, None] / total), log_likelihood


def linked(answered: np.ndarray) -> list[np.ndarray]:
    """Return the groups of items (indices) that learners link by answering several; one group is the usual case."""
    together = answered.T @ answered > 0
    groups, left = [], np.flatnonzero(np.diagonal(together))
    while len(left):
        group = together[left[0]]
        while (wider := together[group].any(axis=0)).sum() > group.sum():
            group = wider
        groups.append(np.flatnonzero(group))
        left = np.setdiff1d(left, groups[-1])
    return groups


def _read(answers, weights) -> _Answers:
    """Return the answers as matrices, rows without any left out; DataError for what is not an answer."""
    matrix = np.array(answers, dtype=float, ndmin=2)
    if matrix.ndim != 2 or not matrix.size or np.isnan(matrix).all():
        raise DataError("There are no answers to calibrate from: give one row a learner and one column an item.")
    impossible = np.argwhere(~(np.isnan(matrix) | (matrix == 0) | (matrix == 1)))
    if len(impossible):
        row, column = impossible[0]
        value = matrix[row, column]
        raise DataError(f"row {row + 1}, item {column + 1}: {value:g} is not 1 (right), 0 (wrong) or NaN (missing).")
    counts = np.ones(len(matrix)) if weights is None else np.asarray(weights, dtype=float)
    if counts.shape != (len(matrix),) or not np.isfinite(counts).all() or (counts < 0).any():
        raise DataError("weights are finite counts of 0 or more, one for each row of answers.")
    kept = ~np.isnan(matrix).all(axis=1) & (counts > 0)
    if not kept.any():
        raise DataError("There are no answers to calibrate from: every weight is 0.")
    matrix = matrix[kept]
    return _Answers((matrix == 1).astype(float), (matrix == 0).astype(float), counts[kept])


def _beliefs_of(model: Model, data: _Answers, beliefs: Beliefs | None) -> Beliefs:
    """Return the beliefs of a model: given ones, else none; a Rasch slope is fixed at 1."""
    if model not in FREE:
        raise DataError(f"model is one of {', '.join(FREE)}; {model!r} is not.")
    count = data.right.shape[1]
    free, zero = np.full(count, np.inf), np.zeros(count)
    if beliefs is None:
        beliefs = Beliefs(zero, free, zero, free)
    return Beliefs(zero, zero, beliefs.difficulty, beliefs.difficulty_sd) if model == "rasch" else beliefs


def _check_decidable(model: Model, data: _Answers, beliefs: Beliefs, names, groups: list[np.ndarray]) -> None:
    """Refuse what no answer decides and no belief settles: constant columns and slopes of too few linked items."""
    right, wrong = data.weights @ data.right, data.weights @ data.wrong
    constant = np.flatnonzero(((right == 0) | (wrong == 0)) & np.isinf(beliefs.difficulty_sd))
    if len(constant):
        first = constant[0]
        said = "no answers" if right[first] + wrong[first] == 0 else f"only {'right' if right[first] else 'wrong'} ones"
        others = f" and {len(constant) - 1} more" if len(constant) > 1 else ""
        raise DataError(
            f"{names[first]}{others}: {said}, so no difficulty fits. Leave it out, or give beliefs about it."
        )
    for group in groups:
        undecided = np.isinf(beliefs.slope_sd[group]).any()
        if undecided and len(group) < FREE[model]:
            raise DataError(
                f"{names[group[0]]}: {len(group)} items that the same learners answered cannot decide a slope; the "
                f"{model} model needs {FREE[model]}. Use the rasch model, or give beliefs about slopes."
            )


def _start(data: _Answers, beliefs: Beliefs, guessing: np.ndarray) -> Curves:
    """Return first curves: beliefs where there are any, else slope 1 and the logit of the share of right answers."""
    right, wrong = data.weights @ data.right, data.weights @ data.wrong
    share = (right + 0.5) / (right + wrong + 1)
    known = np.clip((share - guessing) / (1 - guessing), 0.02, 0.98)
    # 1.2: a logit of the share is flatter than the curve, because abilities differ.
    difficulty = np.where(np.isinf(beliefs.difficulty_sd), -1.2 * np.log(known / (1 - known)), beliefs.difficulty)
    return held(Curves(np.where(np.isinf(beliefs.slope_sd), 0.0, beliefs.log_slope), difficulty, guessing))


def _fit(curves, data, quadrature, beliefs, steps, settled, names, groups, common) -> Fit:
    """Return the fit with its errors and its notes."""
    posterior, log_likelihood = expect(data, curves, quadrature)
    slope_se, difficulty_se = standard_errors(data, curves, quadrature, posterior, beliefs, common)
    notes = []
    if not settled:
        notes.append(f"The fit had not come to rest after {steps} steps: take its figures as rough.")
    if len(groups) > 1:
        notes.append(
            f"The items fall into {len(groups)} groups that no learner links: their difficulties compare only if the "
            "groups of learners are alike."
        )
    slope, difficulty = curves.slope, curves.difficulty
    at_limit = np.isclose(slope, SLOPES[0]) | np.isclose(slope, SLOPES[1]) | np.isin(difficulty, DIFFICULTIES)
    if at_limit.any():
        which = ", ".join(names[i] for i in np.flatnonzero(at_limit)[:5])
        notes.append(f"At the limit of what is allowed, so look at the item before using it: {which}.")
    return Fit(
        slope, difficulty, curves.guessing, slope_se, difficulty_se, log_likelihood, steps, settled, tuple(notes)
    )


def standard_errors(
    data: _Answers, curves: Curves, quadrature: Grid, posterior: np.ndarray, beliefs: Beliefs, common: bool = False
) -> tuple[np.ndarray, np.ndarray]:
    """Return the SEs of slopes and difficulties, (n,) each: the inverse of the information, beliefs included.

    The observed information where it is affordable, else the cross-products of each row's score, equal to it in the
    long run. A fixed value has SE 0; without any information the SE is infinite.
    """
    count = len(curves.log_slope)
    work = data.right.shape[0] * len(quadrature.nodes) * count**2
    information = (observed if work <= AFFORDABLE else cross_products)(data, curves, quadrature, posterior)
    (slope_precision, _), (precision, _) = beliefs.pulls(curves)
    information[np.diag_indices(2 * count)] += np.concatenate([slope_precision, precision])
    free = np.concatenate([beliefs.slope_sd > 0, beliefs.difficulty_sd > 0])
    if common:
        tied = np.zeros((count + 1, 2 * count))
        tied[0, :count] = 1
        tied[1:, count:] = np.eye(count)
        errors = _errors(tied @ information @ tied.T, np.concatenate([free[:1], free[count:]]))
        errors = np.concatenate([np.repeat(errors[0], count), errors[1:]])
    else:
        errors = _errors(information, free)
    return curves.slope * errors[:count], errors[count:]


def _errors(information: np.ndarray, free: np.ndarray) -> np.ndarray:
    """Return the square roots of the inverse's diagonal over the free parameters; 0 for fixed, inf if undecided."""
    errors = np.zeros(len(free))
    values, vectors = np.linalg.eigh(information[np.ix_(free, free)])
    inverse = np.divide(1.0, values, out=np.full_like(values, np.inf), where=values > 1e-10 * max(values.max(), 1e-10))
    with np.errstate(invalid="ignore"):
        squares = np.where(vectors**2 > 1e-12, vectors**2 * inverse, 0.0)
    errors[free] = np.sqrt(squares.sum(axis=1))
    return errors


def observed(data: _Answers, curves: Curves, quadrature: Grid, posterior: np.ndarray) -> np.ndarray:
    """Return the observed information of (log a, b), (2n, 2n), by Louis (1982).

    The expected information of the complete data, less what not knowing theta loses: the posterior covariance of each
    row's score, E[s s'] - E[s] E[s]'.
    """
    z, rise, fall = tilts(curves, quadrature.nodes)
    right, wrong = data.right.T @ posterior, data.wrong.T @ posterior
    lost = -cross_products(data, curves, quadrature, posterior)
    slope = curves.slope
    for q in range(len(quadrature.nodes)):
        score = data.right * rise[:, q] + data.wrong * fall[:, q]
        lost += _by_parameter((score * posterior[:, q : q + 1]).T @ score, z[:, q], slope)
    return _complete(right, wrong, z, rise, fall, slope) - lost


def _by_parameter(products: np.ndarray, z: np.ndarray, slope: np.ndarray) -> np.ndarray:
    """Turn products of scores in z (n, n) into those in (log a, b), (2n, 2n): dz/dlog a = z and dz/db = -a."""
    outer = np.concatenate([z, -slope])
    return np.tile(products, (2, 2)) * np.outer(outer, outer)


def _complete(right, wrong, z, rise, fall, slope: np.ndarray) -> np.ndarray:
    """Return the expected information of the complete data, (2n, 2n): 2 by 2 for each item."""
    slopes, cross, difficulties = bends(right, wrong, z, rise, fall, slope)
    return np.block([[np.diag(slopes), np.diag(cross)], [np.diag(cross), np.diag(difficulties)]])


def cross_products(data: _Answers, curves: Curves, quadrature: Grid, posterior: np.ndarray) -> np.ndarray:
    """Return the sum over rows of the score's products with itself, (2n, 2n); a row's score is its expected one."""
    z, rise, fall = tilts(curves, quadrature.nodes)
    mean = posterior / data.weights[:, None]
    slopes = data.right * (mean @ (rise * z).T) + data.wrong * (mean @ (fall * z).T)
    difficulties = -curves.slope * (data.right * (mean @ rise.T) + data.wrong * (mean @ fall.T))
    scores = np.concatenate([slopes, difficulties], axis=1)
    return (scores * data.weights[:, None]).T @ scores
