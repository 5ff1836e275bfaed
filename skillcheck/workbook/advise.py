"""What a workbook's views need, fetched from the rooms below: a standing, the advice on it, and the chart of it."""

from datetime import datetime
from typing import TYPE_CHECKING

from skillcheck import advice
from skillcheck.catalog import Catalog
from skillcheck.model import ProjectDone, SkillcheckError
from skillcheck.sitting import Standing

if TYPE_CHECKING:
    from skillcheck.charts import View
    from skillcheck.workbook.hall import Workbook

DRAWS = 200


def profile_view(book: "Workbook", level: str | None) -> "View":
    """Every skill, or those of a level."""
    from skillcheck.charts import profile

    return profile.view(book.standing(), level)


def gaps_view(book: "Workbook", role: str | None) -> "View":
    """A role against the learner."""
    from skillcheck.charts import gaps

    standing = book.standing(role)
    found = advice.gaps(
        standing.role,
        standing.estimates,
        standing.cuts,
        standing.skills,
        tuple(book.catalog.projects.values()),
        tuple(book.catalog.exercises.values()),
    )
    return gaps.view(standing, found)


def progress_view(book: "Workbook") -> "View":
    """What changed since the first sitting."""
    from skillcheck.charts import progress

    return progress.view(book.standing())


def calibration_view(book: "Workbook") -> "View":
    """Confidence, prediction and self-ratings against results."""
    from skillcheck.charts import calibration

    return calibration.view(book.standing())


def projects_view(book: "Workbook", role: str | None) -> "View":
    """At most three projects, in order."""
    from skillcheck.charts import projects

    standing, catalog = book.standing(role), book.catalog
    plan = advice.recommend(
        standing.role,
        standing.depths,
        tuple(catalog.projects.values()),
        done_points(standing, catalog),
        standing.draws(DRAWS),
        standing.skills,
    )
    return projects.view(plan, catalog.projects, standing, catalog.resume)


def path_view(book: "Workbook", role: str | None, programming: bool) -> "View":
    """What to learn first."""
    from skillcheck.charts import path

    standing, catalog = book.standing(role), book.catalog
    way = advice.path(
        standing.role,
        standing.depths,
        standing.skills,
        tuple(catalog.courses.values()),
        tuple(catalog.credentials.values()),
        catalog.resume.timeline,
        programming,
    )
    return path.view(way, standing, catalog.courses, catalog.credentials)


def market_view(book: "Workbook", role: str | None) -> "View":
    """Pay and demand."""
    from skillcheck.charts import market

    wanted = book.catalog.role(role) if role else book.role
    return market.view(wanted, book.catalog.salaries, tuple(book.catalog.facts.values()))


# --- finished projects ------------------------------------------------------------------------------


def done_points(standing: Standing, catalog: Catalog) -> dict[str, int]:
    """Return the checklist points of each finished project; the latest word on a project stands."""
    known = catalog.projects
    return {done.project: sum(done.checklist.values()) for done in standing.history.projects if done.project in known}


def project_done(catalog: Catalog, project: str, checklist: dict[str, int], now: datetime) -> ProjectDone:
    """Return the entry of a finished project; raises UnknownName or SkillcheckError naming what is off."""
    catalog.project(project)
    lines = [line.id for line in catalog.resume.checklist]
    for line, points in checklist.items():
        if line not in lines:
            raise SkillcheckError(f"The README checklist has no line {line!r}; its lines are {', '.join(lines)}.")
        if isinstance(points, bool) or points not in (0, 1, 2):
            raise SkillcheckError(f"Each line of the checklist earns 0, 1 or 2 points; {line!r} has {points!r}.")
    return ProjectDone(project=project, at=now, checklist=checklist)


def say_done(catalog: Catalog, entry: ProjectDone) -> str:
    """Return what a finished project counts for, and what its README still lacks."""
    best = 2 * len(catalog.resume.checklist)
    points = sum(entry.checklist.values())
    missing = [line.text for line in catalog.resume.checklist if entry.checklist.get(line.id, 0) < 2]
    name = catalog.project(entry.project).name
    said = f"{name}: {points} of {best} points for its README, and it counts that far."
    return said + (f" To make it count in full: {'; '.join(missing)}." if missing else " Nothing is missing.")


# --- words for a resume -------------------------------------------------------------------------------


def bullet(book: "Workbook", project: str) -> str:
    """Return a bullet skeleton for a project."""
    return advice.bullet(book.catalog.project(project))


def lint_bullet(text: str) -> str:
    """Return what a bullet lacks, a line each."""
    found = advice.lint_bullet(text)
    return (
        "\n".join(f"- {line}" for line in found) or "It says what, how, at what scale and with what outcome. Keep it."
    )


def skills_section(book: "Workbook") -> str:
    """Return the skills section with only what is met: depth 2 ("does alone") reached, at least 80 % sure."""
    met = {
        skill
        for skill, estimate in book.standing().estimates.items()
        if estimate.answers and estimate.reached[1] >= 0.8
    }
    return advice.skills_section(met, book.catalog.resume)
