"""How the estimate fares when something is not as it assumes, and what other defaults would do: one row a case."""

import accepted
import numpy as np

from skillcheck.measure import Ability, ability, depth_of, reached, readiness, standard_cuts, stop_advice, widen
from skillcheck.measure.accuracy import Figures, exposure, figures
from skillcheck.measure.simulation import Outcome, simulate
from skillcheck.measure.worlds import Assumed, Structure, Truth, prototype

ROLES = ("ml-engineer", "data-scientist", "ai-research-scientist", "mlops-engineer")
SHOWN = ("rmse", "decided", "settled", "settled_right", "bank_right", "stated_error", "actual_error", "total_coverage")


def structures() -> dict[str, Structure]:
    """Return the two structures by name."""
    return {"prototype": prototype(), "ours": accepted.ours()}


def acceptance(learners: int) -> list[dict]:
    """Every acceptance figure of ability and selection."""
    rows = [
        *accepted.one_pass(max(24, learners // 20)),
        *accepted.random_items(learners),
        *accepted.role_check(learners),
        *(row for role in ROLES for row in accepted.our_role_check(role, learners)),
        *(row for name, each in structures().items() for row in accepted.robust(each, name, learners // 2)),
        *(row for name, each in structures().items() for row in accepted.self_ratings(each, name, 2 * learners)),
        *accepted.forecasts(prototype(), "prototype", True, learners),
        *accepted.forecasts(accepted.ours(), "ours", False, learners),
        *accepted.timing(),
        *accepted.importing(),
        *accepted.five_sessions(learners),
    ]
    return [
        {
            "figure": row.number,
            "what": row.what,
            "reached": float(row.reached),
            "required": row.required,
            "holds": bool(row.holds),
        }
        for row in sorted(rows, key=lambda row: row.number)
    ]


def mistakes(learners: int) -> list[dict]:
    """Each misspecification: coverage after 15, 30 and 45 answers, everything else after 30."""
    rows = []
    for name, structure in structures().items():
        for mistake in accepted.MISTAKES:
            at = accepted.mistaken(structure, learners, mistake)
            rows.append({"structure": name, "otherwise": mistake, **_coverages(at), **_shown(at[30])})
    return rows


def own_variance(learners: int) -> list[dict]:
    """The default's own variance of a skill: what .4, .5 and .6 cover and cost."""
    cases = {
        "nothing": Truth(),
        "nearly unrelated": Truth(**accepted.UNRELATED),
        "population SD 1.3": Truth(sd=1.3),
        **accepted.TWO_MISTAKES,
    }
    rows = []
    for name, structure in structures().items():
        for own in (0.4, 0.5, 0.6):
            for case, truth in cases.items():
                outcomes = [
                    simulate(structure, truth, Assumed(own=own), learners=learners // 2, at=(15, 30, 45), seed=seed)
                    for seed in (1, 2)
                ]
                at = {n: Figures(*np.mean([figures(each, n) for each in outcomes], axis=0)) for n in (15, 30, 45)}
                rows.append({"structure": name, "own": own, "otherwise": case, **_coverages(at), **_shown(at[30])})
    return rows


def level_steps(learners: int) -> list[dict]:
    """How much lower an Advanced skill is than an Intermediate one: true against assumed."""
    rows = []
    for true in (-0.3, 0.0, 0.3, 0.6, 1.0):
        for assumed in (0.0, 0.3, 0.6):
            at = {
                n: accepted.mean_figures(accepted.ours(), Truth(step=true), Assumed(step=assumed), n, learners)
                for n in (5, 30)
            }
            rows.append({"true step": true, "assumed": assumed, "rmse at 5": at[5].rmse, **_shown(at[30], "coverage")})
    return rows


def rating_noise(learners: int) -> list[dict]:
    """What self-ratings change in RMSE at 30 answers, by the noise that the estimate assumes in them."""
    learners = max(learners, 1200)  # what ratings change is small beside the chance in 300 learners
    rows, usual = [], ability.RATING_NOISE
    for name, structure in structures().items():
        without = accepted.mean_figures(structure, Truth(), Assumed(), 30, learners)
        for noise in (1.0, 1.2, 1.4):
            ability.RATING_NOISE = noise
            for kind, ratings in accepted.RATERS.items():
                told = accepted.mean_figures(structure, Truth(), Assumed(), 30, learners, ratings=ratings)
                change = {"change in rmse": told.rmse - without.rmse, "coverage": told.coverage}
                rows.append({"structure": name, "noise assumed": noise, "ratings": kind, **change})
    ability.RATING_NOISE = usual
    return rows


def readiness_told(learners: int) -> list[dict]:
    """The readiness that a learner reads after 30 answers: error, and how often its 80 % interval holds the truth."""
    rows = []
    for role in ROLES:
        structure = accepted.ours(role)
        targets = accepted.targets(role)
        outcome = simulate(structure, learners=learners, at=(30,), seed=2)
        cuts, names = standard_cuts(), tuple(map(str, range(len(targets))))
        last = outcome.trail.last
        told = [
            readiness(Ability(names, mean, cov), structure.weights, targets, cuts, role)
            for mean, cov in zip(last.mean, last.cov, strict=True)
        ]
        missing = np.maximum(0, targets - depth_of(outcome.theta, cuts)) @ structure.weights
        true = 1 - missing / (structure.weights @ targets)
        error = np.array([each.value for each in told]) - true
        inside = [each.low <= value <= each.high for each, value in zip(told, true, strict=True)]
        width = np.mean([each.high - each.low for each in told])
        spread = {
            "rmse": float(np.sqrt(np.square(error).mean())),
            "mean width": float(width),
            "SD of truth": true.std(),
        }
        rows.append({"role": role, "bias": float(error.mean()), **spread, "coverage of 80 %": float(np.mean(inside))})
    return rows


def policies(learners: int) -> list[dict]:
    """What is asked: what settles most, that with breadth, all skills alike, or in turn; and how items wear.

    `asked` is the share of the role's weight with a question of its own within 30, `of top ten` that of the ten
    heaviest skills; `shown most`, `bank used` and `overlap` are the exposure of items at 30.
    """
    rows = []
    for name, structure in {"prototype": prototype(), **{role: accepted.ours(role) for role in ROLES}}.items():
        for policy in ("role", "broad", "even", "balanced"):
            outcomes = [
                simulate(structure, learners=learners // 2, at=(15, 30, 45, 60), seed=seed, policy=policy)
                for seed in (1, 2)
            ]
            at = {n: Figures(*np.mean([figures(each, n) for each in outcomes], axis=0)) for n in (15, 30, 45, 60)}
            row = {"structure": name, "policy": policy, **{f"decided {n}": each.decided for n, each in at.items()}}
            row |= {"rmse 30": at[30].rmse, "settled 30": at[30].settled, "reliability 30": at[30].reliability}
            asked, heaviest = np.mean([_asked(each) for each in outcomes], axis=0)
            seen = exposure(outcomes[0], 30)
            row |= {"asked": asked, "of top ten": heaviest}
            rows.append(row | {"shown most": seen.most, "bank used": seen.used, "overlap": seen.overlap})
    return rows


def _asked(outcome: Outcome) -> tuple[float, float]:
    """Return the share of weight asked about within 30 questions, and the share of the ten heaviest skills."""
    skills, weights = outcome.bank.pool.skill[outcome.trail.asked[:, :30]], outcome.structure.weights
    touched = (skills[:, :, None] == np.arange(len(weights))).any(axis=1)
    return float((touched @ weights).mean()), float(touched[:, np.argsort(-weights)[:10]].mean())


def stopping(learners: int) -> list[dict]:
    """Whom stopping is offered in a check of up to 45, when, and how right the calls are there and at 15, 30, 45."""
    rows = []
    for role in ROLES:
        structure = accepted.ours(role, 45)
        outcome = simulate(structure, learners=learners, at=tuple(range(1, 46)), seed=3)
        needed = structure.weights > 0
        weights, cuts = structure.weights[needed], structure.cuts[needed]
        chances = reached(outcome.trail.mean[:, :, needed], widen(outcome.trail.sd[:, :, needed]), cuts)
        error = np.minimum(chances, 1 - chances) @ weights
        right = ((chances >= 0.5) == (outcome.theta[:, needed] >= cuts)) @ weights
        offered = np.array([[stop_advice(each, n + 1) for each in row] for n, row in enumerate(error)])
        first = np.where(offered.any(axis=0), offered.argmax(axis=0), 44)
        there = right[first, np.arange(learners)][offered.any(axis=0)]
        rows.append(
            {"role": role, "offered by 45": offered.any(axis=0).mean(), "answers if taken": (first + 1).mean()}
            | {"decided where taken": there.mean(), "and at 45": right[44][offered.any(axis=0)].mean()}
            | {f"decided {n}, all": right[n - 1].mean() for n in (15, 30, 45)}
        )
    return rows


def _coverages(at: dict[int, Figures]) -> dict:
    return {f"cover {n}": each.coverage for n, each in at.items()}


def _shown(told: Figures, *more: str) -> dict:
    return {name: getattr(told, name) for name in (*SHOWN, *more)}
