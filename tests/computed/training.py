"""Distributed training and compression: schedules drawn, rings walked, grids of codes laid out."""

import numpy as np

from .search import balance, least


def dist_scaling_efficiency(t1, tn, n):
    ideal = t1 / n
    return 100 * ideal / tn


def dist_ring_traffic(n, m):
    sent = 0.0
    for _ in ("reduce-scatter", "all-gather"):
        for _ in range(n - 1):
            sent += m / n
    return sent


def dist_optimizer_sharding(p, n):
    bytes_each = {"weights": 2, "gradients": 2, "optimiser": 12}
    return sum(p * size / (n if name == "optimiser" else 1) for name, size in bytes_each.items())


def dist_rate_for_more_gpus(b0, lr, g, m):
    return np.interp(g * m, [0, b0, 1000 * b0], [0, lr, 1000 * lr])


def dist_serial_part_limits(t, s, n):
    alone = t * s / 100
    return max(alone + part for part in np.full(n, (t - alone) / n))


def dist_idle_pipeline(p, m):
    busy = np.zeros((p, 2 * (m + p - 1)))
    for stage in range(p):
        busy[stage, stage : stage + m] = 1
        backward = m + p - 1 + (p - 1 - stage)
        busy[stage, backward : backward + m] = 1
    return 100 * (1 - busy.mean())


def dist_hidden_all_reduce(f, bw, mb, n, gbps):
    chunk = mb / n / gbps  # ms of one of 2 (n - 1) transfers
    sending = sum(chunk for _ in range(2 * (n - 1)))
    return max(f + bw, f + sending)


def dist_minutes_between_checkpoints(n, days, c):
    failures = days * 24 * 60 / n
    return least(lambda gap: c / gap + gap / (2 * failures), 0.1, 1e4)


def compress_rounding_error(r, b):
    return np.diff(np.linspace(-r, r, 2**b)).max() / 2


def compress_affine_code(lo, hi, x):
    step = (hi - lo) / 255
    codes = np.arange(256)
    values = step * (codes - np.rint(-lo / step))
    return codes[np.abs(values - x).argmin()]


def compress_sparse_storage(p, z):
    kept = np.dtype([("value", "f2"), ("index", "u4")])
    return kept.itemsize * p * (1 - z / 100)


def compress_group_scales_count(p, b, g):
    group = g * b + 16 + 16  # bits
    return p / g * group / 8


def compress_separable_multiplications(cin, w, cout):
    depthwise, pointwise = np.broadcast_shapes((w, w, cin, 3, 3)), (w, w, cin, cout)
    return (np.prod(depthwise) + np.prod(pointwise)) / 1e6


def compress_teacher_and_labels(kl, ce, t, al):
    return np.average([t * t * kl, ce], weights=[al, 1 - al])


def compress_needed_layer_speedup(t, p, goal):
    def time(factor):
        return t * p / 100 / factor + t * (100 - p) / 100

    return balance(time, goal, 1, 1e3)
