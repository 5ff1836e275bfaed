"""The pictures of the README from the real app: `python tests/screenshots.py`.

`--all FOLDER` takes each screen at three sizes in both themes, for people to look at; nothing is compared.
"""

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import gallery
from browsing import ROOT, browser, free_port, jupyter, open_notebook, run_all, wait_for
from PIL import Image

IMAGES = ROOT / ".github" / "images"
SLIDE = {"width": 860, "height": 780}
SIZES = {"phone": (375, 800), "tablet": (820, 1100), "desktop": (1280, 900)}
THEMES = ("light", "dark")
PAGES = ("", "check-in", "check", "profile", "gaps", "progress", "portfolio", "beginner", "skill/rag-retrieval", "none")


@contextmanager
def site(home: Path) -> Iterator[str]:
    """Serve the site and the gallery's pages over the record in `home`; yields the address that opens it."""
    home.mkdir(parents=True, exist_ok=True)
    port = free_port()
    log = home / "server.log"
    command = [sys.executable, str(ROOT / "tests" / "gallery.py"), str(home), str(port)]
    with log.open("w") as out:
        server = subprocess.Popen(command, stdout=out, stderr=out, cwd=ROOT)
    try:
        wait_for(f"http://127.0.0.1:{port}/site/site.css", 120)
        yield re.search(r"http://\S+", log.read_text())[0].replace("localhost", "127.0.0.1")
    finally:
        server.terminate()
        server.wait(timeout=30)


class Camera:
    """Takes what is on a page at every size and in both themes."""

    def __init__(self, page, folder: Path) -> None:
        self.page, self.folder = page, folder

    def take(self, name: str, part: str | None = None) -> None:
        """Take the page, or a part of it; the window has its last size again afterwards."""
        for size, (width, height) in SIZES.items():
            self.page.set_viewport_size({"width": width, "height": height})
            for theme in THEMES:
                self.page.emulate_media(color_scheme=theme, reduced_motion="reduce")
                self.page.wait_for_timeout(80)
                path = self.folder / f"{name}.{size}.{theme}.png"
                if part:
                    self.page.locator(part).first.screenshot(path=path)
                else:
                    self.page.screenshot(path=path, full_page=True)


def every_screen(folder: Path) -> None:
    """Take every page without and with answers, and every state of the card, the check-in and the exercise."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        for state, home in (("empty", Path(name) / "empty"), ("full", Path(name) / "full")):
            if state == "full":
                gallery.fill_record(home)
            with site(home) as address, browser() as page:
                page.goto(address)
                base, camera = address.split("?")[0], Camera(page, folder)
                for place in PAGES:
                    open_page(page, base + place)
                    camera.take(f"{state}-{place.replace('/', '-') or 'home'}")
                if state == "full":
                    states_of_the_card(page, base, camera)
                    states_of_the_rest(page, base, camera)


def open_page(page, address: str) -> None:
    """Open a page of the site and wait until everything on it is drawn."""
    page.goto(address)
    page.wait_for_function("!document.getElementById('wait')")
    if page.locator(".jp-CodeCell, .jp-Cell").count():
        page.wait_for_timeout(700)


def states_of_the_card(page, base: str, camera: Camera) -> None:
    """Each kind of item: asked, refused, right, missed, skipped; then the pause and the end."""
    card, asked = page.locator(".sk-card"), answers_of_the_gallery()
    for how in ("right", "miss", "skipped"):
        open_page(page, f"{base}questions")
        for number, item in enumerate(asked, 1):
            card.get_by_text(f"Question {number} of {len(asked)}").wait_for()
            if how == "right":
                camera.take(f"card-{item['kind']}-asked", ".sk-card")
                if item["kind"] != "order":
                    card.get_by_role("button", name="Check", exact=True).click()
                    page.wait_for_timeout(100)
                    camera.take(f"card-{item['kind']}-refused", ".sk-card")
                if number == 2:
                    card.get_by_role("button", name="Pause").click()
                    card.get_by_text("Paused").wait_for()
                    camera.take("card-paused", ".sk-card")
                    card.get_by_role("button", name="Go on").click()
            if how == "skipped":
                card.get_by_role("button", name="I don’t know").click()
            else:
                give(card, item, item[how])
                card.get_by_role("button", name="Check", exact=True).click()
            card.locator(".sk-verdict").wait_for()
            camera.take(f"card-{item['kind']}-{how}", ".sk-card")
            card.locator(".sk-primary").first.click()
        card.get_by_text("All done").wait_for()
    camera.take("card-done", ".sk-card")


def answers_of_the_gallery() -> list[dict]:
    """What to answer to the questions of the gallery."""
    with tempfile.TemporaryDirectory() as folder:
        return gallery.answers(gallery.write_items(Path(folder) / "evaluation-metrics.toml"))


def give(card, item: dict, answer) -> None:
    """Enter an answer, a confidence with it."""
    if item["kind"] in ("choice", "multi"):
        for place in answer:
            card.locator(".sk-option input").nth(place).check()
    elif item["kind"] == "order":
        for to, place in enumerate(answer):
            step = card.locator(f".sk-step[data-index='{place}']")
            while int(step.evaluate("node => [...node.parentNode.children].indexOf(node)")) > to:
                step.locator(".sk-move").first.click()
    else:
        card.locator("input[type=text]").fill(answer)
    card.get_by_text("Fairly sure").click()


def states_of_the_rest(page, base: str, camera: Camera) -> None:
    """The check-in opened and saved, the exercise with hints and outcomes, a review."""
    open_page(page, f"{base}check-in")
    form = page.locator(".sk-checkin")
    form.locator("summary").first.click()
    form.get_by_label("How much do you expect").fill("160")
    form.get_by_role("button", name="Save").click()
    page.wait_for_timeout(150)
    camera.take("check-in-refused", ".sk-checkin")
    form.get_by_label("How much do you expect").fill("60")
    form.get_by_role("button", name="Save").click()
    form.get_by_text("Saved: ").wait_for()
    camera.take("check-in-saved", ".sk-checkin")
    open_page(page, f"{base}exercise")
    page.get_by_role("button", name="Show a hint").click()
    page.locator(".sk-hints li").wait_for()
    camera.take("exercise")
    open_page(page, f"{base}review")
    camera.take("review", ".sk-card, .sk-sheet")


# --- the pictures of the README ---------------------------------------------------------------------


def readme() -> None:
    """Take the tour, a question with its feedback for those who want no motion, and the notebook in JupyterLab."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        home = Path(name) / "home"
        gallery.fill_record(home)
        with site(home) as address, browser(**SLIDE, device_scale_factor=1.25) as page:
            page.emulate_media(reduced_motion="reduce")
            page.goto(address)
            slides = [*tour(page, address.split("?")[0])]
        write_tour(slides, IMAGES / "tour.gif")
        notebook(Path(name), IMAGES / "notebook.png")


