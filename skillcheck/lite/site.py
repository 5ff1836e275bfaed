"""The site's files: notebooks with a note in front, JupyterLite's configuration, and its own build command."""

import json
import os
import shutil
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from skillcheck.lite import wheels
from skillcheck.lite.distribution import LOCK, Shelf
from skillcheck.model import SkillcheckError

NOTEBOOKS = (
    *("00_start_here", "10_beginner", "20_intermediate", "30_advanced"),
    *("40_gaps", "50_progress", "60_portfolio"),
)
FIRST = f"lab/index.html?path={NOTEBOOKS[0]}.ipynb"
# Where the wheels and the lock file stand in the site.
WHEELS = "static/skillcheck"
_MARK = "jupyter-lite.json"
_KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
_EXTENSIONS = {
    "jupyterlite-pyodide-kernel": "@jupyterlite/pyodide-kernel-extension",
    "jupyterlab_widgets": "@jupyter-widgets/jupyterlab-manager",
    "anywidget": "anywidget",
}
NOTE = (
    "*Python runs inside this page; nothing you enter is sent anywhere. "
    "The first cell takes up to a minute, while your browser fetches Python's packages; after that it keeps them. "
    "Your answers stay in this browser: they survive a reload, but not the clearing of this site's data, so now and "
    'then run `book.export("answers.json")` and download the file from the list on the left. '
    "Code that never ends is stopped with Kernel → Restart; no answer is lost by it.*"
)


def check_free(out: Path) -> None:
    """Refuse a folder with files of somebody else's; an earlier site is replaced."""
    if out.exists() and not out.is_dir():
        raise SkillcheckError(f"{out}: is a file; name a folder for the site.")
    if out.is_dir() and any(out.iterdir()) and not (out / _MARK).is_file():
        raise SkillcheckError(f"{out}: holds other files; name a new folder, or an earlier site to replace.")


def assemble(shelf: Shelf, work: Path, out: Path) -> None:
    """Build the site from a shelf of wheels, in the folder `work`, into `out`."""
    content = work / "content"
    content.mkdir(parents=True)
    for name in NOTEBOOKS:
        notebook = json.loads((wheels.shared("notebooks") / f"{name}.ipynb").read_text("utf-8"))
        (content / f"{name}.ipynb").write_text(json.dumps(in_browser(notebook), indent=1), encoding="utf-8")
    (work / _MARK).write_text(json.dumps(configuration(shelf)), encoding="utf-8")
    if out.exists():
        shutil.rmtree(out)
    _run_build(work, content, out)
    shutil.copytree(shelf.folder, out / WHEELS)


def in_browser(notebook: dict[str, Any]) -> dict[str, Any]:
    """Return a notebook with a note about the browser in front, for JupyterLite's kernel."""
    note = {"cell_type": "markdown", "id": "in-the-browser", "metadata": {}, "source": NOTE.splitlines(keepends=True)}
    kernel = {"display_name": "Python (Pyodide)", "language": "python", "name": "python"}
    metadata = notebook["metadata"] | {"kernelspec": kernel}
    return notebook | {"metadata": metadata, "cells": [note, *notebook["cells"]]}


def configuration(shelf: Shelf) -> dict[str, Any]:
    """Return JupyterLite's configuration: where pyodide is, our lock file, and no package from anywhere else."""
    kernel = {
        "pyodideUrl": f"{shelf.address or f'./{WHEELS}/'}pyodide.mjs",
        "loadPyodideOptions": {"lockFileURL": f"./{WHEELS}/{LOCK}"},
        "disablePyPIFallback": True,
    }
    data = {"appName": "skillcheck", "litePluginSettings": {_KERNEL: kernel}}
    return {"jupyter-lite-schema-version": 0, "jupyter-config-data": data}


def _run_build(work: Path, content: Path, out: Path) -> None:
    """Run `jupyter lite build` with our three extensions and no other of this environment."""
    extensions = [f"--LiteBuildConfig.federated_extensions={_extension(*each)}" for each in _EXTENSIONS.items()]
    options = ["--ignore-sys-prefix", "--no-sourcemaps", "--apps=lab", "--apps=notebooks", "--apps=tree", "--apps=edit"]
    folders = [f"--lite-dir={work}", f"--contents={content}", f"--output-dir={out.absolute()}"]
    done = subprocess.run(
        [sys.executable, "-m", "jupyterlite_core", "build", *folders, *options, *extensions],
        cwd=work,
        env=os.environ | {"JUPYTER_CONFIG_DIR": str(work / "config")},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode or not (out / _MARK).is_file():
        raise SkillcheckError(f"JupyterLite could not build the site: {(done.stderr or done.stdout)[-500:].strip()}")


def _extension(package: str, name: str) -> Path:
    """The folder of a front-end extension that a package installs."""
    for file in distribution(package).files or ():
        if file.as_posix().endswith(f"share/jupyter/labextensions/{name}/package.json"):
            return Path(file.locate()).resolve().parent
    raise SkillcheckError(f"{package} is installed without its front-end extension; install it again.")
