"""Score a submission again from its answers: item, seed and value are read, its scores never are."""

from dataclasses import dataclass

import msgspec

from skillcheck import measure, sandbox
from skillcheck.catalog import Catalog, fingerprint
from skillcheck.model import AnswerRefused, Entry, Kind, Response, SkillcheckError, Submission


@dataclass(frozen=True)
class Rescored:
    """A submission's entries with scores of our own, what could not be scored and why, and what its file claimed."""

    entries: tuple[Entry, ...]
    problems: tuple[str, ...]
    differences: tuple[str, ...]


def rescore(submission: Submission, catalog: Catalog) -> Rescored:
    """Return the entries with every response scored against this bank; a response that cannot be is left out.

    Responses to an item that this bank does not have, or has in another version, are named in `problems`.
    """
    kept: list[Entry] = []
    problems, differences = [], []
    for number, entry in enumerate(submission.entries, start=1):
        if not isinstance(entry, Response):
            kept.append(entry)
            continue
        try:
            scored = _score_code(entry, catalog) if entry.kind == Kind.CODE else _score_item(entry, catalog)
        except SkillcheckError as problem:
            problems.append(f"entry {number} ({entry.item}): {problem}")
            continue
        if scored.right != entry.right:
            said = "right" if entry.right else "not right"
            differences.append(f"entry {number} ({entry.item}): the file says {said}; scored again it is not so.")
        kept.append(scored)
    return Rescored(tuple(kept), tuple(problems), tuple(differences))


def _score_item(response: Response, catalog: Catalog) -> Response:
    item = catalog.item(response.item, response.skill if response.skill in catalog.skills else None)
    if fingerprint(item) != response.version:
        raise AnswerRefused("it was asked in another version of this item, so it cannot be scored against this bank.")
    variant = catalog.variant(item, response.seed)
    score = None if response.value is None else measure.score(variant, response.value)
    return msgspec.structs.replace(
        response,
        skill=item.skill,
        depth=item.depth,
        kind=item.kind,
        options=len(variant.options),
        right=bool(score and score.right),
        credit=score.credit if score else 0.0,
    )


def _score_code(response: Response, catalog: Catalog) -> Response:
    exercise = catalog.exercise(response.item)
    if not isinstance(response.value, str):
        raise AnswerRefused("its answer is not code.")
    outcome = sandbox.check(exercise, response.value, catalog.cases_path(exercise.id))
    if not outcome.cases:
        raise AnswerRefused(outcome.message)
    return msgspec.structs.replace(
        response,
        skill=exercise.skill,
        depth=exercise.depth,
        right=outcome.passed,
        credit=sum(case.passed for case in outcome.cases) / len(outcome.cases),
    )
