"""Values as plain JSON and back: all that crosses between a learner's process and ours. Nothing is pickled.

Standard library only: this source also runs in the learner's process, where `skillcheck` is not to be found.
"""

import importlib
import math
import re
import sys
from typing import Any

MAX_DEPTH = 32
MAX_BYTES = 16_000_000

_ARRAYS = re.compile(r"[<>|=]?(b1|[iu][1248]|f[248]|U\d*|M8\[(ns|us|ms|s|D)\]|O)")
_EXACT = 2**53


class WireError(ValueError):
    """A value or a message that cannot cross."""


class Opaque:
    """A value that stayed on the other side: only what it is called is known."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __repr__(self) -> str:
        return f"<a {self.kind}>"


class Named:
    """A library function handed to the learner's function by its name, such as `numpy.median`."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name

    def resolve(self) -> Any:
        """Return the function itself."""
        module, _, attribute = self.name.rpartition(".")
        return getattr(importlib.import_module(module), attribute)


def encode(value: Any, depth: int = 0) -> Any:
    """Return `value` as JSON types; what has no encoding becomes Opaque, deep nests raise WireError."""
    if depth > MAX_DEPTH:
        raise WireError(f"nested more than {MAX_DEPTH} deep")
    kind = type(value)
    if value is None or kind is bool:
        return value
    if kind is str:
        return value.encode("utf-8", "backslashreplace").decode()
    if kind is int:
        return value if -_EXACT <= value <= _EXACT else {"$int": hex(value)}
    if kind is float:
        return value if math.isfinite(value) else {"$float": repr(value)}
    if kind in (list, tuple, set, frozenset):
        parts = [encode(part, depth + 1) for part in value]
        return parts if kind is list else {f"${kind.__name__}": parts}
    if kind is dict:
        return {"$dict": [[encode(key, depth + 1), encode(part, depth + 1)] for key, part in value.items()]}
    if kind is Named:
        return {"$named": value.name}
    return _encode_library(value, depth)


def decode(plain: Any) -> Any:
    """Rebuild a value from JSON types as exact plain types; WireError when the message is malformed."""
    try:
        return _decode(plain, 0)
    except WireError:
        raise
    except Exception as error:
        # Hostile data can make numpy and pandas raise anything at all.
        raise WireError(f"malformed value: {error}") from error


def decode_argument(plain: Any) -> Any:
    """Rebuild an argument of ours in the learner's process; only here a Named function becomes the function."""
    if type(plain) is dict and "$named" in plain:
        return Named(plain["$named"]).resolve()
    return decode(plain)


def _encode_library(value: Any, depth: int) -> Any:
    """Encode numpy and pandas values, which only exist when those are imported."""
    numpy, pandas = sys.modules.get("numpy"), sys.modules.get("pandas")
    kind = type(value)
    if numpy and kind is numpy.ndarray:
        return _encode_array(numpy, value, depth)
    if numpy and isinstance(value, numpy.generic) and value.dtype.kind in "biufU":
        return encode(value.item(), depth + 1)
    if pandas and kind is pandas.DataFrame:
        columns = [_encode_column(value.iloc[:, place], depth) for place in range(value.shape[1])]
        labels = [encode(label, depth + 1) for label in value.columns]
        return {"$frame": {"labels": labels, "index": _encode_index(pandas, value.index, depth), "columns": columns}}
    if pandas and kind is pandas.Series:
        index, name = _encode_index(pandas, value.index, depth), encode(value.name, depth + 1)
        return {"$series": {"name": name, "index": index, "values": _encode_column(value, depth)}}
    if pandas and kind is pandas.Timestamp:
        return {"$time": value.isoformat()}
    if pandas and (value is pandas.NaT or value is pandas.NA):
        return None
    return {"$opaque": str(kind.__name__)[:60]}


def _encode_array(numpy: Any, array: Any, depth: int) -> Any:
    """Encode an array as its dtype, its shape and a flat list."""
    code = array.dtype.str
    if not _ARRAYS.fullmatch(code):
        return {"$opaque": f"numpy array of {array.dtype.name}"[:60]}
    flat = (array.astype("i8") if array.dtype.kind == "M" else array).ravel().tolist()
    if array.dtype.kind == "f":
        flat = [number if math.isfinite(number) else repr(number) for number in flat]
    elif array.dtype.kind in "OU":
        flat = [encode(part, depth + 1) for part in flat]
    return {"$array": {"dtype": code, "shape": list(array.shape), "flat": flat}}


def _encode_column(series: Any, depth: int) -> Any:
    """Encode a column: an array where its dtype has one, else a list of its values with None for missing ones."""
    array = series.to_numpy()
    if array.dtype.kind in "biufM":
        return encode(array, depth + 1)
    return [encode(part, depth + 2) for part in array.tolist()]


