"""What a person sees and does in JupyterLab, Notebook 7 and Voila, in a real Chromium: one story for all three.

Every day JupyterLab goes through all of it and the others through the small check; `--full` takes all through all.
"""

import json
from datetime import UTC, datetime, timedelta

import pytest
import small_bank
from browsing import idle
from fronts import in_all, skip_without_chromium
from learner import Learner
from playwright.sync_api import expect

from skillcheck import Workbook

pytestmark = pytest.mark.browser
skip_without_chromium()
expect.set_options(timeout=60_000)


# --- a whole check, every kind of question --------------------------------------------------------

CHECK = """
from skillcheck import Workbook
book = Workbook.open("data-scientist", data={data!r})
book.check(length={length})
"""
KINDS = ("choice", "multi", "numeric", "order", "text")


@pytest.fixture(scope="module")
def length(request):
    """How many questions a check has: with `--full` every kind is answered rightly, wrongly and not at all."""
    return 15 if request.config.getoption("full") else 6


@in_all(everyday=("notebook", "voila"))
def test_a_check_of_every_kind_survives_a_pause_and_the_loss_of_its_kernel(front, page, length, tmp_path):
    own = {"check.ipynb": [CHECK.format(data=str(small_bank.write(tmp_path)), length=length)]}
    learner, done = Learner(page), []
    with front.serve(tmp_path / "served", tmp_path / "home", own) as address:
        front.open(page, address, "check.ipynb")
        for number in range(1, length + 1):
            learner.see(f"Question {number} of {length}")
            if number == 3:
                pause(learner, number)
            if number == length // 2 + 1:
                stem, options = learner.stem, learner.texts
                front.restart(page)
                learner.see(f"Question {number} of {length}")
                assert (learner.stem, learner.texts) == (stem, options)
            check_formulas(learner)
            done.append((learner.kind, answer(learner, done)))
            learner.press("Next" if number < length else "See the result")
            if number < length:
                learner.see(f"Question {number + 1} of {length}")
                assert learner.has_focus()
        right, wrong, skipped = ([how for _, how in done].count(how) for how in (answer_rightly, answer_wrongly, skip))
        learner.see(f"{length} answers: {right} right, {wrong} not, {skipped} skipped")
        learner.see("Data Scientist")
        assert learner.has_focus()
    assert len(set(done)) == length
    assert length < 15 or {kind for kind, _ in done} == set(KINDS)


def answer(learner, done):
    """Answer a kind differently each time that it comes; return how."""
    kind = learner.kind
    turn = [before for before, _ in done].count(kind) + KINDS.index(kind)
    how = (answer_rightly, answer_wrongly, skip)[turn % 3]
    how(learner)
    return how


def pause(learner, number):
    stem = learner.stem
    learner.press("Pause")
    learner.see("Paused")
    learner.see("Every answer is already kept")
    assert learner.has_focus()
    assert learner.card.locator(".sk-stem").is_hidden()
    learner.press("Go on")
    learner.see(f"Question {number} of")
    assert learner.stem == stem
    assert learner.has_focus()


# All at one moment: while a page settles, a card may be drawn again between one look and the next.
SIZES = """(nodes) => nodes.map((node) => {
  const {width, height} = node.getBoundingClientRect();
  return Math.min(width, height);
})"""


def check_formulas(learner):
    """Formulas are drawn: nobody reads dollars and backslashes."""
    assert "$" not in learner.stem
    assert "\\" not in learner.stem
    sizes = learner.card.locator("math").evaluate_all(SIZES)
    assert [size for size in sizes if size <= 5] == []


def answer_rightly(learner):
    case = small_bank.case(learner.stem)
    if case.kind == "numeric":
        learner.give("about half")
        learner.press("Check")
        learner.see("number")
        assert learner.has_focus()
    learner.give(case.right)
    learner.say_sure("Fairly sure")
    learner.press("Check")
    check_feedback(learner, "Right.")
    if case.kind in ("choice", "multi"):
        assert sorted(learner.marked("your answer, the key")) == sorted(
            [case.right] if case.kind == "choice" else case.right
        )


def answer_wrongly(learner):
    case = small_bank.case(learner.stem)
    if case.kind != "order":  # steps are an answer as they stand
        learner.press("Check")
        learner.see("an answer first, or press “I don’t know”: that is always fine.")
    learner.give(case.wrong)
    learner.say_sure("Certain")
    learner.press("Check")
    check_feedback(learner, case.verdict)
    learner.see(case.why)
    if case.kind == "choice":
        assert learner.marked("your answer") == [case.wrong]
        assert learner.marked("the key") == [case.right]


def skip(learner):
    learner.press("I don’t know")
    check_feedback(learner, "Skipped: saying so is more useful than a guess.")


