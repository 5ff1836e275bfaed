"""Everybody can use it: axe's rules, the keyboard alone, announcements, still motion, small windows."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from browsing import browser
from catalog_examples import CHOICE, MULTI, NUMERIC, ORDER, TEXT, entry, items_file
from fronts import in_all, skip_without_chromium
from upstream import RULES

from skillcheck import Workbook
from skillcheck.workbook.preview import Desk

pytestmark = pytest.mark.browser
skip_without_chromium()

PLAN = """
from pathlib import Path

from skillcheck.widgets import QuizPanel
from skillcheck.workbook.preview import Desk


class Plan(Desk):
    finished, offer, summary = False, "That is enough for a first picture.", "**All done.** 5 answers."

    def advance(self):
        self.finished = self._place + 1 == self.length
        if not self.finished:
            super().advance()

    def stop(self):
        self.finished = True


QuizPanel(Plan(Path("evaluation-metrics.toml")))
"""
SOLUTION = '@book.solve("chunked")\ndef chunks(seq, size):\n    return [seq[:size]]\n'
TRUST = """
from functools import partial

from skillcheck.charts import trust
from skillcheck.measure.worlds import structure_of
from skillcheck.widgets.trust import TrustPanel

structure = structure_of(list(book.catalog.skills.values()), book.catalog.all_items(), book.role)
TrustPanel(partial(trust.view, structure, learners=20, seed=3), trust.SLIDERS)
"""
VIEWS = ("profile", "gaps", "progress", "calibration", "projects", "path", "market")
NOTEBOOKS = {
    "cards.ipynb": [
        "from skillcheck import Workbook\nbook = Workbook.open()",
        PLAN,
        "book.check_in()",
        'book.exercise("chunked")',
        SOLUTION,
        "book.review()",
    ],
    "views.ipynb": [
        "from skillcheck import Workbook\nbook = Workbook.open()",
        *(f"book.{view}()" for view in VIEWS),
        TRUST,
    ],
}
QUESTIONS = [
    CHOICE,
    MULTI,
    # A formula, a table and code wider than a telephone.
    entry(NUMERIC, unit="of 1"),
    entry(TEXT, stem=TEXT["stem"].replace("print(", "values = {'a long name': 1, 'a longer name': 2, 'b': 3}\nprint(")),
    ORDER,
]

# What a page as a whole must have is JupyterLab's to have: the rules that remain are about our nodes alone.
AXE = """async (selector) => {
  // JupyterLab's body is 0 px high, which axe takes for hidden text: it would judge no contrast.
  document.documentElement.style.height = document.body.style.height = "100vh";
  await Promise.allSettled(document.getAnimations().map(({finished}) => finished)); // colours fade
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const found = await axe.run({include: [[selector]]}, {
    runOnly: tags, rules: {region: {enabled: false}}, resultTypes: ["violations", "incomplete", "passes"],
  });
  const judged = found.passes.filter(({id}) => id === "color-contrast").flatMap(({nodes}) => nodes)
    .filter(({any}) => any[0]?.data?.contrastRatio).length;
  // What axe cannot judge is a problem too, but for arrows as a button's whole text, and for text beside a block.
  const known = new Set(["nonBmp", "elmPartiallyObscured"]);
  const unclear = found.incomplete.filter(({id}) => id === "color-contrast")
    .map((rule) => ({...rule, nodes: rule.nodes.filter(({any}) => !known.has(any[0]?.data?.messageKey))}));
  const say = ({id, nodes}) => nodes.map(({html, any, all, none}) =>
    `${id}: ${html.slice(0, 160)} ${[...any, ...all, ...none].map((check) => check.message).join("; ")}`);
  return {problems: [...found.violations, ...unclear].flatMap(say), judged};
}"""

# A window that has grown is laid out anew only after a while; until then axe would find what is below hidden.
IN_SIGHT = """(selector) => {
  const node = document.querySelector(selector);
  node?.scrollIntoView({block: "nearest"}); // clicks on what is below may have scrolled it away
  const box = node?.getBoundingClientRect();
  return node && node.contains(document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 20)));
}"""


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A record with a finished check in it, two answers in three right."""
    home = tmp_path_factory.mktemp("home")
    book = Workbook.open("ml-engineer", home=home)
    panel = book.check(length=15)
    for number in range(15):
        key = panel.seat.sitting.variant.key
        if number % 3 == 2:
            panel.skip()
        else:
            panel.answer(key[0] if panel.item.kind.value == "text" else key, confidence=0.7)
        panel.next()
    return home


