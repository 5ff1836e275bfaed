import numpy as np
from scipy.stats import t


def ablate(full, ablated):
    """Return for each part its mean gain over paired seeds, with a simultaneous 95 % interval and a verdict."""
    results = {}
    for part, scores in ablated.items():
        gains = np.array([full[seed] - scores[seed] for seed in full if seed in scores])
        n = len(gains)
        gain = float(gains.mean()) if n else float("nan")
        half = float("nan")
        if n > 1:
            half = float(t.ppf(1 - 0.05 / len(ablated) / 2, n - 1) * gains.std(ddof=1) / np.sqrt(n))
        verdict = "helps" if gain - half > 0 else "hurts" if gain + half < 0 else "unclear"
        results[part] = {"n": n, "gain": gain, "low": gain - half, "high": gain + half, "verdict": verdict}
    return results
