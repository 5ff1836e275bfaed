"""The roster of a class: who stands where, and how readiness and the levels are spread."""

from collections.abc import Sequence
from html import escape

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from skillcheck.advice.words import percent
from skillcheck.charts import board, canvas, words
from skillcheck.charts.board import Board, Raw
from skillcheck.charts.view import View
from skillcheck.model import Level

BINS = np.linspace(0, 1, 11)


def roster(book: pd.DataFrame) -> Board:
    """Return the learners, the readiest first, with intervals as bars.

    `book` has the gradebook's columns, and may have `report`, the address of each learner's own report.
    """
    title = "Learners, the readiest first"
    data = book.sort_values(["readiness", "learner"], ascending=[False, True], kind="stable").reset_index(drop=True)
    lead = "A bar is an 80 % interval of what the role asks and the learner meets; the mark in it is the best guess."
    pointed = data["points"].notna().any()
    heads = ["Learner", "Readiness", "As a bar", "Settled", "Right", *(["Points"] if pointed else []), "Notes"]
    rows = [_row(each, pointed) for each in data.to_dict("records")]
    said = [
        f"- {each['learner']}: readiness {words.interval(each['readiness_low'], each['readiness_high'])}, "
        f"{int(each['right'])} of {int(each['answers'])} right{_more(notes(each))}"
        for each in data.to_dict("records")
    ]
    body = board.table(title, heads, rows, numbers=range(3, 5 + pointed), tall=True)
    return Board(title, lead, "\n".join([title, lead, *said]), data, body)


def _row(each: dict, pointed: bool) -> list[object]:
    name, report = each["learner"] or each["submission"], each.get("report")
    linked = Raw(f'<a href="{escape(report, quote=True)}">{escape(name)}</a>') if isinstance(report, str) else name
    points = [f"{each['points']:g}" if pd.notna(each["points"]) else ""] if pointed else []
    return [
        linked,
        words.interval(each["readiness_low"], each["readiness_high"]),
        Raw(_bar(each["readiness_low"], each["readiness"], each["readiness_high"])),
        percent(each["settled"]),
        f"{int(each['right'])} of {int(each['answers'])}",
        *points,
        "; ".join(notes(each)),
    ]


def _bar(low: float, value: float, high: float) -> str:
    """An interval between 0 and 1 as a drawing; the words stand beside it."""
    left, width, mark = (f"{100 * share:.0f}" for share in (low, max(high - low, 0.01), value))
    return (
        '<svg width="130" height="14" viewBox="0 0 104 14" aria-hidden="true"><path d="M2 7h100" stroke="#d0d7de"/>'
        f'<rect x="{int(left) + 2}" y="3" width="{width}" height="8" fill="#b3cfe0" stroke="#005f99"/>'
        f'<path d="M{int(mark) + 2} 0v14" stroke="#1f2328" stroke-width="2"/></svg>'
    )


def notes(each: dict) -> list[str]:
    """Return what is worth knowing of a row before its mark is given."""
    found = []
    if each["late"]:
        found.append("late")
    if each["problems"]:
        found.append(words.counted(int(each["problems"]), "answer") + " not graded")
    if each["observations"]:
        found.append("see observations")
    return found


def _more(found: Sequence[str]) -> str:
    return f" ({'; '.join(found)})" if found else ""


def spread(book: pd.DataFrame) -> View:
    """Return how readiness and the levels are spread over the class."""
    title = "How the class is spread"
    columns = {"readiness": "Readiness for the role", **{str(level): words.level_name(level) for level in Level}}
    data = pd.DataFrame(
        {
            "what": list(columns.values()),
            **{f"{low:.0%}": 0 for low in BINS[:-1]},
        }
    )
    for row, name in enumerate(columns):
        data.iloc[row, 1:] = np.histogram(book[name].dropna().clip(0, 1), BINS)[0]
    if book.empty:
        nobody = "Nobody was graded."
        return View(title, nobody, f"{title}\n{nobody}", data, data, lambda: canvas.sentence(nobody), empty=True)
    middle = {name: book[name].median() for name in columns}
    lead = (
        f"Half of the class has a readiness of {percent(middle['readiness'])} or more. Expected share of a level's "
        "skills done alone (depth 2), at the median: "
        + ", ".join(f"{columns[str(level)].lower()} {percent(middle[str(level)])}" for level in Level)
        + "."
    )
    heads = {f"{low:.0%}": f"{low:.0%} to {low + 0.1:.0%}".replace("%", " %") for low in BINS[:-1]}
    table = data.rename(columns={"what": "Learners with an expected share of", **heads})
    said = [
        f"- {row[0]}: "
        + ", ".join(f"{count} at {name}" for name, count in zip(heads.values(), row[1:], strict=True) if count)
        for row in data.itertuples(index=False, name=None)
    ]
    text = "\n".join([title, lead, *said])
    return View(title, lead, text, data, table, lambda: _spread_figure(data, middle, title))


def _spread_figure(data: pd.DataFrame, middle: dict[str, float], title: str) -> Figure:
    """Four histograms beside one another, counts above the columns, the median as a line."""
    most = max(1, int(data.iloc[:, 1:].to_numpy().max()))
    with canvas.sheet(9.5, 3.4, columns=4, sharey=True) as (figure, axes):
        canvas.title(figure, f"{title}: number of learners by expected share (%)")
        for axis, (_, row), median in zip(axes[0], data.iterrows(), middle.values(), strict=True):
            counts = row.iloc[1:].to_numpy(dtype=int)
            axis.bar(100 * BINS[:-1] + 5, counts, width=9, **canvas.bar(canvas.BLUE))
            for left, count in zip(100 * BINS[:-1] + 5, counts, strict=True):
                if count:
                    paper = {"facecolor": "white", "edgecolor": "none", "pad": 0.6}
                    axis.text(left, count + 0.03 * most, str(count), ha="center", va="bottom", fontsize=8, bbox=paper)
            if not np.isnan(median):
                axis.axvline(100 * median, color=canvas.ORANGE, linestyle="--", linewidth=1.8, zorder=1)
            axis.set_title(canvas.plain(row["what"], 24), fontsize=10)
            axis.set_xlim(0, 100)
            axis.set_ylim(0, most * 1.18)
            axis.set_xticks([0, 50, 100])
            axis.set_yticks([])
            axis.spines["left"].set_visible(False)
        line = Line2D([], [], color=canvas.ORANGE, linestyle="--", linewidth=1.8, label="median")
        canvas.legend(figure, [line], 1)
    return figure
