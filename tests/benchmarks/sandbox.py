"""An answer to an exercise graded in isolation, how long; prints, never asserts: `python tests/benchmarks/sandbox.py`.

`--peers` grades the same exercise and the same answer with nbgrader and otter-grader too, installed into an
environment that is thrown away afterwards; they check nothing about isolation, and both run the whole notebook.
"""

import argparse
import contextlib
import csv
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Sequence
from pathlib import Path

from skillcheck.catalog import Catalog
from skillcheck.model import Exercise
from skillcheck.sandbox import Outcome, Template, check, isolation

ROOT = Path(__file__).resolve().parent.parent.parent
EXERCISE = "roc-auc"
PEERS = ("nbgrader", "otter-grader", "ipykernel", "msgspec", "numpy", "pandas", "scikit-learn")
# A notebook has only the learner's function itself to call.
TESTS = """\
import sys
from pathlib import Path
sys.path.insert(0, {root!r})
from skillcheck.sandbox.outcome import Raised
from skillcheck.sandbox.run import Function, load_cases

class Here:
    def call(self, arguments, named):
        try:
            return {function}(*arguments, **named), []
        except Exception as error:
            raise Raised([kind.__name__ for kind in type(error).__mro__], str(error), None) from error

for case in load_cases(Path({cases!r})):
    case(Function({function!r}, Here()))
"""
AIMS = {"ms": 40, "times": 50}


def clocked(action: Callable[[], object]) -> float:
    """Milliseconds of one run."""
    began = time.perf_counter()
    action()
    return 1000 * (time.perf_counter() - began)


def spread(runs: Sequence[float]) -> dict[str, float]:
    """The median and what 19 of 20 runs stay below."""
    return {
        "ms": statistics.median(runs),
        "p95_ms": sorted(runs)[int(0.95 * (len(runs) - 1))],
        "runs": len(runs),
    }


def passing(judge: Callable[..., Outcome], exercise: Exercise, cases: Path) -> Callable[[], None]:
    """Grade the exercise's own solution, which must pass."""

    def grade() -> None:
        outcome = judge(exercise, exercise.solution, cases)
        if not outcome.passed:
            raise SystemExit(f"{exercise.id}: the solution does not pass: {outcome.message}")

    return grade


