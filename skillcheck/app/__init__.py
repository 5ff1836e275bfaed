"""The learner's notebooks as one calm site, served by Voila: no code on view, and a record for each visitor."""

from importlib.util import find_spec
from pathlib import Path

from skillcheck.model import SkillcheckError

_PACKAGE = Path(__file__).parent.parent
MISSING = 'The site needs Voila: pip install "skillcheck[app]", or pip install voila.'


def serve(
    *, port: int, ip: str, browser: bool, home: Path | None, single: bool, seats: int, data: Path | None = None
) -> None:
    """Serve the notebooks as a site until it is stopped.

    SkillcheckError if Voila is not installed, the port is taken, or there is no such data folder.
    """
    if find_spec("voila") is None:
        raise SkillcheckError(MISSING)
    from skillcheck.app import server
    from skillcheck.catalog import Catalog
    from skillcheck.record import find_home

    Catalog.open(data)  # says so when there is none
    settings = server.Settings(find_home(home).path, data.absolute() if data else None, single, seats)
    server.serve(notebooks(), settings, port=port, ip=ip, browser=browser)


def notebooks() -> Path:
    """Return the folder of notebooks: the wheel's own, else the repository's."""
    installed = _PACKAGE / "_shared" / "notebooks"
    return installed if installed.is_dir() else _PACKAGE.parent / "notebooks"
