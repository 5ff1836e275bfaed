"""Responses of many learners as arrays, the value that says there are too few of them, and intervals."""

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from skillcheck.model import SubmissionError

Z_90 = 1.6448536269514722  # 90 % of a normal lies within this many SDs: the width of intervals an instructor reads

CONSTANT = "nothing varies: all answers or all abilities are the same"
ENOUGH = 20  # answers below which a correlation, a fit or a reliability is not told at all


@dataclass(frozen=True)
class NotEnough:
    """In place of a number that the data cannot give; `reason` says why, arithmetic with it is an error."""

    reason: str

    def __str__(self) -> str:
        return f"not enough data: {self.reason}"


class Interval(NamedTuple):
    """A value and its 90 % limits."""

    value: float
    low: float
    high: float


def around(value: float, standard_error: float) -> Interval:
    """Return the 90 % interval of a value whose error is normal."""
    return Interval(float(value), float(value - Z_90 * standard_error), float(value + Z_90 * standard_error))


def wilson(right, count, z: float = Z_90):
    """Return low and high limits of a share, `right` of `count` (Wilson 1927); arguments broadcast.

    Of no answers at all nothing is known: the limits are 0 and 1.
    """
    right, count = np.asarray(right, dtype=float), np.asarray(count, dtype=float)
    if (right < 0).any() or (right > count).any():
        raise ValueError("right must lie between 0 and the number of answers")
    shrunk = count + z * z
    centre = (right + z * z / 2) / shrunk
    half = z / shrunk * np.sqrt(right * (count - right) / np.maximum(count, 1) + z * z / 4)
    return np.maximum(0.0, centre - half), np.minimum(1.0, centre + half)


@dataclass(frozen=True, eq=False)
class Responses:
    """Who answered what and how, one place an answer (N,): learner and item as indices from 0, right as bool.

    What a learner was not asked is absent, so one record serves fixed and adaptive forms. Raises SubmissionError when
    an index is out of range, right is not 0 or 1, or a learner answers an item twice.
    """

    learner: np.ndarray
    item: np.ndarray
    right: np.ndarray
    learners: int
    items: int

    def __post_init__(self) -> None:
        object.__setattr__(self, "learner", _indices(self.learner, self.learners, "learner"))
        object.__setattr__(self, "item", _indices(self.item, self.items, "item"))
        object.__setattr__(self, "right", _zero_or_one(self.right))
        if not len(self.learner) == len(self.item) == len(self.right):
            raise SubmissionError("Learner, item and right must be equally long: one place an answer.")
        pairs = np.sort(self.learner * self.items + self.item)
        twice = np.flatnonzero(pairs[1:] == pairs[:-1])
        if len(twice):
            learner, item = divmod(int(pairs[twice[0]]), self.items)
            raise SubmissionError(f"Learner {learner} answers item {item} more than once. Keep the first answer.")

    @classmethod
    def of(cls, matrix) -> "Responses":
        """Return the responses of a matrix (learners, items) of 0 and 1; NaN is an item not asked."""
        matrix = np.asarray(matrix, dtype=float)
        if matrix.ndim != 2:
            raise SubmissionError(
                f"A matrix of responses has learners as rows and items as columns, not {matrix.shape}."
            )
        learner, item = np.nonzero(~np.isnan(matrix))
        return cls(learner, item, matrix[learner, item], *matrix.shape)

    @property
    def is_complete(self) -> bool:
        """Whether every learner answered every item: a fixed form."""
        return 0 < self.learners * self.items == len(self.right)

    def per_item(self, values=None) -> np.ndarray:
        """Return the sum of `values` (N,) over each item's answers, (items,); without values, their number."""
        return np.bincount(self.item, values, minlength=self.items)

    def per_learner(self, values=None) -> np.ndarray:
        """Return the sum of `values` (N,) over each learner's answers, (learners,); without values, their number."""
        return np.bincount(self.learner, values, minlength=self.learners)

    def by_item(self) -> list[np.ndarray]:
        """Return, for each item, the places of its answers."""
        order = np.argsort(self.item, kind="stable")
        return np.split(order, np.cumsum(self.per_item())[:-1]) if self.items else []


def correlation(responses: Responses, x, y, scale=None) -> np.ndarray:
    """Return the correlation of x and y (N,) over each item's answers, (items,), NaN where one of them is constant.

    With `scale` (N,), x is measured in that variable's standard deviations instead of its own. A NaN must not be shown
    as it is: `told_correlation` says why it is there.
    """
    x, y, scale = (_deviations(responses, each) for each in (x, y, x if scale is None else scale))
    count = np.maximum(responses.per_item(), 1)
    squares = responses.per_item(scale * scale) * responses.per_item(y * y)
    constant = squares <= 1e-20 * count**2
    return np.where(constant, np.nan, responses.per_item(x * y) / np.sqrt(np.where(constant, 1.0, squares)))


def _deviations(responses: Responses, values) -> np.ndarray:
    """Return values less their mean over the item's answers."""
    values = np.asarray(values, dtype=float)
    return values - (responses.per_item(values) / np.maximum(responses.per_item(), 1))[responses.item]


def told_correlation(r: float, count: int, enough: int = ENOUGH) -> Interval | NotEnough:
    """Return a correlation with limits by Fisher's z, tanh(atanh r +- 1.645 / sqrt(n - 3)), or why there is none."""
    if count < enough:
        return NotEnough(f"{count} answers, {enough} needed")
    if math.isnan(r):
        return NotEnough(CONSTANT)
    centre = math.atanh(min(max(r, -1 + 1e-12), 1 - 1e-12))
    half = Z_90 / math.sqrt(count - 3)
    return Interval(float(r), math.tanh(centre - half), math.tanh(centre + half))


def checked(values, length: int, name: str) -> np.ndarray:
    """Return values as finite floats (length,); raises SubmissionError naming what is wrong."""
    values = np.asarray(values, dtype=float)
    if values.shape != (length,):
        raise SubmissionError(f"{name} must hold {length} numbers, not an array of shape {values.shape}.")
    if not np.isfinite(values).all():
        place = int(np.flatnonzero(~np.isfinite(values))[0])
        raise SubmissionError(f"{name} at place {place} is {values[place]}; leave such answers out or fill it.")
    return values


def _indices(values, count: int, name: str) -> np.ndarray:
    """Return whole numbers from 0 to count - 1."""
    values = np.asarray(values)
    whole = values.astype(np.int64) if values.size else np.zeros(0, dtype=np.int64)
    if values.ndim != 1 or (whole != values).any():
        raise SubmissionError(f"{name.capitalize()} must be one row of whole numbers that count from 0.")
    wrong = np.flatnonzero((whole < 0) | (whole >= count))
    if len(wrong):
        raise SubmissionError(f"Answer {wrong[0]} names {name} {whole[wrong[0]]}, but there are {count} of them.")
    return whole


def _zero_or_one(values) -> np.ndarray:
    """Return right as bool (N,)."""
    values = np.asarray(values)
    if values.ndim != 1:
        raise SubmissionError("Right must be one row of 0 and 1.")
    wrong = np.flatnonzero((values != 0) & (values != 1))
    if len(wrong):
        raise SubmissionError(f"Answer {wrong[0]} is scored {values[wrong[0]]}; right is 0 or 1.")
    return values.astype(bool)
