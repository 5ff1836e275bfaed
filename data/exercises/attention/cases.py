"""Cases of `attention`."""

import math

import numpy as np

from skillcheck.sandbox import expect


def _attend(attention, Q, K, V, *mask):
    got = expect.instance(attention(Q, K, V, *mask), tuple, list)
    expect.that(len(got) == 2, f"It returned {len(got)} things, wants two: output and weights.")
    return expect.array(got[0], (len(Q), V.shape[1])), expect.array(got[1], (len(Q), len(K)))


def _by_loop(Q, K, V, mask):
    """The formula, number by number."""
    weights = np.zeros((len(Q), len(K)))
    for i in range(len(Q)):
        scores = [sum(a * b for a, b in zip(Q[i], K[j])) / math.sqrt(Q.shape[1]) for j in range(len(K))]
        top = max(score for j, score in enumerate(scores) if mask[i, j])
        parts = [math.exp(score - top) if mask[i, j] else 0.0 for j, score in enumerate(scores)]
        weights[i] = [part / sum(parts) for part in parts]
    return weights @ V, weights


def _data(n, m, d, e, seed=0):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, d)), rng.normal(size=(m, d)), rng.normal(size=(m, e))


def example(attention):
    """The example from the task."""
    output, weights = _attend(attention, np.zeros((1, 4)), np.ones((2, 4)), np.array([[0.0], [10.0]]))
    expect.close_array(output, [[5]])
    expect.close_array(weights, [[0.5, 0.5]])


def by_loop(attention):
    """Without a mask it agrees with the formula, also when n, m, d and e all differ."""
    Q, K, V = _data(3, 5, 4, 2)
    output, weights = _attend(attention, Q, K, V)
    wanted, shares = _by_loop(Q, K, V, np.ones((3, 5), bool))
    expect.close_array(weights, shares)
    expect.close_array(output, wanted)


def rows_sum_to_one(attention):
    """Every row of the weights sums to 1, for a square of queries and keys too."""
    _, weights = _attend(attention, *_data(6, 6, 3, 3, seed=1))
    expect.close_array(weights.sum(axis=1), np.ones(6))


def causal_mask(attention):
    """Behind a causal mask nothing of the future is seen: weights are exactly 0 and later values change nothing."""
    Q, K, V = _data(5, 5, 4, 3, seed=2)
    mask = np.tril(np.ones((5, 5), bool))
    output, weights = _attend(attention, Q, K, V, mask)
    expect.that(bool((weights[~mask] == 0).all()), "A weight where the mask is False is not exactly 0.")
    expect.close_array(weights, _by_loop(Q, K, V, mask)[1])
    later = V.copy()
    later[3:] += 100
    expect.close_array(_attend(attention, Q, K, later, mask)[0][:3], output[:3])


def one_key(attention):
    """With one key its value comes out, whatever the query."""
    Q, K, V = _data(3, 1, 4, 2, seed=3)
    expect.close_array(_attend(attention, Q, K, V)[0], np.repeat(V, 3, axis=0))


def same_shift_for_all_keys(attention):
    """A vector added to all keys moves each row's scores alike and changes nothing."""
    Q, K, V = _data(4, 6, 5, 2, seed=4)
    shifted = _attend(attention, Q, K + np.arange(5.0), V)[0]
    expect.close_array(shifted, _attend(attention, Q, K, V)[0], 1e-8)


def large_scores(attention):
    """Scores of thousands do not overflow, even when the largest one is masked."""
    Q, K, V = np.array([[100.0], [-100.0]]), np.array([[50.0], [40.0], [39.995]]), np.array([[1.0], [2.0], [4.0]])
    mask = np.array([[False, True, True], [True, True, True]])
    expect.close_array(_attend(attention, Q, K, V, mask)[1], _by_loop(Q, K, V, mask)[1])
