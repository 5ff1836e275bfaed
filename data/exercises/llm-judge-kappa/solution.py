def agreement(human, plain, swapped):
    """Return kappa with the human, consistency under exchange, and bias for the first position."""
    n = len(human)
    if n == 0 or not n == len(plain) == len(swapped):
        raise ValueError("three lists of one length are needed")
    first = [{1: "A", 2: "B", 0: "tie"}[position] for position in plain]
    second = [{1: "B", 2: "A", 0: "tie"}[position] for position in swapped]
    final = [a if a == b else "tie" for a, b in zip(first, second)]
    observed = sum(a == b for a, b in zip(human, final)) / n
    chance = sum(human.count(v) * final.count(v) for v in ("A", "B", "tie")) / n**2
    return {
        "kappa": (observed - chance) / (1 - chance) if chance < 1 else float("nan"),
        "consistency": sum(a == b for a, b in zip(first, second)) / n,
        "first_bias": sum(one == two == 1 for one, two in zip(plain, swapped)) / n,
    }