def _encode_index(pandas: Any, index: Any, depth: int) -> Any:
    if type(index) is pandas.RangeIndex and (index.start, index.step, index.name) == (0, 1, None):
        return {"range": len(index)}
    return {
        "names": [encode(name, depth + 1) for name in index.names],
        "labels": [encode(label, depth + 1) for label in index.tolist()],
    }


def _decode(plain: Any, depth: int) -> Any:
    if depth > MAX_DEPTH * 2:
        raise WireError("nested too deeply")
    if type(plain) is list:
        return [_decode(part, depth + 1) for part in plain]
    if type(plain) is not dict:
        return plain
    if len(plain) != 1:
        raise WireError("an object with other than one tag")
    ((tag, body),) = plain.items()
    if tag not in _DECODERS:
        raise WireError("an unknown tag")
    return _DECODERS[tag](body, depth + 1)


def _decode_float(body: Any, depth: int) -> float:
    if body not in ("nan", "inf", "-inf"):
        raise WireError("not a special float")
    return float(body)


def _decode_int(body: Any, depth: int) -> int:
    if len(body) > 4000:
        raise WireError("an integer of thousands of digits")
    return int(body, 16)


def _decode_opaque(body: Any, depth: int) -> Opaque:
    return Opaque(str(body)[:60])


def _decode_dict(body: Any, depth: int) -> dict:
    return {_hashable(_decode(key, depth + 1)): _decode(part, depth + 1) for key, part in body}


def _hashable(key: Any) -> Any:
    hash(key)
    return key


def _decode_array(body: Any, depth: int) -> Any:
    numpy = importlib.import_module("numpy")
    code, shape, flat = body["dtype"], body["shape"], body["flat"]
    if not _ARRAYS.fullmatch(code) or type(flat) is not list or any(type(n) is not int or n < 0 for n in shape):
        raise WireError("not an array")
    kind = numpy.dtype(code).kind
    allowed = {"b": (bool,), "i": (int,), "u": (int,), "M": (int,), "f": (int, float, str), "U": (str,)}
    if kind == "O":
        array = numpy.empty(len(flat), dtype=object)
        array[:] = [_decode(part, depth + 1) for part in flat]
        return array.reshape(shape)
    if any(type(part) not in allowed[kind] for part in flat):
        raise WireError("an array with values of another type")
    if kind == "U":
        # The width is taken from the texts: a declared one could ask for any amount of memory.
        return numpy.array(flat, dtype=str).reshape(shape)
    if kind == "M":
        return numpy.array(flat, dtype="i8").astype(code).reshape(shape)
    return numpy.array([float(part) for part in flat] if kind == "f" else flat, dtype=code).reshape(shape)


def _decode_index(body: Any, length: int, depth: int) -> Any:
    pandas = importlib.import_module("pandas")
    if "range" in body:
        if body["range"] != length:
            raise WireError("an index of another length")
        return pandas.RangeIndex(length)
    labels = [_decode(label, depth + 1) for label in body["labels"]]
    names = [_decode(name, depth + 1) for name in body["names"]]
    if len(labels) != length:
        raise WireError("an index of another length")
    if len(names) > 1:
        return pandas.MultiIndex.from_tuples(labels, names=names)
    return pandas.Index(labels, name=names[0], tupleize_cols=False)


def _decode_series(body: Any, depth: int) -> Any:
    pandas = importlib.import_module("pandas")
    values = _decode(body["values"], depth + 1)
    index = _decode_index(body["index"], len(values), depth)
    # Without values pandas could not tell a dtype.
    dtype = object if type(values) is list and not values else None
    return pandas.Series(values, index=index, name=_decode(body["name"], depth + 1), dtype=dtype)


def _decode_frame(body: Any, depth: int) -> Any:
    pandas = importlib.import_module("pandas")
    columns = [_decode(column, depth + 1) for column in body["columns"]]
    length = len(columns[0]) if columns else len(body["index"].get("labels", ())) or body["index"].get("range", 0)
    if length > MAX_BYTES:
        raise WireError("a frame with too many rows")
    index = _decode_index(body["index"], length, depth)
    frame = pandas.DataFrame(dict(enumerate(columns)), index=index)
    frame.columns = pandas.Index([_decode(label, depth + 1) for label in body["labels"]], tupleize_cols=False)
    return frame


def _decode_time(body: Any, depth: int) -> Any:
    return importlib.import_module("pandas").Timestamp(str(body)[:40])


_DECODERS = {
    "$float": _decode_float,
    "$int": _decode_int,
    "$opaque": _decode_opaque,
    "$tuple": lambda body, depth: tuple(_decode(body, depth)),
    "$set": lambda body, depth: set(_decode(body, depth)),
    "$frozenset": lambda body, depth: frozenset(_decode(body, depth)),
    "$dict": _decode_dict,
    "$array": _decode_array,
    "$series": _decode_series,
    "$frame": _decode_frame,
    "$time": _decode_time,
}
