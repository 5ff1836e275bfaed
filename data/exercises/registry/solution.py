import numpy as np
from scipy.stats import t


def promote(production, runs, min_gain):
    """Return what the registry logs: the run in production from now on, its gain and the gain's lower limit."""
    n = len(production["scores"])
    best, gain, low = production, 0.0, 0.0
    for run in runs:
        if run["data_hash"] != production["data_hash"] or len(run["scores"]) != n or n < 2:
            continue
        gains = np.subtract(run["scores"], production["scores"])
        mean = gains.mean()
        limit = mean - t.ppf(0.975, n - 1) * gains.std(ddof=1) / np.sqrt(n)
        if limit > min_gain and (best is production or mean > gain):
            best, gain, low = run, float(mean), float(limit)
    return {name: best[name] for name in ("id", "params", "data_hash")} | {"gain": gain, "low": low}
