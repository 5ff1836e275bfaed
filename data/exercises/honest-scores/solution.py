from sklearn.feature_selection import SelectKBest, f_classif
from sklearn.model_selection import StratifiedKFold, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC


def honest_scores(X, y, k, folds, seed):
    """Return the accuracy of each fold, with scaling and selection of columns learned inside it."""
    if not 1 <= k <= X.shape[1]:
        raise ValueError("k must be from 1 to the number of columns")
    model = make_pipeline(StandardScaler(), SelectKBest(f_classif, k=k), SVC())
    cv = StratifiedKFold(folds, shuffle=True, random_state=seed)
    return cross_val_score(model, X, y, cv=cv)
