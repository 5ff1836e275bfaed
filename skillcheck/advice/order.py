"""What must be learnt before what: prerequisites of the depths one wants, in an order in which each is possible."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from skillcheck.model import Level, Skill, Step

FOOTHOLD = 1  # the depth of its prerequisites that a skill stands on
_LEVELS = tuple(Level)


@dataclass(frozen=True)
class Wanted:
    """A skill to bring from a depth to another; `opens` are the skills that wait for it, none if wanted for itself."""

    skill: Skill
    have: float
    to: int
    opens: tuple[str, ...] = ()

    @property
    def missing(self) -> float:
        """Depths still to go."""
        return max(0.0, self.to - self.have)


def missing(
    targets: Mapping[str, int],
    depths: Mapping[str, float],
    skills: Sequence[Skill],
    urgency: Mapping[str, float] | None = None,
) -> tuple[Wanted, ...]:
    """Return what is still to be learnt for these targets, prerequisites first.

    A prerequisite below depth 1 is wanted too, though no target names it. Of what is possible next, the lower level
    comes first, then the greater `urgency`.
    """
    by_id = {skill.id: skill for skill in skills}
    goals = {skill: depth for skill, depth in targets.items() if depths.get(skill, 0.0) < depth}
    opens: dict[str, set[str]] = {}
    queue = list(goals)
    while queue:
        later = queue.pop()
        for earlier in by_id[later].prerequisites:
            if depths.get(earlier, 0.0) >= FOOTHOLD:
                continue
            opens.setdefault(earlier, set()).add(later)
            if earlier not in goals:
                goals[earlier] = FOOTHOLD
                queue.append(earlier)
    wanted = {
        skill: Wanted(
            by_id[skill], depths.get(skill, 0.0), depth, () if skill in targets else tuple(sorted(opens[skill]))
        )
        for skill, depth in goals.items()
    }
    return tuple(_in_order(wanted, urgency or {}, skills))


def _in_order(wanted: dict[str, Wanted], urgency: Mapping[str, float], skills: Sequence[Skill]) -> list[Wanted]:
    """Return the wanted skills so that none stands before its prerequisites."""
    place = {skill.id: (_LEVELS.index(skill.level), -urgency.get(skill.id, 0.0)) for skill in skills}
    left, done = [skill.id for skill in skills if skill.id in wanted], []
    while left:
        possible = (s for s in left if not set(left) & set(wanted[s].skill.prerequisites))
        chosen = min(possible, key=place.__getitem__)
        left.remove(chosen)
        done.append(wanted[chosen])
    return done


def step(
    wanted: Wanted,
    names: Mapping[str, str],
    reason: str,
    courses: tuple[str, ...] = (),
) -> Step:
    """Return one step of a path; `reason` says what it is for where it opens no other skill."""
    opens = [names[skill] for skill in wanted.opens]
    why = f"{', '.join(opens)} builds on it." if len(opens) == 1 else f"{', '.join(opens)} build on it."
    return Step(skill=wanted.skill.id, to_depth=wanted.to, why=why if opens else reason, courses=courses)
