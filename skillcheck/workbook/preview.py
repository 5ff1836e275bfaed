"""Items on an author's desk: answered as in a quiz and kept nowhere, with everything that stands behind them."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skillcheck import measure
from skillcheck.catalog import Catalog, draw
from skillcheck.catalog.lint import Problem, lint
from skillcheck.catalog.preview import review_mark
from skillcheck.catalog.reading import scan_items
from skillcheck.model import DataError, Feedback, Item, Kind, Question, UnknownName, Variant
from skillcheck.sitting import as_question, key_text, make_feedback, marks, show_number

if TYPE_CHECKING:
    from skillcheck.widgets.preview import PreviewPanel

DRAWS = 50  # variants that the linter looks at while an author writes
NOTHING = "No item of {file} can be read yet."


def preview_items(what: str, seed: int = 0, data: str | Path | None = None) -> "PreviewPanel":
    """Return a panel with the items of a skill's file, or of the file of an item or a path, one at a time.

    UnknownName offers the nearest skill; DataError if there is no such file or it is not TOML.
    """
    from skillcheck.widgets.preview import PreviewPanel

    path, first = _found(what, Catalog.open(data))
    desk = Desk(path, seed)
    if first:
        desk.go(first, seed)
    return PreviewPanel(desk)


def _found(what: str, catalog: Catalog) -> tuple[Path, str]:
    """Return the file that is meant, and the item if one is."""
    if what.endswith(".toml"):
        return Path(what).expanduser(), ""
    if what in catalog.skills:
        return catalog.folder / "items" / f"{what}.toml", ""
    try:
        item = catalog.item(what)
    except UnknownName as error:
        raise UnknownName(f"There is no skill '{what}', and as an item: {error}") from None
    return catalog.folder / "items" / f"{item.skill}.toml", item.id


class Desk:
    """The items of one file in file order, one of them drawn with a seed; what a quiz panel calls a seat.

    Answers are scored and forgotten. `problems` are the linter's; an item that cannot be read is among them alone.
    """

    finished, offer, asked = False, "", 0

    def __init__(self, path: Path, seed: int = 0) -> None:
        self.path, self.seed, self._place = path, seed, 0
        self.feedback: Feedback | None = None
        self._value: Any = None
        self.reload()

    def reload(self) -> None:
        """Read the file again and stay at the same item; DataError if it is not TOML as it stands now."""
        name = self.name
        items, _ = scan_items(self.path, self.path.stem)
        self.items: Sequence[Item] = items
        self.problems: Sequence[Problem] = lint([self.path], draws=DRAWS)
        self.go(name if name in self.names else "", self.seed)

    @property
    def names(self) -> list[str]:
        """The ids of the items that can be read."""
        return [item.id for item in getattr(self, "items", ())]

    @property
    def name(self) -> str:
        """The id of the item on the desk; empty if there is none."""
        return self.names[self._place] if self.names else ""

    def go(self, name: str, seed: int) -> None:
        """Put another item, or another variant, on the desk; without a name the first. UnknownName: no such item."""
        if name and name not in self.names:
            raise UnknownName(f"{self.path.name} holds no item '{name}' that can be read")
        self._place, self.seed = self.names.index(name) if name else 0, seed
        self.variant: Variant | None = None
        self.feedback, self._value, self.trouble = None, None, ""
        if self.names:
            try:
                self.variant = draw(self.items[self._place], seed)
            except DataError as error:
                self.trouble = str(error)

    # --- what a quiz panel asks of a seat -------------------------------------------------------

    @property
    def question(self) -> Question | None:
        """The item as a learner sees it; None when there is nothing to show."""
        return as_question(self.variant, self._place + 1, self.length) if self.variant else None

    @property
    def marks(self) -> dict[str, str]:
        """Words for each option after an answer."""
        return marks(self.variant, self._value) if self.variant and self.feedback else {}

    @property
    def length(self) -> int:
        """How many items can be read."""
        return len(self.items)

    @property
    def summary(self) -> str:
        """What stands in place of an item when there is none."""
        return self.trouble or NOTHING.format(file=self.path.name)

    def answer(self, value: Any, confidence: float | None = None) -> Feedback:
        """Score an answer as a quiz would, and forget it; AnswerRefused when it cannot be read."""
        score = measure.score(self.variant, value)
        self._value, self.feedback = score.value, make_feedback(self.variant, score)
        return self.feedback

    def skip(self) -> Feedback:
        """Say "I don't know"."""
        self._value, self.feedback = None, make_feedback(self.variant, None)
        return self.feedback

    def advance(self) -> None:
        """Go on to the next item, after the last one to the first."""
        self.go(self.names[(self._place + 1) % self.length], self.seed)

    def stop(self) -> None:
        """Put the item back as it was before the answer: a preview has no end."""
        self.go(self.name, self.seed)

    # --- what only the author sees --------------------------------------------------------------

    @property
    def behind(self) -> str:
        """Key, numbers, rationales, source and the linter's word, in Markdown."""
        lines = [_behind(self.variant)] if self.variant else []
        own = [one for one in self.problems if one.item == self.name]
        return "\n\n".join([*lines, *([_listed("The linter says", own)] if own else []), *self.others])

    @property
    def others(self) -> list[str]:
        """What the linter says of items that cannot be read, and of all together, in Markdown."""
        found = [one for one in self.problems if one.item not in self.names]
        return [_listed("Elsewhere in the file", found)] if found else []

    @property
    def rows(self) -> list[dict[str, Any]]:
        """One row an item: how it is asked, and what the linter found."""
        return [
            {
                "item": item.id,
                "depth": item.depth,
                "kind": item.kind.value,
                "asks": item.asks,
                "drawn": bool(item.draw),
                "status": item.status,
                "errors": self._count(item, "error"),
                "warnings": self._count(item, "warning"),
            }
            for item in self.items
        ]

    def _count(self, item: Item, severity: str) -> int:
        return sum(one.item == item.id and one.severity == severity for one in self.problems)

    def draws(self, count: int) -> list[dict[str, Any]]:
        """Return the numbers and the key of an item's variants, from the seed on the desk onwards."""
        if self.variant is None:
            return []
        drawn = [draw(self.variant.item, seed) for seed in range(self.seed, self.seed + count)]
        return [{"seed": one.seed, **one.values, "key": key_text(one)} for one in drawn]


