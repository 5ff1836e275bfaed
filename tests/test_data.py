"""The reference data against the guide it comes from, and against its own rules."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from skillcheck.catalog import Catalog
from skillcheck.model import Level

CATALOG = Catalog.open()
DATA = Path(CATALOG.folder)
SKILLS = CATALOG.skills
LEVELS = list(Level)

TOOLS = [
    *("PyTorch", "TensorFlow", "Keras", "MLflow", "Kubeflow", "SageMaker", "Weights & Biases", "LoRA", "PEFT", "ONNX"),
    *("TensorRT", "Core ML", "Flask", "FastAPI", "XGBoost", "Docker", "Spark", "Hugging Face Transformers", "LLaMA"),
    *("Mistral", "Gemma", "R", "Scala", "C++", "Git", "GitHub", "Kaggle", "Jupyter", "NumPy", "pandas", "matplotlib"),
    *("scikit-learn", "TensorFlow Serving", "TFLite", "LiteRT", "SQL"),
]

TECHNIQUES = [
    *("regression", "classification", "clustering", "supervised", "unsupervised", "precision", "recall", "F1", "CNNs"),
    *("RNNs", "transformers", "text classification", "sentiment analysis", "cross-validation", "ensemble", "4-bit"),
    *("quantisation", "pruning", "distillation", "RAG", "prompt", "feature stores", "automated retraining", "fairness"),
    *("bias mitigation", "AI auditing", "object detection", "segmentation", "visual search", "transfer learning"),
    *("time series", "collaborative filtering", "embeddings", "fraud detection"),
]

# Every figure of the guide: as the guide writes it, the file that keeps it, and how it stands there.
FIGURES = [
    ("$158K", "market.toml", "value = 158000"),
    ("$157,969", "market.toml", "value = 157969"),
    ("$44,362", "market.toml", "value = 44362"),
    ("$202,331", "market.toml", "value = 202331"),
    ("exceeding $200K", "market.toml", "low = 200000"),
    ("$206,000", "market.toml", "value = 206000"),
    ("$50,000 increase", "market.toml", "value = 50000"),
    ("$174,000 to $306,000+", "market.toml", "low = 174000\nhigh = 306000"),
    ("$220K-$350K+", "market.toml", "low = 220000\nhigh = 350000"),
    ("40% through 2030", "market.toml", "value = 0.4"),
    ("70% year-over-year", "market.toml", "value = 0.7"),
    ("1.3 million", "market.toml", "value = 1300000"),
    ("3.2:1", "market.toml", "value = 3.2"),
    ("+40-60%", "market.toml", "low = 0.4\nhigh = 0.6"),
    ("#1", "market.toml", "value = 1\n"),
    ("90%+", "market.toml", "low = 0.9"),
    ("₹12.25 LPA", "market.toml", "value = 12.25"),
    ("₹35 LPA or more", "market.toml", "low = 35"),
    ("₹4-8 LPA", "market.toml", "low = 4\nhigh = 8"),
    ("₹25-50 LPA", "market.toml", "low = 25\nhigh = 50"),
    ("2-3 months for the AWS exam", "credentials.toml", "prep_months = [2, 3]"),
    ("2-4 months for the Google exam", "credentials.toml", "prep_months = [2, 4]"),
    ("1-2 months for the TensorFlow exam", "credentials.toml", "prep_months = [1, 2]"),
    ("50M+ daily transactions", "resume.toml", "50M+ daily transactions"),
    ("34%", "resume.toml", "by 34%"),
    ("$2.3M", "resume.toml", "$2.3M annually"),
    ("91% accuracy", "resume.toml", "91% accuracy"),
    ("60% of inference costs", "resume.toml", "costs by 60%"),
    ("70B", "resume.toml", "LLaMA-3 70B"),
    ("12 production models", "resume.toml", "12 production models"),
    ("8M daily predictions", "resume.toml", "8M daily predictions"),
    ("99.9% uptime", "resume.toml", "99.9% uptime"),
    ("28%", "resume.toml", "by 28%"),
    ("$4.50/month", "resume.toml", "$4.50/month"),
    ("15M users", "resume.toml", "15M users"),
    ("6-12 months", "resume.toml", "claimed = [6, 12]"),
    ("3-4 months more for Python", "resume.toml", "without_programming = [3, 4]"),
    ("2-3 months for fundamentals", "resume.toml", "months = [2, 3]"),
    ("3-4 months for specialisation", "resume.toml", "months = [3, 4]"),
    ("three against twenty", "resume.toml", "more than twenty notebooks"),
    ("top-10% finish", "resume.toml", "top-10% finish"),
    ("2-3 portfolio projects", "resume.toml", "2-3 portfolio projects"),
]

US = {
    "ml-engineer": ((100_000, 150_000), (150_000, 220_000), (220_000, 350_000)),
    "data-scientist": ((90_000, 130_000), (130_000, 190_000), (190_000, 280_000)),
    "ai-research-scientist": ((120_000, 170_000), (170_000, 250_000), (250_000, 400_000)),
    "mlops-engineer": ((110_000, 145_000), (145_000, 200_000), (200_000, 300_000)),
}
INDIA = {
    "ml-engineer": ((4, 8), (10, 25), (25, 50)),
    "data-scientist": ((5, 10), (12, 22), (22, 45)),
    "ai-research-scientist": ((8, 15), (18, 35), (35, 75)),
    "mlops-engineer": (None, None, None),
}
UNSOURCED = {"unsourced", "unsourced-in-guide", "missing-in-guide", "rounded", "adds-up", "not-confirmed"}


def test_there_are_45_skills_each_with_its_words():
    """A skill without subtopics or self-rating steps cannot be shown at check-in."""
    bare = [skill.id for skill in SKILLS.values() if not skill.subtopics or len(skill.steps) != 5 or not skill.about]

    assert (len(SKILLS), bare) == (45, [])


def test_self_rating_steps_are_all_different():
    """Steps copied from one skill to another would not be observable for that skill."""
    steps = [step for skill in SKILLS.values() for step in skill.steps]

    assert len(set(steps)) == len(steps)


def test_prerequisites_form_no_circle():
    """Skills can be put in an order in which each comes after its prerequisites."""
    left = {skill.id: set(skill.prerequisites) for skill in SKILLS.values()}
    while ready := {name for name, waiting in left.items() if not waiting & left.keys()}:
        left = {name: waiting for name, waiting in left.items() if name not in ready}

    assert left == {}


def test_no_skill_builds_on_a_higher_level():
    """A beginner skill that needed an advanced one could not be learnt in the guide's order."""
    above = [
        (skill.id, earlier)
        for skill in SKILLS.values()
        for earlier in skill.prerequisites
        if LEVELS.index(SKILLS[earlier].level) > LEVELS.index(skill.level)
    ]

    assert above == []


