"""Wrong answers to `honest_scores`: a whole source, or (what stands in the solution, what is written instead)."""

_MODEL = "    model = make_pipeline(StandardScaler(), SelectKBest(f_classif, k=k), SVC())\n"

_BY_HAND = """
import numpy as np
from sklearn.feature_selection import SelectKBest, f_classif
from sklearn.svm import SVC
from sklearn.model_selection import StratifiedKFold
from sklearn.preprocessing import StandardScaler

def honest_scores(X, y, k, folds, seed):
    if not 1 <= k <= X.shape[1]:
        raise ValueError
    scores = []
    for train, test in StratifiedKFold(folds, shuffle=True, random_state=seed).split(X, y):
        scaler, chosen = StandardScaler(), SelectKBest(f_classif, k=k)
        {lines}
        scores.append(SVC().fit(learn, y[train]).score(ask, {truth}))
    return np.array(scores)
"""

MUTANTS = {
    "columns chosen from all rows": (
        _MODEL,
        "    X = SelectKBest(f_classif, k=k).fit_transform(X, y)\n"
        "    model = make_pipeline(StandardScaler(), SVC())\n",
    ),
    "scaled by all rows": (
        _MODEL,
        "    X = StandardScaler().fit_transform(X)\n"
        "    model = make_pipeline(SelectKBest(f_classif, k=k), SVC())\n",
    ),
    "scaled and chosen from all rows": (
        _MODEL,
        "    X = SelectKBest(f_classif, k=k).fit_transform(StandardScaler().fit_transform(X), y)\n"
        "    model = SVC()\n",
    ),
    "chosen from all rows, then a pipeline with nothing left to choose": (
        _MODEL,
        "    X = X[:, SelectKBest(f_classif, k=k).fit(X, y).get_support()]\n" + _MODEL,
    ),
    "the test rows choose their own columns": _BY_HAND.format(
        lines="learn = chosen.fit_transform(scaler.fit_transform(X[train]), y[train]); "
        "ask = SelectKBest(f_classif, k=k).fit_transform(scaler.transform(X[test]), y[test])",
        truth="y[test]",
    ),
    "the test rows scaled by themselves": _BY_HAND.format(
        lines="learn = chosen.fit_transform(scaler.fit_transform(X[train]), y[train]); "
        "ask = chosen.transform(StandardScaler().fit_transform(X[test]))",
        truth="y[test]",
    ),
    "the test rows not scaled": _BY_HAND.format(
        lines="learn = chosen.fit_transform(scaler.fit_transform(X[train]), y[train]); ask = chosen.transform(X[test])",
        truth="y[test]",
    ),
    "scored on the training rows": _BY_HAND.format(
        lines="learn = ask = chosen.fit_transform(scaler.fit_transform(X[train]), y[train])", truth="y[train]"
    ),
    "no scaling": ("StandardScaler(), ", ""),
    "scaled to the range 0 to 1": (
        "    model = make_pipeline(StandardScaler(),",
        "    from sklearn.preprocessing import MinMaxScaler\n    model = make_pipeline(MinMaxScaler(),",
    ),
    "no choice of columns": ("SelectKBest(f_classif, k=k), ", ""),
    "always ten columns": ("SelectKBest(f_classif, k=k)", "SelectKBest(f_classif)"),
    "the first k columns": (_MODEL, "    X = X[:, :k]\n" + _MODEL),
    "the columns that vary most": (
        _MODEL,
        "    X = X[:, X.std(axis=0).argsort()[-k:]]\n    model = make_pipeline(StandardScaler(), SVC())\n",
    ),
    "folds without regard to the classes": """
from sklearn.feature_selection import SelectKBest, f_classif
from sklearn.svm import SVC
from sklearn.model_selection import KFold, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

def honest_scores(X, y, k, folds, seed):
    if not 1 <= k <= X.shape[1]:
        raise ValueError
    model = make_pipeline(StandardScaler(), SelectKBest(f_classif, k=k), SVC())
    return cross_val_score(model, X, y, cv=KFold(folds, shuffle=True, random_state=seed))
""",
    "folds not shuffled": ("StratifiedKFold(folds, shuffle=True, random_state=seed)", "StratifiedKFold(folds)"),
    "the seed is ignored": (", random_state=seed", ""),
    "the seed is fixed": ("random_state=seed", "random_state=42"),
    "five folds always": ("StratifiedKFold(folds,", "StratifiedKFold(5,"),
    "the mean alone": ("cv=cv)", "cv=cv).mean()"),
    "the mean in every place": ("cv=cv)", "cv=cv).mean() + [0.0] * folds"),
    "sorted": ("return cross_val_score(model, X, y, cv=cv)", "return sorted(cross_val_score(model, X, y, cv=cv))"),
    "area under the ROC curve": ("cv=cv)", "cv=cv, scoring='roc_auc')"),
    "errors instead of accuracies": (
        "return cross_val_score(model, X, y, cv=cv)",
        "return 1 - cross_val_score(model, X, y, cv=cv)",
    ),
    "a hard margin": ("SVC()", "SVC(C=1e9)"),
    "a tree instead": (
        "    cv =",
        "    from sklearn.tree import DecisionTreeClassifier\n"
        "    model = make_pipeline(StandardScaler(), SelectKBest(f_classif, k=k), DecisionTreeClassifier(random_state=0))\n"
        "    cv =",
    ),
    "no column becomes one column": (
        "    if not 1 <= k <= X.shape[1]:\n",
        "    k = max(k, 1)\n    if k > X.shape[1]:\n",
    ),
    "more columns than there are become all": (
        "    if not 1 <= k <= X.shape[1]:\n",
        "    k = min(k, X.shape[1])\n    if k < 1:\n",
    ),
    "scales in place": (_MODEL, "    X -= X.mean(axis=0)\n    X /= X.std(axis=0)\n" + _MODEL),
}
