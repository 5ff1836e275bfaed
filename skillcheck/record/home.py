"""Where a learner's answers are kept on this machine."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from platformdirs import user_data_dir

from skillcheck.model import Record
from skillcheck.record.drive import DRIVE, is_browser

COLAB = Path("/content")

_ON_COLAB = (
    "On Colab this folder vanishes with the runtime. To keep your answers, run "
    "`from google.colab import drive; drive.mount('/content/drive')` and open the workbook again."
)
_ON_BINDER = (
    "On Binder this folder vanishes when the session ends. Before you leave, run "
    '`book.export("answers.json")` and download the file.'
)
_IN_A_BROWSER = (
    "This page cannot store files (a private window, or a site without HTTPS), so answers vanish with it. "
    "Reload the page once; if this note comes back, use an ordinary window, or run "
    '`book.export("answers.json")` and download the file before you leave.'
)


class Home(Record):
    """A folder for answers, and what the learner should know about it (empty when nothing)."""

    path: Path
    note: str = ""


def find_home(
    home: str | os.PathLike | None = None,
    environ: Mapping[str, str] | None = None,
    colab: Path = COLAB,
    drive: Path = DRIVE,
) -> Home:
    """Return the folder for answers: the argument, $SKILLCHECK_HOME, Google Drive, else the user's data folder.

    `colab` is the folder that holds a Colab runtime's files, `drive` where JupyterLite shows what a browser stores.
    Nothing is created.
    """
    environ = os.environ if environ is None else environ
    given = str(home or environ.get("SKILLCHECK_HOME", "")).strip()
    if given:
        return Home(path=Path(given).expanduser().absolute())
    # A notebook there has google.colab loaded; a run by papermill has only the variable.
    if "COLAB_RELEASE_TAG" in environ or "google.colab" in sys.modules:
        return _colab_home(colab)
    if is_browser() and drive.is_dir():
        return Home(path=drive / "skillcheck")
    if is_browser():
        return Home(path=Path(user_data_dir("skillcheck", appauthor=False)), note=_IN_A_BROWSER)
    note = _ON_BINDER if any(name.startswith("BINDER_") for name in environ) else ""
    return Home(path=Path(user_data_dir("skillcheck", appauthor=False)), note=note)


def _colab_home(colab: Path) -> Home:
    """Prefer a mounted Google Drive, which outlives the runtime."""
    drive = colab / "drive" / "MyDrive"
    if drive.is_dir():
        return Home(path=drive / "skillcheck")
    return Home(path=colab / "skillcheck", note=_ON_COLAB)
