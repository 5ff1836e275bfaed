"""Sureness: what a class said of its answers against how they turned out."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from skillcheck.advice.words import percent
from skillcheck.charts import canvas, words
from skillcheck.charts.calibration import Z_90, draw
from skillcheck.charts.view import View
from skillcheck.measure.confidence import Confidence

STEPS = np.array([0.0, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95, 1.001])
COLUMNS = ["low", "high", "said", "shown", "shown_low", "shown_high", "answers", "right"]


def view(answers: pd.DataFrame, found: Confidence) -> View:
    """Return confidence against result; `answers` has the columns confidence and right, skips left out."""
    title = "What the class said of its answers, and how they turned out"
    data = frame(answers)
    lead = _lead(found)
    if data.empty or found.answers == 0:
        return View(title, lead, f"{title}\n{lead}", data, data, lambda: canvas.sentence(lead), empty=True)
    shown = [words.interval(row.shown_low, row.shown_high) for row in data.itertuples()]
    table = pd.DataFrame(
        {
            "They were": [f"{percent(row.said)} sure" for row in data.itertuples()],
            "Right": [f"{row.right} of {row.answers}" for row in data.itertuples()],
            "Share right (90 % interval)": shown,
        }
    )
    said = [
        f"- When about {percent(row.said)} sure: {row.right} of {row.answers} right ({share})."
        for row, share in zip(data.itertuples(), shown, strict=True)
    ]
    return View(title, lead, "\n".join([title, lead, *said]), data, table, lambda: _figure(data, title))


def frame(answers: pd.DataFrame) -> pd.DataFrame:
    """Return one row a band of confidence that occurs: the mean said, the share right with its limits."""
    rows = []
    band = np.digitize(answers["confidence"].to_numpy(dtype=float), STEPS) - 1
    for place in np.unique(band):
        part = answers[band == place]
        right, count = int(part["right"].sum()), len(part)
        low, high = words.wilson(right, count, Z_90)
        said = float(part["confidence"].mean())
        rows.append([STEPS[place], STEPS[place + 1], said, right / count, low, high, count, right])
    return pd.DataFrame(rows, columns=COLUMNS)


def _lead(found: Confidence) -> str:
    if not hasattr(found.over, "low"):
        return f"Confidence against result: {found.over}."
    over = found.over
    ends = f"{words.points(over.low)} to {words.points(over.high)} points (90 % interval, learners as the unit)"
    said = f"confidence less the share right is {ends}, over {words.counted(found.answers, 'answer')}"
    if over.low > 0:
        start = "On the whole they were surer than their answers bore out"
    else:
        start = "Their answers were better than they thought" if over.high < 0 else "No clear bias"
    if not hasattr(found.auc, "value"):
        return f"{start}: {said}."
    return f"{start}: {said}. A right answer was the surer one of two {percent(found.auc.value)} of the time."


def _figure(data: pd.DataFrame, title: str) -> Figure:
    """Draw a row a band."""
    counts = [words.counted(row.answers, "answer") for row in data.itertuples()]
    labels = [f"about {percent(said)} sure ({count})" for said, count in zip(data["said"], counts, strict=True)]
    return draw(data, labels, title, "what they said", "what came")
