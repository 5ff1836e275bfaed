def run_order(tasks, changed):
    """Return the tasks that must run again, each after those it needs."""
    if not set(changed) <= set(tasks):
        raise ValueError("a changed name is not a task")
    order = []
    while len(order) < len(tasks):
        left = (name for name in sorted(tasks) if name not in order)
        ready = [name for name in left if all(need in order for need in tasks[name])]
        if not ready:
            raise ValueError("the tasks have a cycle, or need one that does not exist")
        order.append(ready[0])
    stale = set(changed)
    for name in order:
        if stale & set(tasks[name]):
            stale.add(name)
    return [name for name in order if name in stale]
