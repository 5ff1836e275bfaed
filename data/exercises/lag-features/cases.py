"""Cases of `make_lags`."""

import math

import numpy as np
import pandas as pd

from skillcheck.sandbox import expect


def _by_loop(s, lags):
    """The definition, target by target: labels and rows."""
    values, labels, rows = s.tolist(), [], []
    for place in range(len(values)):
        row = [values[place - k] if place >= k else math.nan for k in lags] + [values[place]]
        if not any(math.isnan(value) for value in row):
            labels.append(s.index[place])
            rows.append(row)
    return labels, rows


def _check(make_lags, s, lags, horizon):
    got = expect.instance(make_lags(s, lags, horizon), pd.DataFrame)
    labels, rows = _by_loop(s, lags)
    expect.same(list(got.columns), [*(f"lag_{k}" for k in lags), "y"])
    expect.that(len(got) == len(rows), f"The frame has {len(got)} rows, wants {len(rows)}.")
    expect.same([str(label) for label in got.index], [str(label) for label in labels])
    if rows:
        expect.close_array(got.to_numpy(dtype=float), rows)
    return got


def example(make_lags):
    """The example from the task."""
    s = pd.Series([10.0, 11.0, 12.0, 13.0, 14.0], index=["mon", "tue", "wed", "thu", "fri"])
    _check(make_lags, s, [2, 3], 2)


def one_step_ahead(make_lags):
    """One step ahead, yesterday's value is known and today's is not."""
    s = pd.Series([3.0, 1.0, 4.0, 1.0, 5.0, 9.0])
    _check(make_lags, s, [1], 1)
    expect.raises("ValueError", make_lags, s, [0, 1], 1)


def leaks(make_lags):
    """A lag within the horizon raises ValueError, wherever it stands in the list; so does a horizon below 1."""
    s = pd.Series(np.arange(20.0))
    expect.raises("ValueError", make_lags, s, [7, 14, 6], 7)
    expect.raises("ValueError", make_lags, s, [2, 7], 7)
    expect.raises("ValueError", make_lags, s, [1, 2], 0)
    _check(make_lags, s, [7, 14], 7)


def order_of_the_lags(make_lags):
    """Columns follow the list, sorted or not, and gaps between the lags are gaps."""
    _check(make_lags, pd.Series(np.arange(12.0) ** 2), [7, 3, 5], 3)


def holes(make_lags):
    """A missing value leaves out its own row and each row that looks back to it, and no other."""
    values = np.arange(15.0)
    values[[4, 11]] = np.nan
    _check(make_lags, pd.Series(values), [1, 3], 1)


def too_short(make_lags):
    """A series too short for its lags gives no rows, but all columns."""
    _check(make_lags, pd.Series([1.0, 2.0, 3.0]), [2, 3], 1)


def dates(make_lags):
    """Dates in the index are the targets' dates."""
    s = pd.Series(np.arange(9.0), index=pd.date_range("2024-02-26", periods=9))
    _check(make_lags, s, [4, 5], 2)


def zeros_are_values(make_lags):
    """Zeros and negative numbers are values like any others."""
    _check(make_lags, pd.Series([0.0, 0.0, -1.0, 0.0, 2.0, 0.0, 0.0]), [2], 1)


def the_future_changes_nothing(make_lags):
    """In 200 random values, changing what comes after a forecast was made changes none of its features."""
    s = pd.Series(np.random.default_rng(3).normal(size=200).cumsum())
    before = _check(make_lags, s, [5, 6, 12], 5)
    later = s.copy()
    later.iloc[100:] += 50
    after = _check(make_lags, later, [5, 6, 12], 5)
    known = [label for label in before.index if label < 105]
    lagged = [frame.loc[known].drop(columns="y").to_numpy() for frame in (after, before)]
    expect.close_array(*lagged)
