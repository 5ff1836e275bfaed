"""The views: the same finding as frame, figure and words, for a newcomer and for someone with hundreds of answers."""

import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise

import matplotlib
import msgspec
import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from skillcheck import advice
from skillcheck.catalog import Catalog
from skillcheck.charts import (
    View,
    calibration,
    canvas,
    gaps,
    market,
    path,
    profile,
    progress,
    projects,
    words,
)
from skillcheck.model import CheckIn, Kind, Purpose, Response, Start, UnknownName
from skillcheck.sitting import stand

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOSTILE = "<script>alert('x')</script> $x_$ \\frac & \"quoted\"\nnew line"
CATALOG = Catalog.open()
SKILLS = tuple(CATALOG.skills.values())
ROLE = CATALOG.role("ml-engineer")
NAMES = ["profile", "gaps", "progress", "calibration", "projects", "path", "market"]
COUNTS = [0, 15, 200]


# --- a learner's log from a seed ----------------------------------------------------------------------


def make_check_in(at, **fields):
    return CheckIn(**{"at": at, "role": "ml-engineer", **fields})


def make_start(sitting, at, length=15):
    known = {"sitting": sitting, "at": at, "purpose": Purpose.CHECK, "scope": "role", "length": length}
    return Start(**known, role="ml-engineer", seed=1, bank="test")


def make_response(number, at, sitting="s0", right=True, **fields):
    known = {"item": f"item-{number}", "skill": SKILLS[number % len(SKILLS)].id, "depth": 2, "kind": Kind.NUMERIC}
    said = {"value": "1", "right": right, "credit": float(right), "confidence": 0.7}
    return Response(
        **{**known, **said, "version": "v", "seed": 1, "at": at, "sitting": sitting, "purpose": Purpose.CHECK, **fields}
    )


