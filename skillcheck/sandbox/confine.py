"""The limits of a learner's process, set by itself before it reads a line of theirs; they hold as long as it lives.

Standard library only: this source also runs in the learner's process.
"""

import contextlib
import os
import sys
from pathlib import Path

OPEN_FILES = 64
PROCESSES = 64
FILE_BYTES = 16_000_000


def confine(setup: dict) -> list[str]:
    """Set the limits that this platform knows, give up every right, and name what holds."""
    go_first()
    held = _limit(setup)
    if "nobody" in setup:
        os.setgroups([])
        os.setgid(setup["nobody"])
        os.setuid(setup["nobody"])
        held.append("no privileges")
    if sys.platform == "linux":
        from skillcheck.sandbox import linux

        linux.give_up_rights()
        if setup.get("tied"):
            linux.end_with_parent()
        if setup["landlock"]:
            linux.keep_to(".")
            held.append("no writing elsewhere")
    return held


def go_first() -> None:
    """Where memory runs out for all, be what the system ends."""
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("900", "ascii")


def _limit(setup: dict) -> list[str]:
    try:
        import resource
    except ImportError:
        return []
    wanted = {
        "processor time": (resource.RLIMIT_CPU, setup["cpu_seconds"]),
        "memory": (resource.RLIMIT_AS, setup["memory_bytes"]),
        "file size": (resource.RLIMIT_FSIZE, FILE_BYTES),
        "open files": (resource.RLIMIT_NOFILE, OPEN_FILES),
        # Root outside a user namespace is exempt from this one.
        "processes": (resource.RLIMIT_NPROC, PROCESSES),
        "": (resource.RLIMIT_CORE, 0),
    }
    held = []
    for name, (limit, value) in wanted.items():
        with contextlib.suppress(ValueError, OSError):
            _, hard = resource.getrlimit(limit)
            if hard != resource.RLIM_INFINITY:
                value = min(value, hard)
            resource.setrlimit(limit, (value, value))
            held.append(name)
    return [name for name in held if name]
