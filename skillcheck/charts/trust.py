"""Trust: simulated learners take the check, so that what it would say of them can be held against what is true."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from skillcheck.advice.words import percent
from skillcheck.charts import canvas, depths
from skillcheck.charts.view import View
from skillcheck.measure.accuracy import figures
from skillcheck.measure.simulation import Outcome, simulate
from skillcheck.measure.worlds import Structure, Truth

ANSWERS = (15, 30, 45, 60)
USUAL = 30
LEARNERS = 200

COLUMNS = ["answers", "settled_right", "settled_wrong", "open", "covered", "stated_error", "actual_error", "bank_right"]


class Slider(NamedTuple):
    """One assumption that a reader may change: name, what it says, its range, its step, and what we assume."""

    name: str
    label: str
    low: float
    high: float
    step: float
    usual: float


SLIDERS = (
    Slider("common", "What skills have in common (0 nothing, 1 everything)", 0.0, 1.0, 0.05, 0.7),
    Slider("spread", "How far learners differ (SD)", 0.5, 1.6, 0.1, 1.0),
    Slider("harder", "Questions harder (+) or easier (-) than their authors think", -1.0, 1.0, 0.1, 0.0),
    Slider("slope", "How sharply questions tell apart", 0.5, 2.0, 0.1, 1.2),
    Slider("guessing", "Luck, in times of what we assume", 0.0, 2.5, 0.25, 1.0),
    Slider("slips", "Slips, in % of answers", 0.0, 10.0, 1.0, 0.0),
    Slider("tiring", "Ability lost by tiring, in logits over 30 questions", 0.0, 1.5, 0.15, 0.0),
    Slider("family", "What questions on one scenario share (SD)", 0.0, 1.0, 0.1, 0.0),
)
# Of what skills have in common, the share that all of them have; the rest belongs to their block.
_GENERAL = 5 / 7


def truth(
    common: float = 0.7,
    spread: float = 1.0,
    harder: float = 0.0,
    slope: float = 1.2,
    guessing: float = 1.0,
    slips: float = 0.0,
    tiring: float = 0.0,
    family: float = 0.0,
) -> Truth:
    """Return the simulated truth that the sliders describe; what they leave as it is, is what the estimate assumes."""
    return Truth(
        general=_GENERAL * common,
        domain=(1 - _GENERAL) * common,
        own=1 - common + 1e-6,  # never exactly nothing: learners are drawn with a Cholesky root
        sd=spread,
        harder=harder,
        slope=slope,
        guessing=guessing,
        slip=slips / 100,
        tiring=tiring / 30,
        family=family,
    )


def view(
    structure: Structure, *, learners: int = LEARNERS, seed: int = 0, adaptive: bool = True, **said: float
) -> View:
    """Return what 0, 15, 30, 45 and 60 answers tell of simulated learners; `said` are the sliders of `truth`."""
    outcome = simulate(
        structure,
        truth(**said),
        learners=learners,
        at=(0, *ANSWERS),
        seed=seed,
        policy="role" if adaptive else "balanced",
    )
    data = frame(outcome)
    title = f"What answers tell: {learners} simulated learners"
    lead = summary(data)
    text = "\n".join([title, lead, *sentences(data), NOT_REAL])
    return View(title, lead, text, data, table(data), lambda: figure(data, title))


NOT_REAL = "Learners are simulated: this says how the arithmetic behaves, not that the questions are good."


def frame(outcome: Outcome) -> pd.DataFrame:
    """Return one row a number of answers, all as shares 0-1.

    Of the role's weight: settled rightly, wrongly, open; of the 90 % intervals those that hold the truth; the share of
    calls said to be wrong and those that are; and of the settled, those right by what this bank's questions ask.
    """
    rows = []
    for answers in outcome.trail.at:
        told = figures(outcome, answers)
        right = told.settled * told.settled_right
        settled = [right, told.settled - right, 1 - told.settled]
        rows.append([answers, *settled, told.coverage, told.stated_error, told.actual_error, told.bank_right])
    return pd.DataFrame(rows, columns=COLUMNS)


def summary(data: pd.DataFrame) -> str:
    """Return the finding at 30 answers, the usual length."""
    row = data[data["answers"] == USUAL].iloc[0]
    settled = row["settled_right"] + row["settled_wrong"]
    rightly = row["settled_right"] / settled if settled else 1.0
    return (
        f"After {USUAL} answers {percent(settled)} of what the role asks is settled, {percent(rightly)} rightly; "
        f"of the intervals that promise 90 %, {percent(row['covered'])} hold the truth."
    )


def sentences(data: pd.DataFrame) -> list[str]:
    """Return one sentence a number of answers."""
    return [
        f"- {row.answers} answers: settled rightly {percent(row.settled_right)}, wrongly {percent(row.settled_wrong)}, "
        f"not settled {percent(row.open)}; intervals of 90 % hold {percent(row.covered)}; "
        f"calls wrong: {percent(row.stated_error)} said, {percent(row.actual_error)} are; "
        f"settled calls right by this bank's questions: {percent(row.bank_right)}."
        for row in data.itertuples()
    ]


def table(data: pd.DataFrame) -> pd.DataFrame:
    """Return the frame as people read it."""
    heads = {
        "answers": "Answers",
        "settled_right": "Settled rightly",
        "settled_wrong": "Settled wrongly",
        "open": "Not settled",
        "covered": "90 % intervals that hold the truth",
        "stated_error": "Calls said to be wrong",
        "actual_error": "Calls that are wrong",
        "bank_right": "Settled rightly by this bank's questions",
    }
    shown = data.assign(**{name: [percent(share) for share in data[name]] for name in COLUMNS[1:]})
    return shown.rename(columns=heads)


def figure(data: pd.DataFrame, title: str) -> Figure:
    """Return three panels: what is settled, whether intervals hold, whether the stated error is the real one."""
    with canvas.sheet(9.5, 4.3, columns=3) as (drawing, axes):
        canvas.title(drawing, title)
        handles = [*_settled(axes[0, 0], data), *_covered(axes[0, 1], data), *_errors(axes[0, 2], data)]
        for axis in axes[0]:
            axis.set_xlabel("answers")
            axis.grid(axis="y", color=canvas.RULE, linewidth=0.8)
            axis.set_axisbelow(True)
        canvas.legend(drawing, handles, 3)
    return drawing


def _settled(axes: Axes, data: pd.DataFrame) -> list:
    """Draw what the role asks as stacked columns: rightly, wrongly, not settled."""
    parts = (
        ("settled_right", "settled, rightly", {"facecolor": canvas.BLUE, "edgecolor": "white"}),
        ("settled_wrong", "settled, wrongly", {"facecolor": canvas.ORANGE, "edgecolor": "white", "hatch": "xxx"}),
        ("open", "not settled yet", depths.HATCHED),
    )
    places, below = np.arange(len(data)), np.zeros(len(data))
    for name, _, look in parts:
        axes.bar(places, 100 * data[name], bottom=below, width=0.7, **look)
        below = below + 100 * data[name].to_numpy()
    for place, row in enumerate(data.itertuples()):
        inside = {"ha": "center", "va": "center", "fontsize": 9, "color": "white", "fontweight": "bold"}
        axes.text(place, 50 * row.settled_right, f"{100 * row.settled_right:.0f}", **inside)
    axes.set_xticks(places, data["answers"])
    axes.set_ylim(0, 100)
    axes.set_title("% of what the role asks")
    return [Patch(**look, label=label) for _, label, look in parts]


def _covered(axes: Axes, data: pd.DataFrame) -> list:
    """Draw the share of 90 % intervals that hold the truth, against the promise."""
    axes.axhline(90, color=canvas.MUTED, linestyle="--", linewidth=1.5)
    axes.plot(data["answers"], 100 * data["covered"], "o-", color=canvas.BLUE, markersize=7)
    _label(axes, data, "covered", canvas.BLUE, above=bool(data["covered"].mean() >= 0.9))
    axes.set_ylim(min(60, 100 * data["covered"].min() - 6), 101)
    axes.set_xticks(data["answers"])
    axes.margins(x=0.12)
    axes.set_title("% of intervals that hold")
    return [Line2D([], [], color=canvas.MUTED, linestyle="--", linewidth=1.5, label="the promise: 90 %")]


def _errors(axes: Axes, data: pd.DataFrame) -> list:
    """Draw how many calls turn out wrong: what is said, what comes."""
    axes.plot(
        data["answers"], 100 * data["stated_error"], "D--", color=canvas.PURPLE, markerfacecolor="white", markersize=7
    )
    axes.plot(data["answers"], 100 * data["actual_error"], "o-", color=canvas.BLUE, markersize=7)
    highest = 100 * max(data["stated_error"].max(), data["actual_error"].max())
    axes.set_ylim(0, max(30, highest + 4))
    axes.set_xticks(data["answers"])
    axes.margins(x=0.12)
    axes.set_title("% of calls that are wrong")
    return [depths.mark("o", canvas.BLUE, "what came"), depths.mark("D", canvas.PURPLE, "what we say", filled=False)]


def _label(axes: Axes, data: pd.DataFrame, name: str, colour: str, above: bool) -> None:
    """Write the values at the points of a line."""
    for row in data.itertuples():
        share = 100 * getattr(row, name)
        axes.annotate(
            f"{share:.0f}",
            (row.answers, share),
            xytext=(0, 8 if above else -8),
            textcoords="offset points",
            ha="center",
            va="bottom" if above else "top",
            fontsize=9,
            color=colour,
        )
