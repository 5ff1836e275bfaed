"""Metrics: scikit-learn's own, on rows that have the counts of the stem."""

from itertools import combinations

import numpy as np
from scipy import stats
from sklearn.metrics import cohen_kappa_score, f1_score, log_loss, recall_score

from .search import balance, first


def metrics_f1_counts(tp, fp, fn, tn):
    return f1_score([1, 0, 1, 0], [1, 1, 0, 0], sample_weight=[tp, fp, fn, tn])


def metrics_log_loss(p1, p2, p3):
    return log_loss([1, 1, 1], [p1, p2, p3], labels=[0, 1])


def metrics_cost_threshold(false_alarm, miss):
    return balance(lambda p: (1 - p) * false_alarm - p * miss, 0, 0, 1)


def metrics_fpr_budget(q, t, prec):
    def precision(rate):
        alerts = np.array([q * t, (100 - q) * rate])
        return 100 * alerts[0] / alerts.sum()

    return balance(precision, prec, 0, 100)


def metrics_rmse_three(e1, e2, e3):
    return np.linalg.norm([e1, -e2, e3]) / np.sqrt(3)


def metrics_macro_recall(n1, n2, n3, h1, h2, h3):
    weights = [h1, n1 - h1, h2, n2 - h2, h3, n3 - h3]
    return 100 * recall_score([0, 0, 1, 1, 2, 2], [0, 1, 1, 2, 2, 0], average="macro", sample_weight=weights)


def metrics_calibration_gap(n1, n2, n3, c1, c2, c3, a1, a2, a3):
    said, seen = np.repeat([[c1, c2, c3], [a1, a2, a3]], [n1, n2, n3], axis=1)
    return np.abs(said - seen).mean()


def metrics_weighted_percent_error(y1, y2, y3, e1, e2, e3):
    shares = np.array([e1, e2, e3]) / [y1, y2, y3]
    return 100 * np.average(shares, weights=[y1, y2, y3])


def metrics_rows_for_recall(half, t, q):
    def width(rows):
        positives = rows * q / 100
        return 1.96 * 100 * np.sqrt(t / 100 * (1 - t / 100) / positives)

    return balance(width, half, 1, 1e7)


def llm_eval_win_rate_ties(w, l, t):  # noqa: E741 - the stem's own name
    return 100 * np.repeat([1, 0.5, 0], [w, t, l]).mean()


def llm_eval_judge_kappa(a, d, b, c):
    return cohen_kappa_score([1, 0, 1, 0], [1, 0, 0, 1], sample_weight=[a, d, b, c])


def llm_eval_prompts_for_drop(drop, rate, p, z):
    return first(lambda n: drop / 100 >= z * np.sqrt(2 * p * (1 - p) / n) * (1 - 1e-12))


def llm_eval_supported_claims(s1, n1, s2, n2, s3, n3):
    return 100 * np.average([s1 / n1, s2 / n2, s3 / n3], weights=[n1, n2, n3])


def llm_eval_pass_at_two(n, c):
    return np.mean([one < c or other < c for one, other in combinations(range(n), 2)])


def llm_eval_no_failure_seen(n, conf):
    return 100 * stats.beta.ppf(conf / 100, 1, n)


def llm_eval_corrected_pass_rate(seen, se, wrong):
    good, _ = np.linalg.solve([[se, wrong], [1, 1]], [seen, 1])
    return 100 * good


def drift_psi_three_bins(e1, e2, e3, a1, a2, a3):
    trained, now = np.array([e1, e2, e3]) / 100, np.array([a1, a2, a3]) / 100
    return stats.entropy(now, trained) + stats.entropy(trained, now)


def drift_weekly_alarms(f, alpha):
    return stats.binom.mean(7 * f, alpha)


def drift_labels_for_alarm(p, d):
    return first(lambda n: 1.96 * np.sqrt(p * (100 - p) / n) <= d * (1 + 1e-12))


def drift_mix_moves_accuracy(a, b, s0, s1):
    before, after = (np.average([a, b], weights=[share, 100 - share]) for share in (s0, s1))
    return after - before


def drift_unripe_chargebacks(m, n, k):
    return 100 * balance(lambda frauds: frauds * m / 100, k, 0, n) / n


def drift_cusum_five_days(m, k, x1, x2, x3, x4, x5):
    total = 0.0
    for x in (x1, x2, x3, x4, x5):
        total = max(0.0, total + x - m - k)
    return total


def drift_recall_from_two_samples(f, h, big, s, j):
    weights = [1, 1, big * 1000 / s, big * 1000 / s]  # each checked row stands for so many
    counts = [h, f - h, j, s - j]
    return 100 * recall_score([1, 0, 1, 0], [1, 1, 0, 0], sample_weight=np.multiply(weights, counts))
