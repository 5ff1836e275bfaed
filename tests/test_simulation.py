"""Simulation: many learners at once give the same numbers as one, and worlds are drawn as they are described."""

import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skillcheck import measure
from skillcheck.measure import Ability, Limits, Parameters, age, prior, update
from skillcheck.measure import batch as many
from skillcheck.measure.ability import FORGETTING_DAYS, RATING_LATENT, RATING_NOISE
from skillcheck.measure.accuracy import exposure, figures, forecast
from skillcheck.measure.batch import Batch
from skillcheck.measure.curve import parameters
from skillcheck.measure.cuts import standard_cuts
from skillcheck.measure.simulation import simulate
from skillcheck.measure.worlds import (
    Assumed,
    Ratings,
    Slot,
    Structure,
    Truth,
    believed,
    draw_bank,
    draw_learners,
    draw_ratings,
    prototype,
    structure_of,
)
from skillcheck.model import Item, Kind, Level, Need, Role, Skill

LEVELS = tuple(Level)


def make_structure(skills=9, each=6, **changes):
    """Skills of all levels in three blocks; items of depth 1, 2, 3, choice and numeric in turn."""
    slots = [
        Slot(k, 1 + n % 3, Kind.NUMERIC if n % 2 else Kind.CHOICE, 0 if n % 2 else 4)
        for k in range(skills)
        for n in range(each)
    ]
    whole = Structure(
        levels=tuple(LEVELS[k * 3 // skills] for k in range(skills)),
        blocks=tuple("FDM"[k % 3] for k in range(skills)),
        slots=tuple(slots),
        weights=np.full(skills, 1 / skills),
        cuts=np.array(standard_cuts())[np.arange(skills) % 3],
        limits=Limits(),
    )
    return replace(whole, **changes)


STRUCTURE = make_structure()
BANK = draw_bank(STRUCTURE, Truth(), Assumed(), np.random.default_rng(1))
POOL = BANK.pool


def histories(learners=20, answers=12, seed=3):
    """Beliefs of learners after random answers: as a batch, and one by one; and what they were asked."""
    rng = np.random.default_rng(seed)
    asked = np.array([rng.permutation(len(POOL.items))[:answers] for _ in range(learners)])
    right = rng.random(asked.shape) < 0.5
    start = believed(STRUCTURE, Assumed())
    batch, alone = Batch.of(start, learners), [start] * learners
    for turn in range(answers):
        item = asked[:, turn]
        curve = (POOL.slope[item], POOL.difficulty[item], POOL.guessing[item])
        batch = many.update(batch, POOL.skill[item], *curve, right[:, turn])
        alone = [
            update(one, int(POOL.skill[i]), Parameters(POOL.slope[i], POOL.difficulty[i], POOL.guessing[i]), bool(yes))
            for one, i, yes in zip(alone, item, right[:, turn], strict=True)
        ]
    return batch, alone, asked


BATCH, ALONE, ASKED = histories()


# --- many learners, the same numbers ---------------------------------------------------------------


def test_updates_are_those_of_one_learner():
    assert np.allclose(BATCH.mean, [one.mean for one in ALONE], atol=1e-12)
    assert np.allclose(BATCH.cov, [one.cov for one in ALONE], atol=1e-12)
    assert np.allclose(np.sqrt(BATCH.variance), [one.sd for one in ALONE], atol=1e-12)


def test_ageing_is_that_of_one_learner():
    start = believed(STRUCTURE, Assumed())
    aged = many.age(BATCH, start, np.exp(-2 * 90 / FORGETTING_DAYS))

    assert np.allclose(aged.cov, [age(one, start, 90).cov for one in ALONE], atol=1e-12)


def test_gains_are_those_of_one_learner():
    rows = np.arange(0, len(POOL.items), 2)
    told = many.gain(BATCH, POOL, rows)
    curves = (POOL.skill[rows], POOL.slope[rows], POOL.difficulty[rows], POOL.guessing[rows])

    assert np.allclose(told, [measure.gain(one, *curves) for one in ALONE], atol=1e-12)


@pytest.mark.parametrize(
    ("cuts", "breadth"), [(None, 0.0), (STRUCTURE.cuts, 0.0), (STRUCTURE.cuts, 0.35)], ids=["even", "role", "broad"]
)
def test_reach_is_that_of_one_learner(cuts, breadth):
    weights = np.where(np.arange(9) % 2, STRUCTURE.weights, 0.0)
    told = [measure.reach(one, weights, cuts, breadth) for one in ALONE]

    assert np.allclose(many.reach(BATCH, weights, cuts, breadth), told, atol=1e-12)


def test_breadth_keeps_a_settled_skill_worth_a_question():
    """S = .5 I, W = (1, 1), both far above their cuts: R_k = breadth, against next to nothing without."""
    settled = Ability(("one", "two"), np.array([9.0, 9.0]), 0.5 * np.eye(2))

    assert measure.reach(settled, [1, 1], [0.0, 0.0]) == pytest.approx([0, 0], abs=1e-12)
    assert measure.reach(settled, [1, 1], [0.0, 0.0], 0.35) == pytest.approx([0.35, 0.35])


@settings(deadline=None)
@given(
    st.integers(0, 12),
    st.builds(
        Limits,
        length=st.integers(0, 14),
        scope=st.sampled_from([(), (0, 1, 2), (4,)]),
        must=st.sampled_from([(), (1, 2), (0, 3, 4, 5)]),
        levels=st.sampled_from([(), STRUCTURE.levels]),
        in_a_row=st.sampled_from([None, 1, 2]),
        of_a_kind=st.sampled_from([None, 1, 2]),
        per_skill=st.sampled_from([None, 1, 3]),
        gentle=st.integers(0, 3),
    ),
)
def test_limits_are_those_of_one_learner(answers, limits):
    told = many.allowed(POOL, ASKED[:, :answers], limits)

    assert (told == [measure.allowed(POOL, row[:answers].tolist(), (), limits) for row in ASKED]).all()


def test_the_choice_is_the_best_or_one_of_the_best_five():
    worth = np.random.default_rng(4).random((20, 30))
    everything = np.ones(worth.shape, dtype=bool)
    best = many.choose(worth, everything, np.random.default_rng(1), top=1)
    ranks = [(row > row[chosen]).sum() for row, chosen in zip(worth, _chosen(worth, everything), strict=True)]

    assert (best == worth.argmax(axis=1)).all()
    assert set(ranks) == {0, 1, 2, 3, 4}


def _chosen(worth, mask, seed=2):
    return many.choose(worth, mask, np.random.default_rng(seed))


def test_only_what_is_allowed_is_chosen_even_when_little_is_left():
    worth = np.random.default_rng(4).random((50, 30))
    mask = worth < np.sort(worth, axis=1)[:, [2]]  # the two least worth

    assert mask[np.arange(50), _chosen(worth, mask)].all()
    with pytest.raises(ValueError, match="sitting is over"):
        _chosen(worth, mask & (np.arange(50) > 0)[:, None])


# --- worlds ----------------------------------------------------------------------------------------


def test_what_is_believed_of_a_structure_is_the_products_own_prior():
    plain = {"name": "", "can_do": "", "about": "", "subtopics": ()}
    pairs = zip(STRUCTURE.levels, STRUCTURE.blocks, strict=True)
    skills = [Skill(id=f"{k}", level=level, block=block, **plain) for k, (level, block) in enumerate(pairs)]
    known, told = prior(skills), believed(STRUCTURE, Assumed())

    assert np.allclose(told.mean, known.mean)
    assert np.allclose(told.cov, known.cov)


def test_what_is_believed_of_items_is_the_products_own():
    assert (POOL.slope[1], POOL.difficulty[1], POOL.guessing[1]) == parameters(2, Kind.NUMERIC)


def test_learners_have_the_moments_that_the_truth_names():
    truth = Truth(general=0.3, domain=0.2, own=0.5, mean=-0.5, sd=1.3, step=0.6)
    theta = draw_learners(STRUCTURE, truth, 40_000, np.random.default_rng(1))
    spread = np.cov(theta.T)

    assert theta.mean(axis=0)[[0, 4, 8]] == pytest.approx([0.1, -0.5, -1.1], abs=0.03)
    assert spread[0, 0] == pytest.approx(1.69, abs=0.05)
    assert spread[0, 3] == pytest.approx(1.69 * 0.5, abs=0.05)  # the same block
    assert spread[0, 1] == pytest.approx(1.69 * 0.3, abs=0.05)


def test_items_have_the_moments_that_the_truth_names():
    large = make_structure(each=1000, authored=True)
    truth = Truth(harder=0.3, slope=0.8, guessing=2.0)
    bank = draw_bank(large, truth, Assumed(), np.random.default_rng(1))
    deep, typed = bank.pool.depth == 3, bank.pool.guessing < 0.1

    assert bank.difficulty[deep].mean() == pytest.approx(1.3, abs=0.03)
    assert bank.difficulty[deep].std() == pytest.approx(0.5, abs=0.03)
    assert np.median(bank.slope) == pytest.approx(0.8, abs=0.02)
    assert bank.guessing[typed] == pytest.approx(0.04)
    assert bank.guessing[~typed].mean() == pytest.approx(0.44, abs=0.01)
    # The author's difficulty is shrunk to its depth: r = .25 / (.25 + .5625), SD sqrt(r) .5.
    assert bank.pool.difficulty[deep].std() == pytest.approx(0.5 * np.sqrt(0.25 / 0.8125), abs=0.02)


def test_a_family_is_three_items_of_one_skill():
    sizes = np.bincount(BANK.family)

    assert (sizes == 3).all()
    assert all(len(set(POOL.skill[BANK.family == family])) == 1 for family in range(len(sizes)))


def test_ratings_are_whole_steps_that_follow_ability_and_optimism():
    theta = np.random.default_rng(1).standard_normal((4000, 3))
    told = draw_ratings(theta, Ratings(), np.random.default_rng(2))
    higher = draw_ratings(theta, Ratings(offset=0.8), np.random.default_rng(2))

    assert set(told.ravel().tolist()) == set(RATING_LATENT)
    assert np.corrcoef(told.ravel(), theta.ravel())[0, 1] == pytest.approx(0.41, abs=0.04)
    assert (higher >= told).all()
    assert higher.mean() > told.mean() + 0.5


def test_a_bank_and_a_role_become_a_structure():
    plain = {"name": "", "can_do": "", "about": "", "subtopics": ()}
    skills = [Skill(id=f"s{k}", level=LEVELS[k % 3], block="F", **plain) for k in range(3)]
    item = {"asks": "apply", "stem": "?", "key": 1.0, "source": "https://x.org"}
    items = [
        Item(id=f"i{k}", skill=f"s{k}", depth=2, kind=kind, **item) for k, kind in enumerate((Kind.CODE, Kind.TEXT))
    ]
    needs = (
        Need(skill="s1", use=3, target=2, weight=0.6),
        Need(skill="s2", use=1, target=1, weight=0.2),
        Need(skill="s0", use=1, target=0, weight=0.2),
    )
    told = structure_of(skills, items, Role(id="r", name="", about="", shares={}, needs=needs), length=15)

    assert told.slots == (Slot(1, 2, Kind.TEXT, 0),)  # code exercises stand outside
    assert told.weights == pytest.approx([0, 0.75, 0.25])
    assert told.cuts[1:] == pytest.approx([standard_cuts()[1], standard_cuts()[0]])
    assert told.limits == Limits(length=15, scope=(1, 2), must=(1,), levels=LEVELS)


def test_the_prototype_is_the_documented_one():
    told = prototype()

    assert len(told.slots) == 600
    assert len(set(told.blocks)) == 8
    assert np.count_nonzero(told.weights) == 12
    assert told.weights.sum() == pytest.approx(1)


# --- simulating ------------------------------------------------------------------------------------


@pytest.mark.parametrize("policy", ["role", "broad", "even", "balanced"])
def test_the_same_seed_gives_the_same_learners_however_many_work_on_it(policy):
    runs = [simulate(STRUCTURE, learners=250, at=(5,), seed=4, policy=policy, workers=n) for n in (1, 2)]
    other = simulate(STRUCTURE, learners=250, at=(5,), seed=5, policy=policy)

    assert (runs[0].trail.asked == runs[1].trail.asked).all()
    assert (runs[0].trail.mean == runs[1].trail.mean).all()
    assert not (runs[0].theta == other.theta).all()


@pytest.mark.parametrize("policy", ["role", "broad", "even", "balanced"])
def test_nobody_is_asked_an_item_twice(policy):
    asked = simulate(STRUCTURE, learners=30, at=(40,), policy=policy).trail.asked

    assert all(len(set(row)) == 40 for row in asked.tolist())


def test_balanced_asks_every_skill_in_turn():
    asked = simulate(STRUCTURE, learners=30, at=(9,), policy="balanced").trail.asked

    assert (np.sort(POOL.skill[asked], axis=1) == np.arange(9)).all()


def test_beliefs_are_kept_at_the_moments_asked_for():
    trail = simulate(STRUCTURE, learners=30, at=(3, 8)).trail

    assert trail.mean.shape == (2, 30, 9)
    assert (trail.mean[1] == trail.last.mean).all()
    assert (trail.sd[1].mean() < trail.sd[0].mean()).all()
    assert trail.total_sd[1] == pytest.approx(np.sqrt(trail.last.cov.sum(axis=(1, 2))) / 9)


def test_ratings_are_heard_before_the_first_answer():
    rated = simulate(STRUCTURE, learners=60, at=(1,), ratings=Ratings(slope=2.0, noise=0.1, optimism=0.0))
    silent = simulate(STRUCTURE, learners=60, at=(1,))

    assert figures(rated, 1).rmse < figures(silent, 1).rmse - 0.02
    assert RATING_NOISE > 0


@pytest.mark.parametrize(
    ("truth", "lower"),
    [(Truth(harder=1.0), True), (Truth(harder=-1.0), False), (Truth(slip=0.3), True), (Truth(tiring=0.2), True)],
    ids=["harder", "easier", "slips", "tiring"],
)
def test_what_happens_to_learners_shows_in_their_answers(truth, lower):
    usual, moved = (simulate(STRUCTURE, one, learners=200, at=(20,), policy="balanced") for one in (Truth(), truth))

    assert bool(moved.trail.right.mean() < usual.trail.right.mean()) is lower


def test_items_of_one_family_are_right_or_wrong_together():
    one_skill = make_structure(skills=1, each=6, weights=np.ones(1), cuts=np.zeros(1))
    truth = Truth(general=0.01, domain=0.0, own=0.0, family=3.0, spread=0.0, slope_spread=0.0)
    trail = simulate(one_skill, truth, learners=600, at=(6,), policy="balanced").trail
    right = np.take_along_axis(trail.right, trail.asked.argsort(axis=1), axis=1)
    together = np.corrcoef(right.T)

    assert together[1, 2] > together[1, 4] + 0.2


# --- figures ---------------------------------------------------------------------------------------


def known_outcome():
    """Learners of whom everything is known: the estimate is the truth, with an SD of .1."""
    outcome = simulate(STRUCTURE, learners=50, at=(4,))
    sd = np.full((1, 50, 9), 0.1)
    total = outcome.theta @ STRUCTURE.weights
    trail = replace(outcome.trail, mean=outcome.theta[None], sd=sd, total=total[None], total_sd=np.full((1, 50), 0.1))
    return replace(outcome, trail=trail)


def test_an_estimate_that_is_the_truth_has_perfect_figures():
    told = figures(known_outcome(), 4, margin=0.0)

    assert told.rmse == 0
    assert (told.coverage, told.decided, told.settled_right, told.total_coverage, told.reliability) == (1, 1, 1, 1, 1)
    assert told.actual_error == 0
    assert told.settled > 0.8


def test_an_estimate_that_is_off_by_one_has_the_figures_of_that():
    outcome = known_outcome()
    off = replace(outcome.trail, mean=outcome.trail.mean + 1, total=outcome.trail.total + 1)
    told = figures(replace(outcome, trail=off), 4, margin=0.0)

    assert told.rmse == pytest.approx(1)
    assert told.coverage == told.total_coverage == 0


def test_a_margin_widens_and_settles_less():
    outcome = simulate(STRUCTURE, learners=200, at=(20,))
    narrow, wide = figures(outcome, 20, margin=0.0), figures(outcome, 20, margin=0.5)

    assert wide.coverage > narrow.coverage
    assert wide.settled < narrow.settled
    assert wide.rmse == narrow.rmse


def test_what_is_met_by_the_bank_moves_with_the_bank():
    outcome = known_outcome()
    easier = replace(outcome, truth=Truth(harder=-2.0))

    assert figures(outcome, 4).bank_right == figures(outcome, 4).settled_right
    assert figures(easier, 4).bank_right < figures(easier, 4).settled_right


@pytest.mark.parametrize("own_items", [True, False])
def test_the_share_of_items_as_thought_is_foretold_without_error(own_items):
    outcome = known_outcome()
    certain = replace(outcome.trail, sd=np.zeros((1, 50, 9)))
    as_thought = replace(outcome.bank, slope=POOL.slope, difficulty=POOL.difficulty, guessing=POOL.guessing)
    exact = replace(outcome, trail=certain, bank=as_thought, assumed=Assumed(margin=0.0))

    assert all(abs(each.bias) < 1e-12 for each in forecast(exact, 4, own_items).values())


def test_exposure_by_hand():
    """Two learners of 54 items: both saw item 0, and one each item 1 and item 2: 2 + 1 + 1 of 2 x 2."""
    outcome = simulate(STRUCTURE, learners=2, at=(2,))
    outcome = replace(outcome, trail=replace(outcome.trail, asked=np.array([[0, 1], [2, 0]])))

    assert exposure(outcome, 2) == pytest.approx((1.0, 3 / 54, 0.75))


def test_three_hundred_learners_take_a_check_at_once():
    structure = make_structure(skills=45, each=7)
    began = time.perf_counter()
    simulate(structure, learners=300, at=(30,))

    assert time.perf_counter() - began < 5  # 0.3 s alone; room for a busy machine


def test_a_batch_holds_the_same_belief_for_everyone():
    start = Ability(("only",), np.array([0.5]), np.array([[2.0]]))

    assert Batch.of(start, 3).mean.tolist() == [[0.5]] * 3
    assert Batch.of(start, 3).variance.tolist() == [[2.0]] * 3
