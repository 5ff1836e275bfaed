"""White paper for figures: one palette, one style, and every text taken as it is written."""

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from textwrap import fill

from matplotlib.axes import Axes
from matplotlib.figure import Figure

# Okabe and Ito's colours, told apart by colour-blind eyes, darkened to 4.5 : 1 and more against white.
INK = "#1f2328"
MUTED = "#57606a"
BLUE = "#005f99"
ORANGE = "#a84300"
GREEN = "#00684a"
PURPLE = "#8c3d70"
RULE = "#d0d7de"

LONGEST_LABEL, LONGEST_TITLE = 40, 200

# parse_math off: a dollar sign in a name is a dollar sign. hashsalt and path: the same figure is the same bytes and
# looks the same without its font.
_STYLE = {
    "text.parse_math": False,
    "text.usetex": False,
    "font.family": ["DejaVu Sans"],
    "font.size": 10,
    "axes.titlesize": 11,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.labelsize": 10,
    "axes.edgecolor": MUTED,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.titlecolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "xtick.labelsize": 9,
    "ytick.labelsize": 9,
    "legend.fontsize": 9,
    "legend.frameon": False,
    "hatch.linewidth": 0.6,
    "figure.facecolor": "white",
    "axes.facecolor": "white",
    "savefig.facecolor": "white",
    "svg.fonttype": "path",
    "svg.hashsalt": "skillcheck",
}


@contextmanager
def _style() -> Iterator[None]:
    """Draw in our style, whatever the notebook has set, and leave its settings as they were."""
    from matplotlib import style

    with style.context(["default", _STYLE]), warnings.catch_warnings():
        # A sign that the font lacks is drawn as a box; the text and the table still hold it.
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        yield


@contextmanager
def sheet(width: float, height: float, rows: int = 1, columns: int = 1, **grid: object) -> Iterator[tuple]:
    """Yield a Figure in inches and its Axes (rows, columns); on leaving, everything is laid out to fit once."""
    with _style():
        figure = Figure(figsize=(width, height), dpi=100, layout="constrained")
        yield figure, figure.subplots(rows, columns, squeeze=False, **grid)
        figure.get_layout_engine().execute(figure)
        figure.set_layout_engine("none")


def save(figure: Figure, kind: str) -> bytes:
    """Return the figure as the bytes of an `svg` or `png` file, the same bytes each time."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    file, canvas, dpi = BytesIO(), figure.canvas, figure.dpi
    with _style():
        # Figure.savefig draws everything twice, the first time for a layout that ours have had.
        try:
            if kind == "svg":
                FigureCanvasSVG(figure).print_svg(file, metadata={"Date": None})
            else:
                FigureCanvasAgg(figure).print_png(file)
        finally:
            figure.set_canvas(canvas)
            figure.dpi = dpi
    return file.getvalue()


def sentence(text: str) -> Figure:
    """Return a figure that only says something: the empty state."""
    lines = "\n".join(fill(line, 84) for line in text.replace("`", "").splitlines())
    with sheet(8, 1.0 + 0.24 * lines.count("\n")) as (figure, axes):
        axes[0, 0].set_axis_off()
        figure.text(0.03, 0.5, lines, va="center", fontsize=10)
    return figure


def title(figure: Figure, text: str) -> None:
    """Write a figure's title at its top left, in as many lines as it needs."""
    lines = fill(plain(text, LONGEST_TITLE), int(figure.get_figwidth() * 8.5))
    figure.suptitle(lines, x=0.01, ha="left", fontsize=12, fontweight="bold")


def legend(figure: Figure, handles: list, columns: int) -> None:
    """Put a legend below all axes."""
    figure.legend(handles=handles, loc="outside lower left", ncols=columns)


def plain(text: str, longest: int = LONGEST_LABEL) -> str:
    """Return a name as one line that fits: control characters as blanks, a long one cut with an ellipsis."""
    line = re.sub(r"[\s\x00-\x1f\x7f]+", " ", text).strip()
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def bar(colour: str) -> dict[str, object]:
    """Return the look of an interval: pale, so that a point on it is seen, with an edge that is seen by itself."""
    return {"facecolor": (colour, 0.3), "edgecolor": colour, "linewidth": 0.8}


def fix_ticks(axes: Axes) -> None:
    """Keep the ticks of the x axis that lie within it; the others would be texts outside of the figure."""
    low, high = axes.get_xlim()
    axes.set_xticks([tick for tick in axes.get_xticks() if low <= tick <= high])


def quiet(axes: Axes) -> None:
    """Leave the rows of a chart without tick marks and box, with faint vertical rules."""
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x", color=RULE, linewidth=0.8)
    axes.set_axisbelow(True)
