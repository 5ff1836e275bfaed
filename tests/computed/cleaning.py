"""Wrangling, features, charts and framing: in pandas and scikit-learn, on rows made to measure."""

from fractions import Fraction
from math import ceil

import numpy as np
import pandas as pd
from scipy import sparse, stats
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.preprocessing import MinMaxScaler, OneHotEncoder, PolynomialFeatures, StandardScaler

from .search import balance


def wrangling_merge_rows(left, right, single):
    others = list(range(100, 100 + single))
    visits, bills = (pd.DataFrame({"patient": [17] * rows + others}) for rows in (left, right))
    return len(visits.merge(bills, on="patient"))


def wrangling_minmax_beyond(lo, hi, x):
    return MinMaxScaler().fit([[lo], [hi]]).transform([[x]])[0, 0]


def wrangling_original_units(m, s, z):
    return StandardScaler().fit([[m - s], [m + s]]).inverse_transform([[z]])[0, 0]


def wrangling_ffill_limit(g1, g2, g3, limit):
    column = pd.Series([1.0, *[np.nan] * g1, 2.0, *[np.nan] * g2, 3.0, *[np.nan] * g3, 4.0])
    return column.ffill(limit=limit).isna().sum()


def wrangling_sentinel_mean(n, total, k):
    return balance(lambda level: np.average([level, 9999], weights=[n - k, k]), total / n, 0, 9999)


def wrangling_missing_alarm(n, p, z):
    return p + z * 100 * stats.binom.std(n, p / 100) / n


def features_onehot_columns(n, c, m):
    rows = np.repeat(np.arange(m)[:, None], c, axis=1)
    return len(OneHotEncoder(drop="first").fit(rows).get_feature_names_out()) + n


def features_poly_columns(d):
    return PolynomialFeatures(degree=2, include_bias=False).fit(np.zeros((1, d))).n_output_features_


def features_smoothed_target(n, y, g, m):
    return np.average([y, g], weights=[n, m])


def features_ngram_count(w, top):
    document = " ".join(f"word{place}" for place in range(w))
    return CountVectorizer(ngram_range=(1, top)).fit_transform([document]).sum()


def features_complete_rows(shops, n, lag, w, h):
    days = np.arange(n)
    return shops * ((days - lag >= 0) & (days - w >= 0) & (days + h < n)).sum()


def features_smooth_idf(tf, df, n):
    counts = sparse.csr_matrix((np.ones(df), (np.arange(df), np.zeros(df, int))), shape=(n, 1))
    return tf * TfidfTransformer(norm=None).fit(counts).idf_[0]


def features_hash_buckets(levels, share):
    return balance(lambda columns: stats.binom.pmf(0, levels - 1, 1 / columns), 1 - share / 100, 10, 1e8)


def eda_tukey_fence(q1, med, q3):
    values = [q1 - 1, q1, med, q3, q3 + 1]
    return np.quantile(values, 0.75) + 1.5 * stats.iqr(values)


def eda_cut_axis(first, second, base):
    low, high = np.interp([first, second], [base, 100], [0, 1])
    return high / low


def eda_log_position(height, low, high, v):
    return balance(lambda cm: low * (high / low) ** (cm / height), v, 0, height)


def eda_density_height(n, w, k):
    values = np.repeat([w / 2, w + 0.5], [k, n - k])
    return np.histogram(values, bins=[0, w, w + 1], density=True)[0][0]


def eda_median_from_bars(a, b, c, d):
    below = np.cumsum([0, a, b, c, d])
    return np.interp(below[-1] / 2, below, [0, 10, 20, 30, 40])


def eda_same_mix(r1, r2, own, mix):
    return np.average([r1, r2], weights=[mix, 100 - mix])


def framing_majority_baseline(n, p):
    labels = np.repeat([1, 0], [p, n - p])
    return 100 * (labels == stats.mode(labels).mode).mean()


def framing_rows_to_label(q, t, want):
    return ceil(want / (Fraction(str(q)) / 100 * Fraction(t, 100)))


def framing_break_even(recall, cases, value, cost):
    now = cases * recall / 100 * value
    return balance(lambda more: cases * (recall + more) / 100 * value - cost, now, 0, 100)


def framing_last_week_error(a1, a2, a3, b1, b2, b3):
    return pd.Series([a1, a2, a3]).sub(pd.Series([b1, b2, b3])).abs().mean()


def framing_label_budget(n, share, t, wage):
    thirds = n * share / 100
    return pd.Timedelta(seconds=t) * (n + n + thirds) / pd.Timedelta(hours=1) * wage


def framing_perfect_model(n, q, c, s, v):
    leaving = n * q / 100
    return leaving * s / 100 * v - leaving * c


def framing_noisy_test_labels(e, m):
    return 100 * np.interp(m, [e, 100 - e], [0, 1])
