"""What a learner waits for, from import to every view; prints, never asserts: `python tests/benchmarks/journey.py`."""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

ANSWERS = 1000
HEAVY = ("pandas", "matplotlib", "ipywidgets", "scipy", "sklearn", "IPython")
VIEWS = ("profile", "gaps", "progress", "calibration", "projects", "path", "market")


def best(action: Callable[[], object], times: int = 5) -> float:
    """Seconds of the fastest of several runs."""
    return min(clocked(action) for _ in range(times))


def clocked(action: Callable[[], object]) -> float:
    """Seconds of one run."""
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def python(code: str) -> str:
    """Output of a fresh interpreter."""
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout


def importing() -> dict[str, object]:
    """Seconds that `import skillcheck` adds to a bare interpreter, and what heavy things it loads."""
    bare = best(lambda: python("pass"))
    ours = best(lambda: python("import skillcheck"))
    hall = best(lambda: python("from skillcheck import Workbook"))
    loaded = python(f"import sys; from skillcheck import Workbook; print([m for m in {HEAVY} if m in sys.modules])")
    return {
        "import skillcheck, s over bare Python": ours - bare,
        "from skillcheck import Workbook, s over bare Python": hall - bare,
        "heavy modules loaded by it": loaded.strip(),
    }


def first_question(folder: Path) -> dict[str, float]:
    """Seconds from opening the workbook to the first question, in a warm process."""
    from skillcheck import Workbook

    Workbook.open(home=folder / "warm").check(length=30)
    seconds = [
        clocked(lambda number=number: Workbook.open(home=folder / f"first-{number}").check(length=30).item)
        for number in range(5)
    ]
    return {"Workbook.open + first question, s (median of 5)": statistics.median(seconds)}


def with_answers(folder: Path, count: int = ANSWERS):
    """A workbook with that many answers on record, given over two years."""
    from skillcheck import Workbook

    now = datetime(2026, 11, 22, tzinfo=UTC) - timedelta(days=730)
    moments = iter(range(10**9))
    book = Workbook.open(home=folder, clock=lambda: now + timedelta(seconds=30 * next(moments)))
    while (done := len(book.standing().history.responses)) < count:
        now += timedelta(days=730 * 20 / count)
        panel = book.check(length=20)
        while not panel.finished:
            variant = panel.seat.sitting.variant
            right = (done + panel.seat.asked) % 3 > 0
            panel.answer(key_of(variant), confidence=0.7) if right else panel.skip()
            panel.next()
    return Workbook.open(home=folder)


def key_of(variant) -> object:
    """The key as a learner would give it: a number with its unit."""
    if variant.item.kind == "numeric":
        return f"{variant.key} {variant.unit}"
    return variant.key[0] if variant.item.kind == "text" else variant.key


def answering(book) -> dict[str, float]:
    """Seconds from an answer to its feedback, commit included, with the answers already on record."""
    panel = book.check(length=30)
    seconds, following = [], []
    while not panel.finished:
        value = key_of(panel.seat.sitting.variant)
        seconds.append(clocked(lambda value=value: panel.answer(value, confidence=0.7)))
        following.append(clocked(panel.next))
    return {
        "answer -> feedback, ms (median of 30)": 1000 * statistics.median(seconds),
        "answer -> feedback, ms (slowest)": 1000 * max(seconds),
        "next question, ms (median)": 1000 * statistics.median(following),
    }


def replaying(book) -> dict[str, float]:
    """Seconds to read the log and replay it into estimates."""
    return {f"replay of {ANSWERS} answers into estimates, s": best(lambda: book.standing().estimates, 3)}


def viewing(book) -> dict[str, float]:
    """Seconds of each view: frame, figure and words."""

    def whole(name: str) -> None:
        view = getattr(book, name)()
        view.figure.canvas.draw() if view.figure.canvas else None
        view._repr_html_()

    whole("market")  # matplotlib's own import is paid once, by whichever view comes first
    return {f"book.{name}() drawn, s": clocked(lambda name=name: whole(name)) for name in VIEWS}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    as_json = parser.parse_args().json
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        figures = importing() | first_question(folder)
        book = with_answers(folder / "long")
        figures |= replaying(book) | viewing(book) | answering(book)
    if as_json:
        print(json.dumps(figures))
        return
    for what, figure in figures.items():
        print(f"{what:58} {figure:.4g}" if isinstance(figure, float) else f"{what:58} {figure}")


if __name__ == "__main__":
    main()
