"""One simulated learner after 15, 30, 45 and 60 answers: what we would say of them, and what is true."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from skillcheck.charts import canvas, depths, trust, words
from skillcheck.charts.view import View
from skillcheck.measure import depth_of, standard_cuts, widen
from skillcheck.measure.normal import HALF_WIDTH_80
from skillcheck.measure.simulation import Outcome, simulate
from skillcheck.measure.worlds import Structure

ROWS = 12  # skills shown, the heaviest of the role

COLUMNS = ["skill", "answers", "depth", "low", "high", "true", "holds", "asked", "sd"]


def view(structure: Structure, names: Sequence[str], *, seed: int = 0, **said: float) -> View:
    """Return one simulated learner at 15, 30, 45 and 60 answers: the intervals, and the truth beside them."""
    outcome = simulate(structure, trust.truth(**said), learners=1, at=trust.ANSWERS, seed=seed)
    data = frame(outcome, names)
    title = "One learner, four times: what we would say, and what is true"
    lead = summary(data)
    text = "\n".join([title, lead, trust.NOT_REAL])
    return View(title, lead, text, data, table(data), lambda: figure(data, title))


def frame(outcome: Outcome, names: Sequence[str]) -> pd.DataFrame:
    """Return a row for each of the role's heaviest skills and each number of answers.

    Depths 0-3 with 80 % limits, whether these hold the truth, how many questions were of the skill, and the SD in
    logits, which answers lower even where an interval is cut off at an end of the depths.
    """
    trail, cuts = outcome.trail, standard_cuts()
    heaviest = np.sort(np.argsort(-outcome.structure.weights, kind="stable")[:ROWS])
    asked_skills = outcome.bank.pool.skill[trail.asked[0]]
    rows = []
    for moment, answers in enumerate(trail.at):
        mean, sd = trail.mean[moment, 0], widen(trail.sd[moment, 0], outcome.assumed.margin)
        ends = [mean - HALF_WIDTH_80 * sd, mean, mean + HALF_WIDTH_80 * sd]
        low, depth, high = (depth_of(end, cuts) for end in ends)
        true, seen = depth_of(outcome.theta[0], cuts), np.bincount(asked_skills[:answers], minlength=len(mean))
        for skill in heaviest:
            holds = bool(low[skill] <= true[skill] <= high[skill])
            values = [depth[skill], low[skill], high[skill], true[skill]]
            rows.append([names[skill], answers, *map(float, values), holds, int(seen[skill]), float(sd[skill])])
    return pd.DataFrame(rows, columns=COLUMNS)


def summary(data: pd.DataFrame) -> str:
    """Return how many of the skills were asked about at first and at last, and how many intervals hold the truth."""
    fewest, most = trust.ANSWERS[0], trust.ANSWERS[-1]
    first, last = (data[data["answers"] == answers] for answers in (fewest, most))
    touched = [int((part["asked"] > 0).sum()) for part in (first, last)]
    return (
        f"{fewest} answers touch {touched[0]} of these {len(last)} skills, {most} answers {touched[1]}; "
        f"{int(data['holds'].sum())} of all {len(data)} intervals hold the truth (80 % should)."
    )


def table(data: pd.DataFrame) -> pd.DataFrame:
    """Return the frame as people read it."""
    return pd.DataFrame(
        {
            "Skill": data["skill"],
            "Answers": data["answers"],
            "Of this skill": data["asked"],
            "We would say (80 %)": [words.depth_range(*ends) for ends in zip(data["low"], data["high"], strict=True)],
            "True depth": [f"{true:.1f}" for true in data["true"]],
            "Holds": np.where(data["holds"], "yes", "no"),
        }
    )


def figure(data: pd.DataFrame, title: str) -> Figure:
    """Return four panels, one a number of answers: intervals as bars, the truth as a cross."""
    skills = list(dict.fromkeys(data["skill"]))
    with canvas.sheet(9.5, 2.3 + 0.27 * len(skills), columns=len(trust.ANSWERS), sharey=True) as (drawing, axes):
        canvas.title(drawing, title)
        for axis, answers in zip(axes[0], trust.ANSWERS, strict=True):
            _panel(axis, data[data["answers"] == answers])
            axis.set_title(f"{answers} answers")
            axis.set_xlim(-0.15, 3.15)
            axis.set_xticks(range(4))
            axis.set_xlabel("depth")
            canvas.quiet(axis)
        axes[0, 0].set_yticks(range(len(skills)), [canvas.plain(name, 30) for name in skills])
        axes[0, 0].set_ylim(len(skills) - 0.4, -0.6)
        handles = [
            Patch(**canvas.bar(canvas.BLUE), label="80 % interval"),
            Patch(**depths.HATCHED, label="80 % interval, skill not asked yet"),
            depths.mark("o", canvas.BLUE, "most likely depth"),
            depths.mark("x", canvas.ORANGE, "the truth"),
        ]
        canvas.legend(drawing, handles, 4)
    return drawing


def _panel(axes: Axes, data: pd.DataFrame) -> None:
    for y, row in enumerate(data.itertuples()):
        low, high = min(row.low, row.depth - 0.03), max(row.high, row.depth + 0.03)
        axes.barh(
            y, high - low, left=low, height=0.55, zorder=2, **(canvas.bar(canvas.BLUE) if row.asked else depths.HATCHED)
        )
        face = canvas.BLUE if row.asked else "white"
        axes.plot(row.depth, y, "o", color=canvas.BLUE, markerfacecolor=face, markersize=6, zorder=4)
        axes.plot(row.true, y, "x", color=canvas.ORANGE, markersize=8, markeredgewidth=2.4, zorder=5)
