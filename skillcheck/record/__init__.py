"""What is remembered: the store of entries, and a learner's submission as one portable file."""

from skillcheck.record.chain import broken
from skillcheck.record.home import Home, find_home
from skillcheck.record.store import Store
from skillcheck.record.submission import load_bytes, read_submission, write_submission

__all__ = ["Home", "Store", "broken", "find_home", "load_bytes", "read_submission", "write_submission"]
