"""Notebooks in, pages of the site out: the same words and calls, without what only a notebook can do. No files written.

A page is some sections of a notebook. Sentences about cells and kernels are left out; the notebooks stand one sentence
a line, which makes that possible.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

LEVELS = ("beginner", "intermediate", "advanced")
_SOURCES = {
    "00_start_here": "check",
    "10_beginner": "beginner",
    "20_intermediate": "intermediate",
    "30_advanced": "advanced",
    "40_gaps": "gaps",
    "50_progress": "progress",
    "60_portfolio": "portfolio",
}
# What only somebody in front of cells can do.
_ONLY_THERE = re.compile(r"\bcells?\b|Run All|\bkernel\b|`@?book\b", re.IGNORECASE)
# What reads differently here; each must still occur in the notebooks (a test looks).
SAID_HERE = {
    "this notebook": "this page",
    "the notebook": "the page",
    "kept on this machine": "kept",
    "; some have a code exercise.": ".",
    ": a short quiz on each skill, and code exercises": ": a short quiz on each skill",
    "[level notebooks]": "[level pages]",
}
_LINK = re.compile(r"\[(?:\d\d )?([^\]]+)\]\((\d\d_[a-z_]+)\.ipynb\)")
_AND_THEN = "Saved? Then [answer fifteen questions](/check)."
_HEADING = re.compile(r"#+ (.*)\n*")
_READ_ALOUD = re.compile(r'lint_bullet\("([^"]+)"\)')
_PRINT = re.compile(r"^print\((.*)\)$", re.MULTILINE)


@dataclass(frozen=True)
class Section:
    """A heading and what stands below it: pairs of "markdown" or "code" and the source."""

    heading: str
    cells: tuple[tuple[str, str], ...]

    @property
    def code(self) -> str:
        """All code of the section."""
        return "\n".join(source for kind, source in self.cells if kind == "code")


@dataclass(frozen=True)
class Page:
    """One page: its address, its title, and its cells as Markdown and code; `group` is what it belongs to."""

    name: str
    title: str
    cells: tuple[tuple[str, str], ...]
    group: str = ""
    about: str = field(default="", compare=False)

    def notebook(self, start: str) -> dict:
        """Return the page as a notebook whose first cell is `start`."""
        cells = [_cell("code", start, 0), *(_cell(*each, number) for number, each in enumerate(self.cells, 1))]
        kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
        metadata = {"kernelspec": kernel, "language_info": {"name": "python"}, "title": self.title}
        return {"cells": cells, "metadata": metadata | {"site": self.name}, "nbformat": 4, "nbformat_minor": 5}


def _cell(kind: str, source: str, number: int) -> dict:
    cell = {"cell_type": kind, "id": f"cell-{number}", "metadata": {}, "source": source}
    return cell | ({"outputs": [], "execution_count": None} if kind == "code" else {})


# --- reading notebooks ------------------------------------------------------------------------------


def sections(path: Path) -> tuple[Section, ...]:
    """Return a notebook cut at its headings, its words as they are said here."""
    cells = list(_cut(json.loads(path.read_text("utf-8"))["cells"]))
    found: list[tuple[str, list[tuple[str, str]]]] = []
    for place, (kind, source) in enumerate(cells):
        if kind == "markdown" and (heading := _HEADING.match(source)):
            found.append((heading[1], []))
            source = source[heading.end() :]
        found[-1][1].extend(_here(kind, source, cells[place + 1 : place + 2]))
    return tuple(Section(heading, tuple(kept)) for heading, kept in found)


def _cut(cells: Iterable[dict]) -> Iterator[tuple[str, str]]:
    """Yield the cells, one with several headings in as many parts."""
    for cell in cells:
        source = "".join(cell["source"])
        parts = re.split(r"\n(?=#+ )", source) if cell["cell_type"] == "markdown" else [source]
        yield from ((cell["cell_type"], part) for part in parts)


def _here(kind: str, source: str, following: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield a cell as it stands on a page, or nothing."""
    if kind == "code":
        # A visitor has no cell to solve an exercise in, and the record is opened once for the whole page.
        if "book.exercise(" not in source and "Workbook.open(" not in source and not _only_asserts(source):
            if quoted := _READ_ALOUD.search(source):
                yield "markdown", f"> {quoted[1]}"  # the line that is judged stands in code, which a page hides
            yield kind, _PRINT.sub(r"book.in_words(\1)", source)
        return
    about_code = source.startswith("**Exercise") or any(_only_asserts(code) for _, code in following)
    if not about_code and (words := said_here(source)):
        yield kind, words