def log(count, *, per=15, pause=timedelta(days=30), seed=1, chance=0.6, rated=True):
    """Return check-ins, starts and `count` answers, `per` a sitting, the last sitting a pause before NOW."""
    rng, sittings = np.random.default_rng(seed), -(-count // per)
    entries = []
    for sitting in range(sittings):
        at = NOW - (sittings - sitting) * pause
        ratings = {skill.id: int(rng.integers(1, 6)) for skill in SKILLS[:20]} if rated and sitting == 0 else {}
        entries += [make_check_in(at, ratings=ratings, predicted=0.6), make_start(f"s{sitting}", at, per)]
        for number in range(sitting * per, min(count, (sitting + 1) * per)):
            skip = rng.random() < 0.05
            given = {"right": not skip and bool(rng.random() < chance), "depth": int(rng.integers(1, 4))}
            said = {"value": None, "confidence": None} if skip else {"confidence": rng.choice([0.25, 0.7, 0.95]).item()}
            minute = timedelta(seconds=number % per)
            entries.append(make_response(int(rng.integers(10**6)), at + minute, f"s{sitting}", **given, **said))
    return entries


def standing_of(entries, skills=SKILLS, role=ROLE, now=NOW):
    return stand(entries, skills, role, now)


def make_view(name, standing):
    """Return the view of that name, called as a workbook calls it."""
    everything = tuple(CATALOG.projects.values())
    if name == "gaps":
        found = advice.gaps(standing.role, standing.estimates, standing.cuts, standing.skills, everything)
        return gaps.view(standing, found)
    if name == "projects":
        plan = advice.recommend(standing.role, standing.depths, everything, {}, standing.draws(10), standing.skills)
        return projects.view(plan, CATALOG.projects, standing, CATALOG.resume)
    if name == "path":
        courses, credentials = CATALOG.courses, CATALOG.credentials
        timeline, offered = CATALOG.resume.timeline, tuple(credentials.values())
        known = (standing.depths, standing.skills, tuple(courses.values()), offered, timeline, True)
        return path.view(advice.path(standing.role, *known), standing, courses, credentials)
    if name == "market":
        return market.view(standing.role, CATALOG.salaries, tuple(CATALOG.facts.values()))
    return {"profile": profile, "progress": progress, "calibration": calibration}[name].view(standing)


@cache
def view_at(name, count):
    return make_view(name, standing_of(log(count)))


def outside(figure):
    """Return the texts of a figure that are not wholly on it."""
    figure.draw_without_rendering()
    edge = figure.bbox
    lost = []
    for text in figure.findobj(Text):
        if not text.get_visible() or not text.get_text().strip():
            continue
        box = text.get_window_extent()
        if box.x0 < edge.x0 - 1 or box.y0 < edge.y0 - 1 or box.x1 > edge.x1 + 1 or box.y1 > edge.y1 + 1:
            lost.append(text.get_text())
    return lost


# --- what holds of every view --------------------------------------------------------------------------


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("name", NAMES)
def test_every_view_has_a_frame_with_columns_a_figure_and_words(name, count):
    view = view_at(name, count)

    assert isinstance(view, View)
    assert isinstance(view.frame, pd.DataFrame)
    assert len(view.frame.columns) > 5
    assert isinstance(view.figure, Figure)
    assert view.figure is view.figure
    assert view.title in view.text
    assert len(view.table) == len(view.frame)


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("name", NAMES)
def test_no_text_of_a_figure_is_clipped_or_smaller_than_nine_points(name, count):
    figure = view_at(name, count).figure

    assert outside(figure) == []
    assert min(text.get_fontsize() for text in figure.findobj(Text) if text.get_text()) >= 9


@pytest.mark.parametrize("name", NAMES)
def test_rows_of_a_figure_do_not_lie_on_each_other(name):
    figure = view_at(name, 200).figure
    figure.draw_without_rendering()
    for axes in figure.axes:
        labels = [*axes.get_yticklabels(), *(text for text in axes.texts if text.get_ha() == "right")]
        boxes = [label.get_window_extent() for label in labels if label.get_text()]
        boxes.sort(key=lambda box: box.y0)

        assert all(below.y1 <= above.y0 + 1 for below, above in pairwise(boxes))


@pytest.mark.parametrize("name", [name for name in NAMES if name != "market"])
def test_before_the_first_answer_a_view_kindly_says_what_to_do(name):
    view = view_at(name, 0)

    assert view.empty
    assert "book.check_in()" in view.text
    assert "15 minutes" in view.text
    assert "<code>book.check(length=15)</code>" in view._repr_html_()
    assert "Nothing answered yet" in " ".join(text.get_text() for text in view.figure.findobj(Text))


def test_profile_and_gaps_hold_every_skill_before_the_first_answer():
    assert len(view_at("profile", 0).frame) == 45
    assert len(view_at("gaps", 0).frame) == sum(need.target > 0 for need in ROLE.needs)


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_gets_an_image_with_alternative_text_and_the_same_as_a_table(name):
    view = view_at(name, 200)
    bundle = view._repr_mimebundle_()
    page = bundle["text/html"]
    alternative = re.search(r'alt="([^"]*)"', page).group(1)

    assert bundle["text/plain"] == view.text
    assert str(view).split() == view.text.split()
    assert max(map(len, str(view).splitlines())) <= 120
    assert re.search(r'<img src="data:image/(svg\+xml|png);base64,', page)
    assert view.lead.split(".")[0][:20] in alternative
    assert "<summary>The same as a table</summary>" in page
    assert page.count('<th scope="row"') == min(len(view.frame), 60)


@pytest.mark.parametrize("name", ["profile", "progress"])
def test_the_same_record_gives_the_same_page_to_the_byte(name):
    page = view_at(name, 15)._repr_html_()

    assert make_view(name, standing_of(log(15)))._repr_html_() == page


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_name_is_shown_as_it_is_written(name):
    skills = tuple(msgspec.structs.replace(skill, name=f"{HOSTILE} {skill.id}") for skill in SKILLS)
    role = msgspec.structs.replace(ROLE, name=HOSTILE)
    view = make_view(name, standing_of(log(30), skills, role))
    page = view._repr_html_()

    assert "<script>" not in page
    assert outside(view.figure) == []
    assert not any(text.get_parse_math() for text in view.figure.findobj(Text) if "$" in text.get_text())
    if name != "calibration":  # it names neither role nor skill
        assert "&lt;script&gt;" in page
        assert "$x_$" in " ".join(text.get_text() for text in view.figure.findobj(Text))


def test_a_name_in_signs_that_the_font_lacks_warns_nobody():
    skills = tuple(msgspec.structs.replace(skill, name=f"機械学習 {skill.id}") for skill in SKILLS)

    assert "機械学習" in make_view("profile", standing_of(log(15), skills))._repr_html_()


def test_no_view_claims_a_rank_or_a_certificate():
    everything = " ".join(view_at(name, count).text for name in NAMES for count in COUNTS)

    assert "percentile" not in everything.lower()
    assert "certified as" not in everything.lower()


def test_drawing_leaves_the_settings_of_matplotlib_as_they_were():
    before = dict(matplotlib.rcParams)
    make_view("profile", standing_of(log(15)))._repr_html_()

    assert dict(matplotlib.rcParams) == before


def test_a_dark_style_of_the_notebook_does_not_reach_the_figure():
    with matplotlib.style.context("dark_background"):
        figure = make_view("profile", standing_of(log(15))).figure

    assert figure.get_facecolor() == (1, 1, 1, 1)
    assert {text.get_color() for text in figure.findobj(Text) if text.get_text()} == {canvas.INK}


@pytest.mark.parametrize("colour", ["INK", "MUTED", "BLUE", "ORANGE", "GREEN", "PURPLE"])
def test_every_colour_of_the_palette_is_readable_on_white(colour):
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in matplotlib.colors.to_rgb(getattr(canvas, colour))
    )

    assert 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05) >= 4.5


