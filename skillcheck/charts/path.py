"""The path: which skills to bring how far, in order, where to learn them, and how long that takes."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from skillcheck import measure
from skillcheck.charts import canvas, depths, words
from skillcheck.charts.view import View
from skillcheck.model import Course, Credential, Path
from skillcheck.sitting import Standing

COLUMNS = [
    "order",
    "skill",
    "name",
    "level",
    "from_depth",
    "from_low",
    "from_high",
    "from_words",
    "answers",
    "to_depth",
    "courses",
    "why",
]


def view(path: Path, standing: Standing, courses: Mapping[str, Course], credentials: Mapping[str, Credential]) -> View:
    """Return the way to a role; without any evidence of the learner, what to do first."""
    title = f"Your path to the {standing.role.name} role"
    if words.nothing_known(standing):
        begin, none = words.begin(standing), pd.DataFrame(columns=COLUMNS)
        return View(title, begin, f"{title}\n{begin}", none, table(none), lambda: canvas.sentence(begin), empty=True)
    data = frame(path, standing, courses)
    said = [*sentences(data), *_offers(path, credentials), *_notes(path)]
    text = "\n".join([title, path.sentence, "", *said])
    if data.empty:
        return View(title, path.sentence, text, data, table(data), lambda: canvas.sentence(path.sentence), empty=True)
    return View(title, path.sentence, text, data, table(data), lambda: figure(data, title))


def frame(path: Path, standing: Standing, courses: Mapping[str, Course]) -> pd.DataFrame:
    """Return one row a step, in order; depths 0-3 with the estimate's 80 % limits."""
    skills = {skill.id: skill for skill in standing.skills}
    rows = []
    for order, step in enumerate(path.steps, start=1):
        estimate, skill = standing.estimates[step.skill], skills[step.skill]
        low, high = measure.depth_of([estimate.low, estimate.high], standing.cuts).tolist()
        rows.append(
            {
                "order": order,
                "skill": step.skill,
                "name": skill.name,
                "level": skill.level.value,
                "from_depth": estimate.depth,
                "from_low": low,
                "from_high": high,
                "from_words": words.depth_range(low, high),
                "answers": estimate.answers,
                "to_depth": step.to_depth,
                "courses": "; ".join(_course(courses[each]) for each in step.courses if each in courses),
                "why": step.why,
            }
        )
    return pd.DataFrame(rows, columns=COLUMNS)


def _course(course: Course) -> str:
    return course.name if course.status == "available" else f"{course.name} ({course.status}: {course.note})"


def table(data: pd.DataFrame) -> pd.DataFrame:
    """Return the frame as people read it."""
    return pd.DataFrame(
        {
            "Step": [f"{order}. {name}" for order, name in zip(data["order"], data["name"], strict=True)],
            "From depth (80 % interval)": data["from_words"],
            "To depth": [f"{depth} ({words.DEPTHS[depth]})" for depth in data["to_depth"]],
            "Courses": data["courses"],
            "Why": data["why"],
        }
    )


def sentences(data: pd.DataFrame) -> list[str]:
    """Return one sentence a step."""
    said = []
    for each in data.itertuples():
        goal = f"to depth {each.to_depth} ({words.DEPTHS[each.to_depth]})"
        where = f" Courses: {each.courses}." if each.courses else ""
        said.append(f"{each.order}. {each.name} {goal}, now {each.from_words}. {each.why}{where}")
    return said


def _months(path: Path) -> str:
    """Return the months from here beside the guide's own."""
    headline = words.months(*path.guide_months)
    return f"From here: {words.months(*path.months)}; the guide's headline: {headline} from zero."


def _offers(path: Path, credentials: Mapping[str, Credential]) -> list[str]:
    """Return the credentials one can still earn, best first."""
    lines = []
    for offer in path.credentials:
        credential = credentials.get(offer.credential)
        if credential is None or credential.status != "active":
            continue
        prepared = f" Preparation: {words.months(*offer.months)}, {credential.prep_source}." if offer.months else ""
        lines.append(f"- {credential.name} (active, seen {credential.as_of}): {offer.why}{prepared}")
    return ["", "Credentials still on offer:", *lines] if lines else []


def _notes(path: Path) -> list[str]:
    notes = [f"- {note}" for note in path.notes if note]
    return ["", "Months, and what the guide contradicts:", f"- {_months(path)}", *notes]


def figure(data: pd.DataFrame, title: str) -> Figure:
    """Return the chart: steps from the top, an arrow from the most likely depth to the depth to reach."""
    with canvas.sheet(9, depths.height(len(data))) as (drawing, axes):
        axis = axes[0, 0]
        canvas.title(drawing, f"{title}, the first step on top")
        depths.draw(axis, [_row(each) for each in data.itertuples()])
        for y, each in enumerate(data.itertuples()):
            _arrow(axis, y, each.from_depth, each.to_depth)
        canvas.legend(drawing, _legend(), 3)
    return drawing


def _arrow(axis: Axes, y: int, start: float, end: float) -> None:
    """Draw what is to learn; a step shorter than the arrow's head is its line alone."""
    look = {"arrowstyle": "->" if end - start > 0.1 else "-", "color": canvas.ORANGE, "linewidth": 1.6}
    axis.annotate("", (end, y), (start, y), zorder=6, arrowprops=look | {"shrinkA": 0, "shrinkB": 0})


def _row(each) -> depths.Row:
    interval = (each.from_depth, each.from_low, each.from_high)
    return depths.Row(
        f"{each.order}. {each.name}",
        *interval,
        each.answers > 0,
        each.to_depth,
        f"to {each.to_depth}: {words.DEPTHS[each.to_depth]}",
    )


def _legend() -> list:
    return [
        depths.mark("o", canvas.BLUE, "most likely depth now"),
        Patch(**canvas.bar(canvas.BLUE), label="80 % interval"),
        Patch(**depths.HATCHED, label="80 % interval, not asked yet"),
        Line2D([], [], color=canvas.ORANGE, linewidth=1.6, marker=">", markersize=5, label="what to learn"),
        depths.target("depth to reach"),
    ]
