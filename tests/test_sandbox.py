"""A learner's code run apart: whatever it does, one sentence comes back and this process lives."""

import os
import socket
import subprocess
import sys
import textwrap

import msgspec
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillcheck.model import DataError, Exercise, SandboxError
from skillcheck.sandbox import check, check_trusted, isolation, source_of, wire
from skillcheck.sandbox.shown import shown

CASES = '''
import numpy as np
from skillcheck.sandbox import expect

def small(add):
    """Two and two make four."""
    expect.close(add(2, 2), 4)

def arrays(add):
    """Arrays are added too."""
    expect.close_array(add(np.arange(3.0), 1), [1, 2, 3])

def texts(add):
    """A text and a number raise TypeError."""
    expect.raises("TypeError", add, "a", 1)
'''
GOOD = "def add(a, b):\n    return a + b\n"
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="these limits are Linux's")


def make_exercise(**changes):
    values = {
        "id": "add",
        "skill": "python-programming",
        "depth": 1,
        "title": "Add",
        "task": "Add.",
        "function": "add",
        "starter": "",
        "solution": GOOD,
        "hints": (),
        "source": "https://docs.python.org/3/",
        "seconds": 5.0,
    }
    return Exercise(**values | changes)


@pytest.fixture
def run(tmp_path):
    """Check a source; the cases can be replaced."""

    def run(source, cases=CASES, how=check, **changes):
        (tmp_path / "cases.py").write_text(textwrap.dedent(cases))
        return how(make_exercise(**changes), textwrap.dedent(source), tmp_path / "cases.py")

    return run


def returning(value):
    return f"def add(a, b):\n    return {value}\n"


# --- what an honest learner sees ------------------------------------------------------------------


def test_a_right_answer_passes_every_case(run):
    outcome = run(GOOD)

    assert outcome.passed
    assert [case.name for case in outcome.cases] == [
        "Two and two make four.",
        "Arrays are added too.",
        "A text and a number raise TypeError.",
    ]
    assert outcome.message == "All 3 cases pass."
    assert outcome.isolation == isolation()


def test_a_wrong_answer_is_told_the_case_the_call_what_was_expected_and_what_came(run):
    outcome = run(returning("a - b"))

    assert not outcome.passed
    assert [case.passed for case in outcome.cases] == [False, False, True]
    assert outcome.cases[0].message == "Expected 4, got 0. The call was add(2, 2)."
    assert outcome.message.startswith("1 of 3 cases pass. Two and two make four. Expected 4")


def test_an_error_is_told_with_its_type_message_and_line(run):
    outcome = run("def add(a, b):\n    x = {}\n    return x['key']\n")

    assert outcome.cases[0].message == "In add(2, 2): it raised KeyError: 'key' (line 3)."


def test_a_syntax_error_is_told_with_its_line(run):
    outcome = run("def add(a, b)\n    return a\n")

    assert (outcome.cases, outcome.passed) == ((), False)
    assert "SyntaxError: expected ':'" in outcome.message
    assert "line 1" in outcome.message


def test_a_missing_import_says_to_import_in_the_same_cell(run):
    assert "in the same cell" in run(returning("np.add(a, b)")).message


def test_a_missing_function_is_named_and_so_is_what_there_is(run):
    assert "no function `add`; it defines plus" in run("def plus(a, b): return a + b").message


def test_the_wrong_exception_is_named(run):
    outcome = run("def add(a, b):\n    if a == 'a': raise ValueError('no text')\n    return a + b\n")

    assert "Expected a TypeError, but it raised ValueError: no text (line 2)" in outcome.cases[2].message


def test_what_it_prints_is_kept_apart_from_what_it_returns(run):
    outcome = run(
        'import sys\ndef add(a, b):\n    print(\'{"value": 5}\')\n    print("x", file=sys.stderr)\n    return a + b\n'
    )

    assert outcome.passed
    assert outcome.output.startswith('{"value": 5}\nx\n')


def test_changing_an_argument_fails_the_case_even_if_the_value_is_right(run):
    outcome = run("def add(a, b):\n    if hasattr(a, 'shape'):\n        a += b\n        return a\n    return a + b\n")

    assert [case.passed for case in outcome.cases] == [True, False, True]
    assert "changed its argument 1" in outcome.cases[1].message


def test_input_is_not_waited_for(run):
    assert "use the arguments instead" in run("def add(a, b):\n    return int(input())\n").message


# --- what a hostile learner tries -----------------------------------------------------------------

FORGED = b'{"value": 4, "changed": []}\n'


