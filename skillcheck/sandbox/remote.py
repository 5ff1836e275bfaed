"""A learner's source loaded in a process of its own, called over a pipe."""

import contextlib
import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import IO, Any, Self

import msgspec

from skillcheck.model import SandboxError
from skillcheck.sandbox import wire
from skillcheck.sandbox.outcome import Raised, Stopped
from skillcheck.sandbox.walls import NOBODY, package_paths, walls

OUTPUT_BYTES = 64_000
FLOOD_BYTES = 10_000_000
START_SECONDS = 20.0

# The far side gets its two modules through the pipe: inside the walls the package cannot be read.
_BOOT = """
import json, sys, types
setup = json.loads(sys.stdin.buffer.readline())
for name, source in setup["modules"]:
    module = sys.modules[name] = types.ModuleType(name)
    module.__path__ = []
    exec(compile(source, name, "exec"), module.__dict__)
    parent, _, short = name.rpartition(".")
    if parent:
        setattr(sys.modules[parent], short, module)
sys.modules["skillcheck.sandbox.child"].serve(setup)
"""


class Remote:
    """One learner's process; a context manager that leaves none behind.

    `load` and `call` raise Raised when the learner's code raises and Stopped when the process is gone.
    """

    def __init__(self, function: str, seconds: float, megabytes: int) -> None:
        self._function = function
        self._seconds, self._megabytes = seconds, megabytes
        self._left = seconds
        self._output = bytearray()
        self._flooded = False
        self._requests: queue.Queue[bytes | None] = queue.Queue()
        self._replies: queue.Queue[bytes] = queue.Queue()

    def __enter__(self) -> Self:
        self._folder = tempfile.mkdtemp(prefix="skillcheck-")
        step_down = walls().step_down
        if step_down:
            os.chown(self._folder, NOBODY, NOBODY)
        try:
            self._process = subprocess.Popen(
                [*walls().prefix, sys.executable, "-I", "-X", "utf8", "-B", "-c", _BOOT],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                cwd=self._folder,
                env=_environment(),
                start_new_session=True,
            )
        except OSError as error:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise SandboxError(f"No Python process could be started to run the code ({error.strerror}).") from error
        self._threads = [threading.Thread(target=work, daemon=True) for work in (self._exchange, self._listen)]
        for thread in self._threads:
            thread.start()
        try:
            self._ask(self._setup(step_down), START_SECONDS)
        except Stopped as error:
            self.__exit__()
            raise SandboxError(f"The process for the code did not start: {self.output[-300:] or error}") from error
        return self

    def __exit__(self, *_: object) -> None:
        self._kill()
        self._requests.put(None)
        for thread in self._threads:
            thread.join(timeout=1)
        pipes = (self._process.stdin, self._process.stdout, self._process.stderr)
        if not any(thread.is_alive() for thread in self._threads):
            for pipe in pipes:
                with contextlib.suppress(OSError):
                    pipe.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def output(self) -> str:
        """What the code printed, at most OUTPUT_BYTES of it."""
        return self._output.decode("utf-8", "replace")

    def load(self, source: str) -> None:
        """Run the source; Raised when it fails, Stopped when it does not define the function."""
        reply = self._timed({"source": source, "function": self._function})
        if reply.get("callable") is not True:
            names = [name for name in reply.get("names", ()) if type(name) is str]
            found = f"; it defines {', '.join(names)[:200]}" if names else ""
            raise Stopped(f"it defines no function `{self._function}`{found}")

    def call(self, arguments: tuple, named: dict[str, Any]) -> tuple[Any, list[int]]:
        """Call the function; return its value, rebuilt as plain types, and the places of arguments it changed."""
        reply = self._timed(
            {
                "function": self._function,
                "arguments": [wire.encode(value) for value in arguments],
                "named": {name: wire.encode(value) for name, value in named.items()},
            }
        )
        changed = reply.get("changed")
        if "value" not in reply or type(changed) is not list or any(type(place) is not int for place in changed):
            raise Stopped(_GARBLED)
        try:
            return wire.decode(reply["value"]), changed
        except wire.WireError as error:
            raise Stopped(_GARBLED) from error

    def _setup(self, step_down: bool) -> dict:
        here = Path(__file__).parent
        sources = [(f"skillcheck.sandbox.{name}", (here / f"{name}.py").read_text("utf-8")) for name in _FAR_SIDE]
        setup = {
            "modules": [("skillcheck", ""), ("skillcheck.sandbox", ""), *sources],
            "paths": package_paths(),
            "cpu_seconds": int(self._seconds) + 2,
            "memory_bytes": self._megabytes * 1_000_000,
        }
        return setup | ({"nobody": NOBODY} if step_down else {})

    def _timed(self, request: dict) -> dict:
        """Ask within what is left of the learner's time; our own work between calls is not counted."""
        began = time.monotonic()
        try:
            reply = self._ask(request, self._left)
        finally:
            self._left -= time.monotonic() - began
        if "error" in reply:
            raise _raised(reply["error"])
        if "too_large" in reply:
            raise Stopped(f"it returned more than {wire.MAX_BYTES // 1_000_000} MB")
        return reply

    def _ask(self, request: dict, seconds: float) -> dict:
        self._requests.put(json.dumps(request).encode() + b"\n")
        try:
            line = self._replies.get(timeout=max(seconds, 0.01))
        except queue.Empty:
            raise Stopped(
                f"it did not finish within {self._seconds:g} seconds (an endless loop, or too slow)"
            ) from None
        if not line.endswith(b"\n"):
            raise Stopped(self._obituary(len(line)))
        try:
            reply = msgspec.json.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise Stopped(_GARBLED) from error
        if type(reply) is not dict:
            raise Stopped(_GARBLED)
        return reply

    def _exchange(self) -> None:
        """Write requests and read replies; a thread of its own, since a hostile process can block either."""
        with contextlib.suppress(OSError, ValueError):
            while (request := self._requests.get()) is not None:
                self._process.stdin.write(request)
                self._process.stdin.flush()
                self._replies.put(self._process.stdout.readline(wire.MAX_BYTES + 1))
            return
        self._replies.put(b"")

    def _listen(self) -> None:
        """Keep the first of what is printed, drop the rest, end a flood."""
        heard, pipe = 0, self._process.stderr
        with contextlib.suppress(OSError, ValueError):
            while part := _read_some(pipe):
                heard += len(part)
                self._output += part[: OUTPUT_BYTES - len(self._output)]
                if heard > FLOOD_BYTES:
                    self._flooded = True
                    self._kill()
                    return

    def _kill(self) -> None:
        """End the process and its group; bubblewrap's own processes end with it."""
        if hasattr(os, "killpg"):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        with contextlib.suppress(OSError):
            self._process.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=5)

    def _obituary(self, garbled: int) -> str:
        """Why the process is gone, in words."""
        if self._flooded:
            return f"it printed more than {FLOOD_BYTES // 1_000_000} MB"
        if garbled:
            return _GARBLED
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=1)
        code = self._process.returncode
        if code is None:
            return _GARBLED
        # A negative code is a signal; bubblewrap reports 128 + signal.
        number = -code if code < 0 else code - 128
        return _DEATHS.get(number, f"it ended the Python process (exit code {code})")


