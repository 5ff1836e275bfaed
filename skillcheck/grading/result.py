"""What grading one submission found: plain records that can be kept, sent and written into tables.

Of the small ones a class has millions: they hold nothing that could be part of a cycle, so none is looked for.
"""

from datetime import datetime

from skillcheck.model import Level, Record


class Answered(Record, array_like=True, gc=False):
    """One answer as the instructor's tables have it; `value` is text (several parts by `|`), empty for a skip."""

    at: datetime
    item: str
    skill: str
    depth: int
    kind: str
    options: int
    value: str
    right: bool
    credit: float
    confidence: float | None
    seconds: float | None
    purpose: str
    sitting: str


class SkillMark(Record, array_like=True, gc=False):
    """A skill's estimated depth 0-3 with its 80 % limits, the answers behind it, and the claim against the target."""

    depth: float
    low: float
    high: float
    answers: int
    share: float


class Share(Record, array_like=True, gc=False):
    """An expected share, 0-1, with its 80 % limits."""

    value: float
    low: float
    high: float


class Result(Record):
    """One submission, graded; a refused one has `refused`, the reason, and nothing else.

    `digest` is the SHA-256 of the file; `levels` are the expected shares of a level's skills that reach their depth.
    """

    name: str
    digest: str = ""
    refused: str = ""
    learner: str = ""
    role: str = ""
    bank: str = ""
    exported: datetime | None = None
    late: bool = False
    readiness: Share | None = None
    settled: float = 0.0
    levels: dict[Level, Share] = {}
    skills: dict[str, SkillMark] = {}
    exercises: dict[str, float] = {}
    points: float | None = None
    answers: tuple[Answered, ...] = ()
    problems: tuple[str, ...] = ()
    observations: tuple[str, ...] = ()
    isolation: str = ""

    @property
    def right(self) -> int:
        """How many answers are right."""
        return sum(answer.right for answer in self.answers)
