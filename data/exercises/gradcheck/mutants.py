"""Wrong answers to `check_gradient`: a whole source, or (what stands in the solution, what is written instead)."""

MUTANTS = {
    "forward difference": ("(f(w + step) - f(w - step)) / (2 * eps)", "(f(w + step) - f(w)) / eps"),
    "backward difference": ("(f(w + step) - f(w - step)) / (2 * eps)", "(f(w) - f(w - step)) / eps"),
    "the 2 is lost": ("(2 * eps)", "eps"),
    "the brackets are lost": ("(2 * eps)", "2 * eps"),
    "half the step to each side, divided as before": ("step[place] = eps", "step[place] = eps / 2"),
    "half the step to each side": (
        "step[place] = eps\n        step = step.reshape(w.shape)\n        numeric[place] = (f(w + step) - f(w - step)) / (2 * eps)",
        "step[place] = eps / 2\n        step = step.reshape(w.shape)\n        numeric[place] = (f(w + step) - f(w - step)) / eps",
    ),
    "turned round": ("(f(w + step) - f(w - step))", "(f(w - step) - f(w + step))"),
    "a step of its own": ("step[place] = eps", "eps = 1e-6\n        step[place] = eps"),
    "eps too small for the digits": ("step[place] = eps", "eps = 1e-13\n        step[place] = eps"),
    "all entries moved at once": ("        step[place] = eps\n", "        step[:] = eps\n"),
    "steps pile up": (
        "    for place in range(w.size):\n        step = np.zeros(w.size)\n        step[place] = eps\n"
        "        step = step.reshape(w.shape)\n",
        "    flat = np.zeros(w.size)\n    for place in range(w.size):\n        flat[place] = eps\n"
        "        step = flat.reshape(w.shape)\n",
    ),
    "column by column": ("step.reshape(w.shape)\n", 'step.reshape(w.shape, order="F")\n'),
    "flat result": ("    numeric = numeric.reshape(w.shape)\n", "    claimed = claimed.ravel()\n"),
    "pairs of places": (
        "np.flatnonzero(np.abs(numeric - claimed) > 1e-4 * scale).tolist()",
        "np.argwhere(np.abs(numeric - claimed) > 1e-4 * scale).tolist()",
    ),
    "a mask": (
        "np.flatnonzero(np.abs(numeric - claimed) > 1e-4 * scale).tolist()",
        "(np.abs(numeric - claimed) > 1e-4 * scale).tolist()",
    ),
    "the places that agree": ("np.abs(numeric - claimed) > 1e-4", "np.abs(numeric - claimed) <= 1e-4"),
    "only too small ones": ("np.abs(numeric - claimed) > 1e-4", "(numeric - claimed) > 1e-4"),
    "sizes compared, signs not": ("np.abs(numeric - claimed)", "np.abs(np.abs(numeric) - np.abs(claimed))"),
    "absolute only": ("1e-4 * scale", "1e-4"),
    "relative only": (
        "np.maximum(1, np.maximum(np.abs(numeric), np.abs(claimed)))",
        "np.maximum(np.abs(numeric), np.abs(claimed))",
    ),
    "one scale for all": (
        "np.maximum(1, np.maximum(np.abs(numeric), np.abs(claimed)))",
        "max(1, np.abs(numeric).max())",
    ),
    "sizes added": (
        "np.maximum(1, np.maximum(np.abs(numeric), np.abs(claimed)))",
        "1 + np.abs(numeric) + np.abs(claimed)",
    ),
    "a looser limit": ("1e-4 * scale", "1e-3 * scale"),
    "a tighter limit": ("1e-4 * scale", "1e-5 * scale"),
    "any shape will do": ("    if claimed.shape != w.shape:", "    if False:"),
    "only the size is compared": ("claimed.shape != w.shape", "claimed.size != w.size"),
    "whole numbers swallow the step": (
        "f(w + step) - f(w - step)",
        "f((w + step).astype(w.dtype)) - f((w - step).astype(w.dtype))",
    ),
    "one number instead of a list": (
        "return numeric, np.flatnonzero(np.abs(numeric - claimed) > 1e-4 * scale).tolist()",
        "return numeric, int((np.abs(numeric - claimed) > 1e-4 * scale).sum())",
    ),
    "moves w in place": """
import numpy as np

def check_gradient(f, w, claimed, eps=1e-5):
    if claimed.shape != w.shape:
        raise ValueError
    numeric = np.zeros(w.shape)
    for place in np.ndindex(*w.shape):
        w[place] += eps
        above = f(w)
        w[place] -= 2 * eps
        numeric[place] = (above - f(w)) / (2 * eps)
    scale = np.maximum(1, np.maximum(np.abs(numeric), np.abs(claimed)))
    return numeric, np.flatnonzero(np.abs(numeric - claimed) > 1e-4 * scale).tolist()
""",
    "only vectors": ("        step = step.reshape(w.shape)\n", ""),
}
