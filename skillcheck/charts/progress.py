"""Progress: readiness and depths after each sitting, less certain with the time between, and what has changed."""

import math
from collections.abc import Sequence
from datetime import datetime, timedelta

import numpy as np
import pandas as pd
from matplotlib import dates
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from skillcheck import measure
from skillcheck.advice.words import percent
from skillcheck.charts import canvas, words
from skillcheck.charts.view import View
from skillcheck.measure.normal import HALF_WIDTH_80, cumulative
from skillcheck.model import Level
from skillcheck.sitting import Standing

DRAWS = 500
SURE = 0.80
MEASURES = ("readiness", *Level)
COLUMNS = ["number", "sitting", "moment", "at", "answers", "answers_so_far"] + [
    f"{name}{end}" for name in MEASURES for end in ("", "_low", "_high")
]


def view(standing: Standing) -> View:
    """Return what changed since the first sitting."""
    title = f"Your progress towards the {standing.role.name} role"
    data = frame(standing)
    if data.empty:
        begin = words.begin(standing)
        return View(title, begin, f"{title}\n{begin}", data, table(data), lambda: canvas.sentence(begin), empty=True)
    after = data[data["moment"] == "after"]
    changes = [change(after, name) for name in MEASURES]
    lead = f"{_last(after)} {changes[0]}" if len(after) > 1 else f"{_last(after)} {FIRST}"
    said = changes[1:] if len(after) > 1 else []
    text = "\n".join([title, lead, *said, FADES, "", *sentences(after)])
    return View(title, lead, text, data, table(data), lambda: figure(data, title))


FIRST = "This is a first point: after another check there is something to compare it with."
FADES = (
    "Between sittings the intervals widen: certainty fades with time, while the estimate stays. A change is told only "
    "when it is at least 80 % sure."
)


def frame(standing: Standing) -> pd.DataFrame:
    """Return rows in order of time: one `after` each sitting, one `before` the next and one for now.

    `readiness` is a share 0-1, the levels' columns are mean depths 0-3, both with 80 % limits.
    """
    rows, total, ability, at = [], 0, None, None
    for number, (start, time, after, answers) in enumerate(standing.trail, start=1):
        if ability is not None:
            rows += _rest(standing, rows[-1], ability, at, time)
        total += answers
        at = time if at is None else max(at, time)  # sittings that overlap, or a clock set back, never run backwards
        ability = after
        moment = {"number": number, "sitting": start.sitting, "moment": "after", "at": at, "answers": answers}
        rows.append(moment | {"answers_so_far": total} | _values(standing, after))
    if ability is not None:
        rows += _rest(standing, rows[-1], ability, at, standing.now, "now")
    return pd.DataFrame(rows, columns=COLUMNS)


def _rest(
    standing: Standing, last: dict, ability: measure.Ability, since: datetime, until: datetime, moment: str = "before"
) -> list[dict]:
    """Return the row of what is still known after a pause of more than an hour; none for a shorter one."""
    pause = until - since
    if pause < timedelta(hours=1):
        return []
    faded = measure.age(ability, standing.prior, pause / timedelta(days=1))
    return [last | {"moment": moment, "at": until, "answers": 0} | _values(standing, faded)]


def _values(standing: Standing, ability: measure.Ability) -> dict[str, float]:
    """Return readiness and each level's mean depth with their 80 % limits."""
    role = standing.role.id
    ready = measure.readiness(ability, standing.weights, standing.targets, standing.cuts, role, standing.margin)
    values = {"readiness": ready.value, "readiness_low": ready.low, "readiness_high": ready.high}
    drawn = measure.draws(ability, DRAWS, np.random.default_rng(0), standing.cuts, standing.margin)
    for level in Level:
        places = [place for place, skill in enumerate(standing.skills) if skill.level == level]
        means = drawn[:, places].mean(axis=1) if places else np.full(1, np.nan)
        values[level] = float(means.mean())
        values[f"{level}_low"], values[f"{level}_high"] = (float(np.quantile(means, end)) for end in (0.1, 0.9))
    return values


def change(after: pd.DataFrame, name: str) -> str:
    """Return what may be said of the change from the first to the last sitting.

    It is told only if P(last > first) >= 0.8 (or P(last < first)), by sd = sqrt(sd1^2 + sd2^2): what the two share is
    not kept, so this errs on the side of silence.
    """
    first, last = after.iloc[0], after.iloc[-1]
    sd = math.hypot(*((row[f"{name}_high"] - row[f"{name}_low"]) / (2 * HALF_WIDTH_80) for row in (first, last)))
    chance = float(cumulative((last[name] - first[name]) / sd)) if sd > 0 else 0.5
    what = "Readiness" if name == "readiness" else f"{words.level_name(name)} skills"
    if chance >= SURE:
        return f"{what}: higher than after the first sitting ({_sure(chance)})."
    if chance <= 1 - SURE:
        return f"{what}: lower than after the first sitting ({_sure(1 - chance)})."
    return f"{what}: no clear change yet."


