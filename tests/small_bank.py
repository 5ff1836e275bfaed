"""A bank of fifteen questions, three of every kind, each known by its number; and what a person answers to them."""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from browsing import ROOT
from catalog_examples import CHOICE, MULTI, NUMERIC, ORDER, TEXT, entry, items_file

# Skills that a data scientist needs; a check asks at most six questions of one.
SKILLS = ("evaluation-metrics", "statistics-probability", "sql-data-access")
# What must be drawn, not spelt out: a formula in the line, one by itself, and a table.
FORMULAS = (
    " It is\n\n$$F_1 = \\frac{2\\,TP}{2\\,TP + FP + FN}$$\n\n| found | missed |\n|---|---|\n| {tp} | {fn} |\n\n"
    "Give two decimals."
)
KINDS = (CHOICE, MULTI, entry(NUMERIC, stem=NUMERIC["stem"] + FORMULAS), ORDER, TEXT)
WORDS = {option["id"]: option["text"] for base in (CHOICE, MULTI, ORDER) for option in base["options"]}


def write(folder: Path) -> Path:
    """Write a data folder like the project's, with these questions alone, and return it."""
    data = folder / "data"
    shutil.copytree(ROOT / "data", data, ignore=shutil.ignore_patterns("items"))
    (data / "items").mkdir()
    for place, skill in enumerate(SKILLS):
        numbered = [
            entry(base, id=f"case-{number}", stem=f"Case {number}. {base['stem']}")
            for number, base in enumerate(KINDS, start=1 + place * len(KINDS))
        ]
        (data / "items" / f"{skill}.toml").write_text(items_file(*numbered), encoding="utf-8")
    return data


@dataclass(frozen=True)
class Case:
    """What a person can answer to a question, rightly and wrongly, and what they read when it was wrong."""

    kind: str
    right: str | list[str]
    wrong: str | list[str]
    verdict: str
    why: str


def case(stem: str) -> Case:
    """Return the case that a stem asks, as it can be read on screen."""
    base = KINDS[(int(re.match(r"Case (\d+)\.", stem)[1]) - 1) % len(KINDS)]
    return {
        "choice": Case(
            "choice",
            WORDS["fold-statistics"],
            WORDS["more-folds"],
            "Not right.",
            "Fitting the scaler on everything lets validation rows in.",
        ),
        "multi": Case(
            "multi",
            [WORDS["scale"], WORDS["select"]],
            [WORDS["scale"], WORDS["clip"]],
            "Not quite: 1 of 2 found, 1 too many.",
            "A fixed limit sees no rows.",
        ),
        "numeric": Case(
            "numeric",
            _f1(stem) if base["kind"] == "numeric" else "",
            "12345",
            "Not right.",
            "the harmonic mean",
        ),
        "order": Case(
            "order",
            [WORDS[step] for step in ORDER["key"]],
            [WORDS[step] for step in reversed(ORDER["key"])],
            "Not quite: 0 of 6 pairs stand in the right order.",
            "you had it at",
        ),
        "text": Case("text", "[2, 3]", "[1, 2]", "Not right.", "it does not end there"),
    }[base["kind"]]


def _f1(stem: str) -> str:
    found, missed, false = (int(number) for number in re.findall(r"\d+", stem.split(".", 1)[1])[:3])
    return f"{2 * found / (2 * found + false + missed):.3f}"
