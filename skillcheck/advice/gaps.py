"""The gaps between a learner and a role, largest expected shortfall first, each with what to do next."""

from collections.abc import Mapping, Sequence

from skillcheck import measure
from skillcheck.model import Estimate, Exercise, Gap, Need, Project, Role, Skill

FEW = 3  # answers below which asking more comes before learning more
# Answers in all before anything is called met or not met: the prior alone finds most depth-3 targets unlikely, which
# says something about people and nothing yet about this learner. And nobody is told of a skill that was never asked.
HEARD = 10


def gaps(
    role: Role,
    estimates: Mapping[str, Estimate],
    cuts: Sequence[float],
    skills: Sequence[Skill],
    projects: Sequence[Project] = (),
    exercises: Sequence[Exercise] = (),
) -> tuple[Gap, ...]:
    """Return every skill the role asks for, by size: weight times the expected shortfall in logits.

    `cuts` are the abilities at which depths 1, 2, 3 are reached. Projects and exercises, where given, are named in the
    advice; the advice of a met target is empty. With fewer than 10 answers in all, or none on the skill itself, a
    target is not settled yet.
    """
    by_id = {skill.id: skill for skill in skills}
    heard = sum(estimate.answers for estimate in estimates.values()) >= HEARD
    found = []
    for need in role.needs:
        if not need.target:
            continue
        estimate = estimates[need.skill]
        short = float(measure.shortfall(estimate.mean, estimate.sd, cuts[need.target - 1]))
        met = estimate.reached[need.target - 1]
        claim = measure.claim(met) if heard and estimate.answers else measure.claim(0.5)
        advice = "" if claim == "met" else _advice(need, by_id, estimates, projects, exercises)
        found.append(
            Gap(
                skill=need.skill,
                role=role.id,
                target=need.target,
                weight=need.weight,
                met=met,
                claim=claim,
                shortfall=short,
                size=need.weight * short,
                answers=estimate.answers,
                advice=advice,
            )
        )
    return tuple(sorted(found, key=lambda gap: -gap.size))


def _advice(
    need: Need,
    by_id: Mapping[str, Skill],
    estimates: Mapping[str, Estimate],
    projects: Sequence[Project],
    exercises: Sequence[Exercise],
) -> str:
    """Return one sentence: the prerequisite first, else more answers, else an exercise, a project or a quiz."""
    skill, estimate = by_id[need.skill], estimates[need.skill]
    shaky = [earlier for earlier in skill.prerequisites if measure.claim(estimates[earlier].reached[0]) == "not met"]
    if shaky:
        weakest = min(shaky, key=lambda earlier: estimates[earlier].mean)
        return f"First {by_id[weakest].name}, which {skill.name} builds on: book.quiz({weakest!r})."
    if estimate.answers < FEW:
        return f"Little is known of you here yet: a short quiz will tell more, book.quiz({skill.id!r}, length=6)."
    exercise = _next_exercise(need, estimate, exercises)
    if exercise is not None:
        return f"Do the exercise {exercise.title!r}: book.exercise({exercise.id!r})."
    project = _next_project(need, estimates, projects)
    if project is not None:
        weeks = f"{project.weeks} weeks"
        return f"Build {project.name!r}, about {weeks}: it shows {skill.name} at depth {project.shows[skill.id]}."
    return f"Practise with explanations: book.quiz({skill.id!r})."


def _next_exercise(need: Need, estimate: Estimate, exercises: Sequence[Exercise]) -> Exercise | None:
    """Return the deepest exercise of the skill that is at most one depth above the learner and within the target."""
    within = min(need.target, estimate.depth + 1)
    fitting = [each for each in exercises if each.skill == need.skill and estimate.depth < each.depth <= within]
    return max(fitting, key=lambda each: each.depth, default=None)


def _next_project(need: Need, estimates: Mapping[str, Estimate], projects: Sequence[Project]) -> Project | None:
    """Return the shortest ready project that shows more of the skill than the learner has."""
    have = estimates[need.skill].depth
    ready = [
        project
        for project in projects
        if project.shows.get(need.skill, 0) > have
        and all(estimates[skill].depth >= depth for skill, depth in project.needs.items())
    ]
    return min(ready, key=lambda project: (-min(project.shows[need.skill], need.target), project.weeks), default=None)
