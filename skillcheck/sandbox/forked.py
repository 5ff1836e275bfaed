"""The near side of a template: the ready process, and the answers forked from it, their pipes handed over open.

The template's own channel carries nothing of an answer: it is asked to fork and to end, and says how an answer ended.
"""

import contextlib
import itertools
import json
import os
import shutil
import socket
import subprocess
import tempfile
import threading
import weakref
from collections.abc import Sequence
from typing import IO, Any

from skillcheck.model import SandboxError
from skillcheck.sandbox.fresh import end_group, make_folder
from skillcheck.sandbox.process import PYTHON, environment, far_side
from skillcheck.sandbox.walls import scratch, walls

# The packets that ask a template for something, as it knows them.
FORK, END = b"fork", b"end"
START_SECONDS = 60.0
END_SECONDS = 8.0

# What answers to the exercises import, and what else of scikit-learn a learner reaches for.
LIBRARIES = (
    *("numpy", "pandas", "scipy.stats", "scipy.signal", "sqlite3", "fractions", "html"),
    *("sklearn.cluster", "sklearn.compose", "sklearn.datasets", "sklearn.decomposition", "sklearn.ensemble"),
    *("sklearn.feature_extraction.text", "sklearn.feature_selection", "sklearn.impute", "sklearn.linear_model"),
    *("sklearn.metrics", "sklearn.model_selection", "sklearn.naive_bayes", "sklearn.neighbors", "sklearn.pipeline"),
    *("sklearn.preprocessing", "sklearn.svm", "sklearn.tree"),
)


class Ready:
    """A template: a process behind the walls with the libraries imported; SandboxError when there can be no process.

    `unfit` says why nothing should be forked from it, `lost` that it is gone or does not answer.
    """

    def __init__(self, nobody: int) -> None:
        self.lost = False
        self._nobody = nobody
        self._control, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        # A file never fills up, as a pipe that nobody reads would.
        with tempfile.TemporaryFile() as said:
            try:
                with far:
                    self._process = _spawn(far, said, nobody)
            except SandboxError:
                self._control.close()
                raise
            self._end = weakref.finalize(self, _end, self._process, self._control, os.getpid())
            hello = self.hear(START_SECONDS)
            self.unfit = hello["unfit"] if hello else f"it did not start: {_last_words(said)}"

    @property
    def pid(self) -> int:
        """The process, or what walls it in: it leads a group."""
        return self._process.pid

    def is_gone(self) -> bool:
        """Whether it has ended since it was last used."""
        return self.lost or self._process.poll() is not None

    def fork(self) -> "Forked":
        """Fork an answer."""
        return Forked(self, None if walls().template else make_folder(self._nobody))

    def ask(self, what: bytes, pipes: Sequence[int] = ()) -> None:
        """Ask for a fork, with its pipes, or for its end."""
        try:
            socket.send_fds(self._control, [what], pipes)
        except OSError:
            self.lost = True

    def hear(self, seconds: float) -> dict[str, Any] | None:
        """Wait so long for what it says; None when it says nothing."""
        self._control.settimeout(max(seconds, 0.01))
        try:
            said = self._control.recv(65536)
        except TimeoutError:
            return None
        except OSError:
            said = b""
        self.lost = self.lost or not said
        return json.loads(said) if said else None

    def close(self) -> None:
        """End it, and with it what it forked."""
        self._end()


class Forked:
    """One answer's process, forked from a template."""

    patience = 10.0

    def __init__(self, ready: Ready, folder: str | None) -> None:
        self._ready, self._folder = ready, folder
        self.setup: dict[str, Any] = {"folder": folder} if folder else {}
        self._code: int | None = None
        # A flood of output is ended by the thread that drains it.
        self._asking = threading.Lock()
        (its_in, stdin), (stdout, its_out), (stderr, its_errors) = _pipes(3)
        ready.ask(FORK, (its_in, its_out, its_errors))
        for pipe in (its_in, its_out, its_errors):
            os.close(pipe)
        self.stdin, self.stdout, self.stderr = os.fdopen(stdin, "wb"), os.fdopen(stdout, "rb"), os.fdopen(stderr, "rb")

    def kill(self) -> None:
        """End it and all it started; a template that does not see to it is ended as well."""
        with self._asking:
            if self._code is None and not self._ready.lost:
                self._ready.ask(END)
                self._hear(END_SECONDS)
            if self._code is None:
                self._ready.lost = True
                self._ready.close()

    def code(self, seconds: float) -> int | None:
        """Wait for its end so long; return its exit code, or minus the signal that ended it, None if it goes on."""
        with self._asking:
            if self._code is None and not self._ready.lost:
                self._hear(seconds)
            return self._code

    def close(self) -> None:
        """Remove its folder, if it has one that did not go with it."""
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _hear(self, seconds: float) -> None:
        said = self._ready.hear(seconds)
        self._code = said["ended"] if said else None


def _pipes(number: int) -> list[tuple[int, int]]:
    """Make pipes; SandboxError, and none, when this process has too many files open."""
    pairs: list[tuple[int, int]] = []
    try:
        for _ in range(number):
            pairs.append(os.pipe())
    except OSError as error:
        for pipe in itertools.chain(*pairs):
            os.close(pipe)
        raise SandboxError(f"No pipe could be made to talk to the code ({error.strerror}).") from error
    return pairs


def _spawn(far: socket.socket, said: IO[bytes], nobody: int) -> subprocess.Popen:
    """Start a template that talks over `far` and writes what goes wrong to `said`."""
    spaces = bool(walls().template)
    setup = far_side("confine", "child", "ready", nobody=nobody) | {
        "control": far.fileno(),
        "libraries": LIBRARIES,
        "spaces": spaces,
        "scratch": scratch(),
        "tied": not spaces,
    }
    try:
        process = subprocess.Popen(
            [*walls().template, *PYTHON],
            stdin=subprocess.PIPE,
            stdout=said,
            stderr=said,
            cwd="/",
            env=environment(),
            pass_fds=(far.fileno(),),
            start_new_session=True,
        )
    except OSError as error:
        raise SandboxError(f"No Python process could be started to run the code ({error.strerror}).") from error
    with contextlib.suppress(OSError), process.stdin:
        process.stdin.write(json.dumps(setup).encode() + b"\n")
    return process


def _last_words(said: IO[bytes]) -> str:
    said.seek(max(0, said.seek(0, os.SEEK_END) - 300))
    return said.read().decode("utf-8", "replace").strip() or "it says nothing"


def _end(process: subprocess.Popen, control: socket.socket, owner: int) -> None:
    """End a template; a process forked from its owner has only a copy of it."""
    control.close()
    if os.getpid() == owner:
        end_group(process)
