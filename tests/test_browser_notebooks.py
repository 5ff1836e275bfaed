"""Run All of every learner notebook in JupyterLab, Notebook 7 and Voila: all is there, drawn, and nothing complains."""

import re

import nbformat
import pytest
from browsing import ROOT
from fronts import in_all, skip_without_chromium
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
skip_without_chromium()
expect.set_options(timeout=60_000)

# What each holds: panels to click (a check-in, quizzes, exercises, a review) and views.
HOLDS = {
    "00_start_here.ipynb": (2, 1),
    "10_beginner.ipynb": (26, 1),
    "20_intermediate.ipynb": (36, 1),
    "30_advanced.ipynb": (28, 1),
    "40_gaps.ipynb": (0, 3),
    "50_progress.ipynb": (1, 2),
    "60_portfolio.ipynb": (0, 2),
}
# Nodes of ours that hold words and cannot be read: not drawn at all, or a frame without anything in it.
BLANK = """() => [...document.querySelectorAll(".sk-frame, .skillcheck-view")].filter((node) => {
  const {width, height} = node.getBoundingClientRect();
  return width < 100 || height < 30 || node.innerText.trim().length < 20;
}).length"""
FORMULAS = """() => [...document.querySelectorAll("math")].filter((node) => {
  const {width, height} = node.getBoundingClientRect();
  return node.checkVisibility() && Math.min(width, height) < 4;
}).length"""


@in_all(everyday=())
@pytest.mark.parametrize("notebook", HOLDS)
def test_all_of_a_learners_notebook_runs_and_can_be_read(front, page, address, notebook):
    panels, views = HOLDS[notebook]
    front.open(page, address, notebook, ".sk-frame" if panels else ".skillcheck-view")
    expect(page.locator(".sk-frame")).to_have_count(panels)
    expect(page.locator(".skillcheck-view")).to_have_count(views)

    words = page.locator("body").inner_text()
    assert page.locator("[data-mime-type$='jupyter.error'], [data-mime-type$='jupyter.stderr']").count() == 0
    assert "Traceback" not in words
    assert page.evaluate(BLANK) == 0
    assert page.evaluate(FORMULAS) == 0
    for panel in page.locator(".sk-frame, .skillcheck-view").all_inner_texts():
        assert not re.search(r"\$[^$\n]*[\\^_{][^$\n]*\$", panel), "a formula that was not drawn"
    title = nbformat.read(ROOT / "notebooks" / notebook, 4).cells[0].source.splitlines()[0].removeprefix("# ")
    assert page.get_by_role("heading", level=1, name=title, exact=True).is_visible()
    if front.has_cells:
        prompts = page.locator(".jp-CodeCell .jp-InputPrompt").all_inner_texts()
        assert [prompt for prompt in prompts if not re.search(r"\d", prompt)] == []
    else:
        assert "import Workbook" not in words
        assert "There was an error" not in words
