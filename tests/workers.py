"""What worker processes do in tests of pools: some note that they ran, some die. Light, so that they start fast."""

import os
import signal
import time
from pathlib import Path


def die():
    """End this process as the system does when memory runs out."""
    os.kill(os.getpid(), signal.SIGKILL)


def square(number):
    return number * number


def unevenly(number):
    """Return the number, the first ones last."""
    time.sleep(0.02 * (5 - number % 5))
    return number


def refuse(number):
    raise ValueError(f"no {number}s here")


def refuse_three(number):
    return refuse(number) if number == 3 else number


def where(_):
    return os.getpid()


def die_of_three(number):
    return die() if number == 3 else number


def given_up(number):
    return f"gave up on {number}"


def die_of_three_once(part):
    """Die of number 3 the first time, and note every part that was begun; number 99 takes longer than all others."""
    folder, number = part
    runs = len(list(Path(folder).glob(f"{number}-*")))
    (Path(folder) / f"{number}-{os.getpid()}-{time.monotonic_ns()}").touch()
    time.sleep(2 if number == 99 and not runs else 0.05)
    return die() if number == 3 and not runs else number


def slowly_noted(part):
    """Take a while over a part, and note that it was begun."""
    folder, number = part
    (Path(folder) / f"{number}-{os.getpid()}-{time.monotonic_ns()}").touch()
    time.sleep(0.1)
    return number


def runs_of(folder, numbers):
    """How often each number was begun."""
    return [len(list(Path(folder).glob(f"{number}-*"))) for number in numbers]


def _deadly(part):
    return [source for source in part.sources if source.name.startswith("bilal")]


def mark_or_die(part):
    """Mark a part of a class; one learner's file kills whoever reads it."""
    from skillcheck.grading import work

    return die() if _deadly(part) else work.mark_part(part)


def mark_or_die_once(part):
    """The same, but the second reader lives."""
    from skillcheck.grading import work

    for source in _deadly(part):
        died = Path(source.path).with_name(".died")
        if not died.exists():
            died.touch()
            die()
    return work.mark_part(part)
