"""Calibration: what the learner said, by confidence, prediction and rating, against what the answers showed."""

import math
from collections.abc import Sequence
from itertools import groupby

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from skillcheck import sitting
from skillcheck.advice.words import percent
from skillcheck.charts import canvas, depths, words
from skillcheck.charts.view import View
from skillcheck.model import CheckIn, Purpose, Response, Start
from skillcheck.sitting import Standing

Z_90 = 1.6448536269514722  # 90 % of a normal lies within this many SDs
TOLD = 1.3  # SDs of optimism from which it is worth telling

DRAWN = 8  # of the predictions, the latest; all of them are in the frame

CONFIDENCE, PREDICTION = "confidence", "prediction"
COLUMNS = ["what", "label", "said", "shown", "shown_low", "shown_high", "answers", "right", "difference"]


def view(standing: Standing) -> View:
    """Return confidence, prediction and self-rating against results."""
    title = "What you said against what you showed"
    data = frame(standing)
    skips = sum(response.value is None for response in standing.evidence)
    bias = optimism(standing)
    if not standing.evidence:
        begin = words.begin(standing)
        return View(title, begin, f"{title}\n{begin}", data, table(data), lambda: canvas.sentence(begin), empty=True)
    lead = over_confidence(standing.evidence)
    apart = f"{words.counted(skips, 'skip')} counted apart: saying “I don't know” claims nothing." if skips else ""
    notes = [apart] if apart else []
    text = "\n".join([title, lead, *sentences(data), bias, *notes])
    if data.empty:
        return View(title, lead, text, data, table(data), lambda: canvas.sentence(lead), empty=True)
    return View(title, f"{lead} {bias}", text, data, table(data), lambda: figure(data, title))


def frame(standing: Standing) -> pd.DataFrame:
    """Return one row a confidence and one a prediction: what was said and what was right, shares 0-1, 90 % limits."""
    rows = [_row(CONFIDENCE, f"{percent(said)} sure", said, found) for said, found in _by_confidence(standing)]
    for number, (check_in, start, found) in enumerate(predictions(standing), start=1):
        rows.append(_row(PREDICTION, f"Check {number}, {start.at:%Y-%m-%d}", check_in.predicted, found))
    return pd.DataFrame(rows, columns=COLUMNS)


def _by_confidence(standing: Standing) -> list[tuple[float, list[Response]]]:
    """Return the responses at each confidence, the least sure first; skips have none."""
    sure = sorted(_sure(standing.evidence), key=lambda response: response.confidence)
    return [(said, list(found)) for said, found in groupby(sure, key=lambda response: response.confidence)]


def _sure(responses: Sequence[Response]) -> list[Response]:
    return [each for each in responses if each.confidence is not None and each.value is not None]


def predictions(standing: Standing) -> list[tuple[CheckIn, Start, list[Response]]]:
    """Return each prediction with the first check begun after it and before the next check-in."""
    history = standing.history
    checks = sorted((start for start in history.starts if start.purpose == Purpose.CHECK), key=lambda start: start.at)
    said = sorted(history.check_ins, key=lambda check_in: check_in.at)
    found = []
    for place, check_in in enumerate(said):
        until = said[place + 1].at if place + 1 < len(said) else None
        for start in checks:
            responses = [each for each in standing.evidence if each.sitting == start.sitting]
            if responses and start.at >= check_in.at and (until is None or start.at < until):
                if check_in.predicted is not None:
                    found.append((check_in, start, responses))
                break
    return found


def _row(what: str, label: str, said: float, responses: Sequence[Response]) -> dict:
    right, count = sum(each.right for each in responses), len(responses)
    low, high = words.wilson(right, count, Z_90)
    values = (what, label, said, right / count, low, high, count, right, said - right / count)
    return dict(zip(COLUMNS, values, strict=True))


