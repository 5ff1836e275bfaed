"""The log of entries: order, durability, two writers, and every way a file can be unusable."""

import shutil
import sqlite3
import subprocess
import sys
import tempfile
import textwrap
import threading
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from entries import NOON, entries, make_response
from hypothesis import given, settings
from hypothesis import strategies as st

from skillcheck.model import Finish, RecordError
from skillcheck.record import Store, broken, database
from skillcheck.record.chain import chain, link
from skillcheck.record.exact import encode

FILE = "answers.sqlite3"


def query(path, statement):
    with closing(sqlite3.connect(path)) as connection, connection:
        return connection.execute(statement).fetchall()


def finish(number):
    return Finish(sitting=f"s{number}", at=NOON)


def test_a_new_store_is_empty_and_has_nothing_to_note(tmp_path):
    store = Store.open(tmp_path / "deep" / "folder")

    assert store.entries() == ()
    assert store.note == ""
    assert store.where == str(tmp_path / "deep" / "folder" / FILE)


@settings(max_examples=40, deadline=None)
@given(st.lists(entries, max_size=5))
def test_entries_come_back_equal_and_in_order(log):
    with tempfile.TemporaryDirectory() as folder:
        with Store.open(folder) as store:
            store.append(*log)

        assert Store.open(folder).entries() == tuple(log)


def test_order_is_that_of_arrival_when_the_clock_is_set_back(tmp_path):
    store = Store.open(tmp_path)
    log = (make_response(at=NOON), make_response(at=NOON - timedelta(days=400)), make_response(at=NOON))
    for entry in log:
        store.append(entry)

    assert store.entries() == log


def test_several_entries_are_added_all_or_none(tmp_path):
    store = Store.open(tmp_path)
    with pytest.raises(RecordError, match="cannot be saved"):
        store.append(finish(1), make_response(credit=float("nan")))

    assert store.entries() == ()


@pytest.mark.parametrize("changes", [{"confidence": float("inf")}, {"value": "\ud800"}])
def test_an_entry_that_json_cannot_hold_is_refused_and_not_kept(tmp_path, changes):
    store = Store.open(tmp_path)
    with pytest.raises(RecordError, match="cannot be saved"):
        store.append(make_response(**changes))
    store.append(finish(1))

    assert store.entries() == (finish(1),)


@pytest.mark.parametrize("statement", ["UPDATE entries SET body = '{}'", "DELETE FROM entries"])
def test_rows_can_be_neither_changed_nor_removed(tmp_path, statement):
    store = Store.open(tmp_path)
    store.append(finish(1))
    with pytest.raises(sqlite3.IntegrityError, match="entries never"):
        query(tmp_path / FILE, statement)

    assert store.entries() == (finish(1),)


def test_the_file_has_a_rollback_journal_so_that_network_homes_work(tmp_path):
    Store.open(tmp_path).append(finish(1))

    assert query(tmp_path / FILE, "PRAGMA journal_mode") == [("delete",)]


def test_two_stores_of_one_folder_see_each_other(tmp_path):
    mine, other = Store.open(tmp_path), Store.open(tmp_path)
    mine.append(finish(1))
    other.append(finish(2))
    mine.append(finish(3))

    assert mine.entries() == other.entries() == (finish(1), finish(2), finish(3))


