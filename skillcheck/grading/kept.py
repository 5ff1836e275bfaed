"""Results kept between runs, by content: a second run grades only what changed."""

import hashlib
import sqlite3
from collections.abc import Iterable
from pathlib import Path

import msgspec

from skillcheck.grading.result import Result
from skillcheck.grading.work import decode
from skillcheck.model import SkillcheckError

FILE = ".graded.sqlite3"


class Kept:
    """The results of earlier runs in one file of the output folder."""

    def __init__(self, folder: Path, terms: bytes) -> None:
        """Open the results kept in `folder` that were graded on the same terms (see `marking.state_of`)."""
        self._terms, self._path = terms, folder / FILE
        try:
            # It has names in it, whatever the tables have.
            self._path.touch(mode=0o600)
            self._base = sqlite3.connect(self._path, isolation_level=None)
            self._base.execute("PRAGMA journal_mode=WAL")
            # What a power cut takes of the last moments is graded again: no reason to wait for the disk each time.
            self._base.execute("PRAGMA synchronous=NORMAL")
            self._base.execute("CREATE TABLE IF NOT EXISTS graded (key BLOB PRIMARY KEY, body BLOB NOT NULL)")
        except (sqlite3.DatabaseError, OSError) as error:
            raise self._unusable(error) from error

    def find(self, digest: str) -> Result | None:
        """Return the result of a file with this content, if it is kept and readable."""
        try:
            row = self._base.execute("SELECT body FROM graded WHERE key = ?", (self._key(digest),)).fetchone()
            return decode(row[0]) if row else None
        except sqlite3.DatabaseError as error:
            raise self._unusable(error) from error
        except (msgspec.DecodeError, msgspec.ValidationError):
            return None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is kept at all."""
        try:
            return self._base.execute("SELECT 1 FROM graded LIMIT 1").fetchone() is None
        except sqlite3.DatabaseError as error:
            raise self._unusable(error) from error

    def keep(self, bodies: Iterable[bytes], results: Iterable[Result]) -> None:
        """Keep results, in one transaction; what was refused is looked at again next time.

        Raises SkillcheckError when the disk is full.
        """
        both = zip(bodies, results, strict=True)
        rows = [(self._key(result.digest), body) for body, result in both if result.digest and not result.refused]
        self._write("INSERT OR REPLACE INTO graded VALUES (?, ?)", rows)

    def forget(self) -> None:
        """Forget everything: the next results are graded anew."""
        self._write("DELETE FROM graded WHERE ?", [(1,)])

    def _write(self, statement: str, rows: list[tuple]) -> None:
        try:
            self._base.execute("BEGIN")
            self._base.executemany(statement, rows)
            self._base.execute("COMMIT")
        except sqlite3.OperationalError as error:
            raise SkillcheckError(
                f"{self._path}: cannot be written ({error}); make room and run again with --resume."
            ) from error
        except sqlite3.DatabaseError as error:
            raise self._unusable(error) from error

    def _unusable(self, error: Exception) -> SkillcheckError:
        return SkillcheckError(f"{self._path}: cannot be used ({error}); delete it, and everything is graded anew.")

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    def _key(self, digest: str) -> bytes:
        return hashlib.sha256(self._terms + digest.encode()).digest()