def test_importing_the_charts_loads_neither_pandas_nor_matplotlib():
    code = "import sys, skillcheck.charts; print({'pandas', 'matplotlib'} & set(sys.modules))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert said.stdout.strip() == "set()"


def test_a_drawing_too_large_as_svg_is_shown_as_pixels(monkeypatch):
    monkeypatch.setattr("skillcheck.charts.view.LARGEST_SVG", 1000)

    assert "data:image/png;base64," in view_at("market", 0)._repr_html_()


def test_a_long_table_says_how_many_rows_are_left(monkeypatch):
    monkeypatch.setattr("skillcheck.charts.view.MOST_ROWS", 10)

    assert "35 more rows are in <code>.frame</code>" in view_at("profile", 15)._repr_html_()


# --- profile ---------------------------------------------------------------------------------------------


def test_a_profile_says_of_each_skill_interval_answers_and_what_one_would_get():
    view = view_at("profile", 200)

    assert {"depth", "depth_low", "depth_high", "answers", "basis", "target"} <= set(view.frame.columns)
    assert (view.frame["depth_low"] <= view.frame["depth"]).all()
    assert (view.frame["depth"] <= view.frame["depth_high"]).all()
    assert len(re.findall(r"you would likely get \d+(-\d+)? of 10 depth-\d questions", view.text)) == 45
    assert "authors' judgement" in view.text
    assert not re.search(r"depth \d\.\d", view.text)


def test_untested_skills_differ_by_words_and_by_hatching():
    entries = [make_check_in(NOW, ratings={SKILLS[1].id: 3}), make_start("s0", NOW), make_response(0, NOW)]
    view = profile.view(standing_of(entries))
    labels = dict(zip(view.frame["skill"], view.frame["basis"], strict=True))
    hatched = [patch for patch in view.figure.axes[0].patches if patch.get_hatch()]

    assert labels[SKILLS[0].id] == "1 answer"
    assert labels[SKILLS[1].id] == "from your rating"
    assert labels[SKILLS[2].id] == "from your other answers"
    assert len(hatched) == 44


def test_ratings_alone_already_make_a_profile():
    view = profile.view(standing_of([make_check_in(NOW, ratings={SKILLS[0].id: 4})]))

    assert not view.empty
    assert "0 of 45 skills rest on answers of your own" in view.text


def test_a_level_shows_its_own_skills_and_what_is_done_alone():
    view = profile.view(standing_of(log(30)), "beginner")

    assert set(view.frame["level"]) == {"beginner"}
    assert re.search(r"Beginner: you likely do \d+(-\d+)? % of its \d+ skills alone", view.text)


