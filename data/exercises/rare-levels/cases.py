"""Cases of `one_hot`."""

from collections import Counter

from skillcheck.sandbox import expect


def _check(one_hot, train, new, least):
    counts = Counter(train)
    kept = sorted(level for level in counts if level is not None and counts[level] >= least)
    wanted = [
        [float(level == one) for one in kept] + [float(level is None), float(level is not None and level not in kept)]
        for level in new
    ]
    got = expect.array(one_hot(train, new, least), (len(new), len(kept) + 2))
    expect.same(got.tolist(), wanted)


def example(one_hot):
    """The example from the task."""
    got = expect.array(one_hot(["b", "a", "b", "c", None, "a"], ["a", "z", None, "c", "b"], 2), (5, 4))
    expect.same(got.tolist(), [[1.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 1.0], [0.0, 0.0, 1.0, 0.0], [0.0, 0.0, 0.0, 1.0], [0.0, 1.0, 0.0, 0.0]])


def just_often_enough(one_hot):
    """A level that occurs exactly `least` times is kept, one time fewer is rare."""
    _check(one_hot, ["x"] * 3 + ["y"] * 2 + ["z"] * 4, ["x", "y", "z"], 3)


def alphabetical(one_hot):
    """Columns come in alphabetical order, whatever comes first or is more frequent."""
    _check(one_hot, ["pear", "pear", "pear", "fig", "apple", "apple"], ["apple", "fig", "pear"], 1)


def new_levels(one_hot):
    """Levels that train did not have go to the rest, however often they occur in new."""
    _check(one_hot, ["a", "a", "b", "b"], ["c"] * 5 + ["a"], 2)


def nothing_missing(one_hot):
    """The columns for missing and for the rest are there also when nothing goes into them."""
    _check(one_hot, ["a", "b"], ["b", "a", "b"], 1)


def missing_is_never_rare(one_hot):
    """A missing name has its column however rare it was in train, also when train had none."""
    _check(one_hot, [None, "a", "a", "a"], [None, "a"], 3)
    _check(one_hot, ["a", "a"], [None, None, "a"], 1)


def many_missing(one_hot):
    """A column full of missing names gets no column among the kept."""
    _check(one_hot, [None] * 5 + ["a"] * 5, ["a", None], 5)


def everything_rare(one_hot):
    """With no level kept there are two columns."""
    _check(one_hot, ["a", "b", "c"], ["a", "d", None], 2)


def case_matters(one_hot):
    """A and a are two levels."""
    _check(one_hot, ["a", "A", "a", "A", "B"], ["A", "a", "b", "B"], 1)


def the_text_none(one_hot):
    """The text "None" is a name like any other, and so is an empty text."""
    _check(one_hot, ["None", "None", "", "", None, "a"], ["None", "", None, "a"], 2)


def no_rows(one_hot):
    """Without an entry in new there is a table without rows."""
    _check(one_hot, ["a", "a"], [], 1)


def wrong_least(one_hot):
    """A `least` below 1 is a ValueError."""
    expect.raises("ValueError", one_hot, ["a"], ["a"], 0)
