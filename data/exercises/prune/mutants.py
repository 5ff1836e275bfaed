"""Wrong answers to `prune`: a whole source, or (what stands in the solution, what is written instead)."""

MUTANTS = {
    "the smallest values, not magnitudes": ("np.argsort(np.abs(flat)", "np.argsort(flat"),
    "the largest weights": ("np.argsort(np.abs(flat)", "np.argsort(-np.abs(flat)"),
    "the last of ties": (
        'np.argsort(np.abs(flat), kind="stable")',
        '(len(flat) - 1 - np.argsort(np.abs(flat[::-1]), kind="stable"))',
    ),
    "keeps the share instead": ("round(sparsity * len(flat))", "round((1 - sparsity) * len(flat))"),
    "rounds down": ("round(sparsity * len(flat))", "int(sparsity * len(flat))"),
    "rounds up": ("round(sparsity * len(flat))", "int(np.ceil(sparsity * len(flat)))"),
    "by a threshold, all ties pruned": (
        '    flat[np.argsort(np.abs(flat), kind="stable")[: round(sparsity * len(flat))]] = 0\n',
        "    count = round(sparsity * len(flat))\n    if count:\n        flat[np.abs(flat) <= np.sort(np.abs(flat))[count - 1]] = 0\n",
    ),
    "by a quantile": (
        '    flat[np.argsort(np.abs(flat), kind="stable")[: round(sparsity * len(flat))]] = 0\n',
        "    if len(flat):\n        flat[np.abs(flat) < np.quantile(np.abs(flat), sparsity)] = 0\n",
    ),
    "by a share of the largest": (
        '    flat[np.argsort(np.abs(flat), kind="stable")[: round(sparsity * len(flat))]] = 0\n',
        "    if len(flat):\n        flat[np.abs(flat) < sparsity * np.abs(flat).max()] = 0\n",
    ),
    "at random": ('np.argsort(np.abs(flat), kind="stable")', "np.random.default_rng(0).permutation(len(flat))"),
    "each layer by itself": """
import numpy as np

def prune(weights, sparsity):
    if not 0 <= sparsity <= 1:
        raise ValueError
    pruned = []
    for layer in weights:
        flat = layer.astype(float).ravel().copy()
        flat[np.argsort(np.abs(flat), kind="stable")[: round(sparsity * len(flat))]] = 0
        pruned.append(flat.reshape(layer.shape))
    return pruned
""",
    "weights that are 0 already do not count": (
        "[: round(sparsity * len(flat))]] = 0",
        "[(flat == 0).sum() : (flat == 0).sum() + round(sparsity * len(flat))]] = 0",
    ),
    "a share of those not yet 0": ("round(sparsity * len(flat))", "(flat == 0).sum() + round(sparsity * (flat != 0).sum())"),
    "returns the masks": ("return [flat[", "flat = (flat != 0).astype(float)\n    return [flat["),
    "signs are lost": ("return [flat[", "flat = np.abs(flat)\n    return [flat["),
    "what is kept is scaled up": ("return [flat[", "flat = flat / max(1 - sparsity, 0.01)\n    return [flat["),
    "shapes are lost": (".reshape(layer.shape)", ""),
    "layers joined": ("return [flat[end - layer.size : end].reshape(layer.shape) for layer, end in zip(weights, ends)]", "return [flat]"),
    "fails without layers": ("[np.zeros(0), *(layer.ravel() for layer in weights)]", "[layer.ravel() for layer in weights]"),
    "percent pass": ("not 0 <= sparsity <= 1", "sparsity < 0"),
    "a sparsity of 1 is refused": ("not 0 <= sparsity <= 1", "not 0 <= sparsity < 1"),
    "below 0 is cut": ("not 0 <= sparsity <= 1", "sparsity > 1"),
    "in place": (
        "    return [flat[",
        "    for layer, end in zip(weights, ends):\n        layer[...] = flat[end - layer.size : end].reshape(layer.shape)\n    return [flat[",
    ),
}
