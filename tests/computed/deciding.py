"""System design, research and communication: states enumerated, budgets spent, break-even points searched."""

from itertools import product

import numpy as np
import pandas as pd
from scipy import integrate, stats

from .search import balance, last


def comm_yearly_saving(a, b, m, w):
    days = pd.date_range("2026-01-01", "2026-12-31")
    return len(days) * (a - b) * (pd.Timedelta(minutes=m) / pd.Timedelta(hours=1)) * w


def comm_relative_reduction(a, b):
    return -100 * pd.Series([a, b]).pct_change().iloc[-1]


def comm_of_hundred_flagged(p, r, f):
    claims = np.array([[p * r, p * (100 - r)], [(100 - p) * f, (100 - p) * (100 - f)]])
    return 100 * claims[0, 0] / claims[:, 0].sum()


def comm_calls_per_customer_kept(a, b):
    return balance(lambda calls: calls * a / 100 - calls * b / 100, 1, 0, 1e4)


def comm_months_until_it_pays(c, r, s, w):
    balance_, months = -c, w
    while balance_ < 0:
        balance_, months = balance_ + s - r, months + 1
    return months


def comm_cautious_yearly_figure(mid, n, lo, hi, v, c):
    return n * lo / 100 * v - n * c


def design_flag_value(n, p, v, c):
    return np.average([v - c, -c], weights=[p, 100 - p]) * n


def design_buy_or_host(p, f, v):
    return balance(lambda thousands: p * thousands - v * thousands, f, 0, 1e7)


def _answered(gateway, store, model, fallback):
    """Return the probability of an answer, over all states of the four parts."""
    total = 0.0
    for up in product([True, False], repeat=4):
        chances = [one if works else 1 - one for one, works in zip((gateway, store, model, fallback), up, strict=True)]
        if up[0] and up[1] and (up[2] or up[3]):
            total += np.prod(chances)
    return total


def design_downtime_with_fallback(a1, a2, m, b):
    return 43200 * (1 - _answered(a1 / 100, a2 / 100, m / 100, b / 100))


def design_log_storage(r, b, d, k, z):
    seconds = pd.Timedelta(days=d) / pd.Timedelta(seconds=1)
    return r * seconds * b * z / 100 * k / 1e12


def design_time_left_for_model(l, g, a, b, w, res):  # noqa: E741 - the stem's own name
    return balance(lambda model: g + max(a, b) + model + w, l - l * res / 100, -1e3, 1e3)


def design_score_all_or_on_visit(u, c, d, a, k):
    users = u * 1e6
    nightly, visits = users / 1000 * c, users * a / 100 * k
    return nightly - visits / 1000 * d


def design_candidates_for_heavy_model(n, s, h, o, l):  # noqa: E741 - the stem's own name
    return last(lambda k: o + n * 1000 * s / 1000 + k * h / 1000 <= l)


def design_downtime_to_allow(t, g, b):
    model = balance(lambda up: 100 * _answered(g / 100, 1.0, up, b / 100), t, 0, 1)
    return 43200 * (1 - model)


def research_ablation_hours(k, s, h):
    variants = ["full", *(f"without {component}" for component in range(k))]
    return sum(h for _ in variants for _ in range(s))


def research_seed_interval(n, s, df, t):
    assert t == round(stats.t.ppf(0.975, n - 1), 3)  # the stem's quantile
    return t * stats.sem(s * stats.zscore(np.arange(n), ddof=1))


def research_training_days(p, d, g, peak, u):
    work, rate = 6 * (p * 1e9) * (d * 1e9), g * peak * 1e12 * u / 100
    return pd.Timedelta(seconds=work / rate) / pd.Timedelta(days=1)


def research_power_law_step(l1, l2):
    slope, start = np.polyfit([7, 8], np.log10([l1, l2]), 1)
    return 10 ** (start + slope * 10)


def research_seeds_in_budget(b, k, h, g, r):
    return last(lambda runs: runs * h * g <= b * (100 - r) / 100)


def research_standardised_gain(m1, s1, m0, s0):
    spread = np.array([-1, 1]) / np.sqrt(2)  # sample variance 1
    new, old = m1 + s1 * spread, m0 + s0 * spread
    pooled = (np.var(new, ddof=1) + np.var(old, ddof=1)) / 2
    return (new.mean() - old.mean()) / np.sqrt(pooled)


def research_tokens_per_parameter(c, e, k):
    return balance(lambda billions: 6 * (billions * 1e9) * (k * billions * 1e9) / 10**e, c, 0, 1e5)


def _expected_maximum(k):
    return integrate.quad(lambda x: x * k * stats.norm.pdf(x) * stats.norm.cdf(x) ** (k - 1), -8, 8)[0]


_MAXIMA = {k: round(_expected_maximum(k), 3) for k in (3, 5, 10, 20)}


def research_luck_of_the_best_seed(k, best, base, s, z):
    assert z == _MAXIMA[k]  # the stem's constant
    return best - z * s - base
