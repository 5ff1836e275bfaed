import numpy as np
from sklearn.tree import DecisionTreeClassifier


def bag_predict(X, y, new, B, seed):
    """Return the majority labels of B bagged trees for the rows of new, and the out-of-bag error."""
    if B < 1:
        raise ValueError("there must be at least one tree")
    rng, n, labels = np.random.default_rng(seed), len(X), np.unique(y)
    votes, outside = np.zeros((len(new), len(labels))), np.zeros((n, len(labels)))
    for b in range(B):
        rows = rng.integers(n, size=n)
        tree = DecisionTreeClassifier(random_state=b).fit(X[rows], y[rows])
        votes += tree.predict(new)[:, None] == labels
        left_out = ~np.isin(np.arange(n), rows)
        outside += left_out[:, None] & (tree.predict(X)[:, None] == labels)
    judged = outside.sum(axis=1) > 0
    verdicts = labels[outside[judged].argmax(axis=1)]
    return labels[votes.argmax(axis=1)], float((verdicts != y[judged]).mean())
