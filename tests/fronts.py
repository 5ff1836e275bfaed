"""The three front ends that the browser tests go through, each as the few things in which it differs."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import browsing
import pytest
from browsing import CHROMIUM


class Lab:
    """JupyterLab."""

    name = "lab"
    has_cells = True

    @contextmanager
    def serve(self, folder: Path, home: Path, own: dict[str, list[str]] | None = None) -> Iterator[str]:
        """Serve the project's notebooks, or those in `own`, with a record at `home`; yields the address."""
        with browsing.jupyter(folder, home, front=self.name, own=own) as address:
            yield address

    def open(self, page, address: str, notebook: str, ready: str = ".sk-card") -> None:
        """Open a notebook, run all of it and wait until what is `ready` can be seen and the kernel rests."""
        browsing.open_notebook(page, address, notebook)
        browsing.run_all(page, ready)

    def run_all(self, page, ready: str = ".sk-card") -> None:
        """Run all cells again, as after a check-in."""
        browsing.run_all(page, ready)

    def restart(self, page, ready: str = ".sk-card") -> None:
        """Lose the kernel and all it knew, and run all cells in a new one."""
        browsing.restart(page, ready)

    def set_theme(self, page, dark: bool) -> None:
        """Change the theme and wait until it is there."""
        theme = "JupyterLab Dark" if dark else "JupyterLab Light"
        page.evaluate("theme => jupyterapp.commands.execute('apputils:change-theme', {theme})", theme)
        page.wait_for_function(THEMED, arg=[theme, not dark])


class Notebook(Lab):
    """Notebook 7: JupyterLab's notebook in a page of its own."""

    name = "notebook"

    def open(self, page, address: str, notebook: str, ready: str = ".sk-card") -> None:
        """As in JupyterLab."""
        browsing.open_in_notebook(page, address, notebook)
        browsing.run_all(page, ready)


class Voila(Lab):
    """Voila, plain: opening a page runs its notebook in a new kernel, and no code can be seen or written."""

    name = "voila"
    has_cells = False

    @contextmanager
    def serve(self, folder: Path, home: Path, own: dict[str, list[str]] | None = None) -> Iterator[str]:
        """Serve a notebook that is alone as the page itself, several as pages."""
        pytest.importorskip("voila", reason='Voila is missing: pip install "skillcheck[app]"')
        with browsing.jupyter(folder, home, front=self.name, own=own) as address:
            yield address if own and len(own) == 1 else f"{address}/voila/render"

    def open(self, page, address: str, notebook: str, ready: str = ".sk-card") -> None:
        """Open the page of a notebook."""
        page.goto(f"{address}/{notebook}" if address.endswith("/render") else address)
        page.locator(ready).first.wait_for()

    def run_all(self, page, ready: str = ".sk-card") -> None:
        """Reload: there is no other way."""
        page.reload()
        page.locator(ready).first.wait_for()

    restart = run_all

    def set_theme(self, page, dark: bool) -> None:
        """Open the same page in the theme: all on it is as at first then."""
        page.goto(f"{page.url.split('?')[0]}?theme={'dark' if dark else 'light'}")
        page.locator(".skillcheck, .skillcheck-view").first.wait_for()
        page.wait_for_function(THEMED, arg=["", not dark])


# The name changes first, the style sheet comes later, and a splash screen covers both; Voila says no name.
THEMED = """([theme, light]) => {
  if (document.getElementById("jupyterlab-splash")) return false;
  const paper = getComputedStyle(document.body).getPropertyValue("--jp-layout-color1").trim();
  return (!theme || document.body.dataset.jpThemeName === theme) && paper && /^(white|#fff)/.test(paper) === light;
}"""
FRONTS = (Lab(), Notebook(), Voila())


def skip_without_chromium() -> None:
    """Skip a module of browser tests on a machine without Chromium, but never where one must be there."""
    if CHROMIUM is None and not os.environ.get("SKILLCHECK_REQUIRE_BROWSER"):
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)", allow_module_level=True)


def in_all(everyday: tuple[str, ...], *, but: str = "") -> pytest.MarkDecorator:
    """Parametrise a test by front end: in those named it runs every day, in the others with `--full`."""
    params = [
        pytest.param(front, id=front.name, marks=() if front.name in everyday else pytest.mark.full)
        for front in FRONTS
        if front.name != but
    ]
    return pytest.mark.parametrize("front", params, indirect=True, scope="module")
