"""What a person sees in JupyterLab: a smoke test in a real Chromium."""

import json
import os

import pytest
from browsing import CHROMIUM, browser, idle, jupyter, menu, open_notebook, run_all

from skillcheck import Workbook

pytestmark = pytest.mark.browser

if CHROMIUM is None and not os.environ.get("SKILLCHECK_REQUIRE_BROWSER"):
    pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)", allow_module_level=True)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def address(tmp_path_factory, home):
    with jupyter(tmp_path_factory.mktemp("lab"), home) as address:
        yield address


@pytest.fixture
def page():
    with browser() as page:
        yield page


def kernel_view(home):
    """The same sitting seen from the test's own process: where the key is."""
    return Workbook.open(home=home).check(length=15)


def answer(page, card, value):
    """Answer what is on the card as a person would: an option, boxes, a typed text, or the steps as they stand."""
    kind = card.locator("input[type=radio][name*=option], input[type=checkbox], input[type=text], ol").first
    kind.wait_for()
    if card.locator("input[type=text]").count():
        card.locator("input[type=text]").fill(str(value))
    elif card.locator(".sk-option input").count():
        card.locator(".sk-option input").first.check()
    card.locator(".sk-level input").nth(1).check()
    card.get_by_role("button", name="Check", exact=True).click()


def test_a_learner_goes_from_run_all_to_a_profile_with_a_restart_in_the_middle(page, address, home):
    open_notebook(page, address, "00_start_here.ipynb")
    run_all(page)

    form = page.locator(".sk-checkin")
    form.get_by_label("The role you are aiming for").select_option("data-scientist")
    form.get_by_label("SQL and data access").select_option("4")
    form.get_by_role("button", name="Save").click()
    form.get_by_text("Saved: Data Scientist").wait_for()

    menu(page, "Run", "Run All Cells")
    page.wait_for_timeout(500)
    idle(page)
    card = page.locator(".sk-card")
    for number in range(1, 8):
        card.get_by_text(f"Question {number} of 15").wait_for()
        if number % 3 == 0:
            card.get_by_role("button", name="I don’t know").click()
        else:
            answer(page, card, "0.5")
        if number == 1 or card.locator(".sk-feedback").is_hidden():
            page.wait_for_timeout(300)
        if card.locator(".sk-feedback").is_hidden():  # a typed 0.5 was refused with a reason: say so instead
            assert card.get_by_role("status").inner_text()
            card.get_by_role("button", name="I don’t know").click()
        card.locator(".sk-verdict").wait_for()
        assert card.locator(".sk-lines").inner_text().strip()
        card.get_by_role("button", name="Next", exact=True).click()
    card.get_by_text("Question 8 of 15").wait_for()
    stem = card.locator(".sk-stem").inner_text()
    assert len(Workbook.open(home=home).standing().history.responses) == 7

    menu(page, "Kernel", "Restart Kernel and Run All Cells")
    page.locator(".jp-Dialog").get_by_role("button", name="Confirm Kernel Restart").click()
    page.wait_for_timeout(1500)
    page.locator(".sk-card").get_by_text("Question 8 of 15").wait_for()
    assert page.locator(".sk-card .sk-stem").inner_text() == stem

    card = page.locator(".sk-card")
    for number in range(8, 16):
        card.get_by_text(f"Question {number} of 15").wait_for()
        key = kernel_view(home).seat.sitting.variant.key
        options = card.locator(".sk-option input")
        if options.count() and isinstance(key, str):
            shown = [option.id for option in kernel_view(home).item.options]
            options.nth(shown.index(key)).check()
            card.get_by_role("button", name="Check", exact=True).click()
            card.get_by_text("Right.", exact=True).first.wait_for()
            assert "the key" in card.locator(".sk-marked-key").inner_text()
        else:
            card.get_by_role("button", name="I don’t know").click()
        card.get_by_role("button", name="See the result" if number == 15 else "Next").click()
    card.get_by_text("15 answers").wait_for()

    run_all(page, ".jp-OutputArea img")
    picture = page.locator(".jp-OutputArea img").first
    assert len(picture.get_attribute("alt")) > 40
    assert page.problems == []


def test_the_keyboard_alone_takes_a_quiz_and_focus_is_never_lost(page, address):
    open_notebook(page, address, "10_beginner.ipynb")
    run_all(page)
    card = page.locator(".sk-card").first
    card.locator("input, .sk-move").first.focus()
    for number in (1, 2, 3):
        card.get_by_text(f"Question {number} of 3").wait_for()
        if card.locator("input[type=text]").count():
            page.keyboard.type("12345")
        elif card.locator(".sk-option").count():
            page.keyboard.press("b")
            page.keyboard.press("ArrowDown")
            page.keyboard.press("1")
        page.keyboard.press("Enter") if not card.locator(".sk-step").count() else card.get_by_role(
            "button", name="Check"
        ).press("Enter")
        try:
            card.locator(".sk-verdict").wait_for(timeout=3000)
        except Exception:
            card.get_by_role("button", name="I don’t know").press("Enter")
            card.locator(".sk-verdict").wait_for()
        page.wait_for_timeout(150)
        inside = page.evaluate("document.activeElement.closest('.sk-card') !== null")
        assert inside, f"focus left the card after answer {number}"
        page.keyboard.press("Enter")
    card.get_by_text("3 answers").wait_for()
    assert page.problems == []


def test_the_key_is_nowhere_in_the_page_before_the_answer(page, address, home):
    open_notebook(page, address, "20_intermediate.ipynb")
    run_all(page)
    panel = Workbook.open(home=home).quiz("software-engineering-ml", length=3)
    rationales = [option.rationale for option in panel.seat.sitting.variant.options] or [
        panel.seat.sitting.variant.rationale
    ]
    html = page.content() + json.dumps(page.evaluate("[...document.scripts].map(s => s.textContent)"))

    assert all(rationale[:60] not in html for rationale in rationales)


def solve_below(page, cell, code):
    """Write code into a new cell below that one, run it, and return what appears."""
    cell.locator(".jp-InputPrompt").click()
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    page.keyboard.press("Enter")
    page.keyboard.insert_text(code)
    page.keyboard.press("Control+Enter")
    page.wait_for_timeout(500)
    idle(page)
    return page.locator(".jp-Notebook .jp-Cell.jp-mod-active .jp-OutputArea").inner_text()


def test_an_exercise_is_solved_wrongly_then_rightly_in_the_notebook(page, address, home):
    open_notebook(page, address, "10_beginner.ipynb")
    run_all(page)
    cell = page.locator(".jp-CodeCell", has_text='book.exercise("chunked")').first
    wrong = '@book.solve("chunked")\ndef chunks(seq, size):\n    return []\n'
    right = (
        '@book.solve("chunked")\ndef chunks(seq, size):\n    if size < 1:\n        raise ValueError("size")\n'
        "    return [seq[i : i + size] for i in range(0, len(seq), size)]\n"
    )

    assert "Failed" in solve_below(page, cell, wrong)
    assert "cases pass. Well done." in solve_below(page, cell, right)
    attempts = [each for each in Workbook.open(home=home).standing().history.responses if each.item == "chunked"]
    assert [each.right for each in attempts] == [False, True]
    assert page.problems == []
