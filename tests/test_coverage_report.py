"""What `bank report` counts: cells, minutes, sources, tools and reviews; and the block of it in the README."""

import json
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from catalog_examples import CHOICE, MULTI, NUMERIC, ORDER, TEXT, item
from click.testing import CliRunner

from skillcheck.catalog import Catalog, report
from skillcheck.catalog.coverage import coverage, minutes
from skillcheck.catalog.report import BEGIN, END, as_markdown, as_table, into
from skillcheck.catalog.tools import Tool, naming, read_tools, whole_words
from skillcheck.cli import main
from skillcheck.model import DataError, Exercise, Level

CATALOG = Catalog.open()
FOUND = report.report(CATALOG)
README = Path(__file__).resolve().parent.parent / "README.md"
SKILLS = [
    SimpleNamespace(id="evaluation-metrics", level=Level.BEGINNER),
    SimpleNamespace(id="rag", level=Level.ADVANCED),
]


def exercise(**changes):
    base = dict.fromkeys(("id", "title", "task", "function", "starter", "solution", "source"), "x")
    return Exercise(**{**base, "skill": "rag", "depth": 3, "hints": (), "minutes": 20.0, **changes})


def counted(*items, exercises=(), **more):
    return coverage(items, SKILLS, exercises, **more)


def test_every_item_and_exercise_is_in_one_cell_of_its_skill():
    found = counted(item(CHOICE), item(NUMERIC), item(TEXT, depth=2), exercises=[exercise()])
    metrics, rag = found["skills"]

    assert metrics["cells"] == {"1": {"numeric": 1}, "2": {"choice": 1, "text": 1}, "3": {}}
    assert rag["cells"] == {"1": {}, "2": {}, "3": {"code": 1}}
    assert found["kinds"] == {"choice": 1, "code": 1, "numeric": 1, "text": 1}
    assert found["skills_without_items"] == ["rag"]
    assert found["skills_without_exercises"] == ["evaluation-metrics"]


def test_the_shares_are_counted():
    found = counted(item(CHOICE), item(NUMERIC), item(ORDER), item(MULTI), exercises=[exercise()])

    assert found["parameterised"] == 1
    assert found["not_guessable"] == 4
    assert found["asks"] == {"apply": 2, "judge": 2}
    assert found["depths"] == {"1": 2, "2": 2, "3": 0}


@pytest.mark.parametrize("base", [CHOICE, MULTI, NUMERIC, ORDER, TEXT], ids=lambda base: base["kind"])
def test_deeper_items_take_longer_unless_they_say_otherwise(base):
    expected = [minutes(item(base, depth=depth)) for depth in (1, 2, 3)]

    assert 0 < expected[0] < expected[1] < expected[2] <= 2
    assert minutes(item(base, minutes=7)) == 7


def test_minutes_of_exercises_are_in_the_sum():
    alone, both = counted(item(CHOICE)), counted(item(CHOICE), exercises=[exercise()])

    assert both["minutes"] - alone["minutes"] == 20


def test_a_source_is_counted_once_and_its_host_without_www():
    sources = ["https://www.a.org/1", "https://a.org/2", "https://a.org/2", "https://b.org", "Murphy 2022, section 3.2"]
    found = counted(*(item(CHOICE, id=f"n{n}", source=source) for n, source in enumerate(sources)))

    assert found["sources"] == {"distinct": 4, "hosts": {"a.org": 2, "b.org": 1, "not online": 1}}


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        (("Git",), "A GitHub page", False),
        (("Git",), "With `Git`, it", True),
        (("C++",), "Rewrite it in C++.", True),
        (("C",), "Rewrite it in C++.", False),
        (("SQL",), "a MySQL server", False),
        (("R's", "in R"), "a matrix R, in Rust", False),
        (("R's", "in R"), "written in R, with", True),
        (("W&B",), "log to W&B now", True),
        (("pandas",), "Pandas eat bamboo", False),
    ],
)
def test_a_tool_is_found_as_a_whole_word_with_its_case(words, text, found):
    assert bool(whole_words(words).search(text)) is found


@pytest.mark.parametrize(
    "changes",
    [
        {"stem": "Keras prints a sum. Which?"},
        {"rationale": "So says Keras."},
        {"tools": ["Keras"]},
        {"options": [{**one, "rationale": "Keras does so."} for one in CHOICE["options"]]},
        {"options": [{**one, "text": f"Keras {one['text']}"} for one in CHOICE["options"]]},
    ],
)
def test_a_tool_is_looked_for_in_everything_an_item_says(changes):
    found = naming([Tool(name="Keras"), Tool(name="Flask")], [item(CHOICE, **changes)], [])

    assert found == {
        "Keras": {"items": ["scaling-before-split"], "exercises": []},
        "Flask": {"items": [], "exercises": []},
    }


