"""Networks: arrays of the shapes in question, masks, loops, and derivatives by small steps."""

from itertools import zip_longest

import numpy as np
import pandas as pd
from scipy import integrate, special, stats
from sklearn.metrics import mean_pinball_loss

from .search import balance, last, least

_SQUARE_OF_RELU = integrate.quad(lambda z: z**2 * stats.norm.pdf(z), 0, np.inf)[0]


def _size(*shapes):
    return sum(int(np.prod(shape)) for shape in shapes)


def nn_mlp_parameter_count(d, h, k):
    return _size((d, h), (h,), (h, k), (k,))


def nn_first_batch_loss(classes):
    return stats.entropy(np.ones(classes))


def nn_gradient_through_relu(x, w, b, v, t):
    def loss(weight):
        return (v * max(0.0, weight * x + b) - t) ** 2

    return (loss(w + 1e-4) - loss(w - 1e-4)) / 2e-4


def nn_he_initial_deviation(fan_in, fan_out):
    """The variance of a sum of `fan_in` products is that of a standard normal before the ReLU."""
    return np.sqrt(1 / (fan_in * _SQUARE_OF_RELU))


def nn_adam_first_moment(g1, g2):
    moment = 0.0
    for gradient in (g1, g2):
        moment = 0.9 * moment + 0.1 * gradient
    return moment / (1 - 0.9**2)


def nn_bias_for_rare_class(rate, floor_loss):
    return balance(special.expit, rate / 100, -30, 30)


def dl_adam_training_memory(P):
    return np.zeros((4, 100), np.float32).nbytes / 100 * P


def dl_linear_schedule_rate(peak, warm, total, step):
    return np.interp(step, [0, warm, total], [0, peak, 0])


def dl_loader_steps_per_run(B, N, E):
    return len(list(range(0, N, B))) * E


def dl_dynamic_padding_waste(l1, l2, l3, l4, M):
    first, second = zip_longest([0] * l1, [0] * l2), zip_longest([0] * l3, [0] * l4)
    return sum(place.count(None) for batch in (first, second) for place in batch)


def dl_accumulation_under_memory(M, P, a, E):
    micro = last(lambda rows: 2 + 4 * 4 * P / 1000 + a * rows <= M)
    return len(range(0, E, micro))


def cnn_output_volume(C, K, S, P, W):
    starts = range(-P, W + P - K + 1, S)
    return C * len(starts) ** 2


def cnn_iou_of_boxes(ax, ay, bx1, by1, bx2, by2):
    true, predicted = np.zeros((2, 180, 180), bool)
    true[10:ax, 10:ay] = True
    predicted[bx1:bx2, by1:by2] = True
    return (true & predicted).sum() / (true | predicted).sum()


def cnn_receptive_field_strides(k1, s1, k2, s2, k3):
    width = 1
    for kernel, stride in ((k3, 1), (k2, s2), (k1, s1)):
        width = (width - 1) * stride + kernel
    return width


def cnn_layer_parameters(W, cin, cout, K):
    return _size((cout, cin, K, K), (cout,))


def cnn_average_precision_ranks(G, n, r1, r2, r3):
    hits = np.isin(np.arange(1, n + 1), [r1, r2, r3])
    return (hits.cumsum() / np.arange(1, n + 1))[hits].sum() / G


def cnn_vit_attention_growth(p, s1, s2):
    before, after = (len(range(0, side, p)) ** 2 + 1 for side in (s1, s2))
    return after**2 / before**2


def cnn_tiles_for_small_objects(W, H, T, s, ms):
    def along(side):
        end, tiles = T, 1
        while end < side:
            end, tiles = end + T - s, tiles + 1
        return tiles

    return along(W) * along(H) * ms / 1000


def sequence_gradient_decay(w, steps):
    gradient = 1.0
    for _ in range(steps):
        gradient *= w
    return gradient


def sequence_lstm_parameters(d, h):
    return sum(_size((d, h), (h, h), (h,)) for _ in ("input", "forget", "cell", "output"))


def sequence_newsvendor_quantile(under, over):
    return least(lambda q: under * (1 - q) ** 2 / 2 + over * q**2 / 2, 0, 1)


def sequence_mase_from_history(y1, y2, y3, y4, y5, m):
    return m / np.abs(np.diff([y1, y2, y3, y4, y5])).mean()


def sequence_pinball_two_days(q, f, ya, yb):
    return mean_pinball_loss([ya, yb], [f, f], alpha=q)


def sequence_exponential_smoothing(alpha, l0, y1, y2, y3):
    return pd.Series([l0, y1, y2, y3]).ewm(alpha=alpha, adjust=False).mean().iloc[-1]


def attention_causal_pairs(n):
    return np.tri(n).sum()


def attention_weight_two_keys(s1, s2, dk):
    return special.softmax(np.array([s1, s2]) / np.sqrt(dk))[0]


def attention_score_memory(B, H, n):
    return _size((B, H, n, n)) * np.dtype(np.float16).itemsize / 1e6


def attention_block_parameters(d, hidden):
    return _size(*[(d, d)] * 4, (d, hidden), (hidden, d)) / 1e6


def attention_grouped_query_weights(d, H, e, kv):
    return _size((d, H * e), (d, kv * e), (d, kv * e), (H * e, d)) / 1e6


def attention_sliding_window_pairs(n, w):
    return (np.tri(n) - np.tri(n, k=-w)).sum()


def attention_quadratic_crossover(d, hidden):
    rest = 2 * _size(*[(d, d)] * 4, (d, hidden), (hidden, d))
    return balance(lambda n: 2 * n * d + 2 * n * d, rest, 0, 1e7)


def recommender_predicted_rating(mu, bu, bi, u1, u2, v1, v2):
    return np.dot([mu, bu, bi, u1, u2], [1, 1, 1, v1, v2])


def recommender_ips_estimate(N, m, a, p1, b, p2):
    weighted = np.zeros(N)
    weighted[:a], weighted[a : a + b] = 1 / p1, 1 / p2
    return weighted.mean()


def recommender_factor_parameters(U, I, k):  # noqa: E741 - the stem's own name
    return _size((U, k), (I, k), (U,), (I,), ())


def recommender_item_cosine(na, nb, both):
    tent, bag = np.zeros((2, na + nb))
    tent[:na], bag[na - both : na - both + nb] = 1, 1
    return tent @ bag / np.linalg.norm(tent) / np.linalg.norm(bag)


def recommender_ndcg_three_hits(r1, r2, r3):
    relevant = np.isin(np.arange(1, 16), [r1, r2, r3])
    discount = 1 / np.log2(np.arange(2, 17))
    return relevant @ discount / (np.sort(relevant)[::-1] @ discount)


def recommender_position_corrected_ratio(ea, eb, na, ka, nb, kb):
    return balance(lambda times: ka / (na * ea) * times * nb * eb, kb, 0, 1e4)
