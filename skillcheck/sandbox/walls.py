"""How a learner's process is kept apart on this machine: bubblewrap where it works, limits where they exist."""

import functools
import itertools
import os
import shutil
import site
import subprocess
import sys
import tempfile
from pathlib import Path

from skillcheck.model import Record

PACKAGE = Path(__file__).resolve().parent.parent


class Walls(Record):
    """What to put before a command, and what the process then does itself.

    `prefix` comes before one learner's process, `template` before one that forks each answer into namespaces of its
    own (both empty where there are none); `step_down` says to become a user without rights, `landlock` to write in the
    own folder only; `strong` is true behind bubblewrap; `words` are all in words.
    """

    words: str
    prefix: tuple[str, ...] = ()
    template: tuple[str, ...] = ()
    step_down: bool = False
    landlock: bool = False
    strong: bool = False


def isolation() -> str:
    """Return in one sentence how learner code is kept apart here."""
    return walls().words


def isolated() -> bool:
    """Whether it is kept apart by bubblewrap: no network, no files but Python's own, its own processes."""
    return walls().strong


def is_browser() -> bool:
    """Whether this Python runs in a browser, where no process can be started."""
    return sys.platform == "emscripten"


@functools.cache
def walls() -> Walls:
    """Find the best isolation that works, by trying it once."""
    if is_browser():
        return Walls(_IN_BROWSER)
    if sys.platform in ("win32", "wasi"):
        return Walls(_plain("time and output", "this platform has no others", False))
    root = os.getuid() == 0
    program = shutil.which("bwrap") if sys.platform == "linux" else None
    for step_down, wrapped in ((True, _as_root), (False, _as_user)):
        if program and (root or not step_down) and _works(prefix := wrapped(program)):
            words = _WRAPPED.format(limits=_limits(step_down))
            return Walls(words, prefix, wrapped(program, template=True), step_down, strong=True)
    step_down = root and all(_open_to_all(Path(path)) for path in library_paths())
    landlock = sys.platform == "linux" and _has_landlock()
    spaces = shutil.which("unshare") if sys.platform == "linux" else None
    if spaces and _works(prefix := _in_spaces(spaces, root)):
        words = _SPACES.format(limits=_limits(step_down), unchanged=_unchanged(landlock))
        return Walls(words, prefix, prefix, step_down, landlock)
    why = "bubblewrap does not work here" if program else "bubblewrap is not installed"
    return Walls(_plain(_limits(step_down), why, landlock), step_down=step_down, landlock=landlock)


def someone() -> int:
    """Return a user that is nobody else just now, so that limits on processes count one process's own alone.

    From the range that systemd keeps for users made for the moment.
    """
    return 61184 + (os.getpid() * 64 + next(_users)) % 4336


_users = itertools.count()


def scratch() -> str:
    """The folder where an answer in namespaces of its own may write: one that hides no library."""
    below = any(Path(path).is_relative_to("/tmp") for path in library_paths())
    return "/var/tmp" if below else "/tmp"


def _limits(step_down: bool) -> str:
    """The limits that hold here, in words."""
    memory = ", memory" if sys.platform == "linux" else ""
    # Root is exempt from the limit on processes.
    processes = ", processes" if step_down or os.getuid() != 0 else ""
    return f"time{memory}, file size{processes} and output"


def _plain(limits: str, why: str, landlock: bool) -> str:
    return (
        f"limits on {limits} only ({why}): the code can read files of this computer and use the network"
        f"{_unchanged(landlock)}"
    )


def _unchanged(landlock: bool) -> str:
    return ", but not change anything" if landlock else ""


_SPACES = (
    "in namespaces: no network and its own processes, but the code can read files of this computer{unchanged} "
    "(bubblewrap would prevent that); limits on {limits}"
)
_IN_BROWSER = (
    "inside this notebook's own Python, which the browser keeps apart from your computer: the code can change this "
    "notebook's variables and what this site stores; limits on time and output, and if it hangs all the same, "
    "Kernel → Restart ends it"
)
_WRAPPED = "bubblewrap: no network, no files but Python's own, its own processes; limits on {limits}"


