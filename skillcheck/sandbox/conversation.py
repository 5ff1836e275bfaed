"""What is said to a learner's code wherever it runs (load the source, call the function) and how replies are read."""

import time
from abc import ABC, abstractmethod
from typing import Any

import msgspec

from skillcheck.sandbox import wire
from skillcheck.sandbox.outcome import Raised, Stopped

GARBLED = "it disturbed the channel that carries its result, so nothing could be checked"


class Conversation(ABC):
    """Loads a learner's source and calls their function with plain data, within so many seconds in all.

    Whoever carries the requests implements `_ask`. Replies are hostile data.
    """

    def __init__(self, function: str, seconds: float) -> None:
        self._function = function
        self._seconds = self._left = seconds

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
            raise Stopped(GARBLED)
        try:
            return wire.decode(reply["value"]), changed
        except wire.WireError as error:
            raise Stopped(GARBLED) from error

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

    @abstractmethod
    def _ask(self, request: dict, seconds: float) -> dict:
        """Carry a request over and its reply back within `seconds`; Stopped when none comes."""

    def _too_slow(self) -> Stopped:
        return Stopped(f"it did not finish within {self._seconds:g} seconds (an endless loop, or too slow)")


def read_reply(line: bytes) -> dict:
    """Return a reply as exact plain types; Stopped when it is none."""
    try:
        reply = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Stopped(GARBLED) from error
    if type(reply) is not dict:
        raise Stopped(GARBLED)
    return reply


def _raised(error: Any) -> Raised:
    """A learner's error from its hostile description."""
    try:
        kinds = [str(kind)[:60] for kind in error["kinds"]][:20]
        line = error["line"] if type(error["line"]) is int else None
        return Raised(kinds or ["an error"], " ".join(str(error["message"])[:300].split()), line)
    except (TypeError, KeyError):
        return Raised(["an error"], "", None)
