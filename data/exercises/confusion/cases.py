"""Cases of `confusion`."""

import random

from skillcheck.sandbox import expect


def example(confusion):
    """The example from the task."""
    expect.same(confusion(["cat", "dog", "dog"], ["cat", "cat", "dog"], ["cat", "dog"]), [[1, 0], [1, 1]])


def rows_are_true(confusion):
    """Rows are true labels, columns predicted ones."""
    expect.same(confusion([0, 0, 0], [1, 1, 0], [0, 1]), [[1, 2], [0, 0]])


def order_of_labels(confusion):
    """Rows and columns follow the order of `labels`, not of the alphabet."""
    expect.same(confusion(["a", "b", "b"], ["a", "b", "a"], ["b", "a"]), [[1, 1], [0, 1]])


def unseen_label(confusion):
    """A label that never occurs has a row and a column of zeros."""
    expect.same(confusion([1, 3], [1, 1], [1, 2, 3]), [[1, 0, 0], [0, 0, 0], [1, 0, 0]])


def foreign_label(confusion):
    """A pair with a label outside `labels` is left out."""
    expect.same(confusion([1, 9, 1], [1, 1, 9], [1, 2]), [[1, 0], [0, 0]])


def nothing(confusion):
    """No predictions give a table of zeros."""
    expect.same(confusion([], [], ["x", "y"]), [[0, 0], [0, 0]])


def lengths_differ(confusion):
    """Lists of different lengths raise ValueError."""
    expect.raises("ValueError", confusion, [0, 1, 1], [0, 1], [0, 1])


def random_labels(confusion):
    """On random labels each cell agrees with a count, and all cells add up to the number of pairs."""
    rng = random.Random(5)
    y, p = ([rng.choice("abcd") for _ in range(120)] for _ in range(2))
    pairs = list(zip(y, p))
    expect.same(confusion(y, p, list("abcd")), [[pairs.count((row, column)) for column in "abcd"] for row in "abcd"])