def library_paths() -> list[str]:
    """The folders Python and its packages live in, a user's own site-packages included."""
    found = [sys.prefix, sys.base_prefix, *package_paths()]
    return list(dict.fromkeys(str(form) for path in found for form in (Path(path), Path(path).resolve())))


def package_paths() -> list[str]:
    """The folders of installed packages, as imports find them here."""
    named = [path for path in sys.path if Path(path).name in ("site-packages", "dist-packages")]
    return list(dict.fromkeys([*named, *(path for path in site.getsitepackages() if Path(path).is_dir())]))


def _as_root(program: str, template: bool = False) -> tuple[str, ...]:
    """The walls for root, who keeps just what it takes to step down to a user whom limits on processes hold."""
    spaces = ["--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"]
    powers = ["SETUID", "SETGID", *(["SYS_ADMIN", "KILL"] if template else [])]
    kept = ["--cap-drop", "ALL", *(part for power in powers for part in ("--cap-add", f"CAP_{power}"))]
    above = {str(folder): None for path in library_paths() for folder in reversed(Path(path).parents)}
    # Made by bubblewrap on its own, these would be closed to such a user.
    open_folders = [part for folder in above for part in ("--perms", "0755", "--dir", folder)]
    # The scratch folder comes first: Python itself may live below /tmp.
    return (program, *spaces, *kept, *_tmp("1777"), *open_folders, *_binds(), *_rest(template))


def _as_user(program: str, template: bool = False) -> tuple[str, ...]:
    """The walls for anyone else: a user namespace makes the rest possible."""
    power = ["--cap-add", "CAP_SYS_ADMIN"] if template else []
    return (program, "--unshare-all", *power, *_tmp("0755"), *_binds(), *_rest(template))


def _tmp(permissions: str) -> list[str]:
    return ["--size", "67108864", "--perms", permissions, "--tmpfs", "/tmp"]


def _rest(template: bool) -> list[str]:
    """What comes last; nothing stays writable round a template, whose answers get folders of their own."""
    if not template:
        own = ["--proc", "/proc", "--dev", "/dev", "--remount-ro", "/", "--chdir", "/tmp"]
        return [*own, "--die-with-parent", "--new-session", "--"]
    # bubblewrap's own /dev takes a second user namespace, in which no PID namespace can be made and left again.
    devices = [part for name in _DEVICES for part in ("--dev-bind-try", name, name)]
    own = ["--proc", "/proc", *devices, "--dir", "/var/tmp", "--remount-ro", "/tmp", "--remount-ro", "/"]
    # No end with the parent: that would be the thread that started it. A template ends with its control.
    return [*own, "--chdir", "/", "--"]


_DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")


def _in_spaces(program: str, root: bool) -> tuple[str, ...]:
    """Namespaces of util-linux, where bubblewrap is missing: what runs there sees no process to signal but its own."""
    user = () if root else ("--user", "--map-root-user")
    return (program, *user, "--pid", "--net", "--ipc", "--fork", "--kill-child", "--")


def _binds() -> list[str]:
    """Python's own files, read-only."""
    paths = [*_system_paths(), *library_paths()]
    binds = [part for path in paths for part in ("--ro-bind-try", path, path)]
    if any(PACKAGE.is_relative_to(path) for path in paths):
        # An installed package carries the solutions.
        binds += ["--tmpfs", str(PACKAGE), "--remount-ro", str(PACKAGE)]
    return binds


def _system_paths() -> list[str]:
    return ["/usr", "/bin", "/lib", "/lib64", "/etc/ld.so.cache"]


def _works(prefix: tuple[str, ...]) -> bool:
    """Try the wall with the shortest program there is."""
    command = [*prefix, sys.executable, "-I", "-S", "-c", "pass"]
    try:
        done = subprocess.run(command, capture_output=True, timeout=10, cwd=tempfile.gettempdir(), check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _open_to_all(path: Path) -> bool:
    """Whether a user without rights can reach the folder."""
    return all(folder.stat().st_mode & 0o001 for folder in (path, *path.parents) if folder.exists())


def _has_landlock() -> bool:
    from skillcheck.sandbox import linux

    return linux.landlock_version() > 0
