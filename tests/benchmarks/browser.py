"""How long a click takes in a real browser, in the page itself; `python tests/benchmarks/browser.py`.

For each front end: click to feedback, click to the next item, Run All to the first question, beside a bare ipywidgets
button on the same page, which is the floor. `--peers` adds jupyterquiz, which answers without a kernel.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from browsing import browser, free_port, run_all, wait_for

BARE = """
from ipywidgets import Button, HTML, VBox
pressed, said = Button(description="bare"), HTML("0")
def count(_):
    said.value = str(int(said.value) + 1)
pressed.on_click(count)
box = VBox([pressed, said]); box.add_class("bare"); box
"""
QUIZ = """
from skillcheck import Workbook
book = Workbook.open()
book.quiz("beginner", length={answers})
"""
PEER = """
from jupyterquiz import display_quiz
display_quiz([{{"question": f"Question {{n}}", "type": "multiple_choice", "answers": [
    {{"answer": "yes", "correct": True, "feedback": "Right."}},
    {{"answer": "no", "correct": False, "feedback": "No."}}]}}
    for n in range({answers})])
"""
# Milliseconds from a click to the first change of what is watched, and to the frame after it.
CLICK = """([button, watched]) => new Promise((resolve) => {
  const seen = new MutationObserver(() => {
    const changed = performance.now() - start;
    seen.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => resolve([changed, performance.now() - start])));
  });
  seen.observe(watched, {subtree: true, childList: true, characterData: true, attributes: true});
  const start = performance.now();
  button.click();
})"""
PAGES = {"lab": "lab/tree/page.ipynb", "notebook": "notebooks/page.ipynb", "voila": ""}


@contextmanager
def serve(front: str, folder: Path) -> Iterator[str]:
    """Serve the page in a front end; yields its address."""
    port = free_port()
    environment = os.environ | {"SKILLCHECK_HOME": str(folder / "home"), "JUPYTER_CONFIG_DIR": str(folder / "config")}
    quiet = ["--no-browser", f"--port={port}"]
    if front == "voila":
        command = ["voila", str(folder / "page.ipynb"), *quiet]
    else:
        command = [
            "jupyter",
            front,
            *quiet,
            "--allow-root",
            "--IdentityProvider.token=",
            f"--ServerApp.root_dir={folder}",
        ]
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen([sys.executable, "-m", *command], env=environment, stdout=log, stderr=log)
    try:
        wait_for(f"http://127.0.0.1:{port}/{'' if front == 'voila' else 'api/status'}", 120)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def click(page: Any, button: str, watched: str) -> tuple[float, float]:
    """Click and return the milliseconds to the change and to the frame that shows it."""
    handles = [page.locator(one).first.element_handle() for one in (button, watched)]
    changed, painted = page.evaluate(CLICK, handles)
    return changed, painted


def measure(front: str, answers: int, peers: bool) -> dict[str, list[float]]:
    """Return the milliseconds of every click in a front end, by what was clicked."""
    clicked = ("floor", "feedback", "next")
    found: dict[str, list[float]] = {name: [] for each in clicked for name in (each, f"{each} painted")}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cells = [BARE, QUIZ.format(answers=answers), *([PEER.format(answers=answers)] if peers else [])]
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell.strip()) for cell in cells])
        notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
        nbformat.write(notebook, folder / "page.ipynb")
        with serve(front, folder) as address, browser() as page:
            page.goto(f"{address}/{PAGES[front]}")
            began = time.monotonic()
            if front != "voila":
                page.wait_for_selector(".jp-Cell")
                page.wait_for_timeout(3000)
                began = time.monotonic()
                run_all(page)
            page.wait_for_selector(".sk-card .sk-stem")
            found["first question"] = [1000 * (time.monotonic() - began)]
            page.wait_for_timeout(1000)
            for _ in range(answers):
                for kind, button, watched in (
                    ("floor", ".bare button", ".bare"),
                    ("feedback", ".sk-card button:has-text('know')", ".sk-card .sk-feedback"),
                    ("next", ".sk-card .sk-primary", ".sk-card .sk-stem"),
                ):
                    if kind == "next" and page.get_by_role("button", name="See the result").count():
                        continue
                    changed, painted = click(page, button, watched)
                    found[kind].append(changed)
                    found[f"{kind} painted"].append(painted)
                    page.wait_for_timeout(60)
            for number in range(answers if peers else 0):
                quiz = f".Quiz >> nth={number}"
                found.setdefault("jupyterquiz", []).append(click(page, f"{quiz} >> .MCButton", quiz)[0])
    return found


def main() -> None:
    """Print medians and 95th percentiles."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("fronts", nargs="*", default=list(PAGES), help=f"which of {', '.join(PAGES)}")
    parser.add_argument("--answers", type=int, default=30)
    parser.add_argument("--peers", action="store_true", help="jupyterquiz must be installed for it")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    table: dict[str, dict[str, dict[str, float]]] = {}
    for front in options.fronts:
        table[front] = {}
        for what, times in measure(front, options.answers, options.peers).items():
            p95 = sorted(times)[int(0.95 * (len(times) - 1))]
            table[front][what] = {
                "n": len(times),
                "median ms": round(statistics.median(times), 1),
                "p95 ms": round(p95, 1),
            }
            if not options.json:
                print(
                    f"{front:9} {what:17} " + "  ".join(f"{k} {v:>8}" for k, v in table[front][what].items()),
                    flush=True,
                )
    if options.json:
        print(json.dumps(table))


if __name__ == "__main__":
    main()
