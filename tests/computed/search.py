"""Answers by search: where two sides are equal, where something is least, up to which whole number it holds."""

from collections.abc import Callable

from scipy.optimize import brentq, minimize_scalar


def balance(left: Callable[[float], float], right: float, low: float, high: float) -> float:
    """Return where a function takes a value, between two points on either side of it."""
    return brentq(lambda x: left(x) - right, low, high, xtol=1e-13, rtol=1e-12)


def least(cost: Callable[[float], float], low: float, high: float) -> float:
    """Return where a cost is least."""
    return minimize_scalar(cost, bounds=(low, high), method="bounded", options={"xatol": 1e-10 * (high - low)}).x


def first(holds: Callable[[int], bool], start: int = 1) -> int:
    """Return the first whole number from `start` for which something holds, once it holds for all that follow."""
    high = max(start, 1)
    while not holds(high):
        high *= 2
    low = start - 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


def last(holds: Callable[[int], bool]) -> int:
    """Return the last whole number from 0 for which something holds, once it fails for all that follow."""
    return first(lambda number: not holds(number)) - 1
