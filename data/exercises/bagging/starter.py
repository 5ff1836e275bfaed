import numpy as np
from sklearn.tree import DecisionTreeClassifier


def bag_predict(X, y, new, B, seed):
    """Return the majority labels of B bagged trees for the rows of new, and the out-of-bag error."""
    ...
