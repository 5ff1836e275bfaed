"""The market: pay by stage in two countries, and every figure of demand with its date, source and status."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from skillcheck.charts import canvas
from skillcheck.charts.view import View
from skillcheck.model import Fact, Role, SalaryBand

STAGES = ("entry", "mid", "senior")
COUNTRIES = {"US": "United States", "India": "India"}
SAID = {
    "confirmed": "confirmed",
    "confirmed-with-care": "confirmed, with care",
    "repeated-on-web": "repeated on the web, its origin not found",
    "rounded": "a rounding of another figure",
    "adds-up": "adds up, from figures without a source",
    "contested": "contested",
    "not-confirmed": "not confirmed",
    "unsourced": "unsourced",
    "unsourced-in-guide": "as the guide gives it, unsourced",
    "wrong-geography": "of another place than claimed",
    "wrong-horizon-likely": "likely of other years than claimed",
    "stale": "older than twelve months",
    "missing-in-guide": "missing in the guide",
}
COLUMNS = [
    "kind",
    "id",
    "what",
    "population",
    "stage",
    "low",
    "value",
    "high",
    "unit",
    "in_words",
    "as_of",
    "source",
    "status",
    "status_words",
    "note",
]


def view(role: Role, salaries: Sequence[SalaryBand], facts: Sequence[Fact]) -> View:
    """Return pay and demand for a role; no figure stands without its date, source and status."""
    title = f"The market for the {role.name} role"
    bands = [band for band in salaries if band.role == role.id]
    data = frame(bands, facts)
    if data.empty:
        none = f"There is no figure on pay or demand for the {role.name} role."
        return View(title, none, f"{title}\n{none}", data, table(data), lambda: canvas.sentence(none), empty=True)
    lead = _lead(bands, facts)
    text = "\n".join([title, lead, UNITS, "", *sentences(data)])
    return View(title, lead, text, data, table(data), lambda: figure(bands, title))


UNITS = "LPA: lakh rupees a year, 1 LPA = 100,000 rupees. The two countries have different units and are not compared."


def frame(bands: Sequence[SalaryBand], facts: Sequence[Fact]) -> pd.DataFrame:
    """Return one row a band of pay (three stages a country) and one a fact."""
    rows = [_band_row(band, stage) for band in bands for stage in STAGES] + [_fact_row(fact) for fact in facts]
    return pd.DataFrame(rows, columns=COLUMNS)


def _band_row(band: SalaryBand, stage: str) -> dict:
    low, high = getattr(band, stage) or (None, None)
    open_end = band.open_ended and stage == "senior"
    return {
        "kind": "pay",
        "id": f"{band.role}-{band.country.lower()}-{stage}",
        "what": f"Pay, {stage}",
        "population": COUNTRIES[band.country],
        "stage": stage,
        "low": low,
        "high": high,
        "unit": band.unit,
        "in_words": amounts(low, high, band.unit, open_end),
        "as_of": band.as_of,
        "source": band.source,
        "status": band.status,
        "status_words": status(band.status),
        "note": band.note,
    }


def _fact_row(fact: Fact) -> dict:
    return {
        "kind": "fact",
        "id": fact.id,
        "what": fact.what,
        "population": fact.population,
        "low": fact.low,
        "value": fact.value,
        "high": fact.high,
        "unit": fact.unit,
        "in_words": amount(fact.value, fact.unit)
        if fact.value is not None
        else amounts(fact.low, fact.high, fact.unit),
        "as_of": fact.as_of,
        "source": "; ".join([f"the guide: {fact.guide}"] * bool(fact.guide) + list(fact.sources)) or "none given",
        "status": fact.status,
        "status_words": status(fact.status),
        "note": " ".join(each for each in (fact.conflict, fact.note) if each),
    }


def status(word: str) -> str:
    """Return a status in words; one that is not known stays as it is, with blanks for its hyphens."""
    return SAID.get(word, word.replace("-", " ") or "of unknown status")


def amount(value: float, unit: str) -> str:
    """Return a figure with its unit: `$157,969`, `40 %`, `12.25 LPA`, `3.2 (ratio)`."""
    number = f"{value:,.2f}".rstrip("0").rstrip(".")
    if unit.startswith("USD"):
        return f"${number}"
    if unit == "share":
        return f"{100 * value:,.1f}".rstrip("0").rstrip(".") + " %"
    return f"{number} {unit}" if unit == "LPA" else f"{number} ({unit})"


def amounts(low: float | None, high: float | None, unit: str, open_end: bool = False) -> str:
    """Return a range with its unit; one end alone is said as such, and so is a missing range."""
    if low is None and high is None:
        return "no figure given"
    if high is None:
        return f"{amount(low, unit)} or more"
    if low is None:
        return f"up to {amount(high, unit)}"
    return f"{amount(low, unit)} to {amount(high, unit)}" + (" or more" if open_end else "")


def table(data: pd.DataFrame) -> pd.DataFrame:
    """Return the frame as people read it."""
    return pd.DataFrame(
        {
            "What": data["what"],
            "Of whom": data["population"],
            "Figure": data["in_words"],
            "As of": [f"{day}" for day in data["as_of"]],
            "Status": data["status_words"],
            "Source": data["source"],
            "Note": data["note"],
        }
    )


def sentences(data: pd.DataFrame) -> list[str]:
    """Return one sentence a figure: what, of whom, how much, when, from where, and how far to trust it."""
    said = []
    for each in data.itertuples():
        note = f" {each.note}" if each.note and each.stage in ("entry", None) else ""
        said.append(
            f"- {each.what} ({each.population}): {each.in_words}; as of {each.as_of}; status: {each.status_words}; "
            f"source: {each.source}.{note}"
        )
    return said


def _lead(bands: Sequence[SalaryBand], facts: Sequence[Fact]) -> str:
    count = len(bands) + len(facts)
    doubtful = sum(not each.status.startswith("confirmed") for each in (*bands, *facts))
    years = sorted({each.as_of.year for each in (*bands, *facts)})
    seen = f"{years[0]}" if len(years) == 1 else f"{years[0]} to {years[-1]}"
    return (
        f"{count} figures, each with its date, source and status; {doubtful} of them are not confirmed, so read the "
        f"status first. Figures are as of {seen}."
    )


def figure(bands: Sequence[SalaryBand], title: str) -> Figure:
    """Return the chart: bands of pay by stage, a panel a country, missing bands said in words."""
    with canvas.sheet(9, 4.2, 2) as (drawing, axes):
        canvas.title(drawing, f"{title}: pay by stage")
        for axis, country in zip(axes[:, 0], COUNTRIES, strict=True):
            _panel(axis, next((band for band in bands if band.country == country), None), country)
    return drawing


def _panel(axis: Axes, band: SalaryBand | None, country: str) -> None:
    given = band is not None and any(getattr(band, stage) for stage in STAGES)
    if not given:
        said = "The guide gives no pay for this role here, and nothing is filled in."
        axis.set_title(COUNTRIES[country])
        axis.text(0, 0.95, said, transform=axis.transAxes, va="top")
        axis.set_xticks([])
        axis.set_yticks([])
        axis.spines[:].set_visible(False)
        return
    axis.set_title(f"{COUNTRIES[country]}, {band.unit}: {status(band.status)}, {_dated(band.as_of)}")
    top = max(getattr(band, stage)[1] for stage in STAGES if getattr(band, stage))
    for y, stage in enumerate(STAGES):
        low, high = getattr(band, stage) or (None, None)
        open_end = band.open_ended and stage == "senior"
        if low is not None:
            axis.barh(y, high - low, left=low, height=0.55, color=canvas.BLUE)
            if open_end:
                axis.plot(high + 0.012 * top, y, marker=">", color=canvas.BLUE, markersize=9)
        place, gap = (0, 4) if low is None else (high, 16 if open_end else 6)
        axis.annotate(
            amounts(low, high, band.unit, open_end),
            (place, y),
            xytext=(gap, 0),
            va="center",
            fontsize=9,
            textcoords="offset points",
        )
    axis.set_xlim(0, top * 1.45)
    canvas.fix_ticks(axis)
    axis.set_ylim(len(STAGES) - 0.5, -0.5)
    axis.set_yticks(range(len(STAGES)), STAGES)
    axis.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    canvas.quiet(axis)


def _dated(as_of: date) -> str:
    return f"as of {as_of}"
