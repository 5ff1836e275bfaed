"""Wrong answers to `ecdf`: a whole source, or (what stands in the solution, what is written instead)."""

MUTANTS = {
    "a point for each row": """
import numpy as np

def ecdf(x):
    xs = np.sort(x[~np.isnan(x)])
    if len(xs) == 0:
        raise ValueError
    return xs, np.arange(1, len(xs) + 1) / len(xs)
""",
    "strictly smaller": ("np.cumsum(counts) /", "(np.cumsum(counts) - counts) /"),
    "halfway up the step": ("np.cumsum(counts) /", "(np.cumsum(counts) - counts / 2) /"),
    "each distinct value counts once": (
        "np.cumsum(counts) / len(known)",
        "np.arange(1, len(xs) + 1) / len(xs)",
    ),
    "the shares are not summed": ("np.cumsum(counts)", "counts"),
    "counts instead of shares": ("np.cumsum(counts) / len(known)", "np.cumsum(counts)"),
    "in percent": ("np.cumsum(counts) / len(known)", "100 * np.cumsum(counts) / len(known)"),
    "divided by n + 1": ("/ len(known)", "/ (len(known) + 1)"),
    "NaN counts in the size": ("/ len(known)", "/ len(x)"),
    "NaN is a value": ("known = x[~np.isnan(x)]", "known = x"),
    "NaN is 0": ("known = x[~np.isnan(x)]", "known = np.nan_to_num(x)"),
    "the share of larger values": ("np.cumsum(counts) / len(known)", "1 - np.cumsum(counts) / len(known)"),
    "smaller or equal, looked at from above": (
        "np.cumsum(counts) / len(known)",
        "np.cumsum(counts[::-1])[::-1] / len(known)",
    ),
    "starts at 0": (
        "return xs, np.cumsum(counts) / len(known)",
        "return np.append(xs[0], xs), np.append(0, np.cumsum(counts) / len(known))",
    ),
    "evenly from 0 to 1": ("np.cumsum(counts) / len(known)", "np.linspace(0, 1, len(xs))"),
    "unsorted, first come": """
import numpy as np

def ecdf(x):
    known = x[~np.isnan(x)]
    if len(known) == 0:
        raise ValueError
    xs = np.array(list(dict.fromkeys(known.tolist())))
    return xs, np.array([(known <= value).mean() for value in xs])
""",
    "no check for nothing": ("    if len(known) == 0:", "    if False:"),
    "only an empty array is nothing": ("len(known) == 0", "len(x) == 0"),
    "a histogram of ten bins": """
import numpy as np

def ecdf(x):
    known = x[~np.isnan(x)]
    if len(known) == 0:
        raise ValueError
    counts, edges = np.histogram(known, bins=10)
    return edges[1:], np.cumsum(counts) / len(known)
""",
    "only positive values": ("x[~np.isnan(x)]", "x[x > 0]"),
    "rounded": ("xs, counts = np.unique(known,", "xs, counts = np.unique(known.round(),"),
    "ys first": ("return xs, np.cumsum(counts) / len(known)", "return np.cumsum(counts) / len(known), xs"),
    "sorts in place": ("    known = x", "    x.sort()\n    known = x"),
}
