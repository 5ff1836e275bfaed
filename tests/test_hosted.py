"""Where nothing is installed by hand: an install on Colab, the first notebook there, and the build on Binder."""

import json
import os
import re
import shutil
import stat
import subprocess
import sys
import tomllib
import types
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from skillcheck.model import SkillcheckError

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
BASE = [Requirement(line) for line in PROJECT["dependencies"]]
LAB = [Requirement(line) for line in PROJECT["optional-dependencies"]["lab"]]

RUNTIMES = tomllib.loads((Path(__file__).parent / "colab.toml").read_text(encoding="utf-8"))["runtime"]
LATEST, EARLIER = RUNTIMES
NEVER_REPLACED = {"numpy", "pandas", "matplotlib", "ipykernel", "ipython", "ipywidgets"}

BINDER = ROOT / ".binder"
FIRST = ROOT / "notebooks" / "00_start_here.ipynb"


def pins(lines):
    """Return versions by name; only exact pins are allowed."""
    found = {}
    for line in lines:
        requirement = Requirement(line)
        (exact,) = requirement.specifier
        assert exact.operator == "=="
        found[canonicalize_name(requirement.name)] = exact.version
    return found


def shut_out(requirements, versions):
    """Return the requirements that the given versions do not satisfy."""
    return [
        f"{requirement} but {versions[name]}"
        for requirement in requirements
        if (name := canonicalize_name(requirement.name)) in versions
        and not requirement.specifier.contains(versions[name], prereleases=True)
    ]


# --- Colab: nothing that it has is replaced -------------------------------------------------------


@pytest.mark.parametrize("runtime", RUNTIMES, ids=lambda runtime: runtime["name"])
def test_every_range_of_ours_admits_what_colab_has(runtime):
    assert SpecifierSet(PROJECT["requires-python"]).contains(runtime["python"])
    assert shut_out(BASE, pins(runtime["packages"])) == []


def test_the_list_of_colab_names_what_must_never_be_replaced():
    assert pins(LATEST["packages"]).keys() >= NEVER_REPLACED
    assert pins(EARLIER["packages"]).keys() <= pins(LATEST["packages"]).keys()


def test_a_range_that_would_replace_a_package_of_colab_is_noticed():
    too_new = [Requirement("pandas>=3"), Requirement("ipywidgets>=8"), Requirement("fsrs>=6")]

    assert shut_out(too_new, pins(LATEST["packages"])) == ["pandas>=3 but 2.2.3", "ipywidgets>=8 but 7.7.1"]


def test_nothing_of_jupyterlab_or_of_grading_is_asked_for_by_a_plain_install():
    assert not {requirement.name for requirement in BASE} & {"jupyterlab", "notebook", "papermill", "voila", "pyarrow"}


def interpreter_of(version):
    """Return a Python of this minor version that can make environments, the running one if it fits, else None."""
    minor = ".".join(version.split(".")[:2])
    fits = minor == f"{sys.version_info.major}.{sys.version_info.minor}"
    found = sys.executable if fits else shutil.which(f"python{minor}")
    if found is None:
        return None
    # Where pyenv keeps several versions, its commands work only for the one it is told.
    asked = subprocess.run(
        [found, "-c", "import ensurepip, sys; print(sys.executable)"],
        env={**os.environ, "PYENV_VERSION": minor},
        capture_output=True,
        text=True,
        check=False,
    )
    return asked.stdout.strip() or None


class Pip:
    """pip of a new environment, asked only what it would install."""

    def __init__(self, interpreter, folder):
        self.folder = folder
        subprocess.run([interpreter, "-m", "venv", str(folder / "env")], check=True, capture_output=True)
        self.python = folder / "env" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        where = [self.python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
        self.site = Path(subprocess.run(where, capture_output=True, text=True, check=True).stdout.strip())

    def run(self, *arguments):
        command = [self.python, "-m", "pip", "--disable-pip-version-check", *arguments]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    def would_install(self, *requirements):
        """Return the metadata, by name, of what an install would add or replace."""
        report = self.folder / "report.json"
        done = self.run("install", "--quiet", "--dry-run", "--report", str(report), *requirements)
        assert done.returncode == 0, done.stderr
        entries = json.loads(report.read_text(encoding="utf-8"))["install"]
        return {canonicalize_name(entry["metadata"]["name"]): entry["metadata"] for entry in entries}

    def pretend(self, metadata):
        """Make pip believe that a package is installed: it looks at names, versions and what they require."""
        name, version = metadata["name"], metadata["version"]
        folder = self.site / f"{canonicalize_name(name).replace('-', '_')}-{version}.dist-info"
        folder.mkdir()
        lines = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}"]
        lines += [f"Requires-Dist: {requirement}" for requirement in metadata.get("requires_dist", [])]
        (folder / "METADATA").write_text("\n".join(lines) + "\n", encoding="utf-8")
        (folder / "INSTALLER").write_text("pip\n", encoding="utf-8")
        (folder / "RECORD").write_text("", encoding="utf-8")


