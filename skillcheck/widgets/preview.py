"""The preview panel: one item of a file as a learner meets it, and below it what only its author sees."""

from typing import Any, Protocol

import ipywidgets
from ipywidgets import HBox, VBox

from skillcheck.model import SkillcheckError
from skillcheck.rendering import to_html, to_text
from skillcheck.widgets.quiz import QuizPanel, Seat
from skillcheck.widgets.sheet import Sheet

_NARROW = {"description_width": "initial"}


class Desk(Seat, Protocol):
    """What the panel needs: a seat whose items can be chosen, and words for their author."""

    names: list[str]
    name: str
    seed: int
    behind: str
    rows: list[dict[str, Any]]

    def go(self, name: str, seed: int) -> None: ...
    def reload(self) -> None: ...
    def draws(self, count: int) -> list[dict[str, Any]]: ...


class PreviewPanel(VBox):
    """An item to choose, a seed, the item card and the author's sheet; whatever a hand does, a method does.

    `show(item, seed)` chooses, `reload()` reads the file again, `frame` has a row an item, `draws()` a row a variant.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.item = ipywidgets.Dropdown(description="Item", layout={"width": "24rem"}, style=_NARROW)
        self.seed = ipywidgets.BoundedIntText(
            description="Seed", min=0, max=2**31 - 1, layout={"width": "9rem"}, style=_NARROW
        )
        self.again = ipywidgets.Button(description="Read the file again", layout={"width": "auto"})
        self.quiz = _Previewed(desk, self._follow)
        self.sheet = Sheet({}, title="For the author's eyes")
        self._follow()
        self.item.observe(lambda change: self._chosen(), "value")
        self.seed.observe(lambda change: self._chosen(), "value")
        self.again.on_click(lambda _: self._reread())
        super().__init__(
            [HBox([self.item, self.seed, self.again], layout={"flex_flow": "wrap"}), self.quiz, self.sheet]
        )

    def show(self, item: str = "", seed: int | None = None) -> "PreviewPanel":
        """Put an item, by id, and a seed on screen; what is left out stays. UnknownName: no such item in the file."""
        self.desk.go(item or self.desk.name, self.desk.seed if seed is None else seed)
        self.quiz.refresh()
        self._follow()
        return self

    def reload(self) -> "PreviewPanel":
        """Read the file again, as after an edit; DataError if it is no TOML as it stands."""
        self.desk.reload()
        self.quiz.refresh()
        self._follow()
        return self

    @property
    def text(self) -> str:
        """What stands behind the item, in plain words."""
        return to_text(self.desk.behind)

    @property
    def frame(self) -> Any:
        """The items of the file as a table (pandas): how each is asked, and how often the linter complains."""
        import pandas as pd

        return pd.DataFrame(self.desk.rows)

    def draws(self, count: int = 5) -> Any:
        """Return the numbers and keys of the next variants of the item as a table (pandas)."""
        import pandas as pd

        return pd.DataFrame(self.desk.draws(count))

    def _follow(self) -> None:
        """Let the controls and the sheet say what is on the desk."""
        self._moving = True
        try:
            self.item.options = self.desk.names
            self.item.value = self.desk.name or None
            self.seed.value = self.desk.seed
        finally:
            self._moving = False
        with self.sheet.hold_sync():
            self.sheet.body = to_html(self.desk.behind)
            self.sheet.say("")  # the sheet is drawn again with each thing said

    def _chosen(self) -> None:
        if not self._moving and self.item.value:
            self.show(self.item.value, self.seed.value)

    def _reread(self) -> None:
        """Read the file again; a slip in it is said, and what was on screen stays."""
        try:
            self.reload()
            self.sheet.say("The file has been read again.")
        except SkillcheckError as error:
            self.sheet.say(str(error))

    def __repr__(self) -> str:
        return (
            f"<PreviewPanel: {self.desk.name or 'no item'}, seed {self.desk.seed}; choose on screen or with .show(...)>"
        )


class _Previewed(QuizPanel):
    """A quiz panel that tells when it has gone on by itself."""

    def __init__(self, seat: Seat, moved: Any) -> None:
        self._moved = None
        super().__init__(seat)
        self._moved = moved

    def next(self) -> None:
        """Go on to the next item of the file."""
        super().next()
        if self._moved:
            self._moved()

    def pause(self) -> None:
        """Put the item away until its author goes on."""
        self.card.rest("paused", "**Put away.** Nothing is kept here; go on whenever you like.")

    def refresh(self) -> None:
        """Show what is on the desk, or say why nothing is."""
        if self.seat.question is None:
            self.card.rest("done", self.seat.summary)
        else:
            super().refresh()
