import numpy as np


def reweigh(y, group):
    """Return the Kamiran-Calders weight of each row, which makes label and group independent."""
    if len(y) == 0 or len(y) != len(group):
        raise ValueError("two arrays of one length are needed")
    (labels, label), (names, name) = (np.unique(values, return_inverse=True) for values in (y, group))
    table = np.zeros((len(names), len(labels)))
    np.add.at(table, (name, label), 1)
    if (table == 0).any():
        raise ValueError("a group has no row with some label")
    weights = table.sum(axis=1, keepdims=True) * table.sum(axis=0) / (len(y) * table)
    return weights[name, label]
