"""Calibration: references, speed beside girth, what a cohort improves; `python tests/benchmarks/calibration.py`.

`--peers` installs girth into a throwaway environment first; `--girth PYTHON` names an interpreter that has it.
Learners are simulated: figures say how the arithmetic behaves under stated assumptions, not that a bank is valid.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from skillcheck import measure
from skillcheck.catalog import Catalog, fingerprint
from skillcheck.measure import calibration, cohort, lookup
from skillcheck.measure.cohort import Cohort, Population, prior_of, replay_all
from skillcheck.measure.em import Beliefs
from skillcheck.model import Purpose, Response

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
USUAL = (0.5, 0.2, 0.3)

# Counts of the answer patterns of 1,000 people: Bock & Lieberman (1970), Law School Admission Test, sections 6 and 7.
LSAT6 = (
    "00000:3 00001:6 00010:2 00011:11 00100:1 00101:1 00110:3 00111:4 01000:1 01001:8 01011:16 01101:3 01110:2 "
    "01111:15 10000:10 10001:29 10010:14 10011:81 10100:3 10101:28 10110:15 10111:80 11000:16 11001:56 11010:21 "
    "11011:173 11100:11 11101:61 11110:28 11111:298"
)
LSAT7 = (
    "00000:12 00001:19 00010:1 00011:7 00100:3 00101:19 00110:3 00111:17 01000:10 01001:5 01010:3 01011:7 01100:7 "
    "01101:23 01110:8 01111:28 10000:7 10001:39 10010:11 10011:34 10100:14 10101:51 10110:15 10111:90 11000:6 "
    "11001:25 11010:7 11011:35 11100:18 11101:136 11110:32 11111:308"
)


def patterns(text: str) -> tuple[np.ndarray, np.ndarray]:
    """Return answer patterns (J, 5) and their counts (J,)."""
    pairs = [pair.split(":") for pair in text.split()]
    return np.array([list(map(int, pattern)) for pattern, _ in pairs]), np.array([int(count) for _, count in pairs])


def rmse(error) -> float:
    """Root of the mean square."""
    return float(np.sqrt(np.mean(np.square(error))))


def references() -> Iterator[str]:
    """Our fits of published data, to be read beside R's ltm and mirt."""
    yield "LSAT, 61 nodes on [-6, 6]: log likelihood; slopes; difficulties; SEs of slopes"
    for name, text in (("LSAT6", LSAT6), ("LSAT7", LSAT7)):
        answers, counts = patterns(text)
        for model in ("rasch", "1pl", "2pl"):
            fit = measure.fit_form(answers, model, weights=counts, nodes=61, limit=6.0, tolerance=1e-6)
            figures = "; ".join(
                " ".join(f"{value:8.5f}" for value in values) for values in (fit.slope, fit.difficulty, fit.slope_se)
            )
            yield f"  {name} {model:5} {fit.log_likelihood:12.5f}; {figures}"


# --- one form: speed and error, beside girth --------------------------------------------------------

GIRTH = """
import json, sys, time
import numpy as np
from girth import twopl_mml
answers = np.load(sys.argv[1])
began = time.perf_counter()
found = twopl_mml(answers.T.astype(int))
seconds = time.perf_counter() - began
print(json.dumps([seconds, list(map(float, found["Discrimination"])), list(map(float, found["Difficulty"]))]))
"""


