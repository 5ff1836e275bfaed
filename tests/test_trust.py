"""How far to trust it: the picture that follows from assumptions, and the panel that sets them."""

import inspect
import subprocess
import sys
import time
from dataclasses import asdict, replace

import accepted
import pytest
from matplotlib.text import Text

from skillcheck.charts import one_learner, trust
from skillcheck.measure.worlds import Truth
from skillcheck.widgets.trust import TrustPanel

STRUCTURE = accepted.ours()
NAMES = [f"Skill {k}" for k in range(45)]
HOSTILE = "<script>alert('x')</script> $x_$ \\frac\nnew line"
VIEW = trust.view(STRUCTURE, learners=60)
SOMEONE = one_learner.view(STRUCTURE, NAMES, seed=3)


def outside(figure):
    """Return the texts of a figure that are not wholly on it."""
    figure.draw_without_rendering()
    edge, lost = figure.bbox, []
    for text in figure.findobj(Text):
        if text.get_visible() and text.get_text().strip():
            box = text.get_window_extent()
            if box.x0 < edge.x0 - 1 or box.y0 < edge.y0 - 1 or box.x1 > edge.x1 + 1 or box.y1 > edge.y1 + 1:
                lost.append(text.get_text())
    return lost


# --- assumptions -----------------------------------------------------------------------------------


def test_the_sliders_as_they_stand_say_what_the_estimate_expects():
    usual = asdict(trust.truth(**{slider.name: slider.usual for slider in trust.SLIDERS}))

    assert usual == pytest.approx(asdict(Truth()), abs=1e-5)
    assert trust.truth() == trust.truth(**{slider.name: slider.usual for slider in trust.SLIDERS})


def test_every_assumption_has_a_slider_and_both_its_ends_can_be_simulated():
    assert {slider.name for slider in trust.SLIDERS} == set(inspect.signature(trust.truth).parameters)
    for slider in trust.SLIDERS:
        for end in (slider.low, slider.high):
            assert len(trust.view(STRUCTURE, learners=2, **{slider.name: end}).frame) == 5


def test_an_assumption_that_does_not_exist_is_an_error():
    with pytest.raises(TypeError, match="luckiness"):
        trust.view(STRUCTURE, luckiness=1.0)


# --- many learners ---------------------------------------------------------------------------------


def test_the_parts_of_what_a_role_asks_are_all_of_it():
    parts = VIEW.frame[["settled_right", "settled_wrong", "open"]]

    assert parts.sum(axis=1).tolist() == pytest.approx([1] * 5)
    assert VIEW.frame["answers"].tolist() == [0, 15, 30, 45, 60]


def test_answers_settle_more_and_unrelated_skills_less():
    unrelated = trust.view(STRUCTURE, learners=60, common=0.0)

    assert VIEW.frame["settled_right"].iloc[-1] > VIEW.frame["settled_right"].iloc[0]
    assert unrelated.frame["covered"].iloc[2] < VIEW.frame["covered"].iloc[2]


def test_the_same_seed_shows_the_same_and_another_policy_something_else():
    again, balanced = trust.view(STRUCTURE, learners=60), trust.view(STRUCTURE, learners=60, adaptive=False)

    assert again.frame.equals(VIEW.frame)
    assert not balanced.frame.equals(VIEW.frame)


def test_the_finding_is_also_in_words():
    assert "After 30 answers" in VIEW.lead
    assert VIEW.text.count("\n- ") == 5
    assert "simulated" in VIEW.text
    assert "Settled rightly" in VIEW._repr_html_()


def test_a_check_in_which_nothing_is_settled_has_words_too():
    nothing = VIEW.frame.assign(settled_right=0.0, settled_wrong=0.0, open=1.0)

    assert "After 30 answers 0 %" in trust.summary(nothing)


# --- one learner -----------------------------------------------------------------------------------


def test_one_learner_has_a_row_for_each_of_twelve_skills_and_four_moments():
    data = SOMEONE.frame

    assert len(data) == 48
    assert (data["holds"] == ((data["low"] <= data["true"]) & (data["true"] <= data["high"]))).all()
    assert data.groupby("answers")["sd"].mean().is_monotonic_decreasing
    assert data.groupby("skill")["true"].nunique().max() == 1


