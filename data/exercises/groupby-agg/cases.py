"""Cases of `summarise`."""

import numpy as np
import pandas as pd

from skillcheck.sandbox import expect


def _column(got, name):
    expect.instance(got, pd.DataFrame)
    expect.that(name in got.columns, f"There is no column {name!r}; the columns are {list(got.columns)}.")
    return got[name].tolist()


def example(summarise):
    """The example from the task."""
    got = summarise(pd.DataFrame({"g": ["b", "a", "a"], "x": [5.0, 1.0, 3.0]}), "g", ["x"])
    expect.same(_column(got, "g"), ["a", "b"])
    expect.close_array(_column(got, "x_mean"), [2, 5])
    expect.close_array(_column(got, "x_std"), [2**0.5, np.nan])
    expect.close_array(_column(got, "x_count"), [2, 1])


def flat_columns(summarise):
    """Columns are flat, named and ordered as asked, and the index is 0, 1, 2, ..."""
    frame = pd.DataFrame({"g": [3, 1, 1, 3], "y": [1.0, 2.0, 4.0, 8.0], "x": [0.0, 1.0, 0.0, 1.0], "z": [9.0] * 4})
    got = expect.instance(summarise(frame, "g", ["y", "x"]), pd.DataFrame)
    expect.same(list(got.columns), ["g", "y_mean", "y_std", "y_count", "x_mean", "x_std", "x_count"])
    expect.same(got.index.tolist(), [0, 1])


def missing_values(summarise):
    """A NaN in a column is not counted and does not spoil the mean."""
    got = summarise(pd.DataFrame({"g": ["a"] * 3, "x": [1.0, np.nan, 2.0]}), "g", ["x"])
    expect.close_array(_column(got, "x_mean"), [1.5])
    expect.close_array(_column(got, "x_count"), [2])


def missing_groups(summarise):
    """Rows whose group is NaN make a group of their own, at the end."""
    got = summarise(pd.DataFrame({"g": [np.nan, 2.0, 1.0, np.nan], "x": [1.0, 5.0, 6.0, 3.0]}), "g", ["x"])
    expect.close_array(_column(got, "g"), [1, 2, np.nan])
    expect.close_array(_column(got, "x_mean"), [6, 5, 2])


def counts_add_up(summarise):
    """The counts of a complete column add up to the rows of the table."""
    rng = np.random.default_rng(3)
    frame = pd.DataFrame({"g": rng.integers(0, 7, 200), "x": rng.normal(size=200)})
    got = summarise(frame, "g", ["x"])
    expect.close(float(sum(_column(got, "x_count"))), 200.0)
    whole = np.dot(_column(got, "x_mean"), _column(got, "x_count")) / 200
    expect.close(float(whole), float(frame["x"].mean()), 1e-9)


def wine(summarise):
    """On the wine data it agrees with a count by hand."""
    from sklearn.datasets import load_wine

    frame = load_wine(as_frame=True).frame[["target", "alcohol", "ash"]]
    got = summarise(frame, "target", ["alcohol", "ash"])
    for name in ("alcohol", "ash"):
        groups = [frame.loc[frame["target"] == group, name].to_numpy() for group in range(3)]
        expect.close_array(_column(got, f"{name}_mean"), [values.mean() for values in groups])
        expect.close_array(_column(got, f"{name}_std"), [values.std(ddof=1) for values in groups])
        expect.close_array(_column(got, f"{name}_count"), [len(values) for values in groups])
