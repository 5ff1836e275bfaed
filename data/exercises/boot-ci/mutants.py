"""Wrong answers to `bootstrap_ci`: a whole source, or (what stands in the solution, what is written instead)."""

MUTANTS = {
    "without replacement": ("replace=True", "replace=False"),
    "the seed is ignored": ("default_rng(seed)", "default_rng()"),
    "the seed is fixed": ("default_rng(seed)", "default_rng(42)"),
    "a new generator each time": ("stat(rng.choice", "stat(np.random.default_rng(seed).choice"),
    "a 90 % interval": ("[0.025, 0.975]", "[0.05, 0.95]"),
    "a 99 % interval": ("[0.025, 0.975]", "[0.005, 0.995]"),
    "always the mean": ("stat(rng", "np.mean(rng"),
    "resamples of half the size": ("size=len(x),", "size=max(len(x) // 2, 1),"),
    "limits exchanged": ("return float(low), float(high)", "return float(high), float(low)"),
    "an empty sample gives NaN": ('raise ValueError("x is empty")', 'return float("nan"), float("nan")'),
    "quantiles of the data": ("np.quantile(values,", "np.quantile(x,"),
    "mean and 1.96 standard errors": """
import numpy as np

def bootstrap_ci(x, stat, B, seed):
    if len(x) == 0:
        raise ValueError
    error = x.std(ddof=1) / np.sqrt(len(x))
    return float(stat(x) - 1.96 * error), float(stat(x) + 1.96 * error)
""",
    "shuffles in place": ("    values = [", "    rng.shuffle(x)\n    values = ["),
}
