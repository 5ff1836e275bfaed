"""Calibration: one form against published answers, a bank from its learners' logs, and every kind of bad data."""

import math
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skillcheck.measure import calibration, marginal
from skillcheck.measure.ability import Ability, prior, update
from skillcheck.measure.calibration import calibrate, doubt
from skillcheck.measure.cohort import Cohort, Population, population_of, prior_of, replay_all
from skillcheck.measure.curve import Parameters, probability
from skillcheck.measure.em import Beliefs, Curves, grid, log_chances, squarem
from skillcheck.measure.lookup import believed
from skillcheck.measure.marginal import Fit, fit_form
from skillcheck.model import DataError, Item, Kind, Level, Purpose, Response, Skill

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)

# Bock & Lieberman (1970): the answer patterns of 1,000 people to five items of the Law School Admission Test.
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


def patterns(text):
    pairs = [pair.split(":") for pair in text.split()]
    return np.array([list(map(int, pattern)) for pattern, _ in pairs]), np.array([int(count) for _, count in pairs])


def reference(text, model):
    answers, counts = patterns(text)
    return fit_form(answers, model, weights=counts, nodes=61, limit=6.0, tolerance=1e-6)


def simulate(learners=1000, items=20, seed=0, guessing=0.0):
    rng = np.random.default_rng(seed)
    slope, difficulty = np.exp(rng.normal(0, 0.3, items)), rng.normal(size=items)
    chance = probability(rng.normal(size=(learners, 1)), slope, difficulty, guessing)
    return (rng.random((learners, items)) < chance).astype(float), slope, difficulty


def make_beliefs(items):
    ones = np.ones(items)
    return Beliefs(0 * ones, 0.5 * ones, 0 * ones, 2 * ones)


def rmse(error):
    return float(np.sqrt(np.mean(np.square(error))))


# --- one form: published answers -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("model", "log_likelihood", "slope", "difficulty"),
    [
        ("rasch", -2473.054, [1] * 5, [-2.8720, -1.0630, -0.2576, -1.3881, -2.2188]),
        ("1pl", -2466.938, [0.7551] * 5, [-3.6153, -1.3224, -0.3176, -1.7301, -2.7802]),
        (
            "2pl",
            -2466.65338,
            [0.82566, 0.72274, 0.89087, 0.68837, 0.65686],
            [-3.35881, -1.37006, -0.27967, -1.86638, -3.12591],
        ),
    ],
)
def test_lsat6_is_fitted_as_by_ltm_and_mirt(model, log_likelihood, slope, difficulty):
    fit = reference(LSAT6, model)

    assert fit.log_likelihood == pytest.approx(log_likelihood, abs=0.0005)
    assert fit.slope == pytest.approx(np.array(slope), abs=1e-4)
    assert fit.difficulty == pytest.approx(np.array(difficulty), abs=2e-4)
    assert fit.settled
    assert fit.notes == ()


def test_the_errors_of_lsat6_are_the_published_ones():
    """ltm 1.2: SEs of the Rasch difficulties, of the common slope, of the five slopes."""
    assert reference(LSAT6, "rasch").difficulty_se == pytest.approx([0.1287, 0.0821, 0.0766, 0.0865, 0.1048], abs=1e-4)
    assert reference(LSAT6, "1pl").slope_se == pytest.approx([0.0694] * 5, abs=1e-4)
    assert reference(LSAT6, "2pl").slope_se == pytest.approx([0.258, 0.187, 0.233, 0.185, 0.210], abs=5e-4)


def test_lsat7_is_fitted_as_by_mirt():
    """mirt's own documentation: log likelihood -2658.805, slopes a and intercepts d = -a b."""
    fit = reference(LSAT7, "2pl")

    assert fit.log_likelihood == pytest.approx(-2658.805, abs=0.0005)
    assert fit.slope == pytest.approx([0.988, 1.081, 1.706, 0.765, 0.736], abs=0.002)
    assert -fit.slope * fit.difficulty == pytest.approx([1.856, 0.808, 1.804, 0.486, 1.855], abs=0.002)


