"""The log of entries: added to, read, never changed."""

import os
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Self, TypeVar

from skillcheck.model import Entry, RecordError
from skillcheck.record.chain import chain
from skillcheck.record.database import MIGRATIONS, Damaged, Newer, connected, examine, primary, transaction
from skillcheck.record.exact import decode, encode

FILE = "answers.sqlite3"
BUSY_SECONDS = 5.0

_T = TypeVar("_T")


class Store:
    """A learner's log in one SQLite file, or in memory when no file can be written.

    Safe for several notebooks and threads at once. Order is the order of arrival, never the clock's.
    """

    def __init__(self, path: Path, wait: float, seal: str = "") -> None:
        self._path = path
        self._seal = seal
        self._wait = wait
        self._in_memory = False
        self._waiting: list[Entry] = []  # not yet on disk; with no disk, all that is new
        self._notes: dict[str, str] = {}
        self._lock = threading.RLock()

    @classmethod
    def open(cls, folder: str | os.PathLike, wait: float = BUSY_SECONDS, seal: str = "") -> Self:
        """Open the answers in `folder`, made if missing; `wait` is how long another writer is waited for, in seconds.

        `seal` is what the chain of links begins with: an exam's ticket binds the log to its packet.

        A damaged file is set aside untouched, a newer one is left alone, and without a writable folder answers stay
        in memory; `note` says so. Raises RecordError when another program holds the file all the while.
        """
        store = cls(Path(folder).expanduser().absolute() / FILE, wait, seal)
        try:
            store._path.parent.mkdir(parents=True, exist_ok=True)
            store._with_usable_file(lambda: examine(store._path, wait))
        except OSError as error:
            store._fall_back_to_memory(error.strerror or "no such folder")
        except sqlite3.Error as error:
            if primary(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise RecordError(_busy(store._path, wait)) from error
            store._fall_back_to_memory(str(error))
        return store

    def append(self, *entries: Entry) -> None:
        """Add entries, all or none, in one transaction that is on disk when this returns.

        On RecordError they are kept in memory, stay visible in `entries()`, and are written with the next append:
        do not append them again. An entry that JSON cannot hold exactly is refused and not kept.
        """
        with self._lock:
            for entry in entries:
                _row(entry)
            self._waiting.extend(entries)
            if self._in_memory or not self._waiting:
                return
            try:
                self._with_usable_file(self._write)
            except (sqlite3.Error, OSError) as error:
                raise RecordError(_not_saved(self._path, self._wait, error)) from error
            self._waiting.clear()

    def linked(self) -> tuple[tuple[Entry, str], ...]:
        """Return all entries, as `entries` does, each with its link in the chain; those from before links have none."""
        with self._lock:
            try:
                rows = self._with_usable_file(self._read)
            except (sqlite3.Error, OSError) as error:
                if not self._in_memory:
                    raise RecordError(f"The answers in {self._path} cannot be read ({error}).") from error
                rows = []
            found = [(entry, mark) for body, mark in rows if (entry := _readable(body)) is not None]
            if lost := len(rows) - len(found):
                self._notes["skipped"] = (
                    f"{lost} of {len(rows)} entries in {self._path} could not be read and are left out; "
                    "they are still in the file."
                )
            last = rows[-1][1] if rows else self._seal
            return (*found, *zip(self._waiting, chain(self._waiting, last), strict=True))

    def entries(self) -> tuple[Entry, ...]:
        """Return all entries in order of arrival, other notebooks' included.

        One that cannot be read is left out and counted in `note`.
        """
        return tuple(entry for entry, _ in self.linked())

    @property
    def where(self) -> str:
        """Where answers go, for a person to read."""
        return "memory only, until this notebook's kernel stops" if self._in_memory else str(self._path)

    @property
    def note(self) -> str:
        """What the learner should know about their record; empty when all is well."""
        return " ".join(self._notes.values())

    def close(self) -> None:
        """Write what still waits; nothing stays open between calls."""
        self.append()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _write(self) -> None:
        with connected(self._path, self._wait) as connection, transaction(connection):
            # Read under the lock, so that notebooks side by side make one chain.
            last = connection.execute("SELECT link FROM entries ORDER BY seq DESC LIMIT 1").fetchone()
            marks = chain(self._waiting, last[0] if last else self._seal)
            rows = [(*_row(entry), mark) for entry, mark in zip(self._waiting, marks, strict=True)]
            connection.executemany("INSERT INTO entries (type, at, body, link) VALUES (?, ?, ?, ?)", rows)

    def _read(self) -> list[tuple[object, str]]:
        with connected(self._path, self._wait, read_only=self._in_memory) as connection:
            names = {name for _, name, *_ in connection.execute("PRAGMA table_info(entries)")}
            # A file that may only be read keeps its old layout.
            mark = "link" if "link" in names else "''"
            return connection.execute(f"SELECT body, {mark} FROM entries ORDER BY seq").fetchall()

    def _with_usable_file(self, work: Callable[[], _T]) -> _T:
        """Do the work; when the file is damaged or too new, put that right and do it once more."""
        try:
            return work()
        except Damaged:
            if self._in_memory:
                raise sqlite3.DatabaseError("damaged") from None
            self._set_aside()
        except Newer:
            self._leave_alone()
        return work()

    def _set_aside(self) -> None:
        """Rename the file, with its journal, to the next free name: a learner's answers are never deleted."""
        number = 1
        while (aside := self._path.with_name(f"{self._path.name}.set-aside-{number}")).exists():
            number += 1
        journal = self._path.with_name(f"{self._path.name}-journal")
        try:
            self._path.rename(aside)
        except FileNotFoundError:
            # Another notebook saw the damage first and has already put the file aside.
            return
        if journal.exists():
            # Left behind, SQLite would replay it into the fresh file.
            journal.rename(aside.with_name(f"{aside.name}-journal"))
        self._notes["aside"] = (
            f"The file of your answers was damaged. It is kept, unchanged, as {aside}; a fresh one was started. "
            "If you have exported your answers before, that export is still good."
        )

    def _leave_alone(self) -> None:
        """Use another name beside a file that a newer package wrote."""
        newer, self._path = self._path, self._path.with_name(f"answers-v{len(MIGRATIONS)}.sqlite3")
        self._notes["newer"] = (
            f"{newer} was written by a newer skillcheck and is left alone; answers now go to {self._path.name}. "
            "Update with `pip install --upgrade skillcheck` to see all of them."
        )

    def _fall_back_to_memory(self, why: str) -> None:
        self._in_memory = True
        self._notes["memory"] = (
            f"Answers cannot be saved in {self._path.parent} ({why}), so they are kept in memory and vanish with this "
            'notebook\'s kernel. Set SKILLCHECK_HOME to a folder you can write, or run book.export("answers.json").'
        )


def _row(entry: Entry) -> tuple[str, str, str]:
    """An entry as its row, checked to come back equal."""
    try:
        return type(entry).__struct_config__.tag, entry.at.isoformat(), encode(entry).decode()
    except ValueError as error:
        raise RecordError(f"This answer cannot be saved: {error}.") from error


def _readable(body: object) -> Entry | None:
    """The entry in a row, None when the row holds none."""
    try:
        return decode(body)
    except (ValueError, TypeError):
        return None


def _busy(path: Path, wait: float) -> str:
    return (
        f"Another notebook is writing to {path} and did not finish within {wait:g} s; "
        "wait a moment or close it, then try again."
    )


def _not_saved(path: Path, wait: float, error: Exception) -> str:
    """Why an append failed, and that nothing is lost."""
    kept = "Your answer is kept in memory and will be saved with the next one."
    code = primary(error) if isinstance(error, sqlite3.Error) else 0
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return f"{_busy(path, wait)} {kept}"
    if code == sqlite3.SQLITE_FULL:
        return f"The disk that holds {path} is full; free some space. {kept}"
    return f"{path} cannot be written ({error}). {kept}"
