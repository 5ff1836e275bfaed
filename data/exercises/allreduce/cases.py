"""Cases of `ring_allreduce`."""

import numpy as np

from skillcheck.sandbox import expect


def _reduce(ring_allreduce, gradients):
    got = expect.instance(ring_allreduce(gradients), tuple, list)
    expect.that(len(got) == 2, f"It returned {len(got)} things, wants two: results and sent.")
    results, sent = (expect.instance(part, list) for part in got)
    expect.that(len(results) == len(gradients), f"There are {len(results)} results for {len(gradients)} workers.")
    return [expect.array(result, gradients[0].shape) for result in results], sent


def _random(workers, length, seed=0):
    return list(np.random.default_rng(seed).normal(size=(workers, length)))


def _sums_in_ring_order(gradients):
    """Each piece starts at the worker of its number and is added to, worker after worker."""
    n = len(gradients)
    pieces = [np.array_split(gradient, n) for gradient in gradients]
    total = []
    for piece in range(n):
        value = pieces[piece][piece]
        for step in range(1, n):
            value = pieces[(piece + step) % n][piece] + value
        total.append(value)
    return np.concatenate(total)


def _counts(workers, length):
    """What each worker sends: in 2 (N - 1) steps the pieces (i - s) modulo N."""
    sizes = [len(piece) for piece in np.array_split(np.arange(length), workers)]
    return [sum(sizes[(i - s) % workers] for s in range(2 * (workers - 1))) for i in range(workers)]


def example(ring_allreduce):
    """The example from the task."""
    results, sent = _reduce(ring_allreduce, [np.array([1.0, 2.0]), np.array([10.0, 20.0])])
    expect.close_array(results, [[11, 22]] * 2)
    expect.same(sent, [2, 2])


def sums(ring_allreduce):
    """Every worker ends with the sum, for two to seven workers."""
    for workers in range(2, 8):
        gradients = _random(workers, 3 * workers, seed=workers)
        results, _ = _reduce(ring_allreduce, gradients)
        expect.close_array(results, [sum(gradients)] * workers)


def volume(ring_allreduce):
    """Each worker sends 2 (N - 1) / N of its gradient: with 5 workers and 20 numbers 32, no more and no less."""
    expect.same(_reduce(ring_allreduce, _random(5, 20))[1], [32] * 5)
    expect.same(_reduce(ring_allreduce, _random(2, 6))[1], [6] * 2)


def unequal_pieces(ring_allreduce):
    """Where the length is not a multiple of N the workers send different amounts, and the sums are right."""
    for workers, length in ((3, 7), (4, 10), (5, 8)):
        gradients = _random(workers, length, seed=length)
        results, sent = _reduce(ring_allreduce, gradients)
        expect.close_array(results, [sum(gradients)] * workers)
        expect.same(sent, _counts(workers, length))


def more_workers_than_numbers(ring_allreduce):
    """Some pieces may be empty: six workers and two numbers."""
    gradients = _random(6, 2, seed=9)
    results, sent = _reduce(ring_allreduce, gradients)
    expect.close_array(results, [sum(gradients)] * 6)
    expect.same(sent, _counts(6, 2))


def equal_to_the_last_bit(ring_allreduce):
    """Rounding is the same for all: each piece is summed in the order of the ring, and then only copied."""
    scales = [1e16, 1.0, -1e16, 3.0, 0.1]
    gradients = [scale * np.ones(10) + np.arange(10) for scale in scales]
    results, _ = _reduce(ring_allreduce, gradients)
    wanted = _sums_in_ring_order(gradients)
    for worker, result in enumerate(results):
        same = bool((result == wanted).all())
        expect.that(same, f"Worker {worker} holds {result.tolist()}, the ring gives {wanted.tolist()}.")


def one_worker(ring_allreduce):
    """One worker keeps its gradient and sends nothing."""
    results, sent = _reduce(ring_allreduce, [np.array([4.0, 5.0, 6.0])])
    expect.close_array(results, [[4, 5, 6]])
    expect.same(sent, [0])


def whole_numbers(ring_allreduce):
    """Small whole numbers do not wrap round."""
    results, _ = _reduce(ring_allreduce, [np.full(3, 100, dtype=np.int8)] * 3)
    expect.close_array(results, [[300] * 3] * 3)


def bad_input(ring_allreduce):
    """No worker, and gradients of different lengths, raise ValueError."""
    expect.raises("ValueError", ring_allreduce, [])
    expect.raises("ValueError", ring_allreduce, [np.ones(4), np.ones(4), np.ones(3)])
    expect.raises("ValueError", ring_allreduce, [np.ones(4), np.ones(1)])