def test_the_observed_information_is_minus_the_second_derivative_of_the_likelihood():
    answers, counts = patterns(LSAT6)
    data = marginal._Answers(answers.astype(float), 1.0 - answers, counts.astype(float))
    quadrature, point = grid(61, 6.0), np.array([0.1, -0.2, 0, 0.3, -0.4, -2.5, -1, 0, -1.5, -2])
    guessing = np.full(5, 0.1)

    def log_likelihood(at):
        return marginal.expect(data, Curves(at[:5], at[5:], guessing), quadrature)[1]

    curves = Curves(point[:5], point[5:], guessing)
    posterior, _ = marginal.expect(data, curves, quadrature)
    width, numeric = 1e-3, np.zeros((10, 10))
    for i in range(10):
        for j in range(10):
            one, other = width * np.eye(10)[i], width * np.eye(10)[j]
            numeric[i, j] = (
                log_likelihood(point + one + other)
                - log_likelihood(point + one - other)
                - log_likelihood(point - one + other)
                + log_likelihood(point - one - other)
            ) / (4 * width**2)

    assert marginal.observed(data, curves, quadrature, posterior) == pytest.approx(-numeric, abs=0.02)


def test_cross_products_agree_with_the_observed_information_in_a_large_sample(monkeypatch):
    answers, *_ = simulate(8000, 6)
    observed = fit_form(answers)
    monkeypatch.setattr(marginal, "AFFORDABLE", 0)
    crossed = fit_form(answers)

    assert crossed.slope_se == pytest.approx(observed.slope_se, rel=0.1)
    assert crossed.difficulty_se == pytest.approx(observed.difficulty_se, rel=0.1)


# --- one form: what it recovers ---------------------------------------------------------------------


def test_forms_of_100_items_are_recovered_from_1000_learners():
    errors = []
    for seed in range(5):
        answers, slope, difficulty = simulate(1000, 100, seed)
        fit = fit_form(answers, beliefs=make_beliefs(100))
        off = fit.difficulty - difficulty
        errors.append((rmse(fit.slope - slope), rmse(off), np.mean(np.abs(off) < 1.645 * fit.difficulty_se)))
    slope_error, difficulty_error, covered = np.mean(errors, axis=0)

    assert slope_error <= 0.11
    assert difficulty_error <= 0.13
    assert 0.85 <= covered <= 0.95


def test_counted_patterns_are_worth_their_rows():
    answers, counts = patterns(LSAT6)
    counted = fit_form(answers, weights=counts, tolerance=1e-6)
    rows = fit_form(np.repeat(answers, counts, axis=0), tolerance=1e-6)

    assert rows.difficulty == pytest.approx(counted.difficulty, abs=1e-4)
    assert rows.slope_se == pytest.approx(counted.slope_se, abs=1e-4)


def test_missing_answers_cost_precision_and_nothing_else():
    answers, _, difficulty = simulate(4000, 20, seed=2)
    holed = np.where(np.random.default_rng(1).random(answers.shape) < 0.5, np.nan, answers)
    fit, whole = fit_form(holed), fit_form(answers)

    assert rmse(fit.difficulty - difficulty) < 0.2
    assert (fit.difficulty_se > whole.difficulty_se).all()


def test_a_learner_without_answers_changes_nothing():
    answers, *_ = simulate(300, 5)
    with_empty = np.vstack([answers, np.full((3, 5), np.nan)])

    assert fit_form(with_empty).difficulty == pytest.approx(fit_form(answers).difficulty)


def test_known_guessing_is_not_taken_for_knowledge():
    answers, _, difficulty = simulate(4000, 20, seed=3, guessing=0.25)
    known = fit_form(answers, guessing=0.25, beliefs=make_beliefs(20))
    ignored = fit_form(answers, beliefs=make_beliefs(20))

    assert rmse(known.difficulty - difficulty) < 0.25 < rmse(ignored.difficulty - difficulty)


def test_narrow_beliefs_hold_a_fit_where_they_are():
    answers, *_ = simulate(200, 6)
    ones = np.ones(6)
    fit = fit_form(answers, beliefs=Beliefs(0.2 * ones, 0 * ones, 0.5 * ones, 1e-4 * ones))

    assert fit.slope == pytest.approx(np.exp(0.2))
    assert fit.difficulty == pytest.approx(0.5, abs=1e-3)
    assert (fit.slope_se == 0).all()


def test_squarem_comes_to_the_fixpoint_in_far_fewer_steps_than_the_plain_iteration():
    """x <- 0.95 x + 0.05 comes to 1; plain steps need 180 to come within 1e-4."""
    rest = squarem(lambda x: (0.95 * x + 0.05, -float(((x - 1) ** 2).sum())), np.zeros(2), 1e-5, 500)

    assert rest.point == pytest.approx(1, abs=1e-3)
    assert rest.settled
    assert rest.steps < 20