def form(learners: int, items: int, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return answers (J, n) and the true slopes and difficulties of a 2PL form."""
    rng = np.random.default_rng(seed)
    slope, difficulty = np.exp(rng.normal(0.0, 0.3, items)), rng.normal(size=items)
    theta = rng.normal(size=(learners, 1))
    chance = measure.probability(theta, slope, difficulty, 0.0)
    return (rng.random((learners, items)) < chance).astype(float), slope, difficulty


def mild(items: int) -> Beliefs:
    """Beliefs as mild as the spread of slopes and difficulties among forms: log a ~ N(0, 0.5), b ~ N(0, 2)."""
    zero = np.zeros(items)
    return Beliefs(zero, np.full(items, 0.5), zero, np.full(items, 2.0))


def speed(girth: str | None) -> Iterator[str]:
    """Seconds and errors of the 2PL, in one run with girth where there is one."""
    yield "2PL of one form: seconds; RMSE of a / b"
    for learners, items, seeds in ((1000, 100, (1, 2, 3, 4, 5)), (10_000, 300, (1,))):
        ours: dict[str, list[tuple[float, float, float]]] = {"likelihood alone": [], "mild beliefs": []}
        for seed in seeds:
            answers, slope, difficulty = form(learners, items, seed)
            for name, beliefs in (("likelihood alone", None), ("mild beliefs", mild(items))):
                began = time.perf_counter()
                fit = measure.fit_form(answers, beliefs=beliefs)
                seconds = time.perf_counter() - began
                ours[name].append((seconds, rmse(fit.slope - slope), rmse(fit.difficulty - difficulty)))
        for name, runs in ours.items():
            yield f"  {learners} x {items}, {name} ({len(runs)} seeds): {_figures(runs)}"
        if girth and learners == 1000:
            answers, slope, difficulty = form(learners, items, seeds[0])
            seconds, a, b = _run_girth(girth, answers)
            theirs = _figures([(seconds, rmse(a - slope), rmse(b - difficulty))])
            yield f"  {learners} x {items}, girth (seed 1): {theirs}"
            mine = ours["likelihood alone"][0]
            yield f"  same data: {_figures([mine])}; girth takes {seconds / mine[0]:.0f} times as long"


def _figures(runs) -> str:
    seconds, slope, difficulty = np.mean(runs, axis=0)
    return f"{seconds:.3f} s; {slope:.4f} / {difficulty:.4f}"


def _run_girth(python: str, answers: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "answers.npy"
        np.save(file, answers)
        done = subprocess.run([python, "-c", GIRTH, str(file)], check=True, capture_output=True, text=True)
    seconds, slope, difficulty = json.loads(done.stdout)
    return seconds, np.array(slope), np.array(difficulty)


# --- the bank: simulated cohorts on its own items -----------------------------------------------------


@dataclass(frozen=True)
class World:
    """How learners and items really are: variances, mean slope, shift of the learners' mean, factor of guessing."""

    variances: tuple[float, float, float] = USUAL
    slope: float = 1.2
    shift: float = 0.0
    guessing: float = 1.0


class Bank:
    """The bank's own items with true parameters drawn around the authors'."""

    def __init__(self, world: World, seed: int) -> None:
        self.catalog, self.world = Catalog.open(), world
        self.items, self.skills = self.catalog.all_items(), tuple(self.catalog.skills.values())
        self.authored = np.array([lookup.believed(item) for item in self.items]).T
        rng = np.random.default_rng([seed, 1])
        count = len(self.items)
        self.slope = np.exp(rng.normal(np.log(world.slope), 0.3, count))
        self.difficulty = rng.normal(self.authored[1], [calibration.doubt(item) for item in self.items])
        spread = np.where(self.authored[2] > 0.1, 0.05, 0.0)
        self.guessing = np.clip(world.guessing * rng.normal(self.authored[2], spread), 0.01, 0.6)
        places = {skill.id: place for place, skill in enumerate(self.skills)}
        self.skill = np.array([places[item.skill] for item in self.items])

    def learners(self, count: int, seed: int) -> np.ndarray:
        """Return true abilities (N, K)."""
        truth = prior_of(self.skills, Population(self.world.shift, variances=self.world.variances))
        return np.random.default_rng([seed, 2]).multivariate_normal(truth.mean, truth.cov, count)

    def chance(self, theta: np.ndarray, item: np.ndarray) -> np.ndarray:
        """Return the true chance of a right answer to items (N, T)."""
        own = np.take_along_axis(theta, self.skill[item], axis=1)
        return measure.probability(own, self.slope[item], self.difficulty[item], self.guessing[item])

    def answers(self, theta: np.ndarray, length: int, seed: int, form: bool = False) -> tuple[np.ndarray, np.ndarray]:
        """Return items (N, T) and whether they were right, at random for each learner or one form for all."""
        rng = np.random.default_rng([seed, 3])
        chance = rng.random((1 if form else len(theta), len(self.items)))
        item = np.broadcast_to(np.argsort(chance, axis=1)[:, :length], (len(theta), length))
        return item, rng.random(item.shape) < self.chance(theta, item)

    def adaptive(self, theta: np.ndarray, length: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
        """Return items and results of checks that choose each next item as the package does, for all skills alike."""
        pool = measure.Pool.of(self.items, [skill.id for skill in self.skills])
        rng, usual = np.random.default_rng([seed, 4]), measure.prior(self.skills)
        item, right = np.zeros((len(theta), length), dtype=int), np.zeros((len(theta), length), dtype=bool)
        for row in range(len(theta)):
            ability, left = usual, np.ones(len(self.items), dtype=bool)
            for step in range(length):
                reach = measure.reach(ability, np.ones(len(self.skills)))
                place = measure.choose(ability, pool, reach, left, rng)
                left[place] = False
                true = self.chance(theta[row : row + 1], np.array([[place]]))[0, 0]
                item[row, step], right[row, step] = place, rng.random() < true
                known = measure.Parameters(*(float(value) for value in self.authored[:, place]))
                ability = measure.update(ability, int(self.skill[place]), known, bool(right[row, step]))
        return item, right

    def logs(self, item: np.ndarray, right: np.ndarray) -> dict[str, list[Response]]:
        """Return learners' logs as records."""
        marks = [fingerprint(one) for one in self.items]
        return {
            f"learner {row}": [
                self._response(place, marks[place], bool(hit)) for place, hit in zip(item[row], right[row], strict=True)
            ]
            for row in range(len(item))
        }

    def _response(self, place: int, mark: str, right: bool) -> Response:
        one = self.items[place]
        return Response(
            item=one.id,
            skill=one.skill,
            depth=one.depth,
            kind=one.kind,
            version=mark,
            seed=0,
            value="",
            right=right,
            credit=float(right),
            at=NOON,
            sitting="one",
            purpose=Purpose.CHECK,
            options=len(one.options),
        )

    def calibrated(self, item, right, population: Population | None = None) -> measure.Calibration:
        """Return the calibration of this cohort."""
        return measure.calibrate(self.logs(item, right), self.items, self.skills, fingerprint, population)


def told(bank: Bank, found: measure.Lookup, margin: float | None = None) -> str:
    """RMSE and 90 % coverage of new learners' abilities after 30 answers, measured with these parameters."""
    theta = bank.learners(500, seed=777)
    item, right = bank.answers(theta, 30, seed=778)
    slope, difficulty, guessing = np.array([found.of_item(one) for one in bank.items]).T
    answers = Cohort(bank.skill[item], item, right, np.full(len(item), 30))
    known = replay_all(found.prior(bank.skills), answers, slope, difficulty, guessing)
    if margin is None:
        calibrated = {one.id for one in found.found.items if one.calibrated}
        share = np.mean([one.id in calibrated for one in bank.items])
        margin = measure.MARGIN * np.sqrt(1 - share)
    error = np.abs(known.mean - theta)
    covered = (error < 1.645 * np.hypot(np.sqrt(known.variance), margin)).mean()
    return f"{rmse(error):.3f} / {covered:.3f}"


def recalibrating() -> Iterator[str]:
    """What cohorts of several sizes improve on the bank's own items, in matched and in mistaken worlds."""
    yield "The bank's items calibrated; true slopes vary by 30 %, difficulties around the authors' by 0.5"
    yield "  learners (answers an item) | moved b, a | RMSE b before -> after | a | 90 % of b |"
    yield "      shift steepness guessing, variances | new learners, RMSE / 90 %: authors' + margin, calibrated | s"
    worlds = {
        "as assumed": World(),
        "slopes 0.8": World(slope=0.8),
        "skills nearly unrelated": World(variances=(0.2, 0.05, 0.8)),
        "learners better by 0.5": World(shift=0.5),
        "guessing twice as assumed": World(guessing=2.0),
    }
    for name, world in worlds.items():
        yield f"  {name}:"
        bank = Bank(world, seed=1)
        for learners in (30, 100, 300, 1000, 3000) if name == "as assumed" else (300, 3000):
            theta = bank.learners(learners, seed=2)
            yield "    " + _row(bank, *bank.answers(theta, 30, seed=3))
    bank = Bank(World(), seed=1)
    yield "  as assumed, adaptive checks of 30:"
    yield "    " + _row(bank, *bank.adaptive(bank.learners(300, seed=2), 30, seed=3))
    yield "  as assumed, one class form of 20 items:"
    for learners in (30, 60, 200):
        yield "    " + _row(bank, *bank.answers(bank.learners(learners, seed=2), 20, seed=3, form=True))


def _row(bank: Bank, item, right) -> str:
    began = time.perf_counter()
    found = bank.calibrated(item, right)
    seconds = time.perf_counter() - began
    asked = np.array([one.n > 0 for one in found.items])
    moved = np.array([one.calibrated for one in found.items])
    turned = sum(one.n >= calibration.SLOPE_FROM for one in found.items)
    b, se = np.array([(one.difficulty, one.se) for one in found.items]).T
    a = np.array([one.slope for one in found.items])
    before, after = rmse((bank.authored[1] - bank.difficulty)[asked]), rmse((b - bank.difficulty)[asked])
    covered = f"{(np.abs(b - bank.difficulty) < 1.645 * se)[moved].mean():.2f}" if moved.any() else "  - "
    slopes = f"{rmse(1.2 - bank.slope[asked]):.3f} -> {rmse(a[asked] - bank.slope[asked]):.3f}"
    people, records = found.population, found.parameter_set("bank", NOON.date())
    whole = " ".join(f"{value:.2f}" for value in (people.shift, people.steepness, people.guessing, *people.variances))
    return (
        f"{found.learners:5} ({found.answers / asked.sum():5.1f}) | {moved.sum():3} {turned:3} | "
        f"{before:.3f} -> {after:.3f} | {slopes} | {covered} | {whole} | "
        f"{told(bank, measure.Lookup(), measure.MARGIN)}, {told(bank, measure.Lookup(records))} | {seconds:.1f}"
    )


def thresholds() -> Iterator[str]:
    """RMSE of b and a when difficulties and slopes move from other numbers of answers on."""
    yield "Thresholds (answers from which b, and a, move): RMSE of b / of a, 90 % of b; worlds as above"
    usual = calibration.DIFFICULTY_FROM, calibration.SLOPE_FROM
    try:
        for name, world in {"as assumed": World(), "guessing twice as assumed": World(guessing=2.0)}.items():
            for learners in (100, 300, 1000):
                bank, cells = Bank(world, seed=1), []
                item, right = bank.answers(bank.learners(learners, seed=2), 30, seed=3)
                for calibration.DIFFICULTY_FROM, calibration.SLOPE_FROM in ((30, 200), (30, 30), (1, 1)):
                    found = bank.calibrated(item, right)
                    b, a, se = np.array([(one.difficulty, one.slope, one.se) for one in found.items]).T
                    error = b - bank.difficulty
                    covered = (np.abs(error) < 1.645 * se).mean()
                    from_b, from_a = calibration.DIFFICULTY_FROM, calibration.SLOPE_FROM
                    cells.append(f"{from_b}, {from_a}: {rmse(error):.3f} / {rmse(a - bank.slope):.3f}, {covered:.2f}")
                yield f"  {name}, {learners} learners: " + "; ".join(cells)
    finally:
        calibration.DIFFICULTY_FROM, calibration.SLOPE_FROM = usual


def populations() -> Iterator[str]:
    """From which cohort size on estimated variances help new learners, the items taken as authors gave them."""
    yield "Population estimated from a first cohort: RMSE / 90 % of new learners, no margin, mean of 3 cohorts"
    for name, world in {
        "as the default (.6 .2 .4)": World((0.6, 0.2, 0.4)),
        "usual (.5 .2 .3)": World(),
        "nearly unrelated (.2 .05 .8)": World((0.2, 0.05, 0.8)),
        "more related (.7 .15 .15)": World((0.7, 0.15, 0.15)),
        "usual, slopes 0.8": World(slope=0.8),
        "usual, slopes 1.7": World(slope=1.7),
        "usual, guessing twice as assumed": World(guessing=2.0),
    }.items():
        bank = Bank(world, seed=5)
        cells = [f"default {_measured(bank, [Population()])}"]
        for learners in (30, 100, 300, 1000):
            found = [_population(bank, learners, seed) for seed in (11, 12, 13)]
            cells.append(f"{learners}: {_measured(bank, found)}")
        cells.append(f"true {_measured(bank, [Population(0.0, world.slope / 1.2, world.guessing, world.variances)])}")
        yield f"  {name}: " + "; ".join(cells)


def _population(bank: Bank, learners: int, seed: int) -> Population:
    item, right = bank.answers(bank.learners(learners, seed), 30, seed)
    answers = Cohort(bank.skill[item], item, right, np.full(learners, 30))
    return cohort.population_of(answers, bank.skills, *bank.authored)


def _measured(bank: Bank, populations: list[Population]) -> str:
    theta = bank.learners(500, seed=777)
    item, right = bank.answers(theta, 30, seed=778)
    answers = Cohort(bank.skill[item], item, right, np.full(len(item), 30))
    figures = []
    for people in populations:
        start = prior_of(bank.skills, Population(variances=people.variances))
        slope, guessing = people.adjust(bank.authored[0], bank.authored[2])
        known = replay_all(start, answers, slope, bank.authored[1], guessing)
        error = np.abs(known.mean - theta)
        figures.append((rmse(error), (error < 1.645 * np.sqrt(known.variance)).mean()))
    error, covered = np.mean(figures, axis=0)
    return f"{error:.3f} / {covered:.3f}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print one JSON object: section -> lines")
    parser.add_argument("--peers", action="store_true", help="install girth into a throwaway environment")
    parser.add_argument("--girth", help="an interpreter that has girth")
    parser.add_argument("--only", nargs="*", help="sections: references speed recalibrating thresholds populations")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        girth = options.girth or (_install_girth(Path(folder)) if options.peers else None)
        sections = {
            "references": references,
            "speed": lambda: speed(girth),
            "recalibrating": recalibrating,
            "thresholds": thresholds,
            "populations": populations,
        }
        lines = {}
        for name in options.only or sections:
            lines[name] = []
            for line in sections[name]():
                lines[name].append(line)
                if not options.json:
                    print(line, flush=True)
        if options.json:
            print(json.dumps(lines))


def _install_girth(folder: Path) -> str:
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", "girth"], check=True)
    return str(python)


if __name__ == "__main__":
    main()
