"""The chain of links through a log: each entry's link seals it and all before it, so that a later edit shows."""

import hashlib
from collections.abc import Iterable, Iterator

from skillcheck.model import Entry
from skillcheck.record.exact import encode

DIGITS = 32


def link(before: str, entry: Entry) -> str:
    """Return the link of an entry that follows the link `before` (empty for the first): 32 hex digits of SHA-256."""
    return hashlib.sha256(before.encode() + encode(entry)).hexdigest()[:DIGITS]


def chain(entries: Iterable[Entry], before: str = "") -> Iterator[str]:
    """Yield the links of entries that follow one another."""
    for entry in entries:
        before = link(before, entry)
        yield before


def broken(entries: Iterable[Entry], links: Iterable[str], seal: str = "") -> list[int]:
    """Return the places, from 0, of entries that their links do not fit; one without a link (empty) fits anything.

    An edited entry breaks its own place, a missing one the next, two exchanged ones up to three.
    """
    found, before = [], seal
    for place, (entry, given) in enumerate(zip(entries, links, strict=True)):
        if given and given != link(before, entry):
            found.append(place)
        before = given
    return found
