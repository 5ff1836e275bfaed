"""One submission marked: from a file's bytes to a result, whatever the file holds."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import UTC
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np

from skillcheck import __version__, measure
from skillcheck.catalog import Catalog
from skillcheck.grading.evidence import observations
from skillcheck.grading.rescore import Judge, Rescored
from skillcheck.grading.result import Answered, Result, Share, SkillMark
from skillcheck.grading.sources import Source, read_source
from skillcheck.grading.texts import clean_name, clean_text
from skillcheck.model import Kind, Level, Record, Response, Role, Skill, SkillcheckError, Submission, SubmissionError
from skillcheck.record import read_submission
from skillcheck.sitting import Standing, stand
from skillcheck.sitting import group as group_of

DEFAULT_ROLE = "ml-engineer"
ALONE = 2  # the depth that a level's result is about, as in the learner's own profile
LONGEST_VALUE = 2_000
MOST_PROBLEMS = 100


class Terms(Record):
    """What an instructor asks for, the same for a whole class.

    `role` measures all against one role; without it each against their own. `data` and `parameters` are paths, as for
    `Catalog.open`, `key` that of an exam's instructor key. `state` stands for what those files hold: a process that
    outlives a change of the bank opens it anew.
    """

    role: str = ""
    data: str = ""
    parameters: str = ""
    key: str = ""
    state: str = ""


def open_catalog(terms: Terms) -> Catalog:
    """Return the catalog that the terms name."""
    return Catalog.open(terms.data or None, terms.parameters or None)


def state_of(terms: Terms, catalog: Catalog) -> str:
    """Return a digest of all that a result depends on besides the submission: the terms, the bank, this package."""
    found = hashlib.sha256(__version__.encode() + msgspec.json.encode(msgspec.structs.replace(terms, state="")))
    inside = sorted(path for path in catalog.folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
    named = [(path.relative_to(catalog.folder).as_posix(), path) for path in inside]
    named += [("", Path(path)) for path in (terms.parameters, terms.key) if path]
    for name, path in named:
        found.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


class Opened(NamedTuple):
    """A submission read and its answers scored, before anything is said of its learner."""

    source: Source
    digest: str
    submission: Submission
    rescored: Rescored
    standing: Standing
    seen: list[str]


def mark(source: Source, judge: Judge, terms: Terms) -> Result:
    """Return what grading this source found; a file that cannot be graded is a result that says why, never an error."""
    return mark_all([source], judge, terms)[0]


def mark_all(sources: Sequence[Source], judge: Judge, terms: Terms) -> list[Result]:
    """Return the result of each source, as `mark` would; the arithmetic of all is done at once."""
    opened = [_open(source, judge, terms) for source in sources]
    results = iter(_results([one for one in opened if isinstance(one, Opened)]))
    return [next(results) if isinstance(one, Opened) else one for one in opened]


def _open(source: Source, judge: Judge, terms: Terms) -> Opened | Result:
    """Read and score one submission, or say why it cannot be graded."""
    try:
        body = read_source(source)
    except SubmissionError as problem:
        return Result(name=source.name, refused=_bare(problem, source.name))
    digest = hashlib.sha256(body).hexdigest()
    try:
        given = read_submission(body, source.name)
        submission, odd = judge.examiner.open(given) if judge.examiner else _ordinary(given)
        rescored = judge.rescore(submission)
        standing = stand_of(submission, rescored, judge.catalog, terms.role, judge.skills)
        return Opened(source, digest, submission, rescored, standing, [*odd, *observations(given, rescored)])
    except (SkillcheckError, RecursionError) as problem:
        return Result(name=source.name, digest=digest, refused=_bare(problem, source.name))
    except _TRIPPED as problem:
        return _tripped(source, digest, problem)


# A file that is well formed and still trips the arithmetic must not take the class's marks with it.
_TRIPPED = (ArithmeticError, LookupError, TypeError, ValueError)


def _tripped(source: Source, digest: str, problem: Exception) -> Result:
    reason = f"holds something that could not be graded ({type(problem).__name__}: {problem})."
    return Result(name=source.name, digest=digest, refused=reason)


def _ordinary(submission: Submission) -> tuple[Submission, list[str]]:
    """A submission that needs no key; answers to an exam do."""
    if submission.exam:
        raise SubmissionError(f"answers the exam {submission.exam}: grade it with --key and the instructor's key.")
    return submission, []


def stand_of(
    submission: Submission, rescored: Rescored, catalog: Catalog, role: str = "", skills: tuple[Skill, ...] = ()
) -> Standing:
    """Return where the learner of a rescored submission stands, at its export or its last entry, whichever is later."""
    skills = skills or tuple(catalog.skills.values())
    wanted = catalog.role(role) if role else _own_role(rescored, catalog)
    moments = [submission.exported, *(entry.at for entry in rescored.entries)]
    return stand(rescored.entries, skills, wanted, max(moments), catalog.parameters)


def _own_role(rescored: Rescored, catalog: Catalog) -> Role:
    """The role that the learner named last, as far as this bank has it."""
    named = (getattr(entry, "role", "") for entry in reversed(rescored.entries))
    return catalog.role(next((role for role in named if role in catalog.roles), DEFAULT_ROLE))


def _results(opened: Sequence[Opened]) -> list[Result]:
    """Return the results of submissions; if one of them trips the arithmetic, each is tried by itself."""
    if not opened:
        return []
    try:
        marks = _marks([one.standing for one in opened])
        return [_result(one, mark) for one, mark in zip(opened, marks, strict=True)]
    except _TRIPPED as problem:
        if len(opened) > 1:
            return [result for one in opened for result in _results([one])]
        return [_tripped(opened[0].source, opened[0].digest, problem)]


class _Marks(NamedTuple):
    """What is estimated of one learner."""

    readiness: Share
    settled: float
    levels: dict[Level, Share]
    skills: dict[str, SkillMark]


def _marks(standings: Sequence[Standing]) -> Iterator[_Marks]:
    """Yield the estimates of learners of one bank."""
    skills, cuts = standings[0].skills, standings[0].cuts
    group = group_of(standings)
    weights, targets = (np.stack([getattr(one, name) for one in standings]) for name in ("weights", "targets"))
    places = {level: [k for k, skill in enumerate(skills) if skill.level == level] for level in Level}
    ready, levels = measure.readiness_and_levels(group, weights, targets, list(places.values()), ALONE, cuts)
    settled = measure.settled(group, weights, targets, cuts)
    depths, shares = measure.depths(group, cuts), measure.shares(group)
    # Further digits would be noise, and the tables' readers would take them for more.
    shown = [np.round(limit, 3) for limit in (depths.value, depths.low, depths.high)]
    marks = np.stack([*shown, shares], axis=2).tolist()
    by_level = np.stack([levels.value, levels.low, levels.high], axis=2).tolist()
    for row, one in enumerate(standings):
        yield _Marks(
            Share(float(ready.value[row]), float(ready.low[row]), float(ready.high[row])),
            float(settled[row]),
            {level: Share(*found) for level, found in zip(places, by_level[row], strict=True)},
            {
                skill.id: SkillMark(depth, low, high, one.answers.get(skill.id, 0), share)
                for skill, (depth, low, high, share) in zip(skills, marks[row], strict=True)
            },
        )


def _result(opened: Opened, marks: _Marks) -> Result:
    submission, standing = opened.submission, opened.standing
    responses = standing.history.responses
    return Result(
        name=opened.source.name,
        digest=opened.digest,
        learner=clean_name(submission.learner),
        role=standing.role.id,
        bank=clean_name(submission.bank),
        exported=submission.exported,
        readiness=marks.readiness,
        settled=marks.settled,
        levels=marks.levels,
        skills=marks.skills,
        exercises=_exercises(responses),
        answers=tuple(_answered(response) for response in responses),
        problems=tuple(_shortened(opened.rescored.problems)),
        observations=tuple(map(clean_text, opened.seen)),
        isolation=opened.rescored.isolation,
    )


def _exercises(responses: Sequence[Response]) -> dict[str, float]:
    """The best credit earned on each exercise."""
    best: dict[str, float] = {}
    for response in responses:
        if response.kind == Kind.CODE:
            best[response.item] = max(response.credit, best.get(response.item, 0.0))
    return best


def _answered(response: Response) -> Answered:
    value = response.value
    text = "" if value is None else value if isinstance(value, str) else "|".join(value)
    return Answered(
        at=response.at.astimezone(UTC),
        item=response.item,
        skill=response.skill,
        depth=response.depth,
        kind=response.kind.value,
        options=response.options,
        value=clean_text(text, LONGEST_VALUE) if response.kind != Kind.CODE else text[:LONGEST_VALUE],
        right=response.right,
        credit=response.credit,
        confidence=response.confidence,
        seconds=response.seconds,
        purpose=response.purpose.value,
        sitting=clean_name(response.sitting),
    )


def _shortened(problems: Sequence[str]) -> Iterator[str]:
    """The first problems of a file, and how many more there are: one file must not fill the list of a class."""
    yield from map(clean_text, problems[:MOST_PROBLEMS])
    if len(problems) > MOST_PROBLEMS:
        yield f"and {len(problems) - MOST_PROBLEMS} more of this kind."


def _bare(problem: BaseException, name: str) -> str:
    """A sentence without the file's name, which stands beside it in every table."""
    text = "is nested too deeply to be a submission." if isinstance(problem, RecursionError) else str(problem)
    return clean_text(text.removeprefix(f"{name}: ").removeprefix(f"{Path(name).name}: "))