def ours(runs: int) -> dict[str, dict]:
    """One exercise through a template and through fresh processes, and every exercise once through a template."""
    catalog = Catalog.open()
    exercise, cases = catalog.exercise(EXERCISE), catalog.cases_path(EXERCISE)
    with Template() as template:
        grade = passing(template.check, exercise, cases)
        first = clocked(grade)
        forked = spread([clocked(grade) for _ in range(runs)])
        whole = [of_all(template, catalog) for _ in range(2)][1]
        if template.unfit:
            print(f"Nothing was forked: {template.unfit}", file=sys.stderr)
    grade = passing(check, exercise, cases)
    grade()
    fresh = spread([clocked(grade) for _ in range(max(5, runs // 10))])
    return {
        f"{EXERCISE}, forked from a template": forked | {"first_ms": first},
        f"{EXERCISE}, in a fresh process": fresh,
        "every exercise's solution, forked from a template": spread(list(whole.values()))
        | {"slowest": max(whole, key=whole.__getitem__)},
    }


def of_all(template: Template, catalog: Catalog) -> dict[str, float]:
    """Milliseconds for the solution of each exercise."""
    return {
        name: clocked(
            lambda name=name: template.check(
                catalog.exercise(name), catalog.exercise(name).solution, catalog.cases_path(name)
            )
        )
        for name in catalog.exercises
    }


# --- the same with others --------------------------------------------------------------------------


def peers(submissions: int) -> dict[str, dict]:
    """Milliseconds an answer costs nbgrader and otter-grader, the exercise's cases run against it in the notebook."""
    with tempfile.TemporaryDirectory(prefix="skillcheck-peers-") as folder:
        binaries = install(Path(folder) / "env")
        return {
            "nbgrader autograde": nbgrader(binaries, Path(folder) / "nbgrader", submissions),
            "otter run": otter(binaries, Path(folder) / "otter", submissions),
        }


def install(folder: Path) -> Path:
    """Make an environment with the peers in it; return where its programs are."""
    binaries = folder / ("Scripts" if sys.platform == "win32" else "bin")
    if uv := shutil.which("uv"):
        run([uv, "venv", "--quiet", "--python", sys.executable, folder])
        run([uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", binaries / "python", *PEERS])
    else:
        venv.create(folder, with_pip=True)
        run([binaries / "python", "-m", "pip", "install", "--quiet", *PEERS])
    return binaries


def nbgrader(binaries: Path, folder: Path, submissions: int) -> dict[str, float]:
    """Grade a course of that many submissions at once, as an instructor does."""
    for name in ("source/ps1", *(f"submitted/learner{number}/ps1" for number in range(submissions))):
        (folder / name).mkdir(parents=True)
    write_notebook(folder / "source/ps1/p1.ipynb", nbgrader_cells("### BEGIN SOLUTION\n{}\n### END SOLUTION"))
    run([binaries / "nbgrader", "generate_assignment", "ps1", "--create", "--force"], folder)
    for number in range(submissions):
        write_notebook(folder / f"submitted/learner{number}/ps1/p1.ipynb", nbgrader_cells("{}"))
    took = clocked(lambda: run([binaries / "nbgrader", "autograde", "ps1"], folder))
    run([binaries / "nbgrader", "export"], folder)
    with (folder / "grades.csv").open(encoding="utf-8", newline="") as table:
        right = sum(row["raw_score"] == row["max_score"] for row in csv.DictReader(table))
    # One command for all of them: the mean is all there is.
    return {"ms": took / submissions, "runs": submissions, "graded_right": right}


def nbgrader_cells(answer: str) -> list[dict]:
    """A cell for the answer and one that grades it."""
    solution, tests = solution_and_tests()
    common = {"schema_version": 3, "task": False}
    return [
        code_cell(
            answer.format(solution), common | {"grade_id": "answer", "solution": True, "grade": False, "locked": False}
        ),
        code_cell(
            tests,
            common | {"grade_id": "tests", "solution": False, "grade": True, "locked": True, "points": 1},
        ),
    ]


def otter(binaries: Path, folder: Path, submissions: int) -> dict[str, float]:
    """Grade submissions one after the other: `otter run` takes one."""
    (folder / "tests").mkdir(parents=True)
    solution, tests = solution_and_tests()
    function = Catalog.open().exercise(EXERCISE).function
    body = "".join(f"    {line}\n" for line in tests.splitlines())
    (folder / "tests/q1.py").write_text(
        "from otter.test_files import test_case\n\nOK_FORMAT = False\nname = 'q1'\npoints = 1\n\n"
        f"@test_case(points=1)\ndef test_all(env):\n    {function} = env['{function}']\n{body}",
        encoding="utf-8",
    )
    write_notebook(folder / "answer.ipynb", [code_cell(solution, {})])
    run([binaries / "otter", "generate", "-t", "tests", "-o", "autograder.zip"], folder)
    command = [binaries / "otter", "run", "-a", "autograder.zip", "--no-logo", "answer.ipynb"]
    took, right = [], 0
    for _ in range(submissions):
        took.append(clocked(lambda: run(command, folder)))
        right += json.loads((folder / "results.json").read_text("utf-8"))["tests"][-1]["score"] == 1
    return spread(took) | {"graded_right": right}


def solution_and_tests() -> tuple[str, str]:
    """The answer, and the exercise's own cases called on it in the notebook."""
    catalog = Catalog.open()
    exercise = catalog.exercise(EXERCISE)
    tests = TESTS.format(root=str(ROOT), cases=str(catalog.cases_path(EXERCISE)), function=exercise.function)
    return exercise.solution, tests


def code_cell(source: str, marks: dict) -> dict:
    """A cell; `marks` are nbgrader's."""
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": str(marks.get("grade_id", "answer")),
        "metadata": {"nbgrader": marks} if marks else {},
        "outputs": [],
        "source": source,
    }


def write_notebook(path: Path, cells: list[dict]) -> None:
    """Write a notebook for whatever Python the environment has."""
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    whole = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(whole), encoding="utf-8")


def run(command: Sequence[str | Path], folder: Path | None = None) -> None:
    """Run a command; what it says is shown only if it fails."""
    # They call their own programs, and kernels, by name.
    path = os.pathsep.join([str(Path(command[0]).parent), os.environ.get("PATH", "")])
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=os.environ | {"PATH": path, "JUPYTER_PREFER_ENV_PATH": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{command[0]} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")


# --- told ------------------------------------------------------------------------------------------


def ratios(found: dict[str, dict]) -> dict[str, float]:
    """How many times faster the template is than each other way."""
    (name, best), *others = found.items()
    return {f"{other} / {name}": figures["ms"] / best["ms"] for other, figures in others if "every" not in other}


def main() -> None:
    """Print the figures, or one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--runs", type=int, default=100, help="answers through the template")
    parser.add_argument(
        "--peers", action="store_true", help="install nbgrader and otter-grader for a while and compare"
    )
    parser.add_argument("--submissions", type=int, default=10, help="answers through each of these")
    options = parser.parse_args()
    found = ours(options.runs)
    if options.peers:
        found |= peers(options.submissions)
    result = {"isolation": isolation(), "figures": found, "ratios": ratios(found), "aims": AIMS}
    if options.json:
        print(json.dumps(result))
        return
    tell(result)


def tell(result: dict) -> None:
    """Print the figures as a table."""
    print(f"{result['isolation']}\n")
    for name, figures in result["figures"].items():
        print(
            f"{name:52}",
            *(f"{what} {round(value, 1) if type(value) is float else value}" for what, value in figures.items()),
        )
    print()
    for name, ratio in result["ratios"].items():
        print(f"{name:72} {ratio:7.1f}")
    print(f"\naims: a median of {AIMS['ms']} ms, {AIMS['times']} times faster than the peers")


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
