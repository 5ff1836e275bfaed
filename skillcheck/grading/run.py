"""A class graded: submissions in, a gradebook, all answers, problems and reports out."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec

from skillcheck import sandbox
from skillcheck.catalog import Catalog
from skillcheck.grading.doubles import Doubles
from skillcheck.grading.exam import read_key
from skillcheck.grading.gradebook import Tables
from skillcheck.grading.kept import Kept
from skillcheck.grading.marking import Terms, open_catalog, state_of
from skillcheck.grading.names import Names
from skillcheck.grading.pool import Cluster, Here, Pool, Processes, chunks, cores
from skillcheck.grading.result import Result
from skillcheck.grading.sources import Problem, Source, find_sources, read_source, with_body
from skillcheck.grading.weighting import Weighting, even, points_of, read_weighting
from skillcheck.grading.work import Part, decode, mark_part, rescue
from skillcheck.model import Record, SkillcheckError, SubmissionError

# Submissions marked by a worker at a time, at most: arithmetic is cheaper together, but all workers should have some.
TOGETHER = 50
PARTS = 16

Step = Callable[[str, int, int], None]
"""Called with what is being done, how many are done and how many there are."""


class Order(Record):
    """How a class is to be graded; the fields are the options of `skillcheck grade`, by the same names.

    `jobs` 0 is one for each core; 1 grades in this very process, which a file that crashes Python would take with it.
    Paths are texts, empty for none.
    """

    role: str = ""
    data: str = ""
    parameters: str = ""
    key: str = ""
    weights: str = ""
    points: float | None = None
    late: datetime | None = None
    jobs: int = 0
    scheduler: str = ""
    resume: bool = False
    reports: bool = True
    anonymise: bool = False
    require_isolation: bool = False


@dataclass
class Summary:
    """What grading a class came to; `kept` of the graded were taken from an earlier run."""

    folder: Path
    graded: int = 0
    in_part: int = 0
    refused: int = 0
    kept: int = 0
    reports: int = 0
    unreported: list[str] = field(default_factory=list)
    isolation: str = ""

    @property
    def code(self) -> int:
        """The exit code: 0 all graded, 3 some refused or graded in part, 4 nothing graded."""
        if not self.graded:
            return 4
        return 3 if self.refused or self.in_part else 0

    def as_dict(self) -> dict[str, Any]:
        """The summary as plain values."""
        return {**asdict(self), "folder": str(self.folder), "code": self.code}

    @property
    def text(self) -> str:
        """The summary in a few sentences."""
        lines = [f"{self.graded} graded, {self.refused} refused; the tables are in {self.folder}."]
        if self.in_part:
            lines.append(f"{self.in_part} graded in part.")
        if self.refused or self.in_part:
            lines.append("problems.csv has each with its reason.")
        if self.kept:
            lines.append(f"{self.kept} had not changed since the last run and were not graded again.")
        if self.reports:
            lines.append(f"{self.reports} reports are in {self.folder / 'reports'}; class.html is about all of them.")
        lines += self.unreported
        if self.isolation:
            lines.append(f"Code ran apart, {self.isolation}.")
        return "\n".join(lines)


def grade(
    places: Iterable[str | Path], out: str | Path, order: Order | None = None, step: Step | None = None
) -> Summary:
    """Grade the submissions at these places into the folder `out`, and return what came of it.

    Args:
        places: files, folders, patterns, or addresses that papermill reads.
        out: gets gradebook.csv and .parquet, responses.parquet, problems.csv, class.html and reports/.
        order: how to grade; see `Order`.
        step: called as work goes on.

    Raises SkillcheckError for what concerns the whole run (no such role, a full disk, no isolation where it is
    required); a submission that cannot be graded is a row of problems.csv.
    """
    order, step = order or Order(), step or _silent
    _ask_for_libraries(order)
    if order.require_isolation and not sandbox.isolated():
        raise SkillcheckError(f"Isolation is required, but code here would run with {sandbox.isolation()}.")
    terms = Terms(role=order.role, data=_whole(order.data), parameters=_whole(order.parameters), key=_whole(order.key))
    catalog = open_catalog(terms)
    if order.role:
        catalog.role(order.role)
    if order.key:
        read_key(order.key)
    weighting = _weighting(order, catalog)
    folder = _made(Path(out).expanduser().absolute())
    sources, problems = find_sources(places, folder)
    summary = Summary(folder, refused=len(problems))
    finish = Finish(weighting, order.late, Names(folder) if order.anonymise else None)
    terms = msgspec.structs.replace(terms, state=state_of(terms, catalog))
    with closing(Kept(folder, bytes.fromhex(terms.state))) as kept, closing(_pool(order)) as pool:
        if not order.resume:
            kept.forget()
        with Tables(folder, list(catalog.skills), list(catalog.exercises)) as tables:
            for problem in problems:
                tables.add_problem(finish.hide(problem))
            results = _results(sources, terms, kept, pool, summary, order.resume)
            tabulated = _tabulate(results, tables, finish, summary, lambda done: step("answers", done, len(sources)))
            # A large class fits into memory only if nobody waits for its results.
            reports = [each for each in tabulated if order.reports]
    if reports:
        _report(reports, terms, order, summary, step)
    return summary


def _report(reports: Sequence[tuple[Source, Result]], terms: Terms, order: Order, summary: Summary, step: Step) -> None:
    """Write the reports on learners and on the class, and note in the summary how many there are."""
    from skillcheck.grading.reports import write_class_report, write_reports

    summary.reports, summary.unreported = write_reports(
        reports, summary.folder / "reports", terms, order.jobs or cores(), order.resume, step
    )
    if problem := write_class_report(summary.folder, terms):
        summary.unreported.append(problem)


class Finish:
    """What is done to a result last: points, lateness, and another name if names are to stay here."""

    def __init__(self, weighting: Weighting | None, late: datetime | None, names: Names | None) -> None:
        self._weighting, self._names = weighting, names
        self._late = late.astimezone() if late and late.tzinfo is None else late

    def __call__(self, result: Result) -> Result:
        """Return the result as the tables have it."""
        if not result.refused:
            late = self._late is not None and result.exported is not None and result.exported > self._late
            points = points_of(result, self._weighting) if self._weighting else None
            result = msgspec.structs.replace(result, late=late, points=points)
        return self.hide(result)

    def hide(self, found: Result | Problem) -> Result | Problem:
        """Return a result or a problem without names, where that was asked for."""
        return self._names.hide(found) if self._names else found


def _results(
    sources: Sequence[Source], terms: Terms, kept: Kept, pool: Pool, summary: Summary, resume: bool
) -> Iterator[tuple[Source, Result]]:
    """Yield each source with its result, in order; to resume, from an earlier run where its content has not changed."""
    encoded = msgspec.json.encode(terms)
    size = max(1, min(TOGETHER, len(sources) // PARTS))
    for together in chunks(sources, 50 * TOGETHER):
        before = [_kept(source, kept) if resume else None for source in together]
        new = [source for source, known in zip(together, before, strict=True) if known is None]
        if isinstance(pool, Cluster):
            new = [with_body(source) for source in new]
        fresh = _marked([Part(encoded, some) for some in chunks(new, size)], kept, pool)
        for source, known in zip(together, before, strict=True):
            summary.kept += known is not None
            yield source, known or next(fresh)


def _marked(parts: Sequence[Part], kept: Kept, pool: Pool) -> Iterator[Result]:
    """Yield the results of these parts in order, each kept before it is used."""
    for bodies in pool.map(mark_part, parts, rescue):
        results = [decode(body) for body in bodies]
        kept.keep(bodies, results)
        yield from results


def _kept(source: Source, kept: Kept) -> Result | None:
    """The result of an earlier run of this very content, under the name it has now."""
    if kept.is_empty:
        return None
    try:
        result = kept.find(hashlib.sha256(read_source(source)).hexdigest())
    except SubmissionError:
        return None
    return msgspec.structs.replace(result, name=source.name) if result else None


def _tabulate(
    results: Iterable[tuple[Source, Result]],
    tables: Tables,
    finish: Finish,
    summary: Summary,
    done: Callable[[int], None],
) -> Iterator[tuple[Source, Result]]:
    """Write every result into the tables, count it, and yield the report that is to be written of it."""
    doubles = Doubles()
    for number, (source, result) in enumerate(results, start=1):
        done(number)
        again = doubles.meet(result)
        if again and again.whole:
            summary.refused += 1
            tables.add_problem(finish.hide(again))
            continue
        result = finish(result)
        tables.add(result)
        if again:
            tables.add_problem(finish.hide(again))
        if result.refused:
            summary.refused += 1
            continue
        summary.graded += 1
        summary.in_part += bool(result.problems)
        summary.isolation = result.isolation or summary.isolation
        yield source, msgspec.structs.replace(result, answers=())


def moment_of(text: str) -> datetime:
    """Return the moment that a text names, for `Order.late`: a date is its end; without a time zone it is this one's.

    Raises SkillcheckError for anything else.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError:
        try:
            found = datetime.fromisoformat(text)
        except ValueError as error:
            raise SkillcheckError(f"{text!r} is no date; write 2026-12-01 or 2026-12-01T18:00.") from error
        return found if found.tzinfo else found.astimezone()
    return datetime.combine(day + timedelta(days=1), time()).astimezone()


def _ask_for_libraries(order: Order) -> None:
    """Say at once what is missing, not after an hour."""
    wanted = ["pyarrow", "loky", *(("papermill", "nbconvert") if order.reports else ())]
    if missing := [name for name in wanted if find_spec(name) is None]:
        raise SkillcheckError(f"Grading needs {' and '.join(missing)}: pip install 'skillcheck[grading]'.")


def _pool(order: Order) -> Pool:
    if order.scheduler:
        return Cluster(order.scheduler)
    jobs = order.jobs or cores()
    return Processes(jobs) if jobs > 1 else Here()


def _weighting(order: Order, catalog: Catalog) -> Weighting | None:
    """The weighting of the order; points alone weigh the three levels alike."""
    if not order.weights and order.points is None:
        return None
    found = read_weighting(order.weights, catalog) if order.weights else even(catalog)
    return found if order.points is None else msgspec.structs.replace(found, points=order.points)


def _whole(path: str) -> str:
    """A path that workers in other folders find too."""
    return str(Path(path).expanduser().absolute()) if path else ""


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SkillcheckError(f"{folder}: cannot be made ({error.strerror}); choose another folder.") from error
    return folder


def _silent(what: str, done: int, of: int) -> None:
    """Tell nobody how far it is."""
