"""Differential item functioning: Mantel-Haenszel, logistic regression, and when neither can say anything."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

from skillcheck.measure.curve import logistic, probability
from skillcheck.measure.dif import (
    common_log_odds,
    ets_class,
    false_discovery,
    logistic_dif,
    mantel_haenszel,
    two_sided,
)
from skillcheck.measure.logistic import COLLINEAR, SEPARATED, Regression, fit_logistic
from skillcheck.measure.responses import NotEnough, Responses
from skillcheck.model import SubmissionError

# Bickel, Hammel and O'Connell (1975), Berkeley admissions of 1973 by department: men admitted and rejected, women
# admitted and rejected.
BERKELEY = [
    (512, 313, 89, 19),
    (353, 207, 17, 8),
    (120, 205, 202, 391),
    (138, 279, 131, 244),
    (53, 138, 94, 299),
    (22, 351, 24, 317),
]


def make_groups(learners=1200, items=20, seed=1, harder=0.0, flatter=1.0, gap=0.0):
    """Return responses, total scores and groups; for the focal group, abler by -gap, item 0 is harder or flatter."""
    rng = np.random.default_rng(seed)
    group = np.arange(learners) % 2
    ability = rng.normal(size=learners) - gap * group
    difficulty = np.tile(np.linspace(-1.5, 1.5, items), (learners, 1))
    difficulty[:, 0] = harder * group
    slope = np.full((learners, items), 1.2)
    slope[:, 0] = np.where(group, 1.2 * flatter, 1.2)
    right = rng.random((learners, items)) < probability(ability[:, None], slope, difficulty, 0.0)
    return Responses.of(right), right.sum(axis=1), group


# --- Mantel-Haenszel ------------------------------------------------------------------------------


def test_the_common_odds_ratio_by_hand():
    """The two tables worked out in the docstring."""
    value, variance = common_log_odds([20, 30], [10, 5], [15, 20], [15, 10])

    assert math.exp(value) == pytest.approx(2.380952, abs=1e-6)
    assert variance == pytest.approx(0.161859, abs=2e-6)


def test_berkeley_admissions_have_the_odds_ratio_and_limits_that_r_prints():
    """R's mantelhaen.test(UCBAdmissions): 0.9046968, 95 % limits 0.7719074 and 1.0603298."""
    value, variance = common_log_odds(*np.transpose(BERKELEY))
    half = 1.959963985 * math.sqrt(variance)

    assert math.exp(value) == pytest.approx(0.9046968, abs=1e-7)
    assert np.exp([value - half, value + half]) == pytest.approx([0.7719074, 1.0603298], abs=2e-7)


tables = st.lists(st.tuples(*[st.integers(1, 50)] * 4), min_size=1, max_size=6)


@settings(max_examples=60)
@given(tables)
def test_exchanging_groups_or_right_and_wrong_turns_the_sign_alone(strata):
    a, b, c, d = np.transpose(strata)
    value, variance = common_log_odds(a, b, c, d)

    assert common_log_odds(c, d, a, b) == pytest.approx((-value, variance))
    assert common_log_odds(b, a, d, c) == pytest.approx((-value, variance))


@settings(max_examples=60)
@given(st.tuples(*[st.integers(1, 50)] * 4), st.integers(1, 5))
def test_one_table_has_its_own_odds_ratio_and_empty_strata_say_nothing(table, empty):
    a, b, c, d = table
    padded = np.array([table] + [(0, 0, 0, 0)] * empty).T
    value, variance = common_log_odds(*padded)

    assert value == pytest.approx(math.log(a * d / (b * c)))
    assert variance == pytest.approx(1 / a + 1 / b + 1 / c + 1 / d)


