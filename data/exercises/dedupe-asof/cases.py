"""Cases of `latest`."""

import numpy as np
import pandas as pd

from skillcheck.sandbox import expect


def _plain(value):
    return None if pd.isna(value) else value


def _rows(frame):
    """The rows as tuples of plain values, missing ones as None."""
    return [tuple(_plain(value) for value in row) for row in frame.astype(object).to_numpy().tolist()]


def _by_loop(df, key, ts):
    """Row by row: the place of the best row so far of each key."""
    best = {}
    for place, (name, time) in enumerate(zip(df[key].tolist(), df[ts].tolist(), strict=True)):
        if pd.isna(name):
            continue
        old = df[ts].iloc[best[name]] if name in best else None
        if name not in best or pd.isna(old) or (not pd.isna(time) and time >= old):
            best[name] = place
    return df.iloc[sorted(best.values())]


def _check(latest, df, key="id", ts="at"):
    got = expect.instance(latest(df, key, ts), pd.DataFrame)
    wanted = _by_loop(df, key, ts)
    expect.same(list(got.columns), list(df.columns))
    expect.that(len(got) == len(wanted), f"The table has {len(got)} rows, wants {len(wanted)}.")
    for place, (found, right) in enumerate(zip(_rows(got), _rows(wanted), strict=True)):
        expect.that(found == right, f"Row {place} is {found}, wants {right}.")
    expect.same([int(label) for label in got.index], list(range(len(wanted))))


def _frame(*rows):
    """Rows of (id, at, value)."""
    return pd.DataFrame(rows, columns=["id", "at", "value"])


def example(latest):
    """The example from the task."""
    plans = ["free", "pro", None, "basic"]
    _check(latest, pd.DataFrame({"id": ["a", "b", "a", "b"], "at": [3, 5, 9, 5], "plan": plans}))


def unsorted(latest):
    """The latest row counts, wherever it stands; those that stay keep their order."""
    _check(latest, _frame(("c", 2, 1), ("a", 9, 2), ("b", 1, 3), ("a", 4, 4), ("c", 1, 5), ("b", 7, 6), ("a", 1, 7)))


def equal_times(latest):
    """Of equal times the last in the table counts, whatever its values are."""
    rows = [("a", 5, 30), ("b", 2, 1), ("a", 5, 10), ("a", 5, 20), ("b", 2, 9), ("a", 1, 99), ("b", 2, 4)]
    _check(latest, _frame(*rows))
    _check(latest, _frame(*(("a", 7, number) for number in range(40, 0, -1))))


def whole_rows(latest):
    """A missing value in the latest row stays missing, with an older value at hand."""
    df = pd.DataFrame({"id": ["a", "a", "b", "b"], "at": [1, 2, 2, 1], "city": ["Rome", None, None, "Oslo"]})
    _check(latest, df.assign(score=[1.0, np.nan, np.nan, 4.0]))


def missing_times(latest):
    """A row without a time gives way to any other, before or after it, and stays where its key has no other."""
    nan = np.nan
    _check(latest, _frame(("a", 4, 1), ("a", nan, 2), ("b", nan, 3), ("b", -9, 4), ("c", nan, 5), ("c", nan, 6)))


def missing_keys(latest):
    """Rows without a key are left out; the index still counts from 0."""
    df = _frame((None, 9, 1), ("a", 1, 2), (None, 1, 3), ("b", 2, 4))
    _check(latest, df)
    _check(latest, pd.DataFrame({"id": [np.nan, 7.0, np.nan, 7.0], "at": [4, 3, 2, 1], "value": [1, 2, 3, 4]}))


def any_index(latest):
    """Labels that repeat or stand in another order do no harm."""
    df = _frame(("a", 1, 1), ("a", 2, 2), ("b", 4, 3), ("b", 3, 4))
    df.index = [7, 7, 3, 1]
    _check(latest, df)


def dates_and_other_names(latest):
    """Columns may have any name and place, and times may be dates."""
    days = pd.to_datetime(["2024-03-01", "2024-11-02", "2024-02-29", "2023-12-31"])
    df = pd.DataFrame({"seen": days, "plan": ["x", "y", "z", "w"], "user": [2, 1, 2, 1]})
    _check(latest, df, "user", "seen")


def empty(latest):
    """A table without rows gives one, with its columns."""
    _check(latest, _frame(("a", 1, 1)).iloc[:0])


def random_history(latest):
    """On 300 random rows of 40 keys, with ties and holes, it agrees with a loop."""
    rng = np.random.default_rng(12)
    at = rng.integers(0, 15, 300).astype(float)
    at[rng.random(300) < 0.15] = np.nan
    _check(latest, pd.DataFrame({"id": rng.integers(0, 40, 300), "at": at, "value": rng.integers(0, 9, 300)}))
