"""The learning path to a role: what to learn in which order, where, which credentials are on offer, and how long."""

from collections.abc import Mapping, Sequence

from skillcheck.advice.order import Wanted, missing, step
from skillcheck.advice.words import listed, percent, span
from skillcheck.model import Course, Credential, Offer, Path, Role, Skill, Step, Timeline

Months = tuple[float, float]


def path(
    role: Role,
    depths: Mapping[str, float],
    skills: Sequence[Skill],
    courses: Sequence[Course],
    credentials: Sequence[Credential],
    timeline: Timeline,
    programming: bool,
) -> Path:
    """Return the way from these depths (0-3 by skill) to a role's targets.

    Months are of full-time study: the guide's phases, each shortened to the share of it that is still missing; without
    a programming background (`programming` false) the guide's extra months come on top while Python is missing.
    """
    targets = {need.skill: need.target for need in role.needs if need.target}
    urgency = {need.skill: need.weight * need.target for need in role.needs}
    way = missing(targets, depths, skills, urgency)
    months = _months(way, targets, timeline)
    extra = timeline.without_programming if _needs_programming(way, programming) else (0.0, 0.0)
    low, high = (round(sum(each[end] for each in months.values()) + extra[end], 1) for end in (0, 1))
    names = {skill.id: skill.name for skill in skills}
    return Path(
        role=role.id,
        steps=tuple(_step(wanted, names, role, courses) for wanted in way),
        credentials=_offers(role, depths, credentials, names),
        months=(low, high),
        guide_months=timeline.claimed,
        sentence=_sentence(role, way, (low, high), timeline, names),
        notes=_notes(timeline, extra, courses, credentials),
    )


def _step(wanted: Wanted, names: Mapping[str, str], role: Role, courses: Sequence[Course]) -> Step:
    """Return one step with the courses that serve it; the guide's months are of phases, too coarse for a skill."""
    serving = [course for course in courses if wanted.skill.id in course.skills and course.status != "removed"]
    serving.sort(key=lambda course: course.status != "available")
    reason = f"The {role.name} role asks for depth {wanted.to}."
    return step(wanted, names, reason, tuple(course.id for course in serving))


def _months(way: Sequence[Wanted], targets: Mapping[str, int], timeline: Timeline) -> dict[str, Months]:
    """Return each skill's share of its phase's months, in proportion to the depths the phase holds for this role."""
    wanted = {each.skill.id: each for each in way}
    months = dict.fromkeys(wanted, (0.0, 0.0))
    for phase in timeline.phases:
        whole = sum(targets.get(skill, 0) for skill in phase.skills) or len(phase.skills)
        for skill in phase.skills:
            if skill in wanted:
                low, high = (end * wanted[skill].missing / whole for end in phase.months)
                months[skill] = (low, high)
    return months


def _needs_programming(way: Sequence[Wanted], programming: bool) -> bool:
    return not programming and any(wanted.skill.id == "python-programming" for wanted in way)


def _offers(
    role: Role, depths: Mapping[str, float], credentials: Sequence[Credential], names: Mapping[str, str]
) -> tuple[Offer, ...]:
    """Return the credentials one can still earn, the one that closes most first; none that would close nothing."""
    wanted = sum(need.weight * need.target for need in role.needs)
    offers = []
    for credential in credentials:
        if credential.status != "active" or not wanted:
            continue
        closed = {}
        for need in role.needs:
            have = depths.get(need.skill, 0.0)
            reachable = min(credential.skills.get(need.skill, 0), need.target, have + 1)
            closed[need.skill] = need.weight * max(0.0, reachable - have) / wanted
        gain = sum(closed.values())
        if gain > 0:
            top = [skill for skill in sorted(closed, key=closed.__getitem__, reverse=True)[:3] if closed[skill] > 0]
            why = f"Its exam asks for {listed([names[skill] for skill in top])}: together with the rest it could close "
            why += f"{percent(gain)} of what the {role.name} role asks."
            offers.append(Offer(credential=credential.id, gain=gain, why=why, months=credential.prep_months))
    return tuple(sorted(offers, key=lambda offer: (-offer.gain, offer.credential)))


def _sentence(role: Role, way: Sequence[Wanted], total: Months, timeline: Timeline, names: Mapping[str, str]) -> str:
    if not way:
        return f"Nothing the {role.name} role asks is missing: build and polish projects."
    first = listed([names[wanted.skill.id] for wanted in way[:3]])
    skills = "1 skill" if len(way) == 1 else f"{len(way)} skills"
    return (
        f"{skills} to bring further for the {role.name} role, starting with {first}. The guide's phases, shortened to "
        f"the share that you lack, make about {span(*total)} of full-time study: a rough figure, and for a first job "
        "rather than for every target here."
    )


def _notes(
    timeline: Timeline, extra: Months, courses: Sequence[Course], credentials: Sequence[Credential]
) -> tuple[str, ...]:
    """Return what must be said beside the path: the guide's contradiction, and what it names that is gone."""
    low, high = (sum(phase.months[end] for phase in timeline.phases) for end in (0, 1))
    notes = [timeline.conflict, f"The phases of the whole way add up to {span(low, high)}."]
    if extra[1]:
        notes.append(f"Without a programming background the guide adds {span(*extra)} for Python; they are in.")
    by_id = {credential.id: credential.name for credential in credentials}
    for credential in credentials:
        if credential.status != "active" and credential.in_guide:
            instead = [by_id[each] for each in credential.replaced_by if each in by_id]
            rest = f"; on offer instead: {listed(instead, 'or')}" if instead else ""
            notes.append(f"{credential.name}, which the guide names, is {credential.status}{rest}.")
    removed = [course.name for course in courses if course.status == "removed"]
    return (*notes, *(f"{name}, which the guide names, is no longer offered." for name in removed))