@LINUX
@pytest.mark.parametrize(
    ("source", "words"),
    [
        pytest.param("while True: pass", "did not finish within 0.5 seconds", id="loop while loading"),
        pytest.param("def add(a, b):\n    while True: pass", "did not finish within 0.5 seconds", id="loop"),
        pytest.param(
            "import time\ndef add(a, b):\n    try: time.sleep(9)\n    except BaseException: pass",
            "did not finish",
            id="sleep",
        ),
        pytest.param("def add(a, b): exit()", "called exit()", id="exit"),
        pytest.param("raise SystemExit", "called exit()", id="exit while loading"),
        pytest.param("import os\ndef add(a, b): os._exit(0)", "ended the Python process (exit code 0)", id="_exit"),
        pytest.param("def add(a, b): return bytearray(10**11)", "more memory than", id="memory at once"),
        pytest.param(
            "def add(a, b):\n    x = []\n    while True: x.append(bytes(10**7))", "memory", id="memory by and by"
        ),
        pytest.param("def add(a, b):\n    while True: print('x' * 9999)", "printed more than 10 MB", id="print storm"),
        pytest.param("def add(a, b): return add(a, b)", "calls itself without end", id="recursion"),
        pytest.param(
            "import sys\nsys.setrecursionlimit(10**9)\nclass A:\n    def __eq__(s, o): return [s] == [o]\n"
            "def add(a, b): return A() == A()",
            "",
            id="recursion in C",
        ),
        pytest.param(
            "import ctypes\ndef add(a, b): ctypes.string_at(0)", "segmentation fault", id="segmentation fault"
        ),
        pytest.param("import os\ndef add(a, b):\n    os.closerange(0, 99)\n    return 4", "", id="closed pipes"),
        # In a namespace of its own the process is the first one, which its own signals do not reach.
        pytest.param("import os, signal\ndef add(a, b): os.killpg(0, 9)", "", id="kill own group"),
        pytest.param("import os, signal\ndef add(a, b): os.kill(os.getppid(), 9)", "", id="kill parent"),
        pytest.param("import sys\nsys.modules['skillcheck.sandbox.wire'].encode = 5\n" + GOOD, "", id="broken runner"),
        pytest.param("import sys\nsys.modules.clear()\n" + GOOD.replace("a + b", "5"), "", id="no modules"),
        pytest.param("import builtins\nbuiltins.len = None\nbuiltins.zip = None\n" + GOOD, "", id="broken builtins"),
        pytest.param(
            "def add(a, b):\n    x = []\n    x.append(x)\n    return x", "nested more than 32 deep", id="cycle"
        ),
        pytest.param("def add(a, b): return 'x' * 17_000_000", "returned more than 16 MB", id="huge value"),
        pytest.param(
            "class E(Exception):\n    def __str__(s): 1/0\ndef add(a, b): raise E", "it raised E (line 3)", id="liar"
        ),
        pytest.param(
            "def add(a, b):\n    raise BaseException('x' * 10**6)", "it raised BaseException: xxx", id="long error"
        ),
    ],
)
def test_whatever_it_does_one_sentence_comes_back(run, source, words):
    outcome = run(source, megabytes=400, seconds=0.5 if "did not finish" in words else 5)

    assert not outcome.passed
    assert words in outcome.message
    assert "\n" not in outcome.message
    assert len(outcome.message) < 700
    assert len(outcome.output) <= 64_000
    assert outcome.seconds < 9


@LINUX
def test_after_an_endless_loop_the_other_cases_are_not_run(run):
    outcome = run("def add(a, b):\n    while True: pass", seconds=0.5)

    assert [case.message.startswith("Not run") for case in outcome.cases] == [False, True, True]


@LINUX
def test_a_fork_bomb_ends_with_the_check(run):
    if "processes" not in isolation():
        pytest.skip("nothing here limits processes")
    source = """
        import os, time
        def add(a, b):
            while True:
                try:
                    os.fork()
                except OSError:
                    time.sleep(0.01)
        """
    outcome = run(source, seconds=0.5)

    assert "did not finish" in outcome.message
    assert subprocess.run([sys.executable, "-c", "print(1)"], capture_output=True, check=True).stdout == b"1\n"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("type('Liar', (), {'__eq__': lambda s, o: True})()", "a Liar"),
        ("type('Liar', (float,), {'__eq__': lambda s, o: True})(4)", "a Liar"),
        ("None", "nothing (None)"),
        ("lambda: 4", "a function"),
        ("(x for x in [4])", "a generator"),
        ("True", "a bool"),
        ("'4'", "a text"),
        ("[4]", "a list"),
        ("4 + 0j", "a complex"),
    ],
)
def test_a_value_that_only_claims_to_be_right_is_named_for_what_it_is(run, value, said):
    assert f"It returned {said}, wants a number." in run(returning(value)).cases[0].message


def test_replies_forged_on_the_channel_give_no_answer_they_do_not_know(run):
    source = f"""
        import os
        for number in range(3, 64):
            try:
                os.write(number, {FORGED!r} * 50)
            except OSError:
                pass
        def add(a, b):
            return 5
        """

    assert not run(source).passed


