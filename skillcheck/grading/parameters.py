"""The parameters of a notebook that papermill runs: unknown ones stop it, since papermill itself only warns."""

import difflib
from collections.abc import Mapping

from skillcheck.model import SubmissionError

# What IPython itself puts into a notebook's names.
_ALWAYS = {"In", "Out", "get_ipython", "exit", "quit", "open", "only_parameters"}


def only_parameters(names: Mapping[str, object], *known: str) -> None:
    """Raise SubmissionError if a name was set that is not a parameter; call it before anything else is defined."""
    unknown = sorted(name for name in names if not name.startswith("_") and name not in _ALWAYS.union(known))
    if unknown:
        near = difflib.get_close_matches(unknown[0], known, n=1)
        hint = f" Did you mean '{near[0]}'?" if near else ""
        raise SubmissionError(f"Unknown parameter '{unknown[0]}': this notebook takes {', '.join(known)}.{hint}")