@pytest.mark.parametrize(
    ("delta", "error", "expected"),
    [
        (0.9, 0.1, "A"),
        (-3.0, 2.0, "A"),
        (1.2, 0.2, "B"),
        (-1.2, 0.2, "B"),
        (1.6, 0.5, "B"),
        (-2.0, 0.3, "C"),
        (1.5, 0.3, "C"),
        (1.49, 0.01, "B"),
    ],
)
def test_ets_classes(delta, error, expected):
    assert ets_class(delta, error) == expected


@pytest.mark.parametrize("find", [mantel_haenszel, logistic_dif])
def test_an_item_harder_for_one_group_is_found_and_the_others_are_not(find):
    """A slope of 1.2 and a difficulty 1 higher lower the log odds by 1.2: delta -2.82."""
    found = find(*make_groups(learners=3000, harder=1.0))

    assert found[0].delta.low < -2.82 < found[0].delta.high
    assert found[0].ets == "C"
    assert sum(each.ets == "C" for each in found[1:]) == 0
    assert (found[0].reference, found[0].focal) == (1500, 1500)


@pytest.mark.parametrize("find", [mantel_haenszel, logistic_dif])
def test_groups_of_unequal_ability_are_no_dif(find):
    found = find(*make_groups(gap=1.0, learners=2000))

    assert abs(np.mean([each.delta.value for each in found])) < 0.15
    assert sum(each.ets != "A" for each in found) <= 1


def test_both_methods_agree():
    responses, total, group = make_groups(harder=0.5)
    by_strata = [each.delta.value for each in mantel_haenszel(responses, total, group)]
    by_regression = [each.delta.value for each in logistic_dif(responses, total, group)]

    assert by_strata == pytest.approx(by_regression, abs=0.25)


def test_the_order_of_rows_does_not_decide_who_is_compared():
    """Totals tie; all learners of one group stand first in the file."""
    responses, total, group = make_groups(400, 8, harder=0.7)
    order = np.argsort(group, kind="stable")
    matrix = responses.right.reshape(400, 8)
    sorted_found = mantel_haenszel(Responses.of(matrix[order]), total[order], group[order])

    assert sorted_found == mantel_haenszel(responses, total, group)


def test_each_total_may_be_a_stratum_and_one_stratum_compares_all():
    responses, total, group = make_groups(400, 8, gap=1.0)
    right = responses.right.reshape(400, 8)[:, 3]
    crude = [(right & (group == 0)).sum(), (~right & (group == 0)).sum()]
    crude += [(right & (group == 1)).sum(), (~right & (group == 1)).sum()]
    found = mantel_haenszel(responses, total, group, strata=1)[3]
    by_total = mantel_haenszel(responses, total, group, strata=None)[3]

    assert found.delta.value == pytest.approx(-2.35 * common_log_odds(*np.array(crude)[:, None])[0])
    assert by_total.delta.value > found.delta.value + 0.5


def test_small_groups_are_not_compared():
    responses, total, group = make_groups(260, 3)
    group = np.where(np.arange(260) < 62, group, 0)
    reason = NotEnough("229 and 31 answers in the groups, 100 needed in each")

    assert mantel_haenszel(responses, total, group)[0].ets == reason
    assert logistic_dif(responses, total, group)[0].slope == reason


def test_learners_of_no_group_are_left_out():
    responses, total, group = make_groups(800, 4, harder=1.0)
    outside = np.where(np.arange(800) >= 600, -1, group)
    alone = Responses.of(responses.right.reshape(800, 4)[:600])

    assert mantel_haenszel(responses, total, outside) == mantel_haenszel(alone, total[:600], group[:600])


@pytest.mark.parametrize("find", [mantel_haenszel, logistic_dif])
def test_an_item_all_right_or_all_wrong_says_why_there_is_no_figure(find):
    responses, total, group = make_groups(400, 5)
    right = np.where(responses.item == 2, True, np.where(responses.item == 3, False, responses.right))
    found = find(Responses(responses.learner, responses.item, right, 400, 5), total, group)

    assert isinstance(found[2].delta, NotEnough)
    assert isinstance(found[3].ets, NotEnough)
    assert isinstance(found[4].ets, str)


