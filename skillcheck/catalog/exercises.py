"""A code exercise from its folder: exercise.toml, starter.py and solution.py."""

from pathlib import Path

from skillcheck.model import DataError, Exercise

from .reading import convert, read_toml

_FROM_FILES = ("id", "starter", "solution")


def read_exercise(folder: Path) -> Exercise:
    """Return the exercise of a folder, whose name is its id; DataError names the file that is wrong or missing."""
    where = f"{folder.name}/exercise.toml"
    table = read_toml(folder / "exercise.toml")
    for field in _FROM_FILES:
        if field in table:
            raise DataError(f"{where}: leave out '{field}': it is the folder's name or a file beside this one")
    files = {name: _source(folder / f"{name}.py") for name in ("starter", "solution")}
    exercise = convert({**table, "id": folder.name, **files}, Exercise, where)
    if not exercise.function.isidentifier():
        raise DataError(f"{where}: function '{exercise.function}' is not a name Python can call")
    if not (exercise.seconds > 0 and exercise.megabytes > 0 and exercise.minutes > 0):
        raise DataError(f"{where}: seconds, megabytes and minutes must be above 0")
    for name, text in files.items():
        if exercise.function not in text:
            raise DataError(f"{folder.name}/{name}.py: does not define '{exercise.function}'")
    return exercise


def _source(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
        raise DataError(f"{path.parent.name}/{path.name}: cannot be read: {reason}") from None
