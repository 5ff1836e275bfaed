"""Running the code of items, to see that it prints what the key says: in a process of its own, from an empty folder."""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator

from skillcheck.catalog.variants import draw
from skillcheck.model import DataError, Item, Kind, Variant

SECONDS = 20.0
SEEDS = (0, 1, 2)
_BLOCK = re.compile(r"```python[^\n]*\n(.*?)```", re.DOTALL)


def runs_as_claimed(item: Item) -> Iterator[str]:
    """Code that nobody has run is where wrong keys come from: its output must be an accepted text."""
    if item.runs:
        for seed in SEEDS if item.draw else SEEDS[:1]:
            try:
                variant = draw(item, seed)
            except DataError:
                return  # a seed without a variant is another rule's to report
            yield from _problems(variant)


def has_code_that_is_run(variant: Variant) -> Iterator[str]:
    """A text item about a program should set `runs`, so that its output is checked."""
    if variant.item.kind is Kind.TEXT and not variant.item.runs and "print(" in "".join(python_blocks(variant.stem)):
        yield "has code that prints but not runs = true"


def python_blocks(stem: str) -> list[str]:
    """Return the fenced ```python blocks of a stem."""
    return _BLOCK.findall(stem)


def _problems(variant: Variant) -> Iterator[str]:
    code = "\n".join(python_blocks(variant.stem))
    where = f"seed {variant.seed}: " if variant.item.draw else ""
    try:
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run(
                [sys.executable, "-I", "-X", "utf8", "-c", code],
                capture_output=True,
                encoding="utf-8",
                timeout=SECONDS,
                cwd=folder,
            )
    except subprocess.TimeoutExpired:
        yield f"{where}its code takes more than {SECONDS:.0f} s"
        return
    if done.returncode:
        lines = done.stderr.strip().splitlines() or ["no message"]
        yield f"{where}its code fails: {lines[-1]}"
    elif variant.item.kind is Kind.TEXT:
        accepted = {_comparable(text, variant.item) for text in variant.key}
        if _comparable(done.stdout, variant.item) not in accepted:
            wanted = " or ".join(map(repr, variant.key))
            yield f"{where}its code prints {done.stdout.strip()!r}, the key says {wanted}"


def _comparable(text: str, item: Item) -> str:
    """Return a text as it is scored: white space collapsed, outer quotes off, case kept only if it matters."""
    text = " ".join(text.split()).strip("'\"` ")
    return text if item.case_sensitive else text.casefold()
