"""Analytics for instructors: item figures, distractors, reliability, confidence."""

import math
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.metrics import roc_auc_score

from skillcheck.measure.analytics import item_statistics, observed_less_expected, rest_of, rest_score
from skillcheck.measure.confidence import auc, brier, confidence_statistics, over_confidence
from skillcheck.measure.curve import probability
from skillcheck.measure.distractors import ablest, option_statistics
from skillcheck.measure.reliability import alpha, empirical_reliability, posterior_reliability
from skillcheck.measure.responses import Interval, NotEnough, Responses, told_correlation, wilson
from skillcheck.model import SubmissionError

# Bock and Lieberman (1970): 1,000 learners, five items of the Law School Admission Test, section 6.
LSAT6 = """
00000:3 00001:6 00010:2 00011:11 00100:1 00101:1 00110:3 00111:4 01000:1 01001:8 01011:16 01101:3
01110:2 01111:15 10000:10 10001:29 10010:14 10011:81 10100:3 10101:28 10110:15 10111:80 11000:16
11001:56 11010:21 11011:173 11100:11 11101:61 11110:28 11111:298
"""
BUTTONS = np.array([0.25, 0.5, 0.75, 0.95])


def lsat6():
    pairs = [pair.split(":") for pair in LSAT6.split()]
    return np.repeat([[int(digit) for digit in pattern] for pattern, _ in pairs], [int(n) for _, n in pairs], axis=0)


def make_class(learners=400, items=30, asked=None, seed=1, shift=0.0, guessing=0.2):
    """Return responses that follow the model, with the items' slope, difficulty and guessing."""
    rng = np.random.default_rng(seed)
    ability, difficulty = rng.normal(shift, 1, learners), rng.normal(0, 1, items)
    right = rng.random((learners, items)) < probability(ability[:, None], 1.2, difficulty, guessing)
    matrix = right.astype(float)
    if asked:
        matrix[rng.random((learners, items)).argsort(axis=1) >= asked] = np.nan
    return Responses.of(matrix), (1.2, difficulty, guessing)


def everything(value):
    """Yield all numbers in a record, however deep."""
    if isinstance(value, float):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from everything(each)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from everything(getattr(value, name))


# --- responses ------------------------------------------------------------------------------------


def test_a_matrix_with_gaps_holds_only_what_was_asked():
    responses = Responses.of([[1, 0, np.nan], [np.nan, 1, 1]])

    assert responses.learner.tolist() == [0, 0, 1, 1]
    assert responses.item.tolist() == [0, 1, 1, 2]
    assert responses.right.tolist() == [True, False, True, True]
    assert not responses.is_complete
    assert Responses.of([[1, 0], [0, 0]]).is_complete


@pytest.mark.parametrize(
    ("learner", "item", "right", "message"),
    [
        ([0, 2], [0, 0], [1, 1], "Answer 1 names learner 2, but there are 2"),
        ([0, 1], [0, -1], [1, 1], "Answer 1 names item -1"),
        ([0, 0.5], [0, 1], [1, 1], "whole numbers"),
        ([0, 1], [0, 1], [1, 2], "Answer 1 is scored 2; right is 0 or 1"),
        ([0, 1], [0, 1], [1, math.nan], "Answer 1 is scored nan"),
        ([0, 1], [0, 1], ["yes", "no"], "Answer 0 is scored yes"),
        ([0, 1], [0, 1], [1], "equally long"),
        ([1, 1], [2, 2], [1, 0], "Learner 1 answers item 2 more than once"),
    ],
)
def test_responses_that_cannot_be_are_refused(learner, item, right, message):
    with pytest.raises(SubmissionError, match=message):
        Responses(learner, item, right, learners=2, items=3)


def test_a_matrix_has_two_dimensions():
    with pytest.raises(SubmissionError, match="learners as rows"):
        Responses.of([1, 0, 1])


# --- items ----------------------------------------------------------------------------------------


def test_lsat6_has_its_published_shares_and_item_rest_correlations():
    found = item_statistics(Responses.of(lsat6()))

    assert [each.share.value for each in found] == pytest.approx([0.924, 0.709, 0.553, 0.763, 0.870])
    assert [each.rest.value for each in found] == pytest.approx([0.113, 0.153, 0.173, 0.144, 0.122], abs=0.0005)


