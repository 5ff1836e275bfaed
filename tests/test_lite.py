"""`skillcheck lite`: which packages the site brings, its wheels, its notebooks, and what it refuses."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from skillcheck import __version__, lite
from skillcheck.catalog import Catalog
from skillcheck.cli import main
from skillcheck.lite import distribution, site, wheels
from skillcheck.model import SkillcheckError

ROOT = Path(__file__).resolve().parent.parent


# --- packages --------------------------------------------------------------------------------------


def entry(name, version, *depends, pure=False):
    tag = "py3-none-any" if pure else "cp314-cp314-pyemscripten_2026_0_wasm32"
    return {
        "name": name,
        "version": version,
        "file_name": f"{name.replace('-', '_')}-{version}-{tag}.whl",
        "depends": list(depends),
        "sha256": "0",
        "imports": [name],
        "install_dir": "site",
        "package_type": "package",
    }


@pytest.fixture
def lock():
    """A lock file with what pyodide has of our needs, cut short."""
    compiled = ("matplotlib", "msgspec", "nh3", "pandas", "scikit-learn")
    versions = {"matplotlib": "3.10.8", "msgspec": "0.20.0", "nh3": "0.3.4", "pandas": "3.0.2", "scikit-learn": "1.8.0"}
    pure = (
        "click",
        "ipython",
        "jedi",
        "micropip",
        "platformdirs",
        "pygments",
        "tqdm",
        "traitlets",
        "Typing_Extensions",
    )
    packages = [entry(name, versions[name], "numpy") for name in compiled] + [entry("numpy", "2.4.6")]
    packages += [entry(name, "9.0", pure=True) for name in pure]
    keyed = {each["name"].lower().replace("_", "-"): each for each in packages}
    keyed["jedi"]["depends"] = ["Typing_Extensions"]
    return {"info": {"abi_version": "2026_0", "python": "3.14.2"}, "packages": keyed}


@pytest.fixture
def fetched(monkeypatch):
    """Every fetch of wheels, with empty wheels in place of the package index's."""
    asked = []

    def fetch(pins, platform, python, folder):
        asked.extend(sorted(pins))
        for pin in asked:
            name = pin.replace("-", "_").replace("==", "-")
            with zipfile.ZipFile(folder / f"{name}-py3-none-any.whl", "w") as wheel:
                wheel.writestr(f"{name.split('-')[0]}/__init__.py", "")

    monkeypatch.setattr(wheels, "fetch", fetch)
    return asked


def stocked(source, folder, without=()):
    shelf = distribution.stock(source, frozenset(without), folder)
    return shelf, json.loads((folder / "pyodide-lock.json").read_text("utf-8"))["packages"]


def written(path, lock):
    path.write_text(json.dumps(lock), encoding="utf-8")
    return path


def test_a_published_site_takes_compiled_packages_from_pyodides_cdn_and_brings_the_others(lock, fetched, tmp_path):
    source = distribution.on_cdn(written(tmp_path / "lock.json", lock))
    shelf, packages = stocked(source, tmp_path / "wheels")

    assert source.address.startswith("https://cdn.jsdelivr.net/pyodide/v")
    assert packages["numpy"]["file_name"] == f"{source.address}numpy-2.4.6-cp314-cp314-pyemscripten_2026_0_wasm32.whl"
    ours = {name for name, each in packages.items() if "/" not in each["file_name"]}
    assert {"skillcheck", "anywidget", "psygnal", "ipywidgets", "comm", "fsrs", "latex2mathml", "mdurl"} <= ours
    assert not ours & {"numpy", "jupyterlab-widgets", "widgetsnbextension"}
    assert all((shelf.folder / packages[name]["file_name"]).is_file() for name in ours)
    assert sorted(pin.split("==")[0] for pin in fetched) == sorted(ours - {"skillcheck"})


def test_importing_skillcheck_brings_every_package_it_depends_on(lock, fetched, tmp_path):
    shelf, packages = stocked(distribution.on_cdn(written(tmp_path / "lock.json", lock)), tmp_path / "wheels")
    reached, more = set(), {"skillcheck"}
    while more := more - reached:
        reached |= more
        more = {name for each in more for name in packages[each]["depends"]}

    assert packages["skillcheck"]["imports"] == ["skillcheck"]
    assert reached <= set(shelf.names)
    assert {"numpy", "pandas", "nh3", "psygnal", "mdurl", "comm", "typing-extensions"} <= reached


