"""Ability: what answers, ratings and time do to the estimate."""

import math
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillcheck.measure.ability import (
    Ability,
    Parameters,
    age,
    evidence,
    optimism,
    parameters,
    prior,
    rate,
    replay,
    update,
)
from skillcheck.measure.curve import guessing, likelihood, probability
from skillcheck.measure.normal import NODES, WEIGHTS, cumulative
from skillcheck.model import AnswerRefused, Kind, Level, Purpose, Response, Skill, UnknownName

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
LEVELS = tuple(Level)


def make_skills(count=12):
    return [
        Skill(
            id=f"skill-{k}",
            name=f"Skill {k}",
            level=LEVELS[k % 3],
            block="FDMLPG"[k // 2 % 6],
            can_do="",
            about="",
            subtopics=(),
        )
        for k in range(count)
    ]


def make_response(day=0.0, **fields):
    plain = {
        "item": "an-item",
        "skill": "skill-0",
        "depth": 2,
        "kind": Kind.CHOICE,
        "version": "1",
        "seed": 1,
        "value": "a",
        "right": True,
        "credit": 1.0,
        "at": NOON + timedelta(days=day),
        "sitting": "s",
        "purpose": Purpose.CHECK,
        "options": 4,
    }
    return Response(**(plain | fields))


def parameters_of(response):
    return parameters(response.depth, response.kind, response.options)


PRIOR = prior(make_skills())

curves = st.builds(
    Parameters, slope=st.floats(0.5, 2.5), difficulty=st.floats(-3, 3), guessing=st.sampled_from([0.02, 0.22, 0.45])
)
answers = st.lists(st.tuples(st.integers(0, 11), curves, st.booleans()), max_size=40)


def after(answers, ability=PRIOR):
    for index, curve, right in answers:
        ability = update(ability, index, curve, right)
    return ability


# --- the curve ------------------------------------------------------------------------------------


def test_at_its_difficulty_an_item_without_guessing_is_a_coin_toss():
    assert probability(0.7, 1.2, 0.7, 0.0) == pytest.approx(0.5)


def test_far_below_its_difficulty_only_guessing_is_left():
    assert probability(-50.0, 1.2, 0.0, 0.22) == pytest.approx(0.22)


@given(st.floats(-30, 30), curves)
def test_right_and_wrong_are_all_there_is(theta, curve):
    assert likelihood(True, theta, curve) + likelihood(False, theta, curve) == pytest.approx(1)


def test_a_wrong_answer_keeps_its_digits_where_a_right_one_is_almost_sure():
    wrong = likelihood(False, 50.0, Parameters(1.0, 0.0, 0.0))

    assert wrong == pytest.approx(math.exp(-50), rel=1e-9)


def test_parameters_of_an_item_without_a_difficulty_by_hand():
    """a = 1.2 / sqrt(1 + pi (1.2 * 0.5)^2 / 8) = 1.2 / sqrt(1.1413717) = 1.123227, at the mean of the depth."""
    assert parameters(3, Kind.CHOICE, 4) == pytest.approx((1.123227, 1.0, 0.22), abs=1e-6)


def test_parameters_of_an_item_with_an_authors_difficulty_by_hand():
    """r = .25 / (.25 + .5625) = .307692; b = -1 + r (0.3 + 1) = -.6; s_b = sqrt(r) .75 = .416025; a = 1.145263."""
    assert parameters(1, Kind.NUMERIC, 0, 0.3) == pytest.approx((1.145263, -0.6, 0.02), abs=1e-6)


@pytest.mark.parametrize(
    ("kind", "options", "chance"),
    [
        (Kind.CHOICE, 2, 0.45),
        (Kind.CHOICE, 3, 0.30),
        (Kind.CHOICE, 4, 0.22),
        (Kind.CHOICE, 5, 0.18),
        (Kind.CHOICE, 6, 0.15),
        (Kind.CHOICE, 0, 0.22),
        (Kind.MULTI, 5, 0.05),
        (Kind.ORDER, 5, 0.02),
        (Kind.NUMERIC, 0, 0.02),
        (Kind.TEXT, 0, 0.02),
        (Kind.CODE, 0, 0.02),
    ],
)
def test_guessing_depends_on_the_kind_and_the_number_of_options(kind, options, chance):
    assert guessing(kind, options) == pytest.approx(chance)


def test_nodes_give_the_moments_of_a_standard_normal():
    moments = [WEIGHTS @ NODES**power for power in range(7)]

    assert moments == pytest.approx([1, 0, 1, 0, 3, 0, 15], abs=1e-9)
    assert cumulative(1.2815515655446004) == pytest.approx(0.9)


# --- the prior ------------------------------------------------------------------------------------


def test_the_prior_shares_variance_within_and_between_blocks():
    assert PRIOR.cov[0, 0] == pytest.approx(1.3)
    assert PRIOR.cov[0, 1] == pytest.approx(0.8)  # the same block
    assert PRIOR.cov[0, 2] == pytest.approx(0.6)


def test_a_newcomer_is_expected_lower_the_more_advanced_the_skill():
    assert PRIOR.mean[0] > PRIOR.mean[1] > PRIOR.mean[2]


def test_an_unknown_skill_is_named_with_the_nearest():
    with pytest.raises(UnknownName, match=r"no skill 'skil-3'\. Did you mean .*skill-3"):
        PRIOR.index("skil-3")


def test_an_ability_cannot_be_changed_in_place():
    with pytest.raises(ValueError, match="read-only"):
        PRIOR.mean[0] = 3.0


# --- one answer -----------------------------------------------------------------------------------


def test_one_answer_by_hand():
    """One skill, N(0, 1), slope 1, no guessing: E[theta | right] = .41323 and var = .82924 by fine integration."""
    theta = np.linspace(-10, 10, 200_001)
    posterior = np.exp(-(theta**2) / 2) / (1 + np.exp(-theta))
    posterior /= posterior.sum()
    mean = posterior @ theta
    alone = Ability(("only",), np.zeros(1), np.eye(1))

    right = update(alone, 0, Parameters(1.0, 0.0, 0.0), True)

    assert right.mean[0] == pytest.approx(mean, abs=1e-4)
    assert right.mean[0] == pytest.approx(0.41323, abs=1e-4)
    assert right.cov[0, 0] == pytest.approx(posterior @ (theta - mean) ** 2, abs=1e-4)


def test_one_answer_moves_the_other_skills_by_their_covariance():
    moved = update(PRIOR, 0, parameters(2, Kind.NUMERIC), True).mean - PRIOR.mean

    assert moved[1] / moved[0] == pytest.approx(0.8 / 1.3)
    assert moved[2] / moved[0] == pytest.approx(0.6 / 1.3)


@given(answers, st.integers(0, 11), curves)
def test_right_never_lowers_and_wrong_never_raises_the_estimate(before, index, curve):
    ability = after(before)

    assert update(ability, index, curve, True).mean[index] >= ability.mean[index] - 1e-9
    assert update(ability, index, curve, False).mean[index] <= ability.mean[index] + 1e-9


@given(answers)
def test_the_covariance_stays_symmetric_and_positive_definite(before):
    cov = after(before).cov

    assert np.array_equal(cov, cov.T)
    assert np.linalg.eigvalsh(cov).min() > 0


@given(answers, st.integers(0, 11), curves)
def test_an_answer_is_expected_to_lower_every_variance(before, index, curve):
    """A surprise may raise a variance (a right answer that was likelier a guess); the average over answers cannot."""
    ability = after(before)
    theta = ability.mean[index] + ability.sd[index] * NODES
    chance = WEIGHTS @ likelihood(True, theta, curve)
    right, wrong = update(ability, index, curve, True), update(ability, index, curve, False)

    expected = chance * np.diagonal(right.cov) + (1 - chance) * np.diagonal(wrong.cov)

    assert (expected <= np.diagonal(ability.cov) + 1e-9).all()


@given(answers, st.integers(0, 11), curves)
def test_a_wrong_answer_never_raises_a_variance(before, index, curve):
    ability = after(before)

    assert (np.diagonal(update(ability, index, curve, False).cov) <= np.diagonal(ability.cov) + 1e-6).all()


@given(answers, st.integers(0, 11), st.floats(0.5, 2.5), st.floats(-3, 3), st.booleans())
def test_without_guessing_no_answer_raises_a_variance(before, index, slope, difficulty, right):
    ability = after(before)
    told = update(ability, index, Parameters(slope, difficulty, 0.0), right)

    assert (np.diagonal(told.cov) <= np.diagonal(ability.cov) + 1e-6).all()


def test_a_lucky_guess_says_less_than_a_typed_answer():
    guessed = update(PRIOR, 0, parameters(2, Kind.CHOICE, 4), True).mean[0]
    typed = update(PRIOR, 0, parameters(2, Kind.NUMERIC), True).mean[0]

    assert typed > guessed > PRIOR.mean[0]


def test_the_order_of_answers_hardly_matters():
    rng = np.random.default_rng(3)
    differences = []
    for _ in range(50):
        story = [
            (int(rng.integers(12)), parameters(int(rng.integers(1, 4)), Kind.CHOICE, 4), bool(rng.random() < 0.6))
            for _ in range(30)
        ]
        differences.append(after(story).mean - after(story[::-1]).mean)

    assert np.sqrt(np.mean(np.square(differences))) < 0.04
    assert np.abs(differences).max() < 0.25


def test_one_update_agrees_with_long_sampling_of_the_same_model():
    """Importance sampling of the exact posterior after 20 answers: means within .1, SDs within .06 of each skill."""
    rng = np.random.default_rng(8)
    ability = prior(make_skills(4))
    story = [(n % 4, parameters(1 + n % 3, Kind.CHOICE, 4), bool(rng.random() < 0.6)) for n in range(20)]
    theta = ability.mean + rng.standard_normal((200_000, 4)) @ np.linalg.cholesky(ability.cov).T
    weight = np.prod([likelihood(right, theta[:, k], curve) for k, curve, right in story], axis=0)
    weight /= weight.sum()
    mean = weight @ theta
    sd = np.sqrt(weight @ (theta - mean) ** 2)

    told = after(story, ability)

    assert told.mean == pytest.approx(mean, abs=0.1)
    assert told.sd == pytest.approx(sd, abs=0.06)


# --- time -----------------------------------------------------------------------------------------


@given(answers, st.floats(0, 3000), st.floats(0, 3000))
def test_time_widens_towards_the_prior_and_keeps_the_mean(before, days, more):
    ability = after(before)
    sooner, later = age(ability, PRIOR, days), age(ability, PRIOR, days + more)
    bound = np.maximum(np.diagonal(ability.cov), np.diagonal(PRIOR.cov))

    assert np.array_equal(later.mean, ability.mean)
    assert (np.diagonal(later.cov) <= bound + 1e-9).all()
    assert (abs(np.diagonal(PRIOR.cov - later.cov)) <= abs(np.diagonal(PRIOR.cov - sooner.cov)) + 1e-9).all()


def test_after_240_days_the_prior_counts_for_the_share_by_hand():
    """rho = 1/e: S = e^-2 S + (1 - e^-2) S0."""
    sure = Ability(PRIOR.skills, PRIOR.mean, 0.1 * np.eye(12))

    aged = age(sure, PRIOR, 240)

    assert aged.cov[0, 0] == pytest.approx(math.exp(-2) * 0.1 + (1 - math.exp(-2)) * 1.3)


def test_ageing_twice_is_ageing_once():
    ability = after([(0, parameters(2, Kind.NUMERIC), True)] * 5)

    assert np.allclose(age(age(ability, PRIOR, 30), PRIOR, 60).cov, age(ability, PRIOR, 90).cov)


@pytest.mark.parametrize("days", [0, -1, -400])
def test_a_clock_set_back_changes_nothing(days):
    assert age(PRIOR, PRIOR, days) is PRIOR


# --- ratings --------------------------------------------------------------------------------------


def test_one_rating_by_hand():
    """One skill N(0, 1.2), rating 5: V = .09 * 1.2 + .64 + 1.44 = 2.188, G = .36 / V, m = 1.35 G, S = 1.2 - .36 G."""
    alone = Ability(("only",), np.zeros(1), np.full((1, 1), 1.2))

    rated = rate(alone, {0: 5})

    assert rated.mean[0] == pytest.approx(0.36 / 2.188 * 1.35)
    assert rated.cov[0, 0] == pytest.approx(1.2 - 0.36**2 / 2.188)


@given(st.dictionaries(st.integers(0, 11), st.integers(1, 4), min_size=1), st.data())
def test_a_higher_rating_raises_that_skill_and_ratings_only_narrow(ratings, data):
    index = data.draw(st.sampled_from(sorted(ratings)))
    rated, higher = rate(PRIOR, ratings), rate(PRIOR, ratings | {index: ratings[index] + 1})

    assert higher.mean[index] > rated.mean[index]
    assert (np.diagonal(rated.cov) <= np.diagonal(PRIOR.cov)).all()
    assert np.linalg.eigvalsh(rated.cov).min() > 0
    assert np.array_equal(rated.cov, rated.cov.T)


def test_overrating_everything_moves_optimism_more_than_ability():
    ratings = dict.fromkeys(range(12), 5)
    mean, _ = optimism(PRIOR, ratings)

    assert mean > 0.5
    assert np.abs(rate(PRIOR, ratings).mean - PRIOR.mean).mean() < mean


def test_optimism_of_one_rating_by_hand():
    """u: mean .64 / V (1.75 - .4), variance .64 - .64^2 / V, with V = 2.188 as above."""
    alone = Ability(("only",), np.zeros(1), np.full((1, 1), 1.2))

    mean, sd = optimism(alone, {0: 5})

    assert mean == pytest.approx(0.64 / 2.188 * 1.35)
    assert sd == pytest.approx(math.sqrt(0.64 - 0.64**2 / 2.188))


def test_the_same_ratings_are_more_optimistic_after_wrong_answers():
    ratings = dict.fromkeys(range(12), 4)
    humbled = after([(k, parameters(1, Kind.NUMERIC), False) for k in range(12)])

    assert optimism(humbled, ratings)[0] > optimism(PRIOR, ratings)[0]


def test_without_ratings_nothing_changes():
    assert rate(PRIOR, {}) is PRIOR
    assert optimism(PRIOR, {}) == (0.0, 0.8)


@pytest.mark.parametrize("rating", [0, 6, -1, 2.5, "3"])
def test_a_rating_off_the_scale_is_refused(rating):
    with pytest.raises(AnswerRefused, match="from 1 to 5"):
        rate(PRIOR, {0: rating})


# --- evidence and replay --------------------------------------------------------------------------


def test_a_review_is_not_evidence():
    assert evidence([make_response(purpose=Purpose.REVIEW)]) == []


def test_an_item_met_again_within_30_days_is_not_evidence():
    log = [make_response(day) for day in (0, 29, 40, 75)]

    # 29 is too soon after 0; 40 is too soon after 29, which refreshed the memory; 75 is 35 days after 40.
    assert [response.at for response in evidence(log)] == [log[0].at, log[3].at]


def test_a_review_refreshes_the_memory_of_an_item():
    log = [make_response(0), make_response(20, purpose=Purpose.REVIEW), make_response(35)]

    assert evidence(log) == log[:1]


def test_evidence_comes_in_order_of_time():
    log = [make_response(day, item=f"item-{day}") for day in (5, 1, 3)]

    assert [response.item for response in evidence(log)] == ["item-1", "item-3", "item-5"]


def test_replay_of_nothing_is_the_start():
    rated = rate(PRIOR, {0: 4})

    assert replay(PRIOR, [], parameters_of) is PRIOR
    assert replay(PRIOR, [], parameters_of, start=rated, until=NOON) is rated


def test_replay_folds_answers_one_by_one():
    log = [make_response(n / 100, item=f"item-{n}", skill=f"skill-{n}", right=n % 2 == 0) for n in range(10)]
    by_hand = after([(n, parameters(2, Kind.CHOICE, 4), n % 2 == 0) for n in range(10)])

    told = replay(PRIOR, reversed(log), parameters_of)

    assert np.array_equal(told.mean, by_hand.mean)
    assert np.array_equal(told.cov, by_hand.cov)


def test_replay_ages_between_occasions_and_until_now():
    log = [make_response(0, item="one"), make_response(60, item="two")]
    curve = parameters(2, Kind.CHOICE, 4)
    by_hand = age(update(age(update(PRIOR, 0, curve, True), PRIOR, 60), 0, curve, True), PRIOR, 30)

    told = replay(PRIOR, log, parameters_of, until=NOON + timedelta(days=90))

    assert np.allclose(told.cov, by_hand.cov)


def test_a_pause_of_hours_is_none():
    log = [make_response(0, item="one"), make_response(0.4, item="two")]
    apart = replay(PRIOR, log, parameters_of, until=NOON + timedelta(days=0.8))
    together = replay(PRIOR, [log[0], make_response(0, item="two")], parameters_of)

    assert np.array_equal(apart.cov, together.cov)


def test_until_before_the_last_answer_changes_nothing():
    log = [make_response(0)]

    assert np.array_equal(
        replay(PRIOR, log, parameters_of, until=NOON - timedelta(days=100)).cov,
        replay(PRIOR, log, parameters_of).cov,
    )


def test_a_skip_counts_as_a_wrong_answer():
    skipped = replay(PRIOR, [make_response(value=None, right=False)], parameters_of)

    assert skipped.mean[0] < PRIOR.mean[0]


def test_answers_of_a_skill_that_is_not_measured_change_nothing():
    assert replay(PRIOR, [make_response(skill="elsewhere")], parameters_of) is PRIOR


def test_ratings_come_before_the_first_answer():
    rated = rate(PRIOR, {0: 5})

    told = replay(PRIOR, [make_response()], parameters_of, start=rated)

    assert told.mean[0] > rated.mean[0] > PRIOR.mean[0]