def test_item_rest_is_the_correlation_that_numpy_finds():
    responses, _ = make_class(60, 8)
    matrix = responses.right.reshape(60, 8)

    for each in item_statistics(responses):
        others = np.delete(matrix, each.item, axis=1).sum(axis=1)
        assert each.rest.value == pytest.approx(np.corrcoef(matrix[:, each.item], others)[0, 1])


def test_an_answer_never_tells_of_itself():
    """Turning one answer round changes what is expected of the learner elsewhere, but not there."""
    responses, curves = make_class(10, 6, asked=4)
    turned = responses.right.copy()
    turned[5] = ~turned[5]
    before = rest_of(responses, *curves)
    after = rest_of(Responses(responses.learner, responses.item, turned, 10, 6), *curves)
    others = (responses.learner == responses.learner[5]) & (np.arange(len(turned)) != 5)

    assert after.ability[5] == pytest.approx(before.ability[5], abs=1e-9)
    assert after.expected[5] == pytest.approx(before.expected[5], abs=1e-9)
    assert (np.sign(after.ability - before.ability)[others] == (1 if turned[5] else -1)).all()


def test_rest_ability_is_the_posterior_mean_without_the_answer():
    """One learner, two items b = 0: without the first, a wrong answer with a = 1, c = 0 under N(0, 1.1^2)."""
    rest = rest_of(Responses.of([[1, 0]]), 1.0, 0.0, 0.0)
    x = np.linspace(-9, 9, 2001)
    weights = np.exp(-0.5 * (x / 1.1) ** 2) / (1 + np.exp(x))

    assert rest.ability[0] == pytest.approx(weights @ x / weights.sum(), abs=1e-6)
    assert rest.expected[0] == pytest.approx(weights @ (1 / (1 + np.exp(-x))) / weights.sum(), abs=1e-6)


@pytest.mark.parametrize("shift", [0.0, 1.0])
def test_surprise_is_standard_normal_when_the_parameters_are_true_however_able_the_class(shift):
    responses, curves = make_class(500, 200, asked=20, shift=shift)
    z = np.array([each.fit for each in item_statistics(responses, rest_of(responses, *curves))])

    assert abs(z.mean()) < 0.2
    assert 0.9 < z.std() < 1.15
    assert (np.abs(z) > 2.5).mean() < 0.04


def test_a_wrong_key_and_a_misjudged_difficulty_are_flagged_and_sound_items_are_not():
    responses, curves = make_class(600, 40, asked=20)
    right = np.where(responses.item == 3, ~responses.right, responses.right)
    wrong_key = Responses(responses.learner, responses.item, right, 600, 40)
    difficulty = curves[1].copy()
    difficulty[7] += 1.5
    found = item_statistics(wrong_key, rest_of(wrong_key, 1.2, difficulty, 0.2))

    assert "the able are wrong more often: is the key right?" in found[3].flags
    assert "easier than its parameters say" in found[7].flags
    assert sum(bool(each.flags) for each in found if each.item not in (3, 7)) <= 3


def test_a_difference_too_small_to_matter_is_told_and_not_flagged():
    """At n = 4,000 even .2 logits are about four standard errors."""
    responses, (slope, difficulty, guessing) = make_class(4000, 20)
    nearly = difficulty.copy()
    nearly[4] += 0.2
    found = item_statistics(responses, rest_of(responses, slope, nearly, guessing))[4]

    assert found.fit > 2.5
    assert 0 < found.surplus < 0.05
    assert found.flags == ()


def test_an_item_without_a_slope_says_little_about_ability():
    responses, curves = make_class(900, 30)
    coin = np.where(responses.item == 5, np.random.default_rng(0).random(len(responses.right)) < 0.5, responses.right)
    found = item_statistics(Responses(responses.learner, responses.item, coin, 900, 30), rest_of(responses, *curves))

    assert {"says little about ability", "the able are wrong more often: is the key right?"} & set(found[5].flags)
    assert found[5].rest.high < found[5].rest_expected


