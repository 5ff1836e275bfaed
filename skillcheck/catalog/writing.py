"""Writing authors' files: a reader sees the old text or the new one, never half of it."""

import contextlib
import os
import tempfile
from pathlib import Path

from skillcheck.model import DataError


def write_text(path: Path, text: str) -> Path:
    """Write a file beside its place, rename it over what was there and return where; DataError if that fails."""
    try:
        path.absolute().parent.mkdir(parents=True, exist_ok=True)
        _replace(path.resolve(), text)  # a link stays one: what it leads to is replaced
    except OSError as error:
        raise DataError(f"{path.name}: cannot be written: {error.strerror}") from None
    return path


def _replace(path: Path, text: str) -> None:
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp makes private files; this one is for everybody who could read the old one.
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