def _only_asserts(source: str) -> bool:
    return all(line.startswith("assert ") for line in source.splitlines() if line.strip())


def said_here(words: str) -> str:
    """Return a notebook's prose without its sentences about cells, its links leading to pages."""
    kept = "\n".join(line for line in words.splitlines() if not _ONLY_THERE.search(line))
    for there, here in SAID_HERE.items():
        kept = kept.replace(there, here)
    return _LINK.sub(lambda link: f"[{link[1]}](/{_SOURCES[link[2]]})", kept).strip()


# --- the pages --------------------------------------------------------------------------------------


def pages(notebooks: Path) -> Mapping[str, Page]:
    """Return every page by its name, those of the navigation first and in its order."""
    start = {part.heading: part for part in sections(notebooks / "00_start_here.ipynb")}
    check_in, check = start["Check in: say it before you see it"], start["Answer fifteen questions"]
    profile = (*start["Your profile"].cells, *_flat([start["What this picture can and cannot say"]]))
    found = [
        Page(
            "check-in",
            "Check in",
            (*check_in.cells, ("markdown", _AND_THEN)),
            about="Say where you think you stand, before you see it.",
        ),
        Page("check", "Check", check.cells, about="Fifteen questions, chosen for you one by one."),
        Page("profile", "Profile", profile, about="Every skill, with how sure that picture is."),
        _whole(notebooks / "40_gaps.ipynb", "Gaps", "What your role still asks of you, and what to learn first."),
        _whole(notebooks / "50_progress.ipynb", "Progress", "What changed, and what is due for review."),
        _whole(notebooks / "60_portfolio.ipynb", "Portfolio", "What to build next, and how to write it up."),
    ]
    for level in LEVELS:
        found += _level(level, next(notebooks.glob(f"*_{level}.ipynb")))
    return {page.name: page for page in found}


def _flat(parts: Iterable[Section]) -> Iterator[tuple[str, str]]:
    for part in parts:
        yield "markdown", f"## {part.heading}"
        yield from part.cells


def _whole(path: Path, title: str, about: str) -> Page:
    """A notebook as one page, without the sections that need a cell to type in."""
    first, *others = sections(path)
    kept = [part for part in others if not any("```" in source for _, source in part.cells)]
    return Page(title.casefold(), title, (*first.cells, *_flat(kept)), about=about)


def _level(level: str, path: Path) -> Iterator[Page]:
    """The pages of a level: an overview with a quiz over all of it, and one page for each of its skills."""
    first, *others = sections(path)
    skills = [part for part in others if "book.quiz(" in part.code]
    listed = "\n\n".join(f"### [{part.heading}](/{_skill_name(part)})\n\n{_words(part)}" for part in skills)
    result = [part for part in others if f'level="{level}"' in part.code]
    yield Page(
        level,
        first.heading,
        (
            *first.cells,
            ("markdown", f"## A quiz across the level\n\nEight questions, from skills all over {first.heading}."),
            ("code", f'book.quiz("{level}", length=8)'),
            ("markdown", f"## Its skills, one by one\n\n{listed}"),
            *_flat(result),
        ),
        about=_words(first).split(": ")[1].capitalize() + ".",
        group="levels",
    )
    for part, following in zip(skills, [*skills[1:], None], strict=True):
        after = f"Next: [{following.heading}](/{_skill_name(following)})." if following else ""
        back = f"{after} Or back to [all {first.heading} skills](/{level})."
        yield Page(_skill_name(part), part.heading, (*part.cells, ("markdown", back.strip())), group=level)


def _skill_name(part: Section) -> str:
    return "skill/" + re.search(r'book\.quiz\("([^"]+)"', part.code)[1]


def _words(part: Section) -> str:
    return "\n".join(source for kind, source in part.cells if kind == "markdown")