@pytest.mark.parametrize("find", [mantel_haenszel, logistic_dif])
def test_no_responses_at_all(find):
    empty = Responses([], [], [], 0, 2)

    assert [each.delta for each in find(empty, [], [])] == [
        NotEnough("0 and 0 answers in the groups, 100 needed in each")
    ] * 2


@pytest.mark.parametrize(
    ("ability", "group"),
    [([0, math.nan], [0, 1]), ([0, 1], [0, 2]), ([0], [0, 1]), ([0, 1], [0, math.nan])],
)
def test_abilities_and_groups_that_cannot_be_are_refused(ability, group):
    with pytest.raises(SubmissionError):
        mantel_haenszel(Responses.of([[1], [0]]), ability, group)
    with pytest.raises(SubmissionError, match="stratum"):
        mantel_haenszel(Responses.of([[1], [0]]), [0, 1], [0, 1], strata=0)


# --- logistic regression --------------------------------------------------------------------------


def test_the_fit_is_scikit_learns_without_penalty():
    rng = np.random.default_rng(0)
    design = np.column_stack([np.ones(500), 100 + 30 * rng.normal(size=500), rng.integers(0, 2, 500)])
    right = rng.random(500) < 1 / (1 + np.exp(-(design @ [-4.0, 0.04, 0.5])))
    peer = LogisticRegression(C=np.inf, fit_intercept=False, tol=1e-12, max_iter=10_000, solver="newton-cholesky")
    peer.fit(design, right)
    found = fit_logistic(design, right)

    assert found.coefficients == pytest.approx(peer.coef_[0], rel=1e-5)


def test_two_groups_have_their_log_odds_and_its_textbook_error():
    """Right 30 of 40 and 20 of 60: log odds ln 3 and ln .5; variance of the difference 1/30 + 1/10 + 1/20 + 1/40."""
    group = np.repeat([0, 1], [40, 60])
    right = np.concatenate([np.arange(40) < 30, np.arange(60) < 20])
    found = fit_logistic(np.column_stack([np.ones(100), group]), right)

    assert found.coefficients == pytest.approx([math.log(3), math.log(0.5) - math.log(3)])
    assert found.errors[1] == pytest.approx(math.sqrt(1 / 30 + 1 / 10 + 1 / 20 + 1 / 40))
    assert found.log_likelihood == pytest.approx(
        30 * math.log(0.75) + 10 * math.log(0.25) + 20 * math.log(1 / 3) + 40 * math.log(2 / 3)
    )


def test_steps_that_would_overshoot_are_halved():
    """On these, found by search, Newton's whole steps run off to a million."""
    design = np.array(
        [
            [1, 19, 7, -1, -72, 245, 0, -6, -108, 10, 3, -78, 0, -8],
            [-1, 0, -3, 22, 0, -1, 1, 6, -3, 0, -7, -44, 96, 3],
            [2, 18, 7, -1, -70, 246, 0, -8, -110, 11, 5, -76, -2, -11],
        ],
        dtype=float,
    ).T
    right = np.array([0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 0])
    found = fit_logistic(design, right)

    assert np.abs(design.T @ (right - logistic(design @ found.coefficients))).max() < 1e-6


x = np.linspace(-1, 1, 100)