def _listed(title: str, problems: Sequence[Problem]) -> str:
    lines = [f"- {f'{one.item}: ' if one.item else ''}{one.problem} ({one.rule})" for one in problems]
    return "\n".join([f"**{title}**", "", *lines])


def _behind(variant: Variant) -> str:
    """Return what stands behind a variant as Markdown."""
    item = variant.item
    keys = {variant.key} if isinstance(variant.key, str) else set(variant.key) if item.options else set()
    lines = [f"- **{option.id}**{_key_mark(option.id, keys, item)}: {option.rationale}" for option in variant.options]
    lines += [f"- **{_wrong(variant, one.value)}**: {one.rationale}" for one in variant.misconceptions]
    values = ", ".join(f"{name} = {value}" for name, value in variant.values.items())
    parts = [f"**Key**: {key_text(variant)}", f"**Drawn**: {values}" if values else "", variant.rationale]
    source = f"<{item.source}>" if item.source.startswith(("https://", "http://")) else item.source
    parts += ["\n".join(lines), f"**Source**: {source}", f"**For the review record**: `{review_mark(item)}`"]
    return "\n\n".join(part for part in parts if part)


def _key_mark(option: str, keys: set[str], item: Item) -> str:
    return " (key)" if option in keys and item.kind is not Kind.ORDER else ""


def _wrong(variant: Variant, value: str | float) -> str:
    return value if isinstance(value, str) else f"{show_number(value, variant.item.places)} {variant.unit}".rstrip()
