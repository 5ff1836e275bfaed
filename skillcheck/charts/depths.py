"""Rows of depths: one skill a row, its estimate as a point on an interval, beside what a role asks of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.transforms import ScaledTranslation, blended_transform_factory

from skillcheck.charts import canvas, words

NARROWEST = 0.06  # of the depth scale: at its ends an interval can shrink to nothing, and a bare point would mislead

MEASURED = 6

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
    placed = list(enumerate(rows))
    # Rows that look the same are drawn together, which is several times as fast as one by one.
    for _, alike in _grouped((y, row) for y, row in placed if row.depth is not None):
        _intervals(axes, alike)
    wanted = [(row.target, y) for y, row in placed if row.target]
    axes.plot(*_columns(wanted), marker="|", markersize=13, markeredgewidth=2.2, color=canvas.INK, zorder=4, ls="none")
    depth_scale(axes)
    axes.set_ylim(len(rows) - 0.4, -0.8)
    axes.set_yticks([])
    bold = [{"fontweight": "bold"} if row.depth is None else {} for row in rows]
    _write(axes, 0, [canvas.plain(row.label) for row in rows], bold)
    _write(axes, 1, [row.note for row in rows])
    canvas.quiet(axes)


def _write(axes: Axes, side: int, texts: Sequence[str], looks: Sequence[dict] = ()) -> None:
    """Write a text beside each row, at the left (side 0) or the right (1).

    Texts cost a tenth of tick labels; and only the widest are measured when the figure is laid out: the longest by
    signs, with a few more in case one of them has narrow letters.
    """
    beside = blended_transform_factory(axes.transAxes, axes.transData)
    beside += ScaledTranslation((2 * side - 1) * 8 / 72, 0, axes.figure.dpi_scale_trans)
    align = "left" if side else "right"
    measured = sorted(range(len(texts)), key=lambda y: -len(texts[y]))[:MEASURED]
    for y, (text, look) in enumerate(zip(texts, looks or [{}] * len(texts), strict=True)):
        if text:
            written = axes.text(side, y, text, transform=beside, va="center_baseline", ha=align, fontsize=9, **look)
            written.set_in_layout(y in measured or bool(look))


def _grouped(placed: Iterable[tuple[int, Row]]) -> Iterable[tuple[tuple, list[tuple[int, Row]]]]:
    """Return the rows by their look."""
    found: dict[tuple, list[tuple[int, Row]]] = {}
    for y, row in placed:
        found.setdefault((row.marker, row.colour, row.tested), []).append((y, row))
    return found.items()


def _columns(pairs: Sequence[tuple[float, float]]) -> tuple[list[float], list[float]]:
    return [x for x, _ in pairs], [y for _, y in pairs]


def depth_scale(axes: Axes) -> None:
    """Put depths 0 to 3 with their words on the x axis."""
    axes.set_xlim(-0.12, 3.12)
    axes.set_xticks(range(4), [f"{depth}\n{word}" for depth, word in enumerate(words.DEPTHS)])


def _intervals(axes: Axes, alike: Sequence[tuple[int, Row]]) -> None:
    """Draw the intervals and points of rows of one look."""
    look = alike[0][1]
    ends = [_ends(row) for _, row in alike]
    axes.barh(
        [y for y, _ in alike],
        [high - low for low, high in ends],
        left=[low for low, _ in ends],
        height=0.5,
        zorder=2,
        **(canvas.bar(look.colour) if look.tested else HATCHED),
    )
    colour = look.colour if look.tested else canvas.MUTED
    axes.plot(
        *_columns([(row.depth, y) for y, row in alike]),
        marker=look.marker,
        markersize=7,
        color=colour,
        markeredgewidth=1.5,
        zorder=5,
        markerfacecolor=colour if look.tested else "white",
        linestyle="none",
    )


def _ends(row: Row) -> tuple[float, float]:
    if row.high - row.low < NARROWEST:
        return row.depth - NARROWEST / 2, row.depth + NARROWEST / 2
    return row.low, row.high


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