@pytest.mark.parametrize(
    ("columns", "right", "answer"),
    [
        ([np.ones(100), x], x > 0.3, SEPARATED),
        ([np.ones(100), x], np.ones(100), SEPARATED),
        ([np.ones(100), x > 0.5], np.where(x > 0.5, 1, np.arange(100) % 2), SEPARATED),
        ([np.ones(100), x, 2 * x + 1], np.arange(100) % 2, COLLINEAR),
        ([np.ones(100), np.zeros(100)], np.arange(100) % 2, COLLINEAR),
        ([np.ones(1), np.ones(1)], np.ones(1), COLLINEAR),
        ([np.ones(0), np.ones(0)], np.ones(0), COLLINEAR),
    ],
)
def test_where_no_maximum_exists_the_fit_says_so(columns, right, answer):
    assert fit_logistic(np.column_stack(columns).astype(float), np.asarray(right, dtype=float)) == answer


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(3, 60), st.floats(0, 6))
def test_a_fit_has_no_gradient_left_or_is_separated(seed, count, steepness):
    """Separation of one column is exact: everybody right above everybody wrong, or the reverse."""
    rng = np.random.default_rng(seed)
    ability = rng.normal(size=count)
    right = rng.random(count) < 1 / (1 + np.exp(-steepness * ability))
    design = np.column_stack([np.ones(count), ability])
    found = fit_logistic(design, right.astype(float))
    above, below = ability[right], ability[~right]
    overlaps = len(above) and len(below) and above.min() < below.max() and below.min() < above.max()

    assert isinstance(found, Regression) == bool(overlaps)
    if overlaps:
        chance = 1 / (1 + np.exp(-(design @ found.coefficients)))
        assert np.abs(design.T @ (right - chance)).max() < 1e-6


def test_a_difference_in_slope_is_found_as_such():
    found = logistic_dif(*make_groups(flatter=0.2, learners=2000))

    assert found[0].p_slope < 1e-4
    assert found[0].slope.high < 0
    assert np.mean([each.p_slope < 0.05 for each in found[1:]]) <= 0.2


def test_the_likelihood_ratio_agrees_with_the_estimate_over_its_error():
    responses, total, group = make_groups(1200, 20, harder=0.2)
    found = logistic_dif(responses, total, group)
    by_error = [two_sided(each.delta.value / ((each.delta.high - each.delta.low) / 2 / 1.644854)) for each in found]

    assert [each.p_uniform for each in found] == pytest.approx(by_error, abs=0.01)


def test_the_figures_do_not_depend_on_the_scale_of_ability():
    responses, total, group = make_groups(400, 4, harder=0.5)
    found = logistic_dif(responses, total, group)[0]
    scaled = logistic_dif(responses, 1000 + 50.0 * total, group)[0]

    assert scaled.delta == pytest.approx(found.delta)
    assert scaled.p_slope == pytest.approx(found.p_slope)
    assert 50 * scaled.slope.value == pytest.approx(found.slope.value)


def test_abilities_that_are_all_the_same_cannot_match():
    responses, _, group = make_groups(400, 3)

    assert logistic_dif(responses, np.zeros(400), group)[0].delta == COLLINEAR


def test_a_group_that_is_always_right_has_no_finite_estimate():
    responses, total, group = make_groups(600, 4)
    always = (responses.item == 1) & (group[responses.learner] == 1)
    sure = Responses(responses.learner, responses.item, responses.right | always, 600, 4)

    assert logistic_dif(sure, total, group)[1].delta == SEPARATED
    assert isinstance(mantel_haenszel(sure, total, group)[1].delta, NotEnough)


# --- chances --------------------------------------------------------------------------------------


def test_two_sided_by_the_table():
    assert two_sided(1.959964) == pytest.approx(0.05, abs=1e-6)
    assert two_sided(-2.575829) == pytest.approx(0.01, abs=1e-6)


def test_false_discovery_by_hand():
    """.01, .02, .03, .5 of four: .01 x 4, .02 x 4 / 2, .03 x 4 / 3, .5; the smallest may not exceed the next."""
    assert false_discovery([0.5, 0.01, 0.03, 0.02]) == pytest.approx([0.5, 0.04, 0.04, 0.04])
    assert false_discovery([]).tolist() == []


@settings(max_examples=50)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_false_discovery_keeps_the_order_and_is_never_below_p(p):
    q = false_discovery(p)
    order = np.argsort(p)

    assert (q >= np.array(p)).all()
    assert (np.diff(q[order]) >= -1e-12).all()
    assert q.max() <= 1
