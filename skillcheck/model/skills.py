"""Skills, roles and tracks."""

from typing import Literal

from skillcheck.model.words import Level, Record


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
