"""Which packages a browser's Python gets, at which versions and from where: pyodide's lock file with ours in it."""

import json
import shutil
import urllib.request
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from skillcheck.lite import wheels
from skillcheck.model import Record, SkillcheckError

# What the kernel itself loads, besides what it carries.
KERNEL = ("comm", "ipython", "jedi", "micropip")
# The browser's halves of ipywidgets are part of the site; Python never imports them.
FRONT_END = frozenset({"jupyterlab-widgets", "widgetsnbextension"})
# pyodide without any package, as the kernel's loader asks for it.
CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
LOCK = "pyodide-lock.json"


class Source(Record):
    """Where pyodide comes from: the folder of a distribution, or an address; `lock` is its lock file, read."""

    lock: dict[str, Any]
    folder: Path | None = None
    address: str = ""

    @property
    def python(self) -> str:
        """The version of Python, such as 3.14."""
        return ".".join(self.lock["info"]["python"].split(".")[:2])

    @property
    def platform(self) -> str:
        """The tag of compiled wheels."""
        return f"pyemscripten_{self.lock['info']['abi_version']}_wasm32"

    def has(self, entry: dict[str, Any]) -> bool:
        """Whether the package of a lock's entry can be had here."""
        return self.folder is None or (self.folder / entry["file_name"]).is_file()


class Shelf(Record):
    """A folder with a lock file and the wheels that the site holds; `address` is where pyodide's core is loaded from.

    `names` are all packages that `import skillcheck` brings.
    """

    folder: Path
    address: str
    names: tuple[str, ...]


def on_cdn(lock: Path | None) -> Source:
    """Return pyodide's CDN at the version that the kernel is made for."""
    from jupyterlite_pyodide_kernel.constants import PYODIDE_CDN_URL

    address = f"{PYODIDE_CDN_URL}/"
    if lock is None:
        try:
            with urllib.request.urlopen(f"{address}{LOCK}", timeout=60) as answer:
                return Source(lock=_checked(json.load(answer), address), address=address)
        except OSError as error:
            raise SkillcheckError(
                f"{address}{LOCK} cannot be read ({error}); give a copy with --lock, such as that of npm's pyodide."
            ) from error
    return Source(lock=_read(lock), address=address)


def local(folder: Path) -> Source:
    """Return a distribution in a folder; SkillcheckError when it is none or of another version than the kernel's."""
    lacking = [name for name in (*CORE, LOCK) if not (folder / name).is_file()]
    if lacking:
        raise SkillcheckError(f"{folder}: is no pyodide distribution: it lacks {', '.join(lacking)}.")
    return Source(lock=_read(folder / LOCK), folder=folder)


def stock(source: Source, without: frozenset[str], folder: Path) -> Shelf:
    """Fill a folder with the lock file, and with the wheels and the core that come from no CDN."""
    folder.mkdir(parents=True)
    packages = source.lock["packages"]
    theirs, ours = _wanted(packages, without)
    missing = {name for name in theirs if not source.has(packages[name])}
    pins = {name: metadata.version(name) for name in ours - {"skillcheck"}}
    # Wheels that pyodide compiles are seldom published; what is published is newer than the lock.
    pins |= {name: packages[name]["version"] for name in missing if _is_pure(packages[name])}
    pins |= {name: metadata.version(name) for name in missing if not _is_pure(packages[name])}
    wheels.write_own(folder)
    wheels.fetch((f"{name}=={version}" for name, version in pins.items()), source.platform, source.python, folder)
    entries = {entry["name"]: entry for entry in map(_entry, sorted(folder.glob("*.whl")))}
    for name, entry in entries.items():
        entry["depends"] = sorted(
            packages[name]["depends"] if name in missing else _needs(name, without) if name in ours else []
        )
    _place(source, theirs - missing, entries, folder)
    return Shelf(folder=folder, address=source.address, names=tuple(sorted(theirs | ours)))


