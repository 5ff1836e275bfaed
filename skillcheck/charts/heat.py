"""What a role asks against what a class shows: skill by skill, and learner by learner."""

from collections.abc import Iterable, Mapping
from html import escape

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from skillcheck.advice.words import listed
from skillcheck.charts import board, canvas, words
from skillcheck.charts.board import Board
from skillcheck.charts.view import View
from skillcheck.model import Role, Skill

REACHED, OPEN, BELOW, UNASKED = "reached", "not settled", "below", "not asked"
STATES = (REACHED, OPEN, BELOW, UNASKED)
SIGNS = {REACHED: "✓", OPEN: "?", BELOW: "✗", UNASKED: "·"}
PAPER = {REACHED: "#d5eee4", OPEN: "#ffffff", BELOW: "#f7d9c8", UNASKED: "#f0f2f4"}
INK = {REACHED: "#00513a", OPEN: "#57606a", BELOW: "#8a3700", UNASKED: "#57606a"}
# Of the way from an estimate to its limit at 10 %, where 20 % lie beyond: a depth is told when it is 80 % sure.
TOLD = 0.8416 / 1.2816
NAMED = 12
# What four of five lack is for everybody, and no group is made of it; with fewer learners there is no "everybody".
SHARED, FEWEST = 0.8, 5

COLUMNS = ["submission", "learner", "skill", "name", "target", "weight", "depth", "low", "high", "answers", "state"]


def cells(book: pd.DataFrame, roles: Mapping[str, Role], skills: Mapping[str, Skill]) -> pd.DataFrame:
    """Return one row a learner and skill that their role asks for: depth, 80 % limits, target, and the state.

    A state is told when it is 80 % sure, and never of a skill that the learner was not asked about.
    """
    parts = []
    for role, rows in book.groupby("role"):
        for need in roles[role].needs:
            if not need.target or need.skill not in rows:
                continue
            part = rows[["submission", "learner"]].copy()
            part["skill"], part["name"] = need.skill, skills[need.skill].name
            part["target"], part["weight"] = need.target, need.weight
            for name, column in {"depth": "", "low": "_low", "high": "_high", "answers": "_answers"}.items():
                part[name] = rows[f"{need.skill}{column}"]
            parts.append(part)
    data = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=COLUMNS[:-1])
    sure = data["depth"] - TOLD * (data["depth"] - data["low"]) >= data["target"]
    lacking = data["depth"] + TOLD * (data["high"] - data["depth"]) < data["target"]
    data["state"] = OPEN
    data.loc[sure, "state"] = REACHED
    data.loc[lacking, "state"] = BELOW
    data.loc[data["answers"] == 0, "state"] = UNASKED
    return data[COLUMNS]


def by_skill(data: pd.DataFrame) -> pd.DataFrame:
    """Return one row a skill: how many learners are in each state, the largest need of the class first.

    The need is what learners fall short of their targets by, in depths, weighted as their roles weigh the skill.
    """
    short = (data["target"] - data["depth"]).clip(lower=0) * data["weight"]
    counts = pd.crosstab(data["name"], data["state"]).reindex(columns=list(STATES), fill_value=0)
    found = counts.assign(need=short.groupby(data["name"]).sum(), skill=data.groupby("name")["skill"].first())
    return found.sort_values("need", ascending=False, kind="stable").rename_axis("name").reset_index()


def shares(data: pd.DataFrame) -> View:
    """Return for every skill how many of the class have reached what their role asks."""
    title = "What the class has reached, skill by skill"
    found = by_skill(data)
    lead = _lead(found)
    said = [
        f"- {row['name']}: " + ", ".join(f"{row[state]} {state}" for state in STATES if row[state])
        for row in found.to_dict("records")
    ]
    table = found.rename(columns={"name": "Skill", **{state: state.capitalize() for state in STATES}})
    table = table[["Skill", *(state.capitalize() for state in STATES)]]
    text = "\n".join([title, lead, *said])
    return View(title, lead, text, found, table, lambda: _figure(found, title), empty=found.empty)