_FAR_SIDE = ("wire", "child")
_GARBLED = "it disturbed the channel that carries its result, so nothing could be checked"
_DEATHS = {
    4: "it crashed Python (illegal instruction)",
    6: "it crashed Python (aborted), often for want of memory",
    7: "it crashed Python (bus error)",
    9: "it used up its processor time or memory and was ended",
    11: "it crashed Python (segmentation fault), often endless recursion",
    15: "it ended the Python process (terminated)",
    24: "it used up its processor time and was ended",
    25: "it wrote too large a file and was ended",
}


def _read_some(pipe: IO[bytes]) -> bytes:
    return os.read(pipe.fileno(), 65536)


def _raised(error: Any) -> Raised:
    """A learner's error from its hostile description."""
    try:
        kinds = [str(kind)[:60] for kind in error["kinds"]][:20]
        line = error["line"] if type(error["line"]) is int else None
        return Raised(kinds or ["an error"], " ".join(str(error["message"])[:300].split()), line)
    except (TypeError, KeyError):
        return Raised(["an error"], "", None)


def _environment() -> dict[str, str]:
    """Next to nothing; one thread each for the numeric libraries, whose pools would eat the memory limit."""
    threads = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "PATH") if name in os.environ}
    return kept | {"LANG": "C.UTF-8", "HOME": "/nonexistent"} | dict.fromkeys(threads, "1")
