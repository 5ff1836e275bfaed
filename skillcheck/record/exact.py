"""Entries as JSON that comes back equal, or is refused."""

import msgspec

from skillcheck.model import Entry

_decoder = msgspec.json.Decoder(Entry)


def encode(entry: Entry) -> bytes:
    """Return the entry as JSON; ValueError when it would not come back as it is (NaN, a lone surrogate)."""
    body = msgspec.json.encode(entry)
    if decode(body) != entry:
        raise ValueError(f"this {type(entry).__name__} does not come back from JSON as it is")
    return body


def decode(body: bytes | str) -> Entry:
    """Return the entry that `body` holds; ValueError when it holds none."""
    try:
        return _decoder.decode(body)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
