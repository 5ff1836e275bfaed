"""Gaps to a role: their size, their order, their claims and what each says to do."""

from math import erf, exp, pi, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skillcheck.advice import gaps
from skillcheck.catalog import Catalog
from skillcheck.measure import reached
from skillcheck.model import Estimate, Exercise

CATALOG = Catalog.open()
SKILLS = tuple(CATALOG.skills.values())
PROJECTS = tuple(CATALOG.projects.values())
CUTS = (-0.6, 0.4, 1.4)


def make_estimate(skill, mean=0.0, sd=0.5, answers=5):
    """Return an estimate whose chances follow from its mean and sd; shares are not used here."""
    depth = sum(min(1.0, max(0.0, mean + 1.6 - step)) for step in range(3))
    return Estimate(
        skill=skill,
        mean=mean,
        sd=sd,
        low=mean - 1.28 * sd,
        high=mean + 1.28 * sd,
        shares=(0.5, 0.5, 0.5),
        share_low=(0.4, 0.4, 0.4),
        share_high=(0.6, 0.6, 0.6),
        reached=tuple(float(reached(mean, sd, cut)) for cut in CUTS),
        depth=depth,
        answers=answers,
    )


def estimates(mean=0.0, sd=0.5, answers=5, **changed):
    """Return estimates of all skills, single ones changed by name."""
    same = {skill.id: make_estimate(skill.id, mean, sd, answers) for skill in SKILLS}
    return same | {name.replace("_", "-"): each for name, each in changed.items()}


def gap_of(skill, role="ml-engineer", projects=(), exercises=(), **kwargs):
    """Return the gap of one skill."""
    found = gaps(CATALOG.role(role), estimates(**kwargs), CUTS, SKILLS, projects, exercises)
    return next(gap for gap in found if gap.skill == skill)


def test_every_skill_of_the_role_is_there_once_largest_first():
    """MLOps leaves seven skills out."""
    role = CATALOG.role("mlops-engineer")
    found = gaps(role, estimates(), CUTS, SKILLS)

    assert sorted(gap.skill for gap in found) == sorted(need.skill for need in role.needs)
    assert [gap.size for gap in found] == sorted((gap.size for gap in found), reverse=True)


def test_size_is_weight_times_expected_shortfall():
    """By hand for a standard normal one sd below its cut: phi(1) + 1 * Phi(1) = 1.0833."""
    gap = gap_of("rag-retrieval", mean=0.4, sd=1.0)
    by_hand = exp(-0.5) / sqrt(2 * pi) + (1 + erf(1 / sqrt(2))) / 2

    assert gap.shortfall == pytest.approx(by_hand, rel=1e-6)
    assert gap.size == pytest.approx(0.042 * by_hand, rel=1e-6)


@settings(max_examples=25, deadline=None)
@given(st.floats(-3, 3), st.floats(0.1, 1.5), st.floats(0.01, 2))
def test_knowing_more_makes_a_gap_smaller(mean, sd, more):
    """Shortfall falls as ability rises, and never below zero."""
    before, after = (gap_of("sql-data-access", mean=each, sd=sd) for each in (mean, mean + more))

    assert 0 <= after.shortfall <= before.shortfall + 1e-12


@pytest.mark.parametrize(("mean", "said"), [(2.5, "met"), (-2.5, "not met"), (1.4, "not settled yet")])
def test_a_claim_is_met_not_met_or_not_settled(mean, said):
    """The target of system design is depth 3, at 1.4."""
    assert gap_of("ml-system-design", mean=mean).claim == said


def test_before_ten_answers_in_all_nothing_is_settled():
    """What the prior alone believes of people says nothing yet of this learner."""
    assert gap_of("ml-system-design", mean=-2.5, answers=0).claim == "not settled yet"


def test_a_skill_that_was_never_asked_is_not_settled_however_sure_the_inference():
    """Other answers and a rating may say a lot; a claim needs an answer of its own."""
    unasked = make_estimate("ml-system-design", mean=-2.5, answers=0)

    assert gap_of("ml-system-design", ml_system_design=unasked).claim == "not settled yet"


def test_a_met_target_needs_no_advice():
    """Nobody is sent back to what they know."""
    assert gap_of("sql-data-access", mean=3.0).advice == ""


def test_a_missing_prerequisite_comes_first():
    """RAG builds on LLM foundations: with those missing, they are what to learn."""
    weak = make_estimate("llm-foundations-prompting", mean=-2.5)

    assert gap_of("rag-retrieval", llm_foundations_prompting=weak).advice.startswith(
        "First LLM foundations and prompting"
    )


def test_few_answers_ask_for_more_answers():
    """A gap resting on the prior is no reason to build for six weeks."""
    assert "short quiz" in gap_of("rag-retrieval", answers=1, projects=PROJECTS).advice


def test_an_exercise_one_depth_up_comes_before_a_project():
    """Half an hour before half a season."""
    exercise = Exercise(
        id="recall-at-k",
        skill="rag-retrieval",
        depth=2,
        title="Recall at k",
        task="",
        function="recall",
        starter="",
        solution="",
        hints=(),
        source="test",
    )

    assert "book.exercise('recall-at-k')" in gap_of("rag-retrieval", exercises=(exercise,), projects=PROJECTS).advice


def test_a_ready_project_is_named_with_its_weeks():
    """The assistant over documents shows retrieval at depth 3; its needs are met at 0.5."""
    assert "LLM application" in gap_of("rag-retrieval", mean=0.5, projects=PROJECTS).advice


def test_a_project_that_is_not_ready_is_not_named():
    """With Python at depth 1, nothing that asks for depth 2 is advised."""
    advice = gap_of("rag-retrieval", mean=-0.3, projects=PROJECTS).advice

    assert advice == "Practise with explanations: book.quiz('rag-retrieval')."


def test_advice_is_one_sentence_for_each_gap_not_met():
    """Every gap says what to do, whatever is known."""
    found = gaps(CATALOG.role("data-scientist"), estimates(mean=-1.0, answers=0), CUTS, SKILLS, PROJECTS)

    assert all(gap.advice.endswith(".") and "\n" not in gap.advice for gap in found if gap.claim != "met")