def tour(page, base: str) -> Iterator[tuple[bytes, float]]:
    """Yield the slides, each with the seconds it stays: check-in, a question and why, profile, gaps, a project."""
    open_page(page, f"{base}check-in")
    form = page.locator(".sk-checkin")
    form.locator("summary").first.click()
    at_top(page, ".sk-checkin")
    yield page.screenshot(), 2.5
    open_page(page, f"{base}questions")
    card, first = page.locator(".sk-card"), answers_of_the_gallery()[0]
    at_top(page, ".sk-card")
    yield page.screenshot(), 2.5
    give(card, first, first["miss"])
    yield page.screenshot(), 1.5
    card.get_by_role("button", name="Check", exact=True).click()
    card.locator(".sk-verdict").wait_for()
    page.wait_for_timeout(300)
    card.screenshot(path=IMAGES / "check.png")
    at_top(page, ".sk-answer")
    yield page.screenshot(), 4.5
    for place, seconds in (("profile", 3.0), ("gaps", 3.0), ("portfolio", 4.0)):
        open_page(page, base + place)
        at_top(page, ".skillcheck-view")
        yield page.screenshot(), seconds


def at_top(page, part: str) -> None:
    """Scroll a part of the page to the top of the window."""
    page.locator(part).first.evaluate("node => scrollTo(0, node.getBoundingClientRect().top + scrollY - 16)")
    page.wait_for_timeout(150)


def write_tour(slides: list[tuple[bytes, float]], path: Path) -> None:
    """Write the slides as a GIF that plays once: who switched moving pictures off sees the first one only."""
    pictures = [Image.open(BytesIO(png)).convert("RGB").quantize(128, dither=Image.Dither.NONE) for png, _ in slides]
    times = [round(1000 * seconds) for _, seconds in slides]
    pictures[0].save(path, save_all=True, append_images=pictures[1:], duration=times, optimize=True)


def notebook(folder: Path, path: Path) -> None:
    """Take JupyterLab with the first notebook, a question on screen."""
    with browser(1280, 860) as page, jupyter(folder / "lab", folder / "lab-home") as address:
        open_notebook(page, address, "00_start_here.ipynb")
        run_all(page)
        page.locator(".sk-card").get_by_role("button", name="I don’t know").click()
        page.locator(".sk-verdict").wait_for()
        page.locator(".sk-card").evaluate("node => node.scrollIntoView({block: 'center'})")
        page.wait_for_timeout(500)
        page.screenshot(path=path)


def main() -> None:
    """Take the pictures of the README, or all there are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="every screen, at three sizes, in both themes")
    folder = parser.parse_args().all
    every_screen(folder) if folder else readme()


if __name__ == "__main__":
    main()
