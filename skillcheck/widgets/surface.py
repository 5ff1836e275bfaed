"""What all of skillcheck's own widgets share: look, messages from the browser, and errors as sentences."""

import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from skillcheck.model import SkillcheckError
from skillcheck.rendering import look
from skillcheck.widgets import colab

HERE = Path(__file__).parent
STYLE = look() + (HERE / "style.css").read_text("utf-8")
UNEXPECTED = (
    "Something went wrong on our side; what you entered is still here. "
    "Try again, and if it comes back, run this cell again: answers already given are kept."
)

log = logging.getLogger(__name__)
# Whoever sets logging up sees the traceback; a learner's cell output never does.
log.addHandler(logging.NullHandler())


def script(name: str) -> str:
    """Return a widget's ES module, with what all of them share in front: there is no build step."""
    return (HERE / "shared.js").read_text("utf-8") + (HERE / name).read_text("utf-8")


def with_none(value: Any) -> Any:
    """Return a message with None where a browser's Python has JavaScript's own null, which is not None there.

    (`to_py()` leaves it as it is: pyodide/pyodide#5849.)
    """
    if isinstance(value, dict):
        return {name: with_none(part) for name, part in value.items()}
    if isinstance(value, list):
        return [with_none(part) for part in value]
    return None if type(value).__name__ == "JsNull" else value


class Surface(anywidget.AnyWidget):
    """A widget that reports actions by name; whatever they raise becomes a sentence in its status line.

    `actions` maps a name to what is done with the message, a plain dict from the browser.
    """

    _css = STYLE

    status = traitlets.Unicode("").tag(sync=True)
    # Grows with every reply, so that a sentence said twice is announced twice.
    beat = traitlets.Int(0).tag(sync=True)

    def __init__(self, actions: Mapping[str, Callable[[dict], Any]], **traits: Any) -> None:
        colab.switch_on()
        super().__init__(**traits)
        # The browser's "hurry" asks for nothing: see shared.js.
        self.actions = {"hurry": lambda _: None, **actions}
        self.on_msg(lambda _widget, content, _buffers: self.receive(with_none(content)))

    def receive(self, content: dict) -> None:
        """Act on one message from the browser; never raises, so that no traceback reaches the learner."""
        try:
            self.actions[content["action"]](content)
        except SkillcheckError as error:
            self.say(str(error))
        except Exception:
            log.exception("while acting on %r", content)
            self.say(UNEXPECTED)

    def say(self, text: str) -> None:
        """Put a sentence into the status line, which screen readers announce."""
        with self.hold_sync():
            self.status = text
            self.beat += 1
