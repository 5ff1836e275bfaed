"""A class that never was: submissions to try grading on, with answers as a class of that ability would give them."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from skillcheck.catalog import Catalog, fingerprint
from skillcheck.catalog.mutants import read_mutants
from skillcheck.measure import curve
from skillcheck.model import (
    Answer,
    CheckIn,
    Entry,
    Exercise,
    Finish,
    Item,
    Kind,
    Purpose,
    Response,
    Role,
    Start,
    Variant,
)
from skillcheck.record import write_submission
from skillcheck.sitting import course

ROLE = "ml-engineer"
BEGINS = datetime(2026, 9, 14, 8, tzinfo=UTC)
GIVEN = (
    *("Abeba", "Bilal", "Chiara", "Dmitri", "Esra", "Farah", "Goran", "Hana", "Ines", "Jarek", "Kavya", "Liam", "Mei"),
    *("Nia", "Omar", "Priya", "Quentin", "Rosa", "Sven", "Tariq", "Uma", "Viktor", "Wanjiru", "Ximena", "Yuki", "Zoe"),
)
FAMILY = ("Adeyemi", "Bauer", "Costa", "Dahl", "Eriksen", "Fischer", "Gupta", "Haddad", "Ito", "Jansen", "Kim", "Lopez")


@dataclass(frozen=True)
class Form:
    """What a class is asked: the same items and exercises for everybody, with numbers of their own."""

    role: Role
    items: tuple[Item, ...]
    exercises: tuple[Exercise, ...]
    mutants: dict[str, tuple[str, ...]]


def write_class(
    folder: str | Path, learners: int = 40, items: int = 30, exercises: int = 3, seed: int = 0, troubled: bool = True
) -> list[Path]:
    """Write the submissions of a made-up class into a folder and return their paths.

    The same numbers give the same answers. With `troubled`, two more files are such as every class has: one cut off in
    the middle, and one edited after its export.
    """
    catalog = Catalog.open()
    form = make_form(catalog, items, exercises, seed)
    folder = Path(folder).expanduser()
    paths = [_write(folder, catalog, form, number, seed) for number in range(learners)]
    if troubled and paths:
        text = _write(folder, catalog, form, learners, seed).read_text("utf-8")
        paths.append(_replaced(folder / "cut-off.json", text[: len(text) // 2]))
        paths.append(_replaced(folder / "edited.json", text.replace('"right": false', '"right": true')))
        (folder / _file(learners)).unlink()
    return paths


def make_form(catalog: Catalog, items: int, exercises: int, seed: int = 0) -> Form:
    """Return a form over the skills that the demo's role weighs: items of all its depths, and exercises."""
    rng = np.random.default_rng([seed, 1])
    role = catalog.role(ROLE)
    skills = [need.skill for need in sorted(role.needs, key=lambda need: -need.weight) if need.weight]
    by_skill = {skill: rng.permutation(np.array(catalog.items(skill), dtype=object)).tolist() for skill in skills}
    chosen: list[Item] = []
    while len(chosen) < items and any(by_skill.values()):
        chosen += [by_skill[skill].pop() for skill in skills if by_skill[skill]][: items - len(chosen)]
    practised = [exercise for exercise in catalog.exercises.values() if exercise.skill in skills][:exercises]
    mutants = {e.id: tuple(read_mutants(catalog.cases_path(e.id), e.solution).values()) for e in practised}
    return Form(role, tuple(chosen), tuple(practised), mutants)


def answers_of(catalog: Catalog, form: Form, number: int, seed: int = 0) -> list[Entry]:
    """Return the log of one learner of the class: a check-in, one sitting, and exercises, each tried once."""
    rng = np.random.default_rng([seed, 2, number])
    ability = _ability(catalog, form, rng)
    clock = BEGINS + timedelta(minutes=float(rng.integers(0, 60 * 24 * 10)))
    log: list[Entry] = [_check_in(form, ability, clock, rng)]
    start = Start(
        sitting=hashlib.sha256(f"{seed}:{number}".encode()).hexdigest()[:32],
        at=clock,
        purpose=Purpose.QUIZ,
        scope=form.role.id,
        length=len(form.items),
        role=form.role.id,
        seed=int(rng.integers(2**31)),
        bank=catalog.version,
    )
    log.append(start)
    for place, item in enumerate(rng.permutation(np.array(form.items, dtype=object))):
        seconds = float(np.round(rng.lognormal(3.6, 0.5), 1))
        clock += timedelta(seconds=seconds)
        variant = catalog.variant(item, course.variant_seed(start.seed, place))
        log.append(_response(variant, ability[item.skill], start, clock, seconds, rng))
    log.append(Finish(sitting=start.sitting, at=clock))
    for exercise in form.exercises:
        clock += timedelta(minutes=float(rng.integers(5, 40)))
        log.append(_attempt(catalog, form, exercise, ability[exercise.skill], clock, rng))
    return log


