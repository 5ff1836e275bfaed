"""Cases of `unmatched`: the query is run here, on tables in memory, and may only read."""

import sqlite3
import time

import numpy as np

from skillcheck.sandbox import expect

_ALLOWED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}


def _run(sql, patients, visits):
    """The columns and rows of the query. It is a stranger's: it may not write, attach files or run for long."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE patients (id INTEGER, code TEXT)")
    connection.execute("CREATE TABLE visits (code TEXT, day INTEGER)")
    connection.executemany("INSERT INTO patients VALUES (?, ?)", patients)
    connection.executemany("INSERT INTO visits VALUES (?, ?)", visits)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 100_000)
    connection.set_authorizer(lambda action, *_: sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY)
    end = time.monotonic() + 2
    connection.set_progress_handler(lambda: time.monotonic() > end, 10_000)
    try:
        cursor = connection.execute(sql)
        rows = cursor.fetchmany(len(patients) * (len(visits) + 1) + 1)
    except (sqlite3.Error, sqlite3.Warning, ValueError) as error:
        expect.that(False, f"SQLite could not run the query: {error}.")
    finally:
        connection.close()
    return [column for column, *_ in cursor.description or ()], rows


def _check(unmatched, patients, visits):
    columns, rows = _run(expect.instance(unmatched(), str), patients, visits)
    seen = {code for code, _ in visits if code is not None}
    wanted = sorted(((number, code) for number, code in patients if code not in seen), key=lambda row: row[0])
    expect.that(columns == ["id", "code"], f"The columns are {columns}, wants id and code.")
    expect.that(rows == wanted, f"For patients {patients[:8]} and visits {visits[:8]} it found {rows}, wants {wanted}.")


def example(unmatched):
    """The example from the task."""
    _check(unmatched, [(1, "A"), (2, "B"), (3, None), (4, "C")], [("A", 3), ("A", 9), ("C", None)])


def null_in_visits(unmatched):
    """A visit without a code hides nobody, and belongs to nobody, not even to a patient without one."""
    _check(unmatched, [(1, "A"), (2, "B"), (3, None)], [(None, 1), ("B", 2), (None, None)])


def visits_without_a_day(unmatched):
    """A visit whose day is missing is still a visit."""
    _check(unmatched, [(1, "A"), (2, "B"), (3, "C")], [("A", None), ("A", 4), ("B", None)])


def shared_codes(unmatched):
    """Patients who share a code are each listed, and each left out, on their own."""
    patients = [(1, "A"), (2, "A"), (3, "B"), (4, "B"), (5, None), (6, None)]
    _check(unmatched, patients, [("B", 1), ("B", 2)])


def no_visits(unmatched):
    """Without visits everyone is listed once, without patients nobody."""
    _check(unmatched, [(1, "A"), (2, None), (3, "A")], [])
    _check(unmatched, [], [("A", 1)])


def all_matched(unmatched):
    """When everyone has a visit, visits of strangers do not count."""
    _check(unmatched, [(1, "A"), (2, "B")], [("B", 1), ("A", 1), ("Z", 1), ("A", 1)])


def sorted_by_id(unmatched):
    """The rows come by id, as numbers, however they were stored."""
    _check(unmatched, [(10, "A"), (9, "Z"), (2, "B"), (100, None), (33, "C")], [("C", 5)])


def random_tables(unmatched):
    """On 60 random patients and 80 visits with holes it agrees with a loop."""
    rng = np.random.default_rng(6)
    codes = [None, *"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"]
    patients = [(int(number), codes[rng.integers(len(codes))]) for number in rng.permutation(60)]
    visits = [(codes[rng.integers(0, len(codes), 1)[0] // 2 * 2], [None, 1, 2][rng.integers(3)]) for _ in range(80)]
    _check(unmatched, patients, visits)
