"""Sound items for the catalog's tests to change one thing in, as records and as TOML."""

import json
from datetime import date
from typing import Any

import msgspec

from skillcheck.model import Item

NUMERIC = {
    "id": "f1-from-counts",
    "depth": 1,
    "kind": "numeric",
    "asks": "apply",
    "stem": "A classifier finds {tp} positives, misses {fn} and raises {fp} false alarms. What is its $F_1$?",
    "key": "2*tp / (2*tp + fp + fn)",
    "rationale": "Twice {tp} over itself plus {fp} and {fn}, the harmonic mean.",
    "source": "https://scikit-learn.org/stable/modules/model_evaluation.html",
    "draw": {"tp": [20, 80], "fp": [5, 40], "fn": [5, 40]},
    "tolerance": 0.005,
    "misconceptions": [
        {"value": "tp / (tp + fp)", "rationale": "That is precision: it leaves out what was missed."},
        {"value": "tp / (tp + fn)", "rationale": "That is recall: it leaves out the false alarms."},
    ],
}
CHOICE = {
    "id": "scaling-before-split",
    "depth": 2,
    "kind": "choice",
    "asks": "judge",
    "stem": "A colleague standardises all rows, then runs 5-fold cross-validation. What is the soundest criticism?",
    "key": "fold-statistics",
    "source": "https://scikit-learn.org/stable/common_pitfalls.html",
    "options": [
        {
            "id": "fold-statistics",
            "text": "Each validation fold has helped to set the means used in training.",
            "rationale": "Fitting the scaler on everything lets validation rows in.",
        },
        {
            "id": "raw-features",
            "text": "Ridge should be given raw features, since its penalty handles scale.",
            "rationale": "The penalty depends on units, so ridge needs scaling.",
        },
        {
            "id": "more-folds",
            "text": "Five folds are too few here, so the scores vary more than they should.",
            "rationale": "Five folds are a common and sound number.",
        },
    ],
}
TEXT = {
    "id": "slice-output",
    "depth": 1,
    "kind": "text",
    "asks": "apply",
    "stem": "What does this print?\n\n```python\nprint([1, 2, 3][-2:])\n```",
    "key": ["[2, 3]"],
    "rationale": "A slice from -2 takes the last two elements.",
    "source": "https://docs.python.org/3/library/stdtypes.html",
    "runs": True,
    "misconceptions": [{"value": "[1, 2]", "rationale": "The slice starts at -2, it does not end there."}],
}
ORDER = {
    "id": "train-steps",
    "depth": 1,
    "kind": "order",
    "asks": "apply",
    "stem": "Put the steps of a training loop in order.",
    "key": ["zero", "forward", "backward", "step"],
    "source": "https://pytorch.org/docs/stable/optim.html",
    "options": [
        {"id": name, "text": f"Do {name} now", "rationale": f"What {name} needs has been done."}
        for name in ("zero", "forward", "backward", "step")
    ],
}
MULTI = {
    "id": "leaks",
    "depth": 2,
    "kind": "multi",
    "asks": "judge",
    "stem": "Which steps leak? Select all.",
    "key": ["scale", "select"],
    "source": "https://scikit-learn.org/stable/common_pitfalls.html",
    "options": [
        {"id": "scale", "text": "Scaling with all rows", "rationale": "It sees the test rows."},
        {"id": "select", "text": "Selecting with all rows", "rationale": "It sees the test labels."},
        {"id": "clip", "text": "Clipping at a fixed limit", "rationale": "A fixed limit sees no rows."},
        {"id": "log", "text": "Taking logarithms", "rationale": "It treats each row alone."},
    ],
}


def item(base: dict[str, Any], skill: str = "evaluation-metrics", **changes: Any) -> Item:
    """Return a sound item with some fields changed; None leaves a field out."""
    return msgspec.convert({**entry(base, **changes), "skill": skill}, Item)


def entry(base: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Return an item's table with some fields changed; None leaves a field out."""
    return {field: value for field, value in {**base, **changes}.items() if value is not None}


def as_toml(value: Any) -> str:
    """Return plain data as TOML on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {as_toml(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(as_toml(one) for one in value) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return repr(value)
    return json.dumps(value).replace("\x7f", "\\u007f")


def items_file(*entries: dict[str, Any]) -> str:
    """Return a file of items."""
    return "".join(
        "[[item]]\n" + "".join(f"{field} = {as_toml(value)}\n" for field, value in one.items()) for one in entries
    )