def test_items_nobody_or_few_met_say_so():
    responses = Responses(np.arange(5), np.zeros(5, dtype=int), [1, 1, 0, 1, 1], learners=5, items=2)
    few, none = item_statistics(responses, rest_of(responses, 1.2, [0.0, 0.0], 0.2))

    assert str(few.rest) == "not enough data: 5 answers, 20 needed"
    assert few.fit == NotEnough("5 answers, 20 needed")
    assert few.share.value == 0.8
    assert none.share == NotEnough("no answers")
    assert none.flags == ()


def test_a_form_with_gaps_needs_abilities():
    responses, _ = make_class(10, 5, asked=3)

    with pytest.raises(SubmissionError, match="different items"):
        item_statistics(responses)


@pytest.mark.parametrize("value", [0, 1])
def test_all_right_or_all_wrong_is_told_without_a_number_that_is_none(value):
    responses = Responses.of(np.full((50, 4), value))
    found = item_statistics(responses, rest_of(responses, 1.2, np.zeros(4), 0.2))

    assert {each.rest for each in found} == {NotEnough("nothing varies: all answers or all abilities are the same")}
    assert all(each.flags[0].endswith("is right") for each in found)
    assert all(math.isfinite(number) for number in everything(found))


@pytest.mark.parametrize("curves", [(0, 0, 0), (1, math.inf, 0), (1, 0, 1), (1, 0, -0.1), (math.nan, 0, 0)])
def test_parameters_out_of_range_are_refused(curves):
    with pytest.raises(SubmissionError):
        rest_of(Responses.of([[1, 0]]), *curves)


@pytest.mark.parametrize("expected", [[0.5, 1.0], [0.5, 0.0], [0.5, math.nan], [0.5]])
def test_expectations_are_chances(expected):
    with pytest.raises(SubmissionError):
        observed_less_expected(Responses.of([[1, 0]]), expected)


@settings(max_examples=40, deadline=None)
@given(arrays(float, st.tuples(st.integers(0, 40), st.integers(0, 5)), elements=st.sampled_from([0.0, 1.0, math.nan])))
def test_whatever_was_answered_every_number_told_is_one(matrix):
    responses = Responses.of(matrix)
    found = item_statistics(responses, rest_of(responses, 1.2, np.zeros(matrix.shape[1]), 0.2))

    assert len(found) == matrix.shape[1]
    assert all(math.isfinite(number) for number in everything(found))


@settings(max_examples=50)
@given(st.integers(0, 500), st.integers(0, 500))
def test_a_wilson_interval_holds_its_share_and_is_mirrored(a, b):
    low, high = wilson(a, a + b)
    mirrored = wilson(b, a + b)

    assert 0 <= low < high <= 1
    assert a + b == 0 or low <= a / (a + b) + 1e-12
    assert (1 - high, 1 - low) == pytest.approx(mirrored)


def test_wilson_by_hand_and_of_nothing():
    """8 of 10 at z = 2: centre (8 + 2) / 14 = .714286, half 2/14 sqrt(1.6 + 1) = .230350."""
    assert wilson(8, 10, z=2) == pytest.approx((0.483936, 0.944635), abs=1e-6)
    assert wilson(0, 0) == (0.0, 1.0)
    with pytest.raises(ValueError, match="between 0"):
        wilson(3, 2)


def test_limits_of_a_correlation_by_hand():
    """r = .5 of 39: atanh .549306, half width 1.644854 / 6 = .274142, tanh of .275164 and .823448."""
    assert told_correlation(0.5, 39) == pytest.approx((0.5, 0.268424, 0.676942), abs=2e-6)


def test_a_correlation_of_one_keeps_limits():
    assert told_correlation(1.0, 30).value == 1.0
    assert math.isfinite(told_correlation(-1.0, 30).low)


# --- distractors ----------------------------------------------------------------------------------