def test_a_profile_of_a_skill_is_refused_with_the_levels_named():
    with pytest.raises(UnknownName, match="beginner, intermediate, advanced"):
        profile.view(standing_of(()), "rag-retrieval")


def test_an_estimate_at_the_end_of_the_scale_still_has_a_width():
    entries = [make_start("s0", NOW)]
    entries += [make_response(number * len(SKILLS), NOW, right=False, depth=1) for number in range(60)]
    view = profile.view(standing_of(entries))
    row = view.frame.iloc[0]
    widths = [patch.get_width() for patch in view.figure.axes[0].patches]

    assert row["depth_high"] < 0.1
    assert min(widths) > 0.05


# --- gaps --------------------------------------------------------------------------------------------------


def test_gaps_come_by_size_with_claim_readiness_and_expected_error():
    view = view_at("gaps", 200)

    assert view.frame["size"].is_monotonic_decreasing
    assert set(view.frame["claim"]) <= {"met", "not met", "not settled yet"}
    assert re.search(r"You likely meet \d+-\d+ % of what the ML Engineer role asks", view.text)
    assert re.search(r"about 1 in \d+ of these calls", view.text)
    assert re.search(r"^3\. .*against|^3\. ", view.text, re.M)
    assert not re.search(r"^4\. ", view.text, re.M)


def test_claims_differ_by_the_shape_of_their_marker():
    assert len({marker for marker, _ in gaps.MARKS.values()}) == 3


def test_a_role_that_asks_for_nothing_has_no_gap():
    role = msgspec.structs.replace(ROLE, needs=())
    view = gaps.view(standing_of(log(15), role=role), ())

    assert "no gap" in view.text
    assert view.empty


# --- progress ----------------------------------------------------------------------------------------------


def test_after_one_sitting_progress_claims_nothing():
    view = view_at("progress", 15)

    assert "This is a first point" in view.text
    assert "higher" not in view.text


def test_progress_is_told_only_when_it_is_likely():
    begin = log(30, per=30, chance=0.0, seed=3, rated=False)
    later = [make_start("t", NOW), *(make_response(n, NOW, "t", depth=3) for n in range(60))]
    view = progress.view(standing_of([*begin, *later]))

    assert "Readiness: higher than after the first sitting" in view.text


def test_the_same_twice_is_no_clear_change():
    after = pd.DataFrame([{"readiness": 0.5, "readiness_low": 0.4, "readiness_high": 0.6}] * 2)

    assert progress.change(after, "readiness") == "Readiness: no clear change yet."


def test_a_change_is_told_from_eighty_percent_on():
    def after(rise):
        rows = [{"readiness": 0.3 + r, "readiness_low": 0.2 + r, "readiness_high": 0.4 + r} for r in (0, rise)]
        return pd.DataFrame(rows)

    one_sd = 0.1 / 1.2815515655446004
    enough = 0.8416212335729143 * one_sd * 2**0.5  # P = 0.8 at 0.84 SDs of the difference

    assert "no clear change" in progress.change(after(enough * 0.99), "readiness")
    assert "higher" in progress.change(after(enough * 1.01), "readiness")
    assert "lower" in progress.change(after(-enough * 1.01), "readiness")


def test_intervals_widen_between_sittings_and_until_now():
    data = progress.view(standing_of(log(45))).frame
    widths = data["beginner_high"] - data["beginner_low"]

    assert list(data["moment"]) == ["after", "before", "after", "before", "after", "now"]
    assert all(widths[place + 1] > widths[place] for place in (0, 2, 4))


def times_drawn(figure):
    return figure.axes[0].containers[0].lines[0].get_xdata()


@pytest.mark.parametrize("pause", [timedelta(days=30), timedelta(hours=2), timedelta(minutes=20)])
def test_each_sitting_stands_at_its_own_time(pause):
    view = progress.view(standing_of(log(60, pause=pause)))
    drawn = times_drawn(view.figure)
    low, high = view.figure.axes[0].get_xlim()

    assert np.diff(drawn) == pytest.approx(pause / timedelta(days=1), rel=1e-3)
    assert low < drawn[0] < drawn[-1] < high
    assert outside(view.figure) == []


