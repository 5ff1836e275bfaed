"""Answers forked from one ready process: whatever one does, it fails alone, and the same process grades the next."""

import contextlib
import os
import pickle
import runpy
import signal
import socket
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest
from test_sandbox import CASES, GOOD, make_exercise

from skillcheck.catalog import Catalog
from skillcheck.model import DataError, SandboxError
from skillcheck.sandbox import Template, check, forked, isolated, isolation, linux, walls
from skillcheck.sandbox import template as template_module

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every answer gets a fresh process")

# What is taken away to force the weaker kinds of isolation.
KINDS = {"as it is here": (), "in namespaces": ("bwrap",), "limits only": ("bwrap", "unshare")}
WHICH = walls.shutil.which
CATALOG = Catalog.open()
EXERCISES = sorted(CATALOG.exercises)
READY = ("numpy", "pandas", "scipy", "sklearn")


@contextlib.contextmanager
def without(*programs):
    """Isolation as on a machine that lacks these programs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(walls.shutil, "which", lambda name: None if name in programs else WHICH(name))
        walls.walls.cache_clear()
        yield
    walls.walls.cache_clear()


@pytest.fixture(scope="module", params=KINDS)
def template(request):
    """One template for all tests of a kind of isolation."""
    with without(*KINDS[request.param]), Template() as template:
        template.kind = request.param
        yield template


@pytest.fixture
def run(template, tmp_path):
    """Check a source with the template; `how` may be another check."""

    def run(source, cases=CASES, how=template.check, **changes):
        (tmp_path / "cases.py").write_text(textwrap.dedent(cases))
        return how(make_exercise(**changes), textwrap.dedent(source), tmp_path / "cases.py")

    return run


@pytest.fixture
def hostile(template, run):
    """Check a source that must earn nothing and leave the template as it was; return its outcome."""

    def hostile(source, **changes):
        assert run(GOOD).passed
        before = template._ready.pid
        outcome = run(source, **changes)
        after = run(GOOD)

        assert not outcome.passed
        assert after.passed
        assert (after.output, template._ready.pid) == ("", before)
        return outcome

    return hostile


def good_after(source):
    """A right answer that does something else first."""
    return textwrap.dedent(source) + GOOD


def told(outcome):
    """An outcome without the time it took."""
    return outcome.passed, outcome.cases, outcome.message, outcome.isolation, outcome.output


# --- the same verdict as a fresh process -----------------------------------------------------------


@pytest.mark.parametrize(
    "source",
    [
        GOOD,
        "def add(a, b):\n    return a - b\n",
        "def add(a, b):\n    print('hello')\n    return {}[a]\n",
        "def add(a, b)\n    return a\n",
        "def plus(a, b):\n    return a + b\n",
        "import pandas as pd\ndef add(a, b):\n    return pd.Series([a, b]).groupby([0, 0]).sum().iloc[0]\n",
    ],
)
def test_its_outcome_is_that_of_a_fresh_process(run, source):
    assert told(run(source)) == told(run(source, how=check))


def test_it_is_forked_and_says_how_it_was_kept_apart(template, run):
    assert run(GOOD).isolation == isolation()
    assert template.unfit == ""
    assert isolated() == isolation().startswith("bubblewrap")
    if template.kind != "as it is here":
        assert not isolated()


def first_mutant(name):
    mutants = runpy.run_path(str(CATALOG.cases_path(name).with_name("mutants.py")))["MUTANTS"]
    mutant = next(iter(mutants.values()))
    return CATALOG.exercise(name).solution.replace(*mutant) if isinstance(mutant, tuple) else mutant


@pytest.mark.slow
def test_exercises_of_every_kind_are_judged_as_by_a_fresh_process():
    """Every third: between them they use all libraries that are ready in the process."""
    assert all(any(f" {library}" in CATALOG.exercise(name).solution for name in EXERCISES[::3]) for library in READY)

    with without(), Template() as template:
        for name in EXERCISES[::3]:
            exercise, cases = CATALOG.exercise(name), CATALOG.cases_path(name)
            for source in (exercise.solution, first_mutant(name)):
                assert told(template.check(exercise, source, cases)) == told(check(exercise, source, cases)), name

        assert template.unfit == ""


# --- what a hostile answer tries -------------------------------------------------------------------


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
        pytest.param(
            "import signal, time\nfor number in range(1, 32):\n    try: signal.signal(number, signal.SIG_IGN)\n"
            "    except (OSError, ValueError): pass\ndef add(a, b): time.sleep(9)",
            "did not finish",
            id="ignores signals",
        ),
        pytest.param("def add(a, b): exit()", "called exit()", id="exit"),
        pytest.param("raise SystemExit", "called exit()", id="SystemExit while loading"),
        pytest.param("def add(a, b): raise KeyboardInterrupt", "it raised KeyboardInterrupt", id="KeyboardInterrupt"),
        pytest.param("import os\ndef add(a, b): os._exit(0)", "ended the Python process (exit code 0)", id="_exit"),
        pytest.param("def add(a, b): return bytearray(10**11)", "more memory than", id="memory at once"),
        pytest.param(
            "def add(a, b):\n    x = []\n    while True: x.append(bytes(10**7))", "memory", id="memory by and by"
        ),
        pytest.param("def add(a, b):\n    while True: print('x' * 9999)", "printed more than 10 MB", id="print storm"),
        pytest.param("def add(a, b): return add(a, b)", "calls itself without end", id="recursion"),
        pytest.param("import ctypes\ndef add(a, b): ctypes.string_at(0)", "segmentation fault", id="crash"),
        pytest.param("import os\ndef add(a, b):\n    os.closerange(0, 99)\n    return 4", "", id="closed pipes"),
        pytest.param("import os\ndef add(a, b): os.abort()", "crashed Python", id="abort"),
        pytest.param("import os, signal\ndef add(a, b): os.kill(os.getpid(), 19)", "", id="stops itself"),
        pytest.param("def add(a, b):\n    x = []\n    x.append(x)\n    return x", "nested more than 32", id="cycle"),
        pytest.param("def add(a, b): return 'x' * 17_000_000", "returned more than 16 MB", id="huge value"),
        pytest.param("def add(a, b): return list(range(10**6))", "It returned a list", id="a million elements"),
        pytest.param("class E(Exception):\n    def __str__(s): 1/0\ndef add(a, b): raise E", "raised E", id="liar"),
        pytest.param("class E(Exception):\n    __class__ = 5\ndef add(a, b): raise E", "raised E", id="no class"),
    ],
)
def test_it_earns_nothing_and_the_next_answer_is_graded_by_the_same_process(hostile, source, words):
    outcome = hostile(source, megabytes=400, seconds=0.5 if "did not finish" in words or not words else 5)

    assert words in outcome.message
    assert "\n" not in outcome.message
    assert len(outcome.message) < 700


LIARS = {
    "(type('Liar', (), {'__eq__': lambda s, o: True})())": "a Liar",
    "type('Liar', (), {'__class__': property(lambda s: int), '__index__': lambda s: 4})()": "a Liar",
    "type('Liar', (), {'__array__': lambda s, *a, **k: np.array(4)})()": "a Liar",
    "type('Liar', (), {'__reduce__': lambda s: (exit, ())})()": "a Liar",
    "type('Liar', (int,), {'__eq__': lambda s, o: True})(4)": "a Liar",
    "type('Liar', (float,), {'__sub__': lambda s, o: 0.0})(4)": "a Liar",
    "np.array(4.0).view(type('Liar', (np.ndarray,), {}))": "a Liar",
    "(x for x in [4])": "a generator",
    "lambda: 4": "a function",
    "True": "a bool",
}


@pytest.mark.parametrize("value", LIARS)
def test_a_value_that_only_claims_to_be_right_is_named_for_what_it_is(hostile, value):
    outcome = hostile(f"import numpy as np\ndef add(a, b):\n    return {value}\n")

    assert f"It returned {LIARS[value]}, wants a number." in outcome.cases[0].message


@pytest.mark.parametrize(
    "patch",
    [
        "import numpy as np\nnp.ndarray = np.array = np.add = np.arange = np.random = None",
        "import numpy as np\nnp.random.seed = np.isnan = np.asarray = lambda *a, **k: 4",
        "import builtins\nbuiltins.len = builtins.zip = builtins.print = builtins.isinstance = None",
        "import sys\nsys.modules.clear()",
        "import sys\nsys.modules['json'].dumps = sys.modules['os'].fork = sys.modules['os'].read = None",
        "import sys\nsys.modules['skillcheck.sandbox.wire'].encode = lambda *a: 4",
        "import sys\nsys.modules['skillcheck.sandbox.child'].serve = None",
        "import pandas as pd\npd.DataFrame.__init__ = pd.Series.sum = None",
        "import sys, os\nos.environ['PYTHONPATH'] = '.'\nsys.path[:] = []\nsys.setrecursionlimit(60)",
        "import gc\nfor each in gc.get_objects():\n    if type(each) is dict and 'Nursery' in each: each.clear()",
        "import ctypes\nctypes.memset(id(4), 0, 16)",
    ],
)
def test_a_patch_of_a_library_or_of_python_stays_in_the_answer(hostile, patch):
    hostile(f"{patch}\ndef add(a, b):\n    return a - b\n")


def test_every_exercise_library_is_as_it_was_after_an_answer_that_broke_them(run, template):
    spoil = (
        "import numpy as np, pandas as pd, random\nnp.pi = 3\npd.marker = 1\nnp.seterr(all='raise')\n"
        "pd.set_option('display.max_rows', 1)\nrandom.seed(1)\nnp.random.seed(1)\n" + GOOD
    )
    look = """
        import numpy as np, pandas as pd, random
        print(np.pi == 3, hasattr(pd, "marker"), np.geterr()["over"], pd.get_option("display.max_rows"))
        print(random.random() == 0.13436424411240122, np.random.random() == 0.417022004702574)
        """

    assert run(spoil).passed
    assert run(good_after(look)).output.splitlines() == ["False False warn 60", "False False"]


def signals_are_held():
    """Whether anything keeps an answer from ending the tests themselves."""
    found = walls.walls()
    return bool(found.template) or found.step_down or linux.landlock_version() >= 6


ATTACKS = {
    "kill": "lambda pid: os.kill(pid, signal.SIGKILL)",
    "stop": "lambda pid: os.kill(pid, signal.SIGSTOP)",
    "trace": "lambda pid: done(libc.ptrace(16, pid, 0, 0))",
    "write memory": "lambda pid: open(f'/proc/{pid}/mem', 'r+b')",
    "open its files": "lambda pid: open(f'/proc/{pid}/fd/0')",
    "environment": "lambda pid: open(f'/proc/{pid}/environ').read()",
    "take a file": "lambda pid: done(libc.syscall(438, os.pidfd_open(pid), 3, 0))",
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_process_but_its_own_can_be_reached(template, hostile, attack):
    """Tried on every process there is to see, and on what is not to be seen."""
    if not signals_are_held():
        pytest.skip("the answer could signal any process of this user")
    outcome = hostile(
        f"""
        import ctypes, os, signal
        libc = ctypes.CDLL(None, use_errno=True)
        def done(result):
            if result < 0:
                raise OSError(ctypes.get_errno(), "refused")
        attack = {ATTACKS[attack]}
        def add(a, b):
            pids = {{int(name) for name in os.listdir("/proc") if name.isdigit()}} | {{os.getppid(), 1, 2, 3}}
            for pid in pids - {{os.getpid(), 0, -1}}:
                try:
                    attack(pid)
                except OSError:
                    continue
                print("reached", pid)
            return 5
        """
    )

    assert outcome.message.startswith("0 of 3 cases pass. Two and two make four. Expected 4, got 5.")
    assert "reached" not in outcome.output


@pytest.mark.parametrize(
    "call",
    [
        "os.kill(0, 9)",
        "os.kill(-1, 9)",
        "os.killpg(0, 9)",
        "os.killpg(os.getpgrp(), 9)",
        "os.kill(os.getppid(), 9)",
        "os.kill(-os.getppid(), 9)",
        "libc.ptrace(0, 0, 0, 0), os.kill(os.getpid(), 19)",
        "libc.prctl(1, 9, 0, 0, 0), libc.prctl(4, 1, 0, 0, 0), libc.prctl(36, 1, 0, 0, 0)",
        "resource.prlimit(os.getppid(), resource.RLIMIT_NOFILE, (3, 3))",
        "resource.prlimit(os.getppid(), resource.RLIMIT_AS, (9, 9))",
        "os.setpriority(os.PRIO_PROCESS, os.getppid(), 19)",
        "os.sched_setaffinity(os.getppid(), {0})",
    ],
)
def test_a_signal_a_limit_or_a_tracer_does_not_reach_the_template(template, run, call):
    """Where an answer shares its user with the template, a template it could touch is replaced."""
    if not signals_are_held():
        pytest.skip("the answer could signal any process of this user")
    run(GOOD)
    before = template._ready.pid
    outcome = run(
        f"""
        import ctypes, os, resource
        libc = ctypes.CDLL(None)
        def add(a, b):
            try:
                {call}
            except OSError:
                pass
            return 5
        """,
        seconds=2,
    )

    assert not outcome.passed
    assert run(GOOD).passed
    if walls.walls().template:
        assert template._ready.pid == before


def test_a_fork_bomb_ends_with_its_answer(hostile):
    if "processes" not in isolation():
        pytest.skip("nothing here limits processes")
    outcome = hostile(
        """
        import os, time
        def add(a, b):
            while True:
                try:
                    os.fork()
                except OSError:
                    time.sleep(0.01)
        """,
        seconds=0.5,
    )

    assert "did not finish" in outcome.message


def test_what_an_answer_leaves_running_is_ended_with_it(hostile, tmp_path):
    """Forked twice, in a session of its own, deaf to signals, with no pipe of the answer."""
    marker = f"left-{tmp_path.name}-{os.getpid()}"
    hostile(
        f"""
        import ctypes, os, signal, time
        def add(a, b):
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0:
                    os.closerange(0, 64)
                    ctypes.CDLL(None).prctl(1, 0, 0, 0, 0)
                    for number in (1, 2, 15):
                        signal.signal(number, signal.SIG_IGN)
                    os.execv("/bin/sh", ["sh", "-c", "exec -a x sleep 60; : {marker}"])
                os._exit(0)
            time.sleep(0.2)
            return 5
        """
    )

    assert not any(marker in line for line in commands())


def commands():
    """The command line of every process of this machine that can be read."""
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            yield (folder / "cmdline").read_bytes().decode("utf-8", "replace")


def test_it_begins_in_an_empty_folder_and_leaves_nothing_for_the_next(run):
    look = """
        import os, tempfile
        def add(a, b):
            places = (".", "/tmp", "/var/tmp", "/dev/shm", "/dev", "/run", tempfile.gettempdir(), "/root", "/home")
            print(os.listdir(), [place for place in places if os.path.exists(place + "/left-behind")])
            for place in places:
                try:
                    open(place + "/left-behind", "w").write("x")
                except OSError:
                    pass
            print(os.listdir())
            return a + b
        """
    for _ in range(2):
        assert run(look).output.splitlines()[:2] == ["[] []", "['left-behind']"]


@pytest.mark.skipif(os.name != "posix", reason="System V shared memory")
def test_shared_memory_does_not_outlive_the_answer(template, run):
    if not walls.walls().template:
        pytest.skip("without a namespace of its own shared memory outlives every process, and nothing is promised")
    source = """
        import ctypes
        libc = ctypes.CDLL(None)
        print(libc.shmget(12345, 4096, 0o666) >= 0, libc.msgget(12345, 0o666) >= 0)
        libc.shmget(12345, 4096, 0o1666), libc.msgget(12345, 0o1666)
        """

    assert [run(good_after(source)).output for _ in range(2)] == ["False False\n"] * 2


LOOK_AT_FILES = """
import os, stat
kinds = []
for number in range(5000):
    try:
        mode = os.fstat(number).st_mode
    except OSError:
        continue
    kinds.append("pipe" if stat.S_ISFIFO(mode) else "device" if stat.S_ISCHR(mode) else oct(mode))
