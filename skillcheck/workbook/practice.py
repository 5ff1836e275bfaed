"""Code exercises in a notebook: show the task, run the learner's function apart, keep the attempt, say what failed."""

import hashlib
import uuid
from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING, Any

from skillcheck import sandbox
from skillcheck.model import Exercise, Kind, Purpose, RecordError, Response, SkillcheckError

if TYPE_CHECKING:
    from skillcheck.workbook.hall import Workbook


def exercise_panel(book: "Workbook", exercise_id: str) -> Any:
    """Return the panel of an exercise: task, starter and hints one at a time."""
    from skillcheck.rendering import to_html
    from skillcheck.widgets import ExercisePanel

    exercise = book.catalog.exercise(exercise_id)
    return ExercisePanel(
        exercise_id=exercise.id,
        title=exercise.title,
        task_html=to_html(exercise.task),
        starter=exercise.starter,
        hints=exercise.hints,
    )


def solver(book: "Workbook", exercise: Exercise) -> Callable[[Callable], Callable]:
    """Return the decorator behind `@book.solve(id)`: it checks the function under it and hands it back unchanged."""

    def solve(function: Callable) -> Callable:
        try:
            source = sandbox.source_of(function)
            outcome = run(book, exercise, source)
            kept = keep(book, exercise, source, outcome)
            show(exercise, outcome, kept)
        except SkillcheckError as problem:
            _display(f"<p role='status'>{escape(str(problem))}</p>", str(problem))
        return function

    return solve


def run(book: "Workbook", exercise: Exercise, source: str) -> sandbox.Outcome:
    """Run a solution apart from this process and return what came of it."""
    return sandbox.check(exercise, source, book.catalog.cases_path(exercise.id))


def keep(book: "Workbook", exercise: Exercise, source: str, outcome: sandbox.Outcome) -> str:
    """Keep an attempt that could be judged (one that did not run is no answer); return what to say of it."""
    if not outcome.cases:
        return "This attempt could not be judged, so it does not count."
    checks = book.catalog.cases_path(exercise.id).read_bytes()
    try:
        book.keep(respond(exercise, source, outcome, version(checks), book._clock()))
    except RecordError as problem:
        return str(problem)
    return "Your first attempt counts as an answer; later ones are practice."


def version(cases: bytes) -> str:
    """Return the fingerprint of an exercise: 8 hex digits of its checks."""
    return hashlib.sha256(cases.replace(b"\r\n", b"\n")).hexdigest()[:8]


def respond(exercise: Exercise, source: str, outcome: sandbox.Outcome, fingerprint: str, now: Any) -> Response:
    """Return the response that an attempt amounts to: right when every case passes, credit by the share that do."""
    return Response(
        item=exercise.id,
        skill=exercise.skill,
        depth=exercise.depth,
        kind=Kind.CODE,
        version=fingerprint,
        seed=0,
        value=source,
        right=outcome.passed,
        credit=sum(case.passed for case in outcome.cases) / len(outcome.cases),
        at=now,
        sitting=uuid.uuid4().hex,
        purpose=Purpose.EXERCISE,
    )


def show(exercise: Exercise, outcome: sandbox.Outcome, kept: str) -> None:
    """Show an outcome below the cell: what passed, and for what failed its input, what was expected and what came."""
    _display(outcome_html(exercise, outcome, kept), outcome_text(exercise, outcome, kept))


def outcome_text(exercise: Exercise, outcome: sandbox.Outcome, kept: str) -> str:
    """Return an outcome in plain words."""
    lines = [f"{exercise.title}: {headline(outcome)}"]
    lines += [f"- {case.name}: {'passed' if case.passed else 'failed. ' + case.message}" for case in outcome.cases]
    if outcome.output.strip():
        lines.append(f"Your code printed: {outcome.output.strip()[:500]}")
    return "\n".join([*lines, f"(Isolation: {outcome.isolation}. It took {outcome.seconds:.1f} s. {kept})"])


def outcome_html(exercise: Exercise, outcome: sandbox.Outcome, kept: str) -> str:
    """Return an outcome as HTML; everything that came from the learner's code is escaped."""
    rows = "".join(
        f"<li><strong>{'Passed' if case.passed else 'Failed'}</strong>: {escape(case.name)}"
        + ("" if case.passed else f"<pre style='white-space:pre-wrap;margin:.25em 0'>{escape(case.message)}</pre>")
        + "</li>"
        for case in outcome.cases
    )
    tone = "right" if outcome.passed else "partly" if any(case.passed for case in outcome.cases) else "wrong"
    printed = outcome.output.strip()
    output = (
        f"<details><summary>What your code printed</summary><pre>{escape(printed[:4000])}</pre></details>"
        if printed
        else ""
    )
    return (
        f"<div class='skillcheck sk-feedback sk-prose' data-tone='{tone}' role='status'>"
        f"<p class='sk-verdict'>{escape(exercise.title)}: {escape(headline(outcome))}</p>"
        f"<ul>{rows}</ul>{output}<p class='sk-note'>Isolation: {escape(outcome.isolation)}. "
        f"It took {outcome.seconds:.1f} s. {escape(kept)}</p></div>"
    )


def headline(outcome: sandbox.Outcome) -> str:
    """Return the verdict of an outcome in one sentence."""
    if not outcome.cases:
        return outcome.message or "it could not be run."
    passed = sum(case.passed for case in outcome.cases)
    if outcome.passed:
        return f"all {passed} cases pass. Well done."
    return f"{passed} of {len(outcome.cases)} cases pass."


def _display(html: str, text: str) -> None:
    from IPython import get_ipython

    if get_ipython() is None:
        print(text)
        return
    from IPython.display import display

    display({"text/html": html, "text/plain": text}, raw=True)
