"""How a learner's process is kept apart on this machine: bubblewrap where it works, limits where they exist."""

import functools
import os
import shutil
import site
import subprocess
import sys
import tempfile
from pathlib import Path

from skillcheck.model import Record

PACKAGE = Path(__file__).resolve().parent.parent
NOBODY = 65534


class Walls(Record):
    """What to put before the command (nothing without bubblewrap), whether to step down from root, and all in words."""

    prefix: tuple[str, ...]
    step_down: bool
    words: str


def isolation() -> str:
    """Return in one sentence how learner code is kept apart here."""
    return walls().words


def isolated() -> bool:
    """Return whether code runs here without files of this computer and without the network: behind bubblewrap."""
    return walls().words.startswith("bubblewrap")


@functools.cache
def walls() -> Walls:
    """Find the best isolation that works, by trying it once."""
    if sys.platform in ("win32", "emscripten", "wasi"):
        return Walls(prefix=(), step_down=False, words=_plain("time and output", "this platform has no others"))
    root = os.getuid() == 0
    program = shutil.which("bwrap") if sys.platform == "linux" else None
    if program and root and _works(prefix := _as_root(program)):
        return Walls(prefix=prefix, step_down=True, words=_WRAPPED.format(limits=_limits(step_down=True)))
    if program and _works(prefix := _as_user(program)):
        return Walls(prefix=prefix, step_down=False, words=_WRAPPED.format(limits=_limits(step_down=False)))
    step_down = root and all(_open_to_all(Path(path)) for path in library_paths())
    spaces = shutil.which("unshare") if sys.platform == "linux" else None
    if spaces and _works(prefix := _in_spaces(spaces, root)):
        return Walls(prefix=prefix, step_down=step_down, words=_SPACES.format(limits=_limits(step_down)))
    why = "bubblewrap does not work here" if program else "bubblewrap is not installed"
    return Walls(prefix=(), step_down=step_down, words=_plain(_limits(step_down), why))


def _limits(step_down: bool) -> str:
    """The limits that hold here, in words."""
    memory = ", memory" if sys.platform == "linux" else ""
    # Root is exempt from the limit on processes.
    processes = ", processes" if step_down or os.getuid() != 0 else ""
    return f"time{memory}, file size{processes} and output"


def _plain(limits: str, why: str) -> str:
    return f"limits on {limits} only ({why}): the code can read files of this computer and use the network"


_REST = (
    *("--proc", "/proc", "--dev", "/dev", "--remount-ro", "/"),
    *("--chdir", "/tmp", "--die-with-parent", "--new-session", "--"),
)
_SPACES = (
    "in namespaces: no network and its own processes, but the code can read files of this computer (bubblewrap would "
    "prevent that); limits on {limits}"
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


def _as_root(program: str) -> tuple[str, ...]:
    """The walls for root, who keeps just what it takes to step down to nobody, whom limits on processes hold."""
    spaces = ["--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"]
    powers = ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    above = {str(folder): None for path in library_paths() for folder in reversed(Path(path).parents)}
    # Made by bubblewrap on its own, these would be closed to nobody.
    open_folders = [part for folder in above for part in ("--perms", "0755", "--dir", folder)]
    scratch = ["--size", "67108864", "--perms", "1777", "--tmpfs", "/tmp"]
    # The scratch folder comes first: Python itself may live below /tmp.
    return (program, *spaces, *powers, *scratch, *open_folders, *_binds(), *_REST)


def _as_user(program: str) -> tuple[str, ...]:
    """The walls for anyone else: a user namespace makes the rest possible."""
    return (program, "--unshare-all", "--tmpfs", "/tmp", *_binds(), *_REST)


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
        binds += ["--tmpfs", str(PACKAGE)]
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
