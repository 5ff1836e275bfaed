"""Classical models: scikit-learn and SciPy fitted on data made to have the numbers of the stem."""

import numpy as np
from scipy import special, stats
from scipy.spatial.distance import cdist
from sklearn.compose import ColumnTransformer
from sklearn.decomposition import PCA
from sklearn.linear_model import ElasticNet, Lasso, LogisticRegression, Ridge
from sklearn.metrics import r2_score, silhouette_samples
from sklearn.model_selection import GroupKFold, ParameterGrid, train_test_split
from sklearn.naive_bayes import BernoulliNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from .search import balance, first, last, least

_UNLIKE, _ALIKE = np.array([1, 1, -1, -1]), np.array([1, -1, 1, -1])  # uncorrelated, variance 1
_NOISE = np.random.default_rng(0).normal(size=(150, 40))


def regression_r2(sse, sst):
    actual = np.sqrt(sst / 2) * np.array([1, -1])
    return r2_score(actual, actual - np.sqrt(sse / 2))


def regression_log_percent(b, d):
    return 100 * (np.prod([np.exp(b)] * d) - 1)


def regression_vif_error(r2):
    r = np.sqrt(r2)
    return np.sqrt(np.linalg.inv([[1, r], [r, 1]])[0, 0])


def regression_which_quantile(under, over):
    """Demand uniform on 0 to 1: the expected shortage of an order q is (1 - q)^2 / 2, the expected surplus q^2 / 2."""
    return least(lambda q: under * (1 - q) ** 2 / 2 + over * q**2 / 2, 0, 1)


def regression_slope_from_r(sx, sy, r):
    return np.polyfit(sx * _ALIKE, sy * (r * _ALIKE + np.sqrt(1 - r**2) * _UNLIKE), 1)[0]


def regression_adjusted_r2(p, r2, n):
    residuals, total = (1 - r2) / (n - p - 1), 1 / (n - 1)  # variances, by their degrees of freedom
    return 1 - residuals / total


def regression_r_formula(k, more):
    area, age, *others = _NOISE.T[: 2 + more]
    district = np.eye(k)[np.arange(len(area)) % k][:, 1:]
    columns = [np.ones_like(area), area, *district.T, *(district.T * area), age**2, *others]
    return np.linalg.matrix_rank(np.column_stack(columns))


def regression_huber_loss(delta, small, large):
    return special.huber(delta, [small, -large]).sum()


def regression_log_expected(mu, s):
    return stats.lognorm.mean(s, scale=np.exp(mu))


def classifier_sigmoid(b0, b1, x):
    model = LogisticRegression()
    model.classes_, model.coef_, model.intercept_ = np.array([0, 1]), np.array([[b1]]), np.array([b0])
    return model.predict_proba([[x]])[0, 1]


def classifier_new_odds(p, b, d):
    return 100 * special.expit(special.logit(p / 100) + b * d)


def classifier_undersampled(keep, p):
    frauds, kept = p, 100 - p
    return 100 * frauds / (frauds + kept / (keep / 100))


def classifier_distance_vote(a, b, c):
    model = KNeighborsClassifier(n_neighbors=3, weights="distance").fit([[a], [b], [c]], [0, 1, 1])
    return model.predict_proba([[0]])[0, 1]


def classifier_bernoulli_bayes(prior, a1, a2, b1, b2):
    rows, labels, weights = [], [], []
    for label, share, offer, meeting in ((1, prior, a1, b1), (0, 100 - prior, a2, b2)):
        for one, other in ((1, 1), (1, 0), (0, 1), (0, 0)):
            rows.append([one, other])
            labels.append(label)
            weights.append(share * (offer if one else 100 - offer) * (meeting if other else 100 - meeting))
    model = BernoulliNB(alpha=1e-10).fit(rows, labels, sample_weight=weights)
    return 100 * model.predict_proba([[1, 0]])[0, 1]


def classifier_review_threshold(error, review):
    return balance(lambda p: (100 - p) / 100 * error, review, 0, 100)


def clusters_inertia(p, q, r, s):
    return 4 * np.var([p, q, r, s])


def clusters_silhouette(a, b):
    distances = np.array([[0, a, b], [a, 0, b], [b, b, 0]])
    return silhouette_samples(distances, [0, 0, 1], metric="precomputed")[0]


def clusters_pca_share(e1, e2, e3, e4):
    axes = np.diag(np.sqrt([e1, e2, e3, e4]))
    return 100 * PCA().fit(np.vstack([axes, -axes])).explained_variance_ratio_[:2].sum()


def clusters_next_centre(p, q, r, s, c1, c2):
    points = np.array([p, q, r, s])
    nearest = np.abs(points[:, None] - [c1, c2]).argmin(axis=1)
    return points[nearest == 0].mean()