def test_the_skills_shown_are_the_heaviest_of_the_role():
    heaviest = [f"Skill {k}" for k in sorted((-STRUCTURE.weights).argsort(kind="stable")[:12])]

    assert list(dict.fromkeys(SOMEONE.frame["skill"])) == heaviest


def test_names_are_taken_as_they_are():
    hostile = one_learner.view(STRUCTURE, [f"{name} {HOSTILE}" for name in NAMES])

    assert "<script>" not in hostile._repr_html_()
    assert not outside(hostile.figure)


@pytest.mark.parametrize("view", [VIEW, SOMEONE], ids=["many", "one"])
def test_every_text_is_on_the_figure(view):
    assert not outside(view.figure)


def test_a_move_of_a_slider_is_drawn_at_once():
    began = time.perf_counter()
    trust.view(STRUCTURE, harder=0.5)._repr_html_()

    assert time.perf_counter() - began < 5  # 0.8 s alone; room for a busy machine


def test_importing_it_opens_no_window():
    code = "import sys; import skillcheck.charts.trust; print('matplotlib.pyplot' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


# --- the panel -------------------------------------------------------------------------------------


class Drawn:
    """A view that says with what it was drawn."""

    def __init__(self, said):
        self.said = said
        self.lead = f"Drawn with {said['harder']}."

    def _repr_html_(self):
        return f"<p>{sorted(self.said.items())}</p>"


@pytest.fixture
def calls():
    return []


@pytest.fixture
def panel(calls):
    def draw(**said):
        calls.append(said)
        return Drawn(said)

    return TrustPanel(draw, trust.SLIDERS)


USUAL = {slider.name: slider.usual for slider in trust.SLIDERS}


def test_it_shows_at_once_what_we_assume(panel, calls):
    assert calls == [{"adaptive": True, **USUAL}]
    assert "('common', 0.7)" in panel.picture.value


def test_what_the_browser_reports_is_drawn_once_and_announced(panel, calls):
    panel.knobs.receive({"action": "set", "adaptive": False, "values": {**USUAL, "harder": 0.5}})

    assert len(calls) == 2
    assert calls[-1] == {"adaptive": False, **USUAL, "harder": 0.5}
    assert "('harder', 0.5)" in panel.picture.value
    assert panel.knobs.status == "Drawn with 0.5."


def test_what_the_browser_cannot_mean_leaves_the_panel_as_it_is(panel, calls):
    panel.knobs.receive({"action": "set", "adaptive": True, "values": {"harder": "much"}})
    panel.knobs.receive({"action": "set", "adaptive": True, "values": {"luckiness": 1}})

    assert len(calls) == 1
    assert panel.values == USUAL
    assert "went wrong" in panel.knobs.status


def test_several_moves_at_once_draw_once(panel, calls):
    view = panel.set(adaptive=False, harder=0.5, slips=2)

    assert len(calls) == 2
    assert view.said == {"adaptive": False, **USUAL, "harder": 0.5, "slips": 2}
    assert panel.view is view


def test_the_button_puts_everything_back(panel, calls):
    panel.set(adaptive=False, harder=0.5)
    panel.knobs.receive({"action": "reset"})

    assert calls[-1] == {"adaptive": True, **USUAL}
    assert panel.values == USUAL


def test_an_unknown_slider_is_an_error_and_the_panel_lives_on(panel, calls):
    with pytest.raises(KeyError, match="luckiness"):
        panel.set(luckiness=1.0, harder=1.0)
    panel.set(slips=2.0)

    assert calls[-1] == {"adaptive": True, **USUAL, "slips": 2.0}


def test_the_browser_gets_every_slider_with_its_label(panel):
    told = {slider["name"]: slider for slider in panel.knobs.sliders}

    assert set(told) == set(USUAL)
    assert all(slider["label"] and slider["low"] < slider["high"] for slider in told.values())
    assert "set" in repr(panel)


def test_the_panel_draws_the_real_picture():
    panel = TrustPanel(lambda **said: trust.view(STRUCTURE, learners=20, **said), trust.SLIDERS)

    assert "<img" in panel.picture.value
    assert replace(panel.view, empty=True).title == "What answers tell: 20 simulated learners"
