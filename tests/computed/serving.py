"""Serving, scaling and the edge: queues, schedules and budgets gone through step by step."""

import numpy as np
from scipy import stats

from .search import balance, first, last


def serving_cache_latency(c, h, m):
    return np.average([c, c + m], weights=[h, 100 - h])


def serving_canary_size(p, conf):
    return first(lambda n: stats.binom.sf(0, n, p / 100) >= conf / 100)


def serving_nightly_saving(n, m, h, p):
    online, batch = np.full((30, 24), n), np.zeros((30, 24))
    batch[:, :h] = m
    return p * (online - batch).sum()


def serving_staged_rollout_harm(s1, a, s2, b, r, e, d):
    share = np.full(a + b + d, 100.0)
    share[:a], share[a : a + b] = s1, s2
    return (share[:d] / 100 * r * 60 * e / 100).sum()


def scale_requests_in_flight(r, w):
    """Arrivals at even distances, each staying for the mean time: those present just before the last one leaves."""
    return np.sum(np.full(r, w)) / 1000  # seconds spent in the service per second


def scale_slowest_shard(k, q):
    return 100 * stats.binom.sf(0, k, q / 100)


def scale_replica_count(r, s, u):
    return first(lambda replicas: r * s / 1000 / replicas <= u / 100)


def scale_error_budget_burn(a, s, h):
    minutes = np.zeros(30 * 24 * 60)
    minutes[: round(60 * h)] = s / 100
    return 100 * minutes.mean() / (1 - a / 100)


def scale_cost_per_million(p, r, u):
    hours = balance(lambda hours: hours * 3600 * r * u / 100, 1e6, 0, 1e6)
    return hours * p


def scale_spare_replicas(g, c, s):
    return first(lambda spare: spare * c >= g * s)


def scale_time_in_queue_model(s, r):
    """Little's law on the queue's own distribution of lengths."""
    load = r * s / 1000
    lengths = np.arange(4000)
    waiting = (lengths * (1 - load) * load**lengths).sum()
    return 1000 * waiting / r


def scale_chats_on_one_gpu(l, h, d, m, t):  # noqa: E741 - the stem's own name
    token = l * np.zeros((2, h, d), np.float16).nbytes
    return last(lambda sequences: sequences * t * token <= m * 10**9)


def scale_largest_batch_in_time(a, b, limit):
    return last(lambda batch: (a + b * batch) + (a + b * batch) <= limit)


def edge_pipelined_frame_rate(a, b, c):
    """Frames go in as fast as they can; the distance of the last two that come out."""
    free, ends = np.zeros(3), []
    for _ in range(60):
        ready = 0.0
        for unit, length in enumerate((a, b, c)):
            ready = free[unit] = max(ready, free[unit]) + length
        ends.append(ready)
    return 1000 / (ends[-1] - ends[-2])


def edge_peak_activations(a0, a1, a2, a3):
    return np.convolve([a0, a1, a2, a3], [1, 1], mode="valid").max()


def edge_battery_hours(e, p, j, f):
    per_second = p / 1000 + f * j / 1000  # joules
    return balance(lambda hours: hours * 3600 * per_second, e * 3600, 0, 1e5)


def edge_fleet_download(m, n, q, d):
    sizes = np.repeat([m * d / 100, m], [q, 100 - q])  # of a hundred phones
    return sizes.mean() * n * 1000 / 1e6


def edge_back_to_the_cpu(npu, k, c, t):
    total = npu
    for _ in range(k):
        total += t + c + t
    return total


def edge_two_model_slots(f, s, b, h):
    return balance(lambda weights: s + 2 * weights * b / 8 * (100 + h) / 100, f, 0, 1e4)


def edge_heat_sets_the_pace(lim, idle, act, t):
    def power(rate):
        busy = rate * t / 1000
        return busy * act + (1 - busy) * idle

    return balance(power, lim, 0, 1e4)
