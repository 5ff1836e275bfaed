"""Wrong answers to `batches`: a whole source, or (what stands in the solution, what is written instead)."""

MUTANTS = {
    "an overdue batch goes when the next request comes": (
        "            sent.append((arrivals[waiting[0]] + max_wait, waiting))\n            waiting = []\n        waiting = [",
        "            sent.append((now, waiting))\n            waiting = []\n        waiting = [",
    ),
    "the rest is never sent": ("    if waiting:\n        sent.append((arrivals[waiting[0]] + max_wait, waiting))\n", ""),
    "the rest is sent at the last arrival": (
        "    if waiting:\n        sent.append((arrivals[waiting[0]] + max_wait, waiting))",
        "    if waiting:\n        sent.append((arrivals[-1], waiting))",
    ),
    "the deadline is already too late": ("now > arrivals[waiting[0]] + max_wait", "now >= arrivals[waiting[0]] + max_wait"),
    "each request prolongs the wait": ("arrivals[waiting[0]] + max_wait", "arrivals[waiting[-1]] + max_wait"),
    "full only with one more": ("len(waiting) == max_size", "len(waiting) > max_size"),
    "a full batch waits too": ("            sent.append((now, waiting))", "            sent.append((arrivals[waiting[0]] + max_wait, waiting))"),
    "a full batch goes at its first request's time": ("            sent.append((now, waiting))", "            sent.append((arrivals[waiting[0]], waiting))"),
    "the request after a deadline is lost": (
        "            waiting = []\n        waiting = [*waiting, number]",
        "            waiting = []\n            continue\n        waiting = [*waiting, number]",
    ),
    "numbers from 1": ("enumerate(arrivals)", "enumerate(arrivals, start=1)"),
    "times instead of numbers": ("return sent", "return [(time, [arrivals[number] for number in numbers]) for time, numbers in sent]"),
    "only the numbers": ("return sent", "return [numbers for _, numbers in sent]"),
    "batches as lists": ("return sent", "return [list(batch) for batch in sent]"),
    "cut by size alone": """
def batches(arrivals, max_size, max_wait):
    if max_size < 1 or max_wait < 0 or any(a > b for a, b in zip(arrivals, arrivals[1:])):
        raise ValueError
    numbers = list(range(len(arrivals)))
    parts = [numbers[start : start + max_size] for start in range(0, len(numbers), max_size)]
    return [(arrivals[part[-1]], part) for part in parts]
""",
    "windows of fixed time": """
def batches(arrivals, max_size, max_wait):
    if max_size < 1 or max_wait < 0 or any(a > b for a, b in zip(arrivals, arrivals[1:])):
        raise ValueError
    windows = {}
    for number, now in enumerate(arrivals):
        windows.setdefault(now // max(max_wait, 1), []).append(number)
    return [((window + 1) * max_wait, numbers[:max_size]) for window, numbers in windows.items()]
""",
    "the timer goes on after a full batch": """
def batches(arrivals, max_size, max_wait):
    if max_size < 1 or max_wait < 0 or any(a > b for a, b in zip(arrivals, arrivals[1:])):
        raise ValueError
    sent, waiting, deadline = [], [], None
    for number, now in enumerate(arrivals):
        if deadline is not None and now > deadline:
            if waiting:
                sent.append((deadline, waiting))
            waiting, deadline = [], None
        deadline = now + max_wait if deadline is None else deadline
        waiting = [*waiting, number]
        if len(waiting) == max_size:
            sent.append((now, waiting))
            waiting = []
    return sent + [(deadline, waiting)] if waiting else sent
""",
    "a size of 0 passes": ("max_size < 1 or ", "max_size < 0 or "),
    "a wait below 0 passes": ("max_wait < 0 or ", ""),
    "a wait of 0 is refused": ("max_wait < 0", "max_wait <= 0"),
    "arrivals out of order are sorted": (
        " or any(a > b for a, b in zip(arrivals, arrivals[1:])):\n        raise ValueError(\"max_size, max_wait or the order of the arrivals is wrong\")\n",
        ":\n        raise ValueError\n    arrivals = sorted(arrivals)\n",
    ),
    "arrivals at the same moment are refused": ("any(a > b for", "any(a >= b for"),
    "whole milliseconds only": ("sent, waiting = [], []", "arrivals, max_wait, sent, waiting = [int(a) for a in arrivals], int(max_wait), [], []"),
    "counts the arrivals from the first, in place": (
        "    for number, now in",
        "    start = arrivals[0] if arrivals else 0\n    arrivals[:] = [time - start for time in arrivals]\n    for number, now in",
    ),
}
