"""What a browser's Python asks of the package: a record kept whole, exercises without processes, nothing started."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from entries import make_response

from skillcheck.catalog import Catalog
from skillcheck.lite.site import NOTEBOOKS
from skillcheck.model import RecordError
from skillcheck.record import Store, broken, drive, find_home
from skillcheck.sandbox import check, isolated, walls
from skillcheck.widgets.surface import with_none

ROOT = Path(__file__).resolve().parent.parent
CATALOG = Catalog.open()


@pytest.fixture
def in_a_browser(monkeypatch):
    """What the package asks the platform for, answered as a browser's Python would."""
    for place in ("record.database", "record.home", "sandbox.run", "sandbox.walls"):
        monkeypatch.setattr(f"skillcheck.{place}.is_browser", lambda: True)
    walls.walls.cache_clear()
    yield
    walls.walls.cache_clear()


# --- the record ------------------------------------------------------------------------------------


def test_an_answer_is_in_the_browsers_file_before_append_returns(in_a_browser, tmp_path):
    store = Store.open(tmp_path)
    store.append(make_response())

    with sqlite3.connect(tmp_path / "answers.sqlite3") as plain:
        assert plain.execute("SELECT count(*) FROM entries").fetchone() == (1,)
    assert Store.open(tmp_path).entries() == (make_response(),)
    assert [path.name for path in tmp_path.iterdir()] == ["answers.sqlite3"]
    assert store.note == ""


def test_notebooks_side_by_side_see_each_others_answers_and_make_one_chain(in_a_browser, tmp_path):
    one, other = Store.open(tmp_path), Store.open(tmp_path)
    for store, value in ((one, "1"), (other, "2"), (one, "3")):
        store.append(make_response(value=value))

    entries, links = zip(*other.linked(), strict=True)
    assert [entry.value for entry in entries] == ["1", "2", "3"]
    assert broken(entries, links) == []


def test_the_same_file_goes_on_outside_the_browser(in_a_browser, tmp_path, monkeypatch):
    Store.open(tmp_path).append(make_response())
    monkeypatch.setattr("skillcheck.record.database.is_browser", lambda: False)
    Store.open(tmp_path).append(make_response(value="2"))

    assert len(Store.open(tmp_path).entries()) == 2


def test_an_answer_that_cannot_be_written_leaves_the_file_whole_and_comes_with_the_next(
    in_a_browser, tmp_path, monkeypatch
):
    store = Store.open(tmp_path)
    store.append(make_response(value="1"))
    before = (tmp_path / "answers.sqlite3").read_bytes()

    with monkeypatch.context() as full:
        full.setattr(drive.os, "write", _no_room)
        with pytest.raises(RecordError, match="kept in memory"):
            store.append(make_response(value="2"))
    assert (tmp_path / "answers.sqlite3").read_bytes() == before

    store.append(make_response(value="3"))
    assert [entry.value for entry in Store.open(tmp_path).entries()] == ["1", "2", "3"]


def test_a_browser_that_only_claims_to_have_stored_an_answer_is_found_out(in_a_browser, tmp_path, monkeypatch):
    store = Store.open(tmp_path)
    monkeypatch.setattr(drive.os, "write", lambda descriptor, body: len(body))

    with pytest.raises(RecordError, match="did not keep"):
        store.append(make_response())


def test_a_damaged_file_is_set_aside_in_a_browser_too(in_a_browser, tmp_path):
    (tmp_path / "answers.sqlite3").write_bytes(b"garbage" * 1000)
    store = Store.open(tmp_path)
    store.append(make_response())

    assert "damaged" in store.note
    assert (tmp_path / "answers.sqlite3.set-aside-1").read_bytes() == b"garbage" * 1000


def test_answers_are_kept_on_the_drive_that_the_browser_stores(in_a_browser, tmp_path):
    assert find_home(environ={}, drive=tmp_path).path == tmp_path / "skillcheck"


def test_where_the_browser_stores_nothing_the_learner_is_told(in_a_browser, tmp_path):
    assert "vanish" in find_home(environ={}, drive=tmp_path / "missing").note


def _no_room(descriptor, body):
    raise OSError(28, "No space left on device")


# --- exercises ---------------------------------------------------------------------------------------


@pytest.fixture
def chunks(in_a_browser, monkeypatch):
    """Check a source against an exercise as a browser does, where nothing can be started."""
    monkeypatch.setattr(subprocess, "Popen", _nothing_starts)
    monkeypatch.setattr("threading.Thread.start", _nothing_starts)

    def run(source, seconds=5.0, name="chunked"):
        from msgspec.structs import replace

        exercise = replace(CATALOG.exercise(name), seconds=seconds)
        return check(exercise, source, CATALOG.cases_path(name))

    return run


def _nothing_starts(*_, **__):
    raise OSError("a browser starts nothing")


