"""Notebooks are essays: what every one of them must look like. That they run is nbval's business."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parent.parent / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
PARAMETERISED = [path for path in NOTEBOOKS if path.name.startswith(("8", "9"))]


def cells(path, kind=None):
    found = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in found if kind in (None, cell["cell_type"])]


def source(cell):
    return "".join(cell["source"])


def test_there_are_the_notebooks_of_the_design():
    wanted = {
        "00_start_here",
        "10_beginner",
        "20_intermediate",
        "30_advanced",
        "40_gaps",
        "50_progress",
        "60_portfolio",
    }

    assert wanted | {"80_preview_items", "90_grade_learner", "95_how_far_to_trust"} <= {path.stem for path in NOTEBOOKS}


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request):
    return request.param


def test_it_begins_with_a_title_and_prose_stands_before_every_code_cell_of_a_section(notebook):
    first, *rest = cells(notebook)
    headings = [index for index, cell in enumerate(rest) if re.match(r"#+ [^\n]+\s*$", source(cell))]

    assert source(first).startswith("# ")
    assert len(source(first).split()) > 20
    assert not headings, "a heading without a sentence below it"


def test_outputs_and_counts_are_stripped(notebook):
    for cell in cells(notebook, "code"):
        assert cell["outputs"] == []
        assert cell["execution_count"] is None


def test_a_code_cell_has_at_most_ten_lines_and_computes_nothing_of_its_own(notebook):
    for cell in cells(notebook, "code"):
        lines = [line for line in source(cell).splitlines() if line.strip()]
        nodes = {type(node) for node in ast.walk(ast.parse(source(cell)))}

        assert len(lines) <= 10
        assert not nodes & {ast.FunctionDef, ast.ClassDef, ast.For, ast.While}


def test_there_is_no_path_of_any_machine_and_none_relative_to_the_notebook(notebook):
    for cell in cells(notebook, "code"):
        assert not re.search(r"""["'](\.{1,2}/|/|~|[A-Z]:\\)""", source(cell))


def test_its_links_lead_to_notebooks_that_exist(notebook):
    for cell in cells(notebook, "markdown"):
        for target in re.findall(r"\]\(([^)#]+\.ipynb)\)", source(cell)):
            assert (FOLDER / target).is_file(), target


@pytest.mark.parametrize("path", PARAMETERISED, ids=lambda path: path.stem)
def test_what_papermill_runs_has_exactly_one_parameters_cell_of_plain_literals(path):
    tagged = [cell for cell in cells(path, "code") if "parameters" in cell["metadata"].get("tags", [])]
    values = [node.value for node in ast.parse(source(tagged[0])).body]

    assert len(tagged) == 1
    assert all(isinstance(value, ast.Constant) for value in values)


def papermill(*arguments):
    command = [sys.executable, "-m", "papermill", "--no-progress-bar", str(FOLDER / "90_grade_learner.ipynb")]
    return subprocess.run([*command, *arguments], capture_output=True, text=True, check=False)


def test_papermill_grades_an_exported_submission(tmp_path):
    from skillcheck import Workbook

    book = Workbook.open(home=tmp_path / "home", learner="Ada")
    panel = book.check(length=3)
    while not panel.finished:
        panel.skip()
        panel.next()
    submission = book.export(tmp_path / "answers.json")
    done = papermill(str(tmp_path / "report.ipynb"), "-p", "submission", str(submission))
    report = (tmp_path / "report.ipynb").read_text(encoding="utf-8")

    assert done.returncode == 0, done.stderr
    assert "Ada: 3 answers scored" in report


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        (["-p", "submission", "no-such-file.json"], "no-such-file.json"),
        (["-p", "submision", "x.json"], "Did you mean 'submission'?"),
        (["-p", "submission", ""], None),
    ],
)
def test_papermill_stops_at_a_missing_file_or_an_unknown_parameter_with_a_sentence(tmp_path, parameters, sentence):
    done = papermill(str(tmp_path / "report.ipynb"), *parameters)

    assert (done.returncode == 0) is (sentence is None)
    assert sentence is None or sentence in done.stderr
    assert "skillcheck/grading" not in done.stderr  # no traceback through our own code
