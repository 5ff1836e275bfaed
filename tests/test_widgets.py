"""Widgets: what a learner sees and does, headless and, where there is a Chromium, with a real keyboard."""

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from skillcheck.model import AnswerRefused, Feedback, Kind, Level, Need, Question, RecordError, Role, Shown, Skill
from skillcheck.widgets import CheckInPanel, ExercisePanel, Notice, QuizPanel
from skillcheck.widgets.quiz import IDLE_SECONDS
from skillcheck.widgets.surface import UNEXPECTED

CHROMIUM = Path("/usr/bin/chromium")


def make_item(kind=Kind.CHOICE, key="b", stem="Which one?", options=("a", "b", "c"), unit=""):
    shown = tuple(Shown(id=name, text=f"option {name}") for name in options)
    return {"kind": kind, "stem": stem, "options": shown, "unit": unit}, key


ITEMS = (
    make_item(),
    make_item(Kind.MULTI, {"a", "c"}),
    make_item(Kind.ORDER, ["a", "b", "c"], options=("c", "b", "a")),
    make_item(Kind.NUMERIC, "0.5", options=(), unit="%"),
    make_item(Kind.TEXT, "1", options=()),
)


class Seat:
    """A seat without a bank or a record: it notes what it was told."""

    def __init__(self, items=ITEMS, offer="", problem=None):
        self.items, self.offer, self.problem = items, offer, problem
        self.place, self.feedback, self.told, self.stopped, self.value = 0, None, [], False, None

    @property
    def finished(self):
        return self.stopped or self.place >= len(self.items)

    @property
    def asked(self):
        return len(self.told)

    @property
    def length(self):
        return len(self.items)

    @property
    def question(self):
        if self.finished:
            return None
        return Question(
            item="i", skill="s", depth=1, number=self.place + 1, of=len(self.items), **self.items[self.place][0]
        )

    @property
    def summary(self):
        return f"**{self.asked}** answers. Well done."

    @property
    def marks(self):
        fields, key = self.items[self.place]
        if fields["kind"] not in (Kind.CHOICE, Kind.MULTI):
            return {}
        own = {self.value} if isinstance(self.value, str) else set(self.value or ())
        return dict.fromkeys(own, "your answer") | dict.fromkeys(key, "the key")

    def answer(self, value, confidence=None):
        if self.problem:
            raise self.problem
        return self._respond(value, confidence, right=value == self.items[self.place][1])

    def skip(self):
        return self._respond(None, None, right=False)

    def _respond(self, value, confidence, right):
        self.value = value
        self.told.append((value, confidence))
        verdict = "Skipped." if value is None else "Right." if right else "Not right."
        self.feedback = Feedback(
            right=right,
            credit=float(right),
            verdict=verdict,
            lines=("Because of **this**.", "<script>alert(1)</script>"),
            key_text="KEY",
            source="https://example.org/page",
            skipped=value is None,
        )
        return self.feedback

    def advance(self):
        self.place, self.feedback = self.place + 1, None

    def stop(self):
        self.stopped = True


def click(panel, action, **details):
    """What the browser sends for a click on the question on screen."""
    panel.card.receive({"action": action, "number": panel.card.number, **details})


def reach(kind):
    """A panel with the item of a kind on screen."""
    seat = Seat()
    seat.place = next(i for i, (fields, _) in enumerate(ITEMS) if fields["kind"] == kind)
    return QuizPanel(seat)


# --- the quiz, headless ---------------------------------------------------------------------------


def test_scripts_can_take_a_whole_quiz():
    panel = QuizPanel(Seat())

    seen = []
    while not panel.finished:
        seen.append(panel.item.kind)
        panel.answer(panel.seat.items[panel.seat.place][1], confidence=0.7)
        assert panel.feedback.right
        panel.next()

    assert seen == [Kind.CHOICE, Kind.MULTI, Kind.ORDER, Kind.NUMERIC, Kind.TEXT]
    assert panel.item is None
    assert panel.card.phase == "done"
    assert "<strong>5</strong> answers" in panel.card.summary


