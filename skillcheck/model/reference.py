"""The reference data: market, credentials, courses, projects, and what the guide teaches of resumes."""

from datetime import date
from typing import Literal

from skillcheck.model.words import Record


class Fact(Record):
    """One figure with its population, date, source and status; shown only together."""

    id: str
    what: str
    guide: str
    unit: str
    population: str
    as_of: date
    status: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    sources: tuple[str, ...] = ()
    note: str = ""
    conflict: str = ""


class SalaryBand(Record):
    """Pay of a role in a country at three stages; a missing band stays missing."""

    role: str
    country: Literal["US", "India"]
    unit: str
    as_of: date
    status: str
    source: str
    entry: tuple[float, float] | None = None
    mid: tuple[float, float] | None = None
    senior: tuple[float, float] | None = None
    open_ended: bool = False
    note: str = ""


class Credential(Record):
    """A certification; only `active` ones are ever recommended."""

    id: str
    name: str
    status: Literal["active", "retired", "closed"]
    in_guide: bool
    about: str
    as_of: date
    sources: tuple[str, ...]
    skills: dict[str, int]
    prep_months: tuple[float, float] | None = None
    prep_source: str = ""
    cost_usd: float | None = None
    last_exam: date | None = None
    replaced_by: tuple[str, ...] = ()
    domains: dict[str, float] = {}
    note: str = ""


class Course(Record):
    """A place to learn, with what is true of it today."""

    id: str
    name: str
    status: Literal["available", "half-true", "removed"]
    about: str
    guide: str
    as_of: date
    sources: tuple[str, ...]
    skills: tuple[str, ...]
    note: str = ""


class Milestone(Record):
    """What is done by the end of which week of a project."""

    week: str
    what: str


class Project(Record):
    """A portfolio project: what it needs, what it shows (depth by skill), and how to know it is good."""

    id: str
    number: int
    name: str
    trend: str
    weeks: int
    about: str
    needs: dict[str, int]
    shows: dict[str, int]
    milestones: tuple[Milestone, ...]
    deliverables: tuple[str, ...]
    offline_data: str
    metric: str
    public_data: str = ""
    in_guide: bool = False
    bullet: dict[str, str] = {}


class Bullet(Record):
    """A resume bullet of the guide: weak, or strong with its parts and the skills it shows."""

    text: str
    strong: bool
    verb: str = ""
    what: str = ""
    how: tuple[str, ...] = ()
    scale: str = ""
    outcome: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    note: str = ""


class SectionEntry(Record):
    """One entry of a resume's skills section, and the skill that must be met before it is claimed."""

    text: str
    skill: str
    in_guide: bool = True


class SectionLine(Record):
    """One labelled line of a resume's skills section."""

    label: str
    entries: tuple[SectionEntry, ...]
    note: str = ""


class Rule(Record):
    """One piece of advice on resume, portfolio or career, with where it comes from and how far it was confirmed."""

    id: str
    about: Literal["resume", "portfolio", "career"]
    text: str
    as_of: date
    source: str
    status: str
    note: str = ""


class ChecklistLine(Record):
    """One line of the README checklist, scored 0 (missing) to 2 (convincing)."""

    id: str
    text: str
    in_guide: bool


class Phase(Record):
    """One stretch of the guide's way to job-ready, in months of full-time study, and the skills it covers."""

    id: str
    name: str
    months: tuple[float, float]
    skills: tuple[str, ...] = ()


class Timeline(Record):
    """How long the guide says it takes, and what its own phases add up to."""

    claimed: tuple[float, float]
    without_programming: tuple[float, float]
    phases: tuple[Phase, ...]
    as_of: date
    source: str
    status: str
    conflict: str


class Resume(Record):
    """What the guide teaches of resumes, portfolios and the way there."""

    as_of: date
    source: str
    status: str
    pattern: str
    section_flaw: str
    bullets: tuple[Bullet, ...]
    section: tuple[SectionLine, ...]
    rules: tuple[Rule, ...]
    checklist: tuple[ChecklistLine, ...]
    timeline: Timeline
