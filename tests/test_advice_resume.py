"""Resume advice: the guide's own bullets, bullets of projects, and a skills section that claims nothing unmet."""

import re

import pytest

from skillcheck.advice import bullet, lint_bullet, skills_section
from skillcheck.catalog import Catalog

CATALOG = Catalog.open()
RESUME = CATALOG.resume
WEAK = [each.text for each in RESUME.bullets if not each.strong]
STRONG = [each.text for each in RESUME.bullets if each.strong]

GOOD = "Reduced p95 latency of a search service from 480 ms to 120 ms using ONNX Runtime and batching for 2M users"


@pytest.mark.parametrize("text", STRONG)
def test_the_guides_strong_bullets_pass(text):
    """Verb, what, how, scale and outcome are all there."""
    assert lint_bullet(text) == ()


@pytest.mark.parametrize("text", WEAK)
def test_the_guides_weak_bullets_lack_number_tool_and_outcome(text):
    """Each of the three is vague in the same ways."""
    found = " ".join(lint_bullet(text))

    assert all(lack in found for lack in ("No number", "No tool", "No outcome", "Generic"))


@pytest.mark.parametrize(
    ("text", "lack"),
    [
        (GOOD.replace("Reduced", "Responsible for"), "No action verb"),
        (GOOD.replace("Reduced", "Worked on"), "No action verb"),
        ("Reduced latency of a search service by half using ONNX Runtime", "No number"),
        (GOOD.replace("using ONNX Runtime and batching ", ""), "No tool"),
        ("Built a search service using ONNX Runtime for 2,000,000 users", "No outcome"),
        ("Improved accuracy of AI solutions by 12% for 3 teams", "Generic"),
        (GOOD.replace("2M users", "[number] users"), "A blank is left"),
        ("  ", "nothing here"),
    ],
)
def test_each_lack_is_named(text, lack):
    """One thing is missing, one thing is said of it."""
    assert any(lack in found for found in lint_bullet(text))


@pytest.mark.parametrize("mark", ["", "- ", "• ", "* "])
def test_a_good_bullet_passes_with_or_without_its_mark(mark):
    """Pasted from a document, a bullet may bring its dot along."""
    assert lint_bullet(mark + GOOD) == ()


@pytest.mark.parametrize("project", CATALOG.projects.values(), ids=lambda project: project.id)
def test_a_projects_bullet_is_complete_once_its_blanks_are_filled(project):
    """Skeletons ask for the learner's own figures; with them in, nothing is lacking."""
    skeleton = bullet(project)

    assert any("A blank is left" in found for found in lint_bullet(skeleton))
    assert lint_bullet(re.sub(r"\[[^\]]*\]", "40", skeleton)) == ()


def test_parts_of_a_bullet_can_be_given():
    """A learner's own scale and outcome replace the blanks."""
    text = bullet(
        CATALOG.project("ci-for-ml"),
        {"scale": "with 120 tests", "outcome": "catching 94% of planted bugs in 3 minutes a run"},
    )

    assert text.endswith("with 120 tests, catching 94% of planted bugs in 3 minutes a run")
    assert lint_bullet(text) == ()


def test_the_skills_section_claims_only_what_is_met():
    """The guide's layout, without what the learner has not reached."""
    text = skills_section({"python-programming", "sklearn-workflow", "data-engineering-scale"}, RESUME)

    assert text.splitlines() == ["ML Frameworks: scikit-learn", "Languages: Python", "Data Engines: Spark"]


def test_with_everything_met_the_guides_section_is_all_there():
    """Every entry the guide lists, Spark no longer among the languages."""
    text = skills_section(CATALOG.skills.keys(), RESUME)
    guide = ["PyTorch", "TensorFlow", "scikit-learn", "Hugging Face Transformers", "MLflow", "Kubeflow", "SageMaker"]
    guide += ["Docker", "NLP", "Computer Vision", "Recommender Systems", "LLM Fine-tuning", "Python", "SQL", "Spark"]

    assert all(entry in text for entry in guide)
    assert "Languages: Python, SQL\n" in text


def test_with_nothing_met_the_section_says_so_kindly():
    """An empty section would look broken."""
    assert skills_section(set(), RESUME).startswith("Nothing to claim yet")
