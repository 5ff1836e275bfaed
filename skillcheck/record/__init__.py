"""What is remembered: the store of entries, and a learner's submission as one portable file."""

from skillcheck.record.chain import broken
from skillcheck.record.home import Home, find_home
from skillcheck.record.loading import load_bytes
from skillcheck.record.packet import digest, read_packet
from skillcheck.record.store import Store
from skillcheck.record.submission import read_submission, write_submission

__all__ = [
    "Home",
    "Store",
    "broken",
    "digest",
    "find_home",
    "load_bytes",
    "read_packet",
    "read_submission",
    "write_submission",
]
