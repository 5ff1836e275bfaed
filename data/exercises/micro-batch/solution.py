def batches(arrivals, max_size, max_wait):
    """Return [(time sent, request numbers)] of a server that batches up to max_size requests for max_wait at most."""
    if max_size < 1 or max_wait < 0 or any(a > b for a, b in zip(arrivals, arrivals[1:])):
        raise ValueError("max_size, max_wait or the order of the arrivals is wrong")
    sent, waiting = [], []
    for number, now in enumerate(arrivals):
        if waiting and now > arrivals[waiting[0]] + max_wait:
            sent.append((arrivals[waiting[0]] + max_wait, waiting))
            waiting = []
        waiting = [*waiting, number]
        if len(waiting) == max_size:
            sent.append((now, waiting))
            waiting = []
    if waiting:
        sent.append((arrivals[waiting[0]] + max_wait, waiting))
    return sent
