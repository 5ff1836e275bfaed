"""A check of a learner's source against an exercise's cases.

An exercise's `cases.py` is ours and runs here; only the learner's source runs apart. Each public function in it is one
case: it takes the learner's function, calls it, and says with `expect` what should come back. Its docstring is the
case's name.
"""

import inspect
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

import msgspec

from skillcheck.model import DataError, Exercise
from skillcheck.sandbox.local import Local
from skillcheck.sandbox.outcome import CaseResult, Mismatch, Outcome, Raised, Stopped
from skillcheck.sandbox.remote import Remote
from skillcheck.sandbox.shown import shown
from skillcheck.sandbox.walls import is_browser, isolation
from skillcheck.sandbox.within import Within

MAX_SOURCE = 100_000


class Answer(Protocol):
    """Where a source is loaded: apart (Remote), here as in a browser (Within) or, if it is ours, here (Local)."""

    output: str

    def load(self, source: str) -> None: ...

    def call(self, arguments: tuple, named: dict[str, Any]) -> tuple[Any, list[int]]: ...


class Function:
    """The learner's function as a case sees it; remembers its last call for the feedback."""

    def __init__(self, name: str, answer: Answer) -> None:
        self.name, self.answer = name, answer
        self.last = ""

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """Call the function apart; Mismatch when it changed an argument."""
        parts = [shown(value) for value in arguments]
        parts += [f"{name}={shown(value)}" for name, value in named.items()]
        self.last = f"{self.name}({', '.join(parts)})"
        value, changed = self.answer.call(arguments, named)
        if changed:
            places = " and ".join(str(place + 1) for place in changed)
            raise Mismatch(f"It changed its argument {places}; work on a copy.")
        return value


def check(exercise: Exercise, source: str, cases: Path) -> Outcome:
    """Run the source apart and hold it against the cases in the file `cases`.

    Never raises for what the source does; SandboxError when no process can be started, DataError when the cases
    cannot be loaded. In a browser, which has one process, it runs in this one.
    """
    if is_browser():
        return check_apart(exercise, source, cases, Within(exercise.function, exercise.seconds))
    return check_apart(exercise, source, cases, Remote(exercise.function, exercise.seconds, exercise.megabytes))


def check_trusted(exercise: Exercise, source: str, cases: Path) -> Outcome:
    """The same for sources of our own, such as a solution or a mutant: run here, with no isolation and no limits."""
    return _check(exercise, source, cases, Local(exercise.function), "none: run in this process")


def check_apart(exercise: Exercise, source: str, cases: Path, answer: Remote | Within) -> Outcome:
    """The same where `answer` runs it, which is started and ended."""
    with answer:
        outcome = _check(exercise, source, cases, answer, isolation())
    # Only now is all that was printed certain to have come.
    return msgspec.structs.replace(outcome, output=answer.output)


def _check(exercise: Exercise, source: str, cases: Path, answer: Answer, how: str) -> Outcome:
    began = time.monotonic()
    functions = load_cases(cases)
    try:
        if len(source) > MAX_SOURCE:
            raise Stopped(f"it is longer than {MAX_SOURCE} characters")
        answer.load(source)
    except (Raised, Stopped) as error:
        results: tuple[CaseResult, ...] = ()
        message = f"Your code could not be run: {error}."
    else:
        results = tuple(_results(exercise.function, functions, answer))
        message = _summary(results)
    return Outcome(
        passed=bool(results) and all(result.passed for result in results),
        cases=results,
        message=message,
        isolation=how,
        seconds=round(time.monotonic() - began, 3),
        output=answer.output,
    )


def load_cases(path: Path) -> list[Callable[[Function], None]]:
    """Return the cases of a file in their order."""
    path = path / "cases.py" if path.is_dir() else path
    module = ModuleType(f"cases of {path.parent.name}")
    try:
        exec(compile(path.read_text("utf-8"), str(path), "exec"), module.__dict__)
    except (OSError, SyntaxError) as error:
        raise DataError(f"{path.parent.name}/{path.name}: cannot be loaded: {error}") from error
    own = [
        value
        for name, value in vars(module).items()
        if inspect.isfunction(value) and value.__code__.co_filename == str(path) and not name.startswith("_")
    ]
    if not own:
        raise DataError(f"{path.parent.name}/{path.name}: has no cases")
    return own


def _results(name: str, functions: list[Callable], answer: Answer) -> Iterator[CaseResult]:
    """Run case after case; when the process is gone, the rest is not run."""
    stopped = False
    for case in functions:
        title = " ".join((case.__doc__ or case.__name__.replace("_", " ")).split())
        if stopped:
            yield CaseResult(name=title, passed=False, message="Not run: the code had already been stopped.")
            continue
        try:
            with _explained(function := Function(name, answer)):
                case(function)
        except Mismatch as error:
            yield CaseResult(name=title, passed=False, message=str(error))
        except Stopped as error:
            stopped = True
            yield CaseResult(name=title, passed=False, message=f"In {function.last}: {error}.")
        else:
            yield CaseResult(name=title, passed=True)


@contextmanager
def _explained(function: Function) -> Iterator[None]:
    """Turn whatever a case meets into a sentence with the call that led to it."""
    try:
        yield
    except Stopped:
        raise
    except Mismatch as error:
        raise Mismatch(f"{error} The call was {function.last}." if function.last else str(error)) from error
    except Raised as error:
        raise Mismatch(f"In {function.last}: {error.sentence()}.") from error
    except Exception as error:
        # A case that trips over a value of an unforeseen kind: the value is wrong, not the learner's day.
        raise Mismatch(
            f"What it returned could not be checked ({type(error).__name__}: {error}). The call was {function.last}."
        ) from error


def _summary(results: tuple[CaseResult, ...]) -> str:
    failed = [result for result in results if not result.passed]
    if not failed:
        return f"All {len(results)} cases pass."
    return f"{len(results) - len(failed)} of {len(results)} cases pass. {failed[0].name} {failed[0].message}"
