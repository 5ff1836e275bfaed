"""The pictures of the README, taken from the real app: `python tests/screenshots.py`."""

import tempfile
from pathlib import Path

from browsing import ROOT, browser, jupyter, open_notebook, run_all

from skillcheck import Workbook

IMAGES = ROOT / ".github" / "images"


def take() -> None:
    """Answer questions of a real check until one with options is on the table, miss it, and take its picture."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, browser(1180, 1400, device_scale_factor=1.5) as page:
        folder, home = Path(name), Path(name) / "home"
        with jupyter(folder / "lab", home) as address:
            open_notebook(page, address, "00_start_here.ipynb")
            run_all(page)
            card = page.locator(".sk-card")
            for _ in range(14):
                # The first is always skipped: a sitting is on record, and can be looked up, from its first answer on.
                card.get_by_role("button", name="I don’t know").click()
                card.get_by_role("button", name="Next", exact=True).click()
                page.wait_for_timeout(300)
                if card.locator(".sk-option input[type=radio]").count():
                    break
            card.locator(".sk-option input").nth(wrong_option(home)).check()
            card.get_by_text("Fairly sure").click()
            card.get_by_role("button", name="Check", exact=True).click()
            card.locator(".sk-verdict").wait_for()
            page.wait_for_timeout(500)
            card.screenshot(path=IMAGES / "check.png")


def wrong_option(home: Path) -> int:
    """The place of an option that is not the key, so that the picture shows what a miss teaches."""
    panel = Workbook.open(home=home).check(length=15)
    key = panel.seat.sitting.variant.key
    return next(place for place, option in enumerate(panel.item.options) if option.id != key)


if __name__ == "__main__":
    take()
