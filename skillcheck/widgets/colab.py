"""Colab shows foreign widgets only once they are switched on: done here, so that no cell has to."""

import sys
from functools import cache

from skillcheck.model import SkillcheckError

REFUSED = (
    "Colab did not switch on the widgets that skillcheck shows ({why}). "
    "Choose Runtime > Restart session and run the cells again; the answers already given are kept. "
    "Or answer without widgets, in a cell of its own: `!skillcheck quiz SKILL`."
)


def switch_on() -> None:
    """Let a Colab notebook show our widgets; elsewhere nothing happens.

    Raises SkillcheckError when Colab refuses; the next widget asks again.
    """
    # A notebook there has google.colab loaded; a program that runs on Colab without a notebook has no widgets to show.
    if "google.colab" in sys.modules:
        _ask_colab()


@cache
def _ask_colab() -> None:
    # anywidget asks as well, but only where google.colab.output is loaded already, and a refusal is a traceback.
    try:
        from google.colab import output

        output.enable_custom_widget_manager()
    except Exception as error:
        raise SkillcheckError(REFUSED.format(why=str(error) or type(error).__name__)) from error
