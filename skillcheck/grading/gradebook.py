"""The tables an instructor keeps: the gradebook, all answers, and what could not be graded. Written as results come."""

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import IO, Any, Self, TypeVar

from skillcheck.grading.result import Result
from skillcheck.grading.sources import Problem
from skillcheck.model import Level, SkillcheckError

# A spreadsheet takes a cell that begins like this for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
ROWS_TOGETHER = 50_000
T = TypeVar("T", "_Csv", "_Parquet")
ANSWER_COLUMNS = ("submission", "learner", "at", "item", "skill", "depth", "kind", "options", "value")
PROBLEM_COLUMNS = ("submission", "learner", "graded", "problem")
ANSWER_COLUMNS += ("right", "credit", "confidence", "seconds", "purpose", "sitting")
_of_answer = attrgetter(*ANSWER_COLUMNS[2:])


def safe_cell(value: Any) -> Any:
    """Return a cell that no spreadsheet takes for a formula: a text like one gets an apostrophe before it."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value


def columns(skills: Sequence[str], exercises: Sequence[str]) -> list[str]:
    """Return the names of the gradebook's columns."""
    names = ["learner", "submission", "status", "points", "late", "exported", "role", "bank"]
    names += ["answers", "right", "skipped", "readiness", "readiness_low", "readiness_high", "settled"]
    names += [f"{level}{limit}" for level in Level for limit in ("", "_low", "_high")]
    names += [f"exercise:{exercise}" for exercise in exercises]
    names += [f"{skill}{part}" for skill in skills for part in ("", "_low", "_high", "_answers")]
    return [*names, "problems", "observations", "isolation", "sha256"]


def row_of(result: Result, skills: Sequence[str], exercises: Sequence[str]) -> list[Any]:
    """Return a result as a row of the gradebook; what is unknown is None."""
    refused = bool(result.refused)
    ready = result.readiness
    row: list[Any] = [
        result.learner,
        result.name,
        "refused" if refused else "in part" if result.problems else "graded",
        result.points,
        None if refused else result.late,
        result.exported.isoformat() if result.exported else None,
        result.role,
        result.bank,
        *((None,) * 3 if refused else (len(result.answers), result.right, _skipped(result))),
        *(_rounded(ready) if ready else (None,) * 3),
        None if refused else round(result.settled, 4),
    ]
    for level in Level:
        row += _rounded(result.levels[level]) if level in result.levels else (None,) * 3
    row += [result.exercises.get(exercise) for exercise in exercises]
    for skill in skills:
        found = result.skills.get(skill)
        row += (found.depth, found.low, found.high, found.answers) if found else (None,) * 4
    return [*row, len(result.problems), "; ".join(result.observations), result.isolation, result.digest]


def _skipped(result: Result) -> int:
    return sum(answer.value == "" for answer in result.answers)


def _rounded(share: Any) -> tuple[float, float, float]:
    return round(share.value, 4), round(share.low, 4), round(share.high, 4)


class Tables:
    """The tables of a class while they are being written: in their places when all is well, else the old ones stay.

    A context manager; raises SkillcheckError when the disk is full or the folder cannot be written.
    """

    def __init__(self, folder: Path, skills: Sequence[str], exercises: Sequence[str]) -> None:
        """Write to `folder`, with a column for each of these skills and exercises."""
        self._folder = folder
        self._skills, self._exercises = tuple(skills), tuple(exercises)
        self._open: list[_Csv | _Parquet] = []

    def __enter__(self) -> Self:
        with self._whole():
            names = columns(self._skills, self._exercises)
            self._book = self._opened(_Parquet(self._folder / "gradebook.parquet", _book_schema(names)))
            self._answers = self._opened(_Parquet(self._folder / "responses.parquet", _answer_schema()))
            self._csv = self._opened(_Csv(self._folder / "gradebook.csv", names))
            self._problems = self._opened(_Csv(self._folder / "problems.csv", PROBLEM_COLUMNS))
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if error is not None:
            self._abandon()
            if isinstance(error, OSError):
                raise _full(self._folder, error) from error
            return
        with self._whole():
            for table in self._open:
                table.finish()
            for table in self._open:
                table.put()

    @contextmanager
    def _whole(self) -> Iterator[None]:
        """Leave nothing half written behind, and turn a full disk into a sentence."""
        try:
            yield
        except OSError as error:
            self._abandon()
            raise _full(self._folder, error) from error
        except BaseException:
            self._abandon()
            raise

    def _abandon(self) -> None:
        for table in self._open:
            table.abandon()

    def _opened(self, table: T) -> T:
        self._open.append(table)
        table.open()
        return table

    def add(self, result: Result) -> None:
        """Write one result into every table."""
        row = row_of(result, self._skills, self._exercises)
        self._book.add(row)
        self._csv.add(row)
        for each in result.answers:
            self._answers.add((result.name, result.learner, *_of_answer(each)))
        if result.refused:
            self._problems.add((result.name, result.learner, "no", result.refused))
        for problem in result.problems:
            self._problems.add((result.name, result.learner, "in part", problem))

    def add_problem(self, problem: Problem) -> None:
        """Write down what is no submission, or something about one that was graded."""
        text = f"{problem.problem} ({problem.other})" if problem.other else problem.problem
        self._problems.add((problem.name, problem.learner, "no" if problem.whole else "yes", text))


