"""Statistics, linear algebra and calculus: by distributions, matrices and numerical derivatives."""

import numpy as np
from scipy import stats
from scipy.spatial.distance import cosine

from .search import first

SLACK = 1e-9


def stats_ci_halfwidth(n, s):
    return 1.96 * stats.sem(s * stats.zscore(np.arange(n), ddof=1))


def stats_bayes_screen(se, wrong, prev):
    joint = np.outer([prev, 100 - prev], [1, 1]) * [[se, 100 - se], [wrong, 100 - wrong]]
    return 100 * (joint / joint.sum(axis=0))[0, 0]


def stats_familywise(m, a):
    return 100 * stats.binom.sf(0, m, a / 100)


def stats_cost_deviation(s, fix, rate):
    weights = 20 + s * np.array([-1, 1, -1, 1])
    return np.std(fix + rate * weights)


def stats_rows_to_add(n, f):
    width = np.sqrt(1 / n)
    return first(lambda more: np.sqrt(1 / (n + more)) <= width / f + SLACK * width)


def stats_no_failures(n, c):
    return 100 * stats.beta.ppf(c / 100, 1, n)


def stats_latency_sum(s1, s2, rho):
    return np.sqrt(_covariance(s1, s2, rho).sum())


def stats_paired_models(n, s1, s2, rho, gap):
    difference = np.array([1, -1])
    return gap / np.sqrt(difference @ _covariance(s1, s2, rho) @ difference / n)


def _covariance(s1, s2, rho):
    spread = np.diag([s1, s2])
    return spread @ [[1, rho], [rho, 1]] @ spread


def linalg_gd_step(centre, rate, start):
    return start - rate * _slope(lambda w: (w - centre) ** 2, start)


def _slope(function, at, step=1e-3):
    return (function(at + step) - function(at - step)) / (2 * step)


def linalg_cosine(ux, uy, vx, vy):
    return 1 - cosine([ux, uy], [vx, vy])


def linalg_stable_rate(steep, flat):
    hessian = np.array([[2 * steep, 0], [0, 2 * flat]])
    return 2 / np.linalg.eigvalsh(hessian).max()


def linalg_rank_budget(rows, cols, share):
    return max(r for r in range(1, cols) if 100 * r * (rows + cols) <= share * rows * cols)


def linalg_product_count(m, k, n):
    return (np.ones((m, k)) @ np.ones((k, n))).sum()


def linalg_inner_derivative(a, b, x):
    return (np.poly1d([a, b]) ** 3).deriv()(x)


def linalg_orthogonal_part(u1, u2, u3, v1, v2, v3):
    u, v = np.array([u1, u2, u3], float), np.array([[v1], [v2], [v3]], float)
    return np.linalg.norm(u - v @ np.linalg.lstsq(v, u)[0])


def linalg_truncated_error(a, b, c, d):
    turn, _ = np.linalg.qr(np.vander([1.0, 2, 3, 4]))
    matrix = turn @ np.diag([a, b, c, d]) @ turn.T
    left, sizes, right = np.linalg.svd(matrix)
    best = left[:, :2] @ np.diag(sizes[:2]) @ right[:2]
    return 100 * np.linalg.norm(matrix - best) / np.linalg.norm(matrix)