def clusters_average_linkage(a, b, c, d, e):
    return cdist([[a], [b]], [[c], [d], [e]]).mean()


def clusters_responsibility(m1, m2, s, w, x):
    parts = stats.norm.pdf(x, [m1, m2], s) * [w, 100 - w]
    return parts[0] / parts.sum()


def tuning_grid_search_fits(a, b, c, k):
    return len(ParameterGrid({"rate": range(a), "depth": range(b), "share": range(c)})) * k


def tuning_random_search_draws(q, p):
    return first(lambda draws: stats.binom.sf(0, draws, q / 100) >= p)


def selection_group_fold_rows(g, r, k):
    groups = np.repeat(np.arange(g), r)
    train, _ = next(GroupKFold(n_splits=k).split(groups[:, None], groups=groups))
    return len(train)


def selection_halving_epochs(n, r, f, rounds):
    total = 0
    for _ in range(rounds):
        total += n * r
        n, r = n // f, r * f
    return total


def selection_nested_budget(B, K, k):
    def fits(grid):
        search = grid * k + 1
        return sum(search for _ in range(K)) + search

    return last(lambda grid: fits(grid) <= B)


def sklearn_transformer_width(n, m, r):
    table = np.column_stack([np.arange(m), np.zeros((m, n + r))])  # the first column is the city
    steps = [("scale", StandardScaler(), slice(1, n + 1)), ("code", OneHotEncoder(), [0])]
    return ColumnTransformer(steps).fit_transform(table).shape[1]


def sklearn_scaler_fits(g, inner, outer):
    fits = 0
    for _ in range(outer):
        fits += len([(setting, fold) for setting in range(g) for fold in range(inner)])
        fits += 1  # refit
    return fits


def sklearn_two_splits(test, n, val):
    rest, _ = train_test_split(np.arange(n), test_size=test, random_state=0)
    return len(train_test_split(rest, test_size=val, random_state=0)[0])


def sklearn_rare_levels(n, c, m, rare):
    column = np.repeat(np.arange(m), [5] * rare + [20] * (m - rare))[:, None]
    return n + c * len(OneHotEncoder(min_frequency=20).fit(column).get_feature_names_out())


def sklearn_cached_step(k, ga, gb, t):
    every = [(fold, text) for fold in range(k) for text in range(ga) for _ in range(gb)]
    return (len(every) - len(set(every))) * t / 60


def regularisation_inverted_dropout(p, a):
    kept = np.arange(10) >= round(10 * p)
    return a / kept.mean()  # the mean over units stays a


def regularisation_ridge_one_feature(sxy, sxx, lam):
    model = Ridge(alpha=lam, fit_intercept=False).fit([[np.sqrt(sxx)]], [sxy / np.sqrt(sxx)])
    return model.coef_[0]


def regularisation_lasso_threshold(b, t):
    return Lasso(alpha=t, fit_intercept=False, tol=1e-12).fit([[1.0]], [b]).coef_[0]


def regularisation_elastic_net_shrink(b, t, l):  # noqa: E741 - the stem's own name
    model = ElasticNet(alpha=t + l, l1_ratio=t / (t + l), fit_intercept=False, tol=1e-12)
    return model.fit([[1.0]], [b]).coef_[0]


def regularisation_squared_bias(p1, p2, p3, p4, t):
    runs = np.array([p1, p2, p3, p4])
    return np.mean((runs - t) ** 2) - np.var(runs)  # error = squared bias + variance


def regularisation_rows_for_target(e1, n, e2, n2, goal):
    slope, start = np.polyfit(np.log([e1, e2]), np.log([n, n2]), 1)
    return np.exp(start + slope * np.log(goal))


def ensemble_gini_three_classes(a, b, c):
    shares = np.array([a, b, c]) / (a + b + c)
    return np.outer(shares, shares)[~np.eye(3, dtype=bool)].sum()  # two draws of different classes


def ensemble_forest_variance(s, r, trees):
    return (s * (r + (1 - r) * np.eye(trees))).mean()  # of all covariances


def ensemble_xgboost_leaf_value(lam, eta, n, res):
    residuals = np.full(n, res / n)
    return eta * balance(lambda w: (w - residuals).sum() + lam * w, 0, -1e3, 1e3)


def ensemble_boosted_prediction(f0, h, t1, t2, t3):
    prediction = f0
    for leaf in (t1, t2, t3):
        prediction += h * leaf
    return prediction


def ensemble_out_of_bag_rows(m, n):
    return np.rint(n * stats.binom.pmf(0, m, 1 / n))


def ensemble_xgboost_split_gain(lam, gam, nl, gl, nr, gr):
    def objective(gradient, rows):
        weight = -gradient / (rows + lam)
        return gradient * weight + (rows + lam) * weight**2 / 2

    return objective(gl + gr, nl + nr) - objective(gl, nl) - objective(gr, nr) - gam
