"""What the server itself reads of a visitor's record: where they stand, and their answers as a file."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from skillcheck import sitting as course
from skillcheck.catalog import Catalog
from skillcheck.model import Purpose
from skillcheck.record import Store, write_submission
from skillcheck.record.store import FILE
from skillcheck.workbook.checks import RESUMED_FOR
from skillcheck.workbook.hall import DEFAULT_ROLE


def summary(home: Path, data: str | None) -> dict[str, object] | None:
    """Return the role's name, how many answers there are and the question a paused check waits at; None for nobody."""
    if not (home / FILE).is_file():
        return None
    history = course.read(Store.open(home).entries())
    roles = Catalog.open(data).roles
    role = history.role if history.role in roles else DEFAULT_ROLE
    return {"role": roles[role].name, "answers": len(history.responses), "waits": _waits(history, role)}


def _waits(history: course.History, role: str) -> tuple[int, int] | None:
    """The next question, and of how many, of a check of fifteen that was left within a week."""
    start = course.unfinished(history, Purpose.CHECK, f"role:{role}", role, 15)
    if start is None or datetime.now(UTC) - start.at > RESUMED_FOR:
        return None
    return len(history.of(start.sitting)) + 1, start.length


def submission(home: Path, data: str | None) -> bytes | None:
    """Return all answers as the portable file, or None when there are none."""
    if not (home / FILE).is_file():
        return None
    linked = Store.open(home).linked()
    with tempfile.TemporaryDirectory() as folder:
        path = write_submission(
            Path(folder) / "answers.json",
            learner="",
            bank=Catalog.open(data).version,
            entries=[entry for entry, _ in linked],
            now=datetime.now(UTC),
            links=[link for _, link in linked],
        )
        return path.read_bytes() if linked else None
