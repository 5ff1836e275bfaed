"""A conversation with a learner's process over its pipes, within limits."""

import contextlib
import json
import os
import queue
import threading
from collections.abc import Callable
from typing import IO, Self

from skillcheck.model import SandboxError
from skillcheck.sandbox import wire
from skillcheck.sandbox.conversation import GARBLED, Conversation, read_reply
from skillcheck.sandbox.fresh import Fresh
from skillcheck.sandbox.outcome import Stopped
from skillcheck.sandbox.process import Process

OUTPUT_BYTES = 64_000
FLOOD_BYTES = 10_000_000


class Remote(Conversation):
    """One learner's process; a context manager that leaves none behind.

    `load` and `call` raise Raised when the learner's code raises and Stopped when the process is gone.
    `start` starts the process: a fresh one, or one forked from a template.
    """

    def __init__(self, function: str, seconds: float, megabytes: int, start: Callable[[], Process] = Fresh) -> None:
        super().__init__(function, seconds)
        self._megabytes, self._start = megabytes, start
        self._output = bytearray()
        self._flooded = False
        self._requests: queue.Queue[bytes | None] = queue.Queue()
        self._replies: queue.Queue[bytes] = queue.Queue()
        self.gone = False
        """Whether the process ended or fell silent."""

    def __enter__(self) -> Self:
        self._process = self._start()
        self._threads = [threading.Thread(target=work, daemon=True) for work in (self._exchange, self._listen)]
        for thread in self._threads:
            thread.start()
        limits = {"cpu_seconds": int(self._seconds) + 2, "memory_bytes": self._megabytes * 1_000_000}
        try:
            self._ask(self._process.setup | limits, self._process.patience)
        except Stopped as error:
            self.__exit__()
            raise SandboxError(f"The process for the code did not start: {self.output[-300:] or error}") from error
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._requests.put(None)
        for thread in self._threads:
            thread.join(timeout=1)
        self._process.close()

    @property
    def output(self) -> str:
        """What the code printed, at most OUTPUT_BYTES of it."""
        return self._output.decode("utf-8", "replace")

    def _ask(self, request: dict, seconds: float) -> dict:
        self._requests.put(json.dumps(request).encode() + b"\n")
        try:
            line = self._replies.get(timeout=max(seconds, 0.01))
        except queue.Empty:
            self.gone = True
            raise self._too_slow() from None
        if not line.endswith(b"\n"):
            self.gone = True
            raise Stopped(self._obituary(len(line)))
        return read_reply(line)

    def _exchange(self) -> None:
        """Write requests and read replies; a thread of its own, since a hostile process can block either.

        A pipe is closed by the thread that uses it: closed under it, its number could soon be another file's.
        """
        with contextlib.suppress(OSError, ValueError), self._process.stdin as requests, self._process.stdout as replies:
            while (request := self._requests.get()) is not None:
                requests.write(request)
                requests.flush()
                self._replies.put(replies.readline(wire.MAX_BYTES + 1))
        self._replies.put(b"")

    def _listen(self) -> None:
        """Keep the first of what is printed, drop the rest, end a flood."""
        heard = 0
        with contextlib.suppress(OSError, ValueError), self._process.stderr as pipe:
            while part := _read_some(pipe):
                heard += len(part)
                self._output += part[: OUTPUT_BYTES - len(self._output)]
                if heard > FLOOD_BYTES:
                    self._flooded = True
                    self._process.kill()
                    return

    def _obituary(self, garbled: int) -> str:
        """Why the process is gone, in words."""
        if self._flooded:
            return f"it printed more than {FLOOD_BYTES // 1_000_000} MB"
        if garbled:
            return GARBLED
        code = self._process.code(1.0)
        if code is None:
            return GARBLED
        # A negative code is a signal; bubblewrap reports 128 + signal.
        number = -code if code < 0 else code - 128
        return _DEATHS.get(number, f"it ended the Python process (exit code {code})")


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
