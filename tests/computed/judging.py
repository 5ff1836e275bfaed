"""Fairness, explanation, robustness, experiments: every order tried, every corner looked at, lines fitted."""

from itertools import permutations, product

import numpy as np
from scipy import special, stats

from .search import balance, first


def fair_impact_ratio(x, n, y, m):
    return stats.contingency.relative_risk(x, n, y, m).relative_risk


def fair_opportunity_gap(ta, pa, fa, na, tb, pb, fb, nb):
    rates = np.divide([[ta, fa], [tb, fb]], [[pa, na], [pb, nb]])
    return 100 * np.diff(rates[::-1, 0])[0]


def fair_privacy_budget_split(k, eps):
    """The scale at which the density of a count shifts by the factor e^(eps / k) when one patient more is counted."""
    return balance(lambda b: stats.laplace.logpdf(0, 0, b) - stats.laplace.logpdf(0, 1, b), eps / k, 1e-3, 1e4)


def fair_invitations_missing(x, n, y, m):
    return first(lambda more: (x + more) * m * 5 >= 4 * y * n)


def fair_reweighing_factor(n, na, pos, apos):
    expected = stats.contingency.expected_freq([[apos, na - apos], [pos - apos, n - na - pos + apos]])
    return expected[0, 0] / apos


def fair_coin_protects_answer(p, y):
    return balance(lambda share: share * p / 100 + 50 * (100 - p) / 100, y, -100, 200)


def fair_rows_for_the_small_group(d, p, q):
    return first(lambda rows: 1.96 * np.sqrt(p * (100 - p) / (rows * q / 100)) <= d)


def explain_permutation_drop(s, s1, s2, s3):
    return np.mean([s - s1, s - s2, s - s3])


def explain_shap_to_probability(b, p1, p2, p3):
    return special.expit(b + p1 + p2 + p3)


def _shapley(player, players, value):
    """Return the mean of what a player adds, over all orders of joining."""
    orders = list(permutations(players))
    gains = [value[frozenset(o[: o.index(player) + 1])] - value[frozenset(o[: o.index(player)])] for o in orders]
    return sum(gains) / len(gains)


def explain_shapley_two(v1, v2, v12):
    value = {frozenset(): 0, frozenset("a"): v1, frozenset("r"): v2, frozenset("ar"): v12}
    return _shapley("a", "ar", value)


def explain_share_of_three(va, vb, vc, vab, vac, vbc, vabc):
    coalitions = zip(["", "a", "b", "c", "ab", "ac", "bc", "abc"], [0, va, vb, vc, vab, vac, vbc, vabc], strict=True)
    return _shapley("a", "abc", {frozenset(who): gain for who, gain in coalitions})


def explain_linear_contribution(b, mu, x):
    """The model's answer for this flat, less its mean answer when the area is drawn from data with this mean."""
    areas = mu + np.array([-20, -5, 5, 20])
    return 500 + b * x - np.mean(500 + b * areas)


def explain_raise_that_would_do(pt, p0, b):
    now = special.logit(p0 / 100)
    return 1000 * balance(lambda thousands: 100 * special.expit(now - b * thousands), pt, 0, 1e3)


def adv_robust_share(n, c, f):
    right = np.arange(n) < c
    right[:f] = False
    return 100 * right.mean()


def adv_fgsm_pixel(e, x, d):
    return np.clip(x + e * np.sign(d), 0, 1)


def adv_pgd_projection(x, t, a, e):
    pixel = x
    for _ in range(t):
        pixel = min(pixel + a, x + e, 255)
    return pixel


def adv_linear_worst_score(s, w1, w2, w3, e):
    weights = np.array([w1, -w2, w3])
    return min(s + weights @ (e * np.array(signs)) for signs in product([-1, 1], repeat=3))


def adv_distance_to_boundary(s, w1, w2, w3):
    shortest = np.linalg.lstsq(np.array([[w1, w2, w3]], float), np.array([-s]))[0]
    return np.linalg.norm(shortest)


def adv_membership_advantage_counts(n, m, a, b):
    said = np.concatenate([np.arange(n) < a, np.arange(m) < b])
    member = np.arange(n + m) < n
    return said[member].mean() - said[~member].mean()


def adv_many_tries_at_the_filter(p, q, c, n):
    success = np.prod([p / 100, q / 100, (100 - c) / 100])
    return 100 * stats.binom.sf(0, n, success)


def adv_certified_radius(sigma, pa, z, want):
    assert z == round(stats.norm.ppf(pa), 3)  # the stem's quantile
    return sigma * z - want


def abtest_relative_lift(kc, nc, kt, nt):
    return 100 * (stats.contingency.relative_risk(kt, nt, kc, nc).relative_risk - 1)


def abtest_users_per_arm(p, r):
    variance, delta = stats.bernoulli.var(p / 100), p / 100 * (1 + r / 100) - p / 100
    return 16 * variance / delta**2


def abtest_cuped_days(d, r):
    before, noise = np.array([1, -1, 1, -1]), np.array([1, 1, -1, -1])
    revenue = r * before + np.sqrt(1 - r**2) * noise
    adjusted = revenue - np.cov(revenue, before)[0, 1] / np.var(before, ddof=1) * before
    return d * np.var(adjusted) / np.var(revenue)


def abtest_diff_in_diff(t0, t1, c0, c1):
    north, april = np.array([1, 1, 0, 0]), np.array([0, 1, 0, 1])
    columns = np.column_stack([np.ones(4), north, april, north * april])
    return np.linalg.solve(columns, [t0, t1, c0, c1])[3]


def abtest_days_to_fill_arms(k, n, v, s):
    return first(lambda days: days * v * s >= 100 * k * n)


def abtest_weighted_by_strata(na, nb, ta, tb, ca, cb):
    return np.average(np.subtract([ta, tb], [ca, cb]), weights=[na, nb])


def abtest_effect_on_those_who_comply(st, sc, yt, yc):
    """Instrumental variables: the slope of lessons on use, both as the offer moves them."""
    return np.polyfit([sc / 100, st / 100], [yc, yt], 1)[0]


def abtest_whom_to_coax(na, nb, nc, ta, tb, tc, ca, cb, cc, v, c):
    best = -np.inf
    for letters in product([0, 1], repeat=3):
        extra = np.array([na * (ta - ca), nb * (tb - cb), nc * (tc - cc)]) / 100 * v - c * np.array([na, nb, nc])
        best = max(best, float(np.array(letters) @ extra))
    return best
