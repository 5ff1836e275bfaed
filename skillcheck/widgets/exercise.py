"""The exercise panel: task, starter code, hints on request, and what came of an attempt."""

from collections.abc import Sequence

from ipywidgets import VBox

from skillcheck.rendering import clean, to_html
from skillcheck.widgets.sheet import Sheet


class ExercisePanel(VBox):
    """A code exercise to read; the answer is a function in the next cell, under the decorator shown."""

    def __init__(
        self, exercise_id: str, title: str, task_html: str, starter: str, hints: Sequence[str] = (), book: str = "book"
    ) -> None:
        self.exercise_id = exercise_id
        self._hints = tuple(hints)
        code = f'@{book}.solve("{exercise_id}")\n{starter.strip()}\n'
        self.sheet = Sheet(
            {"hint": lambda _: self.hint()},
            title=title,
            body=clean(task_html) + "<p>Write your answer in the next cell, starting from this:</p>",
            code=code,
            code_html=to_html(f"~~~~~~~~~~python\n{code}~~~~~~~~~~"),
            hints_left=len(self._hints),
        )
        super().__init__([self.sheet])

    def hint(self) -> str:
        """Reveal the next hint (Markdown) and return it; empty when there are no more."""
        shown = len(self.sheet.hints)
        if shown == len(self._hints):
            return ""
        with self.sheet.hold_sync():
            self.sheet.hints = [*self.sheet.hints, to_html(self._hints[shown])]
            self.sheet.hints_left = len(self._hints) - shown - 1
            self.sheet.say(f"Hint {shown + 1} of {len(self._hints)} is shown.")
        return self._hints[shown]

    def show_outcome(self, html: str, text: str) -> None:
        """Show what came of an attempt, as HTML, and announce the same in words."""
        with self.sheet.hold_sync():
            self.sheet.outcome = clean(html)
            self.sheet.say(text)

    def __repr__(self) -> str:
        return f'<ExercisePanel: answer with a function under @book.solve("{self.exercise_id}")>'
