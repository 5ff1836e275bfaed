"""Wrong answers to `confusion`: a whole source, or (what stands in the solution, what is written instead)."""

MUTANTS = {
    "rows and columns exchanged": ("matrix[place[true]][place[predicted]]", "matrix[place[predicted]][place[true]]"),
    "rows are one and the same list": ("[[0] * len(labels) for _ in labels]", "[[0] * len(labels)] * len(labels)"),
    "labels sorted": ("enumerate(labels)", "enumerate(sorted(labels))"),
    "labels taken from the data": ("    place = {", "    labels = sorted(set(y) | set(p))\n    place = {"),
    "a foreign label crashes": ("        if true in place and predicted in place:\n    ", ""),
    "only the prediction is checked": ("if true in place and predicted in place", "if predicted in place"),
    "counts a label once": ("+= 1", "= 1"),
    "lengths are not compared": ('    if len(y) != len(p):\n        raise ValueError("y and p differ in length")\n', ""),
    "shares instead of counts": ("return matrix", "return [[cell / max(len(y), 1) for cell in row] for row in matrix]"),
    "skips right answers": ("if true in place", "if true != predicted and true in place"),
}
