"""A real browser on a real server: what the browser tests and the screenshots of the README share."""

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

import traces
from upstream import is_upstream

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
# A cell that waits has a star in its prompt.
IDLE = """() => document.querySelector(".jp-Notebook-ExecutionIndicator")?.dataset.status === "idle"
  && ![...document.querySelectorAll(".jp-InputPrompt")].some((prompt) => prompt.textContent.includes("*"))"""
# The indicator beside the kernel's name is idle before there is a kernel, too.
CONNECTED = """() => {
  const context = jupyterapp.shell.currentWidget?.sessionContext, kernel = context?.session?.kernel;
  return context?.isReady && kernel?.connectionStatus === "connected" && kernel.status === "idle";
}"""


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
    """Serve notebooks in JupyterLab, `front="notebook"` (7) or "voila", with a record of its own; yields the address.

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
    command = [sys.executable, "-m", *_arguments(front, folder / "notebooks"), "--no-browser", f"--port={port}"]
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=folder)
    try:
        wait_for(f"http://127.0.0.1:{port}/{'voila/static/voila.js' if front == 'voila' else 'api/status'}")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def _arguments(front: str, notebooks: Path) -> list[str]:
    """Return the command line of a front end; Voila is given a notebook that is alone, else the folder."""
    if front == "voila":
        found = list(notebooks.glob("*.ipynb"))
        return ["voila", str(found[0] if len(found) == 1 else notebooks), "--Voila.ip=127.0.0.1"]
    return [
        "jupyter",
        front,
        "--allow-root",
        "--ip=127.0.0.1",
        "--IdentityProvider.token=",
        f"--ServerApp.root_dir={notebooks}",
        "--ServerApp.port_retries=0",
        # Each page would start Node to look whether JupyterLab should be built again.
        "--ServerApp.tornado_settings={'page_config_data': {'buildCheck': False, 'buildAvailable': False}}",
        "--LabApp.expose_app_in_browser=True",  # a test changes the theme by command
        "--JupyterNotebookApp.expose_app_in_browser=True",
    ]


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
        except Exception:
            traces.keep()
            raise
        finally:
            chromium.close()


def new_page(context):
    """One more page in a browser that is open; it collects its own errors in `page.problems`."""
    page = context.new_page()
    page.problems = []

    def collect(problem: str) -> None:
        if not is_upstream(problem):
            page.problems.append(problem)

    page.on("pageerror", lambda error: collect(str(error)))
    page.on("console", lambda said: collect(f"{said.text} [{said.location['url']}]") if said.type == "error" else None)
    page.set_default_timeout(60_000)
    traces.watch(page)
    return page


def open_notebook(page, address: str, name: str) -> None:
    """Open a notebook in JupyterLab, alone, and wait for its kernel."""
    page.goto(f"{address}/lab/workspaces/auto-{time.monotonic_ns()}/tree/{name}")
    _await_kernel(page)


def open_in_notebook(page, address: str, name: str) -> None:
    """Open a notebook in Notebook 7 and wait for its kernel."""
    page.goto(f"{address}/notebooks/{name}")
    _await_kernel(page)


def _await_kernel(page) -> None:
    """Wait until the kernel answers. On a busy machine JupyterLab may ask which one, though the notebook says it."""
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    dialog = page.locator("dialog.jp-Dialog", has_text="Select Kernel")
    for _ in range(4):
        page.wait_for_function(f"() => document.querySelector('dialog.jp-Dialog') || ({CONNECTED})()")
        if not dialog.count():
            return
        dialog.get_by_role("button", name="Select Kernel").click()
        dialog.wait_for(state="detached")
    raise RuntimeError("JupyterLab keeps asking for a kernel.")


def run_all(page, ready: str = ".sk-card") -> None:
    """Run all cells and wait until they have run and what is waited for is there, made by this run.

    JupyterLab loses the wish if the kernel is just becoming ready: then no cell is marked as waiting, so ask again.
    """
    forget(page)
    for _ in range(5):
        menu(page, "Run", "Run All Cells")
        if began(page):
            break
    wait_for_new(page, ready)
    idle(page)


def restart(page, ready: str = ".sk-card") -> None:
    """Restart the kernel and run all cells, and wait for them as `run_all` does."""
    forget(page)
    menu(page, "Kernel", "Restart Kernel and Run All Cells")
    page.locator(".jp-Dialog").get_by_role("button", name="Confirm Kernel Restart").click()
    wait_for_new(page, ready)
    idle(page)


def menu(page, name: str, entry: str) -> None:
    """Choose an entry of JupyterLab's menu bar."""
    page.locator(".lm-MenuBar-itemLabel", has_text=name).first.click()
    page.locator(".lm-Menu-itemLabel", has_text=entry).first.click()


def idle(page) -> None:
    """Wait until the kernel has run every cell."""
    page.wait_for_function(IDLE)


def forget(page) -> None:
    """Mark outputs as old and prompts as seen, so that what a run brings can be told from what was there."""
    page.evaluate(
        """() => {
          for (const node of document.querySelectorAll(".jp-OutputArea *")) node.dataset.old = "";
          for (const node of document.querySelectorAll(".jp-InputPrompt")) node.dataset.seen = node.textContent;
        }"""
    )


def began(page) -> bool:
    """Whether a cell waits, or has run, since `forget`."""
    from playwright.sync_api import TimeoutError

    try:
        page.wait_for_function(
            """() => [...document.querySelectorAll(".jp-InputPrompt")]
              .some(({textContent, dataset}) => textContent.includes("*") || textContent !== dataset.seen)""",
            timeout=3000,
        )
    except TimeoutError:
        return False
    return True


def wait_for_new(page, selector: str) -> None:
    """Wait until something can be seen that was not there at `forget`."""
    page.wait_for_function(
        """(selector) => [...document.querySelectorAll(selector)]
          .some((node) => node.dataset.old === undefined && node.checkVisibility())""",
        arg=selector,
    )
