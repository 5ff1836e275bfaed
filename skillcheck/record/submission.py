"""A learner's log as one portable file: written whole or not at all, read with one clear sentence when wrong."""

import os
import tempfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from skillcheck import __version__
from skillcheck.model import Entry, Packet, Submission, SubmissionError
from skillcheck.record.chain import chain
from skillcheck.record.exact import encode
from skillcheck.record.loading import MAX_BYTES, load_bytes, too_large
from skillcheck.record.packet import digest

FORMAT = "skillcheck-submission"
VERSION = 2


class _Head(msgspec.Struct):
    """What tells a submission from other JSON, before its entries are looked at."""

    format: Any = None
    version: Any = None


def write_submission(
    path: str | os.PathLike,
    learner: str,
    bank: str,
    entries: Iterable[Entry],
    now: datetime,
    links: Iterable[str] | None = None,
    packet: Packet | None = None,
) -> Path:
    """Write the log as a submission and return its path; an existing file is replaced only if it is a submission.

    `links` are those of the store, one an entry; without them the entries are chained here. `packet`
    is the exam's that was answered.

    Raises SubmissionError when the file cannot be written or an entry does not survive JSON.
    """
    path = Path(path).expanduser()
    _refuse_to_overwrite(path)
    entries = tuple(entries)
    try:
        submission = Submission(
            format=FORMAT,
            version=VERSION,
            learner=learner,
            bank=bank,
            package=__version__,
            exported=now,
            entries=entries,
            links=tuple(chain(entries, packet.ticket if packet else "") if links is None else links),
            exam=packet.exam if packet else "",
            ticket=packet.ticket if packet else "",
            packet=digest(packet) if packet else "",
        )
        for entry in entries:
            encode(entry)
        text = msgspec.json.format(msgspec.json.encode(submission), indent=2) + b"\n"
    except ValueError as error:
        raise SubmissionError(f"{path.name}: an entry cannot be written: {error}.") from error
    try:
        _replace(path, text)
    except OSError as error:
        raise SubmissionError(f"{path}: cannot be written ({error.strerror}); choose another folder.") from error
    return path


def read_submission(source: str | os.PathLike | bytes, name: str = "the submission") -> Submission:
    """Return the submission in a file or in bytes; raises SubmissionError with the one thing that is wrong.

    `name` stands for bytes in what is said of them.
    """
    if isinstance(source, bytes):
        return _decode(source, name)
    path = Path(source).expanduser()
    return _decode(load_bytes(path), path.name)


def _decode(text: bytes, name: str) -> Submission:
    """Say what is wrong from the outside in: size, JSON, format, version, then fields."""
    if len(text) > MAX_BYTES:
        raise SubmissionError(too_large(name, len(text)))
    text = text.removeprefix(b"\xef\xbb\xbf")
    _check_head(text, name)
    try:
        return _zoned(msgspec.json.decode(text, type=Submission), name)
    except msgspec.ValidationError as error:
        problem = str(error).replace("`$.", "`").replace("`$`", "the top")
        raise SubmissionError(f"{name}: {problem}; export it again with book.export.") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        # The head's check skips over strings without reading them.
        raise SubmissionError(_not_json(name, text, error)) from error
    except RecursionError as error:
        raise SubmissionError(f"{name}: is nested too deeply to be a submission.") from error


def _zoned(submission: Submission, name: str) -> Submission:
    """Refuse times without a zone: they cannot be held against one another."""
    naive = next((place for place, entry in enumerate(submission.entries) if entry.at.tzinfo is None), None)
    if naive is not None or submission.exported.tzinfo is None:
        where = "exported" if naive is None else f"entries[{naive}].at"
        raise SubmissionError(f"{name}: `{where}` is a time without its time zone; export it again with book.export.")
    return submission


def _check_head(text: bytes, name: str) -> None:
    """Refuse what is no JSON, no submission, or from a newer version."""
    try:
        head = msgspec.json.decode(text, type=_Head)
    except RecursionError as error:
        raise SubmissionError(f"{name}: is nested too deeply to be a submission.") from error
    except msgspec.ValidationError:
        head = _Head()
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise SubmissionError(_not_json(name, text, error)) from error
    if head.format != FORMAT:
        raise SubmissionError(f'{name}: is not a skillcheck submission; book.export("answers.json") writes one.')
    if isinstance(head.version, int) and head.version > VERSION:
        raise SubmissionError(
            f"{name}: was written by a newer skillcheck (format {head.version}, this one reads up to {VERSION}); "
            "update with `pip install --upgrade skillcheck`."
        )
    if not isinstance(head.version, int) or isinstance(head.version, bool) or head.version < 1:
        raise SubmissionError(
            f"{name}: has the format version {head.version!r}, which does not exist; wants 1 to {VERSION}."
        )


def _not_json(name: str, text: bytes, error: Exception) -> str:
    if not text.strip():
        return f"{name}: is empty; export it again with book.export."
    if "truncated" in str(error):
        return f"{name}: ends in the middle; it was cut off on its way, send it again."
    if isinstance(error, UnicodeDecodeError):
        return f"{name}: is not JSON: it holds bytes that are not UTF-8."
    position = int(str(error).rpartition("(byte ")[2].rstrip(")") or 0)
    if text[position : position + 8].lstrip(b"-").startswith((b"NaN", b"Infinity")):
        return f"{name}: holds NaN or Infinity at byte {position}, which JSON does not know; export it again."
    return f"{name}: is not JSON: invalid character at byte {position}."


def _refuse_to_overwrite(path: Path) -> None:
    """Only a file that says it is a submission may be replaced."""
    if not path.exists():
        return
    try:
        head = msgspec.json.decode(load_bytes(path).removeprefix(b"\xef\xbb\xbf"), type=_Head)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        head = _Head()
    if head.format != FORMAT:
        raise SubmissionError(f"{path.name}: exists and is not a submission, so it is left alone; choose another name.")


def _replace(path: Path, text: bytes) -> None:
    """Write beside the target, then rename over it: a reader sees the old file or the new one, never half."""
    path.absolute().parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.absolute().parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp makes private files; an instructor must be able to read what is handed in.
        temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
