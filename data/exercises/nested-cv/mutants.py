"""Wrong answers to `nested_scores`: a whole source, or (what stands in the solution, what is written instead)."""

_BY_HAND = """
import numpy as np
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import GridSearchCV, KFold, ShuffleSplit, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

def model_of(alpha=1.0):
    return make_pipeline(StandardScaler(), Ridge(alpha=alpha))

def search_of(X, y, alphas, cv):
    return GridSearchCV(model_of(), {"ridge__alpha": alphas}, cv=cv).fit(X, y)

def nested_scores(X, y, alphas, outer, inner):
    scores, chosen = [], []
    BEFORE
    for train, test in KFold(outer).split(X):
        CHOOSE
        chosen.append(alpha)
        scores.append(SCORE)
    return scores, chosen
"""


def _by_hand(choose, score="model_of(alpha).fit(X[train], y[train]).score(X[test], y[test])", before="pass"):
    return _BY_HAND.replace("BEFORE", before).replace("CHOOSE", choose).replace("SCORE", score)


_CHOOSE = 'search = search_of(X[train], y[train], alphas, inner); alpha = search.best_params_["ridge__alpha"]'

MUTANTS = {
    "one choice from all rows": _by_hand(
        "alpha = best", before='best = search_of(X, y, alphas, inner).best_params_["ridge__alpha"]'
    ),
    "the alpha best on the test rows": _by_hand(
        "alpha = max(alphas, key=lambda a: model_of(a).fit(X[train], y[train]).score(X[test], y[test]))"
    ),
    "the alpha best on the training rows": _by_hand(
        "alpha = max(alphas, key=lambda a: model_of(a).fit(X[train], y[train]).score(X[train], y[train]))"
    ),
    "chosen on all rows in each fold": _by_hand(_CHOOSE.replace("X[train], y[train]", "X, y")),
    "the search of the test rows": _by_hand(_CHOOSE.replace("X[train], y[train]", "X[test], y[test]")),
    "the score of the search": _by_hand(_CHOOSE, "search.best_score_"),
    "scored on all rows": _by_hand(_CHOOSE, "search.score(X, y)"),
    "scored on the training rows": _by_hand(_CHOOSE, "search.score(X[train], y[train])"),
    "fitted again on all rows": _by_hand(_CHOOSE, "model_of(alpha).fit(X, y).score(X[test], y[test])"),
    "fitted again without the last inner fold": _by_hand(
        _CHOOSE,
        "(lambda rows: model_of(alpha).fit(X[rows], y[rows]).score(X[test], y[test]))"
        "(train[next(iter(KFold(inner).split(train)))[0]])",
    ),
    "the default alpha fitted again": _by_hand(_CHOOSE, "model_of().fit(X[train], y[train]).score(X[test], y[test])"),
    "squared errors": _by_hand(_CHOOSE, "mean_squared_error(y[test], search.predict(X[test]))"),
    "the score of the best inner fold": _by_hand(
        "alpha = max(alphas, key=lambda a: cross_val_score(model_of(a), X[train], y[train], cv=inner).max())"
    ),
    "the score of the worst inner fold": _by_hand(
        "alpha = max(alphas, key=lambda a: cross_val_score(model_of(a), X[train], y[train], cv=inner).min())"
    ),
    "the first inner fold alone": _by_hand(
        "alpha = max(alphas, key=lambda a: cross_val_score(model_of(a), X[train], y[train], cv=inner)[0])"
    ),
    "the lowest mean": _by_hand(
        "alpha = min(alphas, key=lambda a: cross_val_score(model_of(a), X[train], y[train], cv=inner).mean())"
    ),
    "the last of equals": _by_hand(
        "alpha = max(alphas[::-1], key=lambda a: cross_val_score(model_of(a), X[train], y[train], cv=inner).mean())"
    ),
    "the smallest of equals": ("{\"ridge__alpha\": alphas}", "{\"ridge__alpha\": sorted(alphas)}"),
    "one standard error more penalty": _by_hand(
        'search = search_of(X[train], y[train], alphas, inner); r = search.cv_results_; i = search.best_index_; '
        'alpha = max(a for a, m in zip(alphas, r["mean_test_score"]) '
        'if m >= r["mean_test_score"][i] - r["std_test_score"][i])'
    ),
    "scaled by all rows": (
        "    model = make_pipeline(StandardScaler(), Ridge())\n",
        "    X = StandardScaler().fit_transform(X)\n    model = make_pipeline(Ridge())\n",
    ),
    "scaled by the outer training rows": _by_hand(
        "Z = StandardScaler().fit(X[train]).transform(X); "
        'search = GridSearchCV(Ridge(), {"alpha": alphas}, cv=inner).fit(Z[train], y[train]); '
        'alpha = search.best_params_["alpha"]',
        "search.score(Z[test], y[test])",
    ),
    "no scaling": ("make_pipeline(StandardScaler(), Ridge())", "make_pipeline(Ridge())"),
    "no intercept": ("Ridge()", "Ridge(fit_intercept=False)"),
    "inner and outer exchanged": _by_hand(
        _CHOOSE.replace("alphas, inner", "alphas, outer")
    ).replace("KFold(outer)", "KFold(inner)"),
    "as many inner folds as outer ones": ("cv=inner", "cv=outer"),
    "five inner folds": ("cv=inner", "cv=5"),
    "inner folds shuffled": _by_hand(
        _CHOOSE.replace("alphas, inner", "alphas, KFold(inner, shuffle=True, random_state=0)")
    ),
    "outer folds shuffled": _by_hand(_CHOOSE).replace("KFold(outer)", "KFold(outer, shuffle=True, random_state=0)"),
    "random parts instead of folds": _by_hand(_CHOOSE).replace("KFold(outer)", "ShuffleSplit(outer, random_state=0)"),
    "chosen by squared error": ("cv=inner)", 'cv=inner, scoring="neg_mean_squared_error")'),
    "scores as squared error": ("cv=outer,", 'cv=outer, scoring="neg_mean_squared_error",'),
    "the mean alone": ('return found["test_score"],', 'return found["test_score"].mean(),'),
    "the places of the alphas": ('fitted.best_params_["ridge__alpha"]', "fitted.best_index_"),
    "the most frequent alpha": _by_hand(_CHOOSE).replace(
        "return scores, chosen", "return scores, [max(chosen, key=chosen.count)] * outer"
    ),
    "the scores alone": ('return found["test_score"], ', 'return found["test_score"]  # '),
    "sorts the grid in place": ("    model =", "    alphas.sort()\n    model ="),
}
