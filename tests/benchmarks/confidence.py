"""Does a learner's confidence improve the estimate? Three ways to use it, five kinds of learners.

One who knows an item says "certain" more often than one who guesses: with L the chance to know and c that of luck,
P(right, said | theta) = L p(said | knows) + (1 - L) c p(said | guesses), so a right answer counts as one to an item
with guessing c p(said | guesses) / p(said | knows): that is `lucky`. `rated` takes confidence as one more measurement,
r = theta - b + u + e, with the learner's own optimism u in the state, as self-ratings are taken.
"""

import numpy as np

from skillcheck.measure import batch as many
from skillcheck.measure.accuracy import Figures, figures
from skillcheck.measure.batch import Batch
from skillcheck.measure.curve import logistic
from skillcheck.measure.simulation import Outcome, Trail, moment, next_items
from skillcheck.measure.worlds import Assumed, Structure, Truth, believed, draw_bank, draw_learners

# What learners say (0 guess, 1 fairly sure, 2 certain): a latent sureness, cut at these points.
STEPS = (-0.4, 0.8)
NOISE, OPTIMISM = 1.0, 0.7
# Mean sureness of those who know and of those who do not.
LEARNERS = {
    "informative": (1.0, -1.0),
    "weakly informative": (0.4, -0.4),
    "useless": (0.0, 0.0),
    "always surer": (2.0, 0.5),
    "adversarial": (-1.0, 1.0),
}
WAYS = ("not used", "lucky", "lucky, cautious", "rated")
# p(said | guesses) / p(said | knows) that the estimate assumes, by step.
RATIOS = {"lucky": np.array([3.0, 1.0, 0.3]), "lucky, cautious": np.array([1.5, 1.0, 0.6])}
RATED = np.array([-1.2, 0.2, 1.4])  # the steps as a latent scale
RATED_NOISE, RATED_OPTIMISM = 1.8, 0.8


def table(structure: Structure, learners: int, seeds: tuple[int, ...]) -> list[dict]:
    """Return one row for each kind of learner and way, after 30 answers."""
    rows = []
    for kind in LEARNERS:
        for way in WAYS:
            found = [figures(run(structure, kind, way, learners, seed), 30) for seed in seeds]
            mean = Figures(*np.mean(found, axis=0))
            rows.append({"confidence": kind, "use": way, **mean._asdict()})
    return rows


def run(structure: Structure, kind: str, way: str, learners: int, seed: int, length: int = 30) -> Outcome:
    """Return learners who say how sure they are, with that use made of it."""
    truth, assumed = Truth(), Assumed()
    bank = draw_bank(structure, truth, assumed, np.random.default_rng([seed, 0]))
    theta = draw_learners(structure, truth, learners, np.random.default_rng([seed, 1]))
    nature, rng = np.random.default_rng([seed, 2]), np.random.default_rng([seed, 3])
    optimism = OPTIMISM * nature.standard_normal(learners)
    batch, everyone = Batch.of(believed(structure, assumed), learners), np.arange(learners)
    asked, right = np.zeros((learners, length), dtype=int), np.zeros((learners, length), dtype=bool)
    state = _with_optimism(batch)
    for turn in range(length):
        item = next_items(_skills(state), bank.pool, structure, asked[:, :turn], None, rng, "role")
        skill = bank.pool.skill[item]
        mastery = logistic(bank.slope[item] * (theta[everyone, skill] - bank.difficulty[item]))
        knows = nature.random(learners) < mastery
        asked[:, turn] = item
        right[:, turn] = knows | (nature.random(learners) < bank.guessing[item])
        high, low = LEARNERS[kind]
        sureness = np.where(knows, high, low) + optimism + NOISE * nature.standard_normal(learners)
        said = np.searchsorted(STEPS, sureness)
        guessing = bank.pool.guessing[item]
        if way in RATIOS:
            guessing = np.minimum(guessing * RATIOS[way][said], 0.95)
        state = many.update(state, skill, bank.pool.slope[item], bank.pool.difficulty[item], guessing, right[:, turn])
        if way == "rated":
            state = _rated(state, skill, bank.pool.difficulty[item], RATED[said])
    kept = (part[None] for part in moment(_skills(state), structure.weights))
    return Outcome(structure, truth, assumed, bank, theta, Trail(asked, right, (length,), *kept, _skills(state)))


def _with_optimism(batch: Batch) -> Batch:
    """Return the beliefs with the learner's own optimism as one more entry, independent of all skills so far."""
    learners, count = batch.mean.shape
    cov = np.zeros((learners, count + 1, count + 1))
    cov[:, :count, :count] = batch.cov
    cov[:, count, count] = RATED_OPTIMISM**2
    return Batch(np.column_stack([batch.mean, np.zeros(learners)]), cov)


def _skills(state: Batch) -> Batch:
    """Return the beliefs about the skills alone."""
    return Batch(state.mean[:, :-1], state.cov[:, :-1, :-1])


def _rated(state: Batch, skill: np.ndarray, difficulty: np.ndarray, latent: np.ndarray) -> Batch:
    """Return the beliefs after r = theta_k - b + u + e was heard: Gaussian conditioning on one number a learner."""
    rows = np.arange(len(skill))
    column = state.cov[rows, :, skill] + state.cov[:, :, -1]
    total = column[rows, skill] + column[:, -1] + RATED_NOISE**2
    residual = latent - (state.mean[rows, skill] - difficulty + state.mean[:, -1])
    gain = column / total[:, None]
    return Batch(state.mean + gain * residual[:, None], state.cov - gain[:, :, None] * column[:, None, :])
