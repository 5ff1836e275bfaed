"""The acceptance figures of ability and selection: what was reached, what is required; for tests and the benchmark.

The prototype is 8 blocks of 5 skills with 600 items and a role of 12; ours is the bank and a role as they are.
"""

import math
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from skillcheck.catalog import Catalog
from skillcheck.measure import Ability, Limits, Parameters, Pool, allowed, choose, reach, update
from skillcheck.measure import batch as many
from skillcheck.measure.ability import FORGETTING_DAYS, covariance
from skillcheck.measure.accuracy import Figures, figures, forecast
from skillcheck.measure.batch import Batch
from skillcheck.measure.curve import likelihood
from skillcheck.measure.simulation import Outcome, simulate, sit
from skillcheck.measure.worlds import (
    Assumed,
    Bank,
    Ratings,
    Structure,
    Truth,
    believed,
    draw_bank,
    draw_learners,
    prototype,
    structure_of,
)

MATCHED = Assumed(general=0.5, domain=0.2, own=0.3, margin=0.0)
ALONE = Assumed(general=0.0, domain=0.0, own=1.0, margin=0.0)
UNRELATED = {"general": 0.2, "domain": 0.0, "own": 0.8}
LESS_RELATED = {"general": 0.3, "domain": 0.2, "own": 0.5}

# What may be otherwise than the estimate takes for granted: of learners and items, or in the estimate itself.
MISTAKES: dict[str, tuple[Truth, Assumed]] = {
    "nothing": (Truth(), Assumed()),
    "skills less related (.3/.2/.5)": (Truth(**LESS_RELATED), Assumed()),
    "skills nearly unrelated (.2/0/.8)": (Truth(**UNRELATED), Assumed()),
    "skills more related (.7/.15/.15)": (Truth(general=0.7, domain=0.15, own=0.15), Assumed()),
    "every item easier by .5": (Truth(harder=-0.5), Assumed()),
    "every item easier by .3": (Truth(harder=-0.3), Assumed()),
    "every item harder by .3": (Truth(harder=0.3), Assumed()),
    "every item harder by .5": (Truth(harder=0.5), Assumed()),
    "population mean -.5": (Truth(mean=-0.5), Assumed()),
    "population SD 1.3": (Truth(sd=1.3), Assumed()),
    "slope assumed .8": (Truth(), Assumed(slope=0.8)),
    "slope assumed 1.7": (Truth(), Assumed(slope=1.7)),
    "slopes drawn at .8": (Truth(slope=0.8), Assumed()),
    "guessing twice what is assumed": (Truth(guessing=2.0), Assumed()),
    "tiring, -.02 an item": (Truth(tiring=0.02), Assumed()),
    "slips 2 %": (Truth(slip=0.02), Assumed()),
    "slips 5 %": (Truth(slip=0.05), Assumed()),
    "families of items, SD .5": (Truth(family=0.5), Assumed()),
}
# Two at once, for the choice of the default.
TWO_MISTAKES: dict[str, Truth] = {
    "unrelated, slopes .8": Truth(**UNRELATED, slope=0.8),
    "less related, easier by .5": Truth(**LESS_RELATED, harder=-0.5),
}


class Row(NamedTuple):
    """One figure: what was reached, and between which limits it must lie."""

    number: int
    what: str
    reached: float
    least: float = -math.inf
    most: float = math.inf

    @property
    def holds(self) -> bool:
        """Whether the figure lies within its limits."""
        return self.least <= self.reached <= self.most

    @property
    def required(self) -> str:
        """The limits in words."""
        if self.least == -math.inf:
            return f"<= {self.most:g}"
        return f">= {self.least:g}" if self.most == math.inf else f"{self.least:g} to {self.most:g}"


def ours(role: str = "ml-engineer", length: int = 30) -> Structure:
    """Return the structure of this bank and one of its roles."""
    catalog = Catalog.open()
    return structure_of(list(catalog.skills.values()), catalog.all_items(), catalog.role(role), length)