@pytest.mark.parametrize(
    "reply",
    [
        b"rubbish\n",
        b"[" * 100_000 + b"\n",
        b'"text"\n',
        b'{"value": {"$array": {"dtype": "<f8", "shape": [1000000000000], "flat": []}}, "changed": []}\n',
        b'{"value": {"$array": {"dtype": "V9", "shape": [1], "flat": [1]}}, "changed": []}\n',
        b'{"value": {"$array": {"dtype": "<U999999999", "shape": [1], "flat": ["a"]}}, "changed": []}\n',
        b'{"value": {"$named": "os.abort"}, "changed": []}\n',
        b'{"value": {"$frame": {"labels": [], "index": {"range": 1000000000000}, "columns": []}}, "changed": []}\n',
        b'{"value": 4, "changed": "no"}\n',
        b'{"error": 5}\n',
        b'{"error": {"kinds": [], "message": [], "line": "x"}}\n',
    ],
)
def test_a_garbled_reply_is_a_failed_case_and_no_more(run, reply):
    source = f"""
        import os
        def add(a, b):
            for number in range(3, 64):
                try:
                    os.write(number, {reply!r})
                except OSError:
                    pass
            os._exit(0)
        """
    outcome = run(source)

    assert not outcome.passed
    assert len(outcome.message) < 700


@pytest.fixture
def walled():
    if not isolation().startswith("bubblewrap"):
        pytest.skip("needs a working bubblewrap")


def test_behind_walls_there_is_no_network_no_home_no_writing_and_no_solution(run, walled, tmp_path):
    listener = socket.create_server(("127.0.0.1", 0))
    source = f"""
        import os, socket
        def tries(action):
            try:
                action()
            except OSError as error:
                return False
            return True
        def add(a, b):
            print(tries(lambda: socket.create_connection({listener.getsockname()!r}, 1)))
            print([os.path.exists(path) for path in ({str(tmp_path)!r}, {__file__!r}, "/etc/passwd")])
            print(any(tries(lambda: open(f"{{folder}}/x", "w")) for folder in ("/", "/usr", {sys.prefix!r})))
            print(len([name for name in os.listdir("/proc") if name.isdigit()]) < 6, os.getuid() == 0)
            return a + b
        """

    with listener:
        outcome = run(source)

    assert outcome.output.splitlines()[:4] == ["False", "[False, False, False]", "False", "True False"]


def test_the_environment_holds_nothing_of_ours(run, monkeypatch):
    monkeypatch.setenv("MY_TOKEN", "secret")

    assert "secret" not in run("import os\nprint(os.environ)\n" + GOOD).output


def test_without_bubblewrap_it_still_runs_with_limits_and_says_so(tmp_path):
    (tmp_path / "cases.py").write_text(CASES)
    program = """
        import os, sys
        os.environ["PATH"] = "/nonexistent"
        import msgspec
        from pathlib import Path
        from skillcheck.model import Exercise
        from skillcheck.sandbox import check, isolation
        exercise = msgspec.convert(msgspec.json.decode(sys.argv[1]), Exercise)
        print(isolation())
        for source in ("def add(a, b): return a + b", "def add(a, b): return bytearray(10**11)", "while True: pass"):
            print(check(exercise, source, Path(sys.argv[2])).message)
        """
    exercise = msgspec.json.encode(make_exercise(seconds=0.5)).decode()
    command = [sys.executable, "-c", textwrap.dedent(program), exercise, str(tmp_path / "cases.py")]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()

    assert "can read files of this computer and use the network" in said[0]
    assert said[1] == "All 3 cases pass."
    assert "did not finish" in said[3]


def test_no_process_and_no_folder_is_left_behind(run, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "scratch"))
    (tmp_path / "scratch").mkdir()
    fds = len(os.listdir("/proc/self/fd")) if sys.platform == "linux" else 0  # noqa: PTH208 (counted, not used as paths)
    run(GOOD)
    run("while True: pass", seconds=0.5)

    assert list((tmp_path / "scratch").iterdir()) == []
    if sys.platform == "linux":
        assert len(os.listdir("/proc/self/fd")) == fds  # noqa: PTH208 (counted, not used as paths)


# --- the cases themselves -------------------------------------------------------------------------


def test_a_case_that_trips_over_a_strange_value_fails_and_says_what_happened(run):
    cases = 'def strange(add):\n    """It has a length."""\n    len(add(1, 1))\n'

    assert "could not be checked (TypeError: object of type 'int' has no len())" in run(GOOD, cases).message


def test_a_source_of_our_own_runs_here_with_the_same_verdict(run):
    assert run(GOOD, how=check_trusted).passed
    assert run(returning("a - b"), how=check_trusted).cases == run(returning("a - b")).cases


