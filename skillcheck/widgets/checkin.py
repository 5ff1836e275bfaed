"""The check-in: a role, a step for each of its skills, a prediction and the time at hand, before being measured."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import traitlets
from ipywidgets import VBox

from skillcheck.model import AnswerRefused, Level, Role, Skill
from skillcheck.widgets.surface import Surface, script

STEPS = (
    "New to me",
    "I can follow it when someone explains it",
    "I have done it with help",
    "I do it on my own",
    "Others come to me for it",
)
MINUTES = (15, 30, 45)  # one answer takes about a minute


class CheckInForm(Surface):
    """The form on screen; one widget however many skills there are. Roles list the positions of their skills."""

    _esm = script("checkin.js")

    roles = traitlets.List(traitlets.Dict()).tag(sync=True)
    skills = traitlets.List(traitlets.Dict()).tag(sync=True)
    minutes = traitlets.List(traitlets.Int()).tag(sync=True)
    role = traitlets.Unicode("").tag(sync=True)
    ratings = traitlets.Dict().tag(sync=True)


class CheckInPanel(VBox):
    """The check-in of a learner; all of it may be left open but the role.

    `submit(role=, ratings=, predicted=, minutes=)` keeps what was said: ratings are steps 1 to 5 by skill id,
    `predicted` a share from 0 to 1. `steps` are five observable sentences; a skill's own take their place.
    """

    def __init__(
        self,
        roles: Sequence[Role],
        skills: Sequence[Skill],
        submit: Callable[..., Any],
        *,
        role: str = "",
        ratings: Mapping[str, int] | None = None,
        steps: Sequence[str] = STEPS,
    ) -> None:
        self._roles = {known.id: known for known in roles}
        self._submit = submit
        self.saved: Any = None
        self.form = CheckInForm(
            {"save": lambda message: self.submit(**_read(message))},
            roles=[
                {"id": known.id, "name": known.name, "about": known.about, "skills": _asked(known)} for known in roles
            ],
            skills=_by_level(skills, steps),
            minutes=list(MINUTES),
            role=role,
            ratings=dict(ratings or {}),
        )
        super().__init__([self.form])

    def submit(
        self,
        role: str,
        ratings: Mapping[str, int] | None = None,
        predicted: float | None = None,
        minutes: int | None = None,
    ) -> Any:
        """Hand over what was said and announce it; returns what `submit` returned.

        Raises what `submit` raises, and AnswerRefused when there is no such role.
        """
        if role not in self._roles:
            raise AnswerRefused("Choose a role first; everything else may stay open.")
        ratings = dict(ratings or {})
        self.saved = self._submit(role=role, ratings=ratings, predicted=predicted, minutes=minutes)
        self.form.say(_say_saved(self._roles[role].name, len(ratings), predicted, minutes))
        return self.saved

    def __repr__(self) -> str:
        return "<CheckInPanel: fill it in on screen or with .submit(role=..., ratings={...})>"


def _asked(role: Role) -> list[str]:
    return [need.skill for need in role.needs if need.use or need.target]


def _by_level(skills: Sequence[Skill], steps: Sequence[str]) -> list[dict[str, Any]]:
    order = list(Level)
    return [
        {
            "id": skill.id,
            "name": skill.name,
            "level": skill.level.value.capitalize(),
            "about": skill.can_do,
            "steps": list(skill.steps if len(skill.steps) == 5 else steps),
        }
        for skill in sorted(skills, key=lambda skill: order.index(skill.level))
    ]


def _read(message: dict) -> dict[str, Any]:
    """Turn the form's message into arguments: a percentage becomes a share."""
    percent, minutes = message["predicted"], message["minutes"]
    if percent is not None and not 0 <= float(percent) <= 100:
        raise AnswerRefused("The score you predict is a percentage from 0 to 100; you may also leave it empty.")
    return {
        "role": str(message["role"]),
        "ratings": {str(skill): int(step) for skill, step in message["ratings"].items()},
        "predicted": None if percent is None else float(percent) / 100,
        "minutes": None if minutes is None else int(minutes),
    }


def _say_saved(role: str, rated: int, predicted: float | None, minutes: int | None) -> str:
    parts = [role, "1 skill rated" if rated == 1 else f"{rated} skills rated"]
    if predicted is not None:
        parts.append(f"{predicted:.0%} right predicted")
    if minutes is not None:
        parts.append(f"about {minutes} answers planned")
    return f"Saved: {', '.join(parts)}. You can change it and save again at any time."