@pytest.mark.parametrize("tool", TOOLS)
def test_each_tool_the_guide_names_stands_in_a_subtopic(tool):
    """Whole words, with their case: R and C++ are tools too."""
    name = re.compile(rf"(?<![\w+]){re.escape(tool.replace('_', ' '))}(?![\w+])")

    assert [skill.id for skill in SKILLS.values() if any(name.search(subtopic) for subtopic in skill.subtopics)]


@pytest.mark.parametrize("technique", TECHNIQUES)
def test_each_technique_the_guide_names_stands_in_a_skill(technique):
    """Names and subtopics together, whatever their case."""
    texts = [" ".join((skill.name, *skill.subtopics)).casefold() for skill in SKILLS.values()]

    assert any(technique.casefold() in text for text in texts)


@pytest.mark.parametrize("role", CATALOG.roles.values(), ids=lambda role: role.id)
def test_a_roles_shares_and_weights_are_whole(role):
    """Shares are percent of the role, weights shares of 1."""
    wholes = sum(role.shares.values()), sum(need.weight for need in role.needs)

    assert wholes == pytest.approx((100, 1))


def test_the_four_roles_and_five_tracks_of_the_guide_are_there():
    """The roles of section 02 and the themes of section 05."""
    assert list(CATALOG.roles) == ["ml-engineer", "data-scientist", "ai-research-scientist", "mlops-engineer"]
    assert list(CATALOG.tracks) == [
        "generative-ai",
        "mlops-production",
        "responsible-ai",
        "edge",
        "cross-functional",
    ]


@pytest.mark.parametrize(("figure", "file", "written"), FIGURES)
def test_each_figure_of_the_guide_is_kept(figure, file, written):
    """The table names each figure as the guide writes it, and what the data file must hold."""
    assert written in (DATA / file).read_text(encoding="utf-8")


@pytest.mark.parametrize(("country", "bands"), [("US", US), ("India", INDIA)])
def test_salary_bands_are_the_guides(country, bands):
    """A missing band stays missing; nothing is interpolated."""
    found = {band.role: (band.entry, band.mid, band.senior) for band in CATALOG.salaries if band.country == country}

    assert found == bands


def test_the_missing_salary_row_says_why():
    """MLOps in India has no row in the guide."""
    (missing,) = [band for band in CATALOG.salaries if band.entry is None]

    assert (missing.role, missing.country, missing.status) == ("mlops-engineer", "India", "missing-in-guide")
    assert "10-16 LPA" in missing.note


def test_the_total_is_the_sum_of_its_parts():
    """157,969 + 44,362 = 202,331, in section 02."""
    facts = CATALOG.facts

    assert facts["us-mle-base"].value + facts["us-mle-cash"].value == facts["us-mle-total"].value


def test_every_market_record_has_a_source_or_says_it_has_none():
    """A figure is shown only with where it comes from."""
    bare = [fact.id for fact in CATALOG.facts.values() if not fact.sources and fact.status not in UNSOURCED]
    bare += [band.role for band in CATALOG.salaries if not band.source]

    assert bare == []


