from sklearn.linear_model import Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def nested_scores(X, y, alphas, outer, inner):
    """Return the outer scores and the alphas that the inner searches chose."""
    ...
