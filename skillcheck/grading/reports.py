"""One executed report a learner, one for the class: notebooks through papermill, and pages without code from them."""

import hashlib
import json
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from skillcheck.grading.classroom import INDEX
from skillcheck.grading.kept import Kept
from skillcheck.grading.marking import Terms
from skillcheck.grading.pool import Processes
from skillcheck.grading.result import Result
from skillcheck.grading.sources import Source, read_source
from skillcheck.grading.texts import slug
from skillcheck.model import Record, SkillcheckError

NOTEBOOK, CLASS_NOTEBOOK = "90_grade_learner.ipynb", "91_grade_class.ipynb"
# A cell of a report takes well under a second; a kernel that hangs must not keep the class waiting.
SECONDS = 120
_OURS = re.compile(r".+-[0-9a-f]{10}\.(html|ipynb)")


class Report(Record):
    """One report to write: whose submission, what was found of it, and to which file (without its suffix).

    `found` carries the name that the learner goes by, and the answers as they were scored.
    """

    source: Source
    found: Result
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
    with closing(Processes(jobs)) as pool:
        written = pool.map(write_report, _whole(new, folder.parent, terms.state), _died)
        for done, problem in enumerate(written, start=1):
            step("reports", done, len(new))
            if problem:
                problems.append(problem)
    pages = {report.found.name: f"{Path(report.stem).name}.html" for report in wanted}
    _put(folder / INDEX, json.dumps(pages))
    return len(wanted) - len(problems), problems


def _report(source: Source, result: Result, folder: Path, terms: Terms) -> Report:
    shown = (terms.state, result.digest, result.name, result.learner, result.late, result.points, _notebook_mark())
    mark = hashlib.sha256(repr(shown).encode()).hexdigest()[:10]
    stem = folder / f"{slug(result.learner or Path(source.name).stem)}-{mark}"
    return Report(source=source, found=result, terms=terms, stem=str(stem))


@lru_cache(maxsize=1)
def _notebook_mark() -> str:
    return hashlib.sha256((notebooks() / NOTEBOOK).read_bytes()).hexdigest()


def _whole(reports: Iterable[Report], folder: Path, state: str) -> Iterator[Report]:
    """Yield the reports with the answers that the class's run has kept: so no code is run a second time."""
    with closing(Kept(folder, bytes.fromhex(state))) as kept:
        for report in reports:
            result = kept.find(report.found.digest)
            answers = result.answers if result else ()
            yield msgspec.structs.replace(report, found=msgspec.structs.replace(report.found, answers=answers))


def write_report(report: Report) -> str:
    """Write one report; return what went wrong in a sentence, or nothing."""
    try:
        with tempfile.TemporaryDirectory() as name:
            _write(report, Path(name))
    except (SkillcheckError, OSError) as error:
        return f"{report.source.name}: its report could not be written ({error})."
    except Exception as error:
        # Papermill and nbconvert raise kinds of their own; whichever it is, the others' reports go on.
        return f"{report.source.name}: its report could not be written ({_reason(error)})."
    return ""


def _write(report: Report, folder: Path) -> None:
    """Execute the notebook in a folder of its own, where no file's name tells whose it is, and put what comes of it."""
    terms = report.terms
    _ready(terms.data, terms.parameters, terms.key)
    (folder / "submission.json").write_bytes(read_source(report.source))
    (folder / "found.json").write_bytes(msgspec.json.encode(report.found))
    given = {"submission": "submission.json", "found": "found.json", "learner": report.found.learner}
    given |= {"role": terms.role, "data": terms.data, "parameters": terms.parameters, "key": terms.key}
    _execute(NOTEBOOK, given, folder, report.stem, f"Report on {report.found.learner or report.found.name}")


def write_class_report(folder: Path, terms: Terms) -> str:
    """Write class.ipynb and class.html from the tables in `folder`; return what went wrong, or nothing."""
    try:
        given = {"folder": ".", "data": terms.data}
        _execute(CLASS_NOTEBOOK, given, folder, str(folder / "class"), "Class report")
    except (SkillcheckError, OSError) as error:
        return f"The class report could not be written ({error})."
    except Exception as error:
        return f"The class report could not be written ({_reason(error)})."
    return ""


def _execute(notebook: str, given: dict[str, str], folder: Path, stem: str, title: str) -> None:
    """Run a notebook in a folder, and put it and its page at `stem`; the page comes last: where it is, all is."""
    from papermill import execute_notebook

    from skillcheck.grading import engine
    from skillcheck.grading.html import as_page

    done = execute_notebook(
        str(notebooks() / notebook),
        None,
        {name: value for name, value in given.items() if value},
        engine_name=engine.register(),
        progress_bar=False,
        cwd=str(folder),
        execution_timeout=SECONDS,
    )
    # Where it was executed is nobody's business.
    done.metadata["papermill"].pop("input_path", None)
    page = as_page(done, title)
    _put(Path(f"{stem}.ipynb"), json.dumps(done, ensure_ascii=False, indent=1, sort_keys=True))
    _put(Path(f"{stem}.html"), page)


def _put(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    beside = path.with_name(f".{path.name}.part")
    beside.write_text(text, "utf-8")
    beside.replace(path)


@lru_cache(maxsize=1)
def _ready(data: str, parameters: str, key: str) -> None:
    """Import, read and draw once what every report of this process needs: its kernels are forked with it."""
    from skillcheck.charts import calibration, canvas, gaps
    from skillcheck.grading.learner import nothing_to_grade
    from skillcheck.grading.page import bank

    catalog, _ = bank(data, parameters, key)
    assert all((catalog.all_items(), catalog.version, catalog.projects, catalog.exercises, catalog.roles))
    nothing = nothing_to_grade(data or None)
    canvas.save(gaps.figure(nothing.gaps.frame, "ready"), "svg")
    assert calibration.view(nothing.standing).text


def notebooks() -> Path:
    """Return the folder of the package's notebooks: inside an installed package, beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "_shared" / "notebooks"
    return installed if installed.is_dir() else package.parent / "notebooks"


def _died(report: Report) -> str:
    return f"{report.source.name}: its report could not be written (the process that wrote it was stopped)."


def _reason(error: Exception) -> str:
    """What a failed cell said, else the error's kind and its last line."""
    said: Any = getattr(error, "evalue", None) or (str(error).strip().splitlines() or [""])[-1]
    return f"{getattr(error, 'ename', None) or type(error).__name__}: {str(said)[:200]}".rstrip(": ")
