"""Cases of `run_order`."""

import heapq
import random

from skillcheck.sandbox import expect

_TASKS = {"train": ["features"], "features": ["raw"], "raw": [], "report": ["train", "raw"], "docs": []}


def _by_heap(tasks, changed):
    """Kahn's algorithm with a heap; a task is stale if it reaches a changed one."""
    waiting = {name: len(set(needs)) for name, needs in tasks.items()}
    heap, order = [name for name, count in waiting.items() if count == 0], []
    heapq.heapify(heap)
    while heap:
        order.append(heapq.heappop(heap))
        for name, needs in tasks.items():
            if order[-1] in needs:
                waiting[name] -= 1
                if waiting[name] == 0:
                    heapq.heappush(heap, name)
    return [name for name in order if _reaches(tasks, name, changed)]


def _reaches(tasks, name, changed):
    return name in changed or any(_reaches(tasks, need, changed) for need in tasks[name])


def example(run_order):
    """The examples from the task."""
    expect.same(run_order(_TASKS, ["features"]), ["features", "train", "report"])
    expect.same(run_order(_TASKS, ["raw", "docs"]), ["docs", "raw", "features", "train", "report"])


def nothing_changed(run_order):
    """Nothing has changed, or there are no tasks: nothing runs."""
    expect.same(run_order(_TASKS, []), [])
    expect.same(run_order({}, []), [])


def everything(run_order):
    """All has changed: every task once, after what it needs."""
    expect.same(run_order(_TASKS, sorted(_TASKS)), ["docs", "raw", "features", "train", "report"])


def alphabet_among_the_ready(run_order):
    """A task that becomes ready goes before ready ones later in the alphabet."""
    tasks = {"z": [], "b": [], "a": ["b"], "y": ["z"], "c": ["z"]}
    expect.same(run_order(tasks, ["z", "b"]), ["b", "a", "z", "c", "y"])


def order_of_all_tasks(run_order):
    """The order is that of all tasks, also when only some run: here `a` comes late because it needs `z`."""
    expect.same(run_order({"a": ["z"], "z": [], "m": []}, ["a", "m"]), ["m", "a"])


def diamond(run_order):
    """A task with two changed needs runs once, after both."""
    expect.same(run_order({"d": ["b", "c"], "b": ["a"], "c": ["a"], "a": []}, ["a"]), ["a", "b", "c", "d"])


def downstream_only(run_order):
    """What stands before a change, or beside it, is left alone, and a need named twice counts as one."""
    tasks = {"a": [], "b": ["a"], "c": ["b", "b"], "x": ["a"]}
    expect.same(run_order(tasks, ["b"]), ["b", "c"])
    expect.same(run_order(tasks, ["c"]), ["c"])


def far_downstream(run_order):
    """A change runs down a long chain, whatever the order of the names."""
    names = [f"t{number}" for number in (7, 2, 9, 4, 1, 8, 3)]
    tasks = {name: ([before] if before else []) for before, name in zip(["", *names], names)}
    expect.same(run_order(dict(reversed(tasks.items())), ["t9"]), names[2:])


def cycles(run_order):
    """A cycle raises ValueError, of one task or more, and where nothing in it has changed."""
    expect.raises("ValueError", run_order, {"a": ["a"]}, ["a"])
    expect.raises("ValueError", run_order, {"a": ["c"], "b": ["a"], "c": ["b"], "free": []}, ["free"])
    expect.raises("ValueError", run_order, {"a": ["b"], "b": ["a"]}, [])


def unknown_names(run_order):
    """A need that is no task raises ValueError, and so does a changed name."""
    expect.raises("ValueError", run_order, {"a": ["raw"], "b": []}, ["a"])
    expect.raises("ValueError", run_order, {"a": ["raw"], "b": []}, ["b"])
    expect.raises("ValueError", run_order, {"a": [], "b": []}, ["a", "c"])


def random_graphs(run_order):
    """On random graphs of 25 tasks it agrees with another algorithm."""
    rng = random.Random(6)
    for _ in range(6):
        names = [f"{letter}{rng.randint(0, 99)}" for letter in rng.sample("abcdefghijklmnopqrstuvwxyz", 25)]
        tasks = {name: rng.sample(names[:place], min(place, rng.randint(0, 3))) for place, name in enumerate(names)}
        tasks = dict(sorted(tasks.items(), key=lambda pair: pair[0][::-1]))
        changed = rng.sample(names, 3)
        expect.same(run_order(tasks, changed), _by_heap(tasks, changed))
