"""Cut scores and the claims made with them."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillcheck.measure.ability import Ability, prior, update
from skillcheck.measure.claims import (
    claim,
    decision_error,
    draws,
    estimates,
    level_result,
    readiness,
    role_error,
    shortfall,
)
from skillcheck.measure.curve import Parameters, parameters
from skillcheck.measure.cuts import MARGIN, cut, depth_of, expected_share, reached, standard_cuts, standard_mix, widen
from skillcheck.model import Kind, Level, Skill

CUTS = standard_cuts()
LEVELS = tuple(Level)


def make_prior(count=6):
    return prior(
        [
            Skill(id=f"skill-{k}", name="", level=LEVELS[k % 3], block="F", can_do="", about="", subtopics=())
            for k in range(count)
        ]
    )


def make_ability(means, sd=0.5):
    means = np.asarray(means, dtype=float)
    return Ability(tuple(f"skill-{k}" for k in range(len(means))), means, sd**2 * np.eye(len(means)))


# --- cuts -----------------------------------------------------------------------------------------


def test_the_standard_cut_by_hand():
    """Half c = .02, half c = .22: .12 + .88 s = .7, s = .659091, logit .659246; over slope 1.123227: .586921."""
    assert standard_cuts() == pytest.approx((-0.413079, 0.586921, 1.586921), abs=1e-6)


def test_at_the_cut_seventy_percent_would_be_right():
    for depth in (1, 2, 3):
        assert expected_share(CUTS[depth - 1], standard_mix(depth)) == pytest.approx(0.70)


def test_the_expected_share_is_the_mean_of_the_items():
    """At theta 0: .5 for b = 0 and c = 0, and .2 + .8 * .5 = .6 with guessing .2."""
    items = [Parameters(1.0, 0.0, 0.0), Parameters(1.0, 0.0, 0.2)]

    assert expected_share(0.0, items) == pytest.approx(0.55)
    assert expected_share(np.zeros((2, 3)), items).shape == (2, 3)


@given(
    st.lists(st.builds(Parameters, st.floats(0.5, 2.5), st.floats(-3, 3), st.floats(0.02, 0.45)), min_size=1),
    st.floats(0.5, 0.9),
)
def test_a_cut_gives_back_its_share(items, share):
    assert expected_share(cut(items, share), items) == pytest.approx(share, abs=1e-6)


@pytest.mark.parametrize("share", [0.0, 0.22, 1.0, 1.5])
def test_a_share_that_no_ability_has_is_an_error(share):
    with pytest.raises(ValueError, match="no ability"):
        cut([parameters(1, Kind.CHOICE, 4)], share)


def test_depths_are_whole_at_the_cuts_and_linear_between():
    assert depth_of(np.array(CUTS), CUTS) == pytest.approx([1, 2, 3])
    assert depth_of(CUTS[0] + 0.25, CUTS) == pytest.approx(1.25)
    assert depth_of(CUTS[0] - 0.25, CUTS) == pytest.approx(0.75)
    assert depth_of(CUTS[1] + 0.25, (0.0, CUTS[1], CUTS[1] + 0.5)) == pytest.approx(2.5)
    assert depth_of(np.array([-9.0, 9.0]), CUTS) == pytest.approx([0, 3])


def test_depths_take_one_row_of_cuts_a_skill():
    rows = np.array([[0.0, 1.0, 2.0], [-1.0, 0.0, 1.0]])

    assert depth_of(np.array([[1.0, 1.0], [0.5, 0.5]]), rows) == pytest.approx(np.array([[2.0, 3.0], [1.5, 2.5]]))


@given(st.floats(-6, 6), st.floats(0, 3))
def test_depth_never_falls_as_ability_rises(theta, more):
    assert 0 <= depth_of(theta, CUTS) <= depth_of(theta + more, CUTS) <= 3


def test_the_chance_to_have_reached_a_depth_by_hand():
    assert reached(1.0, 0.5, 1.0) == pytest.approx(0.5)
    assert reached(1.0, 0.5, 0.5) == pytest.approx(0.841345, abs=1e-6)  # one SD above
    assert reached(np.array([0.0, 1.0]), 1.0, 0.5).shape == (2,)


def test_the_margin_of_the_bank_widens_every_sd():
    assert widen(0.6) == pytest.approx(0.65)  # 6-2.5-6.5 is a Pythagorean triple
    assert widen(0.6, margin=0) == 0.6


# --- claims ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("p", "words"),
    [
        (1.0, "met"),
        (0.8, "met"),
        (0.79, "not settled yet"),
        (0.5, "not settled yet"),
        (0.21, "not settled yet"),
        (0.2, "not met"),
        (0.0, "not met"),
    ],
)
def test_a_claim_is_made_from_eighty_percent(p, words):
    assert claim(p) == words


def test_the_shortfall_by_hand():
    """At the cut: sd phi(0) = .398942 sd; far below it the distance, far above it nothing."""
    assert shortfall(0.0, 0.5, 0.0) == pytest.approx(0.199471, abs=1e-6)
    assert shortfall(-9.0, 0.5, 1.0) == pytest.approx(10.0)
    assert shortfall(9.0, 0.5, 1.0) == pytest.approx(0.0, abs=1e-9)


@given(st.floats(-3, 3), st.floats(0.1, 1.5), st.floats(-2, 2))
def test_the_shortfall_is_the_mean_of_what_is_missing(mean, sd, threshold):
    theta = mean + sd * np.linspace(-8, 8, 4001)
    weight = np.exp(-np.square(np.linspace(-8, 8, 4001)) / 2)
    missing = weight @ np.maximum(0, threshold - theta) / weight.sum()

    assert shortfall(mean, sd, threshold) == pytest.approx(missing, abs=1e-4)


@given(st.floats(-3, 3), st.floats(0.1, 1.3))
def test_an_estimate_is_consistent_with_itself(mean, sd):
    estimate = estimates(make_ability([mean], sd), {}, (), CUTS)["skill-0"]

    assert estimate.sd == pytest.approx(math.hypot(sd, MARGIN))
    assert estimate.low < estimate.mean < estimate.high
    assert estimate.reached[0] >= estimate.reached[1] >= estimate.reached[2]
    assert estimate.shares[0] >= estimate.shares[1] >= estimate.shares[2]
    for low, share, high in zip(estimate.share_low, estimate.shares, estimate.share_high, strict=True):
        assert 0 <= low <= share <= high <= 1


def test_estimates_count_answers_and_ratings_by_skill():
    told = estimates(make_prior(3), {"skill-1": 4}, {"skill-2"}, CUTS)

    assert list(told) == ["skill-0", "skill-1", "skill-2"]
    assert [estimate.answers for estimate in told.values()] == [0, 4, 0]
    assert [estimate.rated for estimate in told.values()] == [False, False, True]


def test_an_estimate_at_the_cut_is_a_coin_toss():
    estimate = estimates(make_ability([CUTS[1]]), {}, (), CUTS)["skill-0"]

    assert estimate.reached[1] == pytest.approx(0.5)
    assert estimate.depth == pytest.approx(2)


def test_a_calibrated_bank_has_no_margin():
    assert estimates(make_ability([0.0], 0.4), {}, (), CUTS, margin=0)["skill-0"].sd == pytest.approx(0.4)


# --- readiness ------------------------------------------------------------------------------------


def test_readiness_of_a_well_known_learner_by_hand():
    """Depths 2 and 1 against targets 2 and 3 with weights .75 and .25: 1 - .25 * 2 / (.75 * 2 + .25 * 3) = .777778."""
    known = make_ability([CUTS[1], CUTS[0]], sd=1e-4)

    told = readiness(known, [0.75, 0.25], [2, 3], CUTS, "a-role", margin=0)

    assert told.value == pytest.approx(1 - 0.5 / 2.25, abs=1e-3)
    assert told.high - told.low < 1e-3
    assert told.role == "a-role"


def test_who_is_far_above_every_target_is_ready_and_settled():
    told = readiness(make_ability([5.0, 5.0]), [0.5, 0.5], [2, 3], CUTS, "a-role")

    assert (told.value, told.low, told.high) == pytest.approx((1, 1, 1))
    assert told.settled == pytest.approx(1)
    assert told.decision_error == pytest.approx(0, abs=1e-6)


def test_settled_and_decision_error_by_hand():
    """One skill at its cut (p = .5), one far above (p = 1), weights .4 and .6; the third has no target."""
    told = readiness(make_ability([CUTS[1], 9.0, 0.0]), [0.4, 0.6, 0.0], [2, 2, 0], CUTS, "a-role")

    assert told.settled == pytest.approx(0.6)
    assert told.decision_error == pytest.approx(0.4 * 0.5)


def test_the_error_of_a_role_is_that_of_its_readiness():
    role = ([0.5, 0.3, 0.2], [2, 3, 0], CUTS)
    ability = make_ability([0.2, 0.9, -1.0])

    asked = [(0.5, 0.2, 2), (0.3, 0.9, 3)]
    sure = [reached(mean, widen(0.5), CUTS[target - 1]) for _, mean, target in asked]
    by_hand = sum(weight * min(p, 1 - p) for (weight, _, _), p in zip(asked, sure, strict=True)) / 0.8

    assert role_error(ability, *role) == pytest.approx(by_hand)
    assert readiness(ability, *role, "a-role").decision_error == pytest.approx(by_hand)


def test_decision_error_is_a_weighted_mean():
    assert decision_error([0.9, 0.3], [3, 1]) == pytest.approx((3 * 0.1 + 0.3) / 4)


def test_a_role_that_asks_nothing_is_met():
    assert readiness(make_prior(2), [0, 0], [0, 0], CUTS, "idle").value == 1.0


def test_readiness_uses_the_covariances():
    alone = make_ability(np.zeros(6), sd=1.0)
    related = Ability(alone.skills, alone.mean, 0.8 + 0.2 * np.eye(6))
    weights, targets = np.full(6, 1 / 6), np.full(6, 2)

    apart = readiness(alone, weights, targets, CUTS, "r")
    together = readiness(related, weights, targets, CUTS, "r")

    assert together.high - together.low > 1.5 * (apart.high - apart.low)


def test_readiness_is_the_same_each_time():
    told = [readiness(make_prior(), np.full(6, 1 / 6), [1, 2, 3, 1, 2, 3], CUTS, "r") for _ in range(2)]

    assert told[0] == told[1]


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), max_size=20))
def test_readiness_is_a_share_inside_its_interval(answers):
    ability = make_prior()
    for index, right in answers:
        ability = update(ability, index, parameters(2, Kind.NUMERIC), right)

    told = readiness(ability, np.full(6, 1 / 6), [1, 2, 3, 1, 2, 3], CUTS, "r")

    assert 0 <= told.low <= told.high <= 1
    assert 0 <= told.value <= 1
    assert 0 <= told.settled <= 1
    assert 0 <= told.decision_error <= 0.5


def test_right_answers_raise_readiness():
    before = make_prior()
    later = update(before, 0, parameters(2, Kind.NUMERIC), True)
    told = [readiness(ability, np.full(6, 1 / 6), [2] * 6, CUTS, "r").value for ability in (before, later)]

    assert told[1] > told[0]


# --- levels and draws -----------------------------------------------------------------------------


def test_a_level_of_well_known_skills_by_hand():
    """Two of three skills are above the first cut."""
    told = level_result(make_ability([5.0, 5.0, -5.0, 5.0], sd=0.1), [0, 1, 2], 1, CUTS)

    assert (told.share, told.low, told.high) == pytest.approx((2 / 3, 2 / 3, 2 / 3))


def test_a_levels_share_is_the_mean_of_its_chances():
    ability = make_prior()
    chances = reached(ability.mean, widen(ability.sd), CUTS[1])

    told = level_result(ability, range(6), 2, CUTS)

    assert told.share == pytest.approx(chances.mean(), abs=0.02)
    assert told.low <= told.share <= told.high


def test_a_level_without_skills_is_an_error():
    with pytest.raises(ValueError, match="at least one skill"):
        level_result(make_prior(), [], 1, CUTS)


def test_draws_are_depths_with_the_margin_and_come_from_the_given_generator():
    ability = make_ability([CUTS[1]] * 2, sd=0.3)
    drawn = draws(ability, 20_000, np.random.default_rng(1), CUTS)
    again = draws(ability, 20_000, np.random.default_rng(1), CUTS)

    assert drawn.shape == (20_000, 2)
    assert np.array_equal(drawn, again)
    assert drawn.mean(axis=0) == pytest.approx([2, 2], abs=0.02)
    assert drawn.std(axis=0) == pytest.approx([widen(0.3)] * 2, abs=0.02)  # a depth is a logit around here
    assert drawn.min() >= 0
    assert drawn.max() <= 3