def test_squarem_drops_a_leap_that_lowers_the_objective():
    """The map creeps to 1, but the objective is poor beyond 0.5: a leap past it must not be believed."""

    def step(x):
        return 0.9 * x + 0.1, float(x[0]) if x[0] < 0.5 else -9.0

    assert squarem(step, np.zeros(1), 1e-6, 3).point[0] < 0.3


def test_chances_keep_their_digits_far_out():
    right, wrong = log_chances(Curves(np.zeros(1), np.zeros(1), np.zeros(1)), np.array([-800.0, 0.0, 800.0]))

    assert right[0] == pytest.approx([-800, math.log(0.5), 0])
    assert wrong[0] == pytest.approx([0, math.log(0.5), -800])


# --- one form: bad data ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ([], "no answers to calibrate from"),
        ([[np.nan, np.nan]], "no answers to calibrate from"),
        ([[1, 0, 1], [0, 2, 0]], "row 2, item 2: 2 is not 1"),
        ([[1, 0, 1], [0, -1, np.inf]], "row 2, item 2: -1 is not 1"),
        ([[1, 0, 1], [1, 1, 0], [1, 0, 0]], "item 1: only right ones, so no difficulty fits"),
        ([[0, 0, 1], [0, 1, 0], [0, 0, 0]], "item 1: only wrong ones"),
        ([[1, 1, 1], [1, 1, 1]], "item 1 and 2 more: only right ones"),
        ([[0, 1, np.nan], [1, 0, np.nan]], "item 3: no answers"),
        ([[1, 0, 1]], "item 1 and 2 more"),
        ([[1], [0], [1]], "1 items that the same learners answered cannot decide a slope; the 2pl model needs 3"),
    ],
)
def test_what_answers_cannot_decide_is_refused_in_a_sentence(answers, says):
    with pytest.raises(DataError, match=says):
        fit_form(answers)


def test_other_slips_are_refused_in_a_sentence():
    answers, *_ = simulate(50, 4)

    with pytest.raises(DataError, match="model is one of rasch, 1pl, 2pl; '4pl' is not"):
        fit_form(answers, "4pl")
    with pytest.raises(DataError, match="weights are finite counts"):
        fit_form(answers, weights=[1, 2])
    with pytest.raises(DataError, match="every weight is 0"):
        fit_form(answers, weights=np.zeros(50))
    with pytest.raises(DataError, match="guessing is a chance"):
        fit_form(answers, guessing=1.0)


def test_one_item_has_a_rasch_difficulty_and_with_beliefs_a_slope():
    rasch = fit_form([[1], [0], [1]], "rasch")
    believed = fit_form([[1], [0], [1]], beliefs=make_beliefs(1))

    assert rasch.difficulty[0] < 0
    assert np.isfinite([believed.slope[0], believed.difficulty[0], believed.slope_se[0]]).all()


@pytest.mark.parametrize("value", [0.0, 1.0])
def test_with_beliefs_all_right_and_all_wrong_are_finite_and_doubtful(value):
    fit = fit_form(np.full((10, 4), value), beliefs=make_beliefs(4))

    assert np.sign(fit.difficulty) == pytest.approx(1 - 2 * value)
    assert (np.abs(fit.difficulty) < 5).all()
    assert ((fit.difficulty_se > 0.5) & (fit.difficulty_se < 2.01)).all()


def test_items_that_no_learner_links_are_noted():
    left, *_ = simulate(200, 4, seed=1)
    right, *_ = simulate(200, 3, seed=2)
    gap = np.full
    answers = np.block([[left, gap((200, 3), np.nan)], [gap((200, 4), np.nan), right]])

    assert "2 groups that no learner links" in fit_form(answers).notes[0]
    assert fit_form(left).notes == ()


def test_an_item_answered_against_all_others_is_noted():
    answers, *_ = simulate(2000, 8, seed=4)
    answers[:, 0] = 1 - answers[:, 1]

    assert "look at the item before using it: item 1" in " ".join(fit_form(answers).notes)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 12), st.integers(1, 6), st.randoms(use_true_random=False), st.floats(0, 0.5))
def test_with_beliefs_no_answers_make_a_nan(learners, items, random, guessing):
    answers = np.array([[random.choice([0, 1, np.nan]) for _ in range(items)] for _ in range(learners)])
    answers[0, 0] = 1
    fit: Fit = fit_form(answers, guessing=guessing, beliefs=make_beliefs(items))

    for figures in (fit.slope, fit.difficulty, fit.slope_se, fit.difficulty_se):
        assert np.isfinite(figures).all()


