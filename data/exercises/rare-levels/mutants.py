"""Wrong answers to `one_hot`: a whole source, or (what stands in the solution, what is written instead)."""

MUTANTS = {
    "more often than least": ("times >= least", "times > least"),
    "nothing is rare": (" and times >= least", ""),
    "counted in new": ("counts = Counter(train)", "counts = Counter(new)"),
    "counted in both": ("counts = Counter(train)", "counts = Counter([*train, *new])"),
    "in order of appearance": (
        "sorted(level for level, times in counts.items() if level is not None and times >= least)",
        "[level for level, times in counts.items() if level is not None and times >= least]",
    ),
    "the most frequent first": ("    places =", "    kept.sort(key=lambda level: -counts[level])\n    places ="),
    "missing goes to the rest": ("enumerate([*kept, None])", "enumerate(kept)"),
    "a rare missing goes to the rest": (
        "enumerate([*kept, None])}",
        "enumerate([*kept, None]) if level is not None or counts[None] >= least}",
    ),
    "a missing text among the levels": ('Counter(train)', 'Counter(level or "None" for level in train)'),
    "an empty text is missing": ("places.get(level, len(kept) + 1)", "places.get(level or None, len(kept) + 1)"),
    "the rest before missing": (
        "places.get(level, len(kept) + 1)",
        "len(kept) + 1 if level is None else places.get(level, len(kept))",
    ),
    "no column for missing when there is none": """
from collections import Counter
import numpy as np

def one_hot(train, new, least):
    if least < 1:
        raise ValueError
    counts = Counter(train)
    kept = sorted(level for level, times in counts.items() if level is not None and times >= least)
    order = kept + ([None] if None in train else [])
    table = np.zeros((len(new), len(order) + 1))
    for row, level in enumerate(new):
        table[row, order.index(level) if level in order else len(order)] = 1
    return table
""",
    "unknown levels are left at 0": (
        "        table[row, places.get(level, len(kept) + 1)] = 1",
        "        if level in counts or level is None:\n            table[row, places.get(level, len(kept) + 1)] = 1",
    ),
    "rare levels are left at 0": (
        "        table[row, places.get(level, len(kept) + 1)] = 1",
        "        if level in places or level not in counts:\n            table[row, places.get(level, len(kept) + 1)] = 1",
    ),
    "an error for what is new": (
        "places.get(level, len(kept) + 1)",
        "places[level] if level not in counts else places.get(level, len(kept) + 1)",
    ),
    "case is ignored": (
        "    counts = Counter(train)",
        "    train, new = ([one and one.lower() for one in some] for some in (train, new))\n    counts = Counter(train)",
    ),
    "places instead of columns": ("    return table", "    return table.argmax(axis=1)"),
    "no check of least": ("if least < 1", "if False"),
    "the last column left out": ("    return table", "    return table[:, :-1]"),
    "counts instead of 0 and 1": ("] = 1", "] = counts[level]"),
}
