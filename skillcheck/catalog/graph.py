"""The graph of prerequisites: no unknown skill, no cycle, no skill that waits for a higher level."""

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter

from skillcheck.model import DataError, Level, Skill

from .naming import nearest

_ORDER = {level: place for place, level in enumerate(Level)}


def check_graph(skills: Mapping[str, Skill], file: str) -> None:
    """Raise DataError for the first prerequisite that is unknown, of a higher level, or part of a cycle."""
    for skill in skills.values():
        for needed in skill.prerequisites:
            if needed not in skills:
                raise DataError(f"{file}: {skill.id}: unknown prerequisite '{needed}'{nearest(needed, skills)}")
            if _ORDER[skills[needed].level] > _ORDER[skill.level]:
                raise DataError(
                    f"{file}: {skill.id}: is {skill.level} but needs '{needed}', which is {skills[needed].level}; "
                    "a skill needs only its own level or lower ones"
                )
    try:
        TopologicalSorter({skill.id: skill.prerequisites for skill in skills.values()}).prepare()
    except CycleError as error:
        raise DataError(f"{file}: prerequisites run in a circle: {' -> '.join(reversed(error.args[1]))}") from None
