"""A file's bytes, refused before they are read when they cannot be what is wanted."""

import os
from pathlib import Path

from skillcheck.model import SubmissionError

MAX_BYTES = 20_000_000


def load_bytes(path: str | os.PathLike) -> bytes:
    """Return a file's bytes; SubmissionError, before reading, when they cannot be a submission: too many, a folder."""
    path = Path(path).expanduser()
    if path.is_dir():
        raise SubmissionError(f"{path.name}: is a folder; name the file inside it, such as answers.json.")
    try:
        if path.exists() and not path.is_file():
            raise SubmissionError(f"{path.name}: is not an ordinary file.")
        if path.stat().st_size > MAX_BYTES:
            raise SubmissionError(too_large(path.name, path.stat().st_size))
        return path.read_bytes()
    except FileNotFoundError as error:
        raise SubmissionError(
            f'{path.name}: no such file in {path.absolute().parent}; book.export("answers.json") writes one.'
        ) from error
    except OSError as error:
        raise SubmissionError(f"{path.name}: cannot be read ({error.strerror}).") from error


def too_large(name: str, size: int) -> str:
    """Return the sentence about a file of `size` bytes."""
    return f"{name}: has {size / 1e6:.0f} MB, more than the {MAX_BYTES / 1e6:.0f} MB a submission may have."
