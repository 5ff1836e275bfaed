"""A variant as plain text for its author: first what a learner sees, then the key and the rationales."""

from skillcheck.model import Item, Kind, Variant

from .variants import fingerprint
from .wording import wording

_BOXES = {Kind.CHOICE: "( )", Kind.MULTI: "[ ]", Kind.ORDER: " - "}


def asked(variant: Variant) -> str:
    """Return what a learner sees, and nothing else: what a second solver is given."""
    item = variant.item
    lines = [f"{item.id}   {item.skill}, depth {item.depth}, {item.kind}, seed {variant.seed}", "", variant.stem, ""]
    lines += [f"  {_BOXES[item.kind]} {option.text}" for option in variant.options]
    if not variant.options:
        lines.append(f"  [__________] {variant.unit}".rstrip())
    return "\n".join(lines)


def preview(variant: Variant) -> str:
    """Return the question, a line, and what stands behind it; last, the marks of what a review is about."""
    item = variant.item
    lines = [asked(variant), "", "-" * 60, f"key: {_key(variant)}"]
    if variant.values:
        lines.append("drawn: " + ", ".join(f"{name} = {value}" for name, value in variant.values.items()))
    if variant.rationale:
        lines.append(f"why: {variant.rationale}")
    lines += [f"{option.id}: {option.rationale}" for option in variant.options]
    lines += [f"{_shown(wrong.value)}: {wrong.rationale}" for wrong in variant.misconceptions]
    lines.append(f"source: {item.source}")
    lines.append(f"review: {review_mark(item)}")
    return "\n".join(lines)


def review_mark(item: Item) -> str:
    """Return what a review of an item as it is now is written under in review.toml."""
    return f'version = "{fingerprint(item)}", wording = "{wording(item)}"'


def _key(variant: Variant) -> str:
    separator = " > " if variant.item.kind is Kind.ORDER else ", "
    key = variant.key
    return separator.join(key) if isinstance(key, tuple) else f"{_shown(key)} {variant.unit}".rstrip()


def _shown(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.10g}"