def test_contradictions_of_the_guide_are_said_beside_the_figures():
    """Facts that the guide contradicts itself on carry both sides."""
    said = {fact.id for fact in CATALOG.facts.values() if fact.conflict}

    assert said >= {
        "us-mle-cash",
        "us-mle-total",
        "us-senior-total-text",
        "us-senior-faq",
        "new-roles",
        "demand-supply",
        "india-experienced",
        "india-senior-faq",
    }


def aged(today):
    """Return what is older than twelve months on a day and does not say so."""
    records = [*CATALOG.facts.values(), *CATALOG.credentials.values(), *CATALOG.courses.values()]
    records += [*CATALOG.resume.rules, CATALOG.resume.timeline]
    old = today - timedelta(days=366)
    return [record for record in (*records, *CATALOG.salaries) if record.as_of < old and record.status != "stale"]


def last_audit():
    """Return the latest date on which anything was checked."""
    return max(fact.as_of for fact in CATALOG.facts.values())


def test_nothing_older_than_a_year_lacks_the_stale_badge():
    """Measured from the last audit, so that the same files pass on any day."""
    assert aged(last_audit()) == []


def test_the_ageing_rule_finds_what_has_aged():
    """Two years after the audit everything unmarked has aged."""
    assert len(aged(last_audit() + timedelta(days=730))) > 50


def test_only_credentials_on_offer_are_active():
    """AWS retired the Specialty on 31 March 2026; the TensorFlow certificate closed on 1 May 2024."""
    status = {credential.id: credential.status for credential in CATALOG.credentials.values()}

    assert status == {
        "aws-mls-c01": "retired",
        "google-pmle": "active",
        "tf-developer": "closed",
        "aws-mla-c01": "active",
        "aws-aip-c01": "active",
    }


def test_what_replaces_a_credential_is_on_offer():
    """Replacements are credentials of the same file that can still be taken."""
    instead = [name for credential in CATALOG.credentials.values() for name in credential.replaced_by]

    assert {CATALOG.credentials[name].status for name in instead} == {"active"}


def test_exam_domains_sum_to_a_whole():
    """Percent of the exam; a credential without known domains has none."""
    sums = {sum(credential.domains.values()) for credential in CATALOG.credentials.values() if credential.domains}

    assert sums == {100}


def test_the_courses_of_the_guide_carry_their_truth():
    """CS229 is half true, the MLOps specialization is gone."""
    courses = CATALOG.courses

    assert courses["cs229"].status == "half-true"
    assert courses["dlai-mlops"].status == "removed"
    assert {"fastai", "dlai-specializations"} <= courses.keys()


def test_there_are_27_projects_with_the_guides_four_first():
    """Numbers are stable and stand for the order."""
    projects = list(CATALOG.projects.values())

    assert [project.number for project in projects] == list(range(1, 28))
    assert [project.number for project in projects if project.in_guide] == [1, 2, 3, 4]


def test_every_skill_is_shown_by_some_project():
    """Otherwise no project could ever close that gap."""
    shown = {skill for project in CATALOG.projects.values() for skill in project.shows}

    assert SKILLS.keys() - shown == set()


@pytest.mark.parametrize("project", CATALOG.projects.values(), ids=lambda project: project.id)
def test_a_project_can_be_planned_and_told(project):
    """Milestones end in the last week, the bullet has its five parts, no project needs more than it shows."""
    last = project.milestones[-1].week.split("-")[-1]

    assert int(last) == project.weeks
    assert project.bullet.keys() == {"verb", "what", "how", "scale", "outcome"}
    assert project.offline_data
    assert all(project.shows.get(skill, depth) >= depth for skill, depth in project.needs.items())


def test_the_resume_data_is_the_guides():
    """Three weak bullets, four strong ones, five README lines and one added."""
    resume = CATALOG.resume

    assert [bullet.strong for bullet in resume.bullets] == [False] * 3 + [True] * 4
    assert [line.in_guide for line in resume.checklist] == [True] * 5 + [False]
    assert "Spark" in resume.section_flaw


def test_the_strong_bullets_name_known_skills():
    """Each strong bullet shows skills of the catalog."""
    named = {skill for bullet in CATALOG.resume.bullets for skill in bullet.skills}
    named |= {entry.skill for line in CATALOG.resume.section for entry in line.entries}

    assert named <= SKILLS.keys()


def test_the_phases_add_up_to_what_the_conflict_says():
    """9-13 months by the phases, 6-12 by the headline, 12-17 without programming; each skill in one phase."""
    timeline = CATALOG.resume.timeline
    low, high = (sum(phase.months[end] for phase in timeline.phases) for end in (0, 1))
    extra = timeline.without_programming
    placed = sorted(skill for phase in timeline.phases for skill in phase.skills)

    assert (low, high, timeline.claimed) == (9, 13, (6, 12))
    assert (low + extra[0], high + extra[1]) == (12, 17)
    assert all(said in timeline.conflict for said in ("6-12", "9-13", "12-17"))
    assert placed == sorted(SKILLS)