@pytest.mark.parametrize("kind", [Kind.CHOICE, Kind.MULTI, Kind.ORDER, Kind.NUMERIC, Kind.TEXT])
def test_nothing_of_the_key_is_in_the_browser_before_the_answer(kind):
    panel = reach(kind)

    state = panel.card.get_state()
    # An id such as "right" would be a hint, so options go by position.
    assert not {"a", "b", "c"} & set(state["options"])
    assert state["marks"] == {}
    assert state["feedback"] == state["verdict"] == ""
    assert "KEY" not in json.dumps(state, default=str)


@pytest.mark.parametrize(
    ("kind", "sent", "told"),
    [
        (Kind.CHOICE, 1, "b"),
        (Kind.MULTI, [0, 2], {"a", "c"}),
        (Kind.ORDER, [2, 1, 0], ["a", "b", "c"]),
        (Kind.NUMERIC, "50 %", "50 %"),
        (Kind.TEXT, "1", "1"),
    ],
)
def test_a_click_reports_what_was_chosen_by_option_id_or_as_typed(kind, sent, told):
    panel = reach(kind)
    click(panel, "answer", value=sent, confidence=0.95)

    assert panel.seat.told == [(told, 0.95)]
    assert panel.card.phase == "answered"


def test_feedback_puts_the_verdict_in_words_and_is_cleaned():
    panel = QuizPanel(Seat())
    panel.answer("a")

    card = panel.card
    assert (card.verdict, card.status, card.tone) == ("Not right.", "Not right.", "wrong")
    assert "<strong>this</strong>" in card.feedback
    assert "<script" not in card.feedback
    assert 'href="https://example.org/page"' in card.feedback
    assert card.marks == {"0": "your answer", "1": "the key"}
    assert card.given == [0]


def test_a_skip_is_its_own_tone_not_an_error():
    panel = QuizPanel(Seat())
    click(panel, "skip")

    assert (panel.card.tone, panel.card.given, panel.seat.told) == ("skipped", None, [(None, None)])


def test_a_second_click_on_the_same_button_does_nothing():
    panel = QuizPanel(Seat())
    check = {"action": "answer", "number": 1, "value": 1, "confidence": None}
    panel.card.receive(check)
    panel.card.receive(check)

    assert panel.card.status == "Right."

    go_on = {"action": "next", "number": 1}
    panel.card.receive(go_on)
    panel.card.receive(go_on)
    panel.card.receive({"action": "skip", "number": 1})  # late, and meant for the item before

    assert len(panel.seat.told) == 1
    assert (panel.item.number, panel.card.number, panel.card.phase) == (2, 2, "asking")


@pytest.mark.parametrize(
    "problem", [AnswerRefused("That is not a number."), RecordError("The disk is full: free some space and try again.")]
)
def test_an_answer_that_cannot_be_taken_says_why_and_stays_on_screen(problem):
    panel = QuizPanel(Seat(problem=problem))
    before = panel.card.beat
    click(panel, "answer", value=0, confidence=None)

    assert panel.card.status == str(problem)
    assert (panel.card.phase, panel.card.beat > before) == ("asking", True)
    with pytest.raises(type(problem)):
        panel.answer("a")


def test_the_same_refusal_twice_is_announced_twice():
    panel = QuizPanel(Seat(problem=AnswerRefused("No.")))
    click(panel, "answer", value=0)
    first = panel.card.beat
    click(panel, "answer", value=0)

    assert panel.card.beat == first + 1


@pytest.mark.parametrize(
    "message",
    [
        {"action": "answer", "number": 1, "value": 7},
        {"action": "answer", "number": 1, "value": -1},
        {"action": "answer", "number": 1, "value": "a"},
        {"action": "answer", "number": 1, "value": True},
        {"action": "answer", "number": 1, "value": None},
        {"action": "answer", "number": 1, "value": 0, "confidence": 3},
        {"action": "answer", "number": 1},
        {"action": "format the disk", "number": 1},
        {},
    ],
)
def test_an_odd_message_becomes_a_kind_sentence_and_a_log_entry_never_a_traceback(message, caplog):
    panel = QuizPanel(Seat())
    panel.card.receive(message)

    assert panel.card.status == UNEXPECTED
    assert panel.seat.told == []
    assert caplog.records


def test_a_message_that_only_hurries_the_server_changes_nothing():
    panel = QuizPanel(Seat())
    before = panel.card.get_state()
    panel.card.receive({"action": "hurry"})

    assert panel.card.get_state() == before


