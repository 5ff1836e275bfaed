"""From a learner's wish ("a check of 15", "a quiz on SQL") to a seat at a sitting, and its result in words."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from skillcheck import measure
from skillcheck import sitting as course
from skillcheck.catalog import Catalog, fingerprint
from skillcheck.model import CheckIn, Item, Purpose, Role, SkillcheckError, Start, UnknownName
from skillcheck.workbook.seat import Seat, tally

if TYPE_CHECKING:
    from skillcheck.workbook.hall import Workbook

LONGEST = 100
RESUMED_FOR = timedelta(days=7)


@dataclass(frozen=True)
class Plan:
    """A sitting about to begin or to go on: its items, its blueprint and, if paused earlier, its start."""

    purpose: Purpose
    scope: str
    role: str
    items: tuple[Item, ...]
    blueprint: course.Blueprint
    unfinished: Start | None
    standing: course.Standing


def plan_check(book: "Workbook", role: Role, length: int) -> Plan:
    """Plan an adaptive check over the skills a role needs, weighted by what is still undecided."""
    standing = book.standing(role.id)
    asked = tuple(index for index, target in enumerate(standing.targets) if target > 0)
    cuts = np.array([standing.cuts[max(target, 1) - 1] for target in standing.targets])
    length = _length(length)
    scope = f"role:{role.id}"
    limits = measure.Limits(
        levels=tuple(skill.level for skill in standing.skills),
        must=_unheard(standing, _paused(standing, Purpose.CHECK, scope, length))[: length // 3],
        length=length,
        per_skill=6,
        scope=asked,
    )
    blueprint = course.Blueprint(
        length, asked, np.where(standing.targets > 0, standing.weights, 0.0), cuts, limits, True
    )
    skills = [standing.skills[index].id for index in asked]
    return _plan(book, standing, Purpose.CHECK, scope, skills, blueprint)


def _unheard(standing: course.Standing, paused: Start | None) -> tuple[int, ...]:
    """The role's skills that had no answer before this sitting, the heaviest first.

    Where little is undecided little is asked; a third of a check goes to these, so that in time none is only inferred.
    """
    before = [each for each in standing.history.responses if paused is None or each.sitting != paused.sitting]
    heard = {response.skill for response in before}
    needed = np.flatnonzero(standing.weights * standing.targets)
    unheard = [int(index) for index in needed if standing.skills[index].id not in heard]
    return tuple(sorted(unheard, key=lambda index: -standing.weights[index]))


def _paused(standing: course.Standing, purpose: Purpose, scope: str, length: int) -> Start | None:
    """The unfinished sitting of the same plan, if it was begun within a week."""
    start = course.unfinished(standing.history, purpose, scope, standing.role.id, length)
    return start if start and standing.now - start.at <= RESUMED_FOR else None


def plan_quiz(book: "Workbook", scope: str, length: int) -> Plan:
    """Plan a quiz on the skills of a level, a track or one skill, each weighing the same."""
    standing = book.standing()
    skills = book.catalog.resolve(scope)
    blueprint = _even_blueprint(standing, skills, _length(length))
    return _plan(book, standing, Purpose.QUIZ, scope, list(skills), blueprint)


def _even_blueprint(standing: course.Standing, skills: tuple[str, ...], length: int) -> course.Blueprint:
    asked = tuple(standing.prior.index(skill) for skill in skills)
    weights = np.zeros(len(standing.skills))
    weights[list(asked)] = 1 / len(asked)
    limits = measure.Limits(
        levels=tuple(skill.level for skill in standing.skills),
        must=asked if len(asked) <= length else (),
        length=length,
        per_skill=None,
        scope=asked,
        in_a_row=None if len(asked) == 1 else 3,
        gentle=2 if len(asked) > 1 else 0,
    )
    return course.Blueprint(length, asked, weights, np.zeros(len(weights)), limits, False)


def plan_review(book: "Workbook", length: int) -> Plan | str:
    """Plan a review of missed items that are due again, or say when to come back."""
    standing = book.standing()
    waiting = course.due(standing.history, standing.now)[: _length(length)]
    items = [item for response in waiting if (item := _find(book.catalog, response.item, response.skill))]
    if not items:
        return _nothing_due(standing)
    skills = tuple(dict.fromkeys(item.skill for item in items))
    blueprint = _even_blueprint(standing, skills, len(items))
    return Plan(Purpose.REVIEW, "review", standing.role.id, tuple(items), blueprint, None, standing)


def _find(catalog: Catalog, item: str, skill: str) -> Item | None:
    """An item of the bank, or None if it was retired since it was answered."""
    try:
        return catalog.item(item, skill)
    except UnknownName:
        return None


def _nothing_due(standing: course.Standing) -> str:
    if not standing.history.responses:
        return (
            "Nothing to review yet: answer a check or a quiz first, and what you miss comes back here when it is due."
        )
    waiting = course.schedule(standing.history)
    if not waiting:
        return "Nothing to review: you have missed no item so far."
    days = max(1, round((waiting[0][0] - standing.now).total_seconds() / 86400))
    when = "tomorrow" if days == 1 else f"in {days} days"
    return f"Nothing is due today. The next of {len(waiting)} missed items comes back {when}."


def _plan(
    book: "Workbook",
    standing: course.Standing,
    purpose: Purpose,
    scope: str,
    skills: list[str],
    blueprint: course.Blueprint,
) -> Plan:
    items = tuple(item for skill in skills for item in book.catalog.items(skill))
    if not items:
        raise SkillcheckError(f"There are no items for {scope!r} in this bank yet: try another skill or level.")
    paused = _paused(standing, purpose, scope, blueprint.length)
    return Plan(purpose, scope, standing.role.id, items, blueprint, paused, standing)


def _length(length: object) -> int:
    if isinstance(length, bool) or not isinstance(length, int) or not 1 <= length <= LONGEST:
        raise SkillcheckError(
            f"length is how many items to answer, a whole number from 1 to {LONGEST}; {length!r} is not."
        )
    return length


def open_seat(book: "Workbook", plan: Plan, start: Start) -> Seat:
    """Sit the learner down: a new sitting, or a paused one with its earlier answers replayed."""
    standing, catalog = plan.standing, book.catalog
    items = {item.id: item for item in plan.items}
    earlier = standing.history.of(start.sitting)
    when = start.at if earlier else standing.now
    ability = course.ability(standing.history, standing.prior, when, before=start.sitting)
    seen = frozenset() if plan.purpose == Purpose.REVIEW else course.seen(standing.history, when)
    table = course.Sitting(
        start=start,
        blueprint=plan.blueprint,
        pool=course.make_pool(plan.items, [skill.id for skill in standing.skills], standing.history.lookup),
        ability=ability,
        seen=seen - {response.item for response in earlier},
    )

    def draw(item: str, seed: int):
        return catalog.variant(items[item], seed)

    table = course.resume(table, earlier, draw) if earlier else course.advance(table, draw)
    return Seat(
        table,
        keep=book.keep,
        draw=draw,
        version=fingerprint,
        clock=book._clock,
        summary=lambda sitting: summary(book, sitting),
        offer=lambda sitting: offer(standing, sitting),
    )


def offer(standing: course.Standing, sitting: course.Sitting) -> str:
    """Offer to stop a role check early once few calls are still likely to be wrong."""
    if not sitting.blueprint.by_role or sitting.answered >= sitting.blueprint.length:
        return ""
    error = measure.role_error(sitting.ability, standing.weights, standing.targets, standing.cuts, standing.margin)
    if not measure.stop_advice(error, sitting.answered):
        return ""
    return "More answers would change little now: you may stop here with a good picture, or go on."


def summary(book: "Workbook", sitting: course.Sitting) -> str:
    """Return the result of a sitting in Markdown: how it went, where that leaves the learner, what to open next."""
    lines = [tally(sitting)]
    if not sitting.responses:
        return lines[0]
    if sitting.start.purpose == Purpose.REVIEW:
        missed = [response for response in sitting.responses if not response.right]
        lines.append(
            f"{len(missed)} of them will come back soon, the others later."
            if missed
            else "All of them come back later now."
        )
        return "\n\n".join(lines)
    standing = book.standing(sitting.start.role)
    ready = standing.readiness
    lines.append(
        f"**{standing.role.name}**: your readiness is between {ready.low:.0%} and {ready.high:.0%} (80 % interval). "
        "Which of its targets are met, not met or not settled yet is in `book.gaps()`."
    )
    lines.append(_prediction(standing, sitting))
    lines.append("Next: `book.profile()` shows every skill, `book.projects()` what to build.")
    return "\n\n".join(line for line in lines if line)


def _prediction(standing: course.Standing, sitting: course.Sitting) -> str:
    check_ins = standing.history.check_ins
    if not check_ins or check_ins[-1].predicted is None:
        return ""
    got = sum(response.right for response in sitting.responses) / len(sitting.responses)
    return (
        f"You predicted {check_ins[-1].predicted:.0%} right; it was {got:.0%} "
        "(a check that adapts aims at items that are hard for you)."
    )


# --- check-in ---------------------------------------------------------------------------------------


def make_check_in(
    catalog: Catalog, now: datetime, role: str, ratings: dict[str, int], predicted: float | None, minutes: int | None
) -> CheckIn:
    """Check what a learner said at check-in and return the entry; raises SkillcheckError naming what is off."""
    catalog.role(role)
    for skill, step in ratings.items():
        catalog.skill(skill)
        if isinstance(step, bool) or step not in (1, 2, 3, 4, 5):
            raise SkillcheckError(f"The rating of {skill} is a step from 1 to 5; {step!r} is not.")
    if predicted is not None and not 0 <= predicted <= 1:
        raise SkillcheckError(f"The predicted share lies between 0 and 1 (0.6 is 60 %); {predicted!r} does not.")
    if minutes is not None and not 1 <= minutes <= 600:
        raise SkillcheckError(f"Minutes at hand lie between 1 and 600; {minutes!r} does not.")
    return CheckIn(at=now, role=role, ratings=ratings, predicted=predicted, minutes=minutes)


def check_in_panel(book: "Workbook") -> Any:
    """Return the check-in form over the skills of each role, with what was said last time filled in."""
    from skillcheck.widgets import CheckInPanel

    return CheckInPanel(
        roles=tuple(book.catalog.roles.values()),
        skills=tuple(book.catalog.skills.values()),
        role=book.role.id,
        ratings=course.read(book.store.entries()).ratings,
        submit=book.save_check_in,
    )


def notice(text: str) -> Any:
    """Return a panel that says one thing kindly."""
    from skillcheck.widgets import Notice

    return Notice(text)
