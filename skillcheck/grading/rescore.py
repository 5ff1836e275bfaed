"""Score a submission again from its answers: item, seed and value are read, its scores never are."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from time import monotonic

import msgspec

from skillcheck import measure, sandbox
from skillcheck.catalog import Catalog, fingerprint
from skillcheck.catalog.reading import read_items
from skillcheck.grading.exam import Examiner
from skillcheck.model import (
    AnswerRefused,
    CheckIn,
    Entry,
    Exercise,
    Item,
    Kind,
    Purpose,
    Response,
    SkillcheckError,
    Submission,
    SubmissionError,
    UnknownName,
    Variant,
)

# Seconds of running code that one submission may ask for: it must not keep a class waiting.
MOST_SECONDS = 120.0
# Outcomes kept: a class hands in the starter code many times.
MOST_OUTCOMES = 5_000
# Years of daily practice; a file made to be slow holds more.
MOST_ENTRIES = 20_000

Check = Callable[[Exercise, str, Path], sandbox.Outcome]


@dataclass(frozen=True)
class Rescored:
    """A submission's entries with scores of our own, what could not be scored and why, and what its file claimed."""

    entries: tuple[Entry, ...]
    problems: tuple[str, ...]
    differences: tuple[str, ...]
    isolation: str = ""


class Judge:
    """A bank as a grader holds it through a class: what does not depend on the learner is worked out once."""

    def __init__(self, catalog: Catalog, check: Check = sandbox.check, examiner: Examiner | None = None) -> None:
        """Judge by this catalog; `check` runs code apart, `examiner` holds an exam's key."""
        self.catalog, self.examiner = catalog, examiner
        self.skills = tuple(catalog.skills.values())
        self._check = check
        self._items: dict[str, tuple[Item, str]] = {}
        self._exercises: dict[str, Exercise] = {}
        self._fixed: dict[str, Variant] = {}
        self._outcomes: dict[tuple[str, bytes], sandbox.Outcome] = {}

    def rescore(self, submission: Submission) -> Rescored:
        """Return the entries with every response scored against this bank; a response that cannot be is left out.

        Responses to an item that this bank does not have, or has in another version, are named in `problems`.
        Raises SubmissionError for more entries than anybody writes.
        """
        if len(submission.entries) > MOST_ENTRIES:
            raise SubmissionError(
                f"holds {len(submission.entries)} entries, more than the {MOST_ENTRIES} a submission may have."
            )
        sheet = _Sheet()
        for number, entry in enumerate(submission.entries, start=1):
            if isinstance(entry, Response):
                self._take(sheet, number, entry)
            elif isinstance(entry, CheckIn):
                sheet.keep(_sound_check_in(entry, sheet, number))
            else:
                sheet.keep(entry)
        return sheet.done()

    def _take(self, sheet: "_Sheet", number: int, given: Response) -> None:
        where = f"entry {number} ({_short(given.item)})"
        if sheet.repeats(given):
            sheet.problems.append(f"{where}: the same question of the same sitting was answered before; that counts.")
            return
        response = _sound(given, sheet, where)
        try:
            code = given.kind == Kind.CODE
            scored = self._score_code(response, sheet) if code else self._score_item(response, sheet, where)
        except SkillcheckError as problem:
            sheet.problems.append(f"{where}: {problem}")
            return
        # An exam keeps no score that could be claimed.
        if scored.right != given.right and given.purpose != Purpose.EXAM:
            said = "right" if given.right else "not right"
            sheet.differences.append(f"{where}: the file says {said}; scored again it is not so.")
        sheet.keep(scored)

    def _score_item(self, response: Response, sheet: "_Sheet", where: str) -> Response:
        item, version = self._item(response)
        if version != response.version:
            raise AnswerRefused(
                "it was asked in another version of this item, so it cannot be scored against this bank."
            )
        variant = self._variant(item, response.seed)
        score = None
        if response.value is not None:
            try:
                score = measure.score(variant, response.value)
            except AnswerRefused as problem:
                # In an exam leaving an answer out would be worth more than a wrong one.
                if self.examiner is None:
                    raise
                sheet.problems.append(f"{where}: {problem} It counts as not right.")
        return msgspec.structs.replace(
            response,
            skill=item.skill,
            depth=item.depth,
            kind=item.kind,
            options=len(variant.options),
            right=bool(score and score.right),
            credit=score.credit if score else 0.0,
        )

    def _item(self, response: Response) -> tuple[Item, str]:
        if (known := self._items.get(response.item)) is None:
            skill = response.skill if response.skill in self.catalog.skills else None
            near = self.catalog.items(skill) if skill else ()
            item = next((one for one in near if one.id == response.item), None) or self._whole_bank.get(response.item)
            if item is None:
                raise UnknownName(f"this bank has no item '{_short(response.item)}'.")
            known = self._items[response.item] = (_unworded(item), fingerprint(item))
        return known

    @cached_property
    def _whole_bank(self) -> dict[str, Item]:
        """All items by id, retired ones too: a search for each unknown name would let one file hold up a class."""
        return {item.id: item for path in self.catalog.item_files for item in read_items(path, path.stem)}

    def _exercise(self, name: str) -> Exercise:
        if name not in self._exercises:
            if len(name) > 100:
                raise UnknownName(f"this bank has no exercise '{_short(name)}'.")
            self._exercises[name] = self.catalog.exercise(name)
        return self._exercises[name]

    def _variant(self, item: Item, seed: int) -> Variant:
        """The variant; without drawn numbers the seed decides the order of the options, which no score depends on."""
        if item.draw:
            return self.catalog.variant(item, seed)
        if item.id not in self._fixed:
            self._fixed[item.id] = self.catalog.variant(item, 0)
        return self._fixed[item.id]

    def _score_code(self, response: Response, sheet: "_Sheet") -> Response:
        exercise = self._exercise(response.item)
        if not isinstance(response.value, str):
            raise AnswerRefused("its answer is not code.")
        answer = (exercise.id, hashlib.sha256(response.value.encode()).digest())
        outcome = self._outcomes.get(answer)
        if outcome is None:
            if sheet.seconds >= MOST_SECONDS:
                raise AnswerRefused(f"it is not run: this submission's code has had its {MOST_SECONDS:g} seconds.")
            began = monotonic()
            outcome = self._check(exercise, response.value, self.catalog.cases_path(exercise.id))
            sheet.seconds += monotonic() - began
            if len(self._outcomes) < MOST_OUTCOMES:
                self._outcomes[answer] = outcome
        sheet.isolation = outcome.isolation
        if not outcome.cases:
            sheet.problems.append(f"an answer to {exercise.id} earns nothing: {outcome.message}")
        return msgspec.structs.replace(
            response,
            skill=exercise.skill,
            depth=exercise.depth,
            options=0,
            right=outcome.passed,
            credit=sum(case.passed for case in outcome.cases) / max(len(outcome.cases), 1),
        )


