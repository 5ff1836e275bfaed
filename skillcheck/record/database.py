"""The SQLite file of answers: its layout, its migrations, and what is wrong when it cannot be used."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from skillcheck.record.drive import is_browser, whole

# "skck": tells our files from any other program's database.
APPLICATION_ID = 0x736B636B

# Step n brings a file from version n to n + 1. Steps are only ever added: old files must stay readable.
MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        "CREATE TABLE entries (seq INTEGER PRIMARY KEY, type TEXT NOT NULL, at TEXT NOT NULL, body TEXT NOT NULL)",
        "CREATE TRIGGER entries_stay BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'entries never change'); END",
        "CREATE TRIGGER entries_remain BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'entries never go'); END",
        f"PRAGMA application_id = {APPLICATION_ID}",
    ),
    # Entries from before have no link.
    ("ALTER TABLE entries ADD COLUMN link TEXT NOT NULL DEFAULT ''",),
)


class Damaged(Exception):
    """The file is no database, not ours, or fails SQLite's own check."""


class Newer(Exception):
    """The file was written by a newer version of the package."""


def primary(error: sqlite3.Error) -> int:
    """SQLite's primary result code of an error, 0 when it has none."""
    return (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF


@contextmanager
def connected(path: Path, wait: float, read_only: bool = False) -> Iterator[sqlite3.Connection]:
    """Open the file for one piece of work, brought to the current version.

    A connection for each call suits threads, forks and several notebooks. Raises Damaged, Newer or sqlite3.Error.
    """
    with whole(path, read_only) if is_browser() else _in_place(path, wait, read_only) as connection:
        connection.isolation_level = None
        try:
            # A rollback journal works on network homes, WAL does not; EXTRA also makes its removal durable.
            connection.execute("PRAGMA synchronous = EXTRA")
            _migrate(connection, read_only)
            yield connection
        except sqlite3.DatabaseError as error:
            if primary(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
                raise Damaged(str(error)) from error
            raise


def _in_place(path: Path, wait: float, read_only: bool) -> closing[sqlite3.Connection]:
    mode = "ro" if read_only else "rwc"
    return closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=wait))


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of it or nothing; the write lock is taken at once, so two writers wait instead of failing midway."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def examine(path: Path, wait: float) -> None:
    """Raise what stands against using the file: Damaged, Newer, or sqlite3.Error when it cannot be written."""
    with connected(path, wait) as connection:
        report = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if report != "ok":
            raise Damaged(report)
        # A change that is rolled back shows what a permission bit does not: a full disk, a folder without a journal.
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(f"PRAGMA user_version = {_version(connection)}")
        connection.execute("ROLLBACK")


def _version(connection: sqlite3.Connection) -> int:
    return connection.execute("PRAGMA user_version").fetchone()[0]


def _migrate(connection: sqlite3.Connection, read_only: bool) -> None:
    """Check whose file this is and bring it up to date, step by step, each step whole."""
    if _version(connection) == 0 and connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise Damaged("a database of another program")
    if _version(connection) and connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise Damaged("a database of another program")
    if _version(connection) > len(MIGRATIONS):
        raise Newer(f"version {_version(connection)}, this package knows {len(MIGRATIONS)}")
    if read_only:
        return
    while _version(connection) < len(MIGRATIONS):
        with transaction(connection):
            # Read again under the lock: another notebook may have taken this step meanwhile.
            version = _version(connection)
            if version < len(MIGRATIONS):
                for statement in MIGRATIONS[version]:
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {version + 1}")
