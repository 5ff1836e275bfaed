"""Cases of `task_type`."""

import numpy as np

from skillcheck.sandbox import expect


def _check(task_type, y, wanted):
    expect.same(task_type(np.array(y)), wanted)


def _refuses(task_type, *targets):
    for y in targets:
        expect.raises("ValueError", task_type, np.array(y))


def example(task_type):
    """The examples from the task."""
    _check(task_type, [0.0, 1.0, 1.0], "binary")
    _check(task_type, [12.5, 3.0, 8.0], "regression")
    _check(task_type, [[1, 0, 1], [0, 0, 1]], "multilabel")


def whole_numbers(task_type):
    """A number is whole by its value, not by its dtype: 2.0 is a class like 2, and a single 2.5 makes it regression."""
    _check(task_type, [2, 0, 1, 2], "multiclass")
    _check(task_type, [2.0, 0.0, 1.0, 2.0], "multiclass")
    _check(task_type, [2.0, 0.0, 1.0, 2.5], "regression")
    _check(task_type, [0.5, 1.5, 1.5], "regression")
    _check(task_type, [-0.5, 0.0], "regression")


def names_of_classes(task_type):
    """Two classes are binary whatever they are called: -1 and 1, 7 and 9, yes and no, True and False."""
    for y in ([-1, 1, 1], [7.0, 9.0], [100, 0], ["yes", "no", "no"], [True, False]):
        _check(task_type, y, "binary")
    _check(task_type, [-3, 40, 500], "multiclass")


def text(task_type):
    """Text is classes even where it looks like numbers, and with more than 20 names."""
    _check(task_type, ["1.5", "2.5", "3.5"], "multiclass")
    _check(task_type, ["0.5", "0.7"], "binary")
    _check(task_type, [f"town {number}" for number in range(45)], "multiclass")
    _check(task_type, [str(number) for number in range(30)], "multiclass")


def twenty(task_type):
    """Twenty distinct whole numbers are still classes, twenty-one are a quantity, however often each occurs."""
    for kind in (int, float):
        _check(task_type, np.repeat(np.arange(20), 3).astype(kind), "multiclass")
        _check(task_type, np.repeat(np.arange(21), 3).astype(kind), "regression")
    _check(task_type, np.arange(5).repeat(40), "multiclass")


def one_column(task_type):
    """A table of one column is read as the column."""
    _check(task_type, [[0], [1], [0]], "binary")
    _check(task_type, [["a"], ["b"], ["c"]], "multiclass")
    _check(task_type, [[0.1], [0.2], [7.0]], "regression")
    _refuses(task_type, [[4], [4]], [[1.0], [np.nan], [0.0]])


def several_columns(task_type):
    """Several columns of 0 and 1 are multilabel, as floats or as True and False, with a constant column too."""
    _check(task_type, [[1.0, 0.0], [0.0, 0.0], [1.0, 0.0]], "multilabel")
    _check(task_type, [[True, False, True], [True, True, False]], "multilabel")
    _check(task_type, [[1, 0], [0, 1]], "multilabel")


def other_tables(task_type):
    """Several columns of anything else raise ValueError: other numbers, shares, text, a NaN."""
    _refuses(task_type, [[1, 2], [0, 1]], [[0.2, 0.8], [0.6, 0.4]], [["a", "b"], ["b", "a"]])
    _refuses(task_type, [[0.0, 1.0], [np.nan, 1.0]], [[-1, 1], [1, -1]], [[5, 5], [7, 7]])


def constant(task_type):
    """A constant target raises ValueError, of numbers, of text or of one row, and so does an empty one."""
    _refuses(task_type, [1, 1, 1], [0.37, 0.37], ["no", "no"], [False, False], [2.5], [])


def missing(task_type):
    """A NaN raises ValueError, in classes and in quantities alike."""
    many = [*np.linspace(0, 5, 40), np.nan]
    _refuses(task_type, [0.0, 1.0, np.nan], [np.nan, 0.5, 0.7], [np.nan, np.nan], [1.0, np.nan], many)


def order_and_repeats(task_type):
    """Neither the order of the rows nor how often each occurs changes the task."""
    rng = np.random.default_rng(2)
    for y, wanted in (([3, 8], "binary"), ([1, 2, 3], "multiclass"), ([1.0, 2.0, 3.25], "regression")):
        for _ in range(3):
            _check(task_type, rng.permutation(y * 30 + y[:1] * 50), wanted)


def sklearn_data(task_type):
    """On scikit-learn's data it tells classes from quantities: the diabetes target is whole numbers, yet a quantity."""
    from sklearn import datasets

    for name, wanted in (
        ("iris", "multiclass"),
        ("wine", "multiclass"),
        ("digits", "multiclass"),
        ("breast_cancer", "binary"),
        ("diabetes", "regression"),
    ):
        _check(task_type, getattr(datasets, f"load_{name}")().target, wanted)
    _refuses(task_type, datasets.load_linnerud().target)
