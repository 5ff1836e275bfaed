"""Every exercise: its solution passes, its starter and each of its mutants fail, and a learner gets enough to start."""

import re
from functools import cache
from pathlib import Path

import pytest

from skillcheck.catalog import Catalog
from skillcheck.catalog.mutants import read_mutants
from skillcheck.sandbox import check, check_trusted
from skillcheck.sandbox.run import load_cases

CATALOG = Catalog.open()
FOLDER = Path(CATALOG.folder) / "exercises"
EXERCISES = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())


@cache
def mutants(name):
    """The wrong answers by name, each as a whole source."""
    return read_mutants(CATALOG.cases_path(name), CATALOG.exercise(name).solution)


@cache
def outcomes(name):
    """What the cases say of each wrong answer."""
    return {title: judge(name, source) for title, source in mutants(name).items()}


def judge(name, source, how=check_trusted):
    return how(CATALOG.exercise(name), source, CATALOG.cases_path(name))


def test_there_are_sixty_and_every_skill_has_one():
    skills = {CATALOG.exercise(name).skill for name in EXERCISES}

    assert len(EXERCISES) >= 60
    assert skills == set(CATALOG.skills)


def test_a_mutant_that_changes_nothing_is_an_error(tmp_path):
    (tmp_path / "mutants.py").write_text('MUTANTS = {"typo": ("no such line", "another")}')

    with pytest.raises(ValueError, match="the solution has no 'no such line'"):
        read_mutants(tmp_path / "cases.py", "def f(): ...")


@pytest.mark.parametrize("name", EXERCISES)
def test_the_solution_passes_apart_and_the_starter_does_not(name):
    exercise = CATALOG.exercise(name)

    assert judge(name, exercise.solution, check).message.startswith("All ")
    assert not judge(name, exercise.starter, check).passed


@pytest.mark.parametrize("name", EXERCISES)
def test_every_mutant_fails_in_a_sentence(name):
    survivors = [title for title, outcome in outcomes(name).items() if outcome.passed]
    unloadable = [title for title, outcome in outcomes(name).items() if not outcome.cases]

    assert len(outcomes(name)) >= 6
    assert survivors == []
    assert unloadable == []


@pytest.mark.parametrize("name", EXERCISES)
def test_no_case_is_there_for_nothing(name):
    """Each case fails for some mutant or for the starter."""
    wrong = (*outcomes(name).values(), judge(name, CATALOG.exercise(name).starter))
    failed = {case.name for outcome in wrong for case in outcome.cases if not case.passed}

    assert {case.name for case in judge(name, CATALOG.exercise(name).solution).cases} == failed


@pytest.mark.parametrize("name", EXERCISES)
def test_the_task_tells_what_a_learner_needs(name):
    exercise = CATALOG.exercise(name)

    assert f"`{exercise.function}(" in exercise.task
    assert "```python" in exercise.task
    assert len(exercise.hints) >= 2
    assert exercise.source.startswith("https://")
    assert re.search(rf"^def {exercise.function}\(", exercise.starter, re.MULTILINE)
    assert len(exercise.solution.splitlines()) <= 25


@pytest.mark.parametrize("name", EXERCISES)
def test_each_case_is_named_in_a_sentence_of_its_own(name):
    titles = [case.__doc__ for case in load_cases(CATALOG.cases_path(name))]

    assert len(titles) >= 4
    assert len(set(titles)) == len(titles)
    assert all(title and title.endswith(".") for title in titles)
