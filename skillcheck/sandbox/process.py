"""What the conversation with a learner's code needs of its process, and how any such process is set up."""

import os
import sys
from pathlib import Path
from typing import IO, Any, Protocol

from skillcheck.sandbox.walls import package_paths, walls

# The far side gets its modules through the pipe: inside the walls the package cannot be read.
BOOT = """
import json, sys, types
setup = json.loads(sys.stdin.buffer.readline())
for name, source in setup["modules"]:
    module = sys.modules[name] = types.ModuleType(name)
    module.__path__ = []
    exec(compile(source, name, "exec"), module.__dict__)
    parent, _, short = name.rpartition(".")
    if parent:
        setattr(sys.modules[parent], short, module)
module.serve(setup)
"""
PYTHON = (sys.executable, "-I", "-X", "utf8", "-B", "-c", BOOT)


class Process(Protocol):
    """A learner's process: its pipes, what it is told first, how long it may take to answer that, and its end."""

    stdin: IO[bytes]
    stdout: IO[bytes]
    stderr: IO[bytes]
    setup: dict[str, Any]
    patience: float

    def kill(self) -> None:
        """End it and all it started; may be called from any thread, and again."""

    def code(self, seconds: float) -> int | None:
        """Wait for its end so long; return its exit code, or minus the signal that ended it, None if it goes on."""

    def close(self) -> None:
        """Leave nothing behind; the pipes are closed already."""


def far_side(*names: str, nobody: int) -> dict[str, Any]:
    """What a far side is told first: its modules, the last of which serves, where libraries are, what to give up."""
    here = Path(__file__).parent
    names = ("wire", *(["linux"] if sys.platform == "linux" else []), *names)
    sources = [(f"skillcheck.sandbox.{name}", (here / f"{name}.py").read_text("utf-8")) for name in names]
    found = walls()
    setup = {
        "modules": [("skillcheck", ""), ("skillcheck.sandbox", ""), *sources],
        "paths": package_paths(),
        "landlock": found.landlock,
    }
    return setup | ({"nobody": nobody} if found.step_down else {})


def environment() -> dict[str, str]:
    """Next to nothing; one thread each for the numeric libraries, whose pools would eat the memory limit.

    joblib is told to run in series: it would try for semaphores, and complain to the learner that it gets none.
    """
    threads = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "PATH") if name in os.environ}
    own = {"LANG": "C.UTF-8", "HOME": "/nonexistent", "JOBLIB_MULTIPROCESSING": "0"}
    return kept | own | dict.fromkeys(threads, "1")