def test_a_learner_who_set_no_logging_up_sees_no_traceback():
    code = "from skillcheck.widgets import Notice; Notice('x').sheet.receive({'action': 'nothing known'})"
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True)

    assert (done.stdout, done.stderr) == ("", "")


def test_messages_of_the_browser_arrive_through_the_comm():
    panel = QuizPanel(Seat())
    panel.card._handle_custom_msg({"action": "skip", "number": 1}, [])

    assert panel.seat.told == [(None, None)]


def test_the_next_item_is_chosen_after_the_click_was_answered_and_before_the_next_one(monkeypatch):
    seat, drawn = Seat(), []
    monkeypatch.setattr("skillcheck.widgets.quiz.draw", drawn.append)

    async def read():
        panel = QuizPanel(seat, look_ahead=lambda: f"after {len(seat.told)}")
        click(panel, "answer", value=1)
        assert (panel.card.verdict, drawn) == ("Right.", [])
        await asyncio.sleep(2 * IDLE_SECONDS)

    asyncio.run(read())

    assert drawn == ["after 1"]


def test_what_goes_wrong_while_looking_ahead_is_for_the_click_to_report(caplog):
    async def read():
        panel = QuizPanel(Seat(), look_ahead=lambda: 1 / 0)
        click(panel, "skip")
        await asyncio.sleep(2 * IDLE_SECONDS)
        return panel.card.status

    assert asyncio.run(read()) == "Skipped."
    assert not caplog.records


def test_a_pause_puts_the_item_away_and_brings_it_back():
    panel = QuizPanel(Seat())
    click(panel, "skip")
    click(panel, "next")
    click(panel, "pause")

    assert panel.card.phase == "paused"
    assert "after 1 answer." in panel.card.summary

    click(panel, "resume")

    assert (panel.card.phase, panel.card.number) == ("asking", 2)


def test_a_quiz_can_be_finished_early_when_that_is_offered():
    panel = QuizPanel(Seat(offer="More answers would change little."))
    panel.answer("b")

    assert panel.card.offer == "More answers would change little."

    click(panel, "stop")

    assert (panel.finished, panel.card.phase) == (True, "done")


def test_a_panel_shows_what_its_seat_has_reached():
    seat = Seat()
    seat.answer("b")
    panel = QuizPanel(seat)

    assert (panel.card.phase, panel.card.verdict, panel.card.number) == ("answered", "Right.", 1)


def test_two_panels_of_one_seat_answer_once():
    seat = Seat()
    first, second = QuizPanel(seat), QuizPanel(seat)
    first.answer("b")
    first.next()
    click(second, "answer", value=0)

    assert len(seat.told) == 1
    assert second.card.number == 2
    assert "elsewhere" in second.card.status


def test_a_finished_quiz_shows_its_summary_at_once():
    panel = QuizPanel(Seat(items=()))

    assert panel.card.phase == "done"
    assert repr(panel) == "<QuizPanel: finished>"


# --- check-in, exercise, notice -------------------------------------------------------------------


def make_skill(name, level=Level.BEGINNER, steps=()):
    return Skill(id=name, name=name, level=level, block="M", can_do="can", about="", subtopics=(), steps=steps)


def make_check_in(submit, **more):
    skills = [make_skill("b", Level.ADVANCED), make_skill("a", steps=("1", "2", "3", "4", "5")), make_skill("unasked")]
    needs = (Need(skill="a", use=1, target=2), Need(skill="b", use=1, target=1), Need(skill="unasked", use=0, target=0))
    role = Role(id="mle", name="ML engineer", about="", shares={}, needs=needs)
    return CheckInPanel(roles=(role,), skills=skills, submit=submit, **more)


def test_a_check_in_hands_over_what_was_said_and_announces_it():
    said = []
    panel = make_check_in(lambda **words: said.append(words) or "entry")
    result = panel.submit(role="mle", ratings={"a": 4}, predicted=0.6, minutes=30)

    assert said == [{"role": "mle", "ratings": {"a": 4}, "predicted": 0.6, "minutes": 30}]
    assert result == panel.saved == "entry"
    assert panel.form.status.startswith("Saved: ML engineer, 1 skill rated, 60% right predicted, about 30 answers")


