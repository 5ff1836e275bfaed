"""Bars that say how far grading is and how long it will still take."""

import sys
from typing import Self

from tqdm import tqdm


class Bars:
    """One bar after another, on the standard error; a context manager."""

    def __init__(self, silent: bool = False) -> None:
        """Show nothing when `silent`, or when nobody looks: no terminal."""
        self._silent = silent or not sys.stderr.isatty()
        self._what = ""
        self._bar: tqdm | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def step(self, what: str, done: int, of: int) -> None:
        """Say that `done` of `of` are done; another `what` begins another bar."""
        if self._silent:
            return
        if self._bar is None or what != self._what:
            self._end()
            self._what, self._bar = what, tqdm(total=of, desc=what, unit="", dynamic_ncols=True)
        self._bar.update(done - self._bar.n)

    def _end(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None