def test_a_clock_set_back_is_drawn_without_running_backwards():
    entries = log(60)
    back = [
        msgspec.structs.replace(entry, at=entry.at - timedelta(days=75))
        if getattr(entry, "sitting", "") == "s3"
        else entry
        for entry in entries
    ]
    view = progress.view(standing_of(back, now=NOW - timedelta(days=400)))

    assert (np.diff(times_drawn(view.figure)) >= 0).all()
    assert "now" not in set(view.frame["moment"])
    assert view.frame["at"].is_monotonic_increasing


def test_sittings_that_overlap_are_drawn_in_order():
    hour = timedelta(hours=1)
    first = [make_start("a", NOW), make_response(0, NOW, "a"), make_response(1, NOW + 9 * hour, "a")]
    inside = [make_start("b", NOW + hour), *(make_response(n, NOW + n * hour, "b") for n in (2, 3))]
    view = progress.view(standing_of([*first, *inside], now=NOW + 10 * hour))

    assert view.frame["at"].is_monotonic_increasing


# --- calibration -------------------------------------------------------------------------------------------


def answers(confidence, right, wrong, sitting="s0"):
    marks = [True] * right + [False] * wrong
    return [make_response(n, NOW, sitting, mark, confidence=confidence) for n, mark in enumerate(marks)]


def test_confidence_stands_beside_the_share_right_with_a_wilson_interval():
    view = calibration.view(standing_of([make_start("s0", NOW), *answers(0.95, 8, 2)]))
    row = view.frame.iloc[0]

    assert (row["said"], row["shown"], row["answers"]) == (0.95, 0.8, 10)
    assert row["shown_low"] == pytest.approx(0.541, abs=0.001)
    assert row["shown_high"] == pytest.approx(0.931, abs=0.001)


@pytest.mark.parametrize(
    ("confidence", "right", "wrong", "said"),
    [
        (0.95, 5, 25, "surer than your answers"),
        (0.25, 28, 2, "better than you thought"),
        (0.7, 21, 9, "No clear bias"),
        (0.7, 1, 0, "Too few answers"),
    ],
)
def test_a_bias_is_told_only_when_its_interval_excludes_zero(confidence, right, wrong, said):
    view = calibration.view(standing_of([make_start("s0", NOW), *answers(confidence, right, wrong)]))

    assert said in view.text


def test_skips_are_counted_apart():
    skip = make_response(40, NOW, right=False, value=None, confidence=None)
    view = calibration.view(standing_of([make_start("s0", NOW), *answers(0.7, 3, 3), skip]))

    assert "1 skip counted apart" in view.text
    assert view.frame["answers"].sum() == 6


def test_a_prediction_is_held_against_the_next_check_only():
    hour = timedelta(hours=1)
    entries = [make_check_in(NOW, predicted=0.9), make_start("a", NOW + hour), make_start("b", NOW + 2 * hour)]
    entries += [make_response(n, NOW + hour, "a", n < 3, confidence=None) for n in range(12)]
    entries += [make_response(n + 20, NOW + 2 * hour, "b", True, confidence=None) for n in range(12)]
    view = calibration.view(standing_of(entries, now=NOW + 3 * hour))

    assert view.frame[["what", "said", "right", "answers"]].to_numpy().tolist() == [["prediction", 0.9, 3, 12]]
    assert "you expected more than came" in view.text


def test_answers_without_any_confidence_are_not_an_error():
    view = calibration.view(standing_of([make_start("s0", NOW), make_response(0, NOW, confidence=None)]))

    assert "Too few answers with a confidence" in view.text
    assert view.frame.empty


def test_optimism_is_told_when_it_is_clear_and_only_then():
    high = make_check_in(NOW - timedelta(days=1), ratings={skill.id: 5 for skill in SKILLS})
    wrong = [make_start("s0", NOW), *(make_response(n, NOW, right=False, depth=1) for n in range(45))]
    fair = make_check_in(NOW - timedelta(days=1), ratings={skill.id: 3 + n % 2 for n, skill in enumerate(SKILLS)})
    mixed = [make_start("s0", NOW), *(make_response(n, NOW, right=n % 2 == 0) for n in range(20))]

    assert "rate yourself higher" in calibration.view(standing_of([high, *wrong])).text
    assert "no clear bias against" in calibration.view(standing_of([fair, *mixed])).text