def need_registry(pip):
    """Skip where no registry answers for one small package; whatever goes wrong after that is a failure."""
    asked = pip.run(
        "download", "--quiet", "--no-deps", "--timeout=10", "--retries=1", "--dest", pip.folder, "simpleeval"
    )
    if asked.returncode:
        pytest.skip(f"no package registry can be reached: {asked.stderr.strip().splitlines()[-1]}")


@pytest.mark.slow
def test_pip_on_colab_replaces_none_of_its_packages(tmp_path):
    found = [(python, runtime) for runtime in RUNTIMES if (python := interpreter_of(runtime["python"]))]
    if not found:
        pytest.skip("there is no Python here of the version that a runtime of Colab has")
    python, runtime = found[0]  # the latest that can be had
    pip = Pip(python, tmp_path)
    need_registry(pip)
    had = {**pins(LATEST["packages"]), **pins(runtime["packages"])}
    for metadata in pip.would_install("--no-deps", *(f"{name}=={version}" for name, version in had.items())).values():
        pip.pretend(metadata)
    added = pip.would_install(str(ROOT))

    assert "skillcheck" in added
    assert added.keys() & had.keys() == set()
    # The same question, asked of a package that would not do: pip does take the pretended versions for installed.
    assert "ipywidgets" in pip.would_install("--no-deps", "ipywidgets>=8")


# --- Colab: the first notebook without JupyterLab, and its widgets switched on ----------------------

# Run in a process of its own: what base dependencies do not bring cannot be imported there.
PLAIN_SHELL = """
import json, sys
from importlib import metadata
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

def closure(names):
    found, wanted = set(), list(names)
    while wanted:
        name = canonicalize_name(wanted.pop())
        if name in found:
            continue
        found.add(name)
        try:
            lines = metadata.requires(name) or []
        except metadata.PackageNotFoundError:
            continue
        needed = (Requirement(line) for line in lines)
        wanted += [one.name for one in needed if one.marker is None or one.marker.evaluate({"extra": ""})]
    return found

had = closure(["skillcheck", "ipykernel"])  # a notebook has a kernel, whatever its front end
FORBIDDEN = {
    module
    for module, owners in metadata.packages_distributions().items()
    if not {canonicalize_name(owner) for owner in owners} & had
} | {"jupyterlab", "notebook", "papermill", "voila", "pyarrow"}

class Absent:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name.partition(".")[0] in FORBIDDEN:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

for name in [name for name in sys.modules if name.partition(".")[0] in FORBIDDEN]:
    del sys.modules[name]
sys.meta_path.insert(0, Absent)

from IPython.core.interactiveshell import InteractiveShell

shell = InteractiveShell.instance()
ran = 0
for cell in json.load(open(sys.argv[1], encoding="utf-8"))["cells"]:
    if cell["cell_type"] == "code":
        shell.run_cell("".join(cell["source"]), store_history=True).raise_error()
        ran += 1
print("cells:", ran, "absent:", " ".join(sorted(FORBIDDEN)))
"""


