"""The report on a bank for its authors: the counts of a catalog as a table for a terminal or as Markdown."""

from collections.abc import Iterable, Sequence
from typing import Any

from skillcheck.model import DataError, Kind, Level

from .catalog import Catalog
from .coverage import DEPTHS, coverage
from .lint.whole import confirmed
from .tools import read_tools

BEGIN, END = "<!-- bank report -->", "<!-- end of bank report -->"
_SIGNS = dict(zip(Kind, "cmnotx", strict=True))
_KINDS = ("choice", "multi", "numeric", "order", "text", "exercise")
_HOSTS = 6
_LEGEND = ", ".join(f"{sign} {name}" for sign, name in zip(_SIGNS.values(), _KINDS, strict=True))


def report(catalog: Catalog) -> dict[str, Any]:
    """Return what a bank holds as plain data: its coverage and its second solver's word on it."""
    items = catalog.all_items()
    # where no reviews are kept the rule asks for none, and nothing is confirmed
    waiting = (
        {item.id for item, _ in confirmed(items, catalog) if item} if catalog.reviews else {one.id for one in items}
    )
    counts = coverage(
        items,
        tuple(catalog.skills.values()),
        tuple(catalog.exercises.values()),
        read_tools(catalog.folder),
        {item.id for item in items} - waiting,
    )
    return {"bank": catalog.version, **counts, "reviews": len(catalog.reviews)}


def as_table(found: dict[str, Any]) -> str:
    """Return a report as lines of text for a terminal."""
    depths = "".join(f"{f'depth {depth}':<14}" for depth in DEPTHS)
    signs = " ".join(_SIGNS.values()).ljust(14)
    lines = [f"{'':46}{depths}", f"{'skill':32}{'level':14}{signs * len(DEPTHS)} all drawn minutes confirmed"]
    lines += [_line(row["skill"], row["level"], row) for row in found["skills"]]
    lines += ["", f"({_LEGEND})", "", f"{'':10}" + "".join(f"{name:>10}" for name in (*_KINDS, "all"))]
    lines += [_sums(f"depth {depth}", found["cells"][str(depth)]) for depth in DEPTHS]
    lines += [_sums("all", found["kinds"]), ""]
    return "\n".join(lines + [f"{name}: {told}" for name, told in [*_facts(found), ("tools", _told_tools(found))]])


def _line(name: str, level: str, row: dict[str, Any]) -> str:
    cells = [" ".join(str(row["cells"][str(depth)].get(kind, 0) or ".") for kind in Kind) for depth in DEPTHS]
    counts = (
        f"{row['items'] + row['exercises']:>4}{row['parameterised']:>6}{row['minutes']:>8.0f}{row['confirmed']:>10}"
    )
    return f"{name:32}{level:14}" + "".join(f"{cell:<14}" for cell in cells) + counts


def _sums(name: str, kinds: dict[str, int]) -> str:
    counts = [kinds.get(kind, 0) for kind in Kind]
    return f"{name:10}" + "".join(f"{count or '.':>10}" for count in (*counts, sum(counts)))


def as_markdown(found: dict[str, Any]) -> str:
    """Return a report as the block that stands in the README, its marks included."""
    head = ["level", "skills", *(f"depth {depth}" for depth in DEPTHS), "drawn", "exercises", "minutes"]
    levels = [_level_row(level, [row for row in found["skills"] if row["level"] == level]) for level in Level]
    skills = [
        [
            row["skill"],
            *(_cell(row["cells"][str(depth)]) for depth in DEPTHS),
            row["parameterised"],
            f"{row['minutes']:.0f}",
        ]
        for row in found["skills"]
    ]
    facts = [f"- **{name}**: {told}" for name, told in _facts(found)]
    lines = [BEGIN, "", *_table(head, [*levels, _level_row("all", found["skills"])]), "", *facts, ""]
    lines += ["<details><summary>Each skill by depth and kind, and each tool</summary>", ""]
    lines += [
        f"How many items and exercises name each tool: {_told_tools(found)}.",
        "",
        f"In this table, {_LEGEND}.",
        "",
    ]
    lines += [
        *_table(["skill", *(f"depth {depth}" for depth in DEPTHS), "drawn", "minutes"], skills),
        "",
        "</details>",
        "",
    ]
    return "\n".join([*lines, END])


def _level_row(name: str, rows: Sequence[dict[str, Any]]) -> list[Any]:
    depths = [sum(row["depths"][str(depth)] for row in rows) for depth in DEPTHS]
    sums = [sum(row[field] for row in rows) for field in ("parameterised", "exercises")]
    return [name, len(rows), *depths, *sums, f"{sum(row['minutes'] for row in rows):.0f}"]


def _cell(counts: dict[str, int]) -> str:
    return " ".join(f"{counts[kind]}{_SIGNS[kind]}" for kind in Kind if counts.get(kind)) or "none"


def _table(head: Iterable[str], rows: Iterable[Iterable[Any]]) -> list[str]:
    head = list(head)
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return ["| " + " | ".join(map(str, line)) + " |" for line in lines]


def into(text: str, block: str, name: str) -> str:
    """Return a text whose block between the marks is replaced; DataError if the marks are not there once, in order."""
    before, _, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not end or text.count(BEGIN) != 1 or text.count(END) != 1:
        raise DataError(
            f"{name}: holds no block between '{BEGIN}' and '{END}'; write the two lines once, in this order"
        )
    return f"{before}{block}{after}"


def _facts(found: dict[str, Any]) -> list[tuple[str, str]]:
    """Return what is told in words below the table."""
    items, tools, missing = found["items"], found["tools"], found["tools_not_covered"]
    without = found["skills_without_exercises"]
    return [
        ("items", f"{items}, of them {_part(found['parameterised'], items)} drawn from a seed"),
        ("exercises", f"{found['exercises']}, {f'none yet in {_and(without)}' if without else 'in every skill'}"),
        ("kinds", _listed(found["kinds"])),
        (
            "kinds that cannot be guessed",
            f"{_part(found['not_guessable'], items + found['exercises'])}, all but choices",
        ),
        ("asks", ", ".join(f"{name} {_part(count, items)}" for name, count in found["asks"].items()) or "nothing yet"),
        ("expected minutes", f"{found['minutes']:.0f}, exercises included"),
        ("sources", _told_sources(found["sources"])),
        (
            "tools of the guide",
            f"{len(tools) - len(missing)} of {len(tools)} named" + (f", not yet {_and(missing)}" if missing else ""),
        ),
        ("second solver agrees", f"{_part(found['confirmed'], items)}; {found['reviews']} reviews on record"),
    ]


def _told_sources(sources: dict[str, Any]) -> str:
    hosts = list(sources["hosts"].items())
    more = f" and {len(hosts) - _HOSTS} more hosts" if len(hosts) > _HOSTS else ""
    return f"{sources['distinct']} different ones, of {_listed(dict(hosts[:_HOSTS]))}{more}"


def _told_tools(found: dict[str, Any]) -> str:
    return _listed({name: sum(where.values()) for name, where in found["tools"].items()})


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _part(count: int, of: int) -> str:
    return f"{count} ({count / of:.0%})" if of else "0"


def _listed(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items()) or "none"
