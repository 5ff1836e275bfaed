"""The gaps: what a role asks against what the learner shows, the largest expected shortfall first."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from skillcheck import measure
from skillcheck.advice.words import percent
from skillcheck.charts import canvas, depths, words
from skillcheck.charts.view import View
from skillcheck.model import Gap
from skillcheck.sitting import Standing

NAMED = 3  # gaps named in words; the third of three is rarely sure, a longer list would only look so
MARKS = {"met": ("o", canvas.GREEN), "not met": ("X", canvas.ORANGE), "not settled yet": ("D", canvas.PURPLE)}

COLUMNS = [
    "skill",
    "name",
    "level",
    "target",
    "claim",
    "chance_met",
    "depth",
    "depth_low",
    "depth_high",
    "in_words",
    "weight",
    "size",
    "answers",
    "basis",
    "advice",
]


def view(standing: Standing, gaps: Sequence[Gap], drawn: int | None = None) -> View:
    """Return the gaps to the standing's role; `gaps` are those of `advice.gaps` for it, the largest `drawn` drawn."""
    title = f"Gaps to the {standing.role.name} role"
    data = frame(standing, gaps)
    if words.nothing_known(standing):
        begin = words.begin(standing)
        return View(title, begin, f"{title}\n{begin}", data, table(data), lambda: canvas.sentence(begin), empty=True)
    if data.empty:
        none = f"The {standing.role.name} role asks for no skill at any depth, so there is no gap."
        return View(title, none, f"{title}\n{none}", data, table(data), lambda: canvas.sentence(none), empty=True)
    lead = f"{ready(standing)} {_counts(data)}"
    text = "\n".join(
        [title, lead, _errors(standing, data), words.difficulties(standing), "", *_next(data), "", *sentences(data)]
    )
    return View(title, lead, text, data, table(data), lambda: figure(data, title, drawn))


def frame(standing: Standing, gaps: Sequence[Gap]) -> pd.DataFrame:
    """Return one row a gap, in the order given; `chance_met` is P(target reached), `size` weighted logits."""
    skills = {skill.id: skill for skill in standing.skills}
    rows = []
    for gap in gaps:
        estimate, skill = standing.estimates[gap.skill], skills[gap.skill]
        low, high = measure.depth_of([estimate.low, estimate.high], standing.cuts).tolist()
        rows.append(
            {
                "skill": gap.skill,
                "name": skill.name,
                "level": skill.level.value,
                "target": gap.target,
                "claim": gap.claim,
                "chance_met": gap.met,
                "depth": estimate.depth,
                "depth_low": low,
                "depth_high": high,
                "in_words": words.depth_range(low, high),
                "weight": gap.weight,
                "size": gap.size,
                "answers": gap.answers,
                "basis": words.basis(estimate),
                "advice": gap.advice,
            }
        )
    return pd.DataFrame(rows, columns=COLUMNS)


def table(data: pd.DataFrame) -> pd.DataFrame:
    """Return the frame as people read it."""
    return pd.DataFrame(
        {
            "Skill": data["name"],
            "The role asks": [f"depth {target}" for target in data["target"]],
            "You (80 % interval)": data["in_words"],
            "Claim": data["claim"],
            "Weight in the role": [percent(weight) for weight in data["weight"]],
            "Rests on": data["basis"],
            "What to do next": data["advice"],
        }
    )


def figure(data: pd.DataFrame, title: str, drawn: int | None = None) -> Figure:
    """Return the chart: largest gap on top, the claim as the marker's shape and in words."""
    cut = drawn is not None and len(data) > drawn
    data = data.head(drawn) if cut else data
    with canvas.sheet(9, depths.height(len(data))) as (drawing, axes):
        canvas.title(drawing, f"{title}: the {drawn} largest" if cut else f"{title}, the largest on top")
        depths.draw(axes[0, 0], [_row(each) for each in data.itertuples()])
        canvas.legend(drawing, _legend(), 3)
    return drawing


def _row(each) -> depths.Row:
    marker, colour = MARKS[each.claim]
    note = f"{each.claim}, {each.basis}"
    interval = (each.depth, each.depth_low, each.depth_high)
    return depths.Row(each.name, *interval, each.answers > 0, each.target, note, marker, colour)


def _legend() -> list:
    target = Line2D([], [], marker="|", markersize=11, markeredgewidth=2.2, color=canvas.INK, linestyle="none")
    target.set_label("what the role asks")
    tested = Patch(**canvas.bar(canvas.MUTED), label="80 % interval")
    untested = Patch(**depths.HATCHED, label="80 % interval, not asked yet")
    return [*(depths.mark(*MARKS[claim], claim) for claim in MARKS), target, tested, untested]


def ready(standing: Standing) -> str:
    """Return how far the role's targets are met, with the interval."""
    readiness = standing.readiness
    return (
        f"You likely meet {words.interval(readiness.low, readiness.high)} of what the {standing.role.name} role asks "
        "(80 % interval)."
    )


def _counts(data: pd.DataFrame) -> str:
    count = data["claim"].value_counts()
    said = ", ".join(f"{count.get(claim, 0)} {claim}" for claim in MARKS)
    return f"Of its {words.counted(len(data), 'target')}: {said}."


def _errors(standing: Standing, data: pd.DataFrame) -> str:
    """Return how often these calls are expected to be wrong."""
    settled = data[data["claim"] != "not settled yet"]
    said = (
        "If every target had to be called met or not met today, "
        f"{words.one_in(standing.readiness.decision_error)} of these calls, by weight, may be wrong"
    )
    if settled.empty:
        return f"{said}; that is why none is called yet."
    wrong = settled["chance_met"].map(lambda chance: min(chance, 1 - chance)).mean()
    return f"{said}; of the {len(settled)} that are called, {words.one_in(wrong)}."


def _next(data: pd.DataFrame) -> list[str]:
    """Return the largest open gaps with what to do about each."""
    still = data[data["claim"] != "met"].head(NAMED)
    if still.empty:
        return ["Every target of the role is met."]
    lines = [
        f"{place}. {each.name}: depth {each.in_words}, the role asks for {each.target} ({each.claim}). {each.advice}"
        for place, each in enumerate(still.itertuples(), start=1)
    ]
    return ["Largest gaps first; with few answers behind them their order may still change:", *lines]


def sentences(data: pd.DataFrame) -> list[str]:
    """Return one sentence a gap."""
    return [
        f"- {each.name}: {each.claim}; depth {each.in_words} against {each.target}; {each.basis}."
        for each in data.itertuples()
    ]
