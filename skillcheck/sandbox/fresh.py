"""A fresh interpreter behind the walls: for a single learner at work, and for all where nothing can be forked."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile

from skillcheck.model import SandboxError
from skillcheck.sandbox.process import PYTHON, environment, far_side
from skillcheck.sandbox.walls import someone, walls


class Fresh:
    """A process of its own in a folder of its own; SandboxError when none can be started."""

    patience = 20.0

    def __init__(self) -> None:
        nobody = someone()
        self.setup = far_side("confine", "child", nobody=nobody)
        self._folder = make_folder(nobody)
        try:
            self._process = subprocess.Popen(
                [*walls().prefix, *PYTHON],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                cwd=self._folder,
                env=environment(),
                start_new_session=True,
            )
        except OSError as error:
            self.close()
            raise SandboxError(f"No Python process could be started to run the code ({error.strerror}).") from error
        self.stdin, self.stdout, self.stderr = self._process.stdin, self._process.stdout, self._process.stderr

    def kill(self) -> None:
        """End the process and its group; bubblewrap's own processes end with it."""
        end_group(self._process)

    def code(self, seconds: float) -> int | None:
        """Wait for its end so long; return its exit code, or minus the signal that ended it, None if it goes on."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=seconds)
        return self._process.returncode

    def close(self) -> None:
        """Remove its folder."""
        shutil.rmtree(self._folder, ignore_errors=True)


def make_folder(nobody: int) -> str:
    """Make an empty folder, owned by `nobody` where learners' code steps down to it; SandboxError when it cannot."""
    try:
        folder = tempfile.mkdtemp(prefix="skillcheck-")
        if walls().step_down:
            os.chown(folder, nobody, nobody)
    except OSError as error:
        raise SandboxError(f"No folder could be made to run the code in ({error.strerror}).") from error
    return folder


def end_group(process: subprocess.Popen) -> None:
    """End a process that leads its group, and the group."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(OSError):
        process.kill()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(timeout=5)
