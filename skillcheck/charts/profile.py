"""The profile: every skill with its depth, its interval and what both rest on."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.figure import Figure

from skillcheck import measure
from skillcheck.charts import canvas, depths, words
from skillcheck.charts.view import View
from skillcheck.model import Level, Skill, UnknownName
from skillcheck.sitting import Standing

ALONE = 2  # the depth that the sentence on a level is about, and the one asked about where the role asks nothing


def view(standing: Standing, level: str | None = None) -> View:
    """Return the profile of all skills, or of one level's; raises UnknownName for another word than a level."""
    levels = _levels(level)
    skills = [skill for each in levels for skill in standing.of_level(each)]
    data = frame(standing, skills)
    title = "Your profile" if level is None else f"Your profile: {words.level_name(level)} skills"
    if words.nothing_known(standing):
        begin = words.begin(standing)
        return View(title, begin, f"{title}\n{begin}", data, table(data), lambda: canvas.sentence(begin), empty=True)
    results = [level_words(standing, each) for each in levels if standing.of_level(each)]
    lead = _lead(data)
    text = "\n".join([title, lead, words.difficulties(standing), "", *results, "", *sentences(data)])
    shown = f"{lead} {results[0]}" if level is not None and results else lead
    return View(title, shown, text, data, table(data), lambda: figure(data, title))


def _levels(level: str | None) -> list[Level]:
    if level is None:
        return list(Level)
    if level not in list(Level):
        raise UnknownName(f"A profile shows all skills or those of a level ({', '.join(Level)}), not of {level!r}.")
    return [Level(level)]


def frame(standing: Standing, skills: Sequence[Skill]) -> pd.DataFrame:
    """Return one row a skill: depth with its 80 % limits, expected right of 10, what it rests on, the role's target."""
    targets = dict(zip((skill.id for skill in standing.skills), standing.targets.tolist(), strict=True))
    rows = []
    for skill in skills:
        estimate = standing.estimates[skill.id]
        asked = targets[skill.id] or ALONE
        low, high = measure.depth_of([estimate.low, estimate.high], standing.cuts).tolist()
        rows.append(
            {
                "skill": skill.id,
                "name": skill.name,
                "level": skill.level.value,
                "depth": estimate.depth,
                "depth_low": low,
                "depth_high": high,
                "in_words": words.depth_range(low, high),
                "likely": words.out_of_ten(estimate, asked),
                "answers": estimate.answers,
                "basis": words.basis(estimate),
                "target": targets[skill.id],
            }
        )
    return pd.DataFrame(rows, columns=COLUMNS)


COLUMNS = [
    "skill",
    "name",
    "level",
    "depth",
    "depth_low",
    "depth_high",
    "in_words",
    "likely",
    "answers",
    "basis",
    "target",
]


def table(data: pd.DataFrame) -> pd.DataFrame:
    """Return the frame as people read it, without decimals of a depth."""
    return pd.DataFrame(
        {
            "Skill": data["name"],
            "Level": data["level"],
            "Depth (80 % interval)": data["in_words"],
            "You would likely get": data["likely"],
            "Rests on": data["basis"],
            "The role asks": [f"depth {target}" if target else "nothing" for target in data["target"]],
        }
    )


def figure(data: pd.DataFrame, title: str) -> Figure:
    """Return the chart: skills by level, depth 0 to 3, solid where tested and hatched where not."""
    rows: list[depths.Row] = []
    for level, group in data.groupby("level", sort=False):
        rows.append(depths.Row(words.level_name(level)))
        rows += [_row(each) for each in group.itertuples()]
    with canvas.sheet(9, depths.height(len(rows))) as (drawing, axes):
        canvas.title(drawing, title)
        depths.draw(axes[0, 0], rows)
        canvas.legend(drawing, depths.legend_tested(), 2)
    return drawing


def _row(each) -> depths.Row:
    tested = each.answers > 0
    return depths.Row(each.name, each.depth, each.depth_low, each.depth_high, tested, each.target, each.basis)


def _lead(data: pd.DataFrame) -> str:
    asked = int((data["answers"] > 0).sum())
    rest = len(data) - asked
    said = f"{asked} of {len(data)} skills rest on answers of your own"
    return f"{said}; {rest} are inferred from your ratings or other answers, and say so." if rest else f"{said}."


def level_words(standing: Standing, level: Level) -> str:
    """Return how much of a level the learner does alone, with its interval."""
    places = [place for place, skill in enumerate(standing.skills) if skill.level == level]
    result = measure.level_result(standing.ability, places, ALONE, standing.cuts, standing.margin)
    return (
        f"{words.level_name(level)}: you likely do {words.interval(result.low, result.high)} of its {len(places)} "
        f"skills alone (depth {ALONE}, 80 % interval)."
    )


def sentences(data: pd.DataFrame) -> list[str]:
    """Return one sentence a skill."""
    said = []
    for each in data.itertuples():
        target = f"; the role asks for depth {each.target}" if each.target else ""
        said.append(
            f"- {each.name} ({each.level}): depth {each.in_words}; you would likely get {each.likely}; "
            f"{'from ' if each.answers else 'estimated '}{each.basis}{target}."
        )
    return said
