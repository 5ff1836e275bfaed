"""Cases of `batches`."""

import random

from skillcheck.sandbox import expect


def _clock(arrivals, max_size, max_wait):
    """The rule by a clock: whole milliseconds, one after the other; arrivals first, then the timer."""
    sent, waiting, opened = [], [], 0
    for now in range((arrivals[-1] if arrivals else 0) + max_wait + 1):
        for number in [place for place, time in enumerate(arrivals) if time == now]:
            opened = now if not waiting else opened
            waiting.append(number)
            if len(waiting) == max_size:
                sent.append((now, waiting))
                waiting = []
        if waiting and now == opened + max_wait:
            sent.append((now, waiting))
            waiting = []
    return sent


def _check(batches, *arguments):
    expect.same(batches(*arguments), _clock(*arguments))


def example(batches):
    """The example from the task."""
    expect.same(batches([0, 1, 2, 3, 20], 3, 5), [(2, [0, 1, 2]), (8, [3]), (25, [4])])


def nothing(batches):
    """No arrivals, no batches; one request is waited out."""
    expect.same(batches([], 4, 10), [])
    expect.same(batches([7], 4, 10), [(17, [0])])


def size_one(batches):
    """With a size of 1 nobody waits."""
    expect.same(batches([3, 3, 9], 1, 50), [(3, [0]), (3, [1]), (9, [2])])


def no_waiting(batches):
    """With a wait of 0 only those that arrive at the same moment go together."""
    expect.same(batches([1, 1, 1, 4, 5, 5], 2, 0), [(1, [0, 1]), (1, [2]), (4, [3]), (5, [4, 5])])


def last_moment(batches):
    """A request at the very deadline still belongs to the batch; one just after opens the next."""
    expect.same(batches([0, 10], 4, 10), [(10, [0, 1])])
    expect.same(batches([0, 11], 4, 10), [(10, [0]), (21, [1])])
    expect.same(batches([0, 10, 10, 10], 2, 10), [(10, [0, 1]), (10, [2, 3])])


def waits_for_the_first(batches):
    """The wait counts from the first request of a batch, later ones do not prolong it."""
    expect.same(batches([0, 4, 8, 12], 9, 10), [(10, [0, 1, 2]), (22, [3])])


def full_at_once(batches):
    """A full batch goes when it is full, and the next opens with the next request, not before."""
    expect.same(batches([0, 1, 6, 7, 30], 2, 10), [(1, [0, 1]), (7, [2, 3]), (40, [4])])


def a_crowd(batches):
    """Many at the same moment make several full batches and a rest that waits."""
    expect.same(batches([5] * 8, 3, 4), [(5, [0, 1, 2]), (5, [3, 4, 5]), (9, [6, 7])])


def fractions_of_a_millisecond(batches):
    """Times need not be whole."""
    expect.same(batches([0.25, 0.5, 2.0], 5, 1.5), [(1.75, [0, 1]), (3.5, [2])])


def bad_arguments(batches):
    """A size below 1, a wait below 0 and arrivals out of order raise ValueError."""
    expect.raises("ValueError", batches, [1, 2], 0, 5)
    expect.raises("ValueError", batches, [1, 2], 2, -1)
    expect.raises("ValueError", batches, [1, 5, 4, 9], 2, 5)
    expect.raises("ValueError", batches, [], 0, 5)


def random_load(batches):
    """On random loads it agrees with a clock: no batch too large, nobody waits too long, order kept."""
    rng = random.Random(2)
    for max_size, max_wait, span in ((4, 6, 200), (2, 3, 60), (8, 20, 90), (3, 0, 40)):
        arrivals = sorted(rng.randint(0, span) for _ in range(50))
        _check(batches, arrivals, max_size, max_wait)
