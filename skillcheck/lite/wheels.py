"""Wheels for a browser's Python: our own, written from what is installed here, and others from the package index."""

import base64
import hashlib
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator
from importlib.metadata import distribution
from pathlib import Path

from skillcheck import __version__
from skillcheck.model import SkillcheckError

_PACKAGE = Path(__file__).resolve().parent.parent
# A wheel is the same bytes whenever it is made.
_EPOCH = (2020, 1, 1, 0, 0, 0)
_WHEEL = "Wheel-Version: 1.0\nGenerator: skillcheck\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def shared(name: str) -> Path:
    """Return a folder that travels with the package, `data` or `notebooks`: the wheel's own, else the repository's."""
    installed = _PACKAGE / "_shared" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name


def write_own(folder: Path) -> Path:
    """Write the wheel of this very package, data included, from the files it runs from here."""
    info = f"skillcheck-{__version__}.dist-info"
    metadata = distribution("skillcheck").read_text("METADATA") or f"Name: skillcheck\nVersion: {__version__}\n"
    members = dict(_members()) | {f"{info}/METADATA": metadata.encode(), f"{info}/WHEEL": _WHEEL.encode()}
    record = "".join(f"{name},sha256={_digest(body)},{len(body)}\n" for name, body in members.items())
    path = folder / f"skillcheck-{__version__}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as wheel:
        for name, body in (members | {f"{info}/RECORD": f"{record}{info}/RECORD,,\n".encode()}).items():
            wheel.writestr(zipfile.ZipInfo(name, _EPOCH), body, zipfile.ZIP_DEFLATED)
    return path


def fetch(pins: Iterable[str], platform: str, python: str, folder: Path) -> None:
    """Fetch wheels at exact versions, for a browser's Python, into a folder; SkillcheckError when one is not there."""
    wanted = sorted(pins)
    if not wanted:
        return
    kind = ["--only-binary=:all:", f"--platform={platform}", f"--python-version={python}", "--implementation=cp"]
    abis = [f"--abi={abi}" for abi in (f"cp{python.replace('.', '')}", "abi3", "none")]
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    done = subprocess.run(
        [*command, *kind, *abis, f"--dest={folder}", *wanted], capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.startswith("ERROR")] or done.stderr.splitlines()[-1:]
        raise SkillcheckError(f"Wheels for the browser could not be fetched: {' '.join(said)}")


def top_level(wheel: Path) -> list[str]:
    """Return the modules and packages that a wheel installs, as they are imported."""
    with zipfile.ZipFile(wheel) as archive:
        first = {name.split("/")[0] for name in archive.namelist() if name.endswith((".py", ".so"))}
    return sorted({name.split(".")[0] for name in first if not name.endswith((".dist-info", ".data"))})


def sha256(path: Path) -> str:
    """Return the digest of a file, as lock files have it."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _members() -> Iterator[tuple[str, bytes]]:
    """The files of the package and of its data, by their places in a wheel."""
    for folder, place in ((_PACKAGE, "skillcheck"), (shared("data"), "skillcheck/_shared/data")):
        for path in sorted(folder.rglob("*")):
            within = path.relative_to(folder)
            # The data may stand inside the package: it is taken once.
            hidden = any(part.startswith(".") or part in ("__pycache__", "_shared") for part in within.parts)
            if path.is_file() and not hidden:
                yield f"{place}/{within.as_posix()}", path.read_bytes()


def _digest(body: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(body).digest()).rstrip(b"=").decode()