class _Sheet:
    """What has been found of one submission so far."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.problems: list[str] = []
        self.differences: list[str] = []
        self.isolation = ""
        self.seconds = 0.0
        self._met: set[tuple[str, str, int]] = set()

    def keep(self, entry: Entry) -> None:
        self.entries.append(entry)

    def repeats(self, response: Response) -> bool:
        """Whether this very question was answered before; code may be tried as often as one likes."""
        if response.kind == Kind.CODE:
            return False
        question = (response.sitting, response.item, response.seed)
        before = question in self._met
        self._met.add(question)
        return before

    def done(self) -> Rescored:
        return Rescored(tuple(self.entries), tuple(self.problems), tuple(self.differences), self.isolation)


def _unworded(item: Item) -> Item:
    """Return the item without words that no score depends on, which then need not be filled in for each learner."""
    return msgspec.structs.replace(
        item,
        stem="",
        rationale="",
        options=tuple(msgspec.structs.replace(option, rationale="") for option in item.options),
        misconceptions=tuple(msgspec.structs.replace(each, rationale="") for each in item.misconceptions),
    )


def _sound(response: Response, sheet: _Sheet, where: str) -> Response:
    """Return the response without a time or a confidence that cannot be."""
    changes: dict[str, None] = {}
    if response.confidence is not None and not 0 <= response.confidence <= 1:
        sheet.problems.append(f"{where}: a confidence of {response.confidence:g} is not between 0 and 1; left out.")
        changes["confidence"] = None
    if response.seconds is not None and not 0 <= response.seconds < 1e9:
        sheet.problems.append(f"{where}: it cannot have taken {response.seconds:g} seconds; left out.")
        changes["seconds"] = None
    return msgspec.structs.replace(response, **changes) if changes else response


def _sound_check_in(entry: CheckIn, sheet: _Sheet, number: int) -> CheckIn:
    """Return the check-in without ratings and predictions that cannot be."""
    sound = {skill: step for skill, step in entry.ratings.items() if 1 <= step <= 5}
    predicted = entry.predicted if entry.predicted is not None and 0 <= entry.predicted <= 1 else None
    if len(sound) < len(entry.ratings) or predicted != entry.predicted:
        sheet.problems.append(f"entry {number} (check-in): ratings go from 1 to 5, predictions from 0 to 1; left out.")
    return msgspec.structs.replace(entry, ratings=sound, predicted=predicted)


def _short(name: str) -> str:
    """A name from a file, short enough for a sentence."""
    return name if len(name) <= 60 else f"{name[:57]}..."


def rescore(submission: Submission, catalog: Catalog) -> Rescored:
    """Score one submission against a bank: see `Judge.rescore`."""
    return Judge(catalog).rescore(submission)
