"""Wrong answers to `fgsm`: a whole source, or (what stands in the solution, what is written instead)."""

P = """
import numpy as np

def fgsm(w, b, X, y, eps):
    if eps < 0:
        raise ValueError
    p = 1 / (1 + np.exp(-np.clip(X @ w + b, -700, 700)))
    gradient = (p - y)[:, None] * w
    return np.clip(X + STEP, 0.0, 1.0)
"""

MUTANTS = {
    "downhill": ("X + eps", "X - eps"),
    "always away from class 1": ("np.where(y == 1, -1.0, 1.0)", "np.where(y == 1, -1.0, -1.0)"),
    "always towards class 1": ("np.where(y == 1, -1.0, 1.0)", "np.where(y == 1, 1.0, 1.0)"),
    "away from what the model predicts": ("np.where(y == 1,", "np.where(X @ w + b > 0,"),
    "the label as the factor": ("np.where(y == 1, -1.0, 1.0)", "-y.astype(float)"),
    "not limited": ("np.clip(X + eps * direction, 0.0, 1.0)", "X + eps * direction"),
    "limited only below": ("0.0, 1.0)\n", "0.0, None)\n"),
    "limited to 0 ... 16": ("0.0, 1.0)\n", "0.0, 16.0)\n"),
    "rescaled instead of limited": (
        "    return np.clip(X + eps * direction, 0.0, 1.0)",
        "    moved = X + eps * direction\n    return (moved - moved.min()) / max(moved.max() - moved.min(), 1.0)",
    ),
    "the movement limited, not the pixel": ("np.clip(X + eps * direction, 0.0, 1.0)", "X + np.clip(eps * direction, 0.0, 1.0)"),
    "pixels at a limit do not count": ("* np.sign(w)", "* np.sign(w) * ((X > 0) & (X < 1))"),
    "the weights instead of their signs": ("np.sign(w)", "w"),
    "dead pixels move too": ("np.sign(w)", "np.where(w >= 0, 1.0, -1.0)"),
    "only the strongest pixel": ("np.sign(w)", "np.sign(w) * (np.abs(w) == np.abs(w).max())"),
    "a step of length eps": ("np.sign(w)", "w / np.linalg.norm(w)"),
    "half the step": ("X + eps *", "X + eps / 2 *"),
    "the gradient without its sign": P.replace("STEP", "eps * gradient"),
    "the sign of a gradient that vanishes": P.replace("STEP", "eps * np.sign(gradient)"),
    "a gradient that is rounded": P.replace("STEP", "eps * np.sign(gradient.round(6))"),
    "the gradient of each row scaled to length one": P.replace(
        "STEP", "eps * gradient / np.maximum(np.linalg.norm(gradient, axis=1, keepdims=True), 1e-300)"
    ),
    "overflows": P.replace("np.clip(X @ w + b, -700, 700)", "(X @ w + b)").replace("STEP", "eps * np.sign(gradient)"),
    "the label left out of the gradient": P.replace("(p - y)", "p").replace("STEP", "eps * np.sign(gradient)"),
    "the gradient for the weights": P.replace("(p - y)[:, None] * w", "((p - y) @ X)[None, :] * np.ones_like(X)").replace(
        "STEP", "eps * np.sign(gradient)"
    ),
    "random signs": ("* np.sign(w)", "* np.random.default_rng(0).choice([-1.0, 1.0], X.shape)"),
    "any eps": ('    if eps < 0:\n        raise ValueError("eps must not be below 0")\n', ""),
    "an eps of 0 is refused": ("eps < 0", "eps <= 0"),
    "in place": ("    return np.clip(X + eps * direction, 0.0, 1.0)", "    X += eps * direction\n    return np.clip(X, 0.0, 1.0)"),
}
