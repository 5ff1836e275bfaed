"""Wrong answers to `best_split`: a whole source, or (what stands in the solution, what is written instead)."""

MUTANTS = {
    "sides not weighted": (
        "(len(left) * gini(left) + len(right) * gini(right)) / len(y)",
        "(gini(left) + gini(right)) / 2",
    ),
    "only the purer side counts": (
        "(len(left) * gini(left) + len(right) * gini(right)) / len(y)",
        "min(gini(left), gini(right))",
    ),
    "the worst cut": ("min(costs)", "max(costs)"),
    "the highest of equal cuts": ("min(costs)[1]", "min(costs, key=lambda pair: (pair[0], -pair[1]))[1]"),
    "cuts at the values": ("(values[:-1] + values[1:]) / 2", "values[:-1]"),
    "cuts between rows, equal values torn apart": (
        "values = np.unique(x)\n    if len(values) < 2:",
        "values = np.sort(x)\n    if len(values) < 2:",
    ),
    "rows taken as sorted": ("values = np.unique(x)", "values = x[np.sort(np.unique(x, return_index=True)[1])]"),
    "a constant feature returns its value": ("return None", "return float(values[0])"),
    "returns the cost": ("min(costs)[1]", "min(costs)[0]"),
    "misclassified rows instead of Gini": ("1 - ((counts / len(labels)) ** 2).sum()", "1 - counts.max() / len(labels)"),
    "only the share of class 1": (
        "1 - ((counts / len(labels)) ** 2).sum()",
        "np.mean(labels == 1) * (1 - np.mean(labels == 1))",
    ),
    "sorts x alone, in place": ("    values = np.unique(x)", "    x.sort()\n    values = np.unique(x)"),
    "the quartiles only": ("(values[:-1] + values[1:]) / 2", "np.unique(np.quantile(x, [0.25, 0.5, 0.75]))"),
}
