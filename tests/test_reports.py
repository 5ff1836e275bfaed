"""Reports of a class: one a learner, without code, fetching nothing, written again only when something changed."""

import re
import sqlite3

import msgspec
import nbformat
import pytest

from skillcheck import sandbox
from skillcheck.grading import Order, grade, grade_submission
from skillcheck.grading.demo import write_class
from skillcheck.grading.marking import Terms
from skillcheck.grading.sources import Source
from skillcheck.grading.work import decode
from skillcheck.model import SubmissionError

pytest.importorskip("papermill")
pytest.importorskip("nbconvert")

from skillcheck.grading import reports
from skillcheck.grading.page import open_page


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
    names = sorted(path.name for path in (graded.folder / "reports").glob("[!.]*"))

    assert graded.reports == 2
    assert [re.sub(r"-[0-9a-f]{10}", "", name) for name in names] == [
        *("abeba-adeyemi.html", "abeba-adeyemi.ipynb", "bilal-bauer.html", "bilal-bauer.ipynb"),
    ]


def test_a_page_has_the_result_and_no_code_and_fetches_nothing(graded):
    page = next((graded.folder / "reports").glob("abeba*.html")).read_text("utf-8")

    assert "Abeba Adeyemi: 6 answers scored" in page
    assert "grade_submission(" not in page
    assert not re.findall(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=[\"'](?:https?:)?//", page)


def test_the_class_has_a_page_too_without_code_and_fetching_nothing(graded):
    page = (graded.folder / "class.html").read_text("utf-8")

    assert "Abeba Adeyemi" in page
    assert "import" not in re.sub(r"<(script|style).*?</\1>", "", page, flags=re.S)
    assert not re.findall(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=[\"'](?:https?:)?//", page)


def test_a_notebook_is_executed_to_its_end(graded):
    notebook = nbformat.read(next((graded.folder / "reports").glob("abeba*.ipynb")), 4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]

    assert all(cell.execution_count for cell in code)
    assert not [output for cell in code for output in cell.outputs if output.output_type == "error"]


def test_a_second_run_leaves_reports_alone_and_takes_away_those_of_nobody(submissions, graded):
    folder = graded.folder / "reports"
    before = {path.name: path.stat().st_mtime_ns for path in folder.glob("[!.]*")}
    (folder / "gone-0123456789.html").touch()
    (folder / "my own notes.html").touch()
    again = grade([submissions], graded.folder, Order(jobs=1, resume=True))
    after = {path.name: path.stat().st_mtime_ns for path in folder.glob("[!.]*")}

    assert again.reports == 2
    assert set(after) == {*before, "my own notes.html"}
    assert {name: after[name] for name in before} == before


def test_under_a_code_the_name_is_in_no_report(submissions, tmp_path):
    grade([next(submissions.glob("abeba*.json"))], tmp_path, Order(jobs=1, anonymise=True))
    written = list((tmp_path / "reports").glob("[!.]*"))

    assert len(written) == 2
    for path in [*written, tmp_path / "class.html", tmp_path / "class.ipynb"]:
        assert "abeba" not in path.name
        assert "adeyemi" not in path.read_text("utf-8").casefold()


def test_an_exam_is_reported_with_its_key_alone(submissions, tmp_path):
    path = next(submissions.glob("abeba*.json"))
    edited = tmp_path / "exam.json"
    edited.write_text(path.read_text("utf-8").replace('"links"', '"exam": "midterm", "links"', 1))

    with pytest.raises(SubmissionError, match="name the instructor's key"):
        grade_submission(edited)


# --- the class, the page, and what goes wrong -----------------------------------------------------


@pytest.fixture(scope="module")
def coded(tmp_path_factory):
    """A learner with a solved and an unsolved exercise, graded into a folder."""
    folder = tmp_path_factory.mktemp("coded")
    paths = write_class(folder / "handed-in", 3, items=6, exercises=2, troubled=False)
    return paths, grade([folder / "handed-in"], folder / "marks", Order(jobs=1, points=20.0, reports=False))


def kept(marks, name):
    bodies = sqlite3.connect(marks / ".graded.sqlite3").execute("SELECT body FROM graded")
    return next(found for (body,) in bodies if (found := decode(body)).name == name)


def report_of(path, marks, folder, **changes):
    found = msgspec.structs.replace(kept(marks, path.name), **changes)
    return reports.Report(
        source=Source(name=path.name, path=str(path)), found=found, terms=Terms(), stem=str(folder / "r")
    )


def test_a_report_runs_no_code_again_and_shows_the_same_marks(coded, tmp_path, monkeypatch):
    paths, summary = coded
    found = kept(summary.folder, paths[0].name)
    (tmp_path / "found.json").write_bytes(msgspec.json.encode(found))
    monkeypatch.setattr(sandbox, "check", None)
    page = open_page(paths[0], found=str(tmp_path / "found.json"))
    code = [one for one in page.graded.responses if one.kind == "code"]

    assert [one.credit for one in code] == pytest.approx([one.credit for one in found.answers if one.kind == "code"])
    assert [one.right for one in page.graded.responses] == [one.right for one in found.answers]
    assert page.graded.standing.readiness.value == pytest.approx(found.readiness.value)


def test_code_that_was_never_met_is_run(coded, tmp_path, monkeypatch):
    paths, summary = coded
    found = msgspec.structs.replace(kept(summary.folder, paths[0].name), answers=())
    (tmp_path / "found.json").write_bytes(msgspec.json.encode(found))
    run = []
    outcome = sandbox.Outcome(True, (sandbox.CaseResult("", True),), "", "", 0.0)
    monkeypatch.setattr(sandbox, "check", lambda *given: run.append(given) or outcome)
    open_page(paths[0], found=str(tmp_path / "found.json"))

    assert len(run) == 2


def test_the_page_has_points_lateness_the_code_and_why_each_miss_is_one(coded, tmp_path):
    paths, summary = coded
    report = report_of(paths[1], summary.folder, tmp_path, late=True, points=12.5, learner="Ada")

    assert reports.write_report(report) == ""
    html = (tmp_path / "r.html").read_text("utf-8")
    assert "<title>Report on Ada</title>" in html
    assert "12.5" in html
    assert ", late" in html
    assert "checks passed" in html
    assert "<strong>The key is</strong>" in html
    assert "how-to" not in html
    assert "papermill" not in html


def test_a_page_is_whole_in_itself_and_runs_nothing(coded, tmp_path):
    paths, summary = coded
    reports.write_report(report_of(paths[0], summary.folder, tmp_path, learner="<img src=x onerror=alert(1)>"))
    html = (tmp_path / "r.html").read_text("utf-8")

    assert "<script" not in html
    assert "<img src=x" not in html
    assert 'lang="en"' in html
    assert "default-src 'none'" in html
    assert not re.findall(r"(?:src|href)=[\"'](?!data:|#|https://)", html)
    assert all("alt=" in tag for tag in re.findall(r"<img [^>]*>", html))
    assert len(re.findall("<main>", html)) == 1


def test_what_the_notebook_keeps_names_no_folder_of_this_machine(coded, tmp_path):
    paths, summary = coded
    reports.write_report(report_of(paths[0], summary.folder, tmp_path))
    text = (tmp_path / "r.ipynb").read_text("utf-8")

    assert str(paths[0].parent) not in text
    assert str(tmp_path) not in text
    assert str(reports.notebooks()) not in text


def test_a_report_that_cannot_be_written_is_a_sentence_and_the_others_go_on(coded, tmp_path):
    paths, summary = coded
    gone = report_of(paths[0], summary.folder, tmp_path)
    gone = msgspec.structs.replace(gone, source=Source(name="gone.json", path=str(tmp_path / "gone.json")))
    broken = tmp_path / "broken.json"
    broken.write_text(paths[0].read_text("utf-8")[:500], "utf-8")
    cut = msgspec.structs.replace(gone, source=Source(name="broken.json", path=str(broken)))
    nowhere = msgspec.structs.replace(report_of(paths[0], summary.folder, tmp_path), stem=str(tmp_path / "no" / "r"))

    assert re.match(r"gone\.json: its report could not be written \(.*no such file", reports.write_report(gone))
    assert re.match(r"broken\.json: its report could not be written \(.*ends in the middle", reports.write_report(cut))
    assert "its report could not be written" in reports.write_report(nowhere)
    assert not list(tmp_path.glob("*.html"))
    assert not list(tmp_path.glob(".*.part"))


def test_a_changed_point_or_lateness_is_a_new_report(coded):
    paths, summary = coded
    source, found = Source(name="x.json"), kept(summary.folder, paths[0].name)
    stems = {
        reports._report(source, msgspec.structs.replace(found, **change), summary.folder, Terms()).stem
        for change in ({}, {"points": 1.0}, {"late": True}, {"learner": "Other"}, {"digest": "0"})
    }

    assert len(stems) == 5


def test_the_class_report_is_written_beside_the_tables_and_links_the_learners(graded):
    assert reports.write_class_report(graded.folder, Terms()) == ""
    html = (graded.folder / "class.html").read_text("utf-8")
    linked = re.findall(r'href="(reports/[^"]+)"', html)

    assert len(linked) == 2
    assert all((graded.folder / address).is_file() for address in linked)
    assert "<title>Class report</title>" in html
    assert "Classroom.open(" not in html
    assert nbformat.read(graded.folder / "class.ipynb", 4).cells
    assert str(graded.folder) not in (graded.folder / "class.ipynb").read_text("utf-8")


def test_a_class_report_of_no_tables_is_a_sentence(tmp_path):
    said = reports.write_class_report(tmp_path, Terms())

    assert said.startswith("The class report could not be written (SubmissionError")
    assert "has no gradebook.parquet" in said
