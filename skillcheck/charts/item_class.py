"""Items as a class met them: how hard, how telling, what misled."""

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.figure import Figure

from skillcheck.advice.words import percent
from skillcheck.charts import board, canvas, depths, words
from skillcheck.charts.board import Board, Raw
from skillcheck.charts.view import View

LABELLED = 8  # of the flagged items in the picture; all are in the table
FEWEST = 2  # who chose a wrong answer before it is called a misconception of the class
MOST = 15


def difficulty(table: pd.DataFrame, stems: Mapping[str, str]) -> View:
    """Return items by the share right and by how far being right goes with the rest of the test.

    `table` is that of `ClassAnalysis.item_table`, `stems` the beginning of each item.
    """
    title = "Items by difficulty and discrimination"
    if table.empty:
        none = "No item was answered."
        return View(title, none, f"{title}\n{none}", table, table, lambda: canvas.sentence(none), empty=True)
    data = table.assign(stem=[stems.get(item, "") for item in table["item"]])
    told = data[data["rest"].notna()].reset_index(drop=True)
    lead = _lead(data, told)
    shown = pd.DataFrame(
        {
            "Item": data["item"],
            "Begins": data["stem"],
            "Right (90 % interval)": [_share(row) for row in data.to_dict("records")],
            "Goes with the rest (90 % interval)": [_rest(row) for row in data.to_dict("records")],
            "Look at": data["flagged"],
        }
    )
    said = [
        f"- {row['item']}: {_share(row)}; correlation {_rest(row)}{'; ' + row['flagged'] if row['flagged'] else ''}"
        for row in data.to_dict("records")
    ]
    text = "\n".join([title, lead, *said])
    if told.empty:
        return View(title, lead, text, data, shown, lambda: canvas.sentence(lead), empty=True)
    return View(title, lead, text, data, shown, lambda: _figure(told, title))


def _share(row: Mapping) -> str:
    if pd.isna(row["share"]):
        return "no answers"
    return f"{row['right']} of {row['answers']}, {words.interval(row['share_low'], row['share_high'])}"


def _rest(row: Mapping) -> str:
    if pd.isna(row["rest"]):
        return row["missing"] or "not told"
    return f"{row['rest']:.2f} ({row['rest_low']:.2f} to {row['rest_high']:.2f})"


def _lead(data: pd.DataFrame, told: pd.DataFrame) -> str:
    if told.empty:
        most = int(data["answers"].max()) if len(data) else 0
        return (
            f"No item has enough answers yet to say how telling it is (20 are needed; the most answered has {most}). "
            "The shares right are in `.frame`."
        )
    half = ((told["rest_high"] - told["rest_low"]) / 2).median()
    flagged = int((data["flagged"] != "").sum())
    return (
        f"{len(told)} of {words.counted(len(data), 'item')} have enough answers; with about "
        f"{int(told['answers'].median())} answers each, a correlation is only known to within {half:.2f} either way: "
        f"read it as a hint. {words.counted(flagged, 'item')} {'is' if flagged == 1 else 'are'} worth a look."
    )


def _figure(told: pd.DataFrame, title: str) -> Figure:
    """A point an item with its interval; those to look at are crosses with numbers that a list below explains."""
    share, rest = (100 * told["share"].astype(float)), told["rest"].astype(float)
    flagged = told["flagged"] != ""
    labelled = told[flagged].head(LABELLED)
    with canvas.sheet(9, 4.8 + 0.2 * len(labelled)) as (figure, axes):
        axis = axes[0, 0]
        canvas.title(figure, title)
        axis.axhline(0, color=canvas.MUTED, linewidth=1)
        for row in range(len(told)):
            ends = [float(told["rest_low"].iloc[row]), float(told["rest_high"].iloc[row])]
            axis.plot([share[row]] * 2, ends, color=canvas.RULE, linewidth=1, zorder=1)
        axis.plot(share[~flagged], rest[~flagged], "o", color=canvas.BLUE, markersize=6, linestyle="none")
        axis.plot(share[flagged], rest[flagged], "X", color=canvas.ORANGE, markersize=9, linestyle="none")
        _number(axis, labelled)
        axis.set_xlim(-3, 103)
        axis.set_xlabel(
            "% right: hard on the left, easy on the right" + _listed(labelled), loc="left", multialignment="left"
        )
        axis.set_ylabel("correlation with the rest")
        handles = [depths.mark("o", canvas.BLUE, "item"), depths.mark("X", canvas.ORANGE, "worth a look")]
        canvas.legend(figure, handles, 2)
    return figure


