"""The learning path: its order, its months and what it may offer."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skillcheck.advice import path
from skillcheck.catalog import Catalog

CATALOG = Catalog.open()
SKILLS = tuple(CATALOG.skills.values())
TIMELINE = CATALOG.resume.timeline

some = settings(max_examples=25, deadline=None)
roles = st.sampled_from(sorted(CATALOG.roles))
profiles = st.fixed_dictionaries({skill.id: st.integers(0, 3) for skill in SKILLS})


def path_to(role="ml-engineer", depths=None, programming=True, courses=None, credentials=None):
    """Return a path with the catalog's courses and credentials unless others are given."""
    courses = tuple(CATALOG.courses.values()) if courses is None else courses
    credentials = tuple(CATALOG.credentials.values()) if credentials is None else credentials
    return path(CATALOG.role(role), depths or {}, SKILLS, courses, credentials, TIMELINE, programming)


def at(depth):
    """Return all skills at one depth."""
    return {skill.id: depth for skill in SKILLS}


@some
@given(roles, profiles)
def test_no_step_stands_before_its_prerequisites(role, depths):
    """Whatever is on the path comes after everything on the path that it builds on."""
    order = [step.skill for step in path_to(role, depths).steps]
    wrong = [
        (skill, earlier)
        for place, skill in enumerate(order)
        for earlier in CATALOG.skills[skill].prerequisites
        if earlier in order[place:]
    ]

    assert wrong == []


@some
@given(roles, profiles)
def test_only_what_is_missing_is_on_the_path(role, depths):
    """Every unmet target has its step; any other step is a foothold that something on the path builds on."""
    steps = {step.skill: step.to_depth for step in path_to(role, depths).steps}
    unmet = {need.skill: need.target for need in CATALOG.role(role).needs if depths[need.skill] < need.target}
    rest = steps.keys() - unmet.keys()
    used = {earlier for skill in steps for earlier in CATALOG.skills[skill].prerequisites}

    assert {skill: steps[skill] for skill in unmet} == unmet
    assert all(skill in used and steps[skill] == 1 and depths[skill] < 1 for skill in rest)


@pytest.mark.parametrize("role", sorted(CATALOG.roles))
def test_from_nothing_the_months_are_those_of_the_phases(role):
    """9-13 by the guide's phases, and 12-17 without a programming background."""
    months = [path_to(role, programming=each).months for each in (True, False)]

    assert months == [(9, 13), (12, 17)]


@some
@given(roles, profiles, st.sampled_from(sorted(CATALOG.skills)))
def test_knowing_more_never_takes_longer(role, depths, skill):
    """One depth more in any skill shortens the way or leaves it."""
    more = depths | {skill: min(3, depths[skill] + 1)}

    assert path_to(role, more).months[1] <= path_to(role, depths).months[1]


def test_the_guides_contradiction_is_said():
    """The headline says 6-12, the phases add up to 9-13."""
    found = path_to()

    assert found.guide_months == (6, 12)
    assert TIMELINE.conflict in found.notes
    assert "9-13 months" in found.sentence


def test_programming_months_stop_once_python_is_there():
    """Whoever has Python at the role's depth needs no extra months, whatever they said of their background."""
    depths = {"python-programming": 3}

    assert path_to(depths=depths, programming=False).months == path_to(depths=depths).months


def test_only_active_credentials_are_offered_most_gain_first():
    """The retired and the closed one are notes, not offers."""
    found = path_to(depths=at(1))
    offered = [offer.credential for offer in found.credentials]
    gains = [offer.gain for offer in found.credentials]

    assert {CATALOG.credentials[name].status for name in offered} == {"active"}
    assert gains == sorted(gains, reverse=True)
    assert any("Specialty" in note and "retired" in note for note in found.notes)
    assert any("TensorFlow Developer" in note and "closed" in note for note in found.notes)


def test_a_credential_that_shows_nothing_new_is_not_offered():
    """At depth 3 everywhere no exam closes anything."""
    found = path_to(depths=at(3))

    assert (found.credentials, found.steps, found.months) == ((), (), (0, 0))
    assert "Nothing" in found.sentence


def test_a_removed_course_is_never_on_the_path():
    """The MLOps specialization is gone: its skills are on the path without it."""
    found = path_to()

    assert "dlai-mlops" not in {course for step in found.steps for course in step.courses}
    assert any("MLOps Specialization" in note and "no longer offered" in note for note in found.notes)


def test_a_course_stands_at_the_skills_it_serves():
    """fast.ai teaches frameworks; what is fully true of today stands before what is half true."""
    steps = {step.skill: step for step in path_to().steps}

    assert steps["dl-frameworks"].courses == ("fastai", "dlai-specializations")
    assert steps["classification-models"].courses == ("ml-specialization", "cs229")


def test_each_step_says_why():
    """Either the role asks for it, or something on the path builds on it."""
    whys = {step.skill: step.why for step in path_to("mlops-engineer").steps}

    assert whys["mlops-pipelines"] == "The MLOps Engineer role asks for depth 3."
    assert all(why.endswith(".") for why in whys.values())
