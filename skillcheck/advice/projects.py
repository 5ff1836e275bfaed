"""Which portfolio projects to build next: at most three, in order, ready when their turn comes, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from skillcheck.advice.order import missing, step
from skillcheck.advice.search import TIE, WEEK_COST, Terms, best_order
from skillcheck.advice.words import listed, percent
from skillcheck.catalog.naming import find
from skillcheck.model import AnswerRefused, Pick, Plan, Project, Role, Skill

CHECKLIST = 12  # points of a project's README checklist
COMPLETE = 8  # from here a project is complete: it opens others and is not offered again
SETTLED = 0.60  # a project recommended in fewer draws is shown with its alternatives
WEIGHT_NOISE = 0.30  # how far a role's weights, which are a judgement, are varied in the draws
REPEATS = 60  # draws of the weights alone, where no draws of the depths are given
LEARNING_COST = 0.01  # of the gap index, for each depth to be learnt before a first project


@dataclass(frozen=True)
class _Choice:
    """What can be chosen from: projects not yet complete, and the depths (K,) that finished ones have led to.

    `depths` is what the gap is measured from, `opened` what readiness is judged by: a complete project opens what
    builds on it in full, however many points its checklist lacks.
    """

    role: Role
    skills: tuple[Skill, ...]
    projects: tuple[Project, ...]
    terms: Terms
    depths: np.ndarray
    opened: np.ndarray


def gap_index(role: Role, depths: Mapping[str, float]) -> float:
    """Return the share of what a role asks that is missing: sum(w max(0, target - depth)) / sum(w target), 0-1."""
    wanted = sum(need.weight * need.target for need in role.needs)
    lacking = sum(need.weight * max(0.0, need.target - depths.get(need.skill, 0.0)) for need in role.needs)
    return lacking / wanted if wanted else 0.0


def recommend(
    role: Role,
    depths: Mapping[str, float],
    projects: Sequence[Project],
    done: Mapping[str, int],
    draws: np.ndarray | None,
    skills: Sequence[Skill],
    at_most: int = 3,
) -> Plan:
    """Return the projects that close most of the gap to a role, in order.

    `depths` are 0-3 by skill, `done` the checklist points (0-12) of projects already built, `draws` (n, K) plausible
    depths in the order of `skills`, from which each pick's support is counted. Raises UnknownName for a project that is
    not in the catalog and AnswerRefused for points outside 0-12.
    """
    _check_done(done, projects)
    projects = sorted(projects, key=lambda project: project.number)
    points = np.array([done.get(project.id, 0) for project in projects])
    everything = _terms(role, projects, skills, points)
    measured = np.array([depths.get(skill.id, 0.0) for skill in skills])
    left = np.flatnonzero(points < COMPLETE)
    choice = _Choice(
        role,
        tuple(skills),
        tuple(projects[j] for j in left),
        everything.only(left),
        *_credited(everything, measured, points),
    )
    begun = [projects[j].name for j in np.flatnonzero((points > 0) & (points < CHECKLIST))]
    if everything.wanted <= 0 or choice.terms.index(choice.depths) <= TIE:
        return _polish(choice, begun)
    order = best_order(choice.terms, choice.depths, choice.opened, at_most)
    if not order:
        return _learn_first(choice) or _polish(choice, begun)
    starts = None if draws is None else [_credited(everything, draw, points)[0] for draw in np.asarray(draws, float)]
    return _plan(choice, order, _support(choice, starts, at_most, order))


def _check_done(done: Mapping[str, int], projects: Sequence[Project]) -> None:
    known = {project.id: project for project in projects}
    for name, points in done.items():
        find(name, known, "project")
        if not 0 <= points <= CHECKLIST:
            raise AnswerRefused(f"{name}: its checklist gives 0 to {CHECKLIST} points, not {points}.")


def _terms(role: Role, projects: Sequence[Project], skills: Sequence[Skill], points: np.ndarray) -> Terms:
    """Return role and projects as arrays; of a project begun, only what its checklist still lacks can be earned."""
    needs = {need.skill: need for need in role.needs}
    trends = [project.trend for project in projects]
    return Terms(
        needs=np.array([[project.needs.get(skill.id, 0) for skill in skills] for project in projects], dtype=float),
        shows=np.array([[project.shows.get(skill.id, 0) for skill in skills] for project in projects], dtype=float),
        weeks=np.array([project.weeks for project in projects], dtype=float),
        trends=np.array([trends.index(trend) for trend in trends], dtype=int),
        shares=1 - points / CHECKLIST,
        weights=np.array([needs[skill.id].weight if skill.id in needs else 0.0 for skill in skills]),
        targets=np.array([needs[skill.id].target if skill.id in needs else 0 for skill in skills], dtype=float),
    )


def _credited(terms: Terms, depths: np.ndarray, points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the depths (K,) that finished projects lead to, by their points and, for what they open, in full.

    Complete projects add up; of the others only the best evidence for each skill counts, so that many unfinished ones
    never add up to a finished one.
    """
    earned = replace(terms, shares=points / CHECKLIST)
    opened = depths
    for project in np.flatnonzero(points >= COMPLETE):
        depths, opened = earned.lift(depths, project), earned.lift(opened, project, full=True)
    begun = np.flatnonzero((points > 0) & (points < COMPLETE))
    if len(begun):
        depths, opened = (earned.lift(each[None], begun).max(axis=0) for each in (depths, opened))
    return depths, opened