def targets(role: str) -> np.ndarray:
    """Return the depth that a role asks of each skill (K,), 0 to 3."""
    catalog = Catalog.open()
    asked = {need.skill: need.target for need in catalog.role(role).needs}
    return np.array([asked.get(skill, 0) for skill in catalog.skills])


def everywhere(structure: Structure) -> Structure:
    """Return the same bank with every skill of the same weight, no role and no limits."""
    count = len(structure.blocks)
    return replace(structure, weights=np.full(count, 1 / count))


def mean_figures(structure: Structure, truth: Truth, assumed: Assumed, answers: int, learners: int, **more) -> Figures:
    """Return the mean of the figures over two banks."""
    found = [
        figures(simulate(structure, truth, assumed, learners=learners // 2, at=(answers,), seed=seed, **more), answers)
        for seed in (1, 2)
    ]
    return Figures(*np.mean(found, axis=0))


# --- 1: is one pass good enough? ------------------------------------------------------------------


def one_pass(learners: int = 24, draws: int = 10_000) -> list[Row]:
    """Figure 1: one pass against the exact posterior, by importance sampling from the Gaussian that it gave."""
    outcome = simulate(everywhere(prototype()), Truth(), MATCHED, learners=learners, at=(30,), policy="balanced")
    prior, rng = believed(outcome.structure, MATCHED), np.random.default_rng(5)
    exact = [_posterior(outcome, learner, prior, draws, rng) for learner in range(learners)]
    means, sds, effective = (np.array(part) for part in zip(*exact, strict=True))
    off_mean = np.sqrt(np.square(means - outcome.trail.mean[0]).mean())
    off_sd = np.sqrt(np.square(sds - outcome.trail.sd[0]).mean())
    return [
        Row(1, "one pass against exact sampling: RMS difference of means", off_mean, most=0.05),
        Row(1, "one pass against exact sampling: RMS difference of SDs", off_sd, most=0.03),
        Row(1, "least effective share of the draws", effective.min(), least=0.5),
    ]


def _posterior(outcome: Outcome, learner: int, prior: Ability, draws: int, rng: np.random.Generator) -> tuple:
    """Return exact mean and SD of a learner's abilities (K,), and the effective share of the draws."""
    mean, cov, pool = outcome.trail.mean[0, learner], outcome.trail.last.cov[learner], outcome.bank.pool
    standard = rng.standard_normal((draws, len(mean)))
    theta = mean + standard @ np.linalg.cholesky(cov).T
    apart = np.linalg.solve(np.linalg.cholesky(prior.cov), (theta - prior.mean).T)
    log_weight = (standard**2).sum(axis=1) / 2 - (apart**2).sum(axis=0) / 2
    for item, right in zip(outcome.trail.asked[learner], outcome.trail.right[learner], strict=True):
        curve = Parameters(pool.slope[item], pool.difficulty[item], pool.guessing[item])
        log_weight += np.log(likelihood(bool(right), theta[:, pool.skill[item]], curve))
    weight = np.exp(log_weight - log_weight.max())
    weight /= weight.sum()
    found = weight @ theta
    return found, np.sqrt(weight @ (theta - found) ** 2), 1 / (weight**2).sum() / draws


# --- 2, 3, 4: all skills, random items ------------------------------------------------------------


def random_items(learners: int = 400) -> list[Row]:
    """Figures 2, 3 and 4: skills learning from each other, every skill asked at random."""
    flat = everywhere(prototype())
    at30, at60 = (mean_figures(flat, Truth(), MATCHED, n, learners, policy="balanced") for n in (30, 60))
    alone = mean_figures(flat, Truth(), ALONE, 30, learners, policy="balanced")
    return [
        Row(2, "40 skills, 30 random items: RMSE", at30.rmse, most=0.80),
        Row(2, "40 skills, 30 random items: coverage", at30.coverage, 0.88, 0.92),
        Row(3, "40 skills, 60 random items: RMSE", at60.rmse, most=0.735),
        Row(3, "40 skills, 60 random items: coverage", at60.coverage, 0.88, 0.92),
        Row(4, "RMSE saved against each skill on its own, 30 items", 1 - at30.rmse / alone.rmse, least=0.15),
    ]


# --- 5, 6, 7, 8, 12: a role, adaptively -----------------------------------------------------------


def role_check(learners: int = 600) -> list[Row]:
    """Figures 5 to 8 and 12 on the prototype, with the prior that its learners are drawn from."""
    outcomes = [
        simulate(prototype(seed), Truth(), MATCHED, learners=learners // 2, at=(10, 20, 30, 45, 60), seed=seed)
        for seed in (1, 2)
    ]
    at = {n: Figures(*np.mean([figures(each, n) for each in outcomes], axis=0)) for n in (10, 20, 30, 45, 60)}
    random60 = [
        figures(
            simulate(prototype(s), Truth(), MATCHED, learners=learners // 2, at=(60,), seed=s, policy="balanced"), 60
        )
        for s in (1, 2)
    ]
    off = max(abs(each.stated_error - each.actual_error) for each in at.values())
    return [
        Row(5, "12-skill role, 30 adaptive items: decision accuracy", at[30].decided, least=0.785),
        Row(5, "12-skill role, 30 adaptive items: weighted RMSE", at[30].rmse, most=0.72),
        Row(6, "share settled, 30 items", at[30].settled, least=0.52),
        Row(6, "accuracy of what is settled", at[30].settled_right, least=0.88),
        _no_worse(at[30], random60, 0.005),
        Row(8, "expected against actual decision error, 10-60 items", off, most=0.02),
        Row(12, "role's weighted ability, 30 items: coverage", at[30].total_coverage, 0.87, 0.93),
        Row(12, "role's weighted ability, 30 items: reliability", at[30].reliability, least=0.74),
    ]


def our_role_check(role: str = "ml-engineer", learners: int = 600) -> list[Row]:
    """Figures 5 to 8 and 12 on our bank.

    Thirty answers are spread over 38 to 45 skills instead of 12, so that error, reliability and the lead over random
    items have more room; on the other hand the prior alone decides more of its targets.
    """
    structure = ours(role)
    outcomes = [simulate(structure, Truth(), MATCHED, learners=learners // 2, at=(15, 30, 45), seed=s) for s in (1, 2)]
    at = {n: Figures(*np.mean([figures(each, n) for each in outcomes], axis=0)) for n in (15, 30, 45)}
    random60 = [mean_figures(structure, Truth(), MATCHED, 60, learners, policy="balanced")]
    default = mean_figures(structure, Truth(), Assumed(), 30, learners)
    off = max(abs(each.stated_error - each.actual_error) for each in at.values())
    return [
        Row(5, f"{role}, 30 adaptive items: decision accuracy", default.decided, least=0.785),
        Row(5, f"{role}, 30 adaptive items: weighted RMSE", default.rmse, most=0.76),
        Row(6, f"{role}: share settled, 30 items", default.settled, least=0.52),
        Row(6, f"{role}: accuracy of what is settled", default.settled_right, least=0.88),
        _no_worse(at[30], random60, 0.015, role),
        Row(8, f"{role}: expected against actual decision error, 15-45 items", off, most=0.02),
        Row(8, f"{role}: the same with the default's caution", default.stated_error - default.actual_error, 0.0, 0.04),
        Row(12, f"{role}: weighted ability, 30 items: coverage", at[30].total_coverage, 0.87, 0.93),
        Row(12, f"{role}: weighted ability, 30 items: reliability", at[30].reliability, least=0.72),
    ]


def _no_worse(adaptive: Figures, balanced: list[Figures], tolerance: float, role: str = "12-skill role") -> Row:
    """Figure 7: decision accuracy of 30 adaptive items less that of 60 balanced random ones."""
    gained = adaptive.decided - statistics.mean(each.decided for each in balanced)
    return Row(7, f"{role}: 30 adaptive less 60 balanced random, decision accuracy", gained, least=-tolerance)


# --- 9: where it breaks ---------------------------------------------------------------------------


def mistaken(structure: Structure, learners: int, mistake: str) -> dict[int, Figures]:
    """Return the figures after 15, 30 and 45 answers when something is otherwise than assumed."""
    truth, assumed = MISTAKES[mistake]
    found = []
    for seed in (1, 2):
        outcome = simulate(structure, truth, assumed, learners=learners // 2, at=(15, 30, 45), seed=seed)
        found.append([figures(outcome, n) for n in (15, 30, 45)])
    return {n: Figures(*np.mean([each[i] for each in found], axis=0)) for i, n in enumerate((15, 30, 45))}


def robust(structure: Structure, name: str, learners: int = 150) -> list[Row]:
    """Figure 9: the least coverage of the 90 % interval after 15, 30 and 45 answers, under each mistake."""
    return [
        Row(9, f"{name}, {mistake}", min(f.coverage for f in mistaken(structure, learners, mistake).values()), 0.85)
        for mistake in MISTAKES
    ]


# --- 10: self-ratings -----------------------------------------------------------------------------

RATERS = {
    "typical (r = .42)": Ratings(),
    "weak (r = .22)": Ratings(slope=0.25),
    "useless (r = 0)": Ratings(slope=0.0),
    "over-rate by .8 more": Ratings(offset=0.8),
}


def self_ratings(structure: Structure, name: str, learners: int = 400) -> list[Row]:
    """Figure 10: what typical self-ratings gain and useless ones cost, in RMSE at 30 answers."""
    without = mean_figures(structure, Truth(), Assumed(), 30, learners)
    typical, useless = (
        mean_figures(structure, Truth(), Assumed(), 30, learners, ratings=RATERS[kind])
        for kind in ("typical (r = .42)", "useless (r = 0)")
    )
    return [
        Row(10, f"{name}: typical self-ratings, RMSE gained", without.rmse - typical.rmse, least=0.02),
        Row(10, f"{name}: useless self-ratings, RMSE lost", useless.rmse - without.rmse, most=0.02),
        Row(10, f"{name}: useless self-ratings, coverage", useless.coverage, least=0.85),
    ]


# --- 11: the share correct ------------------------------------------------------------------------


def forecasts(structure: Structure, name: str, own_items: bool, learners: int = 300) -> list[Row]:
    """Figure 11: the share correct of a depth's items, foretold when every item is easier or harder than thought.

    On our bank with all items of the depth: a skill has but two of its own, and their mean is mostly chance.
    """
    rows = []
    for harder in (-0.5, 0.5):
        outcomes = [simulate(structure, Truth(harder=harder), learners=learners // 2, at=(30,), seed=s) for s in (1, 2)]
        found = [forecast(each, 30, own_items) for each in outcomes]
        bias = max(abs(statistics.mean(each[depth].bias for each in found)) for depth in (1, 2, 3))
        coverage = min(statistics.mean(each[depth].coverage for each in found) for depth in (1, 2, 3))
        rows.append(
            Row(11, f"{name}, items {harder:+} harder: share correct, largest bias of a depth", bias, most=0.035)
        )
        rows.append(Row(11, f"{name}, items {harder:+} harder: share correct, least coverage", coverage, 0.83))
    return rows


# --- 16, 17: time ---------------------------------------------------------------------------------


def timing(repeats: int = 30) -> list[Row]:
    """Figure 16: median milliseconds of the next item and of one update."""
    rows = []
    for count, most in ((600, 2.0), (10_000, 15.0)):
        milliseconds = 1000 * statistics.median(_choices(count, repeats))
        rows.append(Row(16, f"next item of {count}, ms", milliseconds, most=most))
    ability, curve = believed(prototype(), Assumed()), Parameters(1.0, 0.0, 0.2)
    seconds = statistics.median(_clocked(lambda: update(ability, 3, curve, True)) for _ in range(10 * repeats))
    return [*rows, Row(16, "one update, ms", 1000 * seconds, most=0.2)]


def large_pool(count: int, seed: int = 1) -> Pool:
    """Return a pool of that many different items over 40 skills."""
    rng = np.random.default_rng(seed)
    return Pool(
        items=tuple(map(str, range(count))),
        skill=rng.integers(0, 40, count),
        slope=rng.uniform(0.8, 1.2, count),
        difficulty=rng.normal(0, 1, count),
        guessing=np.where(rng.random(count) < 0.8, 0.22, 0.02),
        depth=rng.integers(1, 4, count),
        kind=np.zeros(count, dtype=int),
    )


def _choices(count: int, repeats: int) -> list[float]:
    pool, structure, rng = large_pool(count), prototype(), np.random.default_rng(2)
    ability, asked = believed(structure, Assumed()), list(range(0, count, count // 25))

    def choice() -> int:
        reached = reach(ability, structure.weights, structure.cuts)
        return choose(ability, pool, reached, allowed(pool, asked, (), Limits()), rng)

    return [_clocked(choice) for _ in range(repeats)]


def _clocked(action: Callable[[], object]) -> float:
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def importing() -> list[Row]:
    """Figure 17: processor seconds that `import skillcheck.measure` adds to bare Python, and whether scipy comes along.

    Not by the clock, which on a busy machine tells of its other work.
    """
    spent = "import sys, time; print(time.process_time())"
    scipy = "print(sum(name.startswith('scipy') for name in sys.modules))"
    bare = min(float(_python(spent)) for _ in range(3))
    outputs = [_python(f"import skillcheck.measure; {spent}; {scipy}").split() for _ in range(3)]
    return [
        Row(
            17, "import skillcheck.measure, s over bare Python", min(float(one) for one, _ in outputs) - bare, most=0.3
        ),
        Row(17, "modules of scipy that it loads", int(outputs[0][1]), most=0),
    ]


def _python(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout


# --- 18: five sessions ----------------------------------------------------------------------------

DAYS = (0, 30, 120, 150, 330)


def five_sessions(learners: int = 300) -> list[Row]:
    """Figure 18: five sittings of 20 random items over 330 days, mean RMSE of the last four."""
    return [
        Row(18, "five sessions, no change: mean RMSE", _sessions(learners, 0.0), most=0.71),
        Row(18, "five sessions, drift .05 in 30 days: mean RMSE", _sessions(learners, 0.05), most=0.80),
    ]


def _sessions(learners: int, drift: float, seed: int = 1) -> float:
    """Return the mean RMSE; `drift` is the share of the population's variance that abilities walk in 30 days."""
    structure, truth, assumed = prototype(), Truth(), Assumed()
    rng, bank = np.random.default_rng([seed, 1]), _bank(structure, seed)
    root = np.linalg.cholesky(covariance(structure.blocks, truth.general, truth.domain, truth.own))
    theta = draw_learners(structure, truth, learners, rng)
    prior = believed(structure, assumed)
    batch, errors = Batch.of(prior, learners), []
    for before, day in zip((0, *DAYS), DAYS, strict=False):
        pause = day - before
        theta = theta + math.sqrt(drift * pause / 30) * rng.standard_normal(theta.shape) @ root.T
        batch = many.age(batch, prior, math.exp(-2 * pause / FORGETTING_DAYS))
        batch = sit(batch, theta, bank, structure, truth, (20,), rng, "balanced").last
        errors.append(float(np.sqrt((np.square(batch.mean - theta) @ structure.weights).mean())))
    return statistics.mean(errors[1:])


def _bank(structure: Structure, seed: int) -> Bank:
    return draw_bank(structure, Truth(), Assumed(), np.random.default_rng([seed, 0]))
