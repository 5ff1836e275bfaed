"""Python, SQL, software engineering and data at scale: run in NumPy, pandas and SQLite, or counted."""

import sqlite3
from itertools import product

import numpy as np
import pandas as pd
from scipy import stats

from .search import balance, last


def python_broadcast_bytes(rows, cols):
    shape = np.broadcast_shapes((rows, 1), (cols,))
    return np.prod(shape) * np.result_type(np.float32, np.float64).itemsize / 1e6


def python_chunk_size(points, dim, gb):
    return last(lambda queries: queries * points * dim * np.dtype(np.float32).itemsize <= gb * 10**9)


def python_range_last(start, stop, step):
    return list(range(start, stop, step))[-1]


def python_strided_columns(n, h, w, ch, s):
    one = np.zeros((1, h, w, ch), np.int8)  # of n alike
    return one[:, ::s, ::s].transpose(0, 3, 1, 2).reshape(1, -1).shape[1]


def python_uint8_difference(p, q):
    return int((np.array([p], np.uint8) - np.array([q], np.uint8))[0])


def python_needed_speedup(total, share, target):
    inside = total * share / 100
    return balance(lambda factor: total - inside + inside / factor, target, 1, 1e6)


def _query(query, **tables):
    """Return the one value of a query over tables of one or more columns."""
    with sqlite3.connect(":memory:") as connection:
        for name, columns in tables.items():
            connection.execute(f"CREATE TABLE {name} ({', '.join(columns)})")
            marks = ", ".join("?" * len(columns))
            rows = zip(*columns.values(), strict=True)
            connection.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)
        (found,) = connection.execute(query).fetchone()
    connection.close()
    return found


def sql_left_join_rows(n, u, k):
    customers = pd.DataFrame({"customer_id": np.arange(n)})
    orders = pd.DataFrame({"customer_id": np.repeat(np.arange(u, n), k)})
    return len(customers.merge(orders, how="left", on="customer_id"))


def sql_avg_coalesce(n, q, s):
    scores = [None] * q + [s / (n - q)] * (n - q)
    return _query("SELECT AVG(score) - AVG(COALESCE(score, 0)) FROM reviews", reviews={"score": scores})


def sql_count_distinct(n, q, d):
    emails = [None] * q + [f"{row % d}@example.org" for row in range(n - q)]
    return _query("SELECT COUNT(email) - COUNT(DISTINCT email) FROM users", users={"email": emails})


def sql_scan_bill(price, days, gb, share, window, runs):
    read = np.zeros(days)
    read[-window:] = gb * share / 100
    return 30 * runs * read.sum() / 1000 * price


def sql_double_fanout(items, pays, shown):
    inflated = _query(
        "SELECT SUM(payments.amount) FROM orders JOIN items USING (o) JOIN payments USING (o)",
        orders={"o": [1, 2]},
        items={"o": [1, 2] * items},
        payments={"o": [1, 2] * pays, "amount": [10, 30] * pays},
    )
    return shown / (inflated / (40 * pays))


def swe_branch_coverage(b, both, one):
    sides = np.zeros((b, 2))
    sides[:both] = 1
    sides[both : both + one, 0] = 1
    return 100 * sides.mean()


def swe_flaky_suite(n, p):
    return 100 * stats.binom.pmf(0, n, p / 100)


def swe_mutation_score(m, survived, e):
    mutants = set(range(m))
    equivalent, alive = set(range(e)), set(range(survived))
    return 100 * len(mutants - alive) / len(mutants - equivalent)


def swe_collected_tests(a, b, f, p):
    return len(list(product(range(a), range(b), range(f)))) + p


def swe_cache_hit_share(miss, hit, runs, budget):
    return balance(lambda share: runs * (share * hit + (100 - share) * miss) / 100, budget, 0, 100)


def bigdata_scan_megabytes(r, c, days, k, w):
    table = pd.DataFrame(np.full((days, c), r * 1e6 / days * 8))  # bytes by day and column
    return table.iloc[:w, :k].to_numpy().sum() / 1e6


def bigdata_stage_time(gb, t, cores):
    left, seconds = len(range(0, gb * 1024, 128)), 0
    while left > 0:
        left, seconds = left - cores, seconds + t
    return seconds


def bigdata_small_files(t, p, days):
    return len(range(0, days * 24 * 60, t)) * p


def bigdata_catch_up(r, m, c):
    return balance(lambda minutes: 60 * (r * (m + minutes) - c * minutes), 0, 0, 1e5)


def bigdata_dashboard_bill(r, w, s, p, k):
    widths = {"user_id": 8, "price": 8, "country": 4, "payload": w}
    rows = r * 10**9  # none is spared for lying outside the {s} % or beyond the limit
    asked = "SELECT user_id, price FROM events WHERE country = 'DK' LIMIT 1000"
    run = sum(rows * widths[column] for column in _columns_read(asked, widths))
    return sum(run / 10**12 * p for _ in range(k)) * 30


def _columns_read(query, columns):
    """Ask SQLite which columns a query has to read."""
    read = set()
    database = sqlite3.connect(":memory:")
    database.execute(f"CREATE TABLE events ({', '.join(columns)})")

    def note(action, _, column, *__):
        if action == sqlite3.SQLITE_READ:
            read.add(column)
        return sqlite3.SQLITE_OK

    database.set_authorizer(note)
    database.execute(query)
    database.close()
    return read


def bigdata_broadcast_limit(big, n):
    return balance(lambda small: (big + small) - n * small, 0, 0, big)
