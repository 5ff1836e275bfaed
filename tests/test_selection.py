"""Selection: the most useful next item, within the limits that make a sitting pleasant."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillcheck.measure.ability import Ability, prior, update
from skillcheck.measure.curve import Parameters, likelihood, parameters, probability
from skillcheck.measure.cuts import reached, standard_cuts, widen
from skillcheck.measure.normal import NODES, WEIGHTS
from skillcheck.measure.selection import KINDS, Limits, Pool, allowed, choose, gain, reach, stop_advice
from skillcheck.model import Item, Kind, Level, Skill

LEVELS = tuple(Level)
CUTS = standard_cuts()
FREE = Limits(in_a_row=None, per_skill=None, gentle=0)


def make_skills(count=6):
    """The first third Beginner, the last third Advanced."""
    plain = {"name": "", "can_do": "", "about": "", "subtopics": ()}
    return [Skill(id=f"skill-{k}", level=LEVELS[k * 3 // count], block="FDMLPG"[k % 6], **plain) for k in range(count)]


def make_pool(count=6, each=6):
    """Items of depth 1, 2, 3 in turn for each skill, every other one typed."""
    items = [
        Item(
            id=f"item-{k}-{n}",
            skill=f"skill-{k}",
            depth=1 + n % 3,
            kind=Kind.NUMERIC if n % 2 else Kind.ORDER,
            asks="apply",
            stem="?",
            key=1.0,
            source="https://x.org",
        )
        for k in range(count)
        for n in range(each)
    ]
    return Pool.of(items, [f"skill-{k}" for k in range(count)])


PRIOR, POOL = prior(make_skills()), make_pool()


def items_of(skill):
    return np.flatnonzero(POOL.skill == skill).tolist()


# --- the pool -------------------------------------------------------------------------------------


def test_a_pool_holds_the_parameters_of_its_items():
    number = POOL.items.index("item-2-1")

    assert POOL.skill[number] == 2
    assert POOL.depth[number] == 2
    assert (POOL.slope[number], POOL.difficulty[number], POOL.guessing[number]) == parameters(2, Kind.NUMERIC)


def test_a_pool_may_be_empty():
    assert len(allowed(Pool.of([], ["skill-0"]), [], (), Limits())) == 0


# --- gain and reach -------------------------------------------------------------------------------


@given(st.integers(0, 5), st.floats(0.5, 2.0), st.floats(-2, 2), st.sampled_from([0.02, 0.22, 0.45]))
def test_the_gain_is_exactly_the_expected_drop_in_variance(index, slope, difficulty, guessing):
    curve = Parameters(slope, difficulty, guessing)
    theta = PRIOR.mean[index] + PRIOR.sd[index] * NODES
    chance = WEIGHTS @ likelihood(True, theta, curve)
    after = [update(PRIOR, index, curve, right).cov[index, index] for right in (True, False)]
    drop = PRIOR.cov[index, index] - (chance * after[0] + (1 - chance) * after[1])

    told = gain(PRIOR, [index], [slope], [difficulty], [guessing])

    assert told == pytest.approx([drop])


def test_typed_items_of_fitting_difficulty_gain_most():
    told = gain(PRIOR, [2, 2, 2], [1.1, 1.1, 1.1], [PRIOR.mean[2], PRIOR.mean[2], 3.0], [0.02, 0.3, 0.02])

    assert told[0] > told[1]
    assert told[0] > told[2]


def test_reach_without_a_role_by_hand():
    """S = [[1, .5], [.5, 2]], W = (1, 1): R_0 = (1 + .25) / 1, R_1 = (.25 + 4) / 4."""
    ability = Ability(("one", "two"), np.zeros(2), np.array([[1.0, 0.5], [0.5, 2.0]]))

    assert reach(ability, [1, 1]) == pytest.approx([1.25, 1.0625])


def test_reach_of_a_role_by_hand():
    """W = (0, 1), cut 1: z^2 = 1/2, q_1 = exp(-.5) / 2; R_0 = .25 q_1 and R_1 = 4 q_1 / 4."""
    ability = Ability(("one", "two"), np.zeros(2), np.array([[1.0, 0.5], [0.5, 2.0]]))
    undecided = np.exp(-0.5) / 2

    assert reach(ability, [0, 1], [np.nan, 1.0]) == pytest.approx([0.25 * undecided, undecided])


def test_a_settled_skill_is_not_worth_asking():
    settled = Ability(("one", "two"), np.array([5.0, 0.0]), 0.5 * np.eye(2))
    told = reach(settled, [1, 1], [0.0, 0.0])

    assert told[1] > 1000 * told[0]


# --- choosing -------------------------------------------------------------------------------------


def test_the_choice_is_among_the_best_five():
    everything = np.ones(len(POOL.items), dtype=bool)
    flat = np.ones(6)
    worth = gain(PRIOR, POOL.skill, POOL.slope, POOL.difficulty, POOL.guessing)
    chosen = {choose(PRIOR, POOL, flat, everything, np.random.default_rng(seed)) for seed in range(100)}

    assert min(worth[list(chosen)]) >= np.sort(worth)[-5] - 1e-12


def test_items_of_equal_worth_have_equal_chances():
    only_skill_0 = POOL.skill == 0
    rng = np.random.default_rng(5)
    chosen = [choose(PRIOR, POOL, np.ones(6), only_skill_0, rng, top=1) for _ in range(200)]

    assert len(set(chosen)) == 2  # of six items two are of the best depth


def test_the_same_seed_chooses_the_same_item():
    everything = np.ones(len(POOL.items), dtype=bool)
    chosen = [choose(PRIOR, POOL, np.ones(6), everything, np.random.default_rng(7)) for _ in range(2)]

    assert chosen[0] == chosen[1]


@given(st.lists(st.booleans(), min_size=36, max_size=36).filter(any), st.integers(0, 99))
def test_only_what_is_allowed_is_chosen(mask, seed):
    assert mask[choose(PRIOR, POOL, np.ones(6), np.array(mask), np.random.default_rng(seed))]


def test_nothing_allowed_is_an_error():
    with pytest.raises(ValueError, match="sitting is over"):
        choose(PRIOR, POOL, np.ones(6), np.zeros(36, dtype=bool), np.random.default_rng(1))


# --- limits ---------------------------------------------------------------------------------------


def test_an_item_never_comes_twice_in_a_sitting():
    assert np.flatnonzero(~allowed(POOL, [0, 7], (), FREE)).tolist() == [0, 7]


def test_what_was_seen_lately_does_not_come():
    assert np.flatnonzero(~allowed(POOL, [], {"item-0-0", "item-1-1"}, FREE)).tolist() == [0, 7]


def test_nothing_outside_the_scope_comes():
    told = allowed(POOL, [], (), Limits(scope=(1, 2), gentle=0))

    assert set(POOL.skill[told]) == {1, 2}


def test_at_most_three_in_a_row_are_of_one_skill():
    three, two = [0, 1, 2], [6, 0, 1]

    assert 0 not in POOL.skill[allowed(POOL, three, (), Limits())]
    assert 0 in POOL.skill[allowed(POOL, two, (), Limits())]
    assert 0 in POOL.skill[allowed(POOL, [*three, 6], (), Limits())]


def test_at_most_so_many_are_of_one_skill():
    asked = [0, 1, 6, 2, 3]

    assert 0 not in POOL.skill[allowed(POOL, asked, (), Limits(per_skill=4))]
    assert 0 in POOL.skill[allowed(POOL, asked, (), Limits(per_skill=5))]


def test_the_first_two_are_easy_items_of_skills_that_are_not_advanced():
    levels = tuple(skill.level for skill in make_skills())
    told = allowed(POOL, [0], (), Limits(levels=levels))

    assert set(POOL.depth[told]) == {1, 2}
    assert set(POOL.skill[told]) == {0, 1, 2, 3}
    assert set(POOL.skill[allowed(POOL, [0, 6], (), Limits(levels=levels))]) == {0, 1, 2, 3, 4, 5}


def test_skills_that_must_come_do_when_only_room_for_them_is_left():
    limits = Limits(length=10, must=(3, 4))
    early, late = [0, 6, 1], [0, 6, 1, 7, 12, 2, 8, 13]

    assert set(POOL.skill[allowed(POOL, early, (), limits)]) == {0, 1, 2, 3, 4, 5}
    assert set(POOL.skill[allowed(POOL, late, (), limits)]) == {3, 4}
    assert set(POOL.skill[allowed(POOL, [*late, items_of(3)[0]], (), limits)]) == {4}


def test_a_sitting_too_short_for_all_that_must_come_forgets_the_rule():
    limits = Limits(length=3, must=(2, 3, 4, 5))

    assert 0 in POOL.skill[allowed(POOL, [6, 1], (), limits)]


def test_a_quiz_of_one_skill_is_not_stopped_by_rules_about_variety():
    limits, asked = Limits(scope=(0,), per_skill=3, length=6), []
    while allowed(POOL, asked, (), limits).any():
        asked.append(int(np.flatnonzero(allowed(POOL, asked, (), limits))[0]))

    assert sorted(asked) == items_of(0)


def test_rules_give_way_the_least_important_first():
    """All but skill 0 was seen lately and skill 0 came three times in a row: variety gives way, not freshness."""
    seen = {item for item, skill in zip(POOL.items, POOL.skill, strict=True) if skill != 0}

    assert set(POOL.skill[allowed(POOL, [0, 1, 2], seen, Limits())]) == {0}


def test_what_was_seen_lately_comes_back_when_nothing_else_is_left():
    assert allowed(POOL, [], set(POOL.items), Limits()).any()


def test_an_exhausted_pool_allows_nothing():
    assert not allowed(POOL, range(36), (), Limits()).any()


@given(st.lists(st.integers(0, 35), unique=True, max_size=35), st.sets(st.sampled_from(POOL.items)), st.integers(0, 40))
def test_something_is_always_allowed_until_the_pool_is_exhausted(asked, seen, length):
    told = allowed(POOL, asked, seen, Limits(length=length, must=(1, 2), levels=LEVELS * 2))

    assert told.any()
    assert not told[asked].any()


def test_after_two_typed_items_another_manner_of_answering_comes():
    typed = [place for place, kind in enumerate(POOL.kind) if KINDS[kind] in (Kind.NUMERIC, Kind.TEXT)][:2]
    told = allowed(POOL, typed, (), Limits(length=30, in_a_row=None, gentle=0))

    assert told.any()
    assert all(KINDS[kind] not in (Kind.NUMERIC, Kind.TEXT) for kind in POOL.kind[told])


@pytest.mark.parametrize(
    ("error", "asked", "offered"), [(0.15, 15, True), (0.16, 30, False), (0.1, 14, False), (0.0, 45, True)]
)
def test_stopping_is_offered_when_little_is_undecided(error, asked, offered):
    assert stop_advice(error, asked) is offered


# --- does it help? --------------------------------------------------------------------------------


class World:
    """A bank of 45 skills x 12 items whose true parameters the model does not know, and a role that needs them all."""

    def __init__(self, seed):
        rng = np.random.default_rng(seed)
        self.prior, self.pool = prior(make_skills(45)), make_pool(45, 12)
        count = len(self.pool.items)
        choice = np.arange(count) % 2 == 0
        self.pool.guessing[choice] = parameters(1, Kind.CHOICE, 4).guessing
        self.slope = np.exp(rng.normal(np.log(1.2), 0.3, count))
        self.difficulty = self.pool.difficulty + rng.normal(0, 0.5, count)
        self.guessing = np.where(choice, rng.uniform(0.16, 0.28, count), 0.02)
        self.weights = rng.choice([1.0, 2.0, 3.0], 45)
        self.weights /= self.weights.sum()
        self.cuts = np.array(CUTS)[rng.integers(0, 3, 45)]

    def learner(self, rng):
        """Return true abilities (45,) and what the learner would answer to each item."""
        theta = self.prior.mean + np.linalg.cholesky(self.prior.cov) @ rng.standard_normal(45)
        chance = probability(theta[self.pool.skill], self.slope, self.difficulty, self.guessing)
        return theta, rng.random(len(chance)) < chance

    def sit(self, answers, length, rng, adaptive):
        ability, pool, asked = self.prior, self.pool, []
        turns = rng.permutation(45)
        for turn in range(length):
            may = allowed(pool, asked, (), Limits(length=length) if adaptive else FREE)
            if adaptive:
                item = choose(ability, pool, reach(ability, self.weights, self.cuts), may, rng)
            else:
                item = int(rng.choice(np.flatnonzero(may & (pool.skill == turns[turn % 45]))))
            curve = Parameters(pool.slope[item], pool.difficulty[item], pool.guessing[item])
            ability = update(ability, int(pool.skill[item]), curve, bool(answers[item]))
            asked.append(item)
        return ability

    def simulate(self, learners, length, adaptive):
        """Return share of weight decided rightly, weighted RMSE, 90 % coverage, and stated decision error."""
        truth, mean, sd = [], [], []
        for number in range(learners):
            rng = np.random.default_rng([17, number])
            theta, answers = self.learner(rng)
            ability = self.sit(answers, length, rng, adaptive)
            truth.append(theta)
            mean.append(ability.mean)
            sd.append(widen(ability.sd))
        truth, mean, sd = np.array(truth), np.array(mean), np.array(sd)
        chances = reached(mean, sd, self.cuts)
        return {
            "decided": (((chances >= 0.5) == (truth >= self.cuts)) @ self.weights).mean(),
            "rmse": np.sqrt((np.square(mean - truth) @ self.weights).mean()),
            "coverage": (np.abs(truth - mean) <= 1.645 * sd).mean(),
            "stated_error": (np.minimum(chances, 1 - chances) @ self.weights).mean(),
        }


def test_thirty_adaptive_answers_beat_thirty_balanced_ones_and_are_honest():
    world = World(seed=2)
    adaptive, balanced = (world.simulate(150, 30, adaptive) for adaptive in (True, False))

    assert adaptive["decided"] > balanced["decided"] + 0.01
    assert adaptive["rmse"] < balanced["rmse"]
    assert 0.86 < adaptive["coverage"] < 0.96
    assert 0.86 < balanced["coverage"] < 0.96
    assert abs(adaptive["stated_error"] - (1 - adaptive["decided"])) < 0.03
