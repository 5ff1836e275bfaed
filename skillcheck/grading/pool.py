"""Work spread over processes of this machine, or over a cluster: results in order, and none lost when a worker dies."""

import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, Executor, Future
from concurrent.futures.process import BrokenProcessPool
from typing import Any, Protocol, TypeVar

from skillcheck.model import SkillcheckError

Part = TypeVar("Part")
Found = TypeVar("Found")

# Parts under way for each worker: enough that none waits for the next, few enough to keep memory flat.
AHEAD = 4
# How long a scheduler may take to answer, and its first worker to be there, in seconds.
PATIENCE = 30


class Pool(Protocol):
    """Something that runs a function over parts, elsewhere perhaps, and yields what it returns in the parts' order."""

    def map(
        self, work: Callable[[Part], Found], parts: Iterable[Part], died: Callable[[Part], Found]
    ) -> Iterator[Found]: ...

    def close(self) -> None: ...


class Here:
    """No other process at all."""

    def map(
        self, work: Callable[[Part], Found], parts: Iterable[Part], died: Callable[[Part], Found]
    ) -> Iterator[Found]:
        """Yield `work(part)` of each part."""
        return map(work, parts)

    def close(self) -> None:
        """Nothing to leave."""


class Processes:
    """Processes of this machine, started when they are first needed and kept until `close`."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._executor: Executor | None = None

    def map(
        self, work: Callable[[Part], Found], parts: Iterable[Part], died: Callable[[Part], Found]
    ) -> Iterator[Found]:
        """Yield `work(part)` of each part, in order.

        A worker that dies takes nothing with it: what was under way is run again, one part after the other, and a part
        that kills a worker once more is given up as `died(part)`.
        """
        waiting: deque[tuple[Part, Future]] = deque()
        source = iter(parts)
        try:
            while True:
                while len(waiting) < self._jobs * AHEAD and (part := next(source, _END)) is not _END:
                    waiting.append((part, self._submit(work, part)))
                if not waiting:
                    return
                part, future = waiting.popleft()
                try:
                    found = future.result()
                except BrokenProcessPool:
                    self.close()
                    again = [(part, future), *waiting]
                    waiting.clear()
                    yield from (self._again(work, one, before, died) for one, before in again)
                    continue
                yield found
        finally:
            if waiting:  # nobody wants what is under way
                self.close()

    def close(self) -> None:
        """End the processes, whatever they do."""
        if self._executor:
            self._executor.shutdown(kill_workers=True)
            self._executor = None

    def _submit(self, work: Callable[[Part], Found], part: Part) -> Future:
        """Hand a part over; processes that died while nothing was to be done are replaced."""
        if self._executor:
            try:
                return self._executor.submit(work, part)
            except BrokenProcessPool:
                self.close()
        self._executor = self._start(self._jobs)
        return self._executor.submit(work, part)

    def _again(self, work: Callable[[Part], Found], part: Part, before: Future, died: Callable[[Part], Found]) -> Found:
        """Return what was found before a worker died, or run the part by itself."""
        if before.done() and not before.cancelled() and before.exception() is None:
            return before.result()
        return self._alone(work, part, died)

    def _alone(self, work: Callable[[Part], Found], part: Part, died: Callable[[Part], Found]) -> Found:
        """Run one part in a process of its own."""
        with self._start(1) as executor:
            try:
                return executor.submit(work, part).result()
            except BrokenProcessPool:
                return died(part)

    def _start(self, jobs: int) -> Executor:
        # The standard library's pool would run an instructor's script anew in every worker, or copy this one's locks.
        from loky import ProcessPoolExecutor

        return ProcessPoolExecutor(jobs, env=_WORKERS)


class Cluster:
    """A dask.distributed cluster, named by its scheduler's address; its workers need this package and this bank."""

    def __init__(self, address: str) -> None:
        try:
            from distributed import Client
        except ImportError as error:
            raise SkillcheckError(
                "A scheduler needs dask.distributed: pip install 'skillcheck[cluster]', here and on its workers."
            ) from error
        try:
            self._client = Client(address, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise SkillcheckError(f"No dask scheduler answers at {address} ({type(error).__name__}).") from error
        self._address = address
        try:
            self._client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as error:
            self.close()
            raise SkillcheckError(
                f"The dask scheduler at {address} has no workers; start some with `dask worker {address}`."
            ) from error

    def map(
        self, work: Callable[[Part], Found], parts: Iterable[Part], died: Callable[[Part], Found]
    ) -> Iterator[Found]:
        """Yield `work(part)` of each part, in order; the scheduler runs again what a lost worker had under way."""
        from distributed import KilledWorker
        from distributed.comm import CommClosedError

        waiting: deque[tuple[Part, Any]] = deque()
        source = iter(parts)
        most = AHEAD * max(1, sum(self._client.nthreads().values()))
        while True:
            while len(waiting) < most and (part := next(source, _END)) is not _END:
                waiting.append((part, self._client.submit(work, part, pure=False)))
            if not waiting:
                return
            part, future = waiting.popleft()
            try:
                yield future.result()
            except KilledWorker:
                yield died(part)
            except (CancelledError, CommClosedError) as error:
                raise SkillcheckError(
                    f"The dask scheduler at {self._address} went away; what is graded so far is kept: start it again, "
                    "and this with --resume."
                ) from error

    def close(self) -> None:
        """Leave the cluster; it goes on."""
        self._client.close()


_END: Any = object()
# One thread each for the numeric libraries, as the workers fill the cores; and memory is kept, not given back to the
# system after every array and asked for again, which glibc would do.
_WORKERS = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
_WORKERS |= dict.fromkeys(("MALLOC_TRIM_THRESHOLD_", "MALLOC_MMAP_THRESHOLD_"), "100000000")


def cores() -> int:
    """Return how many cores this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def chunks(things: Sequence[Part], size: int) -> Iterator[tuple[Part, ...]]:
    """Yield the things in tuples of at most `size`."""
    for first in range(0, len(things), size):
        yield tuple(things[first : first + size])
