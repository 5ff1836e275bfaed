"""The far side: runs in the learner's process, loads their source and answers calls, one JSON line each.

Standard library only, and nothing here is a secret: whatever this process says is read as hostile data.
"""

import contextlib
import json
import os
import sys
from typing import Any

from skillcheck.sandbox import wire
from skillcheck.sandbox.confine import confine

ANSWER = "<answer>"


def serve(setup: dict) -> None:
    """Confine this process, say what confines it, then answer requests until they end."""
    requests = os.fdopen(os.dup(0), "rb")
    replies = os.dup(1)
    # From here on input is empty, and prints go where errors go: neither can reach the channel.
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    sys.stdout.reconfigure(line_buffering=True)
    sys.path.extend(path for path in setup["paths"] if path not in sys.path)
    _send(replies, {"limits": confine(setup)})
    namespace: dict[str, Any] = {"__name__": "answer"}
    for line in requests:
        reply = answer(namespace, json.loads(line))
        with contextlib.suppress(BaseException):
            sys.stdout.flush()
        _send(replies, reply)


def answer(namespace: dict, request: dict) -> dict:
    """Return the reply to a request; the learner's code works in `namespace`, and nothing it does raises here."""
    try:
        return _load(namespace, request) if "source" in request else _call(namespace, request)
    except BaseException as error:
        return {"error": _describe(error)}


def line_of(reply: dict) -> bytes:
    """Return a reply as its line of JSON, or what stands for one that is too large."""
    line = json.dumps(reply).encode() + b"\n"
    return line if len(line) <= wire.MAX_BYTES else b'{"too_large": true}\n'


def _load(namespace: dict, request: dict) -> dict:
    """Run the learner's source and find their function in it."""
    exec(compile(request["source"], ANSWER, "exec"), namespace)
    function = namespace.get(request["function"])
    return {"callable": callable(function), "names": _functions(namespace)}


def _call(namespace: dict, request: dict) -> dict:
    """Call the learner's function; report its value and which arguments it changed."""
    arguments = [wire.decode_argument(plain) for plain in request["arguments"]]
    named = {name: wire.decode_argument(plain) for name, plain in request["named"].items()}
    before = [wire.encode(value) for value in arguments]
    value = namespace[request["function"]](*arguments, **named)
    reply = {"value": wire.encode(value)}
    after = [wire.encode(value) for value in arguments]
    reply["changed"] = [place for place, (old, new) in enumerate(zip(before, after, strict=True)) if old != new]
    return reply


def _send(replies: int, reply: dict) -> None:
    line = line_of(reply)
    while line:
        line = line[os.write(replies, line) :]


def _functions(namespace: dict) -> list[str]:
    theirs = {name: value for name, value in namespace.items() if not name.startswith("_") and name != "input"}
    return [name for name, value in theirs.items() if callable(value)][:20]


def _describe(error: BaseException) -> dict:
    """An error as plain text: its classes, its message and its line in the learner's source."""
    try:
        message = str(error)[:500]
    except BaseException:
        message = ""
    line, trace = None, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == ANSWER:
            line = trace.tb_lineno
        trace = trace.tb_next
    if isinstance(error, SyntaxError) and error.filename == ANSWER:
        line, message = error.lineno, f"{error.msg}: {(error.text or '').strip()[:200]}"
    return {"kinds": [kind.__name__ for kind in type(error).__mro__], "message": message, "line": line}
