"""A ready process with the libraries imported, forked for each answer: the same check, without the wait for a start."""

import os
import sys
import threading
from pathlib import Path
from typing import Self

from skillcheck.model import Exercise, SandboxError
from skillcheck.sandbox import run
from skillcheck.sandbox.forked import Ready
from skillcheck.sandbox.outcome import Outcome
from skillcheck.sandbox.remote import Remote
from skillcheck.sandbox.walls import isolation, someone

TWICE = "Your code could not be run: twice the process that runs answers ended or fell silent under it."


class Template:
    """Checks answer after answer, each in a fork of one ready process; a context manager that leaves no process.

    The process starts with the first check, and another takes its place when it dies. Making a Template, pickling it
    and using it in another process cost nothing and share nothing. Threads may share one: answers take turns.
    """

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._owner = os.getpid()
        self._ready: Ready | None = None
        self._unfit = "" if sys.platform == "linux" else "this platform cannot fork safely"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __reduce__(self) -> tuple[type, tuple[()]]:
        return Template, ()

    def close(self) -> None:
        """End the process; the next check starts another."""
        with self._turn:
            self._drop()

    @property
    def unfit(self) -> str:
        """Why every answer gets a fresh process instead; empty while nothing speaks against forking."""
        return self._unfit

    def check(self, exercise: Exercise, source: str, cases: Path) -> Outcome:
        """Run the source apart and hold it against the cases in the file `cases`, as `skillcheck.sandbox.check` does.

        An answer under which the process dies is run once more, by another; then it has failed. Raises what
        `skillcheck.sandbox.check` raises.
        """
        with self._turn:
            for last in (False, True):
                ready = self._start()
                if ready is None:
                    return run.check(exercise, source, cases)
                outcome = self._run(ready, exercise, source, cases, last)
                if outcome is not None:
                    return outcome
        return Outcome(passed=False, cases=(), message=TWICE, isolation=isolation(), seconds=0.0)

    def _run(self, ready: Ready, exercise: Exercise, source: str, cases: Path, last: bool) -> Outcome | None:
        """The outcome, or None if the process was lost under the answer, whether by its doing or not."""
        answer = Remote(exercise.function, exercise.seconds, exercise.megabytes, ready.fork)
        try:
            outcome = run.check_apart(exercise, source, cases, answer)
        except SandboxError:
            # Not a line of the answer has run.
            self._drop()
            if last:
                raise
            return None
        if not ready.lost:
            return outcome
        self._drop()
        return None if answer.gone else outcome

    def _start(self) -> Ready | None:
        """The process, started or replaced if need be; None where answers had better get fresh ones."""
        if self._owner != os.getpid():
            # Forked with this object in it: the process is still the other's.
            self._inherited, self._ready, self._owner = self._ready, None, os.getpid()
        if self._ready and self._ready.is_gone():
            self._drop()
        if not self._ready and not self._unfit:
            self._ready = Ready(someone())
            self._unfit = self._ready.unfit
            if self._unfit:
                self._drop()
        return self._ready

    def _drop(self) -> None:
        if self._ready:
            self._ready.close()
        self._ready = None
