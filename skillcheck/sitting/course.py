"""A check under way: what is asked next, what one answer changes. Pure: the clock and the seed are arguments."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np

from skillcheck import measure
from skillcheck.model import Feedback, Item, Kind, Question, Response, Shown, Start, Variant
from skillcheck.sitting.feedback import make_feedback

Draw = Callable[[str, int], Variant]
"""(item id, seed) -> variant."""


@dataclass(frozen=True, slots=True)
class Blueprint:
    """What a sitting may ask: how many items, which skills, and where an answer is worth most.

    `weights` and `cuts` are (K,) arrays over all skills; without a role every skill asked weighs the same.
    """

    length: int
    skills: tuple[int, ...]
    weights: np.ndarray
    cuts: np.ndarray
    limits: measure.Limits
    by_role: bool


@dataclass(frozen=True, slots=True)
class Sitting:
    """A quiz under way: what was asked and answered so far; never changed in place.

    `variant` is the item on the table; `feedback` is None until it is answered.
    """

    start: Start
    blueprint: Blueprint
    pool: measure.Pool
    ability: measure.Ability
    seen: frozenset[str]
    asked: tuple[int, ...] = ()
    responses: tuple[Response, ...] = ()
    variant: Variant | None = None
    feedback: Feedback | None = None
    ended: bool = False

    @property
    def answered(self) -> int:
        """How many items have been answered or skipped."""
        return len(self.responses)

    @property
    def finished(self) -> bool:
        """Whether nothing is left to ask and nothing waits for an answer."""
        return self.ended or (
            self.variant is None and self.answered >= min(self.blueprint.length, len(self.pool.items))
        )


def make_pool(items: Iterable[Item], skills: Sequence[str], lookup: measure.Lookup | None = None) -> measure.Pool:
    """Return the arrays that selection works on, one row an item; `skills` gives the order of the abilities."""
    asked = [item for item in items if item.kind != Kind.CODE]
    pool = measure.Pool.of(asked, skills)
    return lookup.calibrate(pool, asked) if lookup else pool


def variant_seed(sitting_seed: int, position: int) -> int:
    """Return the seed of the item at a position: 31 bits of SHA-256, the same on every machine."""
    digest = hashlib.sha256(f"{sitting_seed}:{position}".encode()).digest()
    return int.from_bytes(digest[:4], "big") >> 1


def advance(sitting: Sitting, draw: Draw) -> Sitting:
    """Put the most useful next item on the table, or end the sitting when its length is reached or nothing is left."""
    if sitting.ended or (sitting.variant is not None and sitting.feedback is None):
        return sitting
    cleared = replace(sitting, variant=None, feedback=None)
    if sitting.answered >= sitting.blueprint.length:
        return replace(cleared, ended=True)
    chosen = _choose(cleared)
    if chosen is None:
        return replace(cleared, ended=True)
    seed = variant_seed(sitting.start.seed, sitting.answered)
    return replace(cleared, asked=(*cleared.asked, chosen), variant=draw(cleared.pool.items[chosen], seed))


def _choose(sitting: Sitting) -> int | None:
    plan, ability, pool = sitting.blueprint, sitting.ability, sitting.pool
    mask = measure.allowed(pool, sitting.asked, sitting.seen, plan.limits)
    if not mask.any():
        return None
    cuts = plan.cuts if plan.by_role else None
    rng = np.random.default_rng([sitting.start.seed, sitting.answered])
    return measure.choose(ability, pool, measure.reach(ability, plan.weights, cuts), mask, rng)


def question(sitting: Sitting) -> Question | None:
    """Return what the learner sees of the item on the table: everything but the key."""
    if (variant := sitting.variant) is None:
        return None
    number = sitting.answered + (sitting.feedback is None)
    return as_question(variant, number, min(sitting.blueprint.length, len(sitting.pool.items)))


def as_question(variant: Variant, number: int, of: int) -> Question:
    """Return the learner's side of a variant."""
    item = variant.item
    return Question(
        item=item.id,
        skill=item.skill,
        depth=item.depth,
        kind=item.kind,
        stem=variant.stem,
        options=tuple(Shown(id=option.id, text=option.text) for option in variant.options),
        unit=variant.unit,
        number=number,
        of=of,
    )


def answer(
    sitting: Sitting,
    value: object,
    *,
    version: str,
    now: datetime,
    confidence: float | None = None,
    seconds: float | None = None,
) -> tuple[Sitting, Response]:
    """Score one answer (None skips) and return the new sitting and the response to keep.

    Raises AnswerRefused when the value cannot be read: nothing has changed then.
    """
    variant = sitting.variant
    if variant is None or sitting.feedback is not None:
        raise ValueError("no item is waiting for an answer")
    response, feedback = respond(
        variant, value, start=sitting.start, version=version, now=now, confidence=confidence, seconds=seconds
    )
    ability = learn(sitting.ability, sitting.pool, sitting.asked[-1], response.right)
    return replace(sitting, ability=ability, responses=(*sitting.responses, response), feedback=feedback), response


def respond(
    variant: Variant,
    value: object,
    *,
    start: Start,
    version: str,
    now: datetime,
    confidence: float | None,
    seconds: float | None,
) -> tuple[Response, Feedback]:
    """Score a value against a variant; return the response to keep and the feedback to show."""
    item = variant.item
    score = None if value is None else measure.score(variant, value)
    response = Response(
        item=item.id,
        skill=item.skill,
        depth=item.depth,
        kind=item.kind,
        version=version,
        seed=variant.seed,
        value=score.value if score else None,
        right=bool(score and score.right),
        credit=score.credit if score else 0.0,
        at=now,
        sitting=start.sitting,
        purpose=start.purpose,
        options=len(variant.options),
        confidence=None if score is None else confidence,
        seconds=seconds,
    )
    return response, make_feedback(variant, score)


def learn(ability: measure.Ability, pool: measure.Pool, row: int, right: bool) -> measure.Ability:
    """Return the ability after the item in that row of the pool was answered."""
    seen = measure.Parameters(pool.slope[row], pool.difficulty[row], pool.guessing[row])
    return measure.update(ability, int(pool.skill[row]), seen, right)


def resume(sitting: Sitting, responses: Sequence[Response], draw: Draw) -> Sitting:
    """Replay a sitting's earlier responses and put the same next item on the table.

    A response to an item that the bank no longer has still counts toward the length, not toward the choice.
    """
    row = {item: index for index, item in enumerate(sitting.pool.items)}
    ability, asked = sitting.ability, []
    for response in responses:
        if (index := row.get(response.item)) is not None:
            asked.append(index)
            ability = learn(ability, sitting.pool, index, response.right)
    return advance(replace(sitting, ability=ability, asked=tuple(asked), responses=tuple(responses)), draw)


def stop(sitting: Sitting) -> Sitting:
    """End a sitting early; what was answered stays."""
    return replace(sitting, ended=True, variant=None, feedback=None)
