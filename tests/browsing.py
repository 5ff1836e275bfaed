"""A real browser on a real Jupyter server: what the browser tests and the screenshots of the README share."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
SETTINGS = {
    # The news pop-up covers the lower right corner; cells outside the window are not drawn unless told so.
    "@jupyterlab/apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/notebook-extension/tracker": {"windowingMode": "none"},
}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def jupyter(
    folder: Path,
    home: Path,
    settings: dict | None = None,
    *,
    front: str = "lab",
    own: dict[str, list[str]] | None = None,
) -> Iterator[str]:
    """Serve notebooks in JupyterLab or (`front="notebook"`) Notebook 7, with a record of its own; yields the address.

    Served are a copy of the project's, or notebooks made of the code cells in `own`, by name.
    """
    if own is None:
        shutil.copytree(ROOT / "notebooks", folder / "notebooks", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    for name, cells in (own or {}).items():
        write_notebook(folder / "notebooks" / name, cells)
    for name, values in (SETTINGS | (settings or {})).items():
        path = folder / "settings" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(values))
    port = free_port()
    environment = os.environ | {
        "SKILLCHECK_HOME": str(home),
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
    }
    command = [
        sys.executable,
        "-m",
        "jupyter",
        front,
        "--no-browser",
        "--allow-root",
        "--ip=127.0.0.1",
        f"--port={port}",
    ]
    options = [
        "--IdentityProvider.token=",
        f"--ServerApp.root_dir={folder / 'notebooks'}",
        "--ServerApp.port_retries=0",
        "--LabApp.expose_app_in_browser=True",  # a test changes the theme by command
    ]
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(command + options, env=environment, stdout=log, stderr=log, cwd=folder)
    try:
        wait_for(f"http://127.0.0.1:{port}/api/status")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def write_notebook(path: Path, cells: list[str]) -> None:
    """Write a notebook of code cells."""
    import nbformat

    path.parent.mkdir(parents=True, exist_ok=True)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell.strip()) for cell in cells])
    # Without the name of its kernel JupyterLab asks for one.
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, path)


def wait_for(url: str, seconds: float = 60) -> None:
    """Wait until a server answers."""
    end = time.monotonic() + seconds
    while True:
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


@contextmanager
def browser(width: int = 1280, height: int = 1000, **context) -> Iterator:
    """A page in Chromium that collects its own errors in `page.problems`."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = new_page(chromium.new_context(viewport={"width": width, "height": height}, **context))
        try:
            yield page
        finally:
            chromium.close()


def new_page(context):
    """One more page in a browser that is open; it collects its own errors in `page.problems`."""
    page = context.new_page()
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.set_default_timeout(60_000)
    return page


def open_notebook(page, address: str, name: str) -> None:
    """Open a notebook in JupyterLab, alone. On a busy machine JupyterLab may ask for a kernel it has: then again."""
    for _ in range(4):
        page.goto(f"{address}/lab/workspaces/auto-{time.monotonic_ns()}/tree/{name}")
        page.wait_for_selector(".jp-Notebook .jp-Cell")
        page.wait_for_function(
            """() => document.querySelector('dialog.jp-Dialog')
                  || document.querySelector('.jp-Notebook-ExecutionIndicator')?.dataset.status === 'idle'"""
        )
        page.wait_for_timeout(500)
        if not page.locator("dialog.jp-Dialog").count():
            return
    raise RuntimeError(f"JupyterLab keeps asking: {page.locator('dialog.jp-Dialog').inner_text()[:300]}")


def open_in_notebook(page, address: str, name: str) -> None:
    """Open a notebook in Notebook 7 and wait for its kernel."""
    page.goto(f"{address}/notebooks/{name}")
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    page.wait_for_function("document.querySelector('.jp-Notebook-ExecutionIndicator')?.dataset.status === 'idle'")
    page.wait_for_timeout(500)


def run_all(page, ready: str = ".sk-card") -> None:
    """Run all cells; JupyterLab loses the wish if the kernel is just becoming ready, so look and ask again."""
    for _ in range(4):
        menu(page, "Run", "Run All Cells")
        try:
            page.wait_for_selector(ready, timeout=15_000)
            break
        except Exception as error:
            if type(error).__name__ != "TimeoutError":
                raise
    idle(page)


def menu(page, name: str, entry: str) -> None:
    """Choose an entry of JupyterLab's menu bar."""
    page.locator(".lm-MenuBar-itemLabel", has_text=name).first.click()
    page.locator(".lm-Menu-itemLabel", has_text=entry).first.click()


def idle(page) -> None:
    """Wait until the kernel has run every cell."""
    page.wait_for_function(
        """() => document.querySelector('.jp-Notebook-ExecutionIndicator')?.dataset.status === 'idle'
              && ![...document.querySelectorAll('.jp-InputPrompt')].some(p => p.textContent.includes('*'))"""
    )