def test_a_tool_is_looked_for_in_exercises_and_what_nothing_names_is_listed():
    tools = [Tool(name="SQL"), Tool(name="Flask", words=("flask",))]
    found = counted(item(CHOICE), exercises=[exercise(starter="import flask")], tools=tools)

    assert found["tools"]["Flask"] == {"items": 0, "exercises": 1}
    assert found["tools_not_covered"] == ["SQL"]
    assert "1 of 2 named, not yet SQL" in as_table({"bank": "", "reviews": 0, **found})


def test_a_bank_without_items_is_reported_too():
    found = {"bank": "", "reviews": 0, **counted()}

    assert "items: 0" in as_table(found)
    assert "| all | 2 | 0 | 0 | 0 |" in as_markdown(found)


def test_a_data_folder_may_keep_no_list_of_tools(tmp_path):
    assert read_tools(tmp_path) == ()


def test_tools_are_listed_once():
    names = [tool.name for tool in read_tools(CATALOG.folder)]

    assert len(names) > 30
    assert len(set(names)) == len(names)


def test_every_tool_of_the_guide_is_named_in_an_item_or_exercise():
    assert FOUND["tools_not_covered"] == []


def test_an_item_is_confirmed_by_a_review_of_what_it_says_now():
    items = CATALOG.all_items()
    reviewed = {one.item for one in CATALOG.reviews if one.outcome == "agrees"}

    assert FOUND["confirmed"] <= len(reviewed & {one.id for one in items})
    assert FOUND["confirmed"] == sum(row["confirmed"] for row in FOUND["skills"])


def test_nothing_is_confirmed_where_no_reviews_are_kept():
    catalog = SimpleNamespace(
        all_items=lambda: (item(CHOICE),),
        skills={skill.id: skill for skill in SKILLS},
        exercises={},
        reviews=(),
        folder=CATALOG.folder,
        version="1",
    )

    assert report.report(catalog)["confirmed"] == 0


def test_the_table_has_a_line_for_each_skill_and_its_columns_stand_below_their_heads():
    lines = as_table(FOUND).splitlines()
    head = lines[1]
    rows = [line for line in lines if line.split(" ")[0] in CATALOG.skills]

    assert len(rows) == 45
    assert {len(row) for row in rows} == {len(head)}
    assert head[46:58] == "c m n o t x "


def test_the_sums_of_kinds_and_depths_agree():
    total = FOUND["items"] + FOUND["exercises"]

    assert sum(FOUND["kinds"].values()) == total
    assert sum(sum(cell.values()) for cell in FOUND["cells"].values()) == total
    assert sum(sum(cell.values()) for row in FOUND["skills"] for cell in row["cells"].values()) == total


def test_the_readme_holds_the_report_of_this_bank():
    text = README.read_text(encoding="utf-8")

    assert into(text, as_markdown(FOUND), "README.md") == text, "run: skillcheck bank report --into README.md"


def test_the_block_is_put_between_its_marks_and_nothing_else_changes(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    done = CliRunner().invoke(main, ["bank", "report", "--into", str(page)])

    assert done.exit_code == 0
    assert page.read_text(encoding="utf-8") == f"before\n{as_markdown(FOUND)}\nafter\n"


@pytest.mark.parametrize("text", ["", BEGIN, f"{END}{BEGIN}", f"{BEGIN}{END}{BEGIN}{END}", f"{BEGIN}{BEGIN}{END}"])
def test_a_page_without_the_marks_is_left_alone_with_a_sentence(text):
    with pytest.raises(DataError, match=r"page\.md: holds no block"):
        into(text, f"{BEGIN}\nnew\n{END}", "page.md")


def test_the_markdown_is_the_block_and_the_json_holds_the_same_counts():
    printed = CliRunner().invoke(main, ["bank", "report", "--markdown"]).output.strip()
    counts = json.loads(CliRunner().invoke(main, ["bank", "report", "--json"]).output)

    assert printed == as_markdown(FOUND)
    assert counts == json.loads(json.dumps(FOUND))
    assert re.search(rf"\*\*items\*\*: {counts['items']}, ", printed)


@pytest.mark.slow
def test_the_guessers_table_is_added_when_asked_for():
    printed = CliRunner().invoke(main, ["bank", "report", "--guessers"]).output

    assert printed.startswith(as_table(FOUND))
    assert "G13" in printed
