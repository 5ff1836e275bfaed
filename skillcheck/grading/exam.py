"""Exams: forms drawn by a secret, packets without keys, and answers turned back into answers to items."""

import hashlib
import hmac
import secrets
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import msgspec
import numpy as np

from skillcheck.catalog import Catalog, fingerprint
from skillcheck.catalog.reading import convert, read_toml
from skillcheck.grading.texts import slug
from skillcheck.model import (
    Asked,
    DataError,
    Drawn,
    Entry,
    ExamKey,
    Finish,
    Form,
    Item,
    Kind,
    Packet,
    Purpose,
    Record,
    Response,
    Shown,
    SkillcheckError,
    Start,
    Submission,
    SubmissionError,
    Task,
    UnknownName,
)
from skillcheck.record import digest, load_bytes

KEY_FILE = "instructor-key.json"
PACKETS = "packets"


class Draw(Record):
    """So many items of these skills, levels or tracks; of these depths and kinds, if any are named."""

    skills: tuple[str, ...]
    count: int
    depths: tuple[int, ...] = (1, 2, 3)
    kinds: tuple[Kind, ...] = ()


class Spec(Record):
    """An exam as its instructor describes it.

    `form` "each" draws other items for each learner, "one" the same for all; numbers differ in both. Without `learners`
    there is one packet for whoever comes.
    """

    title: str
    id: str = ""
    role: str = "ml-engineer"
    minutes: int | None = None
    form: str = "each"
    items: tuple[str, ...] = ()
    exercises: tuple[str, ...] = ()
    learners: tuple[str, ...] = ()
    draw: tuple[Draw, ...] = ()


def read_spec(path: str | Path, catalog: Catalog) -> Spec:
    """Return the exam in a TOML file; raises DataError for what is missing, unknown or impossible in it."""
    path = Path(path)
    found = convert(read_toml(path), Spec, path.name)
    if found.form not in ("each", "one"):
        raise DataError(f'{path.name}: form is "each" or "one", not {found.form!r}.')
    if not (found.draw or found.items or found.exercises):
        raise DataError(f"{path.name}: asks nothing; add a [[draw]] with skills and count, or items.")
    if any(draw.count < 1 for draw in found.draw):
        raise DataError(f"{path.name}: a count is a whole number from 1.")
    if not {depth for draw in found.draw for depth in draw.depths} <= {1, 2, 3}:
        raise DataError(f"{path.name}: depths are 1, 2 and 3.")
    if found.minutes is not None and found.minutes < 1:
        raise DataError(f"{path.name}: minutes is a whole number from 1; leave it out for as long as one likes.")
    _once((*found.items, *found.exercises), path.name)
    _check_learners(found.learners, path.name)
    try:
        catalog.role(found.role)
        for name in found.items:
            catalog.item(name)
        for name in found.exercises:
            catalog.exercise(name)
        for number, draw in enumerate(found.draw, start=1):
            _enough(draw, number, catalog, found, path.name)
    except UnknownName as error:
        raise DataError(f"{path.name}: {error}") from error
    return msgspec.structs.replace(found, id=found.id or slug(found.title))


def _once(names: Sequence[str], where: str) -> None:
    if twice := sorted(name for name, times in Counter(names).items() if times > 1):
        raise DataError(f"{where}: {twice[0]} is named twice; once is enough.")


def _check_learners(learners: Sequence[str], where: str) -> None:
    """A ticket is made from a name, so names must differ."""
    if not all(learner.strip() for learner in learners):
        raise DataError(f"{where}: a learner has no name.")
    times = Counter(learner.casefold() for learner in learners)
    if twice := next((learner for learner in learners if times[learner.casefold()] > 1), None):
        raise DataError(f"{where}: the learner {twice} is named twice; add what tells them apart.")


def _enough(draw: Draw, number: int, catalog: Catalog, spec: Spec, name: str) -> None:
    fitting = [item for item in _fitting(draw, catalog) if item.id not in spec.items]
    if len(fitting) < draw.count:
        raise DataError(f"{name}: draw {number} asks for {draw.count} items and only {len(fitting)} fit.")


def _fitting(draw: Draw, catalog: Catalog) -> list[Item]:
    skills = dict.fromkeys(skill for scope in draw.skills for skill in catalog.resolve(scope))
    return [
        item
        for skill in skills
        for item in catalog.items(skill)
        if item.depth in draw.depths and (not draw.kinds or item.kind in draw.kinds)
    ]


# --- building -------------------------------------------------------------------------------------


def build(spec: Spec, catalog: Catalog, secret: str) -> Iterator[tuple[Packet, Form]]:
    """Yield each learner's packet and form; everything drawn follows from the secret, the exam and the learner."""
    for learner in spec.learners or ("",):
        yield _build_one(spec, catalog, secret, learner)


