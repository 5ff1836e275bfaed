"""A browser's drive: SQLite cannot work on it in place, so the database is read whole and, once changed, written whole.

JupyterLite mounts what the browser stores at /drive. SQLite asks for a file's size while it writes, and that file
system knows it only after the file is closed ("database disk image is malformed", jupyterlite/pyodide-kernel#35).
"""

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

DRIVE = Path("/drive")
CHUNK = 1 << 24


def is_browser() -> bool:
    """Whether this Python runs in a browser."""
    return sys.platform == "emscripten"


@contextmanager
def whole(path: Path, read_only: bool = False) -> Iterator[sqlite3.Connection]:
    """Open the database in a file for one piece of work; when it ends well, the file holds what the work committed.

    Raises OSError when the browser does not keep it. Work of two notebooks in the same milliseconds could still
    overlap: nothing in a browser can be waited for here, so there is no lock.
    """
    before = _read(path)
    with closing(sqlite3.connect(":memory:")) as connection:
        if before:
            connection.deserialize(before)
        yield connection
        after = b"" if read_only else connection.serialize()
    if after and after != before:
        _write(path, after)


def _read(path: Path) -> bytes:
    """The file's bytes, none if there is no file; each call is a question to the page, so few are made."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return b""
    try:
        return b"".join(iter(lambda: os.read(descriptor, CHUNK), b""))
    finally:
        os.close(descriptor)


def _write(path: Path, body: bytes) -> None:
    """Write without emptying the file first, so that the browser stores the old file or the new one, never half."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        os.write(descriptor, body)
    finally:
        os.close(descriptor)
    # Closing says nothing of a full or refused storage; reading asks the storage itself.
    if _read(path) != body:
        raise OSError(None, "the browser did not keep the file")
