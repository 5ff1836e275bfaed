"""Wrong answers to `forward`: a whole source, or (what stands in the solution, what is written instead)."""

MUTANTS = {
    "no bend": ("np.maximum(X @ W1 + b1, 0)", "X @ W1 + b1"),
    "the bend before the bias": ("np.maximum(X @ W1 + b1, 0)", "np.maximum(X @ W1, 0) + b1"),
    "a bend after the second layer too": ("hidden @ W2 + b2", "np.maximum(hidden @ W2 + b2, 0)"),
    "tanh": ("np.maximum(X @ W1 + b1, 0)", "np.tanh(X @ W1 + b1)"),
    "sigmoid": ("np.maximum(X @ W1 + b1, 0)", "1 / (1 + np.exp(-(X @ W1 + b1).clip(-500, 500)))"),
    "absolute value": ("np.maximum(X @ W1 + b1, 0)", "np.abs(X @ W1 + b1)"),
    "a leak": ("np.maximum(X @ W1 + b1, 0)", "np.maximum(X @ W1 + b1, 0.01 * (X @ W1 + b1))"),
    "the first bias is forgotten": ("X @ W1 + b1", "X @ W1"),
    "the second bias is forgotten": ("hidden @ W2 + b2", "hidden @ W2"),
    "overflows": ("np.exp(logits - logits.max(axis=1, keepdims=True))", "np.exp(logits.clip(-700, 700))"),
    "one maximum for all rows": ("logits.max(axis=1, keepdims=True)", "logits.max()"),
    "softmax over the cases": ("powers.sum(axis=1, keepdims=True)", "powers.sum(axis=0, keepdims=True)"),
    "softmax over everything": ("powers.sum(axis=1, keepdims=True)", "powers.sum()"),
    "a sigmoid for each class": (
        "powers / powers.sum(axis=1, keepdims=True)",
        "1 / (1 + np.exp(-logits.clip(-700, 700)))",
    ),
    "returns the logits": ("powers / powers.sum(axis=1, keepdims=True)", "logits"),
    "returns the classes": ("powers / powers.sum(axis=1, keepdims=True)", "powers.argmax(axis=1)"),
    "squeezes a single row": (
        "powers / powers.sum(axis=1, keepdims=True)",
        "np.squeeze(powers / powers.sum(axis=1, keepdims=True))",
    ),
}
