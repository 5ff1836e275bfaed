"""How a chart says what it shows: depths, shares, intervals and counts as a learner reads them."""

import math
from datetime import datetime

from skillcheck.model import Estimate, Level
from skillcheck.sitting import Standing

DEPTHS = ("not yet", "explains", "does alone", "decides")
_FROM_RATING, _FROM_OTHERS = "from your rating", "from your other answers"


def level_name(level: str) -> str:
    """Return a level with its capital, as the guide writes it."""
    return Level(level).value.capitalize()


def nothing_known(standing: Standing) -> bool:
    """Tell whether the learner has neither answered nor rated anything."""
    return not standing.evidence and not standing.history.ratings


def begin(standing: Standing) -> str:
    """Return what to do first, for a learner of whom a view can say nothing yet."""
    if standing.history.ratings:
        return "Nothing answered yet. `book.check(length=15)` takes about 10 minutes; after it, this fills in."
    return (
        "Nothing answered yet. `book.check_in()` and `book.check(length=15)` take about 15 minutes; "
        "after them, this fills in."
    )


def basis(estimate: Estimate) -> str:
    """Return what an estimate rests on: its own answers, a rating, or the other skills' answers."""
    if estimate.answers:
        return counted(estimate.answers, "answer")
    return _FROM_RATING if estimate.rated else _FROM_OTHERS


def counted(number: int, noun: str) -> str:
    """Return `1 answer`, `2 answers`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def depth_range(low: float, high: float) -> str:
    """Return an interval as the depths reached at its ends; decimals of a depth would claim too much."""
    first, last = (math.floor(end + 1e-9) for end in (low, high))
    if first == last:
        return f"about {first} ({DEPTHS[first]})"
    return f"{first} to {last} ({DEPTHS[first]} to {DEPTHS[last]})"


def out_of_ten(estimate: Estimate, depth: int) -> str:
    """Return `5-8 of 10 depth-2 questions`: the expected share correct, by its 80 % interval."""
    low, high = (round(10 * shares[depth - 1]) for shares in (estimate.share_low, estimate.share_high))
    return f"{low if low == high else f'{low}-{high}'} of 10 depth-{depth} questions"


def interval(low: float, high: float) -> str:
    """Return an interval of shares: `35-52 %`."""
    low, high = round(100 * low), round(100 * high)
    return f"{low} %" if low == high else f"{low}-{high} %"


def one_in(chance: float) -> str:
    """Return a chance as people count it: `about 1 in 5`."""
    return "fewer than 1 in 100" if chance < 0.01 else f"about 1 in {round(1 / chance)}"


def months(low: float, high: float) -> str:
    """Return months as people say them: `under a month`, `1 month`, `9-13 months`."""
    if high < 0.5:
        return "under a month"
    first, last = max(1, round(low)), max(1, round(high))
    return counted(last, "month") if first >= last else f"{first}-{last} months"


def points(difference: float) -> str:
    """Return a difference of shares in percentage points, with its sign: `+7`, `-12`, `0`."""
    rounded = round(100 * difference)
    return f"{rounded:+d}" if rounded else "0"


def day(at: datetime) -> str:
    """Return a date and minute as everyone reads it: `2026-11-22 14:05`."""
    return f"{at:%Y-%m-%d %H:%M}"


def wilson(right: int, count: int, z: float) -> tuple[float, float]:
    """Return the Wilson interval of a share: right of count, at z standard errors."""
    share, shrink = right / count, 1 + z * z / count
    centre = (share + z * z / (2 * count)) / shrink
    half = z / shrink * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    return max(0.0, centre - half), min(1.0, centre + half)


def difficulties(standing: Standing) -> str:
    """Return which difficulties the estimates rest on, and what follows."""
    if standing.margin == 0:
        return f"Difficulties of the questions: {standing.parameters}."
    return (
        f"Difficulties of the questions: {standing.parameters}. Until many learners' answers have calibrated them all, "
        "the intervals are widened for it."
    )
