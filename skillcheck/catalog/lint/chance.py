"""How likely counts are by chance alone."""

from collections.abc import Sequence
from math import erfc, exp, pi, sqrt


def even(counts: Sequence[float]) -> tuple[float, int]:
    """Return the chi-square statistic of counts that should be equal, and its degrees of freedom (Pearson 1900)."""
    expected = sum(counts) / len(counts)
    return sum((count - expected) ** 2 for count in counts) / expected, len(counts) - 1


def upper_tail(statistic: float, freedom: int) -> float:
    """Return the chance of a chi-square value of `statistic` or more: the finite series for whole degrees of freedom.

    Abramowitz and Stegun 1964, 26.4.4 and 26.4.5.
    """
    half = statistic / 2
    if freedom % 2:
        tail, term, start = erfc(sqrt(half)), 2 * sqrt(half / pi) * exp(-half), 3
    else:
        tail, term, start = exp(-half), half * exp(-half), 4
    for degrees in range(start, freedom + 1, 2):
        tail += term
        term *= statistic / degrees
    return tail