def _wanted(packages: dict[str, Any], without: frozenset[str]) -> tuple[set[str], set[str]]:
    """The names that pyodide's lock holds and those that it does not, of all that the kernel and skillcheck need."""
    theirs: set[str] = set()
    ours: set[str] = set()
    open_names = ["skillcheck", *KERNEL]
    while open_names:
        name = open_names.pop()
        if name in theirs | ours | without:
            continue
        if name in packages:
            theirs.add(name)
            open_names += packages[name]["depends"]
        else:
            ours.add(name)
            for requirement in _requirements(name):
                _refuse_outdated(requirement, packages, name)
                open_names.append(canonicalize_name(requirement.name))
    return theirs, ours


def _needs(name: str, without: frozenset[str]) -> set[str]:
    """The names that a package of ours depends on."""
    return {canonicalize_name(requirement.name) for requirement in _requirements(name)} - without


def _requirements(name: str) -> Iterator[Requirement]:
    """What a package asks for in a browser; it must be installed here."""
    there = {"sys_platform": "emscripten", "platform_system": "Emscripten", "os_name": "posix", "extra": ""}
    for line in metadata.requires(name) or ():
        requirement = Requirement(line)
        wanted = requirement.marker is None or requirement.marker.evaluate(there)
        if wanted and canonicalize_name(requirement.name) not in FRONT_END:
            yield requirement


def _refuse_outdated(requirement: Requirement, packages: dict[str, Any], by: str) -> None:
    held = packages.get(canonicalize_name(requirement.name))
    if held and not requirement.specifier.contains(held["version"], prereleases=True):
        raise SkillcheckError(f"{by} needs {requirement}, but this pyodide has {held['name']} {held['version']}.")


def _is_pure(entry: dict[str, Any]) -> bool:
    return entry["file_name"].endswith("-none-any.whl")


def _entry(wheel: Path) -> dict[str, Any]:
    """The lock's entry of a wheel."""
    name, version = wheel.name.split("-")[:2]
    return {
        "name": canonicalize_name(name),
        "version": version,
        "file_name": wheel.name,
        "install_dir": "site",
        "sha256": wheels.sha256(wheel),
        "package_type": "package",
        "imports": wheels.top_level(wheel),
        "unvendored_tests": False,
    }


def _place(source: Source, theirs: set[str], entries: dict[str, Any], folder: Path) -> None:
    """Write the lock file: from a CDN all of its packages by their addresses, from a folder those that are needed."""
    packages = source.lock["packages"]
    if source.folder is None:
        held = {
            name: entry | {"file_name": f"{source.address}{entry['file_name']}"} for name, entry in packages.items()
        }
    else:
        held = {name: packages[name] for name in theirs}
        for name in (*CORE, *(entry["file_name"] for entry in held.values())):
            shutil.copyfile(source.folder / name, folder / name)
    lock = source.lock | {"packages": dict(sorted((held | entries).items()))}
    (folder / LOCK).write_text(json.dumps(lock, indent=1), encoding="utf-8")


def _read(path: Path) -> dict[str, Any]:
    try:
        return _checked(json.loads(path.read_text("utf-8")), path)
    except (OSError, ValueError) as error:
        raise SkillcheckError(f"{path}: cannot be read as pyodide's lock file ({error}).") from error


def _checked(lock: Any, where: object) -> dict[str, Any]:
    """Refuse the lock file of another Python than the kernel is made for."""
    from jupyterlite_pyodide_kernel.constants import PYODIDE_PYTHON_VERSION, PYODIDE_VERSION

    if not isinstance(lock, dict) or "packages" not in lock or "info" not in lock:
        raise SkillcheckError(f"{where}: is no lock file of pyodide.")
    for entry in lock["packages"].values():
        # Its keys are normal names already, what entries name is not.
        entry["depends"] = [canonicalize_name(name) for name in entry["depends"]]
    python = str(lock["info"].get("python", ""))
    if not python.startswith(f"{PYODIDE_PYTHON_VERSION}."):
        raise SkillcheckError(f"{where}: is for Python {python}; the kernel is made for pyodide {PYODIDE_VERSION}.")
    return lock
