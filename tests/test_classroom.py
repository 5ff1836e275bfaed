"""The report of a class: every view from the tables alone, in words too, whatever names and numbers they hold."""

import re

import numpy as np
import pandas as pd
import pytest

from skillcheck.charts import heat, item_class, roster, sureness
from skillcheck.charts.board import Board, Raw, table
from skillcheck.grading import Order, grade
from skillcheck.grading.classroom import Classroom
from skillcheck.grading.demo import write_class
from skillcheck.measure.confidence import confidence_statistics
from skillcheck.model import SubmissionError

pytest.importorskip("pyarrow")

VIEWS = (
    *("overview", "spread", "roster", "reached", "heat", "needs", "misconceptions", "confidence", "items", "flagged"),
    "problems",
)
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def marks(tmp_path_factory):
    folder = tmp_path_factory.mktemp("class")
    write_class(folder / "handed-in", 25, items=12, exercises=0)
    grade([folder / "handed-in"], folder / "marks", Order(jobs=1, reports=False, points=20.0))
    return folder / "marks"


@pytest.fixture(scope="module")
def room(marks):
    return Classroom.open(marks)


@pytest.fixture
def renamed(room):
    """The same class under names that would run, hide or turn things around."""
    book, answers = room.all.copy(), room.answers.copy()
    for frame in (book, answers):
        frame["learner"] = f"{HOSTILE} & $x$ ' \" "
    book.loc[book.index[0], "observations"] = HOSTILE
    problems = pd.DataFrame([{"submission": HOSTILE, "learner": "'=1+1", "graded": "no", "problem": f"is {HOSTILE}."}])
    return Classroom(book, answers, problems, room.catalog)


@pytest.mark.parametrize("name", VIEWS)
def test_every_view_is_shown_and_says_the_same_in_words(room, name):
    view = getattr(room, name)
    html = view._repr_html_()

    assert view.title in html
    assert view.text.startswith(view.title)
    assert view._repr_mimebundle_()["text/plain"] == view.text
    assert not re.search(r"nan\b|None|NaT|<NA>", view.text)
    assert not re.findall(r"https?://", re.sub(r"data:image/[^\"]+", "", html))


@pytest.mark.parametrize("name", VIEWS)
def test_a_hostile_name_is_text_everywhere(renamed, name):
    html = getattr(renamed, name)._repr_html_()

    assert "<script" not in html
    assert "onerror" not in html


def test_an_apostrophe_that_kept_a_spreadsheet_quiet_is_gone_again(renamed):
    assert "=1+1" in renamed.problems.text
    assert "'=1+1" not in renamed.problems.text


def test_the_numbers_are_those_of_the_tables(room):
    book = room.all[room.all["status"] != "refused"]

    assert f"- Graded: {len(book)}" in room.overview.text
    assert f"{int(book['answers'].sum()):,}" in room.overview.text
    assert list(room.roster.frame["readiness"]) == sorted(book["readiness"], reverse=True)
    assert room.spread.frame.iloc[0, 1:].sum() == len(book)
    assert f"{book['points'].max():g}" in room.roster.body
    assert "cut-off.json" in room.problems.text
    assert "see observations" in room.roster.text


def test_a_state_is_told_only_when_it_is_likely_and_never_of_what_was_not_asked(room):
    cells = room.heat.frame

    reached, below = cells[cells["state"] == heat.REACHED], cells[cells["state"] == heat.BELOW]
    assert (reached["depth"] >= reached["target"]).all()
    assert (below["depth"] < below["target"]).all()
    assert set(cells.loc[cells["answers"] == 0, "state"]) == {heat.UNASKED}
    assert set(cells["state"]) <= set(heat.STATES)


def test_the_heat_map_has_a_row_a_learner_and_a_column_a_skill(room):
    html = room.heat.body
    rows = re.findall(r"<tr>(.*?)</tr>", html)
    counts = {row.count("<td") for row in rows[1:]}

    assert len(rows) == 1 + len(room.book)
    assert counts == {room.heat.frame["name"].nunique()}
    assert html.count('scope="row"') == len(room.book)
    assert sum(html.count(f">{sign}</td>") for sign in heat.SIGNS.values()) == len(room.heat.frame)


def test_signs_and_papers_of_the_heat_map_are_told_apart_without_colour_and_readable_with_it():
    assert len(set(heat.SIGNS.values())) == len(heat.STATES)
    for state in heat.STATES:
        assert contrast(heat.INK[state], heat.PAPER[state]) >= 4.5


def contrast(one, other):
    def luminance(colour):
        parts = np.array([int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)])
        linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
        return float(linear @ [0.2126, 0.7152, 0.0722])

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_every_learner_is_in_one_group_of_those_who_need_something(room):
    frame = room.needs.frame

    assert not frame["submission"].duplicated().any()
    assert set(frame["submission"]) <= set(room.book["submission"])
    assert not frame["state"].eq(heat.REACHED).any()


def test_what_nearly_all_lack_is_for_everybody_and_makes_no_group():
    rows = [
        (f"s{n}", f"L{n}", skill, skill.upper(), 2, 0.5, 0.5 if skill == "a" or n < 3 else 1.9, low, high, 3, state)
        for n in range(10)
        for skill, low, high, state in (
            ("a", 0.1, 0.9, heat.BELOW),
            ("b", *((0.1, 0.9, heat.BELOW) if n < 3 else (1.0, 2.6, heat.OPEN))),
        )
    ]
    found = heat.needs(pd.DataFrame(rows, columns=heat.COLUMNS), {"b": "Read."})

    assert found.lead.startswith("For everybody: A, which 80 % of the class")
    assert set(found.frame["name"]) == {"B"}
    assert "Read." in found.text


