"""The trust panel: sliders for what is assumed, and the picture that follows from it. It computes nothing itself."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

import traitlets
from ipywidgets import HTML, VBox

from skillcheck.widgets.surface import Surface, script


class Slider(Protocol):
    """A slider to be: name, label, ends, step, and where it stands at first."""

    name: str
    label: str
    low: float
    high: float
    step: float
    usual: float


class Knobs(Surface):
    """The sliders on screen and whether questions are chosen; all of them native inputs with a label."""

    _esm = script("trust.js")

    sliders = traitlets.List(traitlets.Dict()).tag(sync=True)
    values = traitlets.Dict().tag(sync=True)
    adaptive = traitlets.Bool(True).tag(sync=True)


class TrustPanel(VBox):
    """Sliders above a picture; `draw(adaptive=, **values)` returns the view that is shown.

    `set(harder=0.5)` does what a hand does, `reset()` puts everything back, `view` is what is shown. A slider reports
    when it rests; the finding is announced below the sliders.
    """

    def __init__(self, draw: Callable[..., Any], sliders: Sequence[Slider]) -> None:
        self._draw = draw
        self._usual = {slider.name: slider.usual for slider in sliders}
        self.knobs = Knobs(
            {
                "set": lambda message: self.set(adaptive=bool(message["adaptive"]), **_numbers(message["values"])),
                "reset": lambda _: self.reset(),
            },
            sliders=[
                {name: getattr(slider, name) for name in ("name", "label", "low", "high", "step")} for slider in sliders
            ],
            values=dict(self._usual),
        )
        self.picture = HTML()
        self.set()
        super().__init__([self.knobs, self.picture])

    @property
    def values(self) -> dict[str, float]:
        """What the sliders say, by name."""
        return dict(self.knobs.values)

    def set(self, adaptive: bool | None = None, **values: float) -> Any:
        """Move any of the controls and return the view that follows; raises KeyError for an unknown slider."""
        for name in values:
            if name not in self._usual:
                raise KeyError(name)
        self.knobs.values = self.values | values
        if adaptive is not None:
            self.knobs.adaptive = adaptive
        self.view = self._draw(adaptive=self.knobs.adaptive, **self.values)
        self.picture.value = self.view._repr_html_()
        self.knobs.say(self.view.lead)
        return self.view

    def reset(self) -> Any:
        """Put every control back to what we assume and return the view."""
        return self.set(adaptive=True, **self._usual)

    def __repr__(self) -> str:
        return "<TrustPanel: move the sliders, or call .set(...) with their names>"


def _numbers(values: dict) -> dict[str, float]:
    return {str(name): float(value) for name, value in values.items()}
