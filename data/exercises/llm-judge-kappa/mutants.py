"""Wrong answers to `agreement`: a whole source, or (what stands in the solution, what is written instead)."""

MUTANTS = {
    "positions of the second run taken as the first's": ('{1: "B", 2: "A", 0: "tie"}', '{1: "A", 2: "B", 0: "tie"}'),
    "only the first run counts": ('final = [a if a == b else "tie" for', "final = [a for"),
    "only the second run counts": ('final = [a if a == b else "tie" for', "final = [b for"),
    "a tie in one run is overruled": (
        'final = [a if a == b else "tie" for',
        'final = [a if a == b or b == "tie" else b if a == "tie" else "tie" for',
    ),
    "agreement without chance": ("(observed - chance) / (1 - chance) if", "observed if"),
    "chance as one third": ("sum(human.count(v) * final.count(v) for v in (\"A\", \"B\", \"tie\")) / n**2", "1 / 3"),
    "chance without ties": ('("A", "B", "tie")) / n**2', '("A", "B")) / n**2'),
    "chance from the human alone": ("human.count(v) * final.count(v)", "human.count(v) ** 2"),
    "both shares averaged, as in Scott's pi": (
        "human.count(v) * final.count(v)",
        "((human.count(v) + final.count(v)) / 2) ** 2",
    ),
    "not divided by the rest": ("(observed - chance) / (1 - chance)", "observed - chance"),
    "never below 0": ("(observed - chance) / (1 - chance) if", "max(0.0, (observed - chance) / (1 - chance)) if"),
    "one verdict only divides by zero": (' if chance < 1 else float("nan")', ""),
    "one verdict only is perfect": ('float("nan")', "1.0"),
    "consistency of positions": (
        '"consistency": sum(a == b for a, b in zip(first, second)) / n',
        '"consistency": sum(a == b for a, b in zip(plain, swapped)) / n',
    ),
    "consistency without ties": ("sum(a == b for a, b in zip(first, second)) / n", 'sum(a == b != "tie" for a, b in zip(first, second)) / n'),
    "consistency with the human": ("sum(a == b for a, b in zip(first, second)) / n", "observed"),
    "bias counts any inconsistency": ("one == two == 1 for", "one == two != 0 for"),
    "bias of all first choices": (
        "sum(one == two == 1 for one, two in zip(plain, swapped)) / n",
        "(plain.count(1) + swapped.count(1)) / (2 * n)",
    ),
    "bias towards answer A": ("one == two == 1 for one, two in zip(plain, swapped)", 'a == b == "A" for a, b in zip(first, second)'),
    "cuts to the shortest list": ("n == 0 or not n == len(plain) == len(swapped)", "n == 0"),
    "only one length is checked": ("not n == len(plain) == len(swapped)", "n != len(plain)"),
    "no pairs give zeros": (
        "    if n == 0 or not",
        '    if n == 0:\n        return {"kappa": 0.0, "consistency": 0.0, "first_bias": 0.0}\n    if not',
    ),
    "percentages": ("zip(first, second)) / n", "zip(first, second)) / n * 100"),
    "turns the second run in place": ("    final = [", "    swapped[:] = [(0, 2, 1)[position] for position in swapped]\n    final = ["),
}
