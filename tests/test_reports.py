"""Reports of a class: one a learner, without code, fetching nothing, written again only when something changed."""

import re

import nbformat
import pytest

from skillcheck.grading import Order, grade, grade_submission
from skillcheck.grading.demo import write_class
from skillcheck.model import SubmissionError

pytest.importorskip("papermill")


@pytest.fixture(scope="module")
def submissions(tmp_path_factory):
    folder = tmp_path_factory.mktemp("handed-in")
    write_class(folder, 2, items=6, exercises=0, troubled=False)
    return folder


@pytest.fixture(scope="module")
def graded(submissions, tmp_path_factory):
    out = tmp_path_factory.mktemp("marks")
    return grade([submissions], out, Order(jobs=2))


def test_every_learner_gets_a_page_and_the_notebook_it_was_made_from(graded):
    names = sorted(path.name for path in (graded.folder / "reports").iterdir())

    assert graded.reports == 2
    assert [re.sub(r"-[0-9a-f]{10}", "", name) for name in names] == [
        *("abeba-adeyemi.html", "abeba-adeyemi.ipynb", "bilal-bauer.html", "bilal-bauer.ipynb"),
    ]


def test_a_page_has_the_result_and_no_code_and_fetches_nothing(graded):
    page = next((graded.folder / "reports").glob("abeba*.html")).read_text("utf-8")

    assert "Abeba Adeyemi: 6 answers scored" in page
    assert "grade_submission(" not in page
    assert not re.findall(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=[\"'](?:https?:)?//", page)


def test_a_notebook_is_executed_to_its_end(graded):
    notebook = nbformat.read(next((graded.folder / "reports").glob("abeba*.ipynb")), 4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]

    assert all(cell.execution_count for cell in code)
    assert not [output for cell in code for output in cell.outputs if output.output_type == "error"]


def test_a_second_run_leaves_reports_alone_and_takes_away_those_of_nobody(submissions, graded):
    folder = graded.folder / "reports"
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    (folder / "gone-0123456789.html").touch()
    (folder / "my own notes.html").touch()
    again = grade([submissions], graded.folder, Order(jobs=1, resume=True))
    after = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}

    assert again.reports == 2
    assert set(after) == {*before, "my own notes.html"}
    assert {name: after[name] for name in before} == before


def test_under_a_code_the_name_is_in_no_report(submissions, tmp_path):
    grade([next(submissions.glob("abeba*.json"))], tmp_path, Order(jobs=1, anonymise=True))
    written = list((tmp_path / "reports").iterdir())

    assert len(written) == 2
    for path in written:
        assert "abeba" not in path.name
        assert "adeyemi" not in path.read_text("utf-8").casefold()


def test_an_exam_is_reported_with_its_key_alone(submissions, tmp_path):
    path = next(submissions.glob("abeba*.json"))
    edited = tmp_path / "exam.json"
    edited.write_text(path.read_text("utf-8").replace('"links"', '"exam": "midterm", "links"', 1))

    with pytest.raises(SubmissionError, match="name the instructor's key"):
        grade_submission(edited)
