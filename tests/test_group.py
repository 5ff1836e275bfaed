"""Several learners at once: the figures of each are those of the learner alone, whoever else is there."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_ability import NOON, make_response, make_skills

from skillcheck import measure
from skillcheck.measure.claims import DRAWS
from skillcheck.measure.group import Group
from skillcheck.model import Kind

SKILLS = make_skills()
PRIOR = measure.prior(SKILLS)
CUTS = measure.standard_cuts()
LEVELS = [[0, 3, 6, 9], [1, 4, 7, 10], [2, 5, 8, 11]]
LOOKUP = measure.Lookup()

answers = st.builds(
    lambda day, skill, depth, kind, right: make_response(
        day, item=f"{skill}-{depth}-{kind}", skill=f"skill-{skill}", depth=depth, kind=kind, right=right
    ),
    st.integers(0, 400) | st.floats(0, 0.4),
    st.integers(0, 13),  # the last two are skills that this bank does not have
    st.integers(1, 3),
    st.sampled_from([Kind.CHOICE, Kind.NUMERIC, Kind.MULTI]),
    st.booleans(),
)
learners = st.tuples(
    st.lists(answers, max_size=12),
    st.dictionaries(st.integers(0, 11), st.integers(1, 5), max_size=4),
    st.integers(0, 500),
)


def group_of(members):
    """The group of learners given as (log, self-ratings, days until now)."""
    return measure.replay_group(
        PRIOR,
        [measure.rate(PRIOR, ratings) for _, ratings, _ in members],
        [measure.evidence(log) for log, _, _ in members],
        LOOKUP.of_response,
        [NOON + timedelta(days=days) for _, _, days in members],
        [0.25] * len(members),
    )


def alone(log, ratings, days):
    """The same learner's ability by the functions for one."""
    until = NOON + timedelta(days=days)
    return measure.replay(PRIOR, log, LOOKUP.of_response, start=measure.rate(PRIOR, ratings), until=until)


def role(seed, count=12):
    """Weights (K,), sum 1, and targets (K,) of a role."""
    rng = np.random.default_rng(seed)
    targets = rng.integers(0, 4, count)
    weights = rng.random(count) * (targets > 0)
    return weights / (weights.sum() or 1), targets


@given(st.lists(learners, min_size=1, max_size=5))
@settings(deadline=None)
def test_each_ability_is_that_of_the_learner_alone(members):
    group = group_of(members)

    for row, member in enumerate(members):
        single = alone(*member)
        np.testing.assert_allclose(group.mean[row], single.mean, atol=1e-9)
        np.testing.assert_allclose(group.cov[row], single.cov, atol=1e-9)


@given(st.lists(learners, min_size=2, max_size=5), st.randoms())
@settings(deadline=None, max_examples=30)
def test_who_else_is_there_changes_no_bit(members, random):
    group = group_of(members)
    order = list(range(len(members)))
    random.shuffle(order)
    other = group_of([members[row] for row in order])

    for place, row in enumerate(order):
        assert (other.mean[place] == group.mean[row]).all()
        assert (other.cov[place] == group.cov[row]).all()
    assert (group_of(members[:1]).mean[0] == group.mean[0]).all()


@given(st.lists(learners, min_size=1, max_size=4), st.integers(0, 99))
@settings(deadline=None, max_examples=30)
def test_readiness_levels_and_estimates_are_those_that_the_learner_sees(members, seed):
    group = group_of(members)
    roles = [role(seed + row) for row in range(len(members))]
    weights, targets = (np.stack(part) for part in zip(*roles, strict=True))
    ready, levels = measure.readiness_and_levels(group, weights, targets, LEVELS, 2, CUTS)
    settled, depths, shares = (
        measure.settled(group, weights, targets, CUTS),
        measure.depths(group, CUTS),
        measure.shares(group),
    )

    for row, member in enumerate(members):
        ability = alone(*member)
        one = measure.readiness(ability, *roles[row], CUTS, "a-role")
        found = ready.value[row], ready.low[row], ready.high[row], settled[row]
        np.testing.assert_allclose(found, (one.value, one.low, one.high, one.settled), atol=2e-6)
        for place, skills in enumerate(LEVELS):
            level = measure.level_result(ability, skills, 2, CUTS)
            # A draw that lies on the cut to the last bit may fall on the other side: one draw, one skill.
            off = 1.5 / DRAWS
            assert levels.value[row, place] == pytest.approx(level.share, abs=off)
            assert levels.low[row, place] == pytest.approx(level.low, abs=1e-6)
            assert levels.high[row, place] == pytest.approx(level.high, abs=1e-6)
        for k, estimate in enumerate(measure.estimates(ability, {}, (), CUTS).values()):
            assert depths.value[row, k] == pytest.approx(estimate.depth, abs=1e-9)
            assert shares[row, k] == pytest.approx(sum(estimate.shares) / 3, abs=1e-9)


def test_a_role_that_asks_nothing_is_met():
    group = group_of([([], {}, 0)])
    nothing = np.zeros((1, 12))
    ready, _ = measure.readiness_and_levels(group, nothing, nothing.astype(int), LEVELS, 2, CUTS)

    assert (ready.value[0], ready.low[0], ready.high[0]) == (1.0, 1.0, 1.0)
    assert measure.settled(group, nothing, nothing.astype(int), CUTS)[0] == 1.0


def test_each_learner_has_a_margin_of_their_own():
    group = group_of([([], {}, 0)] * 2)
    narrow = Group(group.mean, group.cov, np.array([0.0, 0.5]))

    assert (narrow.sd[1] > narrow.sd[0]).all()
    assert narrow.sd[0] == pytest.approx(PRIOR.sd)


def test_ratings_of_the_same_skills_are_heard_alike_whatever_they_say():
    low, high = ({0: step, 5: step} for step in (1, 5))
    one, other = measure.rate(PRIOR, low), measure.rate(PRIOR, high)
    twin = replace(PRIOR)

    assert (one.cov == other.cov).all()
    assert (one.mean < other.mean).all()
    np.testing.assert_allclose(measure.rate(twin, low).mean, one.mean)
