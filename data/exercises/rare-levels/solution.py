from collections import Counter

import numpy as np


def one_hot(train, new, least):
    """Return a row of 0 and 1 for each entry of `new`: kept levels of `train`, missing, the rest."""
    if least < 1:
        raise ValueError("a level that never occurs cannot be kept")
    counts = Counter(train)
    kept = sorted(level for level, times in counts.items() if level is not None and times >= least)
    places = {level: place for place, level in enumerate([*kept, None])}
    table = np.zeros((len(new), len(kept) + 2))
    for row, level in enumerate(new):
        table[row, places.get(level, len(kept) + 1)] = 1
    return table
