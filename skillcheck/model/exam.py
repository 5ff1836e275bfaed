"""An exam as files: the packet a learner answers, and the key an instructor keeps."""

from typing import Literal

from skillcheck.model.findings import Shown
from skillcheck.model.words import Kind, Record


class Asked(Record):
    """A question of a packet: what is on screen and no more; its id and its options' ids say nothing."""

    id: str
    skill: str
    kind: Kind
    stem: str
    options: tuple[Shown, ...] = ()
    unit: str = ""
    range: tuple[float, float] | None = None


class Task(Record):
    """A code exercise of a packet: what to write, without solution, hints or checks."""

    id: str
    title: str
    task: str
    function: str
    starter: str


class Packet(Record):
    """What one learner is given; `ticket` proves to whoever holds the key that this very content was handed out.

    `minutes` is the time to take, None for as long as one likes; `learner` is empty when all get the same packet.
    """

    format: Literal["skillcheck-exam"]
    version: int
    exam: str
    title: str
    learner: str
    role: str
    bank: str
    minutes: int | None
    questions: tuple[Asked, ...]
    tasks: tuple[Task, ...] = ()
    ticket: str = ""


class Drawn(Record):
    """What stands behind a question: the item, its version and seed, and its options in the packet's order."""

    question: str
    item: str
    version: str
    seed: int
    options: tuple[str, ...] = ()


class Form(Record):
    """What one learner was given, in the instructor's terms; `digest` is the packet's, `tasks` are exercises by id."""

    learner: str
    ticket: str
    digest: str
    questions: tuple[Drawn, ...]
    tasks: dict[str, str] = {}


class ExamKey(Record):
    """What the instructor keeps: the secret all numbers were drawn by, and every learner's form."""

    format: Literal["skillcheck-exam-key"]
    version: int
    exam: str
    title: str
    bank: str
    minutes: int | None
    secret: str
    forms: tuple[Form, ...]
