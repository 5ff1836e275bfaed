"""The built site in Chromium, with the real kernel and no way out to the network."""

import functools
import http.server
import json
import os
import re
import shutil
import subprocess
import tarfile
import threading
from pathlib import Path

import pytest
from browsing import CHROMIUM, browser, menu

from skillcheck import lite
from skillcheck.catalog import Catalog
from skillcheck.lite import distribution, site

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CATALOG = Catalog.open()

# What of our needs has no wheel for a browser but on pyodide's CDN. test_lite.py says how it is bound in.
ONLY_ON_THE_CDN = (
    *("contourpy", "kiwisolver", "matplotlib", "nh3", "numpy", "pandas", "pillow", "scikit-learn", "scipy"),
)
# The first line stands in for the cleaning of HTML: without it the card could not be shown at all.
CELLS = (
    """
import sys, types
sys.modules["nh3"] = types.SimpleNamespace(Cleaner=lambda **_: types.SimpleNamespace(clean=lambda html: html))
from datetime import UTC, datetime
from msgspec.structs import replace
from skillcheck.catalog import Catalog
from skillcheck.model import Feedback, Purpose, Question, Response, Shown
from skillcheck.record import Store, find_home, write_submission
from skillcheck.sandbox import check, source_of
from skillcheck.widgets.card import Card

catalog, store = Catalog.open(), Store.open(find_home().path)
print(sys.platform, "|", store.where, "|", store.note, "|", len(store.entries()), "kept")
""",
    """
item = catalog.item("ITEM")
variant = catalog.variant(item, 7)

def answer(message):
    value, confidence = card.read(message)
    right = value == variant.key
    response = Response(
        item=item.id, skill=item.skill, depth=item.depth, kind=item.kind, version="1", seed=7, value=value, right=right,
        credit=float(right), at=datetime.now(UTC), sitting="s", purpose=Purpose.QUIZ, confidence=confidence,
    )
    store.append(response)
    words = "Right." if right else "Not right."
    card.tell(Feedback(right, float(right), words, (item.rationale,), "", ""), value, {variant.key: "the key"}, "Next")

card = Card({"answer": answer})
card.ask(Question(
    item=item.id, skill=item.skill, depth=item.depth, kind=item.kind, stem=variant.stem,
    options=tuple(Shown(id=option.id, text=option.text) for option in variant.options), unit="", number=1, of=1,
))
card
""",
    """
def chunks(items, size):
    return [items[start:start + size] for start in range(0, len(items), size)]

exercise = replace(catalog.exercise("chunked"), seconds=2)
def verdict(source):
    outcome = check(exercise, source, catalog.cases_path("chunked"))
    return outcome.message + " It ran " + outcome.isolation

print(verdict(SOLUTION))
print(verdict(source_of(chunks).replace("size]", "1]")))
print(verdict("def chunks(items, size):\\n    while True: pass"))
print(verdict("def chunks(items, size): return chunks(items, size)"))
write_submission("handed-in.json", "Ada", "1", store.entries(), datetime.now(UTC))
print(write_submission("handed-in.json", "Ada", "1", store.entries(), datetime.now(UTC)).stat().st_size > 100)
""",
)


@pytest.fixture(scope="module")
def pyodide(tmp_path_factory):
    """pyodide's core at the kernel's version, from npm, fetched once a machine."""
    from jupyterlite_pyodide_kernel.constants import PYODIDE_VERSION

    kept = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "skillcheck-tests"
    archive = kept / f"pyodide-{PYODIDE_VERSION}.tgz"
    if not archive.is_file():
        kept.mkdir(parents=True, exist_ok=True)
        if shutil.which("npm") is None:
            unavailable("npm is not installed, so pyodide cannot be fetched")
        fetch = ["npm", "pack", f"pyodide@{PYODIDE_VERSION}", f"--pack-destination={kept}"]
        done = subprocess.run(fetch, capture_output=True, text=True, check=False)
        if done.returncode:
            unavailable(f"npm does not give pyodide: {done.stderr[-300:]}")
    folder = tmp_path_factory.mktemp("npm")
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    return folder / "package"


def unavailable(why):
    """Skip on a laptop; in CI what is missing is a failure."""
    (pytest.fail if os.environ.get("SKILLCHECK_REQUIRE_BROWSER") else pytest.skip)(why)


@pytest.fixture(scope="module")
def built(pyodide, tmp_path_factory):
    """The site without what only the CDN has, and a notebook in it that uses all the rest."""
    out = tmp_path_factory.mktemp("lite") / "site"
    lite.build(out, pyodide=pyodide, without=ONLY_ON_THE_CDN)
    solution = (CATALOG.folder / "exercises/chunked/solution.py").read_text("utf-8")
    item = next(item for item in CATALOG.all_items() if item.kind == "choice" and not item.draw)
    add_notebook(
        out, "trial.ipynb", [cell.replace("SOLUTION", repr(solution)).replace("ITEM", item.id) for cell in CELLS]
    )
    return out


