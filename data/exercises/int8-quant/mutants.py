"""Wrong answers to `quantise`: a whole source, or (what stands in the solution, what is written instead)."""

MUTANTS = {
    "zero is not in the range": ("min(w.min(), 0.0), max(w.max(), 0.0)", "w.min(), w.max()"),
    "only the lower end is extended": ("max(w.max(), 0.0)", "w.max()"),
    "256 steps": ("/ 255 or", "/ 256 or"),
    "truncates instead of rounding": ("np.round(w / scale)", "np.trunc(w / scale)"),
    "rounds down": ("np.round(w / scale)", "np.floor(w / scale)"),
    "wraps round": ("np.clip(np.round(w / scale) + zero, 0, 255)", "(np.round(w / scale) + zero).astype(int)"),
    "signed bytes": (
        "np.clip(np.round(w / scale) + zero, 0, 255).astype(np.uint8)",
        "np.clip(np.round(w / scale) + zero - 128, -128, 127).astype(np.int8)",
    ),
    "left as floats": (".astype(np.uint8)", ""),
    "all zeros divide by zero": (" or 1.0", ""),
    "zero is not rounded": ("int(round(-low / scale))", "float(-low / scale)"),
    "zero is the minimum": ("int(round(-low / scale))", "float(low)"),
    "symmetric, no zero point": """
import numpy as np

def quantise(w):
    scale = float(np.abs(w).max()) / 127 or 1.0
    return np.clip(np.round(w / scale) + 128, 0, 255).astype(np.uint8), scale, 128
""",
    "negative weights are cut off": ("min(w.min(), 0.0)", "0.0"),
    "flattened": ("return q,", "return q.ravel(),"),
    "one percent of the ends cut off": (
        "min(w.min(), 0.0), max(w.max(), 0.0)",
        "min(np.quantile(w, 0.01), 0.0), max(np.quantile(w, 0.99), 0.0)",
    ),
    "scale upside down": ("return q, scale, zero", "return q, 1 / scale, zero"),
    "scales in place": ("    q = np.clip(np.round(w / scale)", "    w /= scale\n    q = np.clip(np.round(w)"),
}
