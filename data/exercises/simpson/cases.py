"""Cases of `flip_groups`."""

from fractions import Fraction

import numpy as np
import pandas as pd

from skillcheck.sandbox import expect


def _direction(pairs):
    """The sign of the covariance, in exact fractions."""
    n = len(pairs)
    numbers = [(Fraction(str(a)), Fraction(str(b))) for a, b in pairs]
    total = n * sum(a * b for a, b in numbers) - sum(a for a, _ in numbers) * sum(b for _, b in numbers)
    return (total > 0) - (total < 0)


def _by_hand(rows):
    known = [row for row in rows if not any(pd.isna(value) for value in row)]
    pooled = _direction([row[1:] for row in known])
    names = sorted({row[0] for row in known})
    return [name for name in names if pooled * _direction([row[1:] for row in known if row[0] == name]) < 0]


def _frame(rows):
    return pd.DataFrame(rows, columns=["group", "x", "y"])


def _check(flip_groups, rows):
    expect.same(flip_groups(_frame(rows), "group", "x", "y"), _by_hand(rows))


def _line(name, xs, ys):
    return [(name, float(a), float(b)) for a, b in zip(xs, ys, strict=True)]


# All in all y falls with x; it rises within a and b.
_FALLING = _line("a", [1, 2, 3], [9, 11, 10]) + _line("b", [7, 8, 9], [2, 1, 4])


def example(flip_groups):
    """The example from the task."""
    df = pd.DataFrame({"ward": list("AABBCC"), "dose": [1, 2, 5, 6, 3, 4], "health": [8, 9, 2, 3, 6, 5]})
    expect.same(flip_groups(df, "ward", "dose", "health"), ["A", "B"])


def iris(flip_groups):
    """In the iris data wider sepals are shorter, all in all, and longer within each of the three species."""
    from sklearn.datasets import load_iris

    data = load_iris()
    df = pd.DataFrame(data.data, columns=data.feature_names)
    df["species"] = [str(data.target_names[label]) for label in data.target]
    wanted = ["setosa", "versicolor", "virginica"]
    expect.same(flip_groups(df, "species", "sepal length (cm)", "sepal width (cm)"), wanted)
    expect.same(flip_groups(df, "species", "petal length (cm)", "petal width (cm)"), [])


def none_flip(flip_groups):
    """Where every group goes the way of the whole there is nothing to return, upwards and downwards."""
    rows = _line("a", [1, 2, 3], [2, 3, 5]) + _line("b", [3, 5, 6], [4, 6, 9])
    _check(flip_groups, rows)
    _check(flip_groups, [(name, a, -b) for name, a, b in rows])
    _check(flip_groups, _line("only", [1, 2, 3, 4], [4, 3, 1, 2]))


def some_flip(flip_groups):
    """Only the groups that go the other way are returned, be the whole rising or falling."""
    rows = _FALLING + _line("c", [4, 5, 6], [7, 6, 5])
    _check(flip_groups, rows)
    _check(flip_groups, [(name, a, -b) for name, a, b in rows])


def mirrored(flip_groups):
    """Other units and a shift change nothing; nor does turning both columns round, or exchanging them."""
    rows = _FALLING + _line("c", [4, 5, 6], [7, 6, 5])
    for change in (lambda a, b: (60 * a + 2000, b / 8), lambda a, b: (-a, -b), lambda a, b: (b, a)):
        _check(flip_groups, [(name, *change(a, b)) for name, a, b in rows])


def pooled_rows(flip_groups):
    """The whole is all rows together: neither the means of the groups nor the majority of them."""
    wide = _line("wide", range(-20, 21), range(-20, 21))
    _check(flip_groups, wide + _line("low", [4, 5], [-6, -7]) + _line("high", [-5, -4], [7, 6]))
    down = [_line(f"down {n}", [n, n + 1], [4 * n, 4 * n - 1]) for n in range(4)]
    _check(flip_groups, sum(down, _line("up", [0, 9], [0, 40])))


def pearson(flip_groups):
    """Pearson's correlation decides, as a straight line would: one far point can turn it."""
    far = _line("far", [1, 2, 3, 4, 40], [5, 4, 3, 2, 30])
    _check(flip_groups, far + _line("steep", [-40, 60], [90, -90]))
    _check(flip_groups, _line("u", [0, 1, 2, 3, 4], [10, 0, 0, 0, 8]) + _line("n", [0, 1, 2, 9], [1, 2, 3, 5]))


def no_direction(flip_groups):
    """A group of one row, with a constant column, or without correlation has no direction and does not flip."""
    rows = (
        _FALLING
        + _line("one", [5], [5])
        + _line("same x", [0.1] * 3, [1, 2, 3])
        + _line("same y", [1, 2, 3], [0.7] * 3)
    )
    _check(flip_groups, rows)
    level = _line("level", [0.1, 0.2, 0.3], [5.3, 5.1, 5.3]) + _line("hill", [0.7, 0.8, 0.9, 1.0], [4.1, 4.4, 4.4, 4.1])
    _check(flip_groups, rows + level)
    _check(flip_groups, [(name, a, -b) for name, a, b in rows + level])


def whole_without_direction(flip_groups):
    """Where all rows together have no direction, nothing flips."""
    _check(flip_groups, _line("a", [0, 1], [0, 1]) + _line("b", [0, 1], [1, 0]))
    _check(flip_groups, _line("a", [0.1] * 3, [1, 2, 3]) + _line("b", [0.1] * 3, [3, 2, 1]))
    _check(flip_groups, _line("a", [2], [3]))
    expect.same(flip_groups(_frame(_FALLING).iloc[:0], "group", "x", "y"), [])


def missing_values(flip_groups):
    """Rows that lack group, x or y count nowhere, and a group left with one row has no direction."""
    nan = np.nan
    extra = [
        (None, 50.0, 500.0),
        (None, 60.0, 600.0),
        ("a", nan, 100.0),
        ("b", 30.0, nan),
        ("c", 5.0, 6.0),
        ("c", 6.0, nan),
    ]
    _check(flip_groups, _FALLING + extra)
    _check(flip_groups, [*_FALLING, ("a", 0.0, nan), ("a", nan, 0.0), ("d", nan, nan)])


def other_columns(flip_groups):
    """Other columns may be empty, names of columns are free, and labels of rows may repeat."""
    df = _frame(_FALLING).rename(columns={"group": "y", "x": "group", "y": "a b"})
    df["note"], df["x"] = None, np.nan
    df.index = [3, 3, 1, 0, 0, 7]
    expect.same(flip_groups(df, "y", "group", "a b"), ["a", "b"])


def rising(flip_groups):
    """The groups come back rising, numbers as numbers, in whatever order the rows stand."""
    rows = [(number, 10 * number + step, step - 100.0 * number) for number in (10, 9, 2, 100) for step in (0, 1, 2)]
    order = np.random.default_rng(1).permutation(len(rows)).tolist()
    expect.same(flip_groups(_frame([rows[place] for place in order]), "group", "x", "y"), [2, 9, 10, 100])


def random_groups(flip_groups):
    """On 60 random groups of few rows, with ties and holes, it agrees with exact fractions."""
    rng = np.random.default_rng(9)
    names, size = rng.integers(0, 60, 300).tolist(), rng.normal(size=300)
    xs, ys = (5 * size + 3 * rng.normal(size=300)).round(), (3 * rng.normal(size=300) - size).round()
    xs[rng.random(300) < 0.05] = np.nan
    ys[rng.random(300) < 0.05] = np.nan
    _check(flip_groups, list(zip(names, xs.tolist(), ys.tolist(), strict=True)))
