"""Calibrating a bank: a cohort's answers to adaptive checks or to one class form turn authors' guesses into figures."""

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from skillcheck.measure.ability import Ability, evidence
from skillcheck.measure.cohort import Cohort, Population, Replayed, population_of, prior_of, replay_all
from skillcheck.measure.curve import AUTHOR_ERROR, DEPTH_SPREAD, SLOPE
from skillcheck.measure.em import Beliefs, Curves, bends, grid, held, maximise, squarem, tilts
from skillcheck.measure.lookup import believed
from skillcheck.model import DataError, Item, ItemParameters, Kind, ParameterSet, Response, Skill

# A difficulty moves from this many answers on, a slope from this many: below, calibration would be cosmetic.
DIFFICULTY_FROM, SLOPE_FROM = 30, 200
SLOPE_DOUBT = 0.3  # authors' doubt of a slope: log a ~ N(log 1.2, 0.3)

# From this many answers on, errors are widened: guessing is fixed, and abilities are taken as if items were known.
WIDENED_FROM, WIDENED = 50, 1.3

TOLERANCE, MOST_STEPS = 0.01, 60
CHUNK = 20_000  # answers spread over the grid at a time

METHOD = "penalised marginal maximum likelihood (EM), authors' priors on slope and difficulty, guessing fixed"


@dataclass(frozen=True)
class Calibration:
    """What a cohort says of a bank: every item's parameters, the learners as a population, and notes in sentences."""

    items: tuple[ItemParameters, ...]
    population: Population
    learners: int
    answers: int
    steps: int
    settled: bool
    notes: tuple[str, ...] = ()

    def parameter_set(self, bank: str, as_of: date) -> ParameterSet:
        """Return the calibration as the record that a parameter file holds."""
        return ParameterSet(
            version=1,
            bank=bank,
            as_of=as_of,
            learners=self.learners,
            answers=self.answers,
            method=METHOD,
            shift=self.population.shift,
            steepness=self.population.steepness,
            guessing=self.population.guessing,
            variances=self.population.variances,
            items=self.items,
        )


def calibrate(
    responses: Mapping[str, Sequence[Response]],
    items: Sequence[Item],
    skills: Sequence[Skill],
    fingerprint: Callable[[Item], str],
    population: Population | None = None,
) -> Calibration:
    """Calibrate a bank from its learners' logs, whether they answered adaptive checks or one form.

    Args:
        responses: each learner's log; what `evidence` leaves out (reviews, items met lately) is left out here too.
        items: the bank's active items; answers to others, or to another version of one, are left out and noted.
        skills: all skills, in the order of abilities.
        fingerprint: gives an item's version, as responses carry it.
        population: what learners and items are like on the whole; without it, estimated first.

    Items below the thresholds keep the authors' parameters and are not `calibrated`; without any answer all do.
    Raises DataError for an item of a skill that is not there, and for two items of one id.
    """
    places = _places(items, skills)
    cohort, left_out = _cohort(responses, items, places, fingerprint)
    counts = np.bincount(cohort.item[cohort.answered], minlength=len(items))
    start, beliefs = authors(items, counts, Population())
    notes = _notes(left_out, cohort, counts)
    if not len(cohort.lengths):
        return Calibration(_found(items, fingerprint, counts, start, beliefs, None), Population(), 0, 0, 0, True, notes)
    if population is None:
        known, _ = authors(items, np.zeros_like(counts), Population())
        population = population_of(cohort, skills, known.slope, known.difficulty, known.guessing)
    start, beliefs = authors(items, counts, population)
    curves, steps, settled = fit_bank(cohort, prior_of(skills, population), start, beliefs)
    if not settled:
        notes += (f"The fit had not come to rest after {steps} steps: take its figures as rough.",)
    errors = bank_errors(cohort, prior_of(skills, population), curves, beliefs)
    found = _found(items, fingerprint, counts, curves, beliefs, errors)
    return Calibration(found, population, len(cohort.lengths), int(counts.sum()), steps, settled, notes)


# --- the fit ------------------------------------------------------------------------------------


def fit_bank(cohort: Cohort, prior: Ability, start: Curves, beliefs: Beliefs) -> tuple[Curves, int, bool]:
    """Return the bank's curves, the steps taken and whether they came to rest.

    EM whose E-step is the engine itself: each learner's posterior of each skill, a normal, is spread over a grid; an
    item's expected counts are sums over its answers. The objective is the replay's log evidence plus the log prior.
    """
    nodes = grid().nodes

    def step(point: np.ndarray) -> tuple[np.ndarray, float]:
        curves = held(Curves(*np.split(point, 2), start.guessing))
        replayed = replay_all(prior, cohort, curves.slope, curves.difficulty, curves.guessing)
        right, wrong = expected_counts(cohort, replayed, nodes, len(start.guessing))
        after = maximise(right, wrong, nodes, curves, beliefs)
        objective = float(replayed.evidence.sum()) + beliefs.log_density(curves)
        return np.concatenate([after.log_slope, after.difficulty]), objective

    rest = squarem(step, np.concatenate([start.log_slope, start.difficulty]), TOLERANCE, MOST_STEPS)
    return held(Curves(*np.split(rest.point, 2), start.guessing)), rest.steps, rest.settled