def _lead(found: pd.DataFrame) -> str:
    asked = found[found[[REACHED, OPEN, BELOW]].sum(axis=1) > 0]
    if asked.empty:
        return "Nobody has been asked about a skill that a role asks for."
    worst = [f"{row['name']} ({row[BELOW]} below)" for row in asked.head(3).to_dict("records")]
    return (
        f"The largest needs of the class, by weight in the role: {listed(worst)}. A state is told when it is at least "
        "80 % sure; with few answers a skill much stays open."
    )


def _figure(found: pd.DataFrame, title: str) -> Figure:
    """Stacked bars, one a skill, the counts written into them."""
    looks = {
        BELOW: {"facecolor": canvas.ORANGE, "edgecolor": "white"},
        OPEN: {"facecolor": "#e4e7eb", "edgecolor": canvas.MUTED},
        REACHED: {"facecolor": canvas.GREEN, "edgecolor": "white"},
        UNASKED: {"facecolor": "white", "edgecolor": canvas.MUTED, "hatch": "/////"},
    }
    total = max(1, int(found[list(STATES)].sum(axis=1).max()))
    with canvas.sheet(9.5, 1.8 + 0.235 * len(found)) as (figure, axes):
        axis = axes[0, 0]
        canvas.title(figure, f"{title}, the largest need on top")
        left = pd.Series(0, index=found.index)
        for state, look in looks.items():
            axis.barh(found.index, found[state], left=left, height=0.72, linewidth=0.6, **look)
            for y, (start, count) in enumerate(zip(left, found[state], strict=True)):
                if count / total >= 0.03 and state != UNASKED:
                    colour = "white" if state in (BELOW, REACHED) else canvas.INK
                    axis.text(start + count / 2, y, str(count), ha="center", va="center", fontsize=8, color=colour)
            left = left + found[state]
        axis.set_yticks(found.index, [canvas.plain(name) for name in found["name"]])
        axis.set_ylim(len(found) - 0.4, -0.6)
        axis.set_xlim(0, total)
        axis.set_xlabel("learners")
        canvas.quiet(axis)
        canvas.legend(figure, [Patch(**look, label=state) for state, look in looks.items()], 4)
    return figure


def heat(data: pd.DataFrame, order: Iterable[str]) -> Board:
    """Return every learner against every skill as a table of signs; rows in the given order of submissions."""
    title = "Every learner, skill by skill"
    found = by_skill(data)
    lead = (
        "Learners from the readiest down, skills from the largest need of the class to the right. "
        "✓ reached, ✗ below, ? not settled, · not asked; a cell's tip says the depth, its 80 % interval and the target."
    )
    names = dict(zip(data["submission"], data["learner"].where(data["learner"] != "", data["submission"]), strict=True))
    rows = [submission for submission in order if submission in names]
    state = {
        (row["submission"], row["name"]): row for row in data.drop(columns=["learner", "skill"]).to_dict("records")
    }
    head = "".join(f'<th scope="col"><span>{escape(name)}</span></th>' for name in found["name"])
    body = "".join(_row(names[one], [state.get((one, name)) for name in found["name"]]) for one in rows)
    content = f"<table><caption>{escape(title)}</caption><thead><tr><td></td>{head}</tr></thead>{body}</table>"
    text = "\n".join([title, lead, *(_words(name, data) for name in found["name"])])
    style = f"<style>{_style()}</style>"
    return Board(
        title, lead, text, data, f'{style}<div class="skillcheck-heat">{board.framed(title, content, tall=True)}</div>'
    )


def _row(name: str, found: list[dict | None]) -> str:
    cells = "".join(f'<td class="{_CLASS[each["state"]]}" {_tip(each)}' if each else "<td></td>" for each in found)
    return f'<tr><th scope="row">{escape(name)}</th>{cells}</tr>'


_CLASS = {REACHED: "r", OPEN: "o", BELOW: "b", UNASKED: "u"}


