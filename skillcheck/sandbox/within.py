"""A learner's code in this very interpreter: in a browser there is no other process to run it in.

The values still cross as plain data, so that a case sees exactly what it would see of a process.
"""

import contextlib
import io
import json
import sys
import time
from types import CodeType
from typing import Any, Self

from skillcheck.sandbox import child
from skillcheck.sandbox.conversation import Conversation, read_reply

OUTPUT_LETTERS = 64_000


class Within(Conversation):
    """A learner's source in a namespace of its own; a context manager, as Remote is.

    Time is the one limit, and it holds while Python runs: a call into compiled code is not interrupted.
    """

    def __init__(self, function: str, seconds: float) -> None:
        super().__init__(function, seconds)
        self._namespace: dict[str, Any] = {"__name__": "answer", "input": _no_input}
        self._printed = _Printed()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._namespace.clear()

    @property
    def output(self) -> str:
        """What the code printed, at most OUTPUT_LETTERS of it."""
        return self._printed.getvalue()

    def _ask(self, request: dict, seconds: float) -> dict:
        plain = json.loads(json.dumps(request))
        printed = contextlib.redirect_stdout(self._printed), contextlib.redirect_stderr(self._printed)
        deadline = _Deadline(seconds)
        with printed[0], printed[1], contextlib.suppress(_TooLate), deadline:
            reply = child.answer(self._namespace, plain)
        if deadline.passed:
            raise self._too_slow()
        return read_reply(child.line_of(reply))


class _Deadline:
    """Ends Python code that runs too long, at its next call or round of a loop; a context manager.

    Python 3.11, which no browser has, cannot watch itself like this, and there time has no limit here.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self.passed = False

    def __enter__(self) -> Self:
        self._until = time.monotonic() + self._seconds
        if sys.version_info >= (3, 12):
            events = sys.monitoring.events
            self._tool = next(tool for tool in range(6) if sys.monitoring.get_tool(tool) is None)
            sys.monitoring.use_tool_id(self._tool, "skillcheck")
            for event in (events.JUMP, events.PY_START):
                sys.monitoring.register_callback(self._tool, event, self._look)
            sys.monitoring.set_events(self._tool, events.JUMP | events.PY_START)
        return self

    def __exit__(self, *_: object) -> None:
        if sys.version_info >= (3, 12):
            sys.monitoring.set_events(self._tool, 0)
            for event in (sys.monitoring.events.JUMP, sys.monitoring.events.PY_START):
                sys.monitoring.register_callback(self._tool, event, None)
            sys.monitoring.free_tool_id(self._tool)

    def _look(self, code: CodeType, *_: object) -> None:
        if code.co_filename != __file__ and time.monotonic() > self._until:
            # Raised once: what cleans up after it may run, and so may we.
            self._until, self.passed = float("inf"), True
            raise _TooLate


class _TooLate(BaseException):
    """Not an Exception, which a learner's code might well catch."""


class _Printed(io.StringIO):
    """Keeps the first of what is printed."""

    def write(self, text: str) -> int:
        super().write(text[: max(OUTPUT_LETTERS - self.tell(), 0)])
        return len(text)


def _no_input(prompt: object = "") -> str:
    raise EOFError("EOF when reading a line")