def _full(folder: Path, error: OSError) -> SkillcheckError:
    return SkillcheckError(
        f"{folder}: cannot be written ({error.strerror or error}); the tables of an earlier run stay as they were, and "
        "what is graded so far is kept: make room and run again with --resume."
    )


class _Csv:
    """A CSV file written row by row beside its place."""

    def __init__(self, path: Path, names: Sequence[str]) -> None:
        self._path, self._names = path, names
        self._beside = path.with_name(f".{path.name}.part")
        self._file: IO[str] | None = None

    def open(self) -> None:
        self._file = self._beside.open("w", encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._file)
        self._writer.writerow(self._names)

    def add(self, row: Sequence[Any]) -> None:
        self._writer.writerow([safe_cell(cell) if type(cell) is str else cell for cell in row])

    def finish(self) -> None:
        self._file.close()

    def put(self) -> None:
        self._beside.replace(self._path)

    def abandon(self) -> None:
        if self._file:
            with suppress(OSError):
                self._file.close()
        with suppress(OSError):
            self._beside.unlink(missing_ok=True)


class _Parquet:
    """A Parquet file written a group of rows at a time beside its place."""

    def __init__(self, path: Path, schema: Any) -> None:
        self._path, self._schema = path, schema
        self._beside = path.with_name(f".{path.name}.part")
        self._writer: Any = None
        self._rows: list[Sequence[Any]] = []
        self._together = max(1, ROWS_TOGETHER // max(1, len(schema) // 15))

    def open(self) -> None:
        import pyarrow.parquet as pq

        self._writer = pq.ParquetWriter(self._beside, self._schema, compression="zstd")

    def add(self, row: Sequence[Any]) -> None:
        self._rows.append(row)
        if len(self._rows) >= self._together:
            self._flush()

    def _flush(self) -> None:
        import pyarrow as pa

        if self._rows:
            # Column by column: `zip(*rows)` walks all rows at once, which no processor's cache likes.
            columns = (list(map(itemgetter(place), self._rows)) for place in range(len(self._schema)))
            arrays = [pa.array(column, kind) for column, kind in zip(columns, self._schema.types, strict=True)]
            self._writer.write_table(pa.table(arrays, schema=self._schema))
            self._rows.clear()

    def finish(self) -> None:
        self._flush()
        self._writer.close()

    def put(self) -> None:
        self._beside.replace(self._path)

    def abandon(self) -> None:
        if self._writer:
            # What is written no longer matters, whatever closing it says.
            with suppress(OSError, ValueError):
                self._writer.close()
        with suppress(OSError):
            self._beside.unlink(missing_ok=True)


_TEXTS = ("learner", "submission", "status", "exported", "role", "bank", "observations", "isolation", "sha256")
_COUNTS = ("answers", "right", "skipped", "problems")


def _book_schema(names: Sequence[str]) -> Any:
    import pyarrow as pa

    def kind(name: str) -> Any:
        if name in _TEXTS:
            return pa.string()
        if name == "late":
            return pa.bool_()
        return pa.int32() if name in _COUNTS or name.endswith("_answers") else pa.float64()

    return pa.schema([(name, kind(name)) for name in names])


def _answer_schema() -> Any:
    import pyarrow as pa

    kinds = {"at": pa.timestamp("us", tz="UTC"), "depth": pa.int8(), "options": pa.int16(), "right": pa.bool_()}
    kinds |= dict.fromkeys(("credit", "confidence", "seconds"), pa.float64())
    return pa.schema([(name, kinds.get(name, pa.string())) for name in ANSWER_COLUMNS])