def _build_one(spec: Spec, catalog: Catalog, secret: str, learner: str) -> tuple[Packet, Form]:
    asked, drawn = [], []
    for number, item in enumerate(_chosen(spec, catalog, secret, learner), start=1):
        seed = _number(secret, "seed", spec.id, learner, item.id) >> 1
        variant = catalog.variant(item, seed)
        ids = tuple(f"o{place}" for place in range(1, len(variant.options) + 1))
        asked.append(
            Asked(
                id=f"q{number}",
                skill=item.skill,
                kind=item.kind,
                stem=variant.stem,
                options=tuple(Shown(id=i, text=option.text) for i, option in zip(ids, variant.options, strict=True)),
                unit=variant.unit,
                range=item.range,
            )
        )
        shown = tuple(option.id for option in variant.options)
        drawn.append(Drawn(question=f"q{number}", item=item.id, version=fingerprint(item), seed=seed, options=shown))
    tasks = {f"t{number}": catalog.exercise(name) for number, name in enumerate(spec.exercises, start=1)}
    packet = Packet(
        format="skillcheck-exam",
        version=1,
        exam=spec.id,
        title=spec.title,
        learner=learner,
        role=spec.role,
        bank=catalog.version,
        minutes=spec.minutes,
        questions=tuple(asked),
        tasks=tuple(
            Task(id=name, title=one.title, task=one.task, function=one.function, starter=one.starter)
            for name, one in tasks.items()
        ),
    )
    mark = digest(packet)
    ticket = _mac(secret, "ticket", spec.id, learner, mark).hex()[:40]
    form = Form(
        learner=learner,
        ticket=ticket,
        digest=mark,
        questions=tuple(drawn),
        tasks={name: one.id for name, one in tasks.items()},
    )
    return msgspec.structs.replace(packet, ticket=ticket), form


def _chosen(spec: Spec, catalog: Catalog, secret: str, learner: str) -> list[Item]:
    """The items of a form, mixed; no item twice."""
    whose = learner if spec.form == "each" else ""
    rng = np.random.default_rng(_number(secret, "form", spec.id, whose))
    items = [catalog.item(name) for name in spec.items]
    for draw in spec.draw:
        left = [item for item in _fitting(draw, catalog) if item not in items]
        if len(left) < draw.count:
            raise DataError(f"{spec.id}: its draws overlap, and too few items are left for {', '.join(draw.skills)}.")
        items += [left[place] for place in rng.choice(len(left), draw.count, replace=False)]
    mixed = np.random.default_rng(_number(secret, "mix", spec.id, learner)).permutation(len(items))
    return [items[place] for place in mixed]


def _mac(secret: str, *parts: str) -> bytes:
    # Each part with its length: no two lists of parts make the same message.
    message = b"".join(len(part.encode()).to_bytes(4, "big") + part.encode() for part in parts)
    return hmac.new(bytes.fromhex(secret), message, hashlib.sha256).digest()


def _number(secret: str, *parts: str) -> int:
    """32 bits that nobody without the secret can tell."""
    return int.from_bytes(_mac(secret, *parts)[:4], "big")


def write_exam(spec: Spec, catalog: Catalog, out: str | Path) -> tuple[Path, list[Path]]:
    """Write the instructor's key and the learners' packets into a folder; return the key's path and the packets'.

    Where the folder already has this exam's key, its secret is used again and its forms stay in it, so that packets
    handed out stay good.
    """
    folder = Path(out).expanduser()
    key_path = folder / KEY_FILE
    secret, earlier = secrets.token_hex(32), ()
    if key_path.exists():
        before = read_key(key_path)
        if before.exam != spec.id:
            raise SkillcheckError(f"{key_path}: is the key of another exam ({before.exam}); choose another folder.")
        secret, earlier = before.secret, before.forms
    built = list(build(spec, catalog, secret))
    forms = {form.ticket: form for form in (*(form for _, form in built), *earlier)}
    try:
        (folder / PACKETS).mkdir(parents=True, exist_ok=True)
        key = ExamKey(
            format="skillcheck-exam-key",
            version=1,
            exam=spec.id,
            title=spec.title,
            bank=catalog.version,
            minutes=spec.minutes,
            secret=secret,
            forms=tuple(forms.values()),
        )
        _write_key(key_path, key)
        paths = [_write_packet(folder / PACKETS, packet) for packet, _ in built]
    except OSError as error:
        raise SkillcheckError(f"{folder}: cannot be written ({error.strerror}); choose another folder.") from error
    return key_path, paths


def _write_key(path: Path, key: ExamKey) -> None:
    """Write the key whole or not at all: an earlier one holds the secret of packets that are out."""
    beside = path.with_name(f".{path.name}.part")
    beside.touch(mode=0o600)
    beside.write_bytes(msgspec.json.format(msgspec.json.encode(key), indent=1) + b"\n")
    beside.replace(path)


def _write_packet(folder: Path, packet: Packet) -> Path:
    path = folder / f"{slug(packet.learner or packet.exam)}-{packet.ticket[:6]}.json"
    path.write_bytes(msgspec.json.format(msgspec.json.encode(packet), indent=1) + b"\n")
    return path