print(sorted(kinds))
"""


def test_it_has_no_open_file_but_its_own_pipes(template, run):
    """What it is told, what it answers, what it prints; not the template's channel, whatever number that had."""
    many = [os.dup(0) for _ in range(300)]
    template.close()
    outcome = run(good_after(LOOK_AT_FILES))
    for number in many:
        os.close(number)

    assert outcome.output == "['device', 'device', 'pipe', 'pipe', 'pipe', 'pipe']\n"


def test_it_has_no_rights_and_cannot_win_any(run):
    outcome = run(
        good_after(
            """
            import ctypes, os
            lines = open("/proc/self/status").read().splitlines()
            status = dict(line.split(":\\t") for line in lines if ":\\t" in line)
            print({status[name] for name in ("CapPrm", "CapEff", "CapInh", "CapAmb")}, status["NoNewPrivs"])
            libc = ctypes.CDLL(None)
            print(libc.mount(b"none", b"/proc", b"tmpfs", 0, None), libc.umount(b"/proc"), libc.chroot(b"/"))
            """
        )
    )

    assert outcome.output == "{'0000000000000000'} 1\n-1 -1 -1\n"


def test_no_key_and_no_check_is_to_be_found(template, run, monkeypatch, tmp_path):
    monkeypatch.setenv("SKILLCHECK_HOME", "/secret-home")
    template.close()
    outcome = run(
        good_after(
            """
            import os, sys
            try:
                import skillcheck.catalog
                print("imported")
            except ImportError:
                pass
            print([name for name in sys.modules if name.startswith("skillcheck")])
            print("secret" in str(os.environ), "HOME" in os.environ and os.environ["HOME"])
            """
        )
    )
    modules, environment = outcome.output.splitlines()

    assert "catalog" not in modules
    assert "template" not in modules
    assert environment == "False /nonexistent"