@pytest.fixture(scope="module")
def questions(tmp_path_factory):
    path = tmp_path_factory.mktemp("plan") / "evaluation-metrics.toml"
    path.write_text(items_file(*QUESTIONS), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def screen(tmp_path_factory, front, home, questions):
    """A front end and one page in it for all tests."""
    folder = tmp_path_factory.mktemp(front.name)
    with front.serve(folder, home, NOTEBOOKS) as address, browser() as page:
        (folder / "notebooks" / questions.name).write_bytes(questions.read_bytes())
        page.address = address
        yield page


@pytest.fixture
def cards(front, screen):
    """The page with every card as it is at first."""
    screen.set_viewport_size({"width": 1280, "height": 1000})
    if "cards.ipynb" in screen.url:
        front.run_all(screen, ".sk-sheet")
    else:
        front.open(screen, screen.address, "cards.ipynb", ".sk-sheet")
    screen.locator(".sk-card").get_by_text("Question 1 of 5").wait_for()
    return screen


@pytest.fixture
def views(front, screen):
    """The page with every view."""
    if "views.ipynb" not in screen.url:
        front.open(screen, screen.address, "views.ipynb", ".sk-sheet")
    assert screen.locator(".skillcheck-view").count() == len(VIEWS) + 1
    return screen


@pytest.fixture
def desk(questions):
    """The same questions in the test's own process: where the keys are."""
    return Desk(questions)


both_themes = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])


class Inspector:
    """Runs axe on parts of the page in one theme and keeps what it finds by state."""

    def __init__(self, front, page, dark, height):
        self.page, self.problems = page, {}
        page.set_viewport_size({"width": 1280, "height": height})  # axe judges no text that is scrolled away
        front.set_theme(page, dark)
        page.evaluate(AXE_SCRIPT)

    def look(self, state, selector, texts=3):
        """Inspect what is on the page now; `texts` is how many contrasts must have been judged."""
        self.page.wait_for_function(IN_SIGHT, arg=selector)
        found = self.page.evaluate(AXE, selector)
        assert found["judged"] >= texts, f"{state}: axe judged {found['judged']} contrasts"
        if found["problems"]:
            self.problems[state] = found["problems"]


def press(card, name):
    card.get_by_role("button", name=name, exact=True).click()


def phase(page, name):
    page.wait_for_selector(f".sk-card[data-phase={name}]")


def places(desk, number, wanted):
    """The places on screen of the options whose ids are wanted, in the order wanted."""
    desk.go(desk.names[number - 1], desk.seed)
    shown = [option.id for option in desk.question.options]
    return [shown.index(option) for option in wanted]


