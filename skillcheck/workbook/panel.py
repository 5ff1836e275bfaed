"""What a method of the workbook returns: shown once where it was called, driven by scripts through the same methods."""

from typing import Any


class Panel:
    """Stands for a widget that has been displayed; every public name is the widget's own.

    As the last line of a cell it shows nothing: the widget is already there.
    """

    def __init__(self, widget: Any) -> None:
        self.widget = widget
        _show(widget)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.widget, name)

    def __repr__(self) -> str:
        return f"<{type(self.widget).__name__} on screen>"

    def _ipython_display_(self) -> None:
        """Already displayed."""


def _show(widget: Any) -> None:
    from IPython import get_ipython

    if get_ipython() is not None:
        from IPython.display import display

        display(widget)
