"""A notice: an empty state, or anything to be said kindly where a panel would stand."""

from ipywidgets import VBox

from skillcheck.rendering import to_html, to_text
from skillcheck.widgets.sheet import Sheet


class Notice(VBox):
    """A title and a text (Markdown) in a panel's place; `text` is the same in plain words."""

    def __init__(self, markdown: str, title: str = "") -> None:
        self.text = to_text(markdown)
        self.sheet = Sheet({}, title=title, body=to_html(markdown))
        super().__init__([self.sheet])

    def __repr__(self) -> str:
        return self.text