def test_threads_and_processes_writing_at_once_lose_nothing(tmp_path):
    code = textwrap.dedent(
        """
        import sys
        sys.path.insert(0, sys.argv[2])
        from entries import NOON
        from skillcheck.model import Finish
        from skillcheck.record import Store
        store = Store.open(sys.argv[1])
        for number in range(30):
            store.append(Finish(sitting=f"other {number}", at=NOON))
        """
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(tmp_path), str(Path(__file__).parent)])
    store = Store.open(tmp_path)

    def write(name):
        for number in range(15):
            store.append(Finish(sitting=f"{name} {number}", at=NOON))

    threads = [threading.Thread(target=write, args=(name,)) for name in ("a", "b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert process.wait() == 0
    found = [entry.sitting for entry in store.entries()]
    for name, count in (("a", 15), ("b", 15), ("other", 30)):
        assert [text for text in found if text.startswith(f"{name} ")] == [f"{name} {n}" for n in range(count)]


def test_a_locked_file_is_said_to_be_in_use_and_the_answer_is_saved_with_the_next(tmp_path):
    store = Store.open(tmp_path, wait=0.05)
    with closing(sqlite3.connect(tmp_path / FILE)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(RecordError, match=r"Another notebook is writing .* saved with the next one"):
            store.append(finish(1))
        with pytest.raises(RecordError, match="Another notebook is writing"):
            Store.open(tmp_path, wait=0.05)
        other.execute("ROLLBACK")
    seen = store.entries()
    store.append(finish(2))

    assert seen == (finish(1),)
    assert Store.open(tmp_path).entries() == (finish(1), finish(2))


def test_what_still_waits_is_written_when_the_store_closes(tmp_path):
    store = Store.open(tmp_path, wait=0.05)
    with closing(sqlite3.connect(tmp_path / FILE)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(RecordError):
            store.append(finish(1))
        other.execute("ROLLBACK")
    store.close()

    assert Store.open(tmp_path).entries() == (finish(1),)


def test_an_unreadable_row_is_skipped_counted_and_kept(tmp_path):
    store = Store.open(tmp_path)
    store.append(finish(1))
    query(tmp_path / FILE, "INSERT INTO entries (type, at, body) VALUES ('finish', '', '{\"type\": \"finish\"}')")
    query(tmp_path / FILE, "INSERT INTO entries (type, at, body) VALUES ('x', '', x'00ff')")
    store.append(finish(2))

    assert store.entries() == (finish(1), finish(2))
    assert "2 of 4 entries" in store.note
    assert query(tmp_path / FILE, "SELECT count(*) FROM entries") == [(4,)]


# --- migrations -----------------------------------------------------------------------------------


def test_an_empty_file_becomes_a_store(tmp_path):
    (tmp_path / FILE).touch()
    store = Store.open(tmp_path)
    store.append(finish(1))

    assert query(tmp_path / FILE, "PRAGMA user_version") == [(len(database.MIGRATIONS),)]
    assert store.note == ""


def test_a_file_of_an_older_version_is_brought_up_to_date_with_its_answers(tmp_path, monkeypatch):
    Store.open(tmp_path).append(finish(1))
    step = ("ALTER TABLE entries ADD COLUMN device TEXT", "CREATE INDEX by_type ON entries (type)")
    monkeypatch.setattr(database, "MIGRATIONS", (*database.MIGRATIONS, step))
    store = Store.open(tmp_path)
    store.append(finish(2))

    assert store.entries() == (finish(1), finish(2))
    assert query(tmp_path / FILE, "PRAGMA user_version") == [(len(database.MIGRATIONS),)]


def test_a_migration_that_fails_midway_leaves_the_file_as_it_was(tmp_path, monkeypatch):
    Store.open(tmp_path).append(finish(1))
    before = (tmp_path / FILE).read_bytes()
    step = ("ALTER TABLE entries ADD COLUMN device TEXT", "no such statement")
    monkeypatch.setattr(database, "MIGRATIONS", (*database.MIGRATIONS, step))
    store = Store.open(tmp_path)

    assert "kept in memory" in store.note
    assert (tmp_path / FILE).read_bytes() == before


def test_a_file_of_a_newer_version_is_left_alone(tmp_path):
    Store.open(tmp_path).append(finish(1))
    query(tmp_path / FILE, "PRAGMA user_version = 9")
    before = (tmp_path / FILE).read_bytes()
    store = Store.open(tmp_path)
    store.append(finish(2))

    assert "newer skillcheck" in store.note
    assert (tmp_path / FILE).read_bytes() == before
    assert Store.open(tmp_path).entries() == (finish(2),)
    assert store.where.endswith("answers-v2.sqlite3")


# --- the chain ------------------------------------------------------------------------------------


def test_each_entry_is_sealed_with_all_before_it(tmp_path):
    Store.open(tmp_path).append(finish(1), finish(2))
    Store.open(tmp_path).append(finish(3))
    linked = Store.open(tmp_path).linked()

    assert [entry for entry, _ in linked] == [finish(1), finish(2), finish(3)]
    assert [mark for _, mark in linked] == list(chain([finish(1), finish(2), finish(3)]))


def test_two_notebooks_make_one_chain(tmp_path):
    one, other = Store.open(tmp_path), Store.open(tmp_path)
    for number in range(6):
        (one, other)[number % 2].append(finish(number))
    found, links = zip(*one.linked(), strict=True)

    assert broken(found, links) == []


def test_what_waits_in_memory_is_part_of_the_chain(tmp_path):
    (tmp_path / "file").touch()
    store = Store.open(tmp_path / "file" / "folder")
    store.append(finish(1))
    store.append(finish(2))

    assert [mark for _, mark in store.linked()] == list(chain([finish(1), finish(2)]))


def test_entries_from_before_there_were_links_have_none_and_the_next_begins_a_chain(tmp_path, monkeypatch):
    with monkeypatch.context() as earlier:
        earlier.setattr(database, "MIGRATIONS", database.MIGRATIONS[:1])
        Store.open(tmp_path)
        body = encode(finish(1)).decode()
        query(tmp_path / FILE, f"INSERT INTO entries (type, at, body) VALUES ('finish', '2026', '{body}')")
    Store.open(tmp_path).append(finish(2))

    assert [mark for _, mark in Store.open(tmp_path).linked()] == ["", link("", finish(2))]


@given(st.lists(entries, min_size=3, max_size=6, unique_by=repr), st.data())
def test_a_changed_missing_or_moved_entry_breaks_the_chain(log, data):
    links = list(chain(log))
    place = data.draw(st.integers(0, len(log) - 2))

    assert broken(log, links) == []
    assert broken([*log[:place], finish("other"), *log[place + 1 :]], links) == [place]
    assert broken([*log[:place], *log[place + 1 :]], [*links[:place], *links[place + 1 :]]) == [place]
    swapped, marks = log.copy(), links.copy()
    for rows in (swapped, marks):
        rows[place], rows[place + 1] = rows[place + 1], rows[place]
    assert broken(swapped, marks)[0] == place


# --- damage ---------------------------------------------------------------------------------------


def aside(folder):
    return sorted(path.name for path in folder.glob("*set-aside*"))


@pytest.mark.parametrize("rubbish", [b"not a database" * 200, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_file_that_is_no_database_is_set_aside_untouched(tmp_path, rubbish):
    (tmp_path / FILE).write_bytes(rubbish)
    store = Store.open(tmp_path)
    store.append(finish(1))

    assert "was damaged" in store.note
    assert aside(tmp_path) == [f"{FILE}.set-aside-1"]
    assert (tmp_path / f"{FILE}.set-aside-1").read_bytes() == rubbish
    assert Store.open(tmp_path).entries() == (finish(1),)
    assert Store.open(tmp_path).note == ""


def test_a_database_with_a_torn_page_is_set_aside(tmp_path):
    store = Store.open(tmp_path)
    store.append(*(make_response(value="x" * 500) for _ in range(60)))
    torn = bytearray((tmp_path / FILE).read_bytes())
    torn[4096 * 3 : 4096 * 5] = b"\x37" * 8192
    (tmp_path / FILE).write_bytes(torn)
    store = Store.open(tmp_path)

    assert "was damaged" in store.note
    assert store.entries() == ()


def test_another_programs_database_is_set_aside_not_written_to(tmp_path):
    query(tmp_path / FILE, "CREATE TABLE recipes (name)")
    store = Store.open(tmp_path)

    assert "was damaged" in store.note
    assert query(tmp_path / f"{FILE}.set-aside-1", "SELECT name FROM sqlite_master") == [("recipes",)]


def test_damage_that_comes_while_the_store_is_open_is_noticed_too(tmp_path):
    store = Store.open(tmp_path)
    store.append(finish(1))
    (tmp_path / FILE).write_bytes(b"rubbish" * 999)
    store.append(finish(2))
    (tmp_path / FILE).write_bytes(b"more rubbish" * 999)

    assert store.entries() == ()
    assert aside(tmp_path) == [f"{FILE}.set-aside-1", f"{FILE}.set-aside-2"]


def test_a_left_over_journal_goes_aside_with_its_file(tmp_path):
    (tmp_path / FILE).write_bytes(b"rubbish" * 999)
    (tmp_path / f"{FILE}-journal").write_bytes(bytes(512))  # one that SQLite itself leaves where it is
    Store.open(tmp_path).append(finish(1))

    assert aside(tmp_path) == [f"{FILE}.set-aside-1", f"{FILE}.set-aside-1-journal"]


def test_a_deleted_file_is_begun_anew(tmp_path):
    store = Store.open(tmp_path)
    store.append(finish(1))
    (tmp_path / FILE).unlink()
    store.append(finish(2))

    assert store.entries() == (finish(2),)


# --- no place to write ----------------------------------------------------------------------------


def test_a_folder_that_cannot_be_made_means_memory_and_says_so(tmp_path):
    (tmp_path / "file").write_text("no folder")
    store = Store.open(tmp_path / "file" / "answers")
    store.append(finish(1))

    assert store.entries() == (finish(1),)
    assert "kept in memory" in store.note
    assert "memory" in store.where


def in_bubblewrap(mounts, code, *arguments):
    """Run the code in a view of this machine with other mounts, in which even root meets a read-only or full disk."""
    program = shutil.which("bwrap")
    command = [program or "", "--dev-bind", "/", "/", *mounts, sys.executable, "-c", textwrap.dedent(code), *arguments]
    if program is None or subprocess.run([*command[:-2], "pass"], capture_output=True, check=False).returncode:
        pytest.skip("needs a working bubblewrap")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_read_only_folder_shows_its_answers_and_keeps_new_ones_in_memory(tmp_path):
    Store.open(tmp_path).append(finish(1))
    code = """
        import sys
        from datetime import datetime
        from skillcheck.model import Finish
        from skillcheck.record import Store
        with Store.open(sys.argv[1]) as store:
            store.append(Finish(sitting="new", at=datetime(2026, 1, 1)))
            print([entry.sitting for entry in store.entries()], store.note)
        """
    said = in_bubblewrap(["--ro-bind", str(tmp_path), str(tmp_path)], code, str(tmp_path))

    assert said.startswith("['s1', 'new']")
    assert "kept in memory" in said
    assert Store.open(tmp_path).entries() == (finish(1),)


def test_a_disk_that_fills_up_loses_no_answer(tmp_path):
    code = """
        import sys
        from datetime import datetime
        from pathlib import Path
        from skillcheck.model import Finish, RecordError
        from skillcheck.record import Store
        folder = Path(sys.argv[1])
        store = Store.open(folder)
        ballast = folder / "ballast"
        store.append(Finish(sitting="first", at=datetime(2026, 1, 1)))
        with ballast.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(1024))
            except OSError:
                pass
        try:
            store.append(Finish(sitting="x" * 50_000, at=datetime(2026, 1, 1)))
        except RecordError as error:
            print(error)
        print(Store.open(folder).note)
        print(len(store.entries()))
        ballast.unlink()
        store.append(Finish(sitting="last", at=datetime(2026, 1, 1)))
        print([entry.sitting[:5] for entry in Store.open(folder).entries()])
        """
    said = in_bubblewrap(["--size", "300000", "--tmpfs", str(tmp_path)], code, str(tmp_path)).splitlines()

    assert "is full" in said[0]
    assert "kept in memory" in said[1]
    assert said[2:] == ["2", "['first', 'xxxxx', 'last']"]


# --- sudden death ---------------------------------------------------------------------------------

# A warm process forks a writer for each kill: it acknowledges each commit down a pipe, then dies at a random moment.
KILLS = """
    import os, random, signal, sys, time
    from datetime import datetime
    from skillcheck.model import Finish
    from skillcheck.record import Store

    def write(folder, pipe, kill):
        store = Store.open(folder)
        for number in range(10**6):
            store.append(Finish(sitting=f"{kill} {number}", at=datetime(2026, 1, 1)))
            os.write(pipe, b"x")

    draw, total = random.Random(5), 0
    for kill in range(50):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            write(sys.argv[1], writing, kill)
        os.close(writing)
        os.read(reading, 1)
        acknowledged = 1
        time.sleep(draw.uniform(0, 0.03))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        while more := os.read(reading, 65536):
            acknowledged += len(more)
        os.close(reading)
        store = Store.open(sys.argv[1])
        kept = [entry.sitting for entry in store.entries() if entry.sitting.startswith(f"{kill} ")]
        assert kept == [f"{kill} {number}" for number in range(len(kept))]
        assert acknowledged <= len(kept) <= acknowledged + 1, (kill, acknowledged, len(kept))
        assert store.note == "", store.note
        total += len(kept)
    assert len(store.entries()) == total
    print(total)
    """


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
def test_fifty_kills_lose_no_acknowledged_entry(tmp_path):
    command = [sys.executable, "-W", "ignore", "-c", textwrap.dedent(KILLS), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= 50
