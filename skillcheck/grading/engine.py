"""A papermill engine whose kernels are forked from this process, ready with what it has imported.

The executed notebook is the one that a stock kernel gives, without its start. Where processes cannot be forked, or the
notebook wants another kernel than this Python's, papermill's own engine runs it.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from queue import Empty
from types import SimpleNamespace
from typing import Any

from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
from jupyter_client.session import Session
from jupyter_core.utils import run_sync
from nbclient.exceptions import DeadKernelError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, papermill_engines
from papermill.log import logger
from papermill.utils import merge_kwargs, remove_args
from traitlets.config import Config

NAME = "skillcheck"
# What jupyter_client takes for the Python that runs it.
_THIS_PYTHON = {
    sys.executable,
    "python",
    f"python{sys.version_info[0]}",
    f"python{sys.version_info[0]}.{sys.version_info[1]}",
}


class ReadyEngine(NBClientEngine):
    """Papermill's engine with a forked kernel in place of one that starts from nothing."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **options: Any) -> Any:
        """Run the notebook's cells; the options are those of papermill's own engine."""
        if not can_fork(kernel_name):
            return super().execute_managed_notebook(nb_man, kernel_name, **stock(), **options)
        with forked_kernel() as client:
            return cls._execute(nb_man, kernel_name, client, **options)

    @classmethod
    def _execute(
        cls,
        nb_man: Any,
        kernel_name: str,
        client: "Client",
        start_timeout: int = 60,
        execution_timeout: int | None = None,
        **options: Any,
    ) -> Any:
        """As in papermill's own engine, with a kernel that is there already."""
        timeout = execution_timeout or options.get("timeout")
        options = remove_args(["input_path", "timeout", "startup_timeout", "shutdown_kernel", "config"], **options)
        options = merge_kwargs(
            options, timeout=timeout, startup_timeout=start_timeout, kernel_name=kernel_name, log=logger
        )
        runner = PapermillNotebookClient(nb_man, km=SimpleNamespace(has_kernel=True, **client.manager()), **options)
        runner.kc = client
        try:
            return runner.execute()
        except BaseException:
            # What nbclient cancels when a kernel dies or takes too long must still hear of it.
            run_sync(asyncio.sleep)(0.01)
            raise


def register() -> str:
    """Make the engine known to papermill and return its name."""
    papermill_engines.register(NAME, ReadyEngine)
    return NAME


def can_fork(kernel_name: str) -> bool:
    """Whether a kernel of this name may be forked from this process.

    Only on Linux is a fork of a process that has loaded numeric libraries sound; only this very Python may stand in for
    a kernel; and a process that is a kernel itself has threads and sockets that no child should inherit.
    """
    from IPython.core.interactiveshell import InteractiveShell

    if sys.platform != "linux" or InteractiveShell.initialized():
        return False
    try:
        spec = KernelSpecManager().get_kernel_spec(kernel_name)
    except NoSuchKernel:
        return False
    return spec.argv[0] in _THIS_PYTHON and spec.argv[1:3] == ["-m", "ipykernel_launcher"] and not spec.env


def stock() -> dict[str, Any]:
    """How a stock kernel is run: not waited for at its end, which takes seconds now and then, and on no TCP port."""
    ipc = Config() if os.name == "nt" else Config({"AsyncKernelManager": {"transport": "ipc"}})
    return {"shutdown_kernel": "immediate", "config": ipc}


@contextmanager
def forked_kernel() -> Iterator["Client"]:
    """A kernel forked from this process, and its client; it is gone when the context is left."""
    from skillcheck.grading import kernel

    ours, theirs = Pipe()
    messages, publisher = Pipe(duplex=False)
    pid = kernel.fork([ours, messages], theirs, publisher)
    theirs.close()
    publisher.close()
    client = Client(pid, ours, messages)
    try:
        yield client
    finally:
        client.close()
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


class Client:
    """As much of a kernel's client as nbclient uses, over pipes."""

    allow_stdin = False

    def __init__(self, pid: int, shell: Connection, messages: Connection) -> None:
        """Talk to the kernel in this process through these pipes."""
        from skillcheck.grading.kernel import KEY

        self._pid = pid
        self.session = Session(key=KEY)
        self.shell_channel = Channel(shell, self.session)
        self.iopub_channel = Channel(messages, self.session)

    def manager(self) -> dict[str, Any]:
        """What nbclient asks of a kernel's manager."""
        return {"interrupt_kernel": lambda: os.kill(self._pid, signal.SIGINT), "kernel_id": str(self._pid)}

    def execute(self, code: str, store_history: bool = True, stop_on_error: bool = True) -> str:
        """Ask for a cell to be run; return the id of the request."""
        wanted = {"silent": False, "store_history": store_history, "stop_on_error": stop_on_error}
        return self._request("execute_request", code=code, user_expressions={}, allow_stdin=False, **wanted)

    def kernel_info(self) -> str:
        """Ask what kernel it is; return the id of the request."""
        return self._request("kernel_info_request")

    def is_alive(self) -> bool:
        """Whether the kernel has not closed its pipe."""
        return not self.shell_channel.closed

    def close(self) -> None:
        """Close the pipes; a kernel that sees that leaves."""
        self.shell_channel.close()
        self.iopub_channel.close()

    def _request(self, kind: str, **content: Any) -> str:
        message = self.session.msg(kind, content)
        self.shell_channel.send(message)
        return message["header"]["msg_id"]


class Channel:
    """One pipe to a kernel."""

    def __init__(self, end: Connection, session: Session) -> None:
        """Send and receive messages of this session."""
        self._end, self._session = end, session
        self.closed = False
        self._loop: asyncio.AbstractEventLoop | None = None

    def close(self) -> None:
        """Close the pipe; a loop that still listens there would take the next pipe of this number for it."""
        if self._loop and not self._loop.is_closed():
            self._loop.remove_reader(self._end.fileno())
        self._end.close()

    def send(self, message: dict[str, Any]) -> None:
        """Send a message; to a kernel that is gone it is lost, as with any kernel."""
        with suppress(BrokenPipeError, ConnectionResetError):
            self._end.send(self._session.serialize(message))

    async def get_msg(self, timeout: float | None = None) -> dict[str, Any]:
        """Return the next message; raises Empty when none has come in time, DeadKernelError when none will come."""
        from skillcheck.grading.kernel import readable

        self._loop = asyncio.get_running_loop()
        try:
            await asyncio.wait_for(readable(self._end), timeout)
            _, parts = self._session.feed_identities(self._end.recv())
        except TimeoutError:
            raise Empty from None
        except (EOFError, ConnectionResetError):
            self.closed = True
            raise DeadKernelError("Kernel died") from None
        return self._session.deserialize(parts)