def test_a_site_of_its_own_holds_pyodide_and_only_what_is_needed(lock, fetched, tmp_path):
    folder = tmp_path / "pyodide"
    folder.mkdir()
    lock["packages"]["opencv"] = entry("opencv", "1.0")
    files = [*distribution.CORE, *(each["file_name"] for each in lock["packages"].values())]
    for name in files:
        (folder / name).write_text(name)
    written(folder / "pyodide-lock.json", lock)
    shelf, packages = stocked(distribution.local(folder), tmp_path / "wheels")

    assert shelf.address == ""
    assert "opencv" not in packages
    assert all((shelf.folder / each["file_name"]).is_file() for each in packages.values())
    assert (shelf.folder / "pyodide.asm.wasm").read_text() == "pyodide.asm.wasm"
    assert not any(pin.startswith(("numpy", "click")) for pin in fetched)


def test_what_a_folder_lacks_is_fetched_at_the_locks_version_and_what_is_left_out_is_not(lock, fetched, tmp_path):
    folder = tmp_path / "pyodide"
    folder.mkdir()
    for name in distribution.CORE:
        (folder / name).write_text(name)
    written(folder / "pyodide-lock.json", lock)
    _, packages = stocked(distribution.local(folder), tmp_path / "wheels", without=("numpy", "nh3"))

    assert "click==9.0" in fetched
    assert not {"numpy", "nh3"} & set(packages)
    assert not any({"numpy", "nh3"} & set(each["depends"]) for name, each in packages.items() if name == "skillcheck")


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda lock: lock["packages"]["pandas"].update(version="1.5.0"), "skillcheck needs pandas>=2.2, but"),
        (lambda lock: lock["info"].update(python="3.13.2"), "is for Python 3.13.2; the kernel is made for pyodide"),
        (lambda lock: lock.pop("packages"), "is no lock file of pyodide"),
    ],
)
def test_a_pyodide_that_does_not_fit_is_refused_before_anything_is_built(lock, spoil, words, fetched, tmp_path):
    spoil(lock)

    with pytest.raises(SkillcheckError, match=words):
        stocked(distribution.on_cdn(written(tmp_path / "lock.json", lock)), tmp_path / "wheels")


def test_our_own_wheel_is_whole_and_works_on_its_own(tmp_path):
    wheel = wheels.write_own(tmp_path)
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
        names = archive.namelist()
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path / 'site')!r})\n"
        "import skillcheck; from skillcheck.catalog import Catalog; from importlib.metadata import version\n"
        "print(skillcheck.__file__, version('skillcheck'), len(Catalog.open().all_items()), Catalog.open().folder)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=True).stdout

    assert str(tmp_path / "site" / "skillcheck" / "_shared" / "data") in said
    assert f" {__version__} {len(Catalog.open().all_items())} " in said
    assert not [name for name in names if "__pycache__" in name or name.startswith(("tests", "notebooks"))]
    assert wheels.write_own(tmp_path).read_bytes() == wheel.read_bytes()


# --- the site ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", site.NOTEBOOKS)
def test_a_notebook_in_the_browser_is_the_same_essay_with_a_note_in_front(name):
    original = json.loads((ROOT / "notebooks" / f"{name}.ipynb").read_text("utf-8"))
    copy = site.in_browser(original)

    assert copy["cells"][1:] == original["cells"]
    assert "stay in this browser" in "".join(copy["cells"][0]["source"])
    assert copy["metadata"]["kernelspec"]["name"] == "python"


def test_only_a_folder_of_our_own_is_replaced(tmp_path):
    (tmp_path / "thesis.tex").write_text("years of work")

    result = CliRunner().invoke(main, ["lite", "--out", str(tmp_path)])

    assert result.exit_code == 1
    assert "holds other files" in result.output
    assert (tmp_path / "thesis.tex").exists()


def test_without_jupyterlite_one_sentence_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr(lite, "find_spec", lambda name: None)

    result = CliRunner().invoke(main, ["lite", "--out", str(tmp_path / "site")])

    assert result.exit_code == 1
    assert 'pip install "skillcheck[lite]"' in result.output


def test_a_folder_that_is_no_pyodide_is_refused(tmp_path):
    result = CliRunner().invoke(main, ["lite", "--out", str(tmp_path / "site"), "--pyodide", str(tmp_path)])

    assert result.exit_code == 1
    assert "lacks pyodide.mjs" in result.output
