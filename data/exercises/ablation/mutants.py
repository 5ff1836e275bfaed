"""Wrong answers to `ablate`: a whole source, or (what stands in the solution, what is written instead)."""

MUTANTS = {
    "each interval at 95 % by itself": ("0.05 / len(ablated) / 2", "0.05 / 2"),
    "one side only": ("0.05 / len(ablated) / 2", "0.05 / len(ablated)"),
    "divided by the parts with enough pairs": ("0.05 / len(ablated) / 2", "0.05 / sum(len(s.keys() & full.keys()) > 1 for s in ablated.values()) / 2"),
    "divided by the pairs of parts": ("0.05 / len(ablated) / 2", "0.05 / max(len(ablated) * (len(ablated) - 1) / 2, 1) / 2"),
    "Sidak's correction": ("0.05 / len(ablated) / 2", "(1 - 0.95 ** (1 / len(ablated))) / 2"),
    "the normal instead of t": ("t.ppf(1 - 0.05 / len(ablated) / 2, n - 1)", "__import__('scipy.stats').stats.norm.ppf(1 - 0.05 / len(ablated) / 2)"),
    "t with n degrees of freedom": ("/ 2, n - 1)", "/ 2, n)"),
    "population std": ("std(ddof=1)", "std()"),
    "the std without the root of n": (" / np.sqrt(n))", ")"),
    "without minus full": ("full[seed] - scores[seed]", "scores[seed] - full[seed]"),
    "relative gains": ("full[seed] - scores[seed]", "(full[seed] - scores[seed]) / full[seed]"),
    "paired by position": (
        "[full[seed] - scores[seed] for seed in full if seed in scores]",
        "[a - b for a, b in zip(full.values(), scores.values())]",
    ),
    "not paired": (
        "gains.std(ddof=1) / np.sqrt(n))",
        "np.sqrt((np.var([full[s] for s in full if s in scores], ddof=1) + np.var([scores[s] for s in full if s in scores], ddof=1)) / n))",
    ),
    "means over all runs": (
        "gain = float(gains.mean()) if n else",
        "gain = float(np.mean(list(full.values())) - np.mean(list(scores.values()))) if n else",
    ),
    "a crashed run counts as 0": (
        "[full[seed] - scores[seed] for seed in full if seed in scores]",
        "[full[seed] - scores.get(seed, 0.0) for seed in full]",
    ),
    "a crashed run raises": (" for seed in full if seed in scores", " for seed in full"),
    "no pairs raise": ('float(gains.mean()) if n else float("nan")', "sum(gains) / n"),
    "no pairs have a gain of 0": ('float(gains.mean()) if n else float("nan")', "float(gains.mean()) if n else 0.0"),
    "one pair is sure": ('half = float("nan")', "half = 0.0"),
    "one pair has an interval without end": ('half = float("nan")', 'half = float("inf")'),
    "an end at 0 is clear": ("gain - half > 0", "gain - half >= 0"),
    "the mean decides": ("gain - half > 0 else \"hurts\" if gain + half < 0", "gain > 0 else \"hurts\" if gain < 0"),
    "never hurts": ('"hurts" if gain + half < 0 else "unclear"', '"unclear"'),
    "helps and hurts exchanged": ('"helps" if gain - half > 0 else "hurts" if', '"hurts" if gain - half > 0 else "helps" if'),
    "n is the number of seeds": ('{"n": n,', '{"n": len(full),'),
    "half the width instead of the ends": ('"low": gain - half, "high": gain + half', '"low": half, "high": half'),
    "parts with too few pairs are left out": ("        results[part] =", "        if n < 2:\n            continue\n        results[part] ="),
    "no parts divide by zero": (
        "    results = {}\n",
        "    results, alpha = {}, 0.05 / len(ablated)\n",
    ),
    "drops unpaired seeds in place": (
        "        gains = np",
        "        for seed in [seed for seed in scores if seed not in full]:\n            del scores[seed]\n        gains = np",
    ),
}