def _number(axis, labelled: pd.DataFrame) -> None:
    """Number the flagged points, above or below in turn so that near ones do not collide."""
    order = labelled.assign(number=range(1, len(labelled) + 1)).sort_values("share")
    for turn, row in enumerate(order.to_dict("records")):
        axis.annotate(
            str(row["number"]),
            (100 * float(row["share"]), float(row["rest"])),
            xytext=(0, 9 if turn % 2 else -9),
            textcoords="offset points",
            ha="center",
            va="bottom" if turn % 2 else "top",
            fontsize=9,
            color=canvas.ORANGE,
            fontweight="bold",
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5},
        )


def _listed(labelled: pd.DataFrame) -> str:
    lines = [
        f"{number}  {canvas.plain(row['item'])}: {row['flagged']}"
        for number, row in enumerate(labelled.to_dict("records"), start=1)
    ]
    return "\n\n" + "\n".join(lines) if lines else ""


def flagged(table: pd.DataFrame, stems: Mapping[str, str]) -> Board:
    """Return the items worth a look, with what is odd about each."""
    title = "Items worth a look"
    data = table[table["flagged"] != ""].reset_index(drop=True) if "flagged" in table else table
    if data.empty:
        lead = (
            "None. An item is named when hardly anyone or almost everyone is right or when the able are wrong more "
            "often, from 40 answers on, and when it is clearly harder or easier than its parameters say."
        )
        return Board(title, lead, f"{title}\n{lead}", data)
    lead = "Look at the item itself before changing a mark: a flag is a reason to read, not a verdict."
    rows = [
        [row["item"], stems.get(row["item"], ""), _share(row), _rest(row), row["flagged"]]
        for row in data.to_dict("records")
    ]
    said = [f"- {row[0]}: {row[4]} ({row[2]})" for row in rows]
    body = board.table(title, ["Item", "Begins", "Right", "Goes with the rest", "What is odd"], rows)
    return Board(title, lead, "\n".join([title, lead, *said]), data, body)


class Mistake:
    """One wrong answer that several gave: to which item, what it says, and what its author wrote about it."""

    def __init__(self, item: str, stem: str, said: str, why: str, why_html: str, chosen: int, answers: int) -> None:
        self.item, self.stem, self.said, self.why, self.why_html = item, stem, said, why, why_html
        self.chosen, self.answers = chosen, answers

    @property
    def share(self) -> float:
        """Of those who met the item."""
        return self.chosen / self.answers


def misconceptions(mistakes: Sequence[Mistake]) -> Board:
    """Return the wrong answers that most of the class have in common, the most frequent first."""
    title = "What misled most"
    common = sorted((one for one in mistakes if one.chosen >= FEWEST), key=lambda one: (-one.share, one.item))[:MOST]
    columns = ["item", "answer", "chosen", "answers", "why"]
    data = pd.DataFrame([(m.item, m.said, m.chosen, m.answers, m.why) for m in common], columns=columns)
    if not common:
        lead = "No wrong answer was given by two learners or more."
        return Board(title, lead, f"{title}\n{lead}", data)
    lead = "Wrong answers that several gave, with what the item's author says of them: what to take up in class."
    rows = [
        [m.stem or m.item, m.said, f"{m.chosen} of {m.answers} ({percent(m.share)})", Raw(m.why_html)] for m in common
    ]
    said = [f"- {m.item}: {m.chosen} of {m.answers} said “{m.said}”. {m.why}" for m in common]
    body = board.table(title, ["Question", "Wrong answer", "Gave it", "What it overlooks"], rows)
    return Board(title, lead, "\n".join([title, lead, *said]), data, body)
