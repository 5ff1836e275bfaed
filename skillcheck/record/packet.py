"""An exam's packet as a file: its digest, and reading it with one clear sentence when it is none."""

import hashlib
import os
from pathlib import Path

import msgspec

from skillcheck.model import Packet, SubmissionError
from skillcheck.record.loading import load_bytes

FORMAT = "skillcheck-exam"
VERSION = 1


def digest(packet: Packet) -> str:
    """Return 32 hex digits of SHA-256 of all that a packet says, its ticket left out."""
    bare = msgspec.structs.replace(packet, ticket="")
    return hashlib.sha256(msgspec.json.encode(bare, order="sorted")).hexdigest()[:32]


def read_packet(path: str | os.PathLike) -> Packet:
    """Return the packet in a file; raises SubmissionError with the one thing that is wrong."""
    path = Path(path).expanduser()
    body = load_bytes(path).removeprefix(b"\xef\xbb\xbf")
    try:
        found = msgspec.json.decode(body, type=Packet)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SubmissionError(
            f"{path.name}: is no exam packet, or was changed or cut off on its way ({_short(error)}); ask for it again."
        ) from error
    if found.version != VERSION:
        raise SubmissionError(
            f"{path.name}: is a packet of version {found.version}, this skillcheck reads {VERSION}; "
            "update with `pip install --upgrade skillcheck`."
        )
    return found


def _short(error: BaseException) -> str:
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)[:200]
