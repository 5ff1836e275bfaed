"""The words of the domain: frozen records and the errors a person may read. No logic, no files, no clock.

SkillcheckError                 everything the package raises on purpose; its message is one sentence for a person
├── DataError                   a file under `data/` (or an author's own) is wrong: file, item, field, fix
├── UnknownName                 no such skill, role, item, track, project: the nearest names are offered
├── AnswerRefused               an answer that cannot be read; nothing was recorded, the learner types it again
├── RecordError                 the record of answers cannot be read or written
├── SubmissionError             a submission that cannot be graded, in part or whole
└── SandboxError                learner code could not be run at all
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal

import msgspec


class SkillcheckError(Exception):
    """Base of all errors meant for a person; `str(error)` is the whole message."""

    def _render_traceback_(self) -> list[str]:
        """Show the sentence alone in a notebook: IPython asks for this instead of drawing a traceback."""
        return [str(self)]


class DataError(SkillcheckError):
    """A data file is wrong; the message reads `file: item: problem`."""


class UnknownName(SkillcheckError):
    """A name that is not in the catalog; the message offers the nearest ones."""


class AnswerRefused(SkillcheckError):
    """An answer that could not be understood; nothing was scored or recorded."""


class RecordError(SkillcheckError):
    """The record of answers could not be read or written."""


class SubmissionError(SkillcheckError):
    """A submission could not be read or graded."""


class SandboxError(SkillcheckError):
    """Learner code could not be run at all (not: ran and failed)."""


class Level(StrEnum):
    """Where the guide places a skill."""

    BEGINNER = "beginner"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"


class Kind(StrEnum):
    """How an item is answered."""

    CHOICE = "choice"
    MULTI = "multi"
    NUMERIC = "numeric"
    ORDER = "order"
    TEXT = "text"
    CODE = "code"


class Purpose(StrEnum):
    """Why an item was asked; `review` is practice and never evidence."""

    CHECK = "check"
    QUIZ = "quiz"
    EXERCISE = "exercise"
    REVIEW = "review"


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of every record: immutable, keyword-only, and an unknown field is an error."""


# --- skills and roles ---------------------------------------------------------------------------


class Skill(Record):
    """A named ability, one node in the graph of prerequisites."""

    id: str
    name: str
    level: Level
    block: Literal["F", "D", "M", "L", "P", "G"]
    can_do: str
    about: str
    subtopics: tuple[str, ...]
    prerequisites: tuple[str, ...] = ()
    named_in: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()


class Need(Record):
    """What a role asks of a skill: `use` 0-3, `target` depth 0-3, `weight` in shares of the role (sum 1)."""

    skill: str
    use: int
    target: int
    weight: float = 0.0


class Role(Record):
    """A job: block shares in percent (sum 100) and what it needs of each skill."""

    id: str
    name: str
    about: str
    shares: dict[str, float]
    needs: tuple[Need, ...]


class Track(Record):
    """A theme that cuts across levels."""

    id: str
    name: str
    about: str
    skills: tuple[str, ...]


# --- items --------------------------------------------------------------------------------------


class Option(Record):
    """One choice under a stem; `rationale` says why one would think so and what is true."""

    id: str
    text: str
    rationale: str


class Misconception(Record):
    """A wrong value with a name: an expression (`numeric`) or a text (`text`) and what it overlooks."""

    value: str | float
    rationale: str


class Choose(Record):
    """Draw one of these values."""

    choose: tuple[int | float | str, ...]


class Item(Record):
    """One question as its author wrote it; `draw` makes it a template with many variants."""

    id: str
    depth: Literal[1, 2, 3]
    kind: Kind
    asks: Literal["recall", "apply", "judge"]
    stem: str
    key: str | float | tuple[str, ...]
    source: str
    rationale: str = ""
    options: tuple[Option, ...] = ()
    misconceptions: tuple[Misconception, ...] = ()
    draw: dict[str, tuple[int | float, ...] | Choose] = {}
    derive: dict[str, str] = {}
    require: tuple[str, ...] = ()
    tolerance: float | None = None
    relative_tolerance: float | None = None
    unit: str = ""
    places: int | None = None
    range: tuple[float, float] | None = None
    case_sensitive: bool = False
    runs: bool = False
    tools: tuple[str, ...] = ()
    difficulty: float | None = None
    minutes: float | None = None
    review_by: date | None = None
    status: Literal["active", "draft", "retired"] = "active"
    skill: str = ""


class Variant(Record):
    """An item as one learner meets it: numbers drawn, options in shown order. Holds the key: stays in the kernel."""

    item: Item
    seed: int
    stem: str
    options: tuple[Option, ...]
    key: str | float | tuple[str, ...]
    misconceptions: tuple[Misconception, ...]
    rationale: str
    values: dict[str, int | float | str]
    unit: str = ""


class Exercise(Record):
    """A code exercise: task and starter for the learner; solution, cases and mutants for the checks."""

    id: str
    skill: str
    depth: Literal[1, 2, 3]
    title: str
    task: str
    function: str
    starter: str
    solution: str
    hints: tuple[str, ...]
    source: str
    seconds: float = 10.0
    megabytes: int = 1024
    minutes: float = 10.0
    status: Literal["active", "draft", "retired"] = "active"


# --- what answers said about items ---------------------------------------------------------------


class ItemParameters(Record):
    """An item's response curve: slope a, difficulty b on the logit scale, guessing c, and their standard errors.

    `n` counts the learners behind it; until it is `calibrated` the curve is authors' judgement and `se` their doubt.
    `fingerprint` says which version of the item was answered.
    """

    id: str
    fingerprint: str
    slope: float
    difficulty: float
    guessing: float
    se: float
    slope_se: float
    n: int
    calibrated: bool