# --- a cohort ---------------------------------------------------------------------------------------

BLOCKS = ("F", "D", "M")


def make_skills(count=9):
    levels = tuple(Level)
    return tuple(
        Skill(
            id=f"skill-{k}", name="", level=levels[k % 3], block=BLOCKS[k // 3 % 3], can_do="", about="", subtopics=()
        )
        for k in range(count)
    )


SKILLS = make_skills()


def make_item(number, **changes):
    values = {
        "id": f"item-{number}",
        "depth": 1 + number % 3,
        "kind": Kind.NUMERIC,
        "asks": "apply",
        "stem": "",
        "key": "1",
        "source": "",
        "skill": SKILLS[number % len(SKILLS)].id,
    }
    return Item(**values | changes)


def make_items(count):
    return tuple(make_item(number) for number in range(count))


def mark(item):
    return f"v1 of {item.id}"


def make_response(item, right=True, **changes):
    values = {
        "item": item.id,
        "skill": item.skill,
        "depth": item.depth,
        "kind": item.kind,
        "version": mark(item),
        "seed": 0,
        "value": "1",
        "right": bool(right),
        "credit": float(right),
        "at": NOON,
        "sitting": "one",
        "purpose": Purpose.CHECK,
    }
    return Response(**values | changes)


def cohort_of(learners, length, items, seed, world=None):
    """Logs of simulated learners on random items, and the true parameters (n, 3)."""
    world, rng = world or Population(), np.random.default_rng(seed)
    start = prior_of(SKILLS, world)
    theta = rng.multivariate_normal(start.mean, start.cov, learners)
    authored = np.array([believed(item) for item in items])
    truth = np.stack(
        [
            world.steepness * np.exp(rng.normal(np.log(1.2), 0.2, len(items))),
            rng.normal(authored[:, 1], 0.5),
            world.guessing * authored[:, 2],
        ]
    )
    place = np.array([prior(SKILLS).index(item.skill) for item in items])
    logs = {}
    for row in range(learners):
        asked = rng.permutation(len(items))[:length]
        right = rng.random(length) < probability(theta[row, place[asked]], *truth[:, asked])
        logs[f"learner {row}"] = [make_response(items[number], hit) for number, hit in zip(asked, right, strict=True)]
    return logs, truth


def arrays(logs, items):
    """The same logs as a cohort."""
    number, usual = {item.id: place for place, item in enumerate(items)}, prior(SKILLS)
    return Cohort.of([(usual.index(one.skill), number[one.item], one.right) for one in log] for log in logs.values())


def test_a_cohort_is_replayed_as_each_learner_would_be():
    rng, usual = np.random.default_rng(0), prior(SKILLS)
    curves = np.stack([rng.uniform(0.5, 2, 12), rng.normal(size=12), rng.uniform(0, 0.4, 12)])
    logs = [
        [(int(rng.integers(9)), int(rng.integers(12)), bool(rng.integers(2))) for _ in range(length)]
        for length in (7, 5, 5, 1)
    ]
    together = replay_all(usual, Cohort.of([logs[2], [], logs[0], logs[1], logs[3]]), *curves)

    for row, log in enumerate([logs[0], logs[2], logs[1], logs[3]]):
        alone: Ability = usual
        for skill, item, right in log:
            alone = update(alone, skill, Parameters(*curves[:, item]), right)
        assert together.mean[row] == pytest.approx(alone.mean)
        assert np.sqrt(together.variance[row]) == pytest.approx(alone.sd)


def test_the_evidence_of_one_answer_is_its_expected_chance():
    usual = prior(SKILLS)
    found = replay_all(usual, Cohort.of([[(0, 0, True)], [(0, 0, False)]]), [1.0], [usual.mean[0]], [0.0])

    assert np.exp(found.evidence) == pytest.approx([0.5, 0.5])


def test_a_cohort_larger_than_a_part_is_replayed_whole():
    log = [(0, 0, True), (1, 0, False)]
    found = replay_all(prior(SKILLS), Cohort.of([log] * 300), [1.0], [0.0], [0.0])

    assert found.mean.shape == (300, 9)
    assert found.mean[299] == pytest.approx(found.mean[0])


def test_no_learners_leave_the_population_as_it_was():
    assert population_of(Cohort.of([]), SKILLS, [1.0], [0.0], [0.0]) == Population()
    assert prior_of(SKILLS, Population()).cov == pytest.approx(prior(SKILLS).cov)


def test_one_learner_hardly_moves_the_population():
    items = make_items(30)
    logs, _ = cohort_of(1, 30, items, seed=1)
    authored = np.array([believed(item) for item in items]).T
    found = population_of(arrays(logs, items), SKILLS, *authored)

    assert found.variances == pytest.approx(Population().variances, rel=0.4)
    assert 0.75 < found.steepness < 1.33


def test_a_cohort_shows_its_mean_its_variances_and_what_its_items_are_worth():
    items = tuple(make_item(n, kind=Kind.CHOICE, options=()) if n % 2 else make_item(n) for n in range(180))
    world = Population(0.5, 0.7, 1.6, (0.3, 0.1, 0.9))
    logs, _ = cohort_of(400, 30, items, seed=2, world=world)
    authored = np.array([believed(item) for item in items]).T
    found = population_of(arrays(logs, items), SKILLS, *authored)

    assert found.shift == pytest.approx(0.5, abs=0.25)
    assert found.steepness == pytest.approx(0.7, rel=0.2)
    assert found.guessing == pytest.approx(1.6, rel=0.2)
    assert found.variances[0] == pytest.approx(0.3, abs=0.15)
    assert found.variances[2] == pytest.approx(0.9, abs=0.35)


# --- a bank -----------------------------------------------------------------------------------------


def calibrated(logs, items, **options):
    return calibrate(logs, items, SKILLS, mark, **options)


def test_a_cohort_brings_difficulties_closer_to_the_truth_and_states_its_error():
    items = make_items(60)
    logs, truth = cohort_of(400, 20, items, seed=3)
    found = calibrated(logs, items)
    difficulty, se = np.array([(one.difficulty, one.se) for one in found.items]).T
    authored = np.array([believed(item).difficulty for item in items])

    assert rmse(difficulty - truth[1]) < 0.6 * rmse(authored - truth[1])
    assert np.mean(np.abs(difficulty - truth[1]) < 1.645 * se) >= 0.8
    assert (found.learners, found.answers) == (400, 8000)
    assert found.settled


def test_a_class_that_answers_one_form_calibrates_it():
    items = make_items(20)
    logs, truth = cohort_of(60, 20, items, seed=4)
    found = calibrated(logs, items)
    difficulty = np.array([one.difficulty for one in found.items])
    authored = np.array([believed(item).difficulty for item in items])

    assert all(one.calibrated for one in found.items)
    assert rmse(difficulty - truth[1]) < rmse(authored - truth[1])


def test_abler_learners_do_not_make_the_bank_look_easier():
    items = make_items(60)
    logs, truth = cohort_of(300, 20, items, seed=5, world=Population(shift=0.6))
    found = calibrated(logs, items)

    assert abs(np.mean([one.difficulty for one in found.items] - truth[1])) < 0.2
    assert found.population.shift == pytest.approx(0.6, abs=0.25)


def form_of(count, items):
    """Logs of `count` learners with the same items, every second one right."""
    return {f"{n}": [make_response(item, (n + place) % 2) for place, item in enumerate(items)] for n in range(count)}


@pytest.mark.parametrize(("count", "moves", "turns"), [(29, False, False), (30, True, False), (200, True, True)])
def test_difficulties_move_from_30_answers_and_slopes_from_200(count, moves, turns):
    items = make_items(3)
    found = calibrated(form_of(count, items), items, population=Population())
    slopes = np.array([one.slope for one in found.items])

    for one, item in zip(found.items, items, strict=True):
        assert one.calibrated == moves
        assert (one.difficulty != believed(item).difficulty) == moves
        assert one.n == count
        assert (one.se < doubt(item)) == moves
    assert np.allclose(slopes, 1.2 if moves else believed(items[0]).slope) != turns


def test_errors_are_widened_from_50_answers_on(monkeypatch):
    items = make_items(3)
    widened = calibrated(form_of(60, items), items, population=Population())
    monkeypatch.setattr(calibration, "WIDENED", 1.0)
    plain = calibrated(form_of(60, items), items, population=Population())

    assert [one.se for one in widened.items] == pytest.approx([min(0.5, 1.3 * one.se) for one in plain.items])


def test_an_author_who_named_a_difficulty_leaves_less_doubt():
    """s_L = .5, s_A = .75: r = 4/13, and sqrt(r) .75 = .416."""
    assert doubt(make_item(1)) == 0.5
    assert doubt(make_item(1, difficulty=0.3)) == pytest.approx(0.41603, abs=1e-5)


def test_without_answers_every_item_keeps_its_authors_parameters():
    items = make_items(4)
    found = calibrated({"nobody": []}, items)

    assert [Parameters(one.slope, one.difficulty, one.guessing) for one in found.items] == [
        pytest.approx(believed(item)) for item in items
    ]
    assert not any(one.calibrated or one.n for one in found.items)
    assert (found.learners, found.answers, found.population) == (0, 0, Population())
    assert "no answers to calibrate from" in found.notes[-1]


def test_an_empty_bank_has_an_empty_calibration():
    assert calibrated({"one": [make_response(make_item(1))]}, ()).items == ()


def test_one_learner_moves_no_item():
    items = make_items(9)
    found = calibrated({"one": [make_response(item) for item in items]}, items)

    assert not any(one.calibrated for one in found.items)
    assert "No item has 30 answers yet (the most is 1)" in found.notes[-1]


@pytest.mark.parametrize("right", [True, False])
def test_a_bank_answered_all_right_or_all_wrong_stays_finite(right):
    items = make_items(4)
    logs = {f"{n}": [make_response(item, right) for item in items] for n in range(250)}
    found = calibrated(logs, items)
    moved = np.array([one.difficulty - believed(item).difficulty for one, item in zip(found.items, items, strict=True)])

    assert (np.sign(moved) == (-1 if right else 1)).all()
    for one in found.items:
        assert np.isfinite([one.slope, one.difficulty, one.se, one.slope_se]).all()
        assert 0.05 <= one.slope <= 8
        assert one.se <= 0.5


def test_answers_to_items_that_are_not_in_the_bank_are_left_out_and_named():
    items = make_items(3)
    stranger, changed = make_item(77), make_response(items[0], version="v0")
    logs = form_of(40, items)
    dirty = {name: [*log, make_response(stranger), changed] for name, log in logs.items()}
    clean, found = calibrated(logs, items), calibrated(dirty, items)

    assert "40 answers were left out: their items (item-77)" in found.notes[0]
    assert found.items == clean.items


def test_an_item_asked_in_another_version_is_left_out():
    items = make_items(3)
    logs = {"one": [make_response(items[0], version="v0"), make_response(items[1])]}
    found = calibrated(logs, items)

    assert found.answers == 1
    assert "1 answers were left out: their items (item-0)" in found.notes[0]


def test_reviews_and_items_met_again_within_30_days_are_no_evidence():
    items = make_items(3)
    again = make_response(items[0], at=NOON + timedelta(days=3))
    review = make_response(items[1], purpose=Purpose.REVIEW)
    found = calibrated({"one": [make_response(items[0]), again, review]}, items)

    assert [one.n for one in found.items] == [1, 0, 0]


def test_code_exercises_are_not_calibrated():
    items = make_items(2)
    logs = {"one": [make_response(items[0], kind=Kind.CODE), make_response(items[1])]}

    assert calibrated(logs, items).answers == 1
    assert len(calibrated(logs, items).notes) == 1


def test_slips_in_the_bank_given_are_refused():
    with pytest.raises(DataError, match="item-1: its skill 'poetry' is not among the skills"):
        calibrated({}, [make_item(1, skill="poetry")])
    with pytest.raises(DataError, match="item-1: given twice"):
        calibrated({}, [make_item(1), make_item(1)])


def test_the_order_of_learners_does_not_matter():
    items = make_items(20)
    logs, _ = cohort_of(80, 15, items, seed=6)
    turned = dict(reversed(logs.items()))

    assert [one.difficulty for one in calibrated(turned, items).items] == pytest.approx(
        [one.difficulty for one in calibrated(logs, items).items]
    )


def test_a_parameter_set_carries_where_it_came_from():
    items = make_items(3)
    found = calibrated(form_of(40, items), items)
    records = found.parameter_set("2026.11", date(2026, 11, 22))

    assert (records.bank, records.learners, records.answers) == ("2026.11", 40, 120)
    assert records.items == found.items
    assert records.variances == found.population.variances


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 60), st.integers(1, 4), st.randoms(use_true_random=False))
def test_whatever_the_answers_no_parameter_is_a_nan(learners, count, random):
    items = make_items(count)
    logs = {
        f"{n}": [make_response(item, random.random() < 0.5) for item in items if random.random() < 0.8]
        for n in range(learners)
    }
    for one in calibrated(logs, items).items:
        assert np.isfinite([one.slope, one.difficulty, one.guessing, one.se, one.slope_se]).all()
