"""Where a learner stands at a moment: the log, replayed, against the skills and a role."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import numpy as np

from skillcheck import measure
from skillcheck.model import Entry, Estimate, Level, ParameterSet, Readiness, Response, Role, Skill, Start
from skillcheck.sitting import history as log


@dataclass(frozen=True)
class Standing:
    """A learner's record seen from one moment and one role; everything else is derived from it, once.

    `cuts` are the abilities at which depth 1, 2 and 3 are reached.
    """

    skills: tuple[Skill, ...]
    role: Role
    history: log.History
    now: datetime

    @cached_property
    def cuts(self) -> tuple[float, float, float]:
        """The abilities at which the expected share correct on items of depth 1, 2, 3 is 70 %."""
        return measure.standard_cuts()

    @cached_property
    def prior(self) -> measure.Ability:
        """What is believed of a learner who has said and answered nothing."""
        return self.history.lookup.prior(self.skills)

    @property
    def parameters(self) -> str:
        """Which item parameters every estimate here rests on: authors' judgement, or which calibration."""
        return str(self.history.lookup)

    @cached_property
    def margin(self) -> float:
        """What is added to every SD for difficulties that are authors' guesses; 0 when all answers are calibrated."""
        return self.history.lookup.margin(self.evidence)

    @cached_property
    def ability(self) -> measure.Ability:
        """Ability now, from answers and self-ratings."""
        return log.ability(self.history, self.prior, self.now)

    @cached_property
    def answers(self) -> dict[str, int]:
        """How many answers each skill's estimate rests on."""
        return dict(Counter(response.skill for response in self.evidence))

    @cached_property
    def estimates(self) -> dict[str, Estimate]:
        """Each skill's estimate, from answers and self-ratings."""
        return measure.estimates(self.ability, self.answers, tuple(self.history.ratings), self.cuts, self.margin)

    @cached_property
    def tested(self) -> dict[str, Estimate]:
        """Each skill's estimate from answers alone: what self-ratings are compared with."""
        ability = log.ability(self.history, self.prior, self.now, rated=False)
        return measure.estimates(ability, self.answers, (), self.cuts, self.margin)

    @cached_property
    def weights(self) -> np.ndarray:
        """The role's weight of each skill, (K,), sum 1."""
        need = {need.skill: need.weight for need in self.role.needs}
        return np.array([need.get(skill.id, 0.0) for skill in self.skills])

    @cached_property
    def targets(self) -> np.ndarray:
        """The depth that the role asks of each skill, (K,), 0 to 3."""
        need = {need.skill: need.target for need in self.role.needs}
        return np.array([need.get(skill.id, 0) for skill in self.skills])

    @cached_property
    def readiness(self) -> Readiness:
        """How far the role's targets are met, with its interval."""
        return measure.readiness(self.ability, self.weights, self.targets, self.cuts, self.role.id, self.margin)

    @cached_property
    def depths(self) -> dict[str, float]:
        """Each skill's estimated depth, 0 to 3."""
        return {skill: estimate.depth for skill, estimate in self.estimates.items()}

    @cached_property
    def trail(self) -> list[tuple[Start, datetime, measure.Ability, int]]:
        """(start, time, ability, answers) after each finished or paused sitting, oldest first."""
        return log.trail(self.history, self.prior)

    @cached_property
    def evidence(self) -> list[Response]:
        """The responses that count: no reviews, no item again within 30 days."""
        return measure.evidence(self.history.responses)

    def of_level(self, level: Level) -> tuple[Skill, ...]:
        """The skills of a level."""
        return tuple(skill for skill in self.skills if skill.level == level)

    def draws(self, n: int, seed: int = 0) -> np.ndarray:
        """Return n plausible profiles of depths, (n, K), from the posterior."""
        return measure.draws(self.ability, n, np.random.default_rng(seed), self.cuts, self.margin)


def group(standings: Sequence[Standing]) -> measure.Group:
    """Return the abilities of learners of one bank, at each one's moment, from answers and self-ratings."""
    first = standings[0]
    return measure.replay_group(
        first.prior,
        [log.rated_prior(one.history, one.prior) for one in standings],
        [one.evidence for one in standings],
        first.history.lookup.of_response,
        [one.now for one in standings],
        [one.margin for one in standings],
    )


def stand(
    entries: Sequence[Entry],
    skills: Sequence[Skill],
    role: Role,
    now: datetime,
    parameters: ParameterSet | None = None,
) -> Standing:
    """Return where the learner of this log stands, its answers read with a calibration's parameters if there is one."""
    history = log.read(entries, measure.Lookup(parameters) if parameters else log.AUTHORS)
    return Standing(skills=tuple(skills), role=role, history=history, now=now)
