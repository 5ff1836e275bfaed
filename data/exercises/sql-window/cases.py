"""Cases of `top_per_class`: the query is run here, on tables in memory, and may only read."""

import re
import sqlite3
import time

import numpy as np
import pandas as pd

from skillcheck.sandbox import expect

_ALLOWED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}


def _run(sql, flowers, k):
    """The columns and rows of the query. It is a stranger's: it may not write, attach files or run for long."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE flowers (id INTEGER, species TEXT, petal_length REAL, petal_width REAL)")
    connection.executemany("INSERT INTO flowers VALUES (?, ?, ?, ?)", flowers)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 100_000)
    connection.set_authorizer(lambda action, *_: sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY)
    end = time.monotonic() + 2
    connection.set_progress_handler(lambda: time.monotonic() > end, 10_000)
    try:
        cursor = connection.execute(sql, {"k": k})
        rows = cursor.fetchmany(len(flowers) + 1)
    except (sqlite3.Error, sqlite3.Warning, ValueError) as error:
        expect.that(False, f"SQLite could not run the query: {error}.")
    finally:
        connection.close()
    return [column for column, *_ in cursor.description or ()], rows


def _by_hand(flowers, k):
    """Sorted once, then the first k of each species."""
    known = [(kind, number, a * b) for number, kind, a, b in flowers if a is not None and b is not None]
    known.sort(key=lambda row: (row[0], -row[2], row[1]))
    return [row for place, row in enumerate(known) if [kind for kind, *_ in known[:place]].count(row[0]) < k]


def _check(top_per_class, flowers, k):
    columns, rows = _run(expect.instance(top_per_class(), str), flowers, k)
    wanted = _by_hand(flowers, k)
    expect.that(columns == ["species", "id", "area"], f"The columns are {columns}, wants species, id and area.")
    names = [list(row[:2]) for row in wanted]
    expect.that([list(row[:2]) for row in rows] == names, f"For k = {k} it found {rows[:9]}, wants {wanted[:9]}.")
    expect.close_array([row[2] for row in rows], [row[2] for row in wanted])


def example(top_per_class):
    """The example from the task."""
    _check(top_per_class, [(1, "rose", 3.0, 1.0), (2, "lily", 5.0, 2.0), (3, "rose", 2.0, 2.0)], 1)


def window(top_per_class):
    """The query uses a window function, outside of any comment, and needs no LIMIT."""
    sql = re.sub(r"--[^\n]*|/\*.*?\*/", " ", expect.instance(top_per_class(), str), flags=re.DOTALL)
    expect.that(bool(re.search(r"\bover\b", sql, re.IGNORECASE)), "The query has no OVER.")
    expect.that(
        not re.search(r"\blimit\b", sql, re.IGNORECASE), "The query has a LIMIT, which counts all rows at once."
    )


def equal_areas(top_per_class):
    """Of equal areas the smaller id comes first, in whatever order the rows were stored; never more than k."""
    flowers = [(9, "a", 2.0, 3.0), (4, "a", 3.0, 2.0), (7, "a", 6.0, 1.0), (2, "a", 1.0, 1.0), (5, "b", 1.0, 6.0)]
    for k in (1, 2, 3):
        _check(top_per_class, flowers, k)


def few_flowers(top_per_class):
    """A species with fewer than k flowers gives all of them, an empty table nothing, and k = 0 nothing."""
    flowers = [(3, "x", 1.0, 1.0), (1, "y", 2.0, 1.0), (2, "y", 3.0, 1.0)]
    _check(top_per_class, flowers, 5)
    _check(top_per_class, flowers, 0)
    _check(top_per_class, [], 2)


def missing_measures(top_per_class):
    """A flower that lacks a measure is left out, even where that leaves fewer than k; an area of 0 counts."""
    flowers = [(1, "a", None, 9.0), (2, "a", 9.0, None), (3, "a", 0.0, 4.0), (4, "b", None, None), (5, "c", 2.0, 2.0)]
    _check(top_per_class, flowers, 2)


def area_not_length(top_per_class):
    """The area counts, not one of its sides; widths and lengths below 1 and above are measured alike."""
    flowers = [(1, "a", 9.0, 0.1), (2, "a", 0.2, 8.0), (3, "a", 2.0, 2.0), (4, "a", 3.0, 1.0), (5, "a", 1.9, 2.3)]
    _check(top_per_class, flowers, 2)


def any_species(top_per_class):
    """Thirty species with names of any kind are each ranked apart."""
    rng = np.random.default_rng(4)
    sizes = rng.integers(1, 6, size=(150, 2)).astype(float).tolist()
    ids = rng.permutation(150).tolist()
    flowers = [(ids[row], f"kind '{row % 30}'", length, width) for row, (length, width) in enumerate(sizes)]
    for k in (1, 2, 4):
        _check(top_per_class, flowers, k)


def iris(top_per_class):
    """On the iris data it finds the two largest of each species, as pandas does."""
    from sklearn.datasets import load_iris

    data = load_iris()
    names = [str(data.target_names[label]) for label in data.target]
    table = pd.DataFrame({"species": names, "id": range(150), "area": data.data[:, 2] * data.data[:, 3]})
    best = table.sort_values(["species", "area", "id"], ascending=[True, False, True]).groupby("species").head(2)
    flowers = list(zip(range(150), names, data.data[:, 2].tolist(), data.data[:, 3].tolist(), strict=True))
    expect.same([int(number) for _, number, _ in _by_hand(flowers, 2)], best["id"].tolist())
    _check(top_per_class, flowers[::-1], 2)