def test_misconceptions_are_wrong_answers_of_several_with_the_authors_words(room):
    data = room.misconceptions.frame
    bank = {item.id: item for item in room.catalog.all_items()}

    assert (data["chosen"] >= item_class.FEWEST).all()
    assert data["chosen"].div(data["answers"]).is_monotonic_decreasing
    assert len(data)
    for row in data.itertuples():
        item = bank[row.item]
        key = {item.key} if isinstance(item.key, str) else item.key
        wrong = [option.id for option in item.options if option.id not in key] or item.misconceptions

        assert wrong
        assert row.why


def test_typed_answers_are_traced_to_the_misconceptions_of_their_item(room):
    item = next(i for i in room.catalog.all_items() if i.kind == "text" and i.misconceptions and not i.draw)
    said = str(item.misconceptions[0].value)
    row = room.answers.iloc[0].to_dict() | {"item": item.id, "kind": "text", "value": said, "right": False}
    answers = pd.DataFrame([row | {"submission": name, "learner": name} for name in ("a", "b", "c")])
    found = Classroom(room.all, answers, room.problems_table, room.catalog).misconceptions.frame

    assert found[["answer", "chosen", "answers"]].values.tolist() == [[said, 3, 3]]


def test_with_few_answers_items_are_not_judged_and_it_says_why(room):
    few = room.answers[room.answers["submission"].isin(room.book["submission"].head(5))]
    items = Classroom(room.all, few, room.problems_table, room.catalog).items

    assert "20 are needed" in items.lead
    assert items.empty


def test_items_are_shown_with_how_uncertain_they_are(room):
    assert re.search(r"only known to within 0\.\d\d either way", room.items.lead)
    assert len(room.items.frame) == room.answers["item"].nunique()


def test_confidence_is_grouped_and_said():
    answers = pd.DataFrame({"confidence": [0.5, 0.5, 0.9, 1.0], "right": [True, False, True, True]})
    found = sureness.view(answers, confidence_statistics([], []))

    assert sureness.frame(answers)["answers"].tolist() == [2, 1, 1]
    assert found.empty
    assert "not enough data" in found.text


def test_a_class_that_was_always_equally_sure_has_its_view_too():
    said, right = [0.7] * 40, [True, False] * 20
    learners = [f"learner {number // 5}" for number in range(40)]
    answers = pd.DataFrame({"confidence": said, "right": right})
    found = sureness.view(answers, confidence_statistics(said, right, learners))

    assert "surer" in found.lead
    assert "one of two" not in found.lead


def test_a_class_of_one_and_a_class_of_nobody_have_every_view(room):
    one = room.all[room.all["status"] != "refused"].head(1)
    alone = Classroom(
        one, room.answers[room.answers["submission"].isin(one["submission"])], pd.DataFrame(), room.catalog
    )
    nobody = Classroom(room.all.head(0), room.answers.head(0), pd.DataFrame(), room.catalog)
    for name in VIEWS:
        for some in (alone, nobody):
            assert getattr(some, name)._repr_html_()
            assert not re.search(r"\bnan\b", getattr(some, name).text)


def test_hundreds_of_learners_stay_legible_and_small(room):
    many = pd.concat([room.book.assign(submission=room.book["submission"] + str(n)) for n in range(12)])
    cells = heat.cells(many, room.catalog.roles, room.catalog.skills)
    board = heat.heat(cells, many["submission"])

    assert board.body.count("<tr>") == 1 + len(many)
    assert len(board._repr_html_()) < 3_000_000
    assert roster.roster(many).body.count("<tr>") == 1 + len(many)


def test_reports_are_linked_where_there_are_any(room, marks, tmp_path):
    folder = marks / "reports"
    folder.mkdir()
    name = room.book["submission"].iloc[0]
    (folder / "x-0123456789.html").touch()
    (folder / ".pages.json").write_text(f'{{"{name}": "x-0123456789.html", "other.json": "gone.html"}}')
    linked = Classroom.open(marks)
    (folder / ".pages.json").write_text("not JSON")

    assert linked.roster.body.count("<a href=") == 1
    assert 'href="reports/x-0123456789.html"' in linked.roster.body
    assert "<a href=" not in Classroom.open(marks).roster.body


def test_a_folder_without_tables_and_a_broken_table_are_one_sentence(tmp_path):
    with pytest.raises(SubmissionError, match=r"has no gradebook\.parquet; name a folder that"):
        Classroom.open(tmp_path)
    for name in ("gradebook.parquet", "responses.parquet", "problems.csv"):
        (tmp_path / name).write_text("nothing")
    with pytest.raises(SubmissionError, match="cannot be read"):
        Classroom.open(tmp_path)


def test_a_made_up_class_can_be_looked_at_without_any_folder():
    room = Classroom.made_up(learners=6)

    assert len(room.book) == 7  # one of them was edited after its export
    assert "not graded" in room.problems.body


def test_a_board_escapes_what_is_text_and_keeps_what_is_html():
    body = table("<t>", ["<h>"], [["<a>", Raw("<b>bold</b>")]])
    shown = Board("<t>", "<l>\n`code`", "words", pd.DataFrame(), body)

    assert "&lt;a&gt;" in body
    assert "<b>bold</b>" in body
    assert "&lt;t&gt;" in shown._repr_html_()
    assert "<code>code</code>" in shown._repr_html_()
    assert str(shown) == "words"
    assert "Board '<t>'" in repr(shown)
