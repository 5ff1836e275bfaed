"""Cases of `kfold_indices`."""

from skillcheck.sandbox import expect


def _pairs(kfold_indices, n, k, seed):
    got = expect.instance(kfold_indices(n, k, seed), list, tuple)
    expect.that(len(got) == k, f"It returned {len(got)} pairs, wants {k}.")
    pairs = []
    for pair in got:
        expect.that(type(pair) in (tuple, list) and len(pair) == 2, "A fold is not a pair (train, test).")
        pairs.append(tuple([int(row) for row in expect.array(part)] for part in pair))
    return pairs


def every_row_is_tested_once(kfold_indices):
    """Every row is in exactly one test fold."""
    for n, k in ((10, 3), (12, 4), (7, 7), (5, 2)):
        tested = sorted(row for _, test in _pairs(kfold_indices, n, k, 0) for row in test)
        expect.same(tested, list(range(n)))


def train_is_the_rest(kfold_indices):
    """The training rows are all rows but the fold's own, each once."""
    for train, test in _pairs(kfold_indices, 11, 4, 3):
        expect.same(sorted(train + test), list(range(11)))


def even_sizes(kfold_indices):
    """The sizes of the folds differ by at most one."""
    for n, k in ((10, 3), (14, 4), (11, 5), (103, 10)):
        sizes = [len(test) for _, test in _pairs(kfold_indices, n, k, 1)]
        expect.that(max(sizes) - min(sizes) <= 1, f"For n={n}, k={k} the folds have the sizes {sizes}.")


def shuffled(kfold_indices):
    """Rows are shuffled: a fold is no run of neighbours, and no regular comb."""
    steps = set()
    for _, test in _pairs(kfold_indices, 100, 5, 2):
        rows = sorted(test)
        steps |= {later - earlier for earlier, later in zip(rows, rows[1:])}
    expect.that(len(steps) > 2, f"Within the folds, rows are always {sorted(steps)} apart.")


def repeatable(kfold_indices):
    """The same seed gives the same folds, another seed other ones."""
    first = _pairs(kfold_indices, 30, 3, 8)
    expect.that(_pairs(kfold_indices, 30, 3, 8) == first, "Two calls with seed 8 gave different folds.")
    expect.that(_pairs(kfold_indices, 30, 3, 9) != first, "Seeds 8 and 9 gave the same folds.")


def leave_one_out(kfold_indices):
    """With k = n every fold is one row."""
    expect.same([len(test) for _, test in _pairs(kfold_indices, 6, 6, 0)], [1] * 6)


def impossible_k(kfold_indices):
    """A k below 2 or above n raises ValueError."""
    expect.raises("ValueError", kfold_indices, 10, 1, 0)
    expect.raises("ValueError", kfold_indices, 10, 0, 0)
    expect.raises("ValueError", kfold_indices, 3, 4, 0)