def over_confidence(responses: Sequence[Response]) -> str:
    """Return mean(confidence - right) with its 90 % interval; a bias is told only if the interval excludes 0."""
    sure = _sure(responses)
    if len(sure) < 2:
        return "Too few answers with a confidence to compare it with results: say how sure you are after an answer."
    over = np.array([each.confidence - each.right for each in sure])
    mean, half = over.mean(), Z_90 * over.std(ddof=1) / math.sqrt(len(over))
    ends = f"{words.points(mean - half)} to {words.points(mean + half)} points (90 % interval)"
    said = f"Over {words.counted(len(sure), 'answer')}, confidence less the share right is {ends}"
    if mean - half > 0:
        return f"You were surer than your answers bore out. {said}."
    if mean + half < 0:
        return f"Your answers were better than you thought. {said}."
    return f"No clear bias in your confidence. {said}, which includes 0."


def optimism(standing: Standing) -> str:
    """Return whether self-ratings lie above or below what answers show, told only beyond 1.3 SD."""
    if not standing.history.ratings or not standing.evidence:
        return "Self-ratings: nothing to compare yet."
    mean, sd = sitting.optimism(standing.history, standing.prior, standing.now)
    if abs(mean) <= TOLD * sd:
        return "Self-ratings: no clear bias against your answers."
    if mean > 0:
        return "Self-ratings: you likely rate yourself higher than your answers show; the estimates allow for it."
    return "Self-ratings: you likely rate yourself lower than your answers show; the estimates allow for it."


def table(data: pd.DataFrame) -> pd.DataFrame:
    """Return the frame as people read it."""
    return pd.DataFrame(
        {
            "What": data["label"],
            "You said": [percent(said) for said in data["said"]],
            "You showed (90 % interval)": [
                words.interval(*ends) for ends in zip(data["shown_low"], data["shown_high"], strict=True)
            ],
            "Right": [f"{right} of {count}" for right, count in zip(data["right"], data["answers"], strict=True)],
        }
    )


def sentences(data: pd.DataFrame) -> list[str]:
    """Return one sentence a row."""
    said = []
    for each in data.itertuples():
        shown = (
            f"{each.right} of {each.answers} right (90 % interval {words.interval(each.shown_low, each.shown_high)})"
        )
        if each.what == CONFIDENCE:
            said.append(f"- When {each.label}: {shown}.")
        else:
            verdict = "within what chance allows" if each.shown_low <= each.said <= each.shown_high else _verdict(each)
            said.append(f"- {each.label}: you predicted {percent(each.said)}; {shown}: {verdict}.")
    return said


def _verdict(each) -> str:
    return "you expected more than came" if each.said > each.shown else "you did better than you expected"


def figure(data: pd.DataFrame, title: str) -> Figure:
    """Return the chart of a learner's own words and results."""
    predicted = data["what"] == PREDICTION
    data = pd.concat([data[~predicted], data[predicted].tail(DRAWN)])
    return draw(data, [_label(each) for each in data.itertuples()], title, "what you said", "what you showed")


def draw(data: pd.DataFrame, labels: Sequence[str], title: str, said: str, shown: str) -> Figure:
    """Return the chart: what was said as an open diamond, what was shown as a point on its 90 % interval."""
    with canvas.sheet(9, 2.1 + 0.42 * len(data)) as (drawing, axes):
        axis, rows = axes[0, 0], np.arange(len(data))
        canvas.title(drawing, title)
        point, low, high, claimed = (100 * data[name] for name in ("shown", "shown_low", "shown_high", "said"))
        axis.barh(rows, high - low, left=low, height=0.32, **canvas.bar(canvas.BLUE))
        axis.plot(point, rows, "o", color=canvas.BLUE, markersize=8)
        axis.plot(claimed, rows, "D", color=canvas.ORANGE, markersize=9, markerfacecolor="none", markeredgewidth=2)
        axis.set_yticks(rows, labels)
        axis.set_ylim(len(data) - 0.4, -0.6)
        axis.set_xlim(-3, 103)
        axis.set_xticks(range(0, 101, 20))
        axis.set_xlabel("% right")
        canvas.quiet(axis)
        interval = Patch(**canvas.bar(canvas.BLUE), label="90 % interval")
        said_mark = depths.mark("D", canvas.ORANGE, said, filled=False)
        canvas.legend(drawing, [said_mark, depths.mark("o", canvas.BLUE, shown), interval], 3)
    return drawing


def _label(each) -> str:
    start = f"You were {each.label}" if each.what == CONFIDENCE else f"{each.label}: predicted"
    return f"{start} ({words.counted(each.answers, 'answer')})"