# --- projects, path, market ----------------------------------------------------------------------------------


def test_projects_say_weeks_support_data_metric_milestones_and_checklist():
    view = view_at("projects", 200)
    first = CATALOG.projects[view.frame["project"][0]]

    assert len(view.frame) <= 3
    assert list(view.frame["order"]) == list(range(1, len(view.frame) + 1))
    assert first.offline_data in view.text
    assert first.metric in view.text
    assert first.milestones[0].what in view.text
    assert all(line.text in view.text for line in CATALOG.resume.checklist)
    assert "plausible profiles" in "".join(view.table["Recommended in"])


def test_when_no_project_is_ready_the_way_to_the_first_is_said():
    wrong = [make_response(n, NOW, right=False, depth=1) for n in range(180)]
    view = make_view("projects", standing_of([make_start("s0", NOW), *wrong]))
    plan_text = view.text

    assert view.frame.empty
    assert list(view.frame.columns) == projects.COLUMNS
    assert len(plan_text.splitlines()) > 1


def test_a_path_says_depths_time_courses_and_the_contradiction_of_the_guide():
    view = view_at("path", 200)

    assert list(view.frame["order"]) == list(range(1, len(view.frame) + 1))
    assert (view.frame["from_depth"] < view.frame["to_depth"]).all()
    assert "the guide's headline: 6-12 months from zero" in view.text
    assert CATALOG.resume.timeline.conflict in view.text
    assert "full-time study" in view.text


def test_a_path_offers_no_credential_that_is_gone():
    offered = view_at("path", 200).text.partition("Credentials still on offer:")[2].partition("\n\n")[0]

    assert offered
    assert not any(each.name in offered for each in CATALOG.credentials.values() if each.status != "active")


def test_every_figure_of_the_market_has_its_date_source_and_status_in_words():
    view = view_at("market", 0)

    assert view.frame[["as_of", "source", "status", "population"]].notna().all().all()
    assert set(view.frame["status"]) <= set(market.SAID)
    assert "as the guide gives it, unsourced" in view.text
    assert "of another place than claimed" in view.text
    assert "contested" in view.text
    assert all(str(fact.as_of) in view.text for fact in CATALOG.facts.values())


def test_a_missing_band_of_pay_is_said_and_not_filled_in():
    view = market.view(CATALOG.role("mlops-engineer"), CATALOG.salaries, ())
    drawn = " ".join(text.get_text() for text in view.figure.findobj(Text))

    assert "no figure given" in view.text
    assert "gives no pay for this role" in drawn
    assert outside(view.figure) == []


def test_a_market_without_figures_says_so():
    view = market.view(ROLE, (), ())

    assert "no figure on pay or demand" in view.text
    assert isinstance(view.figure, Figure)


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ((157969, "USD/year"), "$157,969"),
        ((0.4, "share"), "40 %"),
        ((0.062, "share"), "6.2 %"),
        ((12.25, "LPA"), "12.25 LPA"),
        ((100, "roles"), "100 (roles)"),
    ],
)
def test_an_amount_is_said_with_its_unit(amount, said):
    assert market.amount(*amount) == said


# --- words -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        ((0.4, 2.9), "0 to 2 (not yet to does alone)"),
        ((2.1, 2.2), "about 2 (does alone)"),
        ((3.0, 3.0), "about 3 (decides)"),
    ],
)
def test_an_interval_of_depths_is_said_in_whole_depths(ends, said):
    assert words.depth_range(*ends) == said


@pytest.mark.parametrize(("right", "count", "ends"), [(0, 5, (0.0, 0.351)), (5, 5, (0.649, 1.0))])
def test_a_wilson_interval_of_none_or_all_has_a_width(right, count, ends):
    assert words.wilson(right, count, 1.6448536269514722) == pytest.approx(ends, abs=0.001)
