"""Values as a learner reads them in feedback: short, and never longer than a few lines."""

import reprlib
import sys
from typing import Any

from skillcheck.sandbox.wire import Opaque

LENGTH = 240

_brief = reprlib.Repr()
_brief.maxlist = _brief.maxtuple = _brief.maxset = _brief.maxfrozenset = _brief.maxdict = 12
_brief.maxstring = _brief.maxother = 120
_brief.maxlong = 40


def shown(value: Any) -> str:
    """Return the value as short text."""
    numpy, pandas = sys.modules.get("numpy"), sys.modules.get("pandas")
    if numpy and isinstance(value, numpy.ndarray):
        text = numpy.array2string(value, precision=6, threshold=12, edgeitems=3, separator=", ", max_line_width=100)
        text = " ".join(text.split()).replace("[ ", "[")
        text = f"array({text})" if value.size <= 12 else f"array({text}, shape={value.shape})"
    elif pandas and isinstance(value, pandas.DataFrame):
        text = f"a frame of {value.shape[0]} rows:\n{value.head(8).to_string(max_cols=8)}"
        return text if len(text) <= 4 * LENGTH else f"{text[: 4 * LENGTH]}..."
    elif pandas and isinstance(value, pandas.Series):
        text = f"a series: {_brief.repr(value.tolist())}"
    elif type(value) is float:
        text = f"{value:.10g}" if value == value else "nan"
    else:
        text = _brief.repr(value)
    return text if len(text) <= LENGTH else f"{text[:LENGTH]}..."


def kind(value: Any) -> str:
    """Return what a value is, with its article, as in 'a list' or 'an array'."""
    if isinstance(value, Opaque):
        name = value.kind
    else:
        name = {"ndarray": "numpy array", "int": "whole number", "float": "number", "str": "text", "bool": "bool"}.get(
            type(value).__name__, type(value).__name__
        )
    if value is None:
        return "nothing (None)"
    return f"{'an' if name[0].lower() in 'aeiou' else 'a'} {name}"
