def share(decisions):
    return sum(decisions) / len(decisions) if decisions else float("nan")


def gap(rates):
    known = [rate for rate in rates if rate == rate]
    return max(known) - min(known) if known else 0.0


def fairness(y, p, group):
    """Return the rates of each group, the demographic parity ratio and the equalised odds gap."""
    if not y or not len(y) == len(p) == len(group):
        raise ValueError("three lists of one length are needed")
    groups = {}
    for name in sorted(set(group)):
        rows = [(truth, decision) for truth, decision, other in zip(y, p, group) if other == name]
        groups[name] = {
            "rate": share([decision for _, decision in rows]),
            "tpr": share([decision for truth, decision in rows if truth == 1]),
            "fpr": share([decision for truth, decision in rows if truth == 0]),
        }
    rates, tprs, fprs = ([each[kind] for each in groups.values()] for kind in ("rate", "tpr", "fpr"))
    parity = min(rates) / max(rates) if max(rates) else float("nan")
    return {"groups": groups, "parity": parity, "odds_gap": max(gap(tprs), gap(fprs))}