def test_the_first_notebook_runs_in_a_plain_shell_with_the_base_dependencies_alone(tmp_path):
    environment = {**os.environ, "SKILLCHECK_HOME": str(tmp_path / "home"), "IPYTHONDIR": str(tmp_path / "ipython")}
    done = subprocess.run(
        [sys.executable, "-c", PLAIN_SHELL, str(FIRST)],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    absent = done.stdout.splitlines()[-1].split("absent: ")[1].split()
    assert "cells: 5" in done.stdout
    assert {"jupyterlab", "papermill", "voila", "pyarrow", "pytest"} <= set(absent)
    assert not {"pandas", "ipywidgets", "IPython", "skillcheck", "packaging"} & set(absent)


@pytest.fixture
def colab(monkeypatch):
    """A notebook on Colab: google.colab is loaded, its `output` is not yet; it notes each switching on."""
    from skillcheck.widgets import colab as ours

    google, loaded, output = (types.ModuleType(name) for name in ("google", "google.colab", "google.colab.output"))
    output.calls = []
    output.enable_custom_widget_manager = lambda: output.calls.append("on")
    google.colab, loaded.output = loaded, output
    monkeypatch.setitem(sys.modules, "google", google)
    monkeypatch.setitem(sys.modules, "google.colab", loaded)
    ours._ask_colab.cache_clear()
    yield output
    ours._ask_colab.cache_clear()


@pytest.fixture
def book(tmp_path):
    from skillcheck import Workbook

    return Workbook.open(home=tmp_path / "home")


def test_on_colab_the_first_panel_switches_widgets_on_and_the_second_does_not_ask_again(book, colab):
    assert colab.calls == []
    book.check_in()
    book.check(length=3)

    assert colab.calls == ["on"]


def test_that_anywidget_asks_too_where_it_can_does_no_harm(book, colab, monkeypatch):
    monkeypatch.setitem(sys.modules, "google.colab.output", colab)
    book.check_in()
    book.check(length=3)

    assert colab.calls in (["on"], ["on", "on"])


def test_elsewhere_colab_is_not_even_looked_for(book, monkeypatch):
    monkeypatch.delitem(sys.modules, "google.colab", raising=False)
    book.check(length=3)

    assert "google.colab" not in sys.modules


@pytest.mark.parametrize(
    ("refusal", "why"),
    [(RuntimeError("the page is offline"), "the page is offline"), (AttributeError(), "AttributeError")],
)
def test_a_refusal_of_colab_is_one_sentence_that_says_what_to_do_and_is_asked_again(book, colab, refusal, why):
    switch = colab.enable_custom_widget_manager

    def refuse():
        raise refusal

    colab.enable_custom_widget_manager = refuse
    with pytest.raises(SkillcheckError, match=re.escape(f"({why})")) as refused:
        book.check_in()

    assert refused.value._render_traceback_() == [str(refused.value)]
    assert "Restart session" in str(refused.value)
    colab.enable_custom_widget_manager = switch
    book.check_in()
    assert colab.calls == ["on"]


def test_on_colab_the_readme_asks_for_one_cell_only():
    (line,) = [line for line in README.splitlines() if line.startswith("- **Colab**")]

    assert "%pip install" in line
    assert "enable_custom_widget_manager" not in line


# --- Binder: the build's steps, without Docker --------------------------------------------------------


def problems_of(folder, root):
    """Return what would break or surprise Binder's build of a repository whose build files are in `folder`."""
    known = {"runtime.txt", "requirements.txt", "apt.txt", "postBuild", "start"}
    found = [f"{path.name}: not read by this project's build" for path in folder.iterdir() if path.name not in known]
    if (root / "binder").exists():
        found.append("binder/ and .binder/ are both there")
    found += python_problems(folder / "runtime.txt")
    found += requirement_problems(folder / "requirements.txt", root)
    for name in ("postBuild", "start"):
        if (folder / name).exists():
            found += script_problems(folder / name)
    return found


def python_problems(runtime):
    """`python-X.Y`, and one that the package supports: without the file Binder takes Python 3.10."""
    text = runtime.read_text(encoding="utf-8").strip() if runtime.exists() else ""
    if not (named := re.fullmatch(r"python-(3\.\d+)", text)):
        return [f"runtime.txt: {text!r} is not python-3.x"]
    allowed = SpecifierSet(PROJECT["requires-python"]).contains(named[1])
    return [] if allowed else [f"runtime.txt: Python {named[1]} is not {PROJECT['requires-python']}"]


def script_problems(script):
    """A script must be executable, say what runs it, be readable by bash and stop at the first error."""
    text = script.read_text(encoding="utf-8")
    checks = {
        "not executable": script.stat().st_mode & stat.S_IXUSR,
        "no #! line": text.startswith("#!"),
        "goes on after an error": "set -e" in text or script.name == "start",
        "not valid for bash": subprocess.run(["bash", "-n", script], capture_output=True, check=False).returncode == 0,
        'start must end in exec "$@"': script.name != "start" or text.rstrip().endswith('exec "$@"'),
    }
    return [f"{script.name}: {problem}" for problem, good in checks.items() if not good]


def requirement_lines(path):
    """Yield the lines that pip reads, files named by -r included: those are sought beside the file that names them."""
    for line in path.read_text(encoding="utf-8").splitlines():
        text = re.sub(r"(^|\s)#.*", "", line).strip()
        if text.startswith("-r "):
            yield from requirement_lines(path.parent / text.removeprefix("-r ").strip())
        elif text:
            yield text


def requirement_problems(path, root):
    """Everything pinned once for Binder's Python, the package itself from the root, where pip runs."""
    try:
        lines = list(requirement_lines(path))
    except FileNotFoundError as error:
        return [f"requirements.txt: {Path(error.filename).name} is not there"]
    local = [line.removeprefix("-e ") for line in lines if line.startswith("-e ")]
    found = [
        f"requirements.txt: {name} is no project" for name in local if not (root / name / "pyproject.toml").exists()
    ]
    if not local:
        found.append("requirements.txt: the package itself is not installed")
    loose = [
        line for line in lines if not line.startswith("-e ") and not re.match(r"[\w.\[\]-]+==[\w.+!]+( ;|$)", line)
    ]
    return found + [f"requirements.txt: {line} is not pinned" for line in loose]


def python_on_binder():
    return (BINDER / "runtime.txt").read_text(encoding="utf-8").strip().removeprefix("python-")


def pinned_on_binder():
    """Return the versions that Binder gets: markers decided for its Python on Linux."""
    version = python_on_binder()
    machine = {"python_version": version, "python_full_version": f"{version}.0", "sys_platform": "linux"}
    machine |= {"os_name": "posix", "platform_system": "Linux", "implementation_name": "cpython"}
    wanted = [Requirement(line) for line in requirement_lines(BINDER / "requirements.txt") if line[0] != "-"]
    return [str(one).partition(";")[0].strip() for one in wanted if one.marker is None or one.marker.evaluate(machine)]


def test_the_build_files_of_binder_are_in_order():
    assert problems_of(BINDER, ROOT) == []


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("runtime.txt", "python3.12\n", "runtime.txt: 'python3.12' is not python-3.x"),
        ("runtime.txt", "python-3.10\n", "runtime.txt: Python 3.10 is not >=3.11"),
        ("environment.yml", "", "environment.yml: not read by this project's build"),
        ("requirements.txt", "-r ../pins.txt\n", "requirements.txt: pins.txt is not there"),
        ("requirements.txt", "-e elsewhere\n", "requirements.txt: elsewhere is no project"),
        ("requirements.txt", "numpy==2.0  # why\n", "requirements.txt: the package itself is not installed"),
        ("requirements.txt", "-e .\nnumpy>=2\n", "requirements.txt: numpy>=2 is not pinned"),
        ("postBuild", "#!/bin/bash\nset -e\n", "postBuild: not executable"),
        ("postBuild", "set -e\n", "postBuild: no #! line"),
        ("postBuild", "#!/bin/bash\ntrue\n", "postBuild: goes on after an error"),
        ("postBuild", "#!/bin/bash\nset -e\nif\n", "postBuild: not valid for bash"),
        ("start", "#!/bin/bash\ntrue\n", 'start: start must end in exec "$@"'),
    ],
)
def test_what_would_break_the_build_is_noticed(tmp_path, name, text, problem):
    folder = tmp_path / ".binder"
    folder.mkdir()
    (tmp_path / "pyproject.toml").touch()
    (folder / "runtime.txt").write_text("python-3.12\n", encoding="utf-8")
    (folder / "requirements.txt").write_text("-e .\nnumpy==2.0\n", encoding="utf-8")
    assert problems_of(folder, tmp_path) == []
    (folder / name).write_text(text, encoding="utf-8")

    assert problem in problems_of(folder, tmp_path)