def add_notebook(out, name, cells):
    """Put a notebook of code cells into a site that is built."""
    listing = out / "api" / "contents" / "all.json"
    found = json.loads(listing.read_text("utf-8"))
    like = next(file for file in found["content"] if file["name"] == f"{site.NOTEBOOKS[0]}.ipynb")
    listing.write_text(json.dumps(found | {"content": [*found["content"], like | {"name": name, "path": name}]}))
    notebook = json.loads((out / "files" / like["name"]).read_text("utf-8"))
    code = [
        {
            "cell_type": "code",
            "id": f"c{number}",
            "metadata": {},
            "outputs": [],
            "execution_count": None,
            "source": cell.strip(),
        }
        for number, cell in enumerate(cells)
    ]
    (out / "files" / name).write_text(json.dumps(notebook | {"cells": code}), encoding="utf-8")


@pytest.fixture(scope="module")
def served(built):
    """The site's address on a plain file server."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(built))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def page():
    if CHROMIUM is None:
        unavailable("no Chromium on this machine (Debian: apt-get install chromium)")
    with browser() as page:
        page.set_default_timeout(240_000)  # Python starts in the page, on however few cores there are
        page.left = []
        page.route(
            re.compile(r"^https?://(?!127\.0\.0\.1)"),
            lambda route: (page.left.append(route.request.url), route.abort()),
        )
        yield page


def run_all_of(page, address, name):
    """Open a notebook of the site and run it; JupyterLab may lose the first wish."""
    page.goto(f"{address}/lab/index.html?path={name}")
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    page.wait_for_function("document.querySelector('.jp-Notebook-ExecutionIndicator')?.dataset.status === 'idle'")
    for _ in range(4):
        menu(page, "Run", "Run All Cells")
        page.wait_for_timeout(1500)
        if page.locator(".jp-InputPrompt", has_text=re.compile(r"[\d*]")).count():
            break
    page.wait_for_function(
        "() => [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].every(p => /\\d/.test(p.textContent))"
    )
    return [area.inner_text() for area in page.locator(".jp-CodeCell .jp-OutputArea").all()]


def test_the_real_kernel_keeps_an_answer_before_its_feedback_and_through_a_reload(page, served):
    """Everything but numpy and what stands on it, in Chromium, with no way out to the network."""
    first, _, ran = run_all_of(page, served, "trial.ipynb")

    assert first.split("|")[0].strip() == "emscripten"
    assert "/drive/skillcheck/answers.sqlite3 |  | 0 kept" in first
    right, wrong, endless, bottomless, exported = ran.strip().splitlines()
    assert right.startswith("All 6 cases pass. It ran inside this notebook's own Python")
    assert "of 6 cases pass" in wrong
    assert "did not finish within 2 seconds" in endless
    assert "calls itself without end" in bottomless
    assert exported == "True"

    card = page.locator(".sk-card")
    card.locator(".sk-option input").first.check()
    card.get_by_role("button", name="Check", exact=True).click()
    card.locator(".sk-verdict").wait_for()
    again = run_all_of(page, served, "trial.ipynb")[0]  # goes away at once, as a closed tab would

    assert "1 kept" in again
    assert page.problems == []
    assert page.left == []


def test_the_published_sites_packages_are_those_that_pyodide_names(pyodide, tmp_path):
    """Against the lock file of npm's pyodide, which is the CDN's: names, versions and every dependency."""
    source = distribution.on_cdn(pyodide / "pyodide-lock.json")
    theirs = json.loads((pyodide / "pyodide-lock.json").read_text("utf-8"))["packages"]
    shelf = distribution.stock(source, frozenset(), tmp_path / "wheels")
    packages = json.loads((shelf.folder / "pyodide-lock.json").read_text("utf-8"))["packages"]

    assert set(ONLY_ON_THE_CDN) | {"msgspec"} <= set(shelf.names)
    for name in set(shelf.names) & set(theirs):
        assert packages[name]["file_name"] == f"{source.address}{theirs[name]['file_name']}"
        assert packages[name]["sha256"] == theirs[name]["sha256"]
    assert {depend for name in shelf.names for depend in packages[name]["depends"]} <= set(packages)
    kernel = site.configuration(shelf)["jupyter-config-data"]["litePluginSettings"]
    assert next(iter(kernel.values()))["pyodideUrl"] == f"{source.address}pyodide.mjs"
