"""One submission marked: from a file's bytes to a result, whatever the file holds."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import UTC
from pathlib import Path

from skillcheck import measure
from skillcheck.catalog import Catalog
from skillcheck.grading.evidence import observations
from skillcheck.grading.rescore import Judge, Rescored
from skillcheck.grading.result import Answered, Result, Share, SkillMark
from skillcheck.grading.sources import Source, read_source
from skillcheck.grading.texts import clean_name, clean_text
from skillcheck.model import Kind, Level, Record, Response, Role, Skill, SkillcheckError, Submission, SubmissionError
from skillcheck.record import read_submission
from skillcheck.sitting import Standing, stand

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


def mark(source: Source, judge: Judge, terms: Terms) -> Result:
    """Return what grading this source found; a file that cannot be graded is a result that says why, never an error."""
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
        seen = [*odd, *observations(given, rescored)]
        return _result(source.name, digest, submission, rescored, standing, seen)
    except (SkillcheckError, RecursionError) as problem:
        return Result(name=source.name, digest=digest, refused=_bare(problem, source.name))
    except (ArithmeticError, LookupError, TypeError, ValueError) as problem:
        # A file that is well formed and still trips the arithmetic must not take the class's marks with it.
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


def _result(
    name: str, digest: str, submission: Submission, rescored: Rescored, standing: Standing, seen: Sequence[str]
) -> Result:
    responses = standing.history.responses
    ready = standing.readiness
    answers = tuple(_answered(response) for response in responses)
    return Result(
        name=name,
        digest=digest,
        learner=clean_name(submission.learner),
        role=standing.role.id,
        bank=clean_name(submission.bank),
        exported=submission.exported,
        readiness=Share(ready.value, ready.low, ready.high),
        settled=ready.settled,
        levels={level: _level(standing, level) for level in Level},
        skills=_skills(standing),
        exercises=_exercises(responses),
        answers=answers,
        problems=tuple(_shortened(rescored.problems)),
        observations=tuple(map(clean_text, seen)),
        isolation=rescored.isolation,
    )


def _level(standing: Standing, level: Level) -> Share:
    places = [place for place, skill in enumerate(standing.skills) if skill.level == level]
    result = measure.level_result(standing.ability, places, ALONE, standing.cuts, standing.margin)
    return Share(result.share, result.low, result.high)


def _skills(standing: Standing) -> dict[str, SkillMark]:
    estimates = standing.estimates
    low = measure.depth_of([one.low for one in estimates.values()], standing.cuts)
    high = measure.depth_of([one.high for one in estimates.values()], standing.cuts)
    return {
        skill: SkillMark(one.depth, float(low[k]), float(high[k]), one.answers, sum(one.shares) / 3)
        for k, (skill, one) in enumerate(estimates.items())
    }


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
