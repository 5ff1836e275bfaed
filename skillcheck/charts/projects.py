"""Projects: at most three, in order, with what each closes and how to know that it is good."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from skillcheck.advice.words import listed, percent
from skillcheck.charts import canvas, words
from skillcheck.charts.view import View
from skillcheck.model import Pick, Plan, Project, Resume
from skillcheck.sitting import Standing

ROOM = 0.3  # above and below the bars of a panel, in bars
COLUMNS = [
    "order",
    "project",
    "name",
    "trend",
    "weeks",
    "closes",
    "top_skills",
    "support",
    "tie_with",
    "after",
    "offline_data",
    "metric",
    "milestones",
]


def view(plan: Plan, projects: Mapping[str, Project], standing: Standing, resume: Resume) -> View:
    """Return the recommended projects; without any evidence of the learner, what to do first."""
    title = f"Projects for the {standing.role.name} role"
    names = {skill.id: skill.name for skill in standing.skills}
    if words.nothing_known(standing):
        begin, none = words.begin(standing), pd.DataFrame(columns=COLUMNS)
        return View(title, begin, f"{title}\n{begin}", none, table(none), lambda: canvas.sentence(begin), empty=True)
    data = frame(plan, projects, names)
    if data.empty:
        text = "\n".join([title, plan.sentence, *_learn_first(plan, names)])
        return View(title, plan.sentence, text, data, table(data), lambda: canvas.sentence(plan.sentence), empty=True)
    lead = f"{plan.sentence} {_sureness(standing)}"
    details = [line for pick in plan.picks for line in sentences(pick, projects, names)]
    checklist = [f"- {line.text}" for line in resume.checklist]
    text = "\n".join([title, lead, "", *details, "", "Every README, 0 to 2 points a line:", *checklist])
    return View(title, lead, text, data, table(data), lambda: figure(plan, projects, names, title))


def _sureness(standing: Standing) -> str:
    """Return what the order rests on, where that is little."""
    count = len(standing.evidence)
    if not count:
        return "It rests on your own ratings alone: `book.check(length=15)` makes it firmer."
    return f"It rests on {words.counted(count, 'answer')}; more of them may change the order."


def frame(plan: Plan, projects: Mapping[str, Project], names: Mapping[str, str]) -> pd.DataFrame:
    """Return one row a pick; `closes` is a share of what the role asks, `support` of the plausible profiles, 0-1."""
    rows = []
    for pick in plan.picks:
        project = projects[pick.project]
        rows.append(
            {
                "order": pick.order,
                "project": pick.project,
                "name": project.name,
                "trend": project.trend,
                "weeks": pick.weeks,
                "closes": pick.closes,
                "top_skills": ", ".join(names.get(skill, skill) for skill, _ in pick.top_skills),
                "support": pick.support,
                "tie_with": _named(pick.tie_with, projects),
                "after": _named(pick.after, projects),
                "offline_data": project.offline_data,
                "metric": project.metric,
                "milestones": "; ".join(f"week {each.week}: {each.what}" for each in project.milestones),
            }
        )
    return pd.DataFrame(rows, columns=COLUMNS)


def _named(ids: tuple[str, ...], projects: Mapping[str, Project]) -> str:
    return ", ".join(projects[each].name if each in projects else each for each in ids)


def table(data: pd.DataFrame) -> pd.DataFrame:
    """Return the frame as people read it."""
    return pd.DataFrame(
        {
            "Project": [f"{order}. {name}" for order, name in zip(data["order"], data["name"], strict=True)],
            "Weeks": data["weeks"],
            "Closes of the role": [percent(share) for share in data["closes"]],
            "Most in": data["top_skills"],
            "Recommended in": [f"{percent(share)} of plausible profiles" for share in data["support"]],
            "About as good": data["tie_with"],
            "Needs first": data["after"],
            "Data, offline": data["offline_data"],
            "Metric": data["metric"],
            "Milestones": data["milestones"],
        }
    )


def sentences(pick: Pick, projects: Mapping[str, Project], names: Mapping[str, str]) -> list[str]:
    """Return what is said of one pick, a line each."""
    project = projects[pick.project]
    shares = [f"{names.get(skill, skill)} ({percent(share)})" for skill, share in pick.top_skills]
    lines = [
        f"{pick.order}. {project.name}, about {pick.weeks} weeks: closes {percent(pick.closes)} of what the role "
        f"asks{', most in ' + listed(shares) if shares else ''}.",
        f"   {project.about}",
        f"   It is recommended in {percent(pick.support)} of the profiles that your answers allow.",
    ]
    if pick.tie_with:
        lines.append(f"   About as good: {_named(pick.tie_with, projects)}.")
    if pick.after:
        lines.append(f"   Build first: {_named(pick.after, projects)}.")
    lines.append(f"   Data that is at hand offline: {project.offline_data}. Metric: {project.metric}.")
    return lines + [f"   Week {each.week}: {each.what}." for each in project.milestones]


def _learn_first(plan: Plan, names: Mapping[str, str]) -> list[str]:
    return [
        f"{place}. {names.get(step.skill, step.skill)} to depth {step.to_depth}: {step.why}"
        for place, step in enumerate(plan.learn_first, start=1)
    ]


def figure(plan: Plan, projects: Mapping[str, Project], names: Mapping[str, str], title: str) -> Figure:
    """Return the chart: a panel a project, a bar for each skill it closes most in, in % of what the role asks."""
    picks = plan.picks
    heights = [max(len(pick.top_skills), 1) + 2 * ROOM for pick in picks]
    most = max((share for pick in picks for _, share in pick.top_skills), default=0.01)
    grid = {"sharex": True, "gridspec_kw": {"height_ratios": heights}}
    with canvas.sheet(9, 1.2 + 0.6 * len(picks) + 0.3 * sum(heights), len(picks), **grid) as (drawing, axes):
        canvas.title(drawing, title)
        for axis, pick in zip(axes[:, 0], picks, strict=True):
            _panel(axis, pick, projects[pick.project], names)
        axes[-1, 0].set_xlim(0, 100 * most * 1.05)
        axes[-1, 0].xaxis.set_major_locator(MaxNLocator(integer=True))
        canvas.fix_ticks(axes[-1, 0])
        axes[-1, 0].set_xlabel("% of what the role asks, closed in these skills")
    return drawing


def _panel(axis, pick: Pick, project: Project, names: Mapping[str, str]) -> None:
    rows = range(len(pick.top_skills))
    shares = [100 * share for _, share in pick.top_skills]
    axis.barh(rows, shares, height=0.6, color=canvas.BLUE)
    axis.set_yticks(rows, [canvas.plain(names.get(skill, skill)) for skill, _ in pick.top_skills])
    axis.set_ylim(max(len(pick.top_skills), 1) - 0.5 + ROOM, -0.5 - ROOM)
    support = f"recommended in {percent(pick.support)} of plausible profiles"
    axis.set_title(f"{pick.order}. {canvas.plain(project.name)}: {pick.weeks} weeks\n{support}", loc="left")
    canvas.quiet(axis)
