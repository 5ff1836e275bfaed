"""What a learner said and did: the entries of the log, and a submission that carries them."""

from datetime import datetime
from typing import Literal

from skillcheck.model.words import Kind, Purpose, Record

Answer = str | tuple[str, ...] | None


class Response(Record, tag="response", omit_defaults=True):
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


class CheckIn(Record, tag="check_in", omit_defaults=True):
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


class Submission(Record, omit_defaults=True):
    """A learner's log as one portable file; scores in it are never believed by a grader.

    `links` are the entries' links in the log's chain, one each; files of version 1 have none. Answers to an exam have
    its `exam`, and the `ticket` and the digest of the `packet` that was answered.
    """

    format: Literal["skillcheck-submission"]
    version: int
    learner: str
    bank: str
    package: str
    exported: datetime
    entries: tuple[Entry, ...]
    links: tuple[str, ...] = ()
    exam: str = ""
    ticket: str = ""
    packet: str = ""
