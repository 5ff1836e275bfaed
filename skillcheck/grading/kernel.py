"""A notebook's kernel in a process forked from one that is ready: ipykernel itself, with pipes for sockets."""

import asyncio
import gc
import importlib
import logging
import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable
from multiprocessing.connection import Connection
from types import ModuleType, SimpleNamespace
from typing import Any, NoReturn

import zmq
from ipykernel import kernelapp
from ipykernel.iostream import IOPubThread
from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelbase import Kernel
from IPython.core.interactiveshell import InteractiveShell
from jupyter_client.session import Session
from tornado.ioloop import IOLoop
from traitlets import Any as AnyTrait

# Messages are signed with it, as ever; nobody else can write into a pipe.
KEY = b"of a pipe"
INLINE = "module://matplotlib_inline.backend_inline"
# History in memory: a kernel of a report has none to look up, and the file would be shared by many.
ARGUMENTS = ["--HistoryManager.hist_file=:memory:"]


def fork(parent_ends: list[Connection], shell: Connection, messages: Connection) -> int:
    """Start a kernel that takes requests from `shell`, answers there, and publishes to `messages`; return its pid.

    `parent_ends` are what the child closes. What the parent has imported, the kernel need not import again.
    """
    with warnings.catch_warnings():
        # Newer Pythons warn of threads beside a fork; the child uses none of theirs.
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if pid == 0:
        for end in parent_ends:
            end.close()
        _live(shell, messages)
    return pid


def _live(shell: Connection, messages: Connection) -> NoReturn:
    """Be a kernel, then leave without a word: nothing of the parent's is to be flushed or cleaned up twice."""
    status = 1
    # What was there before stays: looking through it for garbage would copy all of the parent's memory.
    gc.freeze()
    try:
        _forget_the_parent()
        IPKernelApp.pipe = messages
        app = IPKernelApp.instance(session=Session(key=KEY))
        app.initialize(ARGUMENTS)
        asyncio.run(_serve(app.kernel, shell))
        status = 0
    except (EOFError, OSError, KeyboardInterrupt):
        status = 0
    finally:
        os._exit(status)


async def _serve(kernel: "PipeKernel", shell: Connection) -> None:
    """Hand request after request to the kernel, until the other side closes the pipe."""
    kernel.io_loop = IOLoop.current()
    kernel.shell_stream = PipeSocket(shell)
    while True:
        await readable(shell)
        await kernel.dispatch_shell([zmq.Frame(part) for part in shell.recv()])


async def readable(end: Connection) -> None:
    """Wait until something has come through a pipe, or its other end is closed."""
    if end.poll():
        return
    loop, come = asyncio.get_running_loop(), asyncio.get_running_loop().create_future()
    loop.add_reader(end.fileno(), lambda: come.done() or come.set_result(None))
    try:
        await come
    finally:
        if not end.closed:
            loop.remove_reader(end.fileno())


class PipeSocket:
    """As much of a ZeroMQ socket as a kernel sends through, over a pipe."""

    def __init__(self, end: Connection, context: zmq.Context | None = None) -> None:
        """Send through `end`; the thread that publishes talks to itself through the context."""
        self._end, self.context = end, context
        self._lock = threading.Lock()

    def send_multipart(self, parts: list, *_: Any, **__: Any) -> None:
        """Send the parts of one message."""
        with self._lock:
            self._end.send([bytes(part) for part in parts])

    def flush(self, *_: Any) -> None:
        """Everything has been sent already."""

    def close(self) -> None:
        """The pipe is closed with its process."""


class PipeKernel(IPythonKernel):
    """The kernel of every notebook, except that it has one shell channel, and that through a pipe."""

    shell_stream = AnyTrait()
    shell_channel_thread = AnyTrait(SimpleNamespace(parent_thread=threading.main_thread()))
    _supports_kernel_subshells = False

    def _abort_queues(self, *_: Any, **__: Any) -> None:
        """Nothing waits in a pipe: its other side sends a cell when it has the answer to the one before."""


class _NoDebugger(ModuleType):
    """What ipykernel sees where debugpy is not installed."""

    _is_debugpy_available = False
    Debugger = object


class IPKernelApp(kernelapp.IPKernelApp):
    """The application of every kernel, without its sockets: the same configuration, streams, shell and extensions.

    Its name is kept, since it stands in messages.
    """

    pipe: Connection

    def init_connection_file(self) -> None: ...
    def write_connection_file(self, **_: Any) -> None: ...
    def log_connection_info(self) -> None: ...
    def init_poller(self) -> None: ...
    def init_heartbeat(self) -> None: ...

    def init_sockets(self) -> None:
        """Publish through the pipe, from a thread as every kernel does."""
        self.context = zmq.Context()
        self.iopub_thread = IOPubThread(PipeSocket(self.pipe, self.context), pipe=True)
        self.iopub_thread.start()
        self.iopub_socket = self.iopub_thread.background_socket
        self.configure_tornado_logger()

    def init_kernel(self) -> None:
        """Make the kernel."""
        self.kernel = PipeKernel.instance(
            parent=self,
            session=self.session,
            iopub_thread=self.iopub_thread,
            iopub_socket=self.iopub_socket,
            log=self.log,
            profile_dir=self.profile_dir,
            user_ns=self.user_ns,
        )
        self.displayhook.get_execution_count = lambda: self.kernel.execution_count


def _forget_the_parent() -> None:
    """Undo what a parent may have set and a new process would not have."""
    asyncio._set_running_loop(None)
    asyncio.set_event_loop(None)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    for singleton in (InteractiveShell, kernelapp.IPKernelApp, Kernel):
        singleton.clear_instance()
    for name, number in (("stdout", 1), ("stderr", 2)):
        stream = open(number, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    sys.argv = ["ipykernel_launcher.py"]
    # Nobody debugs a report, and loading the debugger takes longer than all the rest.
    sys.modules["ipykernel.debugger"] = _NoDebugger("ipykernel.debugger")
    logging.root.handlers.clear()
    logging.root.setLevel(logging.WARNING)
    _reset_warnings()
    if "numpy.random" in sys.modules:
        sys.modules["numpy.random"].seed()
    _reset_matplotlib()


def _reset_warnings() -> None:
    """Python's own filters and its way of showing warnings, which a test run or a script may have replaced."""
    importlib.reload(warnings)
    warnings.resetwarnings()
    for kind in (ResourceWarning, ImportWarning, PendingDeprecationWarning, DeprecationWarning):
        warnings.simplefilter("ignore", kind)
    warnings.filterwarnings("default", category=DeprecationWarning, module="__main__")


def _reset_matplotlib() -> None:
    """Draw into cells, as in a kernel that has not imported matplotlib yet."""
    backend = os.environ.setdefault("MPLBACKEND", INLINE)
    sys.modules.pop("matplotlib_inline.backend_inline", None)
    matplotlib: Any = sys.modules.get("matplotlib")
    if matplotlib is None:
        return
    matplotlib.rcdefaults()
    matplotlib.rcParams["backend"] = backend
    pyplot: Any = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        close: Callable[[str], None] = pyplot.close
        close("all")
        pyplot.switch_backend(backend)