def test_behind_walls_there_is_no_network_no_home_and_no_solution(template, run, tmp_path):
    if not isolated():
        pytest.skip("needs a working bubblewrap")
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
            print([os.path.exists(path) for path in ({str(tmp_path)!r}, {__file__!r}, "/etc/passwd", "/home")])
            print(any(tries(lambda: open(f"{{folder}}/x", "w")) for folder in ("/", "/usr", {sys.prefix!r}, "/dev")))
            print([name for name in os.listdir("/proc") if name.isdigit()], os.getuid() == 0)
            return a + b
        """

    with listener:
        outcome = run(source)

    assert outcome.output.splitlines()[:4] == [
        "False",
        "[False, False, False, False]",
        "False",
        "['1'] False",
    ]


@pytest.mark.parametrize("fresh", [True, False])
def test_nothing_is_written_outside_its_folder_and_the_words_say_so(template, run, fresh, tmp_path):
    if not (isolated() or walls.walls().landlock):
        pytest.skip("nothing here holds writing back")
    (tmp_path / "kept.txt").write_text("kept")
    for path in (tmp_path, tmp_path / "kept.txt"):
        path.chmod(0o777)
    source = f"""
        import os
        def refused(action, *arguments):
            try:
                action(*arguments)
            except OSError:
                return True
        new, kept = {str(tmp_path / "new.txt")!r}, {str(tmp_path / "kept.txt")!r}
        print(refused(open, new, "w"), refused(open, kept, "a"))
        print(refused(os.unlink, kept), refused(os.truncate, kept, 0))
        open("mine.txt", "w").write("mine"), open(os.devnull, "w").write("gone")
        """

    assert run(good_after(source), how=check if fresh else template.check).output == "True True\nTrue True\n"
    assert (tmp_path / "kept.txt").read_text() == "kept"
    assert "not change anything" in isolation() or isolated()


def test_it_is_what_the_system_ends_first_when_memory_runs_out(run):
    assert run("print(open('/proc/self/oom_score_adj').read().strip())\n" + GOOD).output == "900\n"


# --- the template itself ---------------------------------------------------------------------------


def test_no_library_shares_memory_that_an_answer_could_write_to(run):
    look = "print([line for line in open('/proc/self/maps') if ' rw-s ' in line])\n"

    assert run(look + GOOD).output == "[]\n"


def test_a_template_killed_under_an_answer_is_replaced_and_the_answer_run_again(template, run):
    run(GOOD)
    before = template._ready.pid
    killer = threading.Timer(0.5, os.killpg, (before, signal.SIGKILL))
    killer.start()
    outcome = run("import time\ntime.sleep(1)\n" + GOOD)

    assert outcome.passed
    assert template._ready.pid != before


def test_a_template_killed_between_answers_is_replaced(template, run):
    run(GOOD)
    os.killpg(template._ready.pid, signal.SIGKILL)

    assert run(GOOD).passed


def test_a_template_that_falls_silent_is_replaced(template, run, monkeypatch):
    monkeypatch.setattr(forked, "END_SECONDS", 0.5)
    monkeypatch.setattr(forked.Forked, "patience", 0.5)
    run(GOOD)
    before = template._ready.pid
    for pid in group(before):
        os.kill(pid, signal.SIGSTOP)

    assert run(GOOD).passed
    assert template._ready.pid != before


def test_an_answer_under_which_the_template_dies_twice_has_failed(template, run, monkeypatch):
    """As one that found a way to kill it would."""
    monkeypatch.setattr(template_module.Remote, "load", lambda answer, source: fall(template, answer))

    outcome = run(GOOD)
    monkeypatch.undo()

    assert (outcome.passed, outcome.cases, outcome.message) == (False, (), template_module.TWICE)
    assert outcome.isolation == isolation()
    assert run(GOOD).passed


def fall(template, answer):
    os.killpg(template._ready.pid, signal.SIGKILL)
    time.sleep(0.3)
    answer._timed({"source": "", "function": "add"})


def gone(leader):
    """Whether the processes of a group end soon."""
    until = time.monotonic() + 5
    while list(group(leader)) and time.monotonic() < until:
        time.sleep(0.02)
    return not list(group(leader))


def group(leader):
    """The processes of a group."""
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if os.getpgid(int(folder.name)) == leader:
                yield int(folder.name)


def test_nothing_is_left_when_it_is_closed(run, template, tmp_path, monkeypatch):
    template.close()
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    files = len(list(Path("/proc/self/fd").iterdir()))
    run(GOOD)
    leader = template._ready.pid
    run("while True: pass", seconds=0.5)
    template.close()

    assert gone(leader)
    assert list(scratch.iterdir()) == []
    assert len(list(Path("/proc/self/fd").iterdir())) == files


def test_it_ends_when_the_process_that_uses_it_is_killed(tmp_path):
    (tmp_path / "cases.py").write_text(CASES)
    program = f"""
