"""One executed report a learner: the notebook through papermill, and a page without code made from it."""

import hashlib
import re
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from skillcheck.grading.marking import Terms
from skillcheck.grading.pool import Processes
from skillcheck.grading.result import Result
from skillcheck.grading.sources import Source, read_source
from skillcheck.grading.texts import slug
from skillcheck.model import Record, SkillcheckError

NOTEBOOK = "90_grade_learner.ipynb"
_OURS = re.compile(r".+-[0-9a-f]{10}\.(html|ipynb)")


class Report(Record):
    """One report to write: whose submission, under which name and terms, to which file (without its suffix)."""

    source: Source
    learner: str
    terms: Terms
    stem: str


def write_reports(
    results: Iterable[tuple[Source, Result]],
    folder: Path,
    terms: Terms,
    jobs: int,
    resume: bool,
    step: Callable[[str, int, int], None],
) -> tuple[int, list[str]]:
    """Write a notebook and a page for each result into `folder`; return how many there are, and what went wrong.

    With `resume`, those whose content and terms have not changed are left as they are. Reports of ours that belong to
    no result any more are taken away.
    """
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [_report(source, result, folder, terms) for source, result in results]
    current = {f"{Path(report.stem).name}{suffix}" for report in wanted for suffix in (".html", ".ipynb")}
    for path in folder.iterdir():
        if _OURS.fullmatch(path.name) and (path.name not in current or not resume):
            path.unlink()
    new = [report for report in wanted if not Path(f"{report.stem}.html").exists()]
    problems = []
    for done, problem in enumerate(Processes(jobs).map(write_report, new, _died), start=1):
        step("reports", done, len(new))
        if problem:
            problems.append(problem)
    return len(wanted) - len(problems), problems


def _report(source: Source, result: Result, folder: Path, terms: Terms) -> Report:
    mark = hashlib.sha256(f"{terms.state} {result.digest} {result.learner}".encode()).hexdigest()[:10]
    stem = folder / f"{slug(result.learner or Path(source.name).stem)}-{mark}"
    return Report(source=source, learner=result.learner, terms=terms, stem=str(stem))


def write_report(report: Report) -> str:
    """Write one report; return what went wrong in a sentence, or nothing."""
    try:
        with tempfile.TemporaryDirectory() as name:
            # The notebook keeps the path it was run with, and a file's own name is often its learner's.
            path = Path(name) / "submission.json"
            path.write_bytes(read_source(report.source))
            executed = Path(name) / "report.ipynb"
            _execute(executed, path, report)
            page = as_page(executed)
            executed.replace(f"{report.stem}.ipynb")
            # The page comes last: where it is, the report is whole.
            Path(f"{report.stem}.html").write_text(page, "utf-8")
    except (SkillcheckError, OSError) as error:
        return f"{report.source.name}: its report could not be written ({error})."
    except Exception as error:
        # Papermill and nbconvert raise kinds of their own; whichever it is, the others' reports go on.
        return f"{report.source.name}: its report could not be written ({type(error).__name__})."
    return ""


def _execute(out: Path, submission: Path, report: Report) -> None:
    from papermill import execute_notebook

    from skillcheck.grading import engine

    terms = report.terms
    given = {"submission": str(submission), "role": terms.role, "data": terms.data, "parameters": terms.parameters}
    execute_notebook(
        notebooks() / NOTEBOOK,
        out,
        {**given, "key": terms.key, "learner": report.learner},
        engine_name=engine.register(),
        progress_bar=False,
        cwd=str(out.parent),
    )


def notebooks() -> Path:
    """Return the folder of the package's notebooks: inside an installed package, beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "_shared" / "notebooks"
    return installed if installed.is_dir() else package.parent / "notebooks"


def as_page(notebook: Path) -> str:
    """Return an executed notebook as one HTML page without code, which fetches nothing from anywhere."""
    from nbconvert import HTMLExporter

    found = HTMLExporter(
        exclude_input=True,
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        require_js_url="",
        mathjax_url="",
        jquery_url="",
        mermaid_js_url="",
        embed_images=True,
    )
    page, _ = found.from_filename(str(notebook))
    return page


def _died(report: Report) -> str:
    return f"{report.source.name}: its report could not be written (the process that wrote it was stopped)."