def test_everything_in_a_check_in_but_the_role_is_optional():
    said = []
    panel = make_check_in(lambda **words: said.append(words))
    panel.form.receive({"action": "save", "role": "mle", "ratings": {}, "predicted": None, "minutes": None})

    assert said == [{"role": "mle", "ratings": {}, "predicted": None, "minutes": None}]


def test_the_form_turns_a_percentage_into_a_share():
    said = []
    panel = make_check_in(lambda **words: said.append(words))
    panel.form.receive({"action": "save", "role": "mle", "ratings": {"a": 2}, "predicted": 60, "minutes": 15})

    assert said == [{"role": "mle", "ratings": {"a": 2}, "predicted": 0.6, "minutes": 15}]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"role": ""}, "Choose a role first; everything else may stay open."),
        ({"predicted": 160}, "The score you predict is a percentage from 0 to 100; you may also leave it empty."),
        ({"ratings": {"a": "many"}}, UNEXPECTED),
    ],
)
def test_a_check_in_that_cannot_be_kept_says_why(change, sentence):
    said = []
    panel = make_check_in(lambda **words: said.append(words))
    panel.form.receive({"action": "save", "role": "mle", "ratings": {}, "predicted": None, "minutes": None} | change)

    assert (panel.form.status, said) == (sentence, [])


def test_a_check_in_asks_only_for_the_skills_of_the_role_in_order_of_level():
    panel = make_check_in(print, role="mle", ratings={"a": 3})

    assert panel.form.roles[0]["skills"] == ["a", "b"]
    assert [skill["id"] for skill in panel.form.skills] == ["a", "unasked", "b"]
    assert panel.form.skills[0]["steps"] == ["1", "2", "3", "4", "5"]
    assert panel.form.skills[2]["steps"][0] == "New to me"
    assert panel.form.ratings == {"a": 3}


def make_exercise(**more):
    fields = {"exercise_id": "auc", "title": "Area", "task_html": "<p>Do it.</p>", "starter": "def auc(y, s):\n    ..."}
    return ExercisePanel(**fields | {"hints": ("Sort by *score*.", "Count pairs.")} | more)


def test_an_exercise_shows_the_decorator_that_takes_the_answer():
    panel = make_exercise()

    assert panel.sheet.code.startswith('@book.solve("auc")\ndef auc(y, s):')
    assert '<code class="highlight">' in panel.sheet.code_html


def test_hints_come_one_at_a_time_and_end():
    panel = make_exercise()
    panel.sheet.receive({"action": "hint"})

    assert (panel.sheet.hints, panel.sheet.hints_left) == (["<p>Sort by <em>score</em>.</p>"], 1)
    assert [panel.hint(), panel.hint()] == ["Count pairs.", ""]
    assert panel.sheet.status == "Hint 2 of 2 is shown."


def test_an_outcome_is_cleaned_and_announced():
    panel = make_exercise(task_html="<p onclick=alert(1)>Do it.</p><script>alert(1)</script>")
    panel.show_outcome("<p>2 of 3 pass<img src=x onerror=alert(1)></p>", "2 of 3 cases pass.")

    assert panel.sheet.body.startswith("<p>Do it.</p><p>")
    assert panel.sheet.outcome == "<p>2 of 3 pass</p>"
    assert panel.sheet.status == "2 of 3 cases pass."


def test_a_starter_with_a_fence_in_it_stays_code():
    panel = make_exercise(starter='"""```"""\n~~~\n<b>')

    assert panel.sheet.code_html.count("<pre>") == 1
    assert "<b>" not in panel.sheet.code_html


def test_a_notice_says_the_same_in_words():
    panel = Notice("Answer a few first: `book.check()`.", title="Review")

    assert panel.sheet.body == "<p>Answer a few first: <code>book.check()</code>.</p>"
    assert repr(panel) == panel.text == "Answer a few first: book.check()."


# --- a real keyboard: the card's own module and panel, without Jupyter between them -----------------

