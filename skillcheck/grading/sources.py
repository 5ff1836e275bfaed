"""Where submissions come from: files, folders, patterns and the stores that papermill reads."""

import glob
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec

from skillcheck.grading.texts import clean_text
from skillcheck.model import Record, SubmissionError
from skillcheck.record import load_bytes

# What papermill's own readers know, besides paths of this machine.
_REMOTE = re.compile(r"(s3|gs|abs|adl|hdfs|https?)://", re.IGNORECASE)
_ARCHIVES = (".zip", ".gz", ".tar", ".tgz", ".7z", ".rar", ".bz2", ".xz")
LONGEST_NAME = 200


class Source(Record):
    """One submission to read: its name as the instructor sees it, and its path, or its bytes if it came from afar.

    No two submissions of a class have the same name.
    """

    name: str
    path: str = ""
    body: bytes | None = None


class Problem(Record):
    """What could not be graded, in part or whole: the submission's name, the learner if known, and one sentence.

    `other` names another submission that it is about.
    """

    name: str
    problem: str
    learner: str = ""
    whole: bool = True
    other: str = ""


def find_sources(places: Iterable[str | Path], out: Path | None = None) -> tuple[list[Source], list[Problem]]:
    """Return the submissions at these places, each once and in order, and what was found that is none.

    What lies in `out`, where results are written, is neither.

    A place is a file, a folder (searched for *.json, hidden files left alone), a pattern such as `week3/*.json`, or an
    address that papermill reads (s3://, gs://, abs://, https://), with the extras that papermill needs for it.
    """
    sources: dict[str, Source] = {}
    problems: list[Problem] = []
    for place in places:
        for found in _at(str(place), out):
            if isinstance(found, Problem):
                problems.append(found)
            else:
                sources.setdefault(found.path or found.name, found)
    return _distinct(list(sources.values())), problems


def _distinct(sources: list[Source]) -> list[Source]:
    """Name files of one name in different folders by their whole paths, so that every table tells them apart."""
    times = Counter(source.name for source in sources)
    taken: set[str] = set()
    found = []
    for source in sources:
        wanted = _legible(source.path) if source.path and times[source.name] > 1 else source.name
        name, number = wanted, 2
        # Two names may differ only in signs that cannot be written.
        while name in taken:
            name, number = f"{wanted} ({number})", number + 1
        taken.add(name)
        found.append(msgspec.structs.replace(source, name=name))
    return found


def _legible(name: str) -> str:
    """Return a file's name without what no table can hold: bytes of another encoding, signs that turn a line around."""
    return clean_text(os.fsencode(name).decode("utf-8", "replace"), LONGEST_NAME)


def _at(place: str, out: Path | None) -> Iterator[Source | Problem]:
    try:
        yield from _afar(place) if _REMOTE.match(place) else _near(place, out)
    except (OSError, RuntimeError, ValueError) as error:
        # A name too long for this system, the home of nobody.
        yield Problem(name=_legible(place), problem=f"cannot be looked up ({_reason(error)}).")


def _near(place: str, out: Path | None) -> Iterator[Source | Problem]:
    path = Path(place).expanduser()
    if path.exists():
        yield from _existing(path, out)
    elif any(sign in place for sign in "*?[") and (matches := sorted(glob.glob(str(path), recursive=True))):  # noqa: PTH207 - Path.glob takes no absolute pattern
        for match in map(Path, matches):
            if out and out in match.absolute().parents:
                continue
            yield from [_link(match.name)] if match.is_symlink() else _existing(match, out)
    else:
        yield Problem(name=_legible(place), problem="no such file, folder or pattern; nothing was found there.")


def _existing(path: Path, out: Path | None) -> Iterator[Source | Problem]:
    if path.is_dir():
        yield from _folder(path, out)
    else:
        yield _file(path, path.name)


def _file(path: Path, name: str) -> Source | Problem:
    """A file of whatever ending, as the instructor named it."""
    name = _legible(name)
    if not path.is_file():
        return Problem(name=name, problem="is not an ordinary file.")
    if path.suffix.lower() in _ARCHIVES:
        return Problem(name=name, problem="is an archive; unpack it and grade the files inside.")
    return Source(name=name, path=str(path.absolute()))


def _link(name: str) -> Problem:
    return Problem(name=_legible(name), problem="is a link to another place; hand in the file itself.")


def _folder(folder: Path, out: Path | None) -> Iterator[Source | Problem]:
    """Every visible file below a folder but in `out`; links are refused, since they may lead to anything."""
    waiting, found = [folder], []
    while waiting:
        here = waiting.pop()
        if here != folder and here.absolute() == out:
            continue
        try:
            for path in here.iterdir():
                if not path.name.startswith("."):
                    (waiting if path.is_dir() and not path.is_symlink() else found).append(path)
        except OSError as error:
            name = _legible("/".join(here.relative_to(folder).parts) or folder.name)
            yield Problem(name=name, problem=f"cannot be listed ({error.strerror}).")
    for path in sorted(found):
        yield _member(path, "/".join(path.relative_to(folder).parts))


def _member(path: Path, name: str) -> Source | Problem:
    """What lies in a folder: a submission if it ends like one."""
    if path.is_symlink():
        return _link(name)
    found = _file(path, name)
    if isinstance(found, Source) and path.suffix.lower() != ".json":
        return Problem(name=found.name, problem="is no submission: those end in .json.")
    return found


def _afar(address: str) -> Iterator[Source | Problem]:
    """Read an address with papermill's readers; a folder there is listed first."""
    from papermill.iorw import papermill_io

    addresses = [address]
    if not address.lower().endswith(".json"):
        try:
            addresses = [one for one in papermill_io.listdir(address) if one.lower().endswith(".json")]
        except Exception as error:
            yield Problem(name=address, problem=f"cannot be listed ({_reason(error)}).")
            return
    for one in addresses:
        yield _download(one, papermill_io.read)


def _download(address: str, read: Callable[[str], str]) -> Source | Problem:
    try:
        text = read(address)
    except Exception as error:
        # Each store raises its own kinds; whichever it is, the others' submissions go on.
        return Problem(name=address, problem=f"cannot be read ({_reason(error)}).")
    text = text if isinstance(text, bytes) else text.encode()
    # By its whole address: two stores may well have files of one name.
    return Source(name=address, body=text)


def _reason(error: Exception) -> str:
    """One line of an error of somebody else's."""
    return " ".join(str(error).split())[:200] or type(error).__name__


def read_source(source: Source) -> bytes:
    """Return the bytes of a source; raises SubmissionError when it is gone, no file, or too large to be one."""
    return load_bytes(source.path) if source.body is None else source.body


def with_body(source: Source) -> Source:
    """Return the source with its bytes in it, for a machine that cannot see this one's files; unreadable ones as is."""
    try:
        return msgspec.structs.replace(source, body=read_source(source))
    except SubmissionError:
        return source