def _tip(each: dict) -> str:
    limits = f"{each['depth']:.1f} ({each['low']:.1f} to {each['high']:.1f})"
    said = f"depth {limits}, target {each['target']}; {words.counted(int(each['answers']), 'answer')}"
    return f'title="{said}">{SIGNS[each["state"]]}</td>'


def _style() -> str:
    where = ".skillcheck-board .skillcheck-heat"
    looks = "".join(f"{where} td.{_CLASS[s]}{{background:{PAPER[s]};color:{INK[s]}}}" for s in STATES)
    return (
        f"{where} td{{text-align:center;padding:1px 2px;min-width:1.25em;border-right:1px solid #e4e7eb}}"
        f"{where} tbody th{{white-space:nowrap;overflow:hidden;text-overflow:ellipsis;max-width:14em;padding:1px 8px}}"
        f"{where} thead th{{padding:4px 2px;vertical-align:bottom}}"
        f"{where} thead td{{position:sticky;top:0;left:0;z-index:3}}"
        f"{where} thead th:first-child{{left:auto}}"
        f"{where} thead th span{{writing-mode:vertical-rl;transform:rotate(180deg);white-space:nowrap;"
        f"max-height:18em;overflow:hidden;font-weight:normal;font-size:12px}}{looks}"
    )


def _words(name: str, data: pd.DataFrame) -> str:
    """Return who is below in a skill, by name."""
    rows = data[data["name"] == name]
    below = rows.loc[rows["state"] == BELOW, "learner"].tolist()
    count = (rows["state"] == REACHED).sum()
    named = f": {', '.join(below[:NAMED])}{f' and {len(below) - NAMED} more' if len(below) > NAMED else ''}"
    return f"- {name}: {count} reached, {len(below)} below{named if below else ''}"


def needs(data: pd.DataFrame, advice: Mapping[str, str]) -> Board:
    """Return what to teach everybody, and groups of learners by what else each lacks most.

    A learner's need is weight times what is missing to the target, of skills that are not reached; what was asked
    comes before what was not. `advice` says what the bank offers for a skill.
    """
    title = "Who needs what"
    common = _common(data)
    short = data[(data["state"] != REACHED) & ~data["name"].isin(common)].assign(
        need=lambda rows: (rows["target"] - rows["depth"]).clip(lower=0) * rows["weight"],
        asked=lambda rows: rows["state"] != UNASKED,
    )
    first = short.sort_values(["asked", "need"], ascending=False, kind="stable").drop_duplicates("submission")
    more = len(common) - FEWEST
    shown = [*common[:FEWEST], words.counted(more, "other skill")] if more > 0 else common
    shared = f"For everybody: {listed(shown)}, which {SHARED:.0%} of the class or more lack. " if common else ""
    rows = [_group(name, group, advice) for name, group in first.groupby("name", sort=False)]
    rows.sort(key=lambda row: -row[1])
    lead = f"{shared}Besides, each learner once, under the skill they lack most.".replace("%", " %")
    said = [f"- {name} ({count}): {who}. {offered}".rstrip() for name, count, who, offered in rows]
    body = board.table(title, ["Skill", "Learners", "Who", "What the bank has for it"], rows, numbers=[1])
    return Board(title, lead, "\n".join([title, lead, *said]), first.reset_index(drop=True), body)


def _common(data: pd.DataFrame) -> list[str]:
    """The skills that nearly all who were asked about them lack, the largest need first."""
    found = by_skill(data)
    asked = found[[REACHED, OPEN, BELOW]].sum(axis=1)
    return found.loc[(asked >= FEWEST) & (found[BELOW] >= SHARED * asked), "name"].tolist()


def _group(name: str, group: pd.DataFrame, advice: Mapping[str, str]) -> tuple[str, int, str, str]:
    who = ", ".join(sorted(group["learner"].where(group["learner"] != "", group["submission"])))
    return name, len(group), who, advice.get(group["skill"].iloc[0], "")