def expected_counts(cohort: Cohort, replayed: Replayed, nodes, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Return how many right and wrong answers to each item are expected at each node, (n, Q) each."""
    right, wrong = np.zeros((count, len(nodes))), np.zeros((count, len(nodes)))
    for item, correct, share in _spread(cohort, replayed, nodes):
        firsts = np.flatnonzero(np.diff(item, prepend=-1))
        totals = np.add.reduceat(share, firsts)
        rights = np.add.reduceat(share * correct[:, None], firsts)
        right[item[firsts]] += rights
        wrong[item[firsts]] += totals - rights
    return right, wrong


def _spread(cohort: Cohort, replayed: Replayed, nodes) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Yield (item (R,), right (R,), posterior over the nodes (R, Q)) of the answers by item, some at a time."""
    row, step = np.nonzero(cohort.answered)
    item, skill = cohort.item[row, step], cohort.skill[row, step]
    order = np.argsort(item, kind="stable")
    centre, sd = replayed.mean[row, skill][order], np.sqrt(replayed.variance[row, skill][order])
    item, right = item[order], cohort.right[row, step][order]
    for first in range(0, len(item), CHUNK):
        part = slice(first, first + CHUNK)
        share = np.exp(-0.5 * ((nodes - centre[part, None]) / sd[part, None]) ** 2)
        share /= share.sum(axis=1, keepdims=True)
        yield item[part], right[part], share


def bank_errors(cohort: Cohort, prior: Ability, curves: Curves, beliefs: Beliefs) -> tuple[np.ndarray, np.ndarray]:
    """Return the SEs of log slopes and difficulties, (n,) each, by Louis (1982) for each item by itself.

    Information of the complete data, less what not knowing the abilities loses, plus the beliefs. Values that are
    fixed have the authors' doubt; no error is larger than it.
    """
    nodes, count = grid().nodes, len(curves.guessing)
    replayed = replay_all(prior, cohort, curves.slope, curves.difficulty, curves.guessing)
    z, rise, fall = tilts(curves, nodes)
    right, wrong, means = np.zeros_like(z), np.zeros_like(z), np.zeros((3, count))
    for item, correct, share in _spread(cohort, replayed, nodes):
        np.add.at(right, item, share * correct[:, None])
        np.add.at(wrong, item, share * ~correct[:, None])
        score = share * np.where(correct[:, None], rise[item], fall[item])
        by_slope, by_difficulty = (score * z[item]).sum(axis=1), -curves.slope[item] * score.sum(axis=1)
        for place, product in enumerate((by_slope**2, by_slope * by_difficulty, by_difficulty**2)):
            np.add.at(means[place], item, product)
    square = right * rise**2 + wrong * fall**2
    slope = curves.slope
    lost = np.stack([(square * z**2).sum(axis=1), -slope * (square * z).sum(axis=1), slope**2 * square.sum(axis=1)])
    information = bends(right, wrong, z, rise, fall, slope) - lost + means
    return _item_errors(information, curves, beliefs)


def _item_errors(information: np.ndarray, curves: Curves, beliefs: Beliefs) -> tuple[np.ndarray, np.ndarray]:
    """Return the SEs of (log a, b) from each item's 2 by 2 information, at most the authors' doubt."""
    (slope_precision, _), (precision, _) = beliefs.pulls(curves)
    # An item whose answers say less than nothing of a value, because guesses dominate, leaves it to the belief.
    slopes = np.maximum(information[0], 0) + slope_precision
    difficulties = np.maximum(information[2], 0) + precision
    both = (beliefs.slope_sd > 0) & (beliefs.difficulty_sd > 0)
    cross = np.where(both, information[1], 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        determinant = slopes * difficulties - cross**2
        slope_se, se = np.sqrt(difficulties / determinant), np.sqrt(slopes / determinant)
        slope_se = np.where(both, slope_se, 1 / np.sqrt(slopes))
        se = np.where(both, se, 1 / np.sqrt(difficulties))
    slope_se = np.where(beliefs.slope_sd > 0, np.fmin(slope_se, beliefs.slope_sd), SLOPE_DOUBT)
    return slope_se, np.fmin(se, np.where(beliefs.difficulty_sd > 0, beliefs.difficulty_sd, np.inf))


# --- what authors believed, and what was found ---------------------------------------------------


def doubt(item: Item) -> float:
    """Return the SD of an item's true difficulty around `parameters(...)`: s_L, or sqrt(r) s_A after an author's."""
    if item.difficulty is None:
        return DEPTH_SPREAD
    return math.sqrt(DEPTH_SPREAD**2 / (DEPTH_SPREAD**2 + AUTHOR_ERROR**2)) * AUTHOR_ERROR


def authors(items: Sequence[Item], counts: np.ndarray, population: Population) -> tuple[Curves, Beliefs]:
    """Return the authors' curves and beliefs, all slopes and guessing as the population shows them.

    What has too few answers to move is fixed where the engine has it.
    """
    slope, difficulty, guessing = np.array([believed(item) for item in items], dtype=float).reshape(-1, 3).T
    moves, turns = counts >= DIFFICULTY_FROM, counts >= SLOPE_FROM
    # The engine flattens the curve of an item whose difficulty it does not know; one that moves has its own.
    slope, guessing = population.adjust(np.where(moves, SLOPE, slope), guessing)
    doubts = np.array([doubt(item) for item in items])
    beliefs = Beliefs(
        log_slope=np.log(slope),
        slope_sd=np.where(turns, SLOPE_DOUBT, 0.0),
        difficulty=difficulty,
        difficulty_sd=np.where(moves, doubts, 0.0),
    )
    return Curves(np.log(slope), difficulty, guessing), beliefs


def _found(items, fingerprint, counts, curves: Curves, beliefs: Beliefs, errors) -> tuple[ItemParameters, ...]:
    """Return the record of each item, errors widened from 50 answers on."""
    slope_ses, ses = errors or (np.full(len(items), SLOPE_DOUBT), np.full(len(items), np.inf))
    records = []
    for place, item in enumerate(items):
        n = int(counts[place])
        moved, wider = n >= DIFFICULTY_FROM, WIDENED if n >= WIDENED_FROM else 1.0
        slope = float(curves.slope[place])
        most = doubt(item)
        records.append(
            ItemParameters(
                id=item.id,
                fingerprint=fingerprint(item),
                slope=slope,
                difficulty=float(curves.difficulty[place]),
                guessing=float(curves.guessing[place]),
                se=min(most, wider * float(ses[place])) if moved else most,
                slope_se=slope * min(SLOPE_DOUBT, wider * float(slope_ses[place])),
                n=n,
                calibrated=moved,
            )
        )
    return tuple(records)


# --- the logs -----------------------------------------------------------------------------------


def _places(items: Sequence[Item], skills: Sequence[Skill]) -> dict[str, tuple[int, int]]:
    """Return (place of the skill, place of the item) by item id."""
    order = {skill.id: place for place, skill in enumerate(skills)}
    places: dict[str, tuple[int, int]] = {}
    for place, item in enumerate(items):
        if item.skill not in order:
            raise DataError(f"{item.id}: its skill '{item.skill}' is not among the skills given.")
        if item.id in places:
            raise DataError(f"{item.id}: given twice; each item is calibrated once.")
        places[item.id] = order[item.skill], place
    return places


def _cohort(responses, items, places, fingerprint) -> tuple[Cohort, Counter[str]]:
    """Return the answers that count as arrays, and how many were left out by item: unknown, retired, other version."""
    versions = {item.id: fingerprint(item) for item in items}
    left_out: Counter[str] = Counter()
    logs = []
    for log in responses.values():
        kept = []
        for response in evidence(log):
            if response.kind == Kind.CODE:
                continue
            if versions.get(response.item) == response.version:
                kept.append((*places[response.item], response.right))
            else:
                left_out[response.item] += 1
        logs.append(kept)
    return Cohort.of(logs), left_out


def _notes(left_out: Counter[str], cohort: Cohort, counts: np.ndarray) -> tuple[str, ...]:
    """Return what a reader must know of the data."""
    notes = []
    if left_out:
        names = ", ".join(name for name, _ in left_out.most_common(5))
        notes.append(
            f"{left_out.total()} answers were left out: their items ({names}{', ...' if len(left_out) > 5 else ''}) "
            "are not in this bank, are retired, or were asked in another version."
        )
    if not len(cohort.lengths):
        notes.append("There are no answers to calibrate from: every item keeps its authors' parameters.")
    elif not (moved := int((counts >= DIFFICULTY_FROM).sum())):
        notes.append(
            f"No item has {DIFFICULTY_FROM} answers yet (the most is {counts.max()}): every item keeps its authors' "
            "parameters. A class that answers one fixed form gets there soonest."
        )
    else:
        notes.append(f"{moved} of {len(counts)} items have the {DIFFICULTY_FROM} answers that move a difficulty.")
    return tuple(notes)