def _ability(catalog: Catalog, form: Form, rng: np.random.Generator) -> dict[str, float]:
    """A general ability, and each skill's own; later levels are harder for everybody."""
    general = rng.normal(0.3, 0.8)
    falls = {"beginner": 0.6, "intermediate": 0.0, "advanced": -0.6}
    return {
        s: general + falls[catalog.skills[s].level] + rng.normal(0, 0.6)
        for s in sorted({need.skill for need in form.role.needs} | {e.skill for e in form.exercises})
    }


def _check_in(form: Form, ability: dict[str, float], at: datetime, rng: np.random.Generator) -> CheckIn:
    ratings = {s: int(np.clip(np.round(2.6 + theta + rng.normal(0, 0.8)), 1, 5)) for s, theta in ability.items()}
    return CheckIn(at=at, role=form.role.id, ratings=ratings, predicted=float(np.round(rng.beta(6, 3), 2)), minutes=45)


def _response(
    variant: Variant, theta: float, start: Start, at: datetime, seconds: float, rng: np.random.Generator
) -> Response:
    """An answer as somebody of this ability gives it: right, skipped, or one of the mistakes the item knows."""
    item = variant.item
    slope, difficulty, guessing = curve.parameters(item.depth, item.kind, len(variant.options), item.difficulty)
    chance = float(curve.probability(theta, slope, difficulty, guessing))
    right = rng.random() < chance
    value = _key(variant) if right else None if rng.random() < 0.25 else _mistake(variant, rng)
    confidence = float(np.round(np.clip(chance + rng.normal(0.1, 0.15), 0.3, 1), 1))
    response, _ = course.respond(
        variant, value, start=start, version=fingerprint(item), now=at, confidence=confidence, seconds=seconds
    )
    return response


def _key(variant: Variant) -> Answer:
    if variant.item.kind == Kind.NUMERIC:
        return f"{variant.key!r} {variant.unit}".strip()
    return variant.key[0] if variant.item.kind == Kind.TEXT else variant.key


def _typed(number: float) -> str:
    """A number as one types it from a calculator: six figures of what is not whole."""
    return str(int(number)) if float(number).is_integer() else f"{number:.6g}"


def _mistake(variant: Variant, rng: np.random.Generator) -> Answer:
    """A wrong answer: the first wrong option and the first misconception are the favourites."""
    kind, key = variant.item.kind, variant.key
    if kind == Kind.CHOICE:
        wrong = [option.id for option in variant.item.options if option.id != key]
        return wrong[min(int(rng.geometric(0.5)) - 1, len(wrong) - 1)]
    if kind == Kind.MULTI:
        options = [option.id for option in variant.options]
        flipped = set(key) ^ {options[int(rng.integers(len(options)))]}
        return tuple(sorted(flipped)) or tuple(options)
    if kind == Kind.ORDER:
        place = int(rng.integers(len(key) - 1))
        return (*key[:place], key[place + 1], key[place], *key[place + 2 :])
    if variant.misconceptions:
        chosen = variant.misconceptions[min(int(rng.geometric(0.5)) - 1, len(variant.misconceptions) - 1)]
        return f"{_typed(chosen.value)} {variant.unit}".strip() if kind == Kind.NUMERIC else str(chosen.value)
    return f"{key * 2 + 1!r} {variant.unit}".strip() if kind == Kind.NUMERIC else "not sure"


def _attempt(
    catalog: Catalog, form: Form, exercise: Exercise, theta: float, at: datetime, rng: np.random.Generator
) -> Response:
    """An exercise handed in: the solution, or a wrong answer as people write it. The grader decides what it earns."""
    solved = rng.random() < curve.logistic(theta - exercise.depth + 2)
    wrong: Sequence[str] = form.mutants[exercise.id]
    checks = catalog.cases_path(exercise.id).read_bytes().replace(b"\r\n", b"\n")
    return Response(
        item=exercise.id,
        skill=exercise.skill,
        depth=exercise.depth,
        kind=Kind.CODE,
        version=hashlib.sha256(checks).hexdigest()[:8],
        seed=0,
        value=exercise.solution if solved else wrong[int(rng.integers(len(wrong)))],
        right=bool(solved),
        credit=float(solved),
        at=at,
        sitting=f"exercise-{exercise.id}",
        purpose=Purpose.EXERCISE,
    )


def _write(folder: Path, catalog: Catalog, form: Form, number: int, seed: int) -> Path:
    log = answers_of(catalog, form, number, seed)
    exported = log[-1].at + timedelta(hours=1)
    return write_submission(folder / _file(number), _name(number), catalog.version, log, exported)


def _file(number: int) -> str:
    return f"{_name(number).lower().replace(' ', '-')}.json"


def _name(number: int) -> str:
    """A name of its own for each number."""
    again, place = divmod(number, len(GIVEN) * len(FAMILY))
    turn, given = divmod(place, len(GIVEN))
    name = f"{GIVEN[given]} {FAMILY[(given + turn) % len(FAMILY)]}"
    return f"{name} {again + 1}" if again else name


def _replaced(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path
