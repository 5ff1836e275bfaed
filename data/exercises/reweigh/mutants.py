"""Wrong answers to `reweigh`: a whole source, or (what stands in the solution, what is written instead)."""

MUTANTS = {
    "upside down": ("table.sum(axis=1, keepdims=True) * table.sum(axis=0) / (len(y) * table)", "len(y) * table / (table.sum(axis=1, keepdims=True) * table.sum(axis=0))"),
    "balanced classes": ("table.sum(axis=1, keepdims=True) * table.sum(axis=0) / (len(y) * table)", "len(y) / (len(labels) * table.sum(axis=0)) + 0 * table"),
    "balanced groups": ("table.sum(axis=1, keepdims=True) * table.sum(axis=0) / (len(y) * table)", "len(y) / (len(names) * table.sum(axis=1, keepdims=True)) + 0 * table"),
    "every combination weighs the same": ("table.sum(axis=1, keepdims=True) * table.sum(axis=0) / (len(y) * table)", "len(y) / (table.size * table)"),
    "sums to one": ("(len(y) * table)", "(len(y) ** 2 * table)"),
    "not divided by n": ("(len(y) * table)", "table"),
    "the group's share alone": ("table.sum(axis=1, keepdims=True) * table.sum(axis=0) / (len(y) * table)", "table.sum(axis=1, keepdims=True) / (len(labels) * table)"),
    "the label's share alone": ("table.sum(axis=1, keepdims=True) * table.sum(axis=0) / (len(y) * table)", "table.sum(axis=0) / (len(names) * table)"),
    "margins exchanged": ("table.sum(axis=1, keepdims=True) * table.sum(axis=0)", "table.sum(axis=0)[:, None] * table.sum(axis=1) if table.shape[0] == table.shape[1] else 1"),
    "the table instead of the rows": ("return weights[name, label]", "return weights"),
    "weights sorted by group": ("weights[name, label]", "weights[np.sort(name), label]"),
    "only unfavoured rows are weighed": ("return weights[name, label]", "return np.maximum(weights[name, label], 1)"),
    "weights cut at two": ("return weights[name, label]", "return np.clip(weights[name, label], 0.75, 1.75)"),
    "a missing combination is ignored": ('    if (table == 0).any():\n        raise ValueError("a group has no row with some label")\n', "    table = np.maximum(table, 1e-12)\n"),
    "a missing combination is smoothed": ('    if (table == 0).any():\n        raise ValueError("a group has no row with some label")\n', "    table = table + 1\n"),
    "empty arrays pass": ("len(y) == 0 or ", ""),
    "cut to the shorter": ("    if len(y) == 0 or len(y) != len(group):\n", "    y, group = y[: len(group)], group[: len(y)]\n    if len(y) == 0:\n"),
    "two groups only": """
import numpy as np

def reweigh(y, group):
    if len(y) == 0 or len(y) != len(group):
        raise ValueError
    weights = np.ones(len(y))
    for name in (group.min() if group.dtype.kind in "if" else sorted(group)[0], sorted(group)[-1]):
        for label in (0, 1):
            rows = (group == name) & (y == label)
            if not rows.any():
                raise ValueError
            weights[rows] = (group == name).mean() * (y == label).mean() / rows.mean()
    return weights
""",
    "labels 0 and 1 only": """
import numpy as np

def reweigh(y, group):
    if len(y) == 0 or len(y) != len(group):
        raise ValueError
    weights = np.ones(len(y))
    for name in np.unique(group):
        for label in (0, 1):
            rows = (group == name) & (y == label)
            if rows.any():
                weights[rows] = (group == name).mean() * (y == label).mean() / rows.mean()
            elif (y == label).any():
                raise ValueError
    return weights
""",
    "sorts the rows in place": ("    (labels, label)", "    group.sort()\n    (labels, label)"),
}
