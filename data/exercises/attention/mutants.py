"""Wrong answers to `attention`: a whole source, or (what stands in the solution, what is written instead)."""

MUTANTS = {
    "not scaled": (" / np.sqrt(Q.shape[1])", ""),
    "scaled by d": ("np.sqrt(Q.shape[1])", "Q.shape[1]"),
    "scaled by the number of keys": ("Q.shape[1])\n    if", "K.shape[0])\n    if"),
    "scaled by the width of V": ("np.sqrt(Q.shape[1])", "np.sqrt(V.shape[1])"),
    "softmax over the queries": (
        "weights / weights.sum(axis=1, keepdims=True)",
        "weights / weights.sum(axis=0, keepdims=True)",
    ),
    "softmax over everything": ("weights / weights.sum(axis=1, keepdims=True)", "weights / weights.sum()"),
    "mask upside down": ("np.where(mask, scores, -np.inf)", "np.where(mask, -np.inf, scores)"),
    "mask ignored": ("mask is not None", "False"),
    "masked scores are 0": ("-np.inf", "0.0"),
    "masked scores only a little lower": ("scores, -np.inf)", "scores, -10.0)"),
    "mask after the softmax": """
import numpy as np

def attention(Q, K, V, mask=None):
    scores = Q @ K.T / np.sqrt(Q.shape[1])
    weights = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights = weights / weights.sum(axis=1, keepdims=True)
    if mask is not None:
        weights = np.where(mask, weights, 0.0)
    return weights @ V, weights
""",
    "overflows": ("scores - scores.max(axis=1, keepdims=True)", "scores.clip(-700, 700)"),
    "one maximum for all rows": (
        "scores.max(axis=1, keepdims=True)",
        "scores.max()",
    ),
    "the maximum before the mask": (
        "    if mask is not None:\n",
        "    scores = scores - scores.max(axis=1, keepdims=True)\n    scores = scores.clip(-700, 0)\n"
        "    if mask is not None:\n",
    ),
    "returns the scores": ("return weights @ V, weights", "return weights @ V, scores"),
    "order exchanged": ("return weights @ V, weights", "return weights, weights @ V"),
    "no softmax": ("np.exp(scores - scores.max(axis=1, keepdims=True))", "np.abs(scores)"),
}
