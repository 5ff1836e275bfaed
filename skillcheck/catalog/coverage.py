"""What the bank holds, as counts: skills by depth and kind, exercises, minutes, sources, tools and reviews."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Any
from urllib.parse import urlsplit

from skillcheck.model import Exercise, Item, Kind, Skill

from .tools import Tool, naming

DEPTHS = (1, 2, 3)
GUESSABLE = (Kind.CHOICE,)
# What an item of depth 1 takes, in minutes, unless it says; an author's judgement, as answers carry no plan.
_MINUTES = {Kind.CHOICE: 0.75, Kind.TEXT: 0.75, Kind.MULTI: 1.0, Kind.NUMERIC: 1.0, Kind.ORDER: 1.0}
_MINUTES_A_DEPTH = 0.25


def coverage(
    items: Sequence[Item],
    skills: Sequence[Skill],
    exercises: Sequence[Exercise] = (),
    tools: Sequence[Tool] = (),
    confirmed: Collection[str] = (),
) -> dict[str, Any]:
    """Return counts as plain data: a row for each skill, then totals.

    `confirmed` holds the ids of the items that a second solver agrees with.
    """
    rows = [_row(skill, items, exercises, confirmed) for skill in skills]
    named = naming(tools, items, exercises)
    return {
        "skills": rows,
        **_counts(items, exercises, confirmed),
        "kinds": _counted([*(item.kind.value for item in items), *(Kind.CODE.value for _ in exercises)]),
        "not_guessable": len(exercises) + sum(item.kind not in GUESSABLE for item in items),
        "sources": _sources(items),
        "tools": {name: {where: len(ids) for where, ids in found.items()} for name, found in named.items()},
        "tools_not_covered": [name for name, found in named.items() if not any(found.values())],
        "skills_without_items": [row["skill"] for row in rows if not row["items"]],
        "skills_without_exercises": [row["skill"] for row in rows if not row["exercises"]],
    }


def _row(
    skill: Skill, items: Sequence[Item], exercises: Sequence[Exercise], confirmed: Collection[str]
) -> dict[str, Any]:
    own = [item for item in items if item.skill == skill.id]
    return {
        "skill": skill.id,
        "level": skill.level.value,
        **_counts(own, [one for one in exercises if one.skill == skill.id], confirmed),
    }


def _counts(items: Sequence[Item], exercises: Sequence[Exercise], confirmed: Collection[str]) -> dict[str, Any]:
    """Return the counts that are told of each skill and of all."""
    return {
        "items": len(items),
        "exercises": len(exercises),
        "depths": {str(depth): sum(item.depth == depth for item in items) for depth in DEPTHS},
        "cells": {str(depth): _cell(depth, items, exercises) for depth in DEPTHS},
        "asks": _counted(item.asks for item in items),
        "parameterised": sum(bool(item.draw) for item in items),
        "minutes": sum(map(minutes, items)) + sum(one.minutes for one in exercises),
        "confirmed": sum(item.id in confirmed for item in items),
    }


def _cell(depth: int, items: Sequence[Item], exercises: Sequence[Exercise]) -> dict[str, int]:
    """Return how many of each kind there are at a depth, exercises as the kind code."""
    kinds = [item.kind.value for item in items if item.depth == depth]
    return _counted([*kinds, *(Kind.CODE.value for one in exercises if one.depth == depth)])


def minutes(item: Item) -> float:
    """Return how many minutes an answer is expected to take: what the item says, else by its kind and depth."""
    if item.minutes is not None:
        return item.minutes
    return _MINUTES[item.kind] + _MINUTES_A_DEPTH * (item.depth - 1)


def _sources(items: Sequence[Item]) -> dict[str, Any]:
    """Return how many different sources there are, and how many of each host, most first."""
    distinct = {item.source for item in items}
    hosts = Counter(urlsplit(source).netloc.removeprefix("www.") or "not online" for source in distinct)
    return {"distinct": len(distinct), "hosts": dict(sorted(hosts.items(), key=lambda one: (-one[1], one[0])))}


def _counted(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items()))
