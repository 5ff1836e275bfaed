"""Cases of `chunks`."""

from skillcheck.sandbox import expect


def example(chunks):
    """The example from the task."""
    expect.same(chunks([1, 2, 3, 4, 5], 2), [[1, 2], [3, 4], [5]])


def exact(chunks):
    """A length that divides evenly leaves no empty chunk at the end."""
    expect.same(chunks(["a", "b", "c", "d"], 2), [["a", "b"], ["c", "d"]])


def empty(chunks):
    """An empty list has no chunks."""
    expect.same(chunks([], 3), [])


def larger_than_list(chunks):
    """A size beyond the length gives the whole list as one chunk."""
    expect.same(chunks([7, 8], 5), [[7, 8]])


def nothing_lost(chunks):
    """Joined again, the chunks are the list, for every length and size."""
    for length in (1, 9, 10, 11):
        for size in (1, 3, 10):
            parts = expect.instance(chunks(list(range(length)), size), list)
            expect.same([value for part in parts for value in part], list(range(length)))
            expect.same([len(part) for part in parts[:-1]], [size] * (len(parts) - 1))


def size_below_one(chunks):
    """A size below 1 raises ValueError, also for an empty list."""
    expect.raises("ValueError", chunks, [1, 2], 0)
    expect.raises("ValueError", chunks, [1, 2], -1)
    expect.raises("ValueError", chunks, [], 0)
