"""Wrong answers to `run_order`: a whole source, or (what stands in the solution, what is written instead)."""

MUTANTS = {
    "everything runs": ("[name for name in order if name in stale]", "order"),
    "only what has changed itself": ("            stale.add(name)\n", "            pass\n"),
    "only the next tasks downstream": (
        "        if stale & set(tasks[name]):",
        "        if set(changed) & set(tasks[name]):",
    ),
    "what a change needs runs too": (
        "    return [name for name in order if name in stale]",
        "    for name in order[::-1]:\n        if name in stale:\n            stale |= set(tasks[name])\n    return [name for name in order if name in stale]",
    ),
    "stale only if all needs are": ("if stale & set(tasks[name]):", "if tasks[name] and set(tasks[name]) <= stale:"),
    "stale in the order of the dictionary": ("    for name in order:\n", "    for name in tasks:\n"),
    "in alphabetical order": ("[name for name in order if name in stale]", "sorted(stale)"),
    "in the order of the dictionary": ("[name for name in order if name in stale]", "[name for name in tasks if name in stale]"),
    "in reversed order": ("[name for name in order if name in stale]", "[name for name in order[::-1] if name in stale]"),
    "ready tasks in the order of the dictionary": ("in sorted(tasks) if", "in tasks if"),
    "the last of the alphabet first": ("ready[0]", "ready[-1]"),
    "all ready tasks at once": ("order.append(ready[0])", "order += ready"),
    "the order of the stale tasks alone": (
        "    return [name for name in order if name in stale]",
        "    return run_order({n: [d for d in tasks[n] if d in stale] for n in stale}, list(stale)) if len(stale) < len(tasks) else order",
    ),
    "a cycle ends the order": ('            raise ValueError("the tasks have a cycle, or need one that does not exist")\n', "            break\n"),
    "cycles only among what has changed": (
        '            raise ValueError("the tasks have a cycle, or need one that does not exist")\n',
        "            if any(name in changed for name in tasks if name not in order):\n                raise ValueError\n            break\n",
    ),
    "unknown needs are ignored": ("need in order for need in tasks[name]", "need in order or need not in tasks for need in tasks[name]"),
    "unknown changes are ignored": ('        raise ValueError("a changed name is not a task")\n', "        pass\n"),
    "a set": ("return [name for name in order if name in stale]", "return stale"),
    "a graph with cycles fails with another error": (
        'raise ValueError("the tasks have a cycle, or need one that does not exist")',
        'raise RecursionError("cycle")',
    ),
    "removes the needs that are done": (
        "        order.append(ready[0])\n",
        "        order.append(ready[0])\n        for needs in tasks.values():\n            if ready[0] in needs and ready[0] not in changed:\n                needs.remove(ready[0])\n",
    ),
    "depth first, needs in their order": """
def run_order(tasks, changed):
    if not set(changed) <= set(tasks):
        raise ValueError
    order, open_tasks = [], set()

    def visit(name):
        if name in open_tasks or name not in tasks:
            raise ValueError
        if name in order:
            return
        open_tasks.add(name)
        for need in sorted(tasks[name]):
            visit(need)
        open_tasks.discard(name)
        order.append(name)

    for name in sorted(tasks):
        visit(name)
    stale = set(changed)
    for name in order:
        if stale & set(tasks[name]):
            stale.add(name)
    return [name for name in order if name in stale]
""",
}
