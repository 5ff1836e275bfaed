import math
import numpy as np


def sample_params(space, n, seed):
    """Return n different dictionaries of parameters drawn from `space`, or all there are."""
    rng, total = np.random.default_rng(seed), 1
    for spec in space.values():
        if isinstance(spec, tuple) and (spec[1] >= spec[2] or (spec[0] == "log" and spec[1] <= 0)):
            raise ValueError(f"these limits cannot be: {spec}")
        total *= len(spec) if isinstance(spec, list) else spec[2] - spec[1] + 1 if spec[0] == "int" else math.inf
    found, tries = [], 500 + 50 * n
    while len(found) < min(n, total) and (tries := tries - 1):
        drawn = {name: draw(rng, spec) for name, spec in space.items()}
        found += [drawn] if drawn not in found else []
    return found


def draw(rng, spec):
    if isinstance(spec, list):
        return spec[rng.integers(len(spec))]
    kind, low, high = spec
    if kind == "log":
        return math.exp(rng.uniform(math.log(low), math.log(high)))
    return rng.uniform(low, high) if kind == "uniform" else int(rng.integers(low, high + 1))
