"""The workbook as plain files for any web server: JupyterLite, with Python itself running in the reader's browser."""

from collections.abc import Collection
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from skillcheck.model import Record, SkillcheckError

MISSING = 'The site needs JupyterLite: pip install "skillcheck[lite]", best in an environment of its own.'


class Site(Record):
    """A built site: its folder, how much it is, and the packages its Python finds in it or on pyodide's CDN."""

    folder: Path
    files: int
    megabytes: float
    packages: tuple[str, ...]


def build(out: Path, pyodide: Path | None = None, lock: Path | None = None, without: Collection[str] = ()) -> Site:
    """Write the site into the folder `out`, which must be empty or an earlier site; return what was built.

    With `pyodide`, a folder of that distribution, the site holds all it needs; without it, readers' browsers load
    pyodide and its compiled packages from pyodide's CDN, as `lock` (else the CDN's own lock file) names them.
    `without` leaves packages out. SkillcheckError says what is missing.
    """
    if find_spec("jupyterlite_core") is None or find_spec("jupyterlite_pyodide_kernel") is None:
        raise SkillcheckError(MISSING)
    from skillcheck.lite import distribution, site

    site.check_free(out)
    source = distribution.local(pyodide) if pyodide else distribution.on_cdn(lock)
    with TemporaryDirectory(prefix="skillcheck-lite-") as scratch:
        shelf = distribution.stock(source, frozenset(without), Path(scratch) / "wheels")
        site.assemble(shelf, Path(scratch) / "work", out)
    files = [path for path in out.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files)
    return Site(folder=out, files=len(files), megabytes=round(size / 1e6, 1), packages=shelf.names)
