"""What the bank holds: items by skill, depth and kind, and the tools they test."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from skillcheck.model import Item, Kind, Skill

DEPTHS = (1, 2, 3)
GUESSABLE = (Kind.CHOICE,)


def coverage(items: Sequence[Item], skills: Sequence[Skill]) -> dict[str, Any]:
    """Return counts as plain data: a row for each skill, then totals and tools."""
    rows = [_row(skill, [item for item in items if item.skill == skill.id]) for skill in skills]
    return {
        "skills": rows,
        "items": len(items),
        "parameterised": sum(bool(item.draw) for item in items),
        "depths": {str(depth): sum(item.depth == depth for item in items) for depth in DEPTHS},
        "kinds": _counted(item.kind.value for item in items),
        "asks": _counted(item.asks for item in items),
        "not_guessable": sum(item.kind not in GUESSABLE for item in items),
        "tools": _counted(tool for item in items for tool in item.tools),
        "skills_without_items": [row["skill"] for row in rows if not row["items"]],
    }


def _row(skill: Skill, items: Sequence[Item]) -> dict[str, Any]:
    return {
        "skill": skill.id,
        "level": skill.level.value,
        "items": len(items),
        "depths": {str(depth): sum(item.depth == depth for item in items) for depth in DEPTHS},
        "kinds": _counted(item.kind.value for item in items),
        "parameterised": sum(bool(item.draw) for item in items),
    }


def _counted(names: Any) -> dict[str, int]:
    return dict(sorted(Counter(names).items()))


def as_table(report: dict[str, Any]) -> str:
    """Return a coverage report as lines of text for a terminal."""
    kinds = [kind.value for kind in Kind if kind is not Kind.CODE]
    lines = [
        f"{'skill':32}{'level':14}" + "".join(f"{name:>9}" for name in ("depth 1", "2", "3", *kinds, "drawn", "all"))
    ]
    for row in report["skills"]:
        counts = [
            *row["depths"].values(),
            *(row["kinds"].get(kind, 0) for kind in kinds),
            row["parameterised"],
            row["items"],
        ]
        lines.append(f"{row['skill']:32}{row['level']:14}" + "".join(f"{count or '.':>9}" for count in counts))
    sums = [*report["depths"].values(), *(report["kinds"].get(kind, 0) for kind in kinds)]
    sums += [report["parameterised"], report["items"]]
    lines.append(f"{'all':46}" + "".join(f"{count:>9}" for count in sums))
    lines.append("")
    lines.append("asks: " + (", ".join(f"{name} {count}" for name, count in report["asks"].items()) or "nothing yet"))
    share = report["not_guessable"] / report["items"] if report["items"] else 0.0
    lines.append(f"kinds that cannot be guessed: {report['not_guessable']} of {report['items']} ({share:.0%})")
    lines.append("tools: " + (", ".join(f"{name} {count}" for name, count in report["tools"].items()) or "none"))
    return "\n".join(lines)
