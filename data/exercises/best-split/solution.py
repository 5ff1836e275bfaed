import numpy as np


def gini(labels):
    _, counts = np.unique(labels, return_counts=True)
    return 1 - ((counts / len(labels)) ** 2).sum()


def best_split(x, y):
    """Return the cut of x with the least weighted Gini impurity of y, None if there is no cut."""
    values = np.unique(x)
    if len(values) < 2:
        return None
    costs = []
    for cut in (values[:-1] + values[1:]) / 2:
        left, right = y[x <= cut], y[x > cut]
        cost = (len(left) * gini(left) + len(right) * gini(right)) / len(y)
        costs.append((round(cost, 12), float(cut)))
    return min(costs)[1]