def test_a_right_solution_passes_in_a_browser_and_says_where_it_ran(chunks):
    outcome = chunks((CATALOG.folder / "exercises/chunked/solution.py").read_text("utf-8"), seconds=5)

    assert outcome.passed
    assert "Kernel → Restart" in outcome.isolation
    assert not isolated()


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("exit()", "it called exit()"),
        ("return input()", "it waits for input()"),
        ("return 1 / 0", "it raised ZeroDivisionError: division by zero (line 2)"),
        ("raise KeyboardInterrupt", "it raised KeyboardInterrupt"),
        ("return 'x' * 17_000_000", "returned more than 16 MB"),
    ],
)
def test_whatever_code_does_in_a_browser_one_sentence_comes_back(chunks, body, words):
    outcome = chunks(f"def chunks(items, size):\n    {body}")

    assert not outcome.passed
    assert words in outcome.message
    assert "\n" not in outcome.message


# Where this Python is too old to watch itself, test_lite_kernel.py still ends one of these loops in a real browser.
watched = pytest.mark.skipif(
    sys.version_info < (3, 12), reason="Python 3.11 has no sys.monitoring; no browser has 3.11"
)


@watched
@pytest.mark.parametrize(
    "body",
    [
        "while True: pass",
        "try:\n        while True: pass\n    except Exception: return 1",
        "return helper()\ndef helper():\n    while True: pass",
        "return sum(1 for _ in iter(int, 1))",
        "import time\n    time.sleep(0.6)\n    return helper()\ndef helper(): return 1",
    ],
)
def test_code_that_never_ends_is_ended_and_the_other_cases_are_not_run(chunks, body):
    outcome = chunks(f"def chunks(items, size):\n    {body}", seconds=0.5)

    assert "did not finish within 0.5 seconds" in outcome.cases[0].message
    assert all(case.message.startswith("Not run") for case in outcome.cases[1:])
    assert all(sys.monitoring.get_tool(tool) != "skillcheck" for tool in range(6))


def test_a_value_that_only_claims_to_be_right_is_no_more_right_in_a_browser(chunks):
    liar = "class Liar(list):\n    def __eq__(self, other): return True\n    __hash__ = None\n"
    outcome = chunks(f"{liar}def chunks(items, size): return Liar()")

    assert not any(case.passed for case in outcome.cases)
    assert "Liar" in outcome.cases[0].message


def test_prints_are_kept_up_to_a_limit_and_leave_the_page_alone(chunks, capsys):
    outcome = chunks("def chunks(items, size):\n    print('x' * 50_000)\n    return []")

    assert len(outcome.output) == 64_000
    assert capsys.readouterr().out == ""


def test_each_attempt_has_names_of_its_own(chunks):
    chunks("def chunks(items, size): return 1")
    outcome = chunks("def chunk(items, size): return chunks(items, size)")

    assert "defines no function `chunks`; it defines chunk." in outcome.message


# --- messages ----------------------------------------------------------------------------------------


def test_javascripts_null_comes_as_none():
    """pyodide hands it over as an object of its own, and "no confidence given" would be refused as an odd one."""
    null = type("JsNull", (), {})()

    assert with_none({"value": [0, null], "confidence": null}) == {"value": [0, None], "confidence": None}


# --- the whole workbook where nothing can be started ---------------------------------------------

# Compiled packages are there already: pyodide's are built for a browser (its joblib does without _multiprocessing),
# these are not.
LIKE_A_BROWSER = """
import json, os, subprocess, sys, threading
import anywidget, matplotlib.pyplot, msgspec, nh3, numpy, pandas, sklearn.datasets
def refuse(*_, **__): raise OSError("a browser starts nothing")
subprocess.Popen.__init__ = os.fork = os.system = threading.Thread.start = refuse
sys.modules["resource"] = sys.modules["_multiprocessing"] = None
sys.platform = "emscripten"
"""
EVERYTHING = """
for path in json.loads(sys.argv[1]):
    names = {}
    for cell in json.load(open(path, encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)
from skillcheck import Workbook
from skillcheck.workbook import practice
book = Workbook.open()
panel = book.check(length=15)
while not panel.finished:
    panel.skip()
    panel.next()
exercise = book.catalog.exercise("groupby-agg")
solution = (book.catalog.folder / "exercises/groupby-agg/solution.py").read_text("utf-8")
outcome = practice.run(book, exercise, solution)
practice.keep(book, exercise, solution, outcome)
views = book.profile(), book.gaps(), book.progress(), book.calibration(), book.projects(), book.path(), book.market()
drawn = [len(view.text) > 20 and view.figure is not None for view in views]
book.export("handed-in.json")
kept = len(Workbook.open().standing().history.responses)
print(json.dumps([outcome.passed, drawn, kept, book.store.where, outcome.isolation]))
"""


def test_everything_a_learner_does_works_where_no_process_and_no_thread_can_be_started(tmp_path):
    notebooks = [str(ROOT / "notebooks" / f"{name}.ipynb") for name in NOTEBOOKS]
    environment = os.environ | {"SKILLCHECK_HOME": str(tmp_path), "OMP_NUM_THREADS": "1", "MPLBACKEND": "agg"}
    command = [sys.executable, "-c", LIKE_A_BROWSER + EVERYTHING, json.dumps(notebooks)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=environment, check=False)

    assert done.returncode == 0, done.stderr[-3000:]
    passed, drawn, kept, where, how = json.loads(done.stdout.splitlines()[-1])
    assert passed
    assert drawn == [True] * 7
    assert kept == 16
    assert where == str(tmp_path / "answers.sqlite3")
    assert "browser" in how