STAND_IN = """async ([code, css, state]) => {
  document.body.innerHTML = `<style>${css}</style><button>before</button><div id="here"></div>`;
  window.outside = [];
  document.addEventListener("keydown", (event) => outside.push(event.key), true);
  const listeners = {};
  const model = {
    get: (name) => state[name],
    on: (name, act) => { listeners[name] = act; },
    off: (name) => { delete listeners[name]; },
    send: async (message) => { state = await window.kernel(message); listeners["change:beat"](); },
  };
  const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  (await import(url)).default.render({ model, el: document.getElementById("here") });
}"""


@pytest.fixture(scope="module")
def browser():
    if not CHROMIUM.exists() and not os.environ.get("SKILLCHECK_REQUIRE_BROWSER"):
        pytest.skip("no Chromium on this machine; CI, where one must be, does not skip")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield started
        started.close()


@pytest.fixture
def show(browser):
    """Put a widget on a page; its messages go to the widget, its state comes back."""
    page = browser.new_page(viewport={"width": 320, "height": 900})
    page.on("pageerror", lambda error: pytest.fail(str(error)))

    def put(widget):
        def state():
            return {name: value for name, value in widget.get_state().items() if not name.startswith("_")} | {
                "layout": None
            }

        def kernel(message):
            widget.receive(message)
            return state()

        page.expose_function("kernel", kernel)
        page.evaluate(STAND_IN, [str(widget._esm), str(widget._css), state()])
        return page

    yield put
    page.close()


def phase(page, wanted):
    page.wait_for_selector(f".sk-card[data-phase={wanted}]")


def status(page, words):
    page.wait_for_function("words => document.querySelector('[role=status]').textContent.includes(words)", arg=words)


def focused(page):
    return page.evaluate("document.activeElement.getAttribute('aria-label') || document.activeElement.textContent")


@pytest.mark.browser
def test_a_quiz_can_be_taken_with_the_keyboard_alone(show):
    panel = QuizPanel(Seat())
    page = show(panel.card)
    page.keyboard.press("Tab")  # before
    page.keyboard.press("Tab")  # the first option
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    phase(page, "answered")

    assert (panel.seat.told, focused(page)) == ([("b", None)], "Next")

    page.keyboard.press("Enter")
    phase(page, "asking")
    page.keyboard.type("ac")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    phase(page, "answered")

    assert panel.seat.told[1] == ({"a", "c"}, 0.25)

    page.keyboard.press("Enter")
    phase(page, "asking")

    assert focused(page) == "Move down: option c"

    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    status(page, "“option c” is now number 3 of 3.")
    # The others, b then a, still stand the wrong way round.
    page.get_by_role("button", name="Move up: option a").focus()
    page.keyboard.press("Space")

    assert focused(page) == "Move up: option a"

    page.get_by_role("button", name="Check").press("Enter")
    phase(page, "answered")
    page.keyboard.press("Enter")
    phase(page, "asking")
    page.keyboard.type("0.5")
    page.keyboard.press("Enter")
    phase(page, "answered")

    assert [value for value, _ in panel.seat.told[2:]] == [["a", "b", "c"], "0.5"]


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 800])
def test_the_buttons_stay_where_they_are_under_the_pointer(show, width):
    page = show(QuizPanel(Seat(offer="More answers would change little now.")).card)
    page.set_viewport_size({"width": width, "height": 900})
    top = lambda: page.locator(".sk-form .sk-primary").bounding_box()["y"]  # noqa: E731
    page.locator(".sk-option").first.click()
    seen = []
    for _ in ITEMS:
        page.wait_for_timeout(50)
        seen.append(top())
        page.get_by_role("button", name="I don’t know").click()
        phase(page, "answered")
        page.wait_for_timeout(50)
        seen.append(top())
        if page.get_by_role("button", name="Next").count():
            page.get_by_role("button", name="Next").click()
            phase(page, "asking")

    assert seen[0::2] == seen[1::2], "an answer moved them"
    assert seen == sorted(seen), "a shorter item moved them up"
    assert len(set(seen)) <= 2, "most items fit where the first stood"


@pytest.mark.browser
def test_jupyter_hears_no_key_pressed_in_the_card_but_the_way_out_and_its_own_commands(show):
    page = show(QuizPanel(Seat()).card)
    page.locator("input").first.focus()
    for key in ("ArrowDown", "d", "d", "Escape", "x", "Control+s"):
        page.keyboard.press(key)
    page.get_by_text("before").focus()
    page.keyboard.press("ArrowDown")

    assert page.evaluate("outside") == ["Escape", "Control", "s", "ArrowDown"]


