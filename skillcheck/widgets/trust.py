"""The trust panel: sliders for what is assumed, and the picture that follows from it. It computes nothing itself."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from ipywidgets import HTML, Button, Checkbox, FloatSlider, Layout, VBox

_WIDE = Layout(width="min(100%, 720px)")


class Range(Protocol):
    """A slider to be: name, label, ends, step, and where it stands at first."""

    name: str
    label: str
    low: float
    high: float
    step: float
    usual: float


class TrustPanel(VBox):
    """Sliders above a picture; `draw(adaptive=, **values)` returns the view that is shown.

    Every slider is reached with Tab and moved with the arrow keys; `set(harder=0.5)` does what a hand does, `reset()`
    puts everything back, `view` is what is shown.
    """

    def __init__(self, draw: Callable[..., Any], sliders: Sequence[Range]) -> None:
        self._draw = draw
        self._usual = {slider.name: slider.usual for slider in sliders}
        self.sliders = {slider.name: _slider(slider) for slider in sliders}
        self.adaptive = Checkbox(
            value=True,
            description="Each question is the one that settles most (off: in turn, at random)",
            indent=False,
            layout=_WIDE,
        )
        self.back = Button(description="As we assume it", tooltip="Put every slider back", layout=Layout(width="auto"))
        self.picture = HTML()
        self._held = False
        for control in (*self.sliders.values(), self.adaptive):
            control.observe(lambda _: self.refresh(), names="value")
        self.back.on_click(lambda _: self.reset())
        self.refresh()
        super().__init__([*self.sliders.values(), self.adaptive, self.back, self.picture])

    @property
    def values(self) -> dict[str, float]:
        """What the sliders say, by name."""
        return {name: slider.value for name, slider in self.sliders.items()}

    def refresh(self) -> None:
        """Draw what follows from the controls as they stand."""
        if self._held:
            return
        self.view = self._draw(adaptive=self.adaptive.value, **self.values)
        self.picture.value = self.view._repr_html_()

    def set(self, adaptive: bool | None = None, **values: float) -> Any:
        """Move several controls at once and return the view that follows; raises KeyError for an unknown slider."""
        self._held = True
        try:
            for name, value in values.items():
                self.sliders[name].value = value
            if adaptive is not None:
                self.adaptive.value = adaptive
        finally:
            self._held = False
        self.refresh()
        return self.view

    def reset(self) -> Any:
        """Put every control back to what we assume and return the view."""
        return self.set(adaptive=True, **self._usual)

    def __repr__(self) -> str:
        return "<TrustPanel: move the sliders, or call .set(...) with their names>"


def _slider(slider: Range) -> FloatSlider:
    """Return a labelled slider; it reports when it is let go, so that each move is drawn once."""
    return FloatSlider(
        value=slider.usual,
        min=slider.low,
        max=slider.high,
        step=slider.step,
        description=slider.label,
        readout_format=".2f",
        continuous_update=False,
        style={"description_width": "430px"},
        layout=_WIDE,
    )
