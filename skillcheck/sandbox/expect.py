"""What the cases of an exercise expect of a returned value; each raises Mismatch with a sentence for the learner."""

import math
from collections.abc import Callable
from typing import Any

from skillcheck.sandbox.outcome import Mismatch, Raised
from skillcheck.sandbox.shown import kind, shown


def number(got: Any) -> float:
    """Return `got` if it is a number (not a bool); NaN counts as one."""
    if type(got) not in (int, float):
        raise Mismatch(f"It returned {kind(got)}, wants a number.")
    return got


def array(got: Any, shape: tuple[int, ...] | None = None) -> Any:
    """Return `got` as a float array of `shape`; a list of numbers will do."""
    import numpy as np

    if type(got) not in (list, tuple, np.ndarray):
        raise Mismatch(f"It returned {kind(got)}, wants an array.")
    try:
        values = np.asarray(got, dtype=float)
    except (TypeError, ValueError):
        raise Mismatch(f"It returned {shown(got)}, wants an array of numbers.") from None
    if shape is not None and values.shape != shape:
        raise Mismatch(f"It returned an array of shape {values.shape}, wants {shape}.")
    return values


def instance(got: Any, *kinds: type) -> Any:
    """Return `got` if its type is exactly one of `kinds`."""
    if type(got) not in kinds:
        raise Mismatch(f"It returned {kind(got)}, wants {' or '.join('a ' + each.__name__ for each in kinds)}.")
    return got


def close(got: Any, expected: float, tolerance: float = 1e-9) -> None:
    """Numbers agree within `tolerance`, absolute or relative; NaN agrees with NaN."""
    number(got)
    both_nan = math.isnan(got) and math.isnan(expected)
    if not (both_nan or math.isclose(got, expected, rel_tol=tolerance, abs_tol=tolerance)):
        raise Mismatch(f"Expected {shown(float(expected))}, got {shown(got)}.")


def close_array(got: Any, expected: Any, tolerance: float = 1e-9) -> None:
    """Arrays have the same shape and agree within `tolerance`, absolute or relative; NaN agrees with NaN."""
    import numpy as np

    expected = np.asarray(expected, dtype=float)
    values = array(got, expected.shape)
    if not np.allclose(values, expected, rtol=tolerance, atol=tolerance, equal_nan=True):
        raise Mismatch(f"Expected {shown(expected)}, got {shown(values)}.")


def same(got: Any, expected: Any) -> None:
    """Plain values are equal and of the same type all the way down: 1 is not True, a tuple is not a list."""
    if not _same(got, expected):
        if got == expected and type(got) is not type(expected):
            raise Mismatch(f"Expected {shown(expected)}, {kind(expected)}; got {shown(got)}, {kind(got)}.")
        raise Mismatch(f"Expected {shown(expected)}, got {shown(got)}.")


def that(claim: bool, sentence: str) -> None:
    """The claim holds; else `sentence` tells the learner what does not."""
    if not claim:
        raise Mismatch(sentence)


def raises(name: str, call: Callable[..., Any], *arguments: Any, **named: Any) -> None:
    """The call raises the exception called `name`, or one derived from it."""
    try:
        got = call(*arguments, **named)
    except Raised as error:
        if name not in error.kinds:
            raise Mismatch(f"Expected a {name}, but {error.sentence()}.") from error
        return
    raise Mismatch(f"Expected a {name}, but it returned {shown(got)}.")


def _same(got: Any, expected: Any) -> bool:
    if type(got) is not type(expected):
        return False
    if type(got) in (list, tuple):
        return len(got) == len(expected) and all(map(_same, got, expected))
    if type(got) is dict:
        return got.keys() == expected.keys() and all(_same(got[key], expected[key]) for key in expected)
    return bool(got == expected)