def _support(choice: _Choice, starts: Sequence[np.ndarray] | None, at_most: int, order: tuple[int, ...]) -> np.ndarray:
    """Return the share of draws in which each project is recommended, (J,); weights are varied in every draw.

    Readiness is judged once, at the estimate: the draws ask whether another order would close more, not whether the
    learner may begin.
    """
    rng = np.random.default_rng(30)  # the same noise for everyone: the same answers give the same advice
    starts = [choice.depths] * REPEATS if starts is None else starts
    chosen = np.zeros(len(choice.projects))
    for start in starts:
        noise = rng.uniform(1 - WEIGHT_NOISE, 1 + WEIGHT_NOISE, len(start))
        varied = replace(choice.terms, weights=choice.terms.weights * noise)
        chosen[list(best_order(varied, start, choice.opened, at_most, order))] += 1
    return chosen / max(len(starts), 1)


def _plan(choice: _Choice, order: Sequence[int], support: np.ndarray) -> Plan:
    """Return the picks in order with what each closes at its place, and the gap before and after."""
    terms, depths, opened = choice.terms, choice.depths, [choice.opened]
    picks = []
    for place, j in enumerate(order):
        closed = terms.closed(depths)[j]
        top = [int(k) for k in np.argsort(-closed, kind="stable")[:3] if closed[k] > 0]
        rivals = _rivals(choice, order, opened[-1], support, j) if support[j] < SETTLED else ()
        picks.append(
            Pick(
                project=choice.projects[j].id,
                order=place + 1,
                closes=float(closed.sum()),
                top_skills=tuple((choice.skills[k].id, float(closed[k])) for k in top),
                weeks=choice.projects[j].weeks,
                support=float(support[j]),
                tie_with=rivals,
                after=tuple(choice.projects[order[i]].id for i in _openers(terms, opened, j)),
            )
        )
        depths = terms.lift(depths, j)
        opened.append(terms.lift(opened[-1], j, full=True))
    before, after = terms.index(choice.depths), terms.index(depths)
    sentence = _sentence(choice.role, [choice.projects[j] for j in order], before, after)
    return Plan(role=choice.role.id, picks=tuple(picks), before=before, after=after, sentence=sentence)


def _openers(terms: Terms, opened: Sequence[np.ndarray], project: int) -> list[int]:
    """Return the places of the earlier picks without which a need of this project would not be met."""
    unmet = [before < terms.needs[project] - TIE for before in opened[:-1]]
    return [place for place, lacking in enumerate(unmet) if (lacking & (opened[place + 1] > opened[place])).any()]


def _rivals(
    choice: _Choice, order: Sequence[int], opened: np.ndarray, support: np.ndarray, project: int
) -> tuple[str, ...]:
    """Return up to three projects, ready now, that the draws recommend about as often as this pick."""
    ready = choice.terms.ready(opened)
    close = [int(r) for r in np.argsort(-support, kind="stable") if support[r] >= support[project] / 2 > 0]
    return tuple(choice.projects[r].id for r in close if r not in order and ready[r])[:3]


def _sentence(role: Role, chosen: Sequence[Project], before: float, after: float) -> str:
    weeks = sum(project.weeks for project in chosen)
    build = "Build" if len(chosen) == 1 else "Build, in this order:"
    names = "; ".join(project.name for project in chosen)
    return (
        f"{build} {names}. That is about {weeks} weeks at ten hours a week. Finished with a full README checklist, "
        f"what you lack of the {role.name} role falls from {percent(before)} to {percent(after)}."
    )


def _polish(choice: _Choice, begun: Sequence[str]) -> Plan:
    """Return the plan of someone who lacks nothing that a project would show for its weeks."""
    index = choice.terms.index(choice.depths) if choice.terms.wanted > 0 else 0.0
    standing = (
        f"You have what the {choice.role.name} role asks"
        if index <= TIE
        else f"What you lack of the {choice.role.name} role, {percent(index)}, is not worth another project now"
    )
    polish = f", starting with the README of {begun[0]!r}" if begun else ""
    sentence = f"{standing}. Polish what you have{polish}: three finished projects say more than twenty begun."
    return Plan(role=choice.role.id, picks=(), before=index, after=index, sentence=sentence)


def _learn_first(choice: _Choice) -> Plan | None:
    """Return the plan of someone for whom nothing worth its weeks is ready: the way to the best first project."""
    terms, role = choice.terms, choice.role
    depths = {skill.id: float(choice.opened[k]) for k, skill in enumerate(choice.skills)}
    ways = [missing(project.needs, depths, choice.skills) for project in choice.projects]
    to_learn = np.array([sum(wanted.missing for wanted in way) for way in ways])
    closes = [terms.closed(np.maximum(choice.depths, needs))[j].sum() for j, needs in enumerate(terms.needs)]
    gains = np.where(to_learn > 0, np.array(closes) - WEEK_COST * terms.weeks, -np.inf)
    if gains.max(initial=-np.inf) <= 0:
        return None
    first = int(np.argmax(np.where(gains > 0, gains - LEARNING_COST * to_learn, -np.inf)))
    names = {skill.id: skill.name for skill in choice.skills}
    todo = listed([f"{wanted.skill.name} to depth {wanted.to}" for wanted in ways[first]])
    name, index = choice.projects[first].name, terms.index(choice.depths)
    lead = (
        "None of the projects you are ready for would bring you much nearer."
        if terms.ready(choice.opened).any()
        else "No project is ready for you yet, and none needs to be."
    )
    return Plan(
        role=role.id,
        picks=(),
        before=index,
        after=index,
        sentence=f"{lead} Learn {todo}; then {name!r} opens, of all projects the best first step towards the "
        f"{role.name} role.",
        learn_first=tuple(step(wanted, names, f"{name} asks for it.") for wanted in ways[first]),
    )