def test_options_are_counted_with_their_choosers_ability_by_hand():
    """Six learners of ability 1 to 6 choose c, c, b, a, a, a; the ablest third are 5 and 6."""
    responses = Responses(np.arange(6), np.zeros(6, dtype=int), [0, 0, 0, 1, 1, 1], 6, 1)
    key, b, c, never = option_statistics(
        responses, [1, 2, 3, 4, 5, 6], np.arange(6), [2, 2, 1, 0, 0, 0], [0] * 4, [True, False, False, False]
    )

    assert (key.chosen, b.chosen, c.chosen, never.chosen) == (3, 1, 2, 0)
    assert (key.ability, b.ability, c.ability) == (5, 3, 1.5)
    assert never.ability == NotEnough("nobody chose it")
    assert (key.top, b.top) == (1, 0)
    assert isinstance(key.rest, NotEnough)


def test_option_rest_is_the_correlation_that_numpy_finds():
    rng = np.random.default_rng(3)
    ability, option = rng.normal(size=50), rng.integers(0, 3, 50)
    responses = Responses(np.arange(50), np.zeros(50, dtype=int), option == 0, 50, 1)

    for each in option_statistics(responses, ability, np.arange(50), option, [0] * 3, [True, False, False]):
        assert each.rest.value == pytest.approx(np.corrcoef(option == each.option, ability)[0, 1])


def test_distractors_that_fail_are_flagged():
    """b draws the ablest, d nobody, c the least able."""
    ability = np.linspace(-2, 2, 200)
    option = np.where(ability > 1, 1, np.where(ability > -0.5, 0, 2))
    responses = Responses(np.arange(200), np.zeros(200, dtype=int), option == 0, 200, 1)
    key, b, c, d = option_statistics(responses, ability, np.arange(200), option, [0] * 4, [True, False, False, False])

    assert b.flags == ("attracts the able", "the ablest third choose it more than the key")
    assert d.flags == ("hardly chosen",)
    assert (key.flags, c.flags) == ((), ())


def test_a_multiple_choice_may_choose_several_options():
    responses = Responses([0, 1], [0, 0], [1, 0], 2, 1)
    found = option_statistics(responses, [1.0, 0.0], [0, 0, 1], [0, 1, 0], [0, 0, 0], [True, True, False])

    assert [each.share.value for each in found] == [1.0, 0.5, 0.0]


def test_ties_at_the_border_of_the_ablest_third_count_in():
    responses = Responses(np.arange(6), np.zeros(6, dtype=int), np.zeros(6), 6, 1)

    assert ablest(responses, np.array([1.0, 3, 3, 3, 2, 1])).tolist() == [False, True, True, True, False, False]


@pytest.mark.parametrize(
    ("answer", "option", "message"),
    [([0], [9], "does not exist"), ([5], [0], "does not exist"), ([0], [1], "another item"), ([0, 0], [0], "each")],
)
def test_choices_that_do_not_fit_are_refused(answer, option, message):
    with pytest.raises(SubmissionError, match=message):
        option_statistics(Responses.of([[1, 0]]), [0, 0], answer, option, [0, 1], [True, True])


# --- reliability ----------------------------------------------------------------------------------


def test_lsat6_has_its_published_alpha():
    """Limits by hand: 1.644854 sqrt(10 / (4 x 998)) = .082325, e to it 1.085809; 1 - .705003 times and over that."""
    found = alpha(lsat6())

    assert found.value.value == pytest.approx(0.2950, abs=5e-5)
    assert (found.value.low, found.value.high) == pytest.approx((0.234502, 0.350712), abs=1e-5)
    assert found.standard_error == pytest.approx(lsat6().sum(axis=1).std(ddof=1) * math.sqrt(1 - 0.294997), abs=1e-6)


def test_alpha_of_zeros_and_ones_is_kr20():
    points = lsat6()
    shares = points.mean(axis=0)
    kr20 = 5 / 4 * (1 - (shares * (1 - shares)).sum() / points.sum(axis=1).var())

    assert alpha(points).value.value == pytest.approx(kr20)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 1000), st.floats(0.1, 10))
def test_alpha_does_not_mind_the_unit_or_the_order_of_items(seed, unit):
    rng = np.random.default_rng(seed)
    points = rng.normal(size=(30, 1)) + rng.normal(size=(30, 5))

    assert alpha(unit * points[:, ::-1] + 3).value == pytest.approx(alpha(points).value)


