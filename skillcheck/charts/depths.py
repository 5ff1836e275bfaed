"""Rows of depths: one skill a row, its estimate as a point on an interval, beside what a role asks of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from skillcheck.charts import canvas, words

NARROWEST = 0.06  # of the depth scale: at its ends an interval can shrink to nothing, and a bare point would mislead

HATCHED = {"facecolor": "none", "edgecolor": canvas.MUTED, "hatch": "/////", "linewidth": 0.8}


@dataclass(frozen=True)
class Row:
    """One row: a label, point and limits on the depth scale, and words at its right; a heading has no point."""

    label: str
    depth: float | None = None
    low: float = 0.0
    high: float = 0.0
    tested: bool = True
    target: int | None = None
    note: str = ""
    marker: str = "o"
    colour: str = canvas.BLUE


def draw(axes: Axes, rows: Sequence[Row]) -> None:
    """Draw the rows from top to bottom: solid where skills were tested, hatched with an open point where not."""
    for y, row in enumerate(rows):
        if row.depth is not None:
            _interval(axes, y, row)
        if row.target:
            axes.plot(row.target, y, marker="|", markersize=13, markeredgewidth=2.2, color=canvas.INK, zorder=4)
        if row.note:
            axes.annotate(
                row.note,
                (1, y),
                xycoords=("axes fraction", "data"),
                xytext=(8, 0),
                textcoords="offset points",
                va="center_baseline",
                fontsize=9,
                annotation_clip=False,
            )
    depth_scale(axes)
    axes.set_ylim(len(rows) - 0.4, -0.8)
    axes.set_yticks(range(len(rows)), [canvas.plain(row.label) for row in rows])
    for label, row in zip(axes.get_yticklabels(), rows, strict=True):
        label.set_fontweight("bold" if row.depth is None else "normal")
    canvas.quiet(axes)


def depth_scale(axes: Axes) -> None:
    """Put depths 0 to 3 with their words on the x axis."""
    axes.set_xlim(-0.12, 3.12)
    axes.set_xticks(range(4), [f"{depth}\n{word}" for depth, word in enumerate(words.DEPTHS)])


def _interval(axes: Axes, y: int, row: Row) -> None:
    low, high = row.low, row.high
    if high - low < NARROWEST:
        low, high = row.depth - NARROWEST / 2, row.depth + NARROWEST / 2
    look = canvas.bar(row.colour) if row.tested else HATCHED
    axes.barh(y, high - low, left=low, height=0.5, zorder=2, **look)
    colour = row.colour if row.tested else canvas.MUTED
    axes.plot(
        row.depth,
        y,
        marker=row.marker,
        markersize=7,
        color=colour,
        markeredgewidth=1.5,
        zorder=5,
        markerfacecolor=colour if row.tested else "white",
        linestyle="none",
    )


def legend_tested() -> list:
    """Return the legend of tested rows, untested rows and targets."""
    return [
        Patch(**canvas.bar(canvas.BLUE), label="80 % interval, from your answers"),
        Patch(**HATCHED, label="80 % interval, not asked yet"),
        mark("o", canvas.BLUE, "most likely depth"),
        target("what the role asks"),
    ]


def target(label: str) -> Line2D:
    """Return the legend entry of the tick at a target."""
    look = {"marker": "|", "markersize": 11, "markeredgewidth": 2.2, "color": canvas.INK, "linestyle": "none"}
    return Line2D([], [], label=label, **look)


def mark(marker: str, colour: str, label: str, filled: bool = True) -> Line2D:
    """Return the legend entry of a marker."""
    face = colour if filled else "white"
    return Line2D(
        [],
        [],
        marker=marker,
        markersize=7,
        color=colour,
        markerfacecolor=face,
        markeredgewidth=1.5,
        linestyle="none",
        label=label,
    )


def height(rows: int) -> float:
    """Return how many inches high a figure with that many rows is."""
    return 1.9 + 0.235 * rows