@in_all(everyday=("lab",))
@both_themes
def test_axe_finds_nothing_on_the_card_in_any_state(front, cards, desk, dark):
    card, axe = cards.locator(".sk-card"), Inspector(front, cards, dark, 1600)
    options = card.locator(".sk-option input")

    axe.look("asking choice", ".sk-card")
    press(card, "Check")
    card.get_by_text("Choose an answer first").wait_for()
    axe.look("nothing chosen", ".sk-card")
    press(card, "Pause")
    phase(cards, "paused")
    axe.look("paused", ".sk-card")
    press(card, "Go on")
    phase(cards, "asking")
    options.nth(places(desk, 1, [CHOICE["key"]])[0]).check()
    card.get_by_text("Fairly sure").click()
    axe.look("chosen", ".sk-card")
    press(card, "Check")
    card.get_by_text("Right.", exact=True).first.wait_for()
    axe.look("answered right", ".sk-card")

    press(card, "Next")
    card.get_by_text("Question 2 of 5").wait_for()
    axe.look("asking multi", ".sk-card")
    for place in places(desk, 2, ["scale", "clip"]):
        options.nth(place).check()
    press(card, "Check")
    phase(cards, "answered")
    axe.look("answered partly or wrong", ".sk-card")

    press(card, "Next")
    typed = card.locator("input[type=text]")
    card.get_by_text("Question 3 of 5").wait_for()
    axe.look("asking numeric", ".sk-card")
    typed.fill("about half")
    press(card, "Check")
    cards.wait_for_function("document.querySelector('.sk-card [role=status]').textContent.length > 20")
    axe.look("refused", ".sk-card")
    typed.fill("12345")
    press(card, "Check")
    phase(cards, "answered")
    assert card.get_attribute("data-tone") == "wrong"
    axe.look("answered wrong", ".sk-card")

    press(card, "Next")
    card.get_by_text("Question 4 of 5").wait_for()
    axe.look("asking text", ".sk-card")
    press(card, "I don’t know")
    phase(cards, "answered")
    axe.look("skipped", ".sk-card")

    press(card, "Next")
    card.get_by_text("Question 5 of 5").wait_for()
    axe.look("asking order", ".sk-card")
    card.locator(".sk-step").first.locator(".sk-move").last.click()
    card.get_by_text("is now number 2 of 4").wait_for()
    axe.look("moved", ".sk-card")
    press(card, "Check")
    phase(cards, "answered")
    axe.look("answered order", ".sk-card")
    press(card, "See the result")
    phase(cards, "done")
    axe.look("done", ".sk-card", texts=1)

    assert axe.problems == {}


@in_all(everyday=("lab",))
@both_themes
def test_axe_finds_nothing_on_the_check_in_and_the_exercise(front, cards, dark):
    form, sheet, axe = (
        cards.locator(".sk-checkin"),
        cards.locator(".sk-sheet").first,
        Inspector(front, cards, dark, 7000),
    )

    axe.look("check-in", ".sk-checkin")
    form.get_by_label("The role you are aiming for").select_option("")
    press(form, "Save")
    form.get_by_text("Choose a role first").wait_for()
    axe.look("check-in, error", ".sk-checkin")
    form.get_by_label("The role you are aiming for").select_option("ml-engineer")
    for level in form.locator("summary").all()[1:]:
        level.click()
    form.get_by_label("How much do you expect").fill("60")
    press(form, "Save")
    form.get_by_text("Saved: ").wait_for()
    axe.look("check-in, saved", ".sk-checkin")

    axe.look("exercise and notice", ".sk-sheet")
    while (hint := sheet.get_by_role("button", name="hint")).count():
        shown = sheet.locator(".sk-hints li").count()
        hint.click()
        sheet.locator(".sk-hints li").nth(shown).wait_for()
    axe.look("exercise, hints", ".sk-sheet")
    axe.look("exercise, outcome", ".jp-RenderedHTMLCommon")

    assert axe.problems == {}


FOCUS = """() => {
  const node = document.activeElement;
  const look = () => { const {outline, boxShadow} = getComputedStyle(node); return outline + boxShadow; };
  const box = node.getBoundingClientRect();
  const focused = look();
  node.blur();
  const ring = look() !== focused;
  node.focus({preventScroll: true});
  const onTop = document.elementFromPoint(box.x + box.width / 2, Math.min(Math.max(box.y + 2, 0), innerHeight - 1));
  return {
    what: `${node.tagName} ${node.className} ${node.textContent.slice(0, 30)}`,
    inside: node.closest(".sk-card") !== null,
    seen: box.width > 0 && box.height > 0 && (node.contains(onTop) || onTop?.contains(node) || false), ring,
  };
}"""