@pytest.mark.parametrize("cases", ["def broken(", "x = 1"])
def test_cases_that_cannot_be_loaded_are_a_data_error(run, cases):
    with pytest.raises(DataError, match=r"cases\.py"):
        run(GOOD, cases)


def test_a_very_long_source_is_not_run(run):
    assert "longer than 100000 characters" in run("#" * 100_001).message


# --- values on the wire ---------------------------------------------------------------------------

plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda parts: (
        st.lists(parts, max_size=4)
        | st.lists(parts, max_size=4).map(tuple)
        | st.dictionaries(st.text(max_size=3) | st.integers(), parts, max_size=4)
    ),
    max_leaves=12,
)


def carried(value):
    return wire.decode(msgspec.json.decode(msgspec.json.encode(wire.encode(value))))


@given(plain)
def test_plain_values_come_back_equal_and_of_the_same_type(value):
    assert repr(carried(value)) == repr(value)


@pytest.mark.parametrize(
    "array",
    [
        np.array([[1.5, np.nan], [np.inf, -np.inf]]),
        np.zeros((0, 3)),
        np.float32([[0.1]]),
        np.arange(4, dtype="uint8"),
        np.array([True, False]),
        np.array(["a", "bcd"]),
        np.array(5.0),
        np.array(["2026-01-01"], dtype="M8[D]"),
    ],
)
def test_arrays_come_back_with_dtype_shape_and_values(array):
    found = carried(array)

    assert (found.dtype, found.shape) == (array.dtype, array.shape)
    np.testing.assert_array_equal(found, array)


def test_numpy_scalars_come_back_as_plain_numbers():
    assert [type(carried(value)) for value in (np.float64(1), np.int32(1), np.bool_(True))] == [float, int, bool]


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame({"x": [1.0, np.nan], "g": ["a", None], "n": [1, 2]}, index=[7, 7]),
        pd.DataFrame({"t": pd.to_datetime(["2026-01-01", "2026-01-02"]), ("a", "b"): [True, False]}),
        pd.DataFrame({"x": []}),
    ],
)
def test_frames_come_back_with_labels_index_and_values(frame):
    found = carried(frame)

    assert list(found.columns) == list(frame.columns)
    assert found.index.tolist() == frame.index.tolist()
    assert found.astype(object).where(found.notna(), None).values.tolist() == (
        frame.astype(object).where(frame.notna(), None).values.tolist()
    )


def test_a_series_keeps_its_name_and_a_two_level_index():
    series = pd.Series([1.0, 2.0], index=pd.MultiIndex.from_tuples([("a", 1), ("b", 2)], names=["g", "n"]), name="x")

    pd.testing.assert_series_equal(carried(series), series)


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=8),
        lambda x: (
            st.lists(x, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [*wire._DECODERS, "$named", "dtype", "shape", "flat", "range", "labels", "columns", "index"]
                ),
                x,
                max_size=3,
            )
        ),
        max_leaves=10,
    )
)
def test_any_message_is_a_value_or_a_wire_error(message):
    try:
        value = wire.decode(message)
    except wire.WireError:
        value = None

    assert len(shown(value)) < 2000


# --- the learner's source -------------------------------------------------------------------------


def cell(text):
    """Run text as a notebook cell does: its lines are known to linecache under a name of their own."""
    import linecache

    text = textwrap.dedent(text)
    name = f"<cell {hash(text)}>"
    linecache.cache[name] = (len(text), None, text.splitlines(True), name)
    namespace = {"solve": lambda function: function, "shown": []}
    exec(compile(text, name, "exec"), namespace)
    return namespace["add"]


def test_the_source_of_a_function_has_what_it_uses_and_nothing_else_at_the_same_lines():
    source = source_of(
        cell(
            """\
            import math
            import statistics
            from os import path as unused
            STEP = 1  # kept: used by the helper
            OTHER = shown.append(2)

            @solve
            def add(a, b):
                # a comment stays
                return helper(a) + b

            def helper(a):
                return math.floor(a) + STEP - 1

            shown.append(add(1, 2))
            """
        )
    )

    assert [(n, line) for n, line in enumerate(source.splitlines(), start=1) if line] == [
        (1, "import math"),
        (4, "STEP = 1  # kept: used by the helper"),
        (8, "def add(a, b):"),
        (9, "    # a comment stays"),
        (10, "    return helper(a) + b"),
        (12, "def helper(a):"),
        (13, "    return math.floor(a) + STEP - 1"),
    ]


def test_a_function_inside_another_is_taken_alone():
    def solve(function):
        return function

    @solve
    def add(a, b):
        return a + b

    assert source_of(add).strip() == "def add(a, b):\n    return a + b"


def test_a_function_without_source_is_refused():
    namespace = {}
    exec("def add(a, b): return a", namespace)
    with pytest.raises(SandboxError, match="cannot be found"):
        source_of(namespace["add"])
