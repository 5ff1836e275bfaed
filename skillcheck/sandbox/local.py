"""A source of our own loaded in this process: for solutions and mutants, never for a learner's code."""

import contextlib
import io
from typing import Any

from skillcheck.sandbox import wire
from skillcheck.sandbox.outcome import Raised, Stopped


class Local:
    """Loads and calls as Remote does, values through the same encoding, without a process and without limits."""

    def __init__(self, function: str) -> None:
        self._function = function
        self._namespace: dict[str, Any] = {"__name__": "answer"}
        self._printed = io.StringIO()

    @property
    def output(self) -> str:
        """What the source printed."""
        return self._printed.getvalue()

    def load(self, source: str) -> None:
        """Run the source; Raised when it fails, Stopped when it does not define the function."""
        with self._caught():
            exec(compile(source, "<answer>", "exec"), self._namespace)
        if not callable(self._namespace.get(self._function)):
            raise Stopped(f"it defines no function `{self._function}`")

    def call(self, arguments: tuple, named: dict[str, Any]) -> tuple[Any, list[int]]:
        """Call the function on copies; return its value and the places of arguments it changed."""
        copies = [wire.decode_argument(wire.encode(value)) for value in arguments]
        options = {name: wire.decode_argument(wire.encode(value)) for name, value in named.items()}
        before = [wire.encode(value) for value in copies]
        with self._caught():
            value = wire.encode(self._namespace[self._function](*copies, **options))
        changed = [place for place, value_now in enumerate(copies) if wire.encode(value_now) != before[place]]
        return wire.decode(value), changed

    @contextlib.contextmanager
    def _caught(self):
        try:
            with contextlib.redirect_stdout(self._printed):
                yield
        except Exception as error:
            raise Raised([kind.__name__ for kind in type(error).__mro__], str(error)[:300], None) from error
