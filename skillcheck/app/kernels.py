"""Kernels that wait with everything loaded, so that no page has to: each page takes one, and another is started."""

import asyncio
import contextlib
import os
import time
from collections.abc import Mapping
from contextvars import ContextVar
from queue import Empty
from typing import Any

from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from traitlets import Float, Int, Unicode

from skillcheck.app.visitors import Visitor

VISITOR: ContextVar[Visitor] = ContextVar("VISITOR")  # whose page is being made: set before a kernel is asked for


class PromptClient(AsyncKernelClient):
    """A client that is ready as soon as it hears the kernel; the usual one listens on, to be sure of silence."""

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Ask until the kernel is heard on the channel of outputs; RuntimeError when it stays silent."""
        end = time.monotonic() + (timeout or 60)
        while time.monotonic() < end:
            asked = self.kernel_info()
            with contextlib.suppress(Empty):
                while (await self.get_iopub_msg(timeout=0.05))["parent_header"].get("msg_id") != asked:
                    continue
                await self._recv_reply(asked, timeout=10)
                return
        raise RuntimeError("The kernel did not answer in time.")


class WarmKernels(AsyncMappingKernelManager):
    """Starts kernels ahead, lends one to each page, and remembers whose page it is.

    A kernel that waits has opened no record; what it needs to know of the visitor comes with the page's environment.
    """

    spare = Int(1, config=True, help="How many kernels wait, loaded.")
    pages = Int(4, config=True, help="How many pages one visitor may have open; the oldest rests when there are more.")
    rest = Float(1.5, config=True, help="Seconds after a page was begun until the next kernel is started ahead.")
    loading = Unicode("", config=True, help="Python that a waiting kernel has run.")

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        self.owners: dict[str, str] = {}
        self._waiting: list[asyncio.Task[str]] = []
        self._starting: set[asyncio.Task[str]] = set()
        self._one_by_one = asyncio.Lock()  # the first is ready sooner when the second does not load beside it

    def fill(self, delay: float = 0) -> None:
        """Start kernels ahead until enough of them wait."""
        self._waiting = [task for task in self._waiting if not (task.done() and self._failed(task))]
        while len(self._waiting) < self.spare:
            self._waiting.append(asyncio.create_task(self._load(delay)))

    @property
    def in_use(self) -> int:
        """How many kernels belong to pages."""
        return sum(kernel in self for kernel in self.owners)

    def belongs(self, kernel_id: str, visitor: str) -> bool:
        """Whether a kernel runs a page of this visitor."""
        return kernel_id in self and self.owners.get(kernel_id) == visitor

    async def start_kernel(self, *, env: Mapping[str, str] | None = None, **options: Any) -> str:
        """Return a kernel for a page of the present visitor: one that waits, else a new one."""
        visitor = VISITOR.get()
        await self._make_room(visitor.name)
        told = {**(env or {}), "SKILLCHECK_HOME": str(visitor.home)}
        kernel_id = await self._take(told)
        if kernel_id is None:
            kernel_id = await super().start_kernel(env=told, **options)
        self.owners[kernel_id] = visitor.name
        self.fill(self.rest)
        return kernel_id

    async def shutdown_kernel(self, kernel_id: str, *args: Any, **options: Any) -> None:
        """Stop a kernel; what it answered for has been kept."""
        self.owners.pop(kernel_id, None)
        await super().shutdown_kernel(kernel_id, *args, **options)

    async def shutdown_all(self, *args: Any, **options: Any) -> None:
        """Stop every kernel, those still starting too: one that is left behind would complain in the terminal."""
        for task in self._waiting:
            task.cancel()
        await asyncio.gather(*self._waiting, *self._starting, return_exceptions=True)
        await super().shutdown_all(*args, **options)

    async def cull_kernel_if_idle(self, kernel_id: str) -> None:
        """Stop a kernel whose page has long been idle; one that waits is meant to be."""
        if kernel_id in self.owners:
            await super().cull_kernel_if_idle(kernel_id)

    # --- kernels that wait --------------------------------------------------------------------------

    async def _load(self, delay: float) -> str:
        await asyncio.sleep(delay)
        async with self._one_by_one:
            return await self._load_now()

    async def _load_now(self) -> str:
        starting = asyncio.create_task(super().start_kernel(kernel_name="python3", path=""))
        self._starting.add(starting)
        starting.add_done_callback(self._starting.discard)
        kernel_id = await asyncio.shield(starting)
        await self._run(kernel_id, self.loading)
        return kernel_id

    async def _take(self, env: Mapping[str, str]) -> str | None:
        """Give a waiting kernel this environment and hand it over; None when none waits or it does not answer."""
        while self._waiting:
            task = self._waiting.pop(0)
            try:
                kernel_id = await task
                new = {str(name): str(value) for name, value in env.items() if os.environ.get(name) != value}
                await self._run(kernel_id, f"import os; os.environ.update({new!r})")
                return kernel_id
            except Exception as error:  # whatever it is, this page gets another kernel
                self.log.error("A kernel that waited could not be used: %s", error)
        return None

    def _failed(self, task: asyncio.Task[str]) -> bool:
        if task.cancelled() or task.exception() is None:
            return task.cancelled() or task.result() not in self
        self.log.error("A kernel could not be started ahead: %s", task.exception())
        return True

    async def _run(self, kernel_id: str, code: str) -> None:
        """Run code in a kernel and wait until it has ended; raises RuntimeError when it failed."""
        client = self.get_kernel(kernel_id).client()
        client.start_channels(iopub=False, stdin=False, hb=False, control=False)
        try:
            reply = await client.execute(code, silent=True, store_history=False, reply=True, timeout=60)
        finally:
            client.stop_channels()
        if reply["content"]["status"] != "ok":
            raise RuntimeError(f"{reply['content'].get('ename')}: {reply['content'].get('evalue')}")

    async def _make_room(self, visitor: str) -> None:
        """Let the oldest pages of a visitor rest who has too many open."""
        own = [kernel for kernel, owner in self.owners.items() if owner == visitor and kernel in self]
        for kernel in own[: max(0, len(own) - self.pages + 1)]:
            await self.shutdown_kernel(kernel, now=True)