def test_alpha_of_copies_is_one_without_error():
    found = alpha(np.repeat(np.arange(30)[:, None], 3, axis=1))

    assert found.value.value == 1
    assert found.standard_error == 0


@pytest.mark.parametrize(
    ("points", "reason"),
    [
        (np.eye(5), "5 learners"),
        (np.ones((30, 1)), "1 items"),
        (np.ones((30, 4)), "same total"),
        (np.ones((0, 0)), "0"),
    ],
)
def test_alpha_says_why_it_cannot_be_told(points, reason):
    assert reason in alpha(points).value.reason


def test_alpha_is_for_fixed_forms():
    with pytest.raises(SubmissionError, match="fixed forms"):
        alpha([[1, math.nan], [0, 1]])


def test_posterior_reliability_by_hand():
    """Half the posteriors have variance .25, half .49; the prior 1: 1 - .37, mean SD .6."""
    found = posterior_reliability([0.25, 0.49] * 20, 1.0)

    assert found.value.value == pytest.approx(0.63)
    assert found.standard_error == pytest.approx(0.6)


def test_empirical_reliability_sees_that_a_class_of_equals_cannot_be_ordered():
    rng = np.random.default_rng(0)
    equals = empirical_reliability(rng.normal(0, 0.1, 200), np.full(200, 0.2))
    unlike = empirical_reliability(rng.normal(0, 1, 200), np.full(200, 0.2))

    assert equals.value.high < 0.1
    assert unlike.value.low < 1 / 1.2 < unlike.value.high


def test_empirical_reliability_leaves_each_learner_out_in_turn():
    rng = np.random.default_rng(1)
    mean, variance = rng.normal(size=25), rng.uniform(0.2, 0.5, 25)
    left = []
    for k in range(25):
        spread = np.delete(mean, k).var(ddof=1)
        left.append(spread / (spread + np.delete(variance, k).mean()))
    error = math.sqrt(24 / 25 * ((np.array(left) - np.mean(left)) ** 2).sum())
    found = empirical_reliability(mean, variance).value

    assert (found.high - found.low) / 2 == pytest.approx(1.6448536 * error)


@pytest.mark.parametrize("variance", [[0.2, 0.0] * 20, [0.2, -1.0] * 20, [0.2, math.nan] * 20])
def test_variances_that_cannot_be_are_refused(variance):
    with pytest.raises(SubmissionError):
        posterior_reliability(variance, 1.0)


def test_reliability_of_few_learners_is_not_told():
    assert posterior_reliability([0.2] * 19, 1.0).value == NotEnough("19 learners, 20 needed")
    assert empirical_reliability([0.2] * 19, [0.2] * 19).standard_error == NotEnough("19 learners, 20 needed")
    with pytest.raises(SubmissionError, match="prior variance"):
        posterior_reliability([0.2] * 30, 0.0)


# --- confidence -----------------------------------------------------------------------------------


said = st.lists(st.tuples(st.sampled_from(BUTTONS.tolist()), st.booleans()), min_size=1, max_size=60)


@settings(max_examples=100)
@given(said)
def test_the_brier_score_is_reliability_less_resolution_plus_uncertainty(answers):
    confidence, right = np.array(answers, dtype=float).T
    found = brier(confidence, right)

    assert found.score == pytest.approx(found.reliability - found.resolution + found.uncertainty)
    assert found.reliability >= 0
    assert 0 <= found.resolution <= found.uncertainty + 1e-12


def test_brier_by_hand():
    """Said .5 twice, once right; said .75 four times, all right: score (2 x .25 + 4 x .0625) / 6 = .125.

    Shares .5 and 1, 5/6 in all: reliability 4 x .0625 / 6, resolution (2 / 9 + 4 / 36) / 6, uncertainty 5/36.
    """
    found = brier([0.5, 0.5, 0.75, 0.75, 0.75, 0.75], [1, 0, 1, 1, 1, 1])

    assert found.score == pytest.approx(0.125)
    assert found.reliability == pytest.approx(0.25 / 6)
    assert found.resolution == pytest.approx(1 / 18)
    assert found.uncertainty == pytest.approx(5 / 36)
    assert found.chance == pytest.approx(2 / 6 * 0.25)


