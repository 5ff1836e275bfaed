"""What the learner reads: questions, feedback, estimates, gaps, plans and paths."""

from typing import Literal

from skillcheck.model.words import Kind, Record


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