def check_feedback(learner, verdict):
    """The verdict is seen and announced, reasons and a source stand below, and Enter would go on."""
    expect(learner.card.locator(".sk-verdict")).to_have_text(verdict)
    expect(learner.card.get_by_role("status")).to_have_text(verdict)
    feedback = learner.card.get_by_role("region", name="Feedback")
    assert len(feedback.inner_text()) > len(verdict) + 40
    assert feedback.get_by_role("link").first.is_visible()
    assert learner.has_focus()
    assert learner.page.evaluate("document.activeElement.textContent") in ("Next", "See the result")


# --- the first notebook, with the real bank -------------------------------------------------------


@in_all(everyday=("lab",))
def test_a_learner_goes_from_check_in_to_a_profile_with_a_restart_in_the_middle(front, page, address, home):
    front.open(page, address, "00_start_here.ipynb")
    check_in(page)
    front.run_all(page)
    check_remembered(page)

    learner = Learner(page)
    for number in range(1, 16):
        learner.see(f"Question {number} of 15")
        check_formulas(learner)
        if number == 8:
            stem = learner.stem
            assert len(Workbook.open(home=home).standing().history.responses) == 7
            front.restart(page)
            learner.see("Question 8 of 15")
            assert learner.stem == stem
        if number % 3 == 0 or number == 1:  # a sitting is on record, and its keys can be looked up, from the first on
            learner.press("I don’t know")
        else:
            learner.give(key_on_screen(home, learner))
            learner.say_sure("Fairly sure")
            learner.press("Check")
            learner.see("Right.", exact=True)
        learner.card.locator(".sk-verdict").wait_for()
        assert learner.card.locator(".sk-lines").inner_text().strip()
        learner.press("Next" if number < 15 else "See the result")
    learner.see("15 answers: 9 right, 0 not, 6 skipped")
    learner.see("You predicted 60% right")

    front.run_all(page, ".skillcheck-view img")
    check_view(page.locator(".skillcheck-view"))


def check_in(page):
    """Fill in the whole form: a role, ratings of two levels, a score, the time; an impossible score is refused."""
    form = page.locator(".sk-checkin")
    form.get_by_label("The role you are aiming for").select_option(label="Data Scientist")
    form.get_by_label("SQL and data access").select_option("4")
    form.get_by_text("Intermediate skills").click()
    form.get_by_label("Feature engineering").select_option(index=2)
    expected = form.get_by_label("How much do you expect to get right")
    expected.fill("600")
    form.get_by_text("15 answers, about 15 minutes").click()
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_role("status")).to_have_text(
        "The score you predict is a whole percentage from 0 to 100; you may also leave it empty."
    )
    expected.fill("60")
    form.get_by_role("button", name="Save").press("Enter")
    expect(form.get_by_role("status")).to_have_text(
        "Saved: Data Scientist, 2 skills rated, 60% right predicted, about 15 answers planned. "
        "You can change it and save again at any time."
    )
    assert page.evaluate("document.activeElement.textContent") == "Save"


def check_remembered(page):
    """The form says what was said last time, and opens the levels in which something was."""
    form = page.locator(".sk-checkin")
    expect(form.get_by_label("The role you are aiming for").locator("option:checked")).to_have_text("Data Scientist")
    expect(form.get_by_label("SQL and data access")).to_have_value("4")
    expect(form.get_by_label("Feature engineering")).to_have_value("2")


def key_on_screen(home, learner):
    """What a person who knows would answer: the key of the same sitting, seen from the test's own process, as words."""
    panel = Workbook.open(home=home).check(length=15)
    key, kind = panel.seat.sitting.variant.key, panel.item.kind.value
    if kind in ("numeric", "text"):
        return str(key if kind == "numeric" else key[0])
    words = dict(zip([option.id for option in panel.item.options], learner.texts, strict=True))
    return words[key] if kind == "choice" else [words[each] for each in key]


# --- views ----------------------------------------------------------------------------------------


def check_view(view):
    """A finding in words, a picture that has loaded, the same in words for who cannot see it, and as a table."""
    title, lead = view.locator("p").all_inner_texts()[:2]
    picture = view.locator("img")
    assert title
    assert len(lead) > 40
    assert picture.evaluate("image => image.complete && image.naturalWidth > 100 && image.clientWidth > 100")
    assert title in picture.get_attribute("alt")
    assert view.locator("table").is_hidden()
    view.locator("summary").click()
    view.locator("tbody tr").first.wait_for()
    assert view.locator("thead th").first.inner_text()


@pytest.fixture(scope="module")
def returning(tmp_path_factory, front):
    """The project's notebooks, served to somebody who checked in and took a check a month ago."""
    home = tmp_path_factory.mktemp("returning")
    then = datetime.now(UTC) - timedelta(days=30)
    book = Workbook.open("data-scientist", home=home, clock=lambda: then)
    book.save_check_in("data-scientist", {"sql-data-access": 4, "nlp-text": 2}, predicted=0.6, minutes=15)
    panel = book.check(length=15)
    for number in range(15):
        key = panel.seat.sitting.variant.key
        if number % 3 == 2:
            panel.skip()
        else:
            panel.answer(key[0] if panel.item.kind.value == "text" else key, confidence=0.7)
        panel.next()
    with front.serve(tmp_path_factory.mktemp("returning-front"), home) as address:
        yield address


