"""The template: a process with the libraries imported that forks a child for each answer and sees it to its end.

It reads nothing an answer says: an answer's pipes come from the near side as open files and go to the child alone.
The child has namespaces of its own where there are any; where not, this process adopts and ends whatever it leaves.
Standard library only: this source runs inside the walls, where `skillcheck` is not to be found.
"""

import contextlib
import gc
import importlib
import json
import os
import resource
import select
import signal
import socket
import sys
import time
from pathlib import Path

from skillcheck.sandbox import child, linux, wire
from skillcheck.sandbox.confine import confine, go_first

OPEN_FILES = 256
SWEEP_SECONDS = 4.0


def serve(setup: dict) -> None:
    """Import what answers use, say whether all is well, then fork for answer after answer until the near side ends."""
    # From here on no open file has a number that an answer would not close; the channel came with any.
    control = socket.socket(fileno=os.dup(setup["control"]))
    os.close(setup["control"])
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    sys.path.extend(path for path in setup["paths"] if path not in sys.path)
    before = _address_space()
    _preload(setup["libraries"])
    setup["preloaded_bytes"] = _address_space() - before
    nursery = Nursery(setup)
    control.send(json.dumps({"unfit": nursery.unfit()}).encode())
    while True:
        message, pipes, _, _ = socket.recv_fds(control, 16, 3)
        if not message:
            return
        if len(pipes) < 3:
            # An end asked for just when it came.
            continue
        code = nursery.run(control, pipes)
        if nursery.is_harmed():
            return
        control.send(json.dumps({"ended": code}).encode())


class Nursery:
    """Where answers are forked, one at a time."""

    def __init__(self, setup: dict) -> None:
        self._setup = setup
        self._spaces = setup["spaces"]
        if self._spaces:
            self._home = os.open("/proc/self/ns/pid", os.O_RDONLY)
        else:
            linux.adopt_orphans()
        go_first()
        linux.close_to_others()
        sys.stdout.flush()
        # What is here now is never looked through again, so it stays shared with the children.
        gc.collect()
        gc.freeze()
        self._condition = _condition()

    def unfit(self) -> str:
        """Why no answer can be forked safely here; empty when it can."""
        with contextlib.suppress(OSError):
            if " rw-s " in Path("/proc/self/maps").read_text("utf-8"):
                return "a library shares memory that children could write to"
        try:
            ending = os.pidfd_open(os.getpid())
            os.close(ending)
            pid = self._fork(self._try)
        except OSError as error:
            return str(error)
        return "" if os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0 else "a child could not be confined"

    def is_harmed(self) -> bool:
        """Whether an answer has changed how this process runs, as it can where it has the same user."""
        return self._condition != _condition()

    def run(self, control: socket.socket, pipes: list[int]) -> int:
        """Fork an answer with these pipes; return how it ended, by itself or when asked: a code, or minus a signal."""
        pid = self._fork(lambda: self._answer(pipes))
        for pipe in pipes:
            os.close(pipe)
        ending = os.pidfd_open(pid)
        try:
            if ending not in select.select([control, ending], [], [])[0]:
                # Either an end is asked for, or the near side is gone.
                control.recv(16)
                os.kill(pid, signal.SIGKILL)
                select.select([ending], [], [])
        finally:
            os.close(ending)
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        if not self._spaces:
            _sweep()
        return code

    def _fork(self, become) -> int:
        """Fork a child that runs `become` and ends, the first of a PID namespace if there are namespaces."""
        if self._spaces:
            linux.unshare(linux.NEW_PIDS)
        try:
            pid = os.fork()
        except OSError:
            self._back()
            raise
        if pid:
            self._back()
            return pid
        try:
            become()
            os._exit(0)
        finally:
            # Reached only with an error under way; what is printed is the near side's only clue.
            sys.excepthook(*sys.exc_info())
            os._exit(70)

    def _back(self) -> None:
        """Have the next children in this process's own PID namespace again."""
        if self._spaces:
            linux.enter(self._home, linux.NEW_PIDS)

    def _answer(self, pipes: list[int]) -> None:
        """Become the process of an answer: alone, with nothing open but its own pipes."""
        for number, pipe in enumerate(pipes):
            os.dup2(pipe, number)
        self._leave()
        with os.fdopen(os.dup(0), "rb") as first:
            told = json.loads(first.readline())
        child.serve(self._limits(told))

    def _try(self) -> None:
        """Become the process of an answer, and no more."""
        self._leave()
        confine(self._limits({"cpu_seconds": 5, "memory_bytes": 500_000_000}))

    def _leave(self) -> None:
        """Share nothing with the template from here on: no open file, no process group, no seed."""
        # A group is signalled as a whole, across namespaces.
        os.setsid()
        os.closerange(3, OPEN_FILES)
        if self._spaces:
            linux.enclose(self._setup["scratch"])
        if "numpy" in sys.modules:
            sys.modules["numpy"].random.seed()
        if "tempfile" in sys.modules:
            sys.modules["tempfile"].tempdir = None

    def _limits(self, told: dict) -> dict:
        """The setup of one answer: what was imported before it came does not count as its memory."""
        if "folder" in told:
            os.chdir(told["folder"])
        return self._setup | told | {"memory_bytes": told["memory_bytes"] + self._setup["preloaded_bytes"]}


def _preload(libraries: list[str]) -> None:
    """Import the libraries that are installed, and have pandas do once what it prepares at first use."""
    for name in libraries:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    if "pandas" in sys.modules:
        frame = wire.decode(_FRAME)
        frame.groupby("x").sum().sort_values("y").reset_index()
        frame.merge(frame, on="x")
        wire.encode(frame)


_FRAME = {
    "$frame": {
        "labels": ["x", "y"],
        "index": {"range": 2},
        "columns": [["a", None], {"$array": {"dtype": "<f8", "shape": [2], "flat": [1.0, 2.0]}}],
    }
}


def _address_space() -> int:
    return int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()


def _condition() -> tuple:
    """All that another process of the same user may set from outside."""
    kinds = [value for name, value in vars(resource).items() if name.startswith("RLIMIT_")]
    limits = tuple(resource.getrlimit(kind) for kind in kinds)
    return limits, os.getpriority(os.PRIO_PROCESS, 0), os.sched_getscheduler(0), os.sched_getaffinity(0)


def _sweep() -> None:
    """End what an answer left running; this process has no other children, and adopts every orphan among them."""
    until = time.monotonic() + SWEEP_SECONDS
    while time.monotonic() < until:
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
            # Stopped first, or new ones would be forked faster than the old are ended.
            for each in (signal.SIGSTOP, signal.SIGKILL):
                _signal(_descendants(), each)
            time.sleep(0.002)
            continue
        return
    sys.exit("the processes of an answer do not end")


def _signal(pids: set[int], number: int) -> None:
    for pid in pids:
        with contextlib.suppress(OSError):
            os.kill(pid, number)


def _descendants() -> set[int]:
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            # After the name, which may hold anything, come the state and the parent.
            fields = (folder / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
            parents[int(folder.name)] = int(fields[1])
    found, more = set(), {os.getpid()}
    while more := {pid for pid, parent in parents.items() if parent in more} - found:
        found |= more
    return found
