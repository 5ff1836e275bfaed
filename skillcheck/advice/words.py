"""Lists and shares as a learner reads them."""

from collections.abc import Sequence


def listed(names: Sequence[str], joint: str = "and") -> str:
    """Return the names as one phrase: `a`, `a and b`, `a, b and c`."""
    *firsts, last = names
    return f"{', '.join(firsts)} {joint} {last}" if firsts else last


def percent(share: float) -> str:
    """Return a share of 1 in whole percent; what is not nothing is never called 0 %."""
    return "under 1 %" if 0 < share < 0.005 else f"{share:.0%}".replace("%", " %")


def span(low: float, high: float) -> str:
    """Return a range of months in words: `9-13 months`, `1 month`, `less than a month`."""
    low, high = round(low), round(high)
    if high == 0:
        return "less than a month"
    low = max(low, 1)
    return f"{low}-{high} months" if low < high else f"{high} month{'s' if high > 1 else ''}"