def check_focus(page, after):
    """Focus is on something that can be seen, within the card, and with a ring."""
    focus = page.evaluate(FOCUS)
    assert focus["inside"], f"{after}: focus is on {focus['what']}"
    assert focus["seen"], f"{after}: {focus['what']} has focus and is not in sight"
    assert focus["ring"], f"{after}: {focus['what']} has focus and does not show it"


def tab_to(page, selector, most=40):
    """Press Tab until what is wanted has focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab never reached {selector}")


def announced(page):
    """What a screen reader is told, once it is."""
    page.wait_for_function("document.querySelector('.sk-card [role=status]').textContent")
    return page.locator(".sk-card [role=status]").inner_text()


def enter(page, after, key="Enter", wanted="answered"):
    page.keyboard.press(key)
    phase(page, wanted)
    check_focus(page, after)


@in_all(everyday=("lab",))
def test_the_keyboard_alone_takes_a_whole_quiz_and_hears_each_verdict(front, cards, desk):
    page, keyboard, card = cards, cards.keyboard, cards.locator(".sk-card")
    verdict = lambda: card.locator(".sk-verdict").inner_text()  # noqa: E731
    if front.has_cells:  # from the cell above, as after running it
        page.locator(".jp-InputPrompt").first.click()
        keyboard.press("Escape")

    tab_to(page, ".sk-card .sk-option input")
    check_focus(page, "Tab into the card")
    for key in ("c", "1", "ArrowDown"):
        keyboard.press(key)
        check_focus(page, f"{key} in a choice")
    assert card.locator(".sk-option input").nth(1).is_checked()
    tab_to(page, ".sk-quiet")
    enter(page, "pause", "Space", "paused")
    tab_to(page, ".sk-rest .sk-primary")
    enter(page, "going on", wanted="asking")
    keyboard.press("abc"[places(desk, 1, [CHOICE["key"]])[0]])
    tab_to(page, ".sk-level input")
    keyboard.press("Space")
    check_focus(page, "saying how sure")
    enter(page, "answering a choice")
    assert announced(page) == verdict() == "Right."

    enter(page, "the second question", wanted="asking")
    for place in places(desk, 2, MULTI["key"]):
        keyboard.press(str(place + 1))
        check_focus(page, "a digit in boxes")
    enter(page, "answering boxes")
    assert announced(page) == verdict() == "Right."

    enter(page, "the third question", wanted="asking")
    keyboard.type("half")
    keyboard.press("Enter")
    assert "number" in announced(page)
    check_focus(page, "a refusal")
    keyboard.press("Control+a")
    keyboard.type("12345")
    enter(page, "answering with a number")
    assert announced(page) == verdict()

    enter(page, "the fourth question", wanted="asking")
    tab_to(page, ".sk-actions .sk-button:not(.sk-primary)")
    enter(page, "skipping", "Space")
    assert announced(page) == verdict()

    enter(page, "the last question", wanted="asking")
    keyboard.press("Enter")
    assert "is now number 2" in announced(page)
    check_focus(page, "moving a step")
    tab_to(page, ".sk-primary")
    enter(page, "answering an order")
    enter(page, "the result", wanted="done")


@in_all(everyday=("lab",))
def test_nothing_moves_for_who_wants_it_still(front, cards):
    moving = """() => [...document.querySelectorAll(".skillcheck, .skillcheck *")].filter((node) => {
      const {transitionDuration, animationName, scrollBehavior} = getComputedStyle(node);
      return !/^(0s(, )?)+$/.test(transitionDuration) || animationName !== "none" || scrollBehavior === "smooth";
    }).length + document.getAnimations().filter(({effect}) => effect.target?.closest(".skillcheck")).length"""
    press(cards.locator(".sk-card"), "I don’t know")
    phase(cards, "answered")
    assert cards.evaluate(moving) > 0, "the test would not see motion"

    cards.emulate_media(reduced_motion="reduce")
    try:
        press(cards.locator(".sk-card"), "Next")
        phase(cards, "asking")
        press(cards.locator(".sk-card"), "I don’t know")
        phase(cards, "answered")
        assert cards.evaluate(moving) == 0
    finally:
        cards.emulate_media(reduced_motion=None)


def too_wide(page):
    """Parts of our panels that scroll sideways, are cut off or reach out of their panel; code may scroll by itself."""
    return page.evaluate(
        """() => [...document.querySelectorAll(".skillcheck")].flatMap((root) => {
          const edge = root.getBoundingClientRect();
          return [root, ...root.querySelectorAll("*")]
            .filter((node) => node.checkVisibility() && !node.closest("pre, table, math, .sk-unseen, option"))
            .filter((node) => {
              const box = node.getBoundingClientRect();
              return box.right > edge.right + 1 || box.left < edge.left - 1
                || (node.clientWidth && node.scrollWidth > node.clientWidth + 1);
            })
            .map((node) => `${node.tagName} ${node.className} ${node.scrollWidth} > ${node.clientWidth}`)
        })"""
    )


# JupyterLab's own side bars leave nothing of a small window.
@in_all(everyday=("notebook",), but="lab")
@pytest.mark.parametrize(("width", "height"), [(640, 500), (320, 640)], ids=["zoomed to 200 %", "320 px wide"])
def test_nothing_is_cut_off_or_scrolls_sideways_in_a_small_window(front, cards, width, height):
    page = cards
    page.set_viewport_size({"width": width, "height": height})
    card = page.locator(".sk-card")
    wide = {}
    for number in range(1, 6):
        card.get_by_text(f"Question {number} of 5").wait_for()
        wide[f"question {number}"] = too_wide(page)
        press(card, "I don’t know")
        phase(page, "answered")
        wide[f"answer {number}"] = too_wide(page)
        press(card, "See the result" if number == 5 else "Next")
    phase(page, "done")
    form, sheet = page.locator(".sk-checkin"), page.locator(".sk-sheet").first
    form.get_by_label("The role you are aiming for").select_option("ml-engineer")
    for level in form.locator("summary").all()[1:]:
        level.click()
    sheet.get_by_role("button", name="hint").click()
    sheet.locator(".sk-hints li").wait_for()
    wide["the rest"] = too_wide(page)

    assert {state: parts for state, parts in wide.items() if parts} == {}


@in_all(everyday=("lab",))
@both_themes
def test_axe_finds_nothing_on_the_views(front, views, dark):
    views.evaluate("document.querySelectorAll('.skillcheck-view details').forEach((table) => { table.open = false })")
    axe = Inspector(front, views, dark, 20000)
    tables = views.locator(".skillcheck-view summary").all()

    axe.look("trust", ".sk-frame")
    for table in tables:
        table.click()
    axe.look("views, tables open", ".jp-RenderedHTMLCommon", texts=50)

    for table in tables:
        table.click()
    for picture in views.locator(".skillcheck-view img").all():
        assert len(picture.get_attribute("alt")) > 40
    assert axe.problems == {}


WHOLE = """async () => {
  const {violations} = await axe.run(document, {elementRef: true});
  const ours = ({element}) => element.closest(".skillcheck, .skillcheck-view") !== null;
  // Landmarks are the page's to have, whatever stands outside of them.
  return violations.map(({id, nodes}) => {
    const own = id === "region" ? 0 : nodes.filter(ours).length;
    return [id, own, nodes.length - own];
  });
}"""


@in_all(everyday=())
def test_around_our_panels_only_rules_are_broken_that_are_known_to_be_upstream(front, cards):
    cards.evaluate(AXE_SCRIPT)
    found = cards.evaluate(WHOLE)
    print(front.name, found)

    assert [rule for rule, ours, _ in found if ours] == []
    assert {rule for rule, _, _ in found} <= set(RULES[front.name])