@pytest.mark.browser
def test_a_double_click_or_a_held_key_goes_one_step(show):
    panel = QuizPanel(Seat())
    page = show(panel.card)
    page.get_by_text("option b").click()
    page.get_by_role("button", name="Check").dblclick(delay=60)  # slower than the kernel answers
    phase(page, "answered")
    page.wait_for_timeout(50)

    assert page.get_by_role("button", name="Next").is_visible()

    page.get_by_role("button", name="Next").focus()
    page.keyboard.down("Enter")
    phase(page, "asking")
    page.keyboard.press("a")
    page.keyboard.down("Enter")  # still held from before
    page.wait_for_timeout(50)

    assert (len(panel.seat.told), panel.item.number) == (1, 2)


WATCH = """() => {
  const card = document.querySelector(".sk-card");
  window.first = {};
  new MutationObserver(() => { window.first[card.dataset.phase] ??= document.activeElement.type; })
    .observe(card, {attributeFilter: ["data-phase"]});
}"""


@pytest.mark.browser
def test_what_is_typed_before_the_next_question_is_drawn_is_for_that_question(show):
    panel = QuizPanel(Seat())
    page = show(panel.card)
    page.evaluate(WATCH)
    page.get_by_role("button", name="I don’t know").click()
    phase(page, "answered")
    page.keyboard.press("Enter")
    phase(page, "asking")

    # Observers are told before any frame is drawn.
    assert page.evaluate("window.first") == {"answered": "button", "asking": "checkbox"}


@pytest.mark.browser
def test_a_refused_answer_keeps_what_was_typed(show):
    panel = reach(Kind.NUMERIC)
    panel.seat.problem = AnswerRefused("That is not a number.")
    page = show(panel.card)
    page.get_by_label("A number").fill("half")
    page.keyboard.press("Enter")
    status(page, "That is not a number.")

    assert page.get_by_label("A number").input_value() == "half"
    assert page.evaluate("document.activeElement.value") == "half"


@pytest.mark.browser
def test_check_without_an_answer_asks_for_one_and_sends_nothing(show):
    panel = QuizPanel(Seat())
    page = show(panel.card)
    page.get_by_role("button", name="Check").click()
    status(page, "Choose an answer first")

    assert panel.seat.told == []


@pytest.mark.browser
def test_a_narrow_card_does_not_scroll_sideways(show):
    long = make_item(stem="```python\n" + "x = 1  # " + "long " * 40 + "\n```\n$$" + "x + " * 40 + "x$$")
    page = show(QuizPanel(Seat(items=(long,))).card)

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("document.querySelector('pre').tabIndex") == 0


@pytest.mark.browser
def test_the_answer_and_the_key_are_named_in_words(show):
    panel = QuizPanel(Seat())
    page = show(panel.card)
    page.get_by_text("option a").click()
    page.get_by_role("button", name="Check").click()
    phase(page, "answered")

    assert page.locator(".sk-mark").all_text_contents() == ["your answer", "the key", ""]
    assert page.get_by_role("group", name="Which one?").count() == 1


@pytest.mark.browser
def test_a_check_in_is_filled_in_on_screen(show):
    said = []
    panel = make_check_in(lambda **words: said.append(words))
    page = show(panel.form)
    page.get_by_label("The role you are aiming for").select_option("ML engineer")
    page.get_by_label("a", exact=True).select_option("4: 4")
    page.get_by_label("How much do you expect").fill("60")
    page.get_by_text("15 answers").click()
    page.get_by_role("button", name="Save").click()
    status(page, "Saved: ML engineer, 1 skill rated")

    assert said == [{"role": "mle", "ratings": {"a": 4}, "predicted": 0.6, "minutes": 15}]


@pytest.mark.browser
def test_hints_are_revealed_by_button_and_focus_is_never_lost(show):
    page = show(make_exercise().sheet)
    button = page.get_by_role("button", name="hint")
    button.press("Enter")
    status(page, "Hint 1 of 2")
    button.press("Enter")
    status(page, "Hint 2 of 2")

    assert page.evaluate("document.activeElement.textContent") == "Count pairs."
