"""When a guesser's luck is no luck: intervals of a share, the gate of one slice, and Holm's rule over many."""

from collections.abc import Sequence
from math import erfc, sqrt

Z_95 = 1.959963984540054  # the 97.5 % point of the normal curve
Z_GATE = 2.33  # 1 % of knowing nothing lies above it


def wilson(right: float, n: int) -> tuple[float, float]:
    """Return the 95 % interval of a share of `right` in `n` (Wilson 1927); (0, 1) if n is 0.

    `right` need not be whole: a tie counts in parts, which makes the interval a little too wide.
    """
    if not n:
        return 0.0, 1.0
    share, square = right / n, Z_95**2
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = Z_95 / (1 + square / n) * sqrt(share * (1 - share) / n + square / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def limit(chance: float, n: int) -> float:
    """Return the accuracy above which a guesser of `n` items, looked at alone, knows too much."""
    return chance + Z_GATE * sqrt(chance * (1 - chance) / n) if n else 1.0


def tail(accuracy: float, chance: float, n: int) -> float:
    """Return how likely an accuracy of this much or more is for someone who picks at random: the normal curve's tail.

    At `limit` it is the tail beyond 2.33. With nothing to decide, or nothing to be right by luck, it is 1.
    """
    spread = sqrt(chance * (1 - chance) / n) if n else 0.0
    return normal_tail((accuracy - chance) / spread) if spread else 1.0


def normal_tail(z: float) -> float:
    """Return the share of the normal curve above `z`."""
    return erfc(z / sqrt(2)) / 2


def holm(tails: Sequence[float], level: float) -> list[bool]:
    """Return which of several tests fail at a level for all of them together (Holm 1979).

    The smallest tail is held against level / m, the next against level / (m - 1), ..., up to the first that is larger.
    """
    failed = [False] * len(tails)
    for rank, place in enumerate(sorted(range(len(tails)), key=lambda place: tails[place])):
        if tails[place] > level / (len(tails) - rank):
            break
        failed[place] = True
    return failed
