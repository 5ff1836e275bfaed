"""How long the arithmetic takes, alone and beside catsim, an optional install of this benchmark, in the same run."""

import statistics
import time
from collections.abc import Callable

import accepted
import numpy as np

from skillcheck.measure import Ability, Parameters, choose, reach, update
from skillcheck.measure import batch as many
from skillcheck.measure.batch import Batch
from skillcheck.measure.curve import probability
from skillcheck.measure.simulation import simulate
from skillcheck.measure.worlds import Assumed, believed, draw_bank

ROUNDS = 30


def clocked(action: Callable[[], object]) -> float:
    """Milliseconds of one run."""
    began = time.perf_counter()
    action()
    return 1000 * (time.perf_counter() - began)


def replaying(learners: int = 10_000, answers: int = 30) -> list[dict]:
    """Seconds to replay the logs of many learners, and to simulate 300 learners through a whole check."""
    structure = accepted.ours()
    bank = draw_bank(structure, accepted.Truth(), Assumed(), np.random.default_rng(1))
    rng = np.random.default_rng(2)
    asked = rng.integers(0, len(structure.slots), (learners, answers))
    right = rng.random(asked.shape) < 0.6

    def replay() -> None:
        for first in range(0, learners, 200):
            rows = slice(first, first + 200)
            batch = Batch.of(believed(structure, Assumed()), len(asked[rows]))
            for turn in range(answers):
                item = asked[rows, turn]
                curve = (bank.pool.slope[item], bank.pool.difficulty[item], bank.pool.guessing[item])
                batch = many.update(batch, bank.pool.skill[item], *curve, right[rows, turn])

    check = clocked(lambda: simulate(structure, learners=300, at=(30,)))
    return [
        {
            "what": f"{learners} learners x {answers} answers replayed, one core",
            "s": clocked(replay) / 1000,
            "required": 10,
        },
        {"what": "300 learners simulated through a check of 30", "s": check / 1000, "required": None},
    ]


def catsim_side_by_side(learners: int) -> list[dict]:
    """One ability, 20 answers to known items: next item, estimate and RMSE, ours and catsim's, and their ratio."""
    try:
        from catsim.estimation import NumericalSearchEstimator
        from catsim.item_bank import ItemBank
        from catsim.selection import MaxInfoSelector
    except ImportError:
        return [{"what": "catsim is not installed: pip install catsim", "ours": None, "catsim": None, "ratio": None}]
    rows = []
    for count in (600, 10_000):
        pool = accepted.large_pool(count)
        items = np.column_stack([pool.slope, pool.difficulty, pool.guessing, np.ones(count)])
        bank = ItemBank(items)
        peer = _Catsim(bank, MaxInfoSelector(), NumericalSearchEstimator())
        sides = {"ours": _run(_Ours(pool), items, learners), "catsim": _run(peer, items, learners)}
        for what in ("next item, ms", "estimate, ms", "RMSE after 20"):
            ours, theirs = (sides[side][what] for side in ("ours", "catsim"))
            rows.append({"what": f"{count} items: {what}", "ours": ours, "catsim": theirs, "ratio": theirs / ours})
    return rows


class _Ours:
    """One ability N(0, 1); every item is of it; the best item without chance."""

    def __init__(self, pool) -> None:
        self.pool = pool
        object.__setattr__(pool, "skill", np.zeros(len(pool.items), dtype=int))
        self.rng = np.random.default_rng(0)

    def begin(self) -> None:
        self.ability = Ability(("only",), np.zeros(1), np.eye(1))
        self.free = np.ones(len(self.pool.items), dtype=bool)

    def choose(self) -> int:
        return choose(self.ability, self.pool, reach(self.ability, [1.0]), self.free, self.rng, top=1)

    def answer(self, item: int, right: bool) -> None:
        self.free[item] = False
        pool = self.pool
        curve = Parameters(pool.slope[item], pool.difficulty[item], pool.guessing[item])
        self.ability = update(self.ability, 0, curve, right)

    @property
    def estimate(self) -> float:
        return float(self.ability.mean[0])


class _Catsim:
    """Maximum information and maximum likelihood, catsim's defaults."""

    def __init__(self, bank, selector, estimator) -> None:
        self.bank, self.selector, self.estimator = bank, selector, estimator

    def begin(self) -> None:
        self.asked, self.answers, self.estimate = [], [], 0.0

    def choose(self) -> int:
        return int(self.selector.select(item_bank=self.bank, administered_items=self.asked, est_theta=self.estimate))

    def answer(self, item: int, right: bool) -> None:
        self.asked.append(item)
        self.answers.append(right)
        self.estimate = self.estimator.estimate(
            item_bank=self.bank,
            administered_items=self.asked,
            response_vector=self.answers,
            est_theta=self.estimate,
        )


def _run(side, items: np.ndarray, learners: int) -> dict[str, float]:
    """Return medians of milliseconds and the RMSE over the same learners with the same luck."""
    rng = np.random.default_rng(7)
    choosing, answering, errors = [], [], []
    for theta in rng.standard_normal(learners):
        luck = rng.random(20)
        side.begin()
        for chance in luck:
            chosen: list[int] = []
            choosing.append(clocked(lambda chosen=chosen: chosen.append(side.choose())))
            slope, difficulty, guessing, _ = items[chosen[0]]
            right = bool(chance < probability(theta, slope, difficulty, guessing))
            answering.append(clocked(lambda item=chosen[0], right=right: side.answer(item, right)))
        errors.append(side.estimate - theta)
    return {
        "next item, ms": statistics.median(choosing),
        "estimate, ms": statistics.median(answering),
        "RMSE after 20": float(np.sqrt(np.mean(np.square(errors)))),
    }