import os, sys
sys.path[:0] = {sys.path!r}
from pathlib import Path
from test_sandbox import GOOD, make_exercise
from skillcheck.sandbox import Template
template = Template()
print(template.check(make_exercise(), GOOD, Path({str(tmp_path / "cases.py")!r})).passed, template._ready.pid)
sys.stdout.flush()
os.kill(os.getpid(), 9)
"""
    command = [sys.executable, "-c", program]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout.split()

    assert said[0] == "True"
    assert gone(int(said[1]))


def test_it_can_be_pickled_and_shared_by_threads(template, run):
    other = pickle.loads(pickle.dumps(template))
    outcomes = []
    threads = [threading.Thread(target=lambda: outcomes.append(run(GOOD).passed)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert outcomes == [True] * 4
    assert other._ready is None


def test_a_copy_in_a_forked_process_starts_a_template_of_its_own(template, run):
    run(GOOD)
    pid = os.fork()
    if pid == 0:
        mine = run(GOOD).passed and template._ready is not template._inherited
        template.close()
        os._exit(0 if mine else 1)

    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert run(GOOD).passed


def test_broken_cases_are_a_data_error_and_the_template_goes_on(run):
    with pytest.raises(DataError, match=r"cases\.py"):
        run(GOOD, "def broken(")

    assert run(GOOD).passed


# --- where nothing can be forked -------------------------------------------------------------------


def test_on_another_platform_every_answer_gets_a_fresh_process(tmp_path, monkeypatch):
    (tmp_path / "cases.py").write_text(CASES)
    monkeypatch.setattr(template_module.sys, "platform", "win32")
    template = Template()
    monkeypatch.undo()

    assert template.check(make_exercise(), GOOD, tmp_path / "cases.py").passed
    assert "cannot fork" in template.unfit
    assert template._ready is None


def test_a_template_that_does_not_start_is_done_without(tmp_path, monkeypatch):
    (tmp_path / "cases.py").write_text(CASES)
    monkeypatch.setattr(forked, "LIBRARIES", ({"not": "a name"},))
    template = Template()

    assert template.check(make_exercise(), GOOD, tmp_path / "cases.py").passed
    assert "did not start" in template.unfit
    assert "AttributeError" in template.unfit


def test_a_template_that_cannot_confine_its_children_is_done_without(tmp_path, monkeypatch):
    (tmp_path / "cases.py").write_text(CASES)
    monkeypatch.setattr(forked, "scratch", lambda: "/no such folder")
    template = Template()

    assert template.check(make_exercise(), GOOD, tmp_path / "cases.py").passed
    assert template.unfit == "a child could not be confined" or not walls.walls().template


def test_where_no_process_starts_at_all_it_says_so(tmp_path, monkeypatch):
    (tmp_path / "cases.py").write_text(CASES)
    monkeypatch.setattr("subprocess.Popen", refuse)

    with pytest.raises(SandboxError, match="No Python process could be started"):
        Template().check(make_exercise(), GOOD, tmp_path / "cases.py")


@pytest.mark.parametrize("call", ["os.pipe", "tempfile.mkdtemp"])
def test_where_no_file_can_be_made_it_says_so_and_goes_on_later(run, template, monkeypatch, call):
    run(GOOD)
    with monkeypatch.context() as patch:
        patch.setattr(call, refuse)
        if call == "os.pipe" or not walls.walls().template:
            with pytest.raises(SandboxError, match=r"could be (made|started)"):
                run(GOOD)

    assert run(GOOD).passed


def refuse(*_, **__):
    raise PermissionError(13, "Permission denied")
