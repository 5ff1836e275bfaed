"""What is left of a browser test that failed: a picture of each open page and the trace of all that was done on it.

A trace opens with `python -m playwright show-trace FILE`: every step, what was said on the console, every request.
With `--snapshots` it also holds the page at every step, which takes four times as long. Tests that pass leave nothing.
"""

import re
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "test-results"

snapshots = False
_contexts: list = []
_pages: list = []
_written: list[Path] = []
_test = ""


def watch(page) -> None:
    """Keep an eye on a page until it is closed; outside tests, as when pictures are taken, nothing is traced."""
    if not _test:
        return
    if page.context not in _contexts:
        page.context.tracing.start(screenshots=snapshots, snapshots=snapshots)
        page.context.on("close", lambda context: _contexts.remove(context))
        _contexts.append(page.context)
    _pages.append(page)


def begin(test: str) -> None:
    """Forget what earlier tests did: from here on all that is traced belongs to this one."""
    global _test
    _test = test
    _pages[:] = [page for page in _pages if not page.is_closed()]
    _written.clear()
    for page in _pages:
        page.problems.clear()
    for context in _contexts:
        context.tracing.stop_chunk()
        context.tracing.start_chunk()


def problems() -> list[str]:
    """Return what went wrong on pages since the test began, closed ones included."""
    return [problem for page in _pages for problem in page.problems]


def keep() -> list[Path]:
    """Write pictures and traces of the pages that are open; return all that this test has left, for its message."""
    folder = FOLDER / re.sub(r"[^\w.-]+", "-", _test).strip("-")
    for page in (page for page in _pages if not page.is_closed() and page.url != "about:blank"):
        _written.append(folder / f"page-{len(_written) + 1}.png")
        page.screenshot(path=_written[-1], animations="disabled")
    for context in _contexts:
        _written.append(folder / f"trace-{len(_written) + 1}.zip")
        context.tracing.stop_chunk(path=_written[-1])
        context.tracing.start_chunk()
    return list(_written)
