"""Which parameters an answer is read with: a calibration's where there are any, else the authors'."""

import math
from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from skillcheck.measure.ability import Ability
from skillcheck.measure.cohort import Population, prior_of
from skillcheck.measure.curve import Parameters, parameters
from skillcheck.measure.cuts import MARGIN
from skillcheck.measure.selection import Pool
from skillcheck.model import Item, ItemParameters, ParameterSet, Response, Skill

AUTHORS = "authors' judgement"


def believed(item: Item) -> Parameters:
    """Return the authors' parameters of an item."""
    return parameters(item.depth, item.kind, len(item.options), item.difficulty)


def curve_of(found: ItemParameters) -> Parameters:
    """Return the curve the engine uses for a calibrated item: what is still doubtful of b flattens it, as for authors'.

    a / sqrt(1 + pi (a se)^2 / 8), MacKay (1992).
    """
    slope = found.slope / math.sqrt(1 + math.pi * (found.slope * found.se) ** 2 / 8)
    return Parameters(slope, found.difficulty, found.guessing)


class Lookup:
    """The parameters of items and responses: calibrated ones from a set where there are any, else the authors'."""

    def __init__(self, found: ParameterSet | None = None) -> None:
        self.found = found
        self.population = Population()
        if found:
            self.population = Population(found.shift, found.steepness, found.guessing, found.variances)
        calibrated = [item for item in found.items if item.calibrated] if found else []
        self._by_version = {(item.id, item.fingerprint): curve_of(item) for item in calibrated}
        self._by_id = {item.id: curve_of(item) for item in calibrated}
        # A class is graded against the same skills: their prior is worked out once.
        self._prior: tuple[Sequence[Skill], Ability] | None = None

    def of_item(self, item: Item) -> Parameters:
        """Return an item's parameters; the set must be of this bank's versions, as the catalog checks."""
        return self._by_id.get(item.id) or self._adjusted(believed(item))

    def of_response(self, response: Response) -> Parameters:
        """Return a response's parameters: calibrated ones only for the version that was answered."""
        known = self._by_version.get((response.item, response.version))
        return known or self._adjusted(parameters(response.depth, response.kind, response.options))

    def _adjusted(self, authors: Parameters) -> Parameters:
        if self.found is None:
            return authors
        slope, guessing = self.population.adjust(authors.slope, authors.guessing)
        return Parameters(float(slope), authors.difficulty, float(guessing))

    def calibrated(self, response: Response) -> bool:
        """Whether a response was to an item calibrated in that version."""
        return (response.item, response.version) in self._by_version

    def margin(self, responses: Collection[Response]) -> float:
        """Return the margin of estimates that rest on these responses: 0.25, less as more of them are calibrated.

        Its square is the share of responses that rest on authors' judgement, times 0.25^2.
        """
        if not responses:
            return MARGIN
        calibrated = sum(self.calibrated(response) for response in responses)
        return MARGIN * math.sqrt(1 - calibrated / len(responses))

    def prior(self, skills: Sequence[Skill]) -> Ability:
        """Return what is believed before any answer: the usual means, and the variances that the cohort showed.

        Not the cohort's shift: how good the last learners were says little of the next.
        """
        if self._prior is None or self._prior[0] is not skills:
            self._prior = (skills, prior_of(skills, replace(self.population, shift=0.0)))
        return self._prior[1]

    def calibrate(self, pool: Pool, items: Sequence[Item]) -> Pool:
        """Return the pool of these items with their calibrated parameters."""
        if self.found is None:
            return pool
        slope, difficulty, guessing = np.array([self.of_item(item) for item in items], dtype=float).reshape(-1, 3).T
        return replace(pool, slope=slope, difficulty=difficulty, guessing=guessing)

    def __str__(self) -> str:
        if self.found is None:
            return AUTHORS
        return (
            f"calibration of bank {self.found.bank}, {self.found.as_of}: {len(self._by_id)} of {len(self.found.items)} "
            f"items from {self.found.learners} learners, the others by {AUTHORS}"
        )