def test_two_folders_of_build_files_are_one_too_many(tmp_path):
    folder = tmp_path / ".binder"
    shutil.copytree(BINDER, folder)
    (tmp_path / "binder").mkdir()

    assert "binder/ and .binder/ are both there" in problems_of(folder, tmp_path)


def test_binder_gets_each_package_once_and_all_that_notebooks_need():
    versions = pins(pinned_on_binder())

    assert len(versions) == len(pinned_on_binder())
    assert {canonicalize_name(one.name) for one in [*BASE, *LAB]} <= versions.keys()
    assert shut_out([*BASE, *LAB], versions) == []


def test_the_badges_lead_to_the_first_notebook():
    (binder,) = re.findall(r"https://mybinder\.org/v2/gh/[\w.-]+/[\w.-]+/main\?urlpath=([^)]+)", README)
    (colab,) = re.findall(r"https://colab\.research\.google\.com/github/[\w.-]+/[\w.-]+/blob/main/([^)]+)", README)

    assert binder.startswith("lab/tree/")  # JupyterLab is among the pins
    assert ROOT / binder.removeprefix("lab/tree/") == ROOT / colab == FIRST
    assert FIRST.is_file()


@pytest.mark.slow
def test_pip_can_do_what_binder_asks_of_it(tmp_path):
    python = interpreter_of(python_on_binder())
    if python is None:
        pytest.skip(f"there is no Python {python_on_binder()} here, which Binder takes")
    pip = Pip(python, tmp_path)
    need_registry(pip)
    installed = pip.would_install("-r", ".binder/requirements.txt")
    versions = {name: metadata["version"] for name, metadata in installed.items() if name != "skillcheck"}

    # Everything that is installed is pinned: the same build next year gives the same image.
    assert versions == pins(pinned_on_binder())