class ParameterSet(Record):
    """A calibration as one versioned file: which bank, when, from how many learners and answers, by which method.

    `shift` (of their mean) and `variances` (general, domain, skill) describe the learners it came from; `steepness` and
    `guessing` are the factors by which all slopes and all chances of guessing differ from the authors'.
    """

    version: Literal[1]
    bank: str
    as_of: date
    learners: int
    answers: int
    method: str
    shift: float
    steepness: float
    guessing: float
    variances: tuple[float, float, float]
    items: tuple[ItemParameters, ...] = msgspec.field(name="item", default=())


# --- what a learner said and did: entries of the log ---------------------------------------------

Answer = str | tuple[str, ...] | None


class Response(Record, tag="response"):
    """One answer: what was asked (item, version, seed), what was given, what it earned.

    `value` None is a skip; `options` is how many were shown (guessing depends on it); `seconds` is the time it took.
    """

    item: str
    skill: str
    depth: int
    kind: Kind
    version: str
    seed: int
    value: Answer
    right: bool
    credit: float
    at: datetime
    sitting: str
    purpose: Purpose
    options: int = 0
    confidence: float | None = None
    seconds: float | None = None


class CheckIn(Record, tag="check_in"):
    """What a learner said before being measured: role, ratings 1-5 by skill, predicted share, minutes at hand."""

    at: datetime
    role: str
    ratings: dict[str, int] = {}
    predicted: float | None = None
    minutes: int | None = None


class Start(Record, tag="start"):
    """A sitting begun: its blueprint, so that it can be resumed and replayed."""

    sitting: str
    at: datetime
    purpose: Purpose
    scope: str
    length: int
    role: str
    seed: int
    bank: str


class Finish(Record, tag="finish"):
    """A sitting ended, by reaching its length or by the learner's choice."""

    sitting: str
    at: datetime


class ProjectDone(Record, tag="project"):
    """A finished portfolio project with its README checklist, 0-2 points a line."""

    project: str
    at: datetime
    checklist: dict[str, int]


Entry = Response | CheckIn | Start | Finish | ProjectDone


class Submission(Record):
    """A learner's log as one portable file; scores in it are never believed by a grader."""

    format: Literal["skillcheck-submission"]
    version: int
    learner: str
    bank: str
    package: str
    exported: datetime
    entries: tuple[Entry, ...]


# --- what the learner reads ----------------------------------------------------------------------


class Shown(Record):
    """An option as the learner sees it: no rationale, no sign of being the key."""

    id: str
    text: str


class Question(Record):
    """What a learner sees of a variant: everything but key, rationales and misconceptions."""

    item: str
    skill: str
    depth: int
    kind: Kind
    stem: str
    options: tuple[Shown, ...]
    unit: str
    number: int
    of: int


class Feedback(Record):
    """What is shown after a response: a verdict in words, then lines that teach."""

    right: bool
    credit: float
    verdict: str
    lines: tuple[str, ...]
    key_text: str
    source: str
    skipped: bool = False


class Estimate(Record):
    """Where a learner stands in one skill, on the logit scale; `sd` includes the bank's margin.

    `shares` are the expected shares correct on items of depth 1, 2, 3 and `share_low`/`share_high` their 80 %
    limits; `reached` are P(depth d or more is reached); `from_answers` counts this skill's own evidence.
    """

    skill: str
    mean: float
    sd: float
    low: float
    high: float
    shares: tuple[float, float, float]
    share_low: tuple[float, float, float]
    share_high: tuple[float, float, float]
    reached: tuple[float, float, float]
    depth: float
    answers: int
    rated: bool = False


class Gap(Record):
    """One skill against one role: `claim` is met, not met or not settled yet; `size` is expected weighted shortfall."""

    skill: str
    role: str
    target: int
    weight: float
    met: float
    claim: Literal["met", "not met", "not settled yet"]
    shortfall: float
    size: float
    answers: int
    advice: str = ""


class Readiness(Record):
    """How far a role's weighted targets are met, 0-1, with an 80 % interval that uses the whole covariance."""

    role: str
    value: float
    low: float
    high: float
    settled: float
    decision_error: float


# --- the reference data ---------------------------------------------------------------------------


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


class Pick(Record):
    """One recommended project at its place in the order, and why."""

    project: str
    order: int
    closes: float
    top_skills: tuple[tuple[str, float], ...]
    weeks: int
    support: float
    tie_with: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


class Step(Record):
    """One step of a learning path: a skill to bring to a depth, in order of prerequisites."""

    skill: str
    to_depth: int
    why: str
    courses: tuple[str, ...] = ()


class Plan(Record):
    """At most three projects in order; `before` and `after` are the share of the role's targets still missing, 0-1.

    `learn_first` is the shortest way to a first project when none is ready; `sentence` says it all in words.
    """

    role: str
    picks: tuple[Pick, ...]
    before: float
    after: float
    sentence: str
    learn_first: tuple[Step, ...] = ()


class Offer(Record):
    """A credential still on offer: the share of the role's gap it could close, its months, and why."""

    credential: str
    gain: float
    why: str
    months: tuple[float, float] | None = None


class Path(Record):
    """What to learn, prerequisites first, to reach a role's targets; months are low and high."""

    role: str
    steps: tuple[Step, ...]
    credentials: tuple[Offer, ...]
    months: tuple[float, float]
    guide_months: tuple[float, float]
    sentence: str
    notes: tuple[str, ...] = ()


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


def entry_to_plain(entry: Entry) -> dict[str, Any]:
    """Return an entry as plain JSON types."""
    return msgspec.to_builtins(entry)
