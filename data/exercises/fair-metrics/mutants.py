"""Wrong answers to `fairness`: a whole source, or (what stands in the solution, what is written instead)."""

MUTANTS = {
    "the share of positives instead of decisions": ("share([decision for _, decision in rows])", "share([truth for truth, _ in rows])"),
    "tpr and fpr exchanged": ("if truth == 1]),\n            \"fpr\": share([decision for truth, decision in rows if truth == 0])", "if truth == 0]),\n            \"fpr\": share([decision for truth, decision in rows if truth == 1])"),
    "precision instead of tpr": (
        "share([decision for truth, decision in rows if truth == 1])",
        "share([truth for truth, decision in rows if decision == 1])",
    ),
    "false negatives instead of false positives": (
        "share([decision for truth, decision in rows if truth == 0])",
        "share([1 - decision for truth, decision in rows if truth == 1])",
    ),
    "false positives among all rows": (
        "share([decision for truth, decision in rows if truth == 0])",
        "share([decision * (1 - truth) for truth, decision in rows])",
    ),
    "rates of all groups together": ("if other == name]", "if other]"),
    "no rows count as 0": ('else float("nan")\n\n\ndef gap', "else 0.0\n\n\ndef gap"),
    "no rows divide by zero": (' if decisions else float("nan")', ""),
    "NaN counts in the gaps": ("[rate for rate in rates if rate == rate]", "list(rates)"),
    "one NaN and the gap is 0": ("max(known) - min(known) if known else 0.0", "max(known) - min(known) if len(known) == len(rates) else 0.0"),
    "nothing to compare is NaN": ("if known else 0.0", 'if len(known) > 1 else float("nan")'),
    "the sum of the gaps": ("max(gap(tprs), gap(fprs))", "gap(tprs) + gap(fprs)"),
    "the mean of the gaps": ("max(gap(tprs), gap(fprs))", "(gap(tprs) + gap(fprs)) / 2"),
    "equal opportunity only": ("max(gap(tprs), gap(fprs))", "gap(tprs)"),
    "the difference of the rates": ("min(rates) / max(rates) if max(rates) else float(\"nan\")", "max(rates) - min(rates)"),
    "the ratio upside down": ("min(rates) / max(rates) if max(rates)", "max(rates) / min(rates) if min(rates)"),
    "first group over second": ("min(rates) / max(rates)", "rates[0] / rates[-1]"),
    "nobody chosen divides by zero": (' if max(rates) else float("nan")', ""),
    "nobody chosen is fair": ('if max(rates) else float("nan")', "if max(rates) else 1.0"),
    "only two groups": ("in sorted(set(group)):", "in sorted(set(group))[:2]:"),
    "cut to the shortest list": ("not y or not len(y) == len(p) == len(group)", "not y"),
    "only two lengths are checked": ("not len(y) == len(p) == len(group)", "len(y) != len(group)"),
    "sorts the rows in place": ("    groups = {}\n", "    rows = sorted(zip(group, y, p))\n    group[:], y[:], p[:] = ([row[place] for row in rows] for place in range(3))\n    groups = {}\n"),
}
