"""Wrong answers to `best_epoch`: a whole source, or (what stands in the solution, what is written instead)."""

_RULE = "loss < lowest - min_delta"

MUTANTS = {
    "the lowest loss of all": ("            if waited == patience:\n                break\n", ""),
    "the last epoch before the stop": ("    return best\n", "    return epoch\n"),
    "the first epoch that improved": ("best, lowest, waited = epoch, loss, 0", "best, lowest, waited = 0 if best is None else 1, loss, 0"),
    "the loss instead of the epoch": ("    return best\n", "    return lowest\n"),
    "epochs count from 1": ("    return best\n", "    return best + 1\n"),
    "how many epochs ran": ("    return best\n", "    return len(losses)\n"),
    "stops one epoch later": ("waited == patience", "waited > patience"),
    "stops one epoch sooner": ("waited == patience", "waited >= patience - 1"),
    "waiting is not reset": ("best, lowest, waited = epoch, loss, 0", "best, lowest = epoch, loss"),
    "an improvement only shortens the waiting": (
        "best, lowest, waited = epoch, loss, 0",
        "best, lowest, waited = epoch, loss, max(waited - 1, 0)",
    ),
    "equal is better": (_RULE, "loss <= lowest - min_delta and loss < math.inf"),
    "min_delta is ignored": (_RULE, "loss < lowest"),
    "min_delta as a share": (_RULE, "loss < lowest - min_delta * (abs(lowest) if lowest < math.inf else 0)"),
    "min_delta on the wrong side": (_RULE, "loss < lowest + min_delta and loss < math.inf"),
    "higher is better": (_RULE, "math.inf > loss > (lowest + min_delta if lowest < math.inf else -math.inf)"),
    "compared with the epoch before": (
        "        else:\n            waited += 1\n",
        "        else:\n            lowest = loss\n            waited += 1\n",
    ),
    "a small gain moves the bar": (
        "        else:\n            waited += 1\n",
        "        else:\n            lowest = min(lowest, loss)\n            waited += 1\n",
    ),
    "a small gain is kept but does not count": (
        "        else:\n            waited += 1\n",
        "        else:\n            best = epoch if loss < min(losses[:epoch], default=math.inf) else best\n            waited += 1\n",
    ),
    "a small gain stops the waiting": ("            waited += 1\n", "            waited += loss >= lowest\n"),
    "the last of equal losses": (
        "        else:\n            waited += 1\n",
        "        else:\n            best = epoch if loss == lowest else best\n            waited += 1\n",
    ),
    "the first loss is the bar, whatever it is": (
        "    best, lowest, waited = None, math.inf, 0\n",
        "    if not losses:\n        raise ValueError\n    best, lowest, waited = 0, losses[0], 0\n",
    ),
    "nothing but losses above 0": (_RULE, "0 < loss < lowest - min_delta"),
    "NaN is an improvement": (_RULE, "not loss >= lowest - min_delta"),
    "NaN epochs are skipped": ("    for epoch, loss in enumerate(losses):\n", "    for epoch, loss in enumerate(losses):\n        if not math.isfinite(loss):\n            continue\n"),
    "NaN ends the training": ("    for epoch, loss in enumerate(losses):\n", "    for epoch, loss in enumerate(losses):\n        if not math.isfinite(loss):\n            break\n"),
    "NaN losses are taken out": (
        "    best, lowest, waited = None",
        "    losses = [loss for loss in losses if math.isfinite(loss)]\n    best, lowest, waited = None",
    ),
    "no best epoch is None": ('        raise ValueError("no epoch had a finite loss")\n', "        return None\n"),
    "no best epoch is the first": ('        raise ValueError("no epoch had a finite loss")\n', "        return 0\n"),
    "no losses give -1": (
        "    best, lowest, waited = None",
        "    if not losses:\n        return -1\n    best, lowest, waited = None",
    ),
    "no patience passes": ("patience < 1 or ", ""),
    "no patience is infinite patience": ("patience < 1 or ", "patience < 0 or "),
    "a negative min_delta passes": (" or min_delta < 0", ""),
    "min_delta must be above 0": ("min_delta < 0", "min_delta <= 0"),
    "numpy's least": """
import numpy as np

def best_epoch(losses, patience, min_delta):
    if patience < 1 or min_delta < 0 or not np.isfinite(losses).any():
        raise ValueError
    return int(np.nanargmin(losses))
""",
}
