"""The base of all records, and the words that more than one of them uses."""

from enum import StrEnum

import msgspec


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
    """Why an item was asked; `review` is practice and never evidence, an `exam`'s results are withheld."""

    CHECK = "check"
    QUIZ = "quiz"
    EXERCISE = "exercise"
    REVIEW = "review"
    EXAM = "exam"


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of every record: immutable, keyword-only, and an unknown field is an error."""
