"""What executed reports cost: their start beside stock papermill's, and a whole class.

`python tests/benchmarks/reports.py`: with `--learners 300` the class of the requirement; fewer for a first look.
"""

import resource
import statistics
import sys
import tempfile
import time
from argparse import ArgumentParser
from pathlib import Path

import nbformat
import papermill

from skillcheck.grading import Order, engine, grade
from skillcheck.grading.demo import write_class
from skillcheck.grading.marking import Terms
from skillcheck.grading.reports import _ready, notebooks, write_class_report

ROUNDS = 7
# What a report imports before its first line is shown.
IMPORTS = "import skillcheck.grading.page, pandas, matplotlib.figure"


def seconds() -> tuple[float, float]:
    """The clock, and the processor's time of this process and all that it has waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return time.perf_counter(), sum(one.ru_utime + one.ru_stime for one in used)


def clocked(action, rounds: int = ROUNDS) -> tuple[float, float]:
    """Median seconds on the clock and of the processor."""
    found = []
    for _ in range(rounds):
        before = seconds()
        action()
        found.append([after - start for after, start in zip(seconds(), before, strict=True)])
    return tuple(statistics.median(column) for column in zip(*found, strict=True))


def one_cell(source: str) -> nbformat.NotebookNode:
    spec = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    cells = [nbformat.v4.new_code_cell(source)]
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": spec})


def starts() -> None:
    """The start of a report, and the notebook of none, by the engine and by stock papermill in the same process."""
    engine.register()
    _ready("", "", "")
    whole = str(notebooks() / "90_grade_learner.ipynb")
    for what, notebook in (("start of a report", one_cell(IMPORTS)), ("90 without a submission", whole)):
        ways = {"engine": engine.NAME, "stock, shut down at once": None, "stock": None}
        found = {}
        for name, way in ways.items():
            options = engine.stock() if name == "stock, shut down at once" else {}
            found[name] = clocked(
                lambda notebook=notebook, way=way, options=options: papermill.execute_notebook(
                    notebook, None, engine_name=way, progress_bar=False, **options
                )
            )
            clock, processor = found[name]
            print(f"{what:28} {name:26} {clock:6.2f} s, processor {processor:5.2f} s")
        print(f"{what:28} engine / stock             {found['engine'][0] / found['stock'][0]:6.2f}")


def a_class(learners: int, exercises: int, jobs: int) -> None:
    """A class graded, reports and pages included."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_class(folder / "class", learners, exercises=exercises, troubled=False)
        start = seconds()
        grade([folder / "class"], folder / "marks", Order(jobs=jobs, reports=False))
        marked = seconds()
        summary = grade([folder / "class"], folder / "marks", Order(jobs=jobs, resume=True))
        reported = seconds()
        problem = write_class_report(folder / "marks", Terms())
        done = seconds()
        page = (folder / "marks" / "class.html").stat().st_size / 1e6
    shown = f"{learners} learners, {exercises} exercises each, {jobs} jobs"
    print(f"{shown}: marks {marked[0] - start[0]:.1f} s, {summary.reports} reports {reported[0] - marked[0]:.1f} s")
    each, last = (reported[0] - marked[0]) / learners, done[0] - reported[0]
    print(f"  a report {each:.2f} s on the clock; class report {last:.1f} s, {page:.1f} MB")
    print(f"  in all {done[0] - start[0]:.1f} s {problem}")


if __name__ == "__main__":
    options = ArgumentParser()
    options.add_argument("--learners", type=int, default=300)
    options.add_argument("--exercises", type=int, default=3)
    options.add_argument("--jobs", type=int, default=2)
    given = options.parse_args()
    print(f"Python {sys.version.split()[0]}")
    starts()
    a_class(given.learners, given.exercises, given.jobs)
