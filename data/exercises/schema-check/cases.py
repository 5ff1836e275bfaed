"""Cases of `validate`."""

import numpy as np
import pandas as pd

from skillcheck.sandbox import expect

_NUMBER, _TEXT = {"dtype": "number"}, {"dtype": "text"}


def _finds(validate, faults, df, schema):
    expect.same(expect.instance(validate(df, schema), list), faults)


def _one(validate, faults, values, /, **rules):
    """One column called c."""
    _finds(validate, [f"c: {fault}" for fault in faults], pd.DataFrame({"c": values}), {"c": rules})


def _wine():
    """The first rows of the wine data, with a name for each wine, and a schema they keep."""
    from sklearn.datasets import load_wine

    frame = load_wine(as_frame=True).frame[["alcohol", "proline", "target"]].iloc[50:80].reset_index(drop=True)
    frame["name"] = [f"wine {number}" for number in range(len(frame))]
    schema = {
        "name": {"dtype": "text", "unique": True},
        "target": {"dtype": "number", "values": [0, 1, 2]},
        "alcohol": {"dtype": "number", "min": 5, "max": 20},
        "proline": {"dtype": "number", "min": 0},
    }
    return frame, schema


def example(validate):
    """The example from the task."""
    df = pd.DataFrame({"age": [31, -4, -7], "city": ["Rome", None, "Oslo"], "zip": [1, 2, 3]})
    schema = {"city": _TEXT, "age": {"dtype": "number", "min": 0}, "id": _NUMBER}
    _finds(validate, ["city: null", "age: range", "id: missing", "zip: unexpected"], df, schema)


def clean(validate):
    """A clean frame has no faults, and a frame without rows neither."""
    frame, schema = _wine()
    _finds(validate, [], frame, schema)
    _finds(validate, [], pd.DataFrame({"c": np.array([], dtype=float)}), {"c": {"dtype": "number", "min": 1}})


def each_fault_alone(validate):
    """Each fault put into the wine data is the one that is reported, once."""
    frame, schema = _wine()
    for column, row, value, fault in (
        ("alcohol", 3, 140.0, "range"),
        ("alcohol", 0, -1.0, "range"),
        ("proline", 7, np.nan, "null"),
        ("target", 5, 3, "values"),
        ("name", 9, "wine 2", "unique"),
    ):
        faulty = frame.copy()
        faulty.loc[row, column] = value
        _finds(validate, [f"{column}: {fault}"], faulty, schema)
    _finds(validate, ["proline: missing"], frame.drop(columns="proline"), schema)
    _finds(validate, ["alcohol: dtype"], frame.assign(alcohol=frame["alcohol"].astype(str)), schema)
    _finds(validate, ["name: dtype"], frame.assign(name=range(30)), schema)


def order(validate):
    """Faults follow the schema's order, then their own; unexpected columns come last in the frame's order."""
    df = pd.DataFrame({"z": [1.0, 1.0, np.nan, 9.0], "y": [1, 2, 3, 4], "b": ["u", "u", "v", None], "a": [0, 0, 0, 0]})
    rules = {"values": [1.0, "u"], "unique": True}
    schema = {"b": _TEXT | rules, "gone": _TEXT, "z": {"unique": True, "max": 5, "dtype": "number"} | rules}
    wanted = ["b: null", "b: values", "b: unique", "gone: missing", "z: null", "z: range", "z: values", "z: unique"]
    _finds(validate, [*wanted, "y: unexpected", "a: unexpected"], df, schema)


def limits(validate):
    """Limits are inclusive, and a limit of 0 is a limit."""
    _one(validate, [], [0.0, 2.5, 5.0], dtype="number", min=0, max=5)
    _one(validate, ["range"], [0.0, -0.001], dtype="number", min=0)
    _one(validate, ["range"], [0.0, 0.001], dtype="number", max=0)
    _one(validate, ["range"], [1, 2, -3, 40], dtype="number", min=0, max=9)


def missing_values(validate):
    """Missing values are a fault unless allowed, and nothing else: not out of range, not unknown, not repeated."""
    rules = {"dtype": "number", "min": 0, "max": 9, "values": [1, 2, 3], "unique": True}
    _one(validate, [], [1.0, np.nan, 2.0, np.nan], **rules, null=True)
    _one(validate, ["null"], [1.0, np.nan, 2.0, np.nan], **rules)
    _one(validate, ["null"], [1.0, np.nan], **rules, null=False)
    _one(validate, [], ["x", None, "y", None], dtype="text", values=["x", "y"], unique=True, null=True)


def wrong_dtype(validate):
    """After a wrong dtype only missing values are reported too: text is not held against limits."""
    _one(validate, ["dtype"], ["3", "400", "x"], dtype="number", min=0, max=9, values=[3], unique=True)
    _one(validate, ["dtype", "null"], ["3", None, "3"], dtype="number", min=0, values=["9"], unique=True)
    _one(validate, ["dtype"], [4.0, 4.0], dtype="text", values=["x"], unique=True)
    _one(validate, ["dtype"], [True, False], dtype="number")
    _one(validate, [], [1, 2], dtype="number")


def text_with_a_range(validate):
    """Text that looks like numbers is text, and its allowed values are compared as they are."""
    _one(validate, [], ["1", "2"], dtype="text", values=["1", "2", "3"])
    _one(validate, ["values"], ["1", "2 "], dtype="text", values=["1", "2"])


def unique_only_where_asked(validate):
    """Repeated values are a fault only where the schema says so."""
    _one(validate, [], [7, 7, 7], dtype="number")
    _one(validate, [], [7, 7, 7], dtype="number", unique=False)
    _one(validate, ["unique"], [7, 8, 7, 8], dtype="number", unique=True)


def no_schema(validate):
    """An empty schema expects nothing: every column is unexpected."""
    _finds(validate, ["b: unexpected", "a: unexpected"], pd.DataFrame({"b": [1], "a": [None]}), {})
