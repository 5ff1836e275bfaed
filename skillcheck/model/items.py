"""Items, their variants and parameters, and exercises."""

from datetime import date
from typing import Literal

import msgspec

from skillcheck.model.words import Kind, Record


class Option(Record):
    """One choice under a stem; `rationale` says why one would think so and what is true."""

    id: str
    text: str
    rationale: str


class Misconception(Record):
    """A wrong value with a name: an expression (`numeric`) or a text (`text`) and what it overlooks."""

    value: str | float
    rationale: str


class Choose(Record):
    """Draw one of these values."""

    choose: tuple[int | float | str, ...]


class Item(Record):
    """One question as its author wrote it; `draw` makes it a template with many variants."""

    id: str
    depth: Literal[1, 2, 3]
    kind: Kind
    asks: Literal["recall", "apply", "judge"]
    stem: str
    key: str | float | tuple[str, ...]
    source: str
    rationale: str = ""
    options: tuple[Option, ...] = ()
    misconceptions: tuple[Misconception, ...] = ()
    draw: dict[str, tuple[int | float, ...] | Choose] = {}
    derive: dict[str, str] = {}
    require: tuple[str, ...] = ()
    tolerance: float | None = None
    relative_tolerance: float | None = None
    unit: str = ""
    places: int | None = None
    range: tuple[float, float] | None = None
    case_sensitive: bool = False
    runs: bool = False
    tools: tuple[str, ...] = ()
    difficulty: float | None = None
    minutes: float | None = None
    review_by: date | None = None
    status: Literal["active", "draft", "retired"] = "active"
    skill: str = ""


class Variant(Record):
    """An item as one learner meets it: numbers drawn, options in shown order. Holds the key: stays in the kernel."""

    item: Item
    seed: int
    stem: str
    options: tuple[Option, ...]
    key: str | float | tuple[str, ...]
    misconceptions: tuple[Misconception, ...]
    rationale: str
    values: dict[str, int | float | str]
    unit: str = ""


class Exercise(Record):
    """A code exercise: task and starter for the learner; solution, cases and mutants for the checks."""

    id: str
    skill: str
    depth: Literal[1, 2, 3]
    title: str
    task: str
    function: str
    starter: str
    solution: str
    hints: tuple[str, ...]
    source: str
    seconds: float = 10.0
    megabytes: int = 1024
    minutes: float = 10.0
    status: Literal["active", "draft", "retired"] = "active"


class ItemParameters(Record):
    """An item's response curve: slope a, difficulty b on the logit scale, guessing c, and their standard errors.

    `n` counts the learners behind it; until it is `calibrated` the curve is authors' judgement and `se` their doubt.
    `fingerprint` says which version of the item was answered.
    """

    id: str
    fingerprint: str
    slope: float
    difficulty: float
    guessing: float
    se: float
    slope_se: float
    n: int
    calibrated: bool


class ParameterSet(Record):
    """A calibration as one versioned file: which bank, when, from how many learners and answers, by which method.

    `shift` (of their mean) and `variances` (general, domain, skill) describe the learners it came from; `steepness` and
    `guessing` are the factors by which all slopes and all chances of guessing differ from the authors'.
    """

    version: Literal[1]
    bank: str
    as_of: date
    learners: int
    answers: int
    method: str
    shift: float
    steepness: float
    guessing: float
    variances: tuple[float, float, float]
    items: tuple[ItemParameters, ...] = msgspec.field(name="item", default=())


class Review(Record):
    """What a second solver, who saw no key, answered to one version of an item, and whether that is the key.

    `version` is the item's fingerprint, `wording` the digest of what was read; `note` is what the solver objected to,
    if anything.
    """

    item: str
    version: str
    wording: str
    answer: str
    outcome: Literal["agrees", "disagrees"]
    date: date
    note: str = ""