def read_key(path: str | Path) -> ExamKey:
    """Return the key in a file; raises SubmissionError when it is none."""
    path = Path(path).expanduser()
    try:
        return msgspec.json.decode(load_bytes(path), type=ExamKey)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SubmissionError(
            f"{path.name}: is no instructor's key ({error}); `skillcheck exam build` writes {KEY_FILE}."
        ) from error


# --- grading --------------------------------------------------------------------------------------


class Examiner:
    """An exam's key at work: finds whose packet was answered, and turns answers to it into answers to items."""

    def __init__(self, key: ExamKey) -> None:
        self._key = key
        self._forms = {form.ticket: form for form in key.forms}

    def open(self, submission: Submission) -> tuple[Submission, list[str]]:
        """Return the submission in the bank's terms, under the name its packet was made for, and what is odd about it.

        Raises SubmissionError when it answers no packet of this exam.
        """
        form = self._forms.get(submission.ticket)
        if not submission.exam:
            raise SubmissionError(f"answers no exam; wants answers to {self._key.exam}, exported from its packet.")
        if submission.exam != self._key.exam:
            raise SubmissionError(f"answers the exam {submission.exam}, and this is the key of {self._key.exam}.")
        if form is None:
            raise SubmissionError("carries a ticket that was never given out: it or its packet was edited.")
        odd = list(self._oddities(submission, form))
        known = {drawn.question: drawn for drawn in form.questions}
        given = [entry for entry in submission.entries if isinstance(entry, Response)]
        own = [entry for entry in given if _belongs(entry, form, known)]
        if foreign := len(given) - len(own):
            odd.append(f"Not counted: {foreign} of its answers, given to another packet than its ticket's.")
        entries = [*_counted(submission, form, known)]
        entries += _left_open(form, {entry.item for entry in own}, submission.exported)
        learner = form.learner or submission.learner
        return msgspec.structs.replace(submission, entries=tuple(entries), learner=learner), odd

    def _oddities(self, submission: Submission, form: Form) -> Iterator[str]:
        if submission.packet != form.digest:
            yield "The packet that was answered is not as it was handed out."
        if form.learner and submission.learner != form.learner:
            # Without the names, which may have to stay out of the tables.
            yield "The file carries another name than the packet was made for."
        moments = [entry.at for entry in submission.entries]
        if self._key.minutes and moments:
            took = (max(moments) - min(moments)).total_seconds() / 60
            if took > self._key.minutes:
                yield f"From the first answer to the last it took {took:.0f} minutes; {self._key.minutes} were given."


def _belongs(response: Response, form: Form, known: dict[str, Drawn]) -> bool:
    """Whether the answer was given to this very packet, whose digest each answer carries as its version."""
    return response.version == form.digest[:8] and (response.item in known or response.item in form.tasks)


def _counted(submission: Submission, form: Form, known: dict[str, Drawn]) -> Iterator[Entry]:
    """What of an exam's log counts: its own answers; ratings and projects have no place in it."""
    for entry in submission.entries:
        if isinstance(entry, Response) and _belongs(entry, form, known):
            yield _translate(entry, known, form)
        elif isinstance(entry, Start | Finish):
            yield entry


def _left_open(form: Form, answered: set[str], at: datetime) -> Iterator[Response]:
    """The questions that have no answer, as left open: to stop early must not be worth more than to go on."""
    for drawn in form.questions:
        if drawn.question not in answered:
            yield Response(
                item=drawn.item,
                skill="",
                depth=0,
                kind=Kind.TEXT,
                version=drawn.version,
                seed=drawn.seed,
                value=None,
                right=False,
                credit=0.0,
                at=at,
                sitting=form.ticket,
                purpose=Purpose.EXAM,
            )


def _translate(response: Response, known: dict[str, Drawn], form: Form) -> Response:
    """An answer to a question as one to its item, whatever the file says of its kind and its sitting."""
    response = msgspec.structs.replace(response, sitting=form.ticket, purpose=Purpose.EXAM)
    if response.item in form.tasks:
        return msgspec.structs.replace(response, item=form.tasks[response.item], kind=Kind.CODE)
    drawn = known[response.item]
    real = {f"o{place}": option for place, option in enumerate(drawn.options, start=1)}
    value = response.value
    if real and value is not None:
        value = real.get(value, value) if isinstance(value, str) else tuple(real.get(one, one) for one in value)
    kind = response.kind if response.kind != Kind.CODE else Kind.TEXT
    return msgspec.structs.replace(
        response, item=drawn.item, version=drawn.version, seed=drawn.seed, value=value, kind=kind
    )


def learners_in(path: str | Path) -> Sequence[str]:
    """Return the learners of a file: one a line, or the first column of a CSV file with a heading `learner`.

    Raises DataError when it cannot be read, names nobody or somebody twice.
    """
    import csv

    path = Path(path)
    try:
        rows = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{path.name}: cannot be read as a list of learners ({error}).") from error
    names = [row[0].strip() for row in rows if row and row[0].strip()]
    names = names[1:] if names and names[0].casefold() == "learner" else names
    if not names:
        raise DataError(f"{path.name}: names no learner; write one a line.")
    _check_learners(names, path.name)
    return names
