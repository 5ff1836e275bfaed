"""Points: how an instructor weighs skills, levels and exercises."""

import math
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

import msgspec

from skillcheck.catalog import Catalog
from skillcheck.grading.result import Result
from skillcheck.model import DataError, Level, Record, UnknownName


class Weighting(Record):
    """Points in all, what a skill's part is measured by, and the weight of each skill and exercise.

    `basis` "estimate" takes the expected share correct of the skill, which is fair where everybody answered other
    questions; "answers" takes the mean credit of the answers given, which is fair where all answered the same form.
    """

    points: float = 100.0
    basis: Literal["estimate", "answers"] = "estimate"
    weights: dict[str, float] = {}


def read_weighting(path: str | Path, catalog: Catalog) -> Weighting:
    """Return the weighting in a TOML file; a level's weight is spread evenly over its skills.

    Raises DataError for a file that cannot be read, an unknown name, a negative weight, or nothing weighed.
    """
    path = Path(path)
    try:
        found = msgspec.convert(tomllib.loads(path.read_text("utf-8")), Weighting, strict=False)
    except OSError as error:
        raise DataError(f"{path.name}: cannot be read ({error.strerror}).") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise DataError(f"{path.name}: {error}; it holds points, basis and a table [weights].") from error
    sound = all(0 <= weight < math.inf for weight in found.weights.values()) and 0 < found.points < math.inf
    try:
        spread = dict(_spread(found.weights, catalog))
    except UnknownName as error:
        raise DataError(f"{path.name}: {error}") from error
    if not sound or not any(spread.values()):
        raise DataError(f"{path.name}: weights and points are numbers above 0; a weight may be 0, not all of them.")
    return msgspec.structs.replace(found, weights=spread)


def _spread(weights: Mapping[str, float], catalog: Catalog) -> Iterable[tuple[str, float]]:
    """Levels and tracks as their skills; what is named itself wins over what its level says."""
    single: dict[str, float] = {}
    shared: dict[str, float] = {}
    for name, weight in weights.items():
        if name in catalog.exercises or name in catalog.skills:
            single[name] = weight
            continue
        skills = catalog.resolve(name)
        for skill in skills:
            shared[skill] = shared.get(skill, 0.0) + weight / len(skills)
    return (shared | single).items()


def points_of(result: Result, weighting: Weighting) -> float:
    """Return the points of a result, to two digits: the weighted mean of its parts times all points.

    An exercise's part is the best credit earned on it; what was not answered earns nothing by answers.
    """
    total = sum(weighting.weights.values())
    earned = sum(weight * _part(result, name, weighting.basis) for name, weight in weighting.weights.items())
    return round(weighting.points * earned / total, 2)


def _part(result: Result, name: str, basis: str) -> float:
    if name not in result.skills:
        return result.exercises.get(name, 0.0)
    if basis == "estimate":
        return result.skills[name].share
    credits = [answer.credit for answer in result.answers if answer.skill == name and answer.kind != "code"]
    return sum(credits) / len(credits) if credits else 0.0


def even(catalog: Catalog) -> Weighting:
    """Return the weighting that gives every level the same weight."""
    return Weighting(weights=dict(_spread(dict.fromkeys(map(str, Level), 1.0), catalog)))
