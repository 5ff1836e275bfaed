"""Wrong answers to `nms`: a whole source, or (what stands in the solution, what is written instead)."""

MUTANTS = {
    "lowest score first": ("np.argsort(-scores", "np.argsort(scores"),
    "order of the table": ('np.argsort(-scores, kind="stable")', "range(len(boxes))"),
    "returns the rows in table order": ("return kept", "return sorted(kept)"),
    "ties from behind": ('np.argsort(-scores, kind="stable")', 'np.argsort(scores, kind="stable")[::-1]'),
    "equal to the threshold goes": ("<= threshold", "< threshold"),
    "a dropped box still drops": ("for other in kept", "for other in range(len(boxes)) if scores[other] > scores[row] or other in kept"),
    "only the last kept box drops": ("for other in kept", "for other in kept[-1:]"),
    "negative lengths multiply": ("max(width, 0) * max(height, 0)", "max(width * height, 0)"),
    "pixels counted": (
        "    overlap = max(width, 0)",
        "    width, height, a, b = width + 1, height + 1, (a[0], a[1], a[2] + 1, a[3] + 1), (b[0], b[1], b[2] + 1, b[3] + 1)\n"
        "    overlap = max(width, 0)",
    ),
    "share of the smaller box": (
        "return overlap / union if union > 0 else 0.0",
        "small = min((a[2] - a[0]) * (a[3] - a[1]), (b[2] - b[0]) * (b[3] - b[1]))\n    return overlap / small if small > 0 else 0.0",
    ),
    "overlap counted twice in the union": (" - overlap\n", "\n"),
    "no area divides by zero": (" if union > 0 else 0.0", ""),
    "no area counts as the same box": ("if union > 0 else 0.0", "if union > 0 else 1.0"),
    "boxes read as x, y, width, height": (
        "    width = min",
        "    a, b = (a[0], a[1], a[0] + a[2], a[1] + a[3]), (b[0], b[1], b[0] + b[2], b[1] + b[3])\n    width = min",
    ),
    "returns the boxes": ("return kept", "return boxes[kept]"),
    "returns an array": ("return kept", "return np.array(kept, dtype=int)"),
    "drops below the threshold": ("<= threshold", ">= threshold"),
    "sorts the scores in place": ("    kept = []\n", "    kept = []\n    scores[::-1].sort()\n"),
}
