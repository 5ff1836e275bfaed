from sklearn.linear_model import Ridge
from sklearn.model_selection import GridSearchCV, cross_validate
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def nested_scores(X, y, alphas, outer, inner):
    """Return the outer scores and the alphas that the inner searches chose."""
    model = make_pipeline(StandardScaler(), Ridge())
    search = GridSearchCV(model, {"ridge__alpha": alphas}, cv=inner)
    found = cross_validate(search, X, y, cv=outer, return_estimator=True)
    return found["test_score"], [fitted.best_params_["ridge__alpha"] for fitted in found["estimator"]]