def test_the_part_of_reliability_that_is_chance_is_named():
    """Perfectly calibrated learners show a reliability of chance alone."""
    rng = np.random.default_rng(0)
    excess = []
    for _ in range(400):
        confidence = rng.choice(BUTTONS, 60)
        found = brier(confidence, rng.random(60) < confidence)
        excess.append((found.reliability, found.chance))
    reliability, chance = np.mean(excess, axis=0)

    assert reliability > 0.008
    assert reliability == pytest.approx(chance, abs=0.002)


def test_over_confidence_of_one_learner_has_the_textbook_error():
    rng = np.random.default_rng(0)
    confidence = rng.choice(BUTTONS, 30)
    right = (rng.random(30) < 0.5).astype(float)
    found = over_confidence(confidence, right)
    half = 1.6448536 * (confidence - right).std(ddof=1) / math.sqrt(30)

    assert found.value == pytest.approx(confidence.mean() - right.mean())
    assert found.high - found.value == pytest.approx(half)


def test_over_confidence_of_a_class_counts_learners_and_not_answers():
    """Ten learners whose twenty answers are all alike know no more than ten answers do."""
    rng = np.random.default_rng(0)
    confidence, right = rng.choice(BUTTONS, 10), (rng.random(10) < 0.5).astype(float)
    by_class = over_confidence(np.repeat(confidence, 20), np.repeat(right, 20), np.repeat(np.arange(10), 20))

    assert by_class == pytest.approx(over_confidence(confidence, right))


def test_a_bias_is_told_only_when_its_limits_exclude_zero():
    half_right = np.tile([0, 1], 20)

    assert confidence_statistics(np.full(40, 0.95), half_right).bias == "surer than the answers bore out"
    assert confidence_statistics(np.full(40, 0.5), half_right).bias == "no clear bias"
    assert confidence_statistics(np.full(40, 0.25), half_right).bias == "better than thought"
    assert confidence_statistics([0.5], [1]).bias.startswith("Not enough data")


@settings(max_examples=60)
@given(said)
def test_auc_agrees_with_scikit_learn_and_turns_with_the_results(answers):
    confidence, right = np.array(answers, dtype=float).T
    found = auc(confidence, right)

    if isinstance(found, Interval):
        assert found.value == pytest.approx(roc_auc_score(right, confidence))
        assert auc(confidence, 1 - right).value == pytest.approx(1 - found.value)
        assert 0 <= found.low <= found.value <= found.high <= 1
    else:
        few = min(right.sum(), len(right) - right.sum()) < 2
        assert few or "does not" in found.reason


@pytest.mark.parametrize("right", [np.zeros(30), np.ones(30)])
def test_confidence_where_all_is_right_or_wrong(right):
    found = confidence_statistics(np.tile([0.5, 0.75], 15), right)

    assert isinstance(found.auc, NotEnough)
    assert found.brier.uncertainty == 0
    assert isinstance(found.over, Interval)


@pytest.mark.parametrize(
    ("confidence", "right"), [([75], [1]), ([0.5], [2]), ([math.nan], [1]), ([0.5, 0.5], [1]), ([-0.1], [0])]
)
def test_impossible_confidences_are_refused(confidence, right):
    with pytest.raises(SubmissionError):
        confidence_statistics(confidence, right)


def test_few_confidences_are_not_told():
    found = confidence_statistics(np.full(19, 0.5), np.ones(19))

    assert found.brier == found.over == found.auc == NotEnough("19 answers with a confidence, 20 needed")
    assert over_confidence([0.5] * 30, [1] * 30, ["ann"] * 30) == NotEnough("1 learners, 2 needed")
    assert over_confidence([0.5], [1]) == NotEnough("1 answers, 2 needed")
    with pytest.raises(SubmissionError, match="at least one"):
        brier([], [])


# --- all of it ------------------------------------------------------------------------------------


def test_no_warning_and_no_nan_on_a_sound_class_of_a_thousand():
    responses, curves = make_class(1000, 60)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = item_statistics(responses, rest_of(responses, *curves))

    assert all(math.isfinite(number) for number in everything(found))
    assert rest_score(responses).max() <= 59
