"""Wrong answers to `sample_params`: a whole source, or (what stands in the solution, what is written instead)."""

MUTANTS = {
    "log drawn evenly": ("math.exp(rng.uniform(math.log(low), math.log(high)))", "rng.uniform(low, high)"),
    "log drawn in powers of ten, without the rest": (
        "math.exp(rng.uniform(math.log(low), math.log(high)))",
        "10.0 ** rng.integers(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)",
    ),
    "the logarithm itself": ("math.exp(rng.uniform(math.log(low), math.log(high)))", "rng.uniform(math.log(low), math.log(high))"),
    "log10 limits and exp": ("math.exp(rng.uniform(math.log(low), math.log(high)))", "math.exp(rng.uniform(math.log10(low), math.log10(high)))"),
    "the upper limit left out": ("rng.integers(low, high + 1)", "rng.integers(low, high)"),
    "rounded, so that the ends are rare": ("int(rng.integers(low, high + 1))", "round(rng.uniform(low, high))"),
    "whole numbers as floats": ("int(rng.integers(low, high + 1))", "float(rng.integers(low, high + 1))"),
    "the first choice always": ("spec[rng.integers(len(spec))]", "spec[0]"),
    "the last choice never": ("spec[rng.integers(len(spec))]", "spec[rng.integers(max(1, len(spec) - 1))]"),
    "choices as texts": ("return spec[rng.integers(len(spec))]", "return str(spec[rng.integers(len(spec))])"),
    "repeats allowed": ("[drawn] if drawn not in found else []", "[drawn]"),
    "repeats dropped, too few returned": """
import math
import numpy as np

def sample_params(space, n, seed):
    rng, found = np.random.default_rng(seed), []
    for spec in space.values():
        if isinstance(spec, tuple) and (spec[1] >= spec[2] or (spec[0] == "log" and spec[1] <= 0)):
            raise ValueError(f"these limits cannot be: {spec}")
    for _ in range(n):
        drawn = {name: draw(rng, spec) for name, spec in space.items()}
        if drawn not in found:
            found.append(drawn)
    return found

def draw(rng, spec):
    if isinstance(spec, list):
        return spec[rng.integers(len(spec))]
    kind, low, high = spec
    if kind == "int":
        return int(rng.integers(low, high + 1))
    return rng.uniform(low, high) if kind == "uniform" else math.exp(rng.uniform(math.log(low), math.log(high)))
""",
    "the seed is not used": ("np.random.default_rng(seed)", "np.random.default_rng()"),
    "always the same seed": ("np.random.default_rng(seed)", "np.random.default_rng(0)"),
    "a fresh generator for each parameter": ("draw(rng, spec) for name", "draw(np.random.default_rng([seed, len(found)]), spec) for name"),
    "combinations counted without the last whole number": ("spec[2] - spec[1] + 1 if", "spec[2] - spec[1] if"),
    "combinations added up": ("total *= len(spec)", "total += len(spec)"),
    "an error when there are too few": (
        "    found, tries",
        "    if total < n:\n        raise ValueError('too few combinations')\n    found, tries",
    ),
    "no check of the limits": ("            raise ValueError", "            pass\n            #"),
    "equal limits are let through": ("spec[1] >= spec[2]", "spec[1] > spec[2]"),
    "no low of 0 or less at all": ('(spec[0] == "log" and spec[1] <= 0)', "spec[1] <= 0"),
    "one too many": ("< min(n, total) and", "< min(n + 1, total) and"),
}