def _sure(chance: float) -> str:
    return "more than 99 % sure" if chance > 0.99 else f"{percent(chance)} sure"


def _last(after: pd.DataFrame) -> str:
    last = after.iloc[-1]
    shares = words.interval(last["readiness_low"], last["readiness_high"])
    sittings = words.counted(len(after), "sitting")
    return f"After {sittings} and {words.counted(last['answers_so_far'], 'answer')}: readiness {shares}."


def table(data: pd.DataFrame) -> pd.DataFrame:
    """Return the frame as people read it."""
    moments = {"after": "after sitting {}", "before": "before sitting {}", "now": "now"}
    numbers = data["number"] + (data["moment"] == "before")
    shown = {
        "When": [words.day(at) for at in data["at"]],
        "Moment": [moments[each].format(number) for each, number in zip(data["moment"], numbers, strict=True)],
        "Answers": data["answers"],
        "Readiness (80 % interval)": [words.interval(*ends) for ends in _ends(data, "readiness")],
    }
    for level in Level:
        shown[f"{words.level_name(level)} skills"] = [_depths(*ends) for ends in _ends(data, level)]
    return pd.DataFrame(shown)


def _ends(data: pd.DataFrame, name: str) -> list[tuple[float, float]]:
    return list(zip(data[f"{name}_low"], data[f"{name}_high"], strict=True))


def _depths(low: float, high: float) -> str:
    return "no such skills" if math.isnan(low) else f"depth {words.depth_range(low, high)}"


def sentences(after: pd.DataFrame) -> list[str]:
    """Return one sentence a sitting."""
    return [
        f"- Sitting {each.number}, {words.day(each.at)}, {words.counted(each.answers, 'answer')}: readiness "
        f"{words.interval(each.readiness_low, each.readiness_high)}."
        for each in after.itertuples()
    ]


def figure(data: pd.DataFrame, title: str) -> Figure:
    """Return the chart: readiness above, the levels' mean depths below, all on one axis of time."""
    looks = zip(MEASURES, (canvas.INK, canvas.BLUE, canvas.GREEN, canvas.PURPLE), "oDs^", strict=True)
    ratios = {"height_ratios": [1.6, 1, 1, 1]}
    with canvas.sheet(9, 9, 4, sharex=True, gridspec_kw=ratios) as (drawing, axes):
        canvas.title(drawing, title)
        for axis, (name, colour, marker) in zip(axes[:, 0], looks, strict=True):
            _band(axis, data, name, colour, marker)
            axis.grid(axis="y", color=canvas.RULE, linewidth=0.8)
            axis.set_axisbelow(True)
        _scales(axes[:, 0])
        _time_axis(axes[-1, 0], list(data["at"]))
    return drawing


def _band(axes: Axes, data: pd.DataFrame, name: str, colour: str, marker: str) -> None:
    """Draw the interval as a band that widens between sittings, and a point with its interval after each."""
    times, factor = dates.date2num(list(data["at"])), 100 if name == "readiness" else 1
    middle, low, high = (factor * data[f"{name}{end}"].to_numpy(dtype=float) for end in ("", "_low", "_high"))
    after = (data["moment"] == "after").to_numpy()
    axes.fill_between(times, low, high, facecolor=(colour, 0.15), edgecolor=colour, linewidth=0.6)
    axes.plot(times, middle, color=colour, linewidth=1, linestyle="--")
    spread = [middle[after] - low[after], high[after] - middle[after]]
    spread = np.maximum(spread, 0)
    axes.errorbar(
        times[after], middle[after], yerr=spread, fmt=marker, color=colour, markersize=7, elinewidth=1.6, capsize=4
    )
    if not after[-1]:
        axes.plot(times[-1], middle[-1], marker=marker, markerfacecolor="white", color=colour, markersize=7)


def _scales(axes: Sequence[Axes]) -> None:
    axes[0].set_ylim(0, 100)
    axes[0].set_title("Readiness in %, with 80 % intervals (open point: now, less certain with time)")
    for axis, level in zip(axes[1:], Level, strict=True):
        axis.set_title(f"{words.level_name(level)} skills, mean depth")
        axis.set_ylim(-0.1, 3.1)
        axis.set_yticks(range(4), [f"{depth} {word}" for depth, word in enumerate(words.DEPTHS)])


def _time_axis(axes: Axes, times: list[datetime]) -> None:
    """Show times as they are, in the record's own time zone, with room around a single one."""
    zone = times[0].tzinfo
    first, last = dates.date2num(min(times)), dates.date2num(max(times))
    room = max((last - first) * 0.05, 1 / 24)
    axes.set_xlim(first - room, last + room)
    locator = dates.AutoDateLocator(tz=zone, minticks=3, maxticks=7)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(dates.ConciseDateFormatter(locator, tz=zone))