VIEWS = {
    "00_start_here.ipynb": ("Your profile",),
    "40_gaps.ipynb": ("Gaps to the", "Gaps to the", "Your path to"),
    "50_progress.ipynb": ("Your progress towards", "What you said against"),
    "60_portfolio.ipynb": ("Projects for", "The market for"),
}


@in_all(everyday=())
@pytest.mark.parametrize("notebook", VIEWS)
def test_every_view_is_drawn_said_in_words_and_unfolds_as_a_table(front, page, returning, notebook):
    front.open(page, returning, notebook, ".skillcheck-view")
    views = page.locator(".skillcheck-view")
    expect(views).to_have_count(len(VIEWS[notebook]))
    for view, title in zip(views.all(), VIEWS[notebook], strict=True):
        assert view.locator("p").first.inner_text().startswith(title)
        check_view(view)


@in_all(everyday=())
def test_what_was_missed_comes_back_in_a_review(front, page, returning):
    front.open(page, returning, "50_progress.ipynb")
    learner = Learner(page)
    of = int(learner.card.get_by_text("Question 1 of").inner_text().split()[-1])
    assert of >= 3
    for number in range(1, of + 1):
        learner.see(f"Question {number} of {of}")
        learner.press("I don’t know")
        check_feedback(learner, "Skipped: saying so is more useful than a guess.")
        learner.press("Next" if number < of else "See the result")
    learner.see(f"{of} of them will come back soon")


# --- exercises ------------------------------------------------------------------------------------

WRONG = '@book.solve("chunked")\ndef chunks(seq, size):\n    return []\n'
RIGHT = (
    '@book.solve("chunked")\ndef chunks(seq, size):\n    if size < 1:\n        raise ValueError("size")\n'
    "    return [seq[i : i + size] for i in range(0, len(seq), size)]\n"
)


@in_all(everyday=("lab",))
def test_an_exercise_is_read_with_its_hints_and_solved_wrongly_then_rightly(front, page, address, home):
    front.open(page, address, "10_beginner.ipynb", ".sk-sheet")
    sheet = page.locator(".sk-sheet").first
    expect(sheet.locator(".sk-title")).to_have_text("Split a list into chunks")
    assert "def chunks" in sheet.locator("pre").last.inner_text()
    for shown in range(1, 4):
        sheet.get_by_role("button", name="hint").press("Enter")
        expect(sheet.get_by_role("list", name="Hints").get_by_role("listitem")).to_have_count(shown)
        assert sheet.evaluate("sheet => sheet.contains(document.activeElement)")
    expect(sheet.get_by_role("button", name="hint")).to_have_count(0)
    expect(sheet.get_by_role("status")).to_have_text("Hint 3 of 3 is shown.")
    if not front.has_cells:
        assert page.locator("textarea, [contenteditable=true]").count() == 0
        return

    cell = page.locator(".jp-CodeCell", has_text='book.exercise("chunked")').first
    assert "Failed" in solve_below(page, cell, WRONG)
    assert "cases pass. Well done." in solve_below(page, cell, RIGHT)
    attempts = [each for each in Workbook.open(home=home).standing().history.responses if each.item == "chunked"]
    assert [each.right for each in attempts] == [False, True]


def solve_below(page, cell, code):
    """Write code into a new cell below that one, run it, and return what appears."""
    cells = page.locator(".jp-Notebook .jp-Cell")
    many = cells.count()
    cell.locator(".jp-InputPrompt").click()
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    expect(cells).to_have_count(many + 1)
    new = page.locator(".jp-Notebook .jp-Cell.jp-mod-active")
    expect(new.get_by_role("textbox")).to_have_text("")
    page.keyboard.press("Enter")
    page.keyboard.insert_text(code)
    page.keyboard.press("Control+Enter")
    new.get_by_role("status").wait_for()
    idle(page)
    return new.get_by_role("status").inner_text()


# --- what must hold besides -----------------------------------------------------------------------


@in_all(everyday=("lab",))
def test_the_key_is_nowhere_in_the_page_before_the_answer(front, page, address, home):
    front.open(page, address, "20_intermediate.ipynb")
    panel = Workbook.open(home=home).quiz("software-engineering-ml", length=3)
    rationales = [option.rationale for option in panel.seat.sitting.variant.options] or [
        panel.seat.sitting.variant.rationale
    ]
    html = page.content() + json.dumps(page.evaluate("[...document.scripts].map(s => s.textContent)"))

    assert all(rationale[:60] not in html for rationale in rationales)
