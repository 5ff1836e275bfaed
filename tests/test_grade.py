"""A class graded end to end: its tables, points, dates and roles, the command's exit codes, and going on later."""

import hashlib
import json
import shutil
import sqlite3
import sys
from datetime import UTC, datetime, timedelta

import msgspec
import pandas as pd
import pytest
from classes import edited, gradebook, hand_in, marked, problems, responses_of
from click.testing import CliRunner

from skillcheck import sandbox
from skillcheck.catalog import Catalog
from skillcheck.cli import main
from skillcheck.grading import Order, run
from skillcheck.grading.gradebook import ANSWER_COLUMNS, columns
from skillcheck.grading.progress import Bars
from skillcheck.grading.rescore import Judge
from skillcheck.grading.result import Result
from skillcheck.grading.run import Finish, moment_of
from skillcheck.model import Level, SkillcheckError, UnknownName
from skillcheck.record import read_submission

CATALOG = Catalog.open()


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory):
    """Six learners, one more whose file was edited, and a file cut off in the middle."""
    folder = tmp_path_factory.mktemp("handed-in")
    hand_in(folder, 6, exercises=1, troubled=True)
    return folder


@pytest.fixture(scope="module")
def marks(handed_in, tmp_path_factory):
    """That class graded."""
    out = tmp_path_factory.mktemp("marks")
    marked(handed_in, out)
    return out


@pytest.fixture(scope="module")
def troubled(tmp_path_factory):
    """Four learners and the two troubled files, without code to run."""
    folder = tmp_path_factory.mktemp("troubled")
    hand_in(folder, 4, troubled=True)
    return folder


@pytest.fixture
def three(tmp_path):
    """Three submissions without code, quick to grade."""
    return hand_in(tmp_path / "three")


def command(*arguments):
    return CliRunner().invoke(main, [str(one) for one in arguments])


def graded_anew(monkeypatch):
    """Return a list that fills with the names of what is graded and not taken from an earlier run."""
    names = []

    def spy(part, work=run.mark_part):
        names.extend(source.name for source in part.sources)
        return work(part)

    monkeypatch.setattr(run, "mark_part", spy)
    return names


# --- the tables -----------------------------------------------------------------------------------


def test_every_submission_has_one_row_in_the_gradebook(handed_in, marks):
    assert sorted(gradebook(marks)) == sorted(path.name for path in handed_in.iterdir())


def test_the_gradebook_has_a_column_for_every_level_exercise_and_skill(marks):
    names = list(pd.read_csv(marks / "gradebook.csv", nrows=0, encoding="utf-8-sig"))

    assert names == columns(list(CATALOG.skills), list(CATALOG.exercises))
    assert {*Level, *CATALOG.skills, *(f"exercise:{name}" for name in CATALOG.exercises)} <= set(names)


def test_the_gradebook_as_csv_and_as_parquet_say_the_same(marks):
    as_csv = pd.read_csv(marks / "gradebook.csv", encoding="utf-8-sig")
    as_parquet = pd.read_parquet(marks / "gradebook.parquet")

    for name in as_csv:
        left, right = as_csv[name], as_parquet[name]
        empty = right.isna() | (right.astype(str) == "")
        assert list(left.isna()) == list(empty), name
        assert list(left[~empty].astype(str)) == list(right[~empty].astype(left.dtype).astype(str)), name


def test_there_is_a_row_for_every_answer(marks):
    answers = pd.read_parquet(marks / "responses.parquet")

    assert list(answers) == list(ANSWER_COLUMNS)
    assert set(answers.groupby("submission").size()) == {8 + 1}
    assert str(answers["at"].dtype.tz) == "UTC"


def test_the_counts_of_the_gradebook_are_those_of_the_answers(marks):
    answers = pd.read_parquet(marks / "responses.parquet")
    for name, row in gradebook(marks).items():
        mine = answers[answers["submission"] == name]
        if row["status"] != "refused":
            assert (int(row["answers"]), int(row["right"])) == (len(mine), mine["right"].sum())
            assert int(row["skipped"]) == (mine["value"] == "").sum()


def test_shares_lie_within_their_limits_and_between_0_and_1(marks):
    for row in gradebook(marks).values():
        if row["status"] == "graded":
            for name in ("readiness", *Level):
                low, middle, high = (float(row[f"{name}{limit}"]) for limit in ("_low", "", "_high"))
                assert 0 <= low <= middle <= high <= 1


def test_an_exercise_has_the_best_credit_it_earned(marks):
    answers = pd.read_parquet(marks / "responses.parquet")
    code = answers[answers["kind"] == "code"]
    book = gradebook(marks)

    assert len(code) == 7
    for row in code.itertuples():
        assert float(book[row.submission][f"exercise:{row.item}"]) == row.credit
    assert set(code["right"]) == {False, True} or len(set(code["credit"])) > 1


def test_a_file_that_was_cut_off_is_a_row_that_says_so_and_has_no_marks(marks):
    row = gradebook(marks)["cut-off.json"]

    assert (row["status"], row["readiness"], row["answers"]) == ("refused", "", "")
    assert "cut off" in problems(marks)["cut-off.json"][0]


def test_a_file_that_claims_to_be_right_earns_what_its_answers_earn_and_the_edit_is_observed(marks):
    row = gradebook(marks)["edited.json"]

    assert int(row["right"]) < int(row["answers"])
    assert "another score in the file than earned" in row["observations"]
    assert "not as recorded" in row["observations"]


def test_honest_submissions_have_neither_problems_nor_observations(marks):
    honest = [row for name, row in gradebook(marks).items() if name not in ("cut-off.json", "edited.json")]

    assert len(honest) == 6
    assert {(row["status"], row["problems"], row["observations"]) for row in honest} == {("graded", "0", "")}


def test_every_row_has_the_digest_of_its_file(handed_in, marks):
    for name, row in gradebook(marks).items():
        assert row["sha256"] == hashlib.sha256((handed_in / name).read_bytes()).hexdigest()


def test_nothing_half_written_is_left(marks):
    assert not list(marks.glob(".*.part"))


def test_the_same_code_is_run_once_for_a_whole_class(three, tmp_path, monkeypatch):
    runs = []

    def check(exercise, source, cases):
        runs.append(source)
        return sandbox.check_trusted(exercise, exercise.solution, cases)

    judge = Judge(CATALOG, check)
    exercise = CATALOG.exercise("chunked")

    def add_code(plain):
        code = {"item": "chunked", "skill": exercise.skill, "kind": "code", "value": exercise.solution}
        plain["entries"].append(responses_of(plain)[0] | code | {"purpose": "exercise"})

    for path in three:
        judge.rescore(read_submission(edited(path, add_code)))

    assert runs == [exercise.solution]


# --- points, lateness, roles ----------------------------------------------------------------------


def test_points_by_answers_are_those_of_the_table_of_answers(three, tmp_path):
    (tmp_path / "w.toml").write_text('points = 10\nbasis = "answers"\n[weights]\npython-programming = 1\n')
    marked(three, tmp_path / "out", weights=str(tmp_path / "w.toml"))
    answers = pd.read_parquet(tmp_path / "out/responses.parquet")
    mine = answers[answers["skill"] == "python-programming"].groupby("submission")["credit"].mean()

    assert len(mine) == 3
    assert {name: float(row["points"]) for name, row in gradebook(tmp_path / "out").items()} == pytest.approx(
        {name: round(10 * credit, 2) for name, credit in mine.items()}
    )


def test_without_weights_or_points_nobody_has_points_and_with_points_everybody_has(three, tmp_path):
    marked(three, tmp_path / "out")

    assert {row["points"] for row in gradebook(tmp_path / "out").values()} == {""}

    marked(three, tmp_path / "out", points=20.0)
    assert all(0 < float(row["points"]) < 20 for row in gradebook(tmp_path / "out").values())


def test_only_what_was_exported_after_the_date_is_late(troubled, tmp_path):
    marked(troubled, tmp_path / "out")
    rows = gradebook(tmp_path / "out")
    exported = {name: datetime.fromisoformat(row["exported"]) for name, row in rows.items() if row["bank"]}
    date = sorted(exported.values())[2]
    marked(troubled, tmp_path / "out", late=date)
    late = {name: row["late"] for name, row in gradebook(tmp_path / "out").items()}

    assert late.pop("cut-off.json") == ""
    assert late == {name: str(moment > date) for name, moment in exported.items()}
    assert set(late.values()) == {"True", "False"}


def test_a_date_ends_with_its_day_and_a_moment_is_taken_as_it_is():
    assert moment_of("2026-12-01") == datetime(2026, 12, 2).astimezone()
    assert moment_of("2026-12-01T18:00") == datetime(2026, 12, 1, 18).astimezone()
    assert moment_of("2026-12-01T18:00+02:00") == datetime(2026, 12, 1, 16, tzinfo=UTC)


@pytest.mark.parametrize("text", ["tomorrow", "01.12.2026", "2026-13-01", ""])
def test_what_is_no_date_is_refused_with_an_example(text):
    with pytest.raises(SkillcheckError, match="write 2026-12-01"):
        moment_of(text)


def test_a_late_moment_without_a_zone_is_this_machines():
    noon = datetime(2026, 12, 1, 12)
    finish = Finish(None, noon, None)

    assert not finish(Result(name="a.json", exported=noon.astimezone())).late
    assert finish(Result(name="a.json", exported=noon.astimezone() + timedelta(seconds=1))).late


def test_everybody_is_measured_against_their_own_role(three, tmp_path):
    def change(plain):
        for entry in plain["entries"]:
            if "role" in entry:
                entry["role"] = "data-scientist"

    edited(three[0], change)
    marked(three, tmp_path / "out")

    assert [row["role"] for row in gradebook(tmp_path / "out").values()] == [
        "data-scientist",
        "ml-engineer",
        "ml-engineer",
    ]


def test_one_role_can_be_asked_of_everybody(three, tmp_path):
    marked(three, tmp_path / "out", role="mlops-engineer")

    assert {row["role"] for row in gradebook(tmp_path / "out").values()} == {"mlops-engineer"}


def test_an_unknown_role_is_refused_before_anything_is_written(three, tmp_path):
    with pytest.raises(UnknownName, match="mlops-engineer"):
        marked(three, tmp_path / "out", role="mlops")

    assert not (tmp_path / "out").exists()


def test_isolation_that_is_required_and_missing_stops_the_run(three, tmp_path, monkeypatch):
    monkeypatch.setattr(run.sandbox, "isolated", lambda: False)
    with pytest.raises(SkillcheckError, match="Isolation is required"):
        marked(three, tmp_path / "out", require_isolation=True)

    assert marked(three, tmp_path / "out").graded == 3


def test_a_missing_library_is_said_before_any_work(three, tmp_path, monkeypatch):
    monkeypatch.setattr(run, "find_spec", lambda name: None if name == "pyarrow" else name)
    with pytest.raises(SkillcheckError, match=r"needs pyarrow: pip install 'skillcheck\[grading\]'"):
        marked(three, tmp_path / "out")


def test_an_output_folder_that_cannot_be_made_is_one_sentence(three, tmp_path):
    (tmp_path / "out").write_text("a file")
    with pytest.raises(SkillcheckError, match="choose another folder"):
        marked(three, tmp_path / "out")


# --- the command ----------------------------------------------------------------------------------


def test_the_command_exits_0_when_all_were_graded(three, tmp_path):
    done = command("grade", three[0].parent, "--out", tmp_path / "out", "--no-reports", "--jobs", 1)

    assert done.exit_code == 0, done.output
    assert "3 graded, 0 refused" in done.output


def test_the_command_exits_3_when_some_were_refused(troubled, tmp_path):
    done = command("grade", troubled, "--out", tmp_path / "out", "--no-reports", "--jobs", 1)

    assert done.exit_code == 3, done.output
    assert "5 graded, 1 refused" in done.output
    assert "problems.csv" in done.output


def test_the_command_exits_3_when_some_were_graded_in_part(three, tmp_path):
    edited(three[0], lambda plain: responses_of(plain)[0].update(item="no-such-item"))
    done = command("grade", three[0].parent, "--out", tmp_path / "out", "--no-reports", "--jobs", 1)

    assert done.exit_code == 3, done.output
    assert "1 graded in part" in done.output
    assert [row["status"] for row in gradebook(tmp_path / "out").values()] == ["in part", "graded", "graded"]


@pytest.mark.parametrize("what", ["cut-off.json", "an empty folder", "nothing"])
def test_the_command_exits_4_when_nothing_was_graded(troubled, tmp_path, what):
    (tmp_path / "empty").mkdir()
    place = {"an empty folder": tmp_path / "empty", "nothing": tmp_path / "nowhere"}.get(what, troubled / what)
    done = command("grade", place, "--out", tmp_path / "out", "--no-reports", "--jobs", 1)

    assert done.exit_code == 4, done.output
    assert "0 graded" in done.output


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--role", "wizard", "no role 'wizard'"),
        ("--late", "soon", "is no date"),
        ("--weights", "nowhere.toml", "nowhere.toml: cannot be read"),
        ("--key", "nowhere.json", "nowhere.json: no such file"),
        ("--parameters", "nowhere.toml", "nowhere.toml: cannot be read"),
        ("--data", "nowhere", "no data folder here"),
    ],
)
def test_the_command_refuses_a_wrong_option_in_a_sentence_with_exit_code_1(three, tmp_path, option, value, words):
    done = command("grade", three[0], "--out", tmp_path / "out", "--no-reports", option, value)

    assert done.exit_code == 1, done.output
    assert done.output.startswith("Error: ")
    assert words in done.output
    assert "Traceback" not in done.output


def test_the_command_prints_one_json_object_when_asked(troubled, tmp_path):
    done = command("grade", troubled, "--out", tmp_path / "out", "--no-reports", "--jobs", 1, "--json")
    said = json.loads(done.output)

    assert (said["graded"], said["refused"], said["in_part"], said["code"]) == (5, 1, 0, 3)
    assert said["folder"] == str(tmp_path / "out")


def test_the_command_goes_on_and_writes_codes_and_points_when_asked(three, tmp_path):
    usual = ("grade", three[0].parent, "--out", tmp_path / "out", "--no-reports", "--jobs", 1)
    assert command(*usual).exit_code == 0

    done = command(*usual, "--resume", "--anonymise", "--points", "20", "--late", "2020-01-01")
    rows = gradebook(tmp_path / "out").values()
    assert "3 had not changed since the last run" in done.output
    assert all(row["learner"].startswith("learner-") and row["late"] == "True" and row["points"] for row in rows)


def test_the_steps_are_told_up_to_the_last_one(three, tmp_path):
    told = []
    marked(three, tmp_path / "out", step=lambda what, done, of: told.append((what, done, of)))

    assert told == [("answers", number, 3) for number in (1, 2, 3)]


def test_bars_are_shown_to_a_terminal_and_to_nobody_else(capsys, monkeypatch):
    with Bars() as bars:
        bars.step("answers", 1, 2)
    assert capsys.readouterr().err == ""

    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with Bars(silent=True) as bars:
        bars.step("answers", 1, 2)
    assert capsys.readouterr().err == ""

    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with Bars() as bars:
        bars.step("answers", 1, 2)
        bars.step("reports", 1, 2)
    shown = capsys.readouterr().err
    assert "answers" in shown
    assert "reports" in shown


def test_an_order_is_what_the_command_can_say():
    options = {parameter.name for parameter in main.commands["grade"].params}

    assert set(Order.__struct_fields__) <= options
    assert msgspec.json.decode(msgspec.json.encode(Order()), type=Order) == Order()


# --- resuming -------------------------------------------------------------------------------------


def test_a_second_run_grades_only_what_was_refused_again(troubled, tmp_path, monkeypatch):
    marked(troubled, tmp_path / "out")
    before = (tmp_path / "out/gradebook.csv").read_bytes()
    names = graded_anew(monkeypatch)
    summary = marked(troubled, tmp_path / "out", resume=True)

    assert names == ["cut-off.json"]
    assert (summary.graded, summary.refused, summary.kept) == (5, 1, 5)
    assert "5 had not changed" in summary.text
    assert (tmp_path / "out/gradebook.csv").read_bytes() == before


def test_without_resume_everything_is_graded_again(three, tmp_path, monkeypatch):
    marked(three, tmp_path / "out")
    names = graded_anew(monkeypatch)

    assert marked(three, tmp_path / "out").kept == 0
    assert len(names) == 3


def test_a_changed_file_is_graded_again_and_no_other(three, tmp_path, monkeypatch):
    marked(three, tmp_path / "out")
    edited(three[1], lambda plain: plain.update(learner="Somebody Else"))
    names = graded_anew(monkeypatch)
    marked(three, tmp_path / "out", resume=True)

    assert names == [three[1].name]
    assert gradebook(tmp_path / "out")[three[1].name]["learner"] == "Somebody Else"


def test_a_renamed_file_is_known_by_its_content(three, tmp_path, monkeypatch):
    marked(three, tmp_path / "out")
    three[1].rename(three[1].with_name("another-name.json"))
    names = graded_anew(monkeypatch)
    marked(three[0].parent, tmp_path / "out", resume=True)

    assert names == []
    assert "another-name.json" in gradebook(tmp_path / "out")


def test_other_terms_grade_everything_again_and_the_first_ones_are_still_known(three, tmp_path, monkeypatch):
    marked(three, tmp_path / "out")
    names = graded_anew(monkeypatch)
    marked(three, tmp_path / "out", resume=True, role="data-scientist")
    assert len(names) == 3

    assert marked(three, tmp_path / "out", resume=True).kept == 3


def test_other_points_and_dates_need_no_grading_again(three, tmp_path, monkeypatch):
    marked(three, tmp_path / "out", points=10.0)
    first = gradebook(tmp_path / "out")
    names = graded_anew(monkeypatch)
    marked(three, tmp_path / "out", resume=True, points=20.0, late=datetime(2020, 1, 1, tzinfo=UTC))
    second = gradebook(tmp_path / "out")

    assert names == []
    assert {row["late"] for row in second.values()} == {"True"}
    for name, row in second.items():
        assert float(row["points"]) == pytest.approx(2 * float(first[name]["points"]), abs=0.011)


@pytest.fixture(scope="module")
def own_bank(tmp_path_factory):
    """The bank as a data folder of an instructor's own."""
    folder = tmp_path_factory.mktemp("bank") / "data"
    shutil.copytree(CATALOG.folder, folder)
    return folder


def test_a_changed_bank_grades_everything_again_by_what_it_holds_now(three, own_bank, tmp_path):
    marked(three, tmp_path / "out", data=str(own_bank))
    assert {row["status"] for row in gradebook(tmp_path / "out").values()} == {"graded"}

    asked = responses_of(json.loads(three[0].read_text("utf-8")))[0]
    (own_bank / "items" / f"{asked['skill']}.toml").write_text("")
    summary = marked(three, tmp_path / "out", data=str(own_bank), resume=True)

    assert (summary.kept, summary.in_part) == (0, 3)
    assert f"this bank has no item '{asked['item']}'" in problems(tmp_path / "out")[three[0].name][0]


def test_changed_parameters_grade_everything_again(three, tmp_path):
    parameters = tmp_path / "parameters.toml"
    done = command("bank", "calibrate", *three, "--out", parameters)
    assert done.exit_code == 0, done.output
    marked(three, tmp_path / "out", parameters=str(parameters))
    assert marked(three, tmp_path / "out", parameters=str(parameters), resume=True).kept == 3

    parameters.write_text(parameters.read_text() + "# seen again\n")
    assert marked(three, tmp_path / "out", parameters=str(parameters), resume=True).kept == 0


def test_a_kept_result_that_cannot_be_read_is_graded_again(three, tmp_path):
    marked(three, tmp_path / "out")
    with sqlite3.connect(tmp_path / "out/.graded.sqlite3") as base:
        base.execute("UPDATE graded SET body = ?", (b"from another version",))
    base.close()

    assert marked(three, tmp_path / "out", resume=True).kept == 0


@pytest.mark.parametrize("content", [b"not a database at all, but long enough to look at" * 10, None])
def test_kept_results_that_are_spoilt_are_named_with_what_to_do(three, tmp_path, content):
    marked(three, tmp_path / "out")
    path = tmp_path / "out/.graded.sqlite3"
    body = bytearray(path.read_bytes())
    body[4096:] = b"\xff" * (len(body) - 4096)
    path.write_bytes(content or bytes(body))
    with pytest.raises(SkillcheckError, match=r"graded\.sqlite3: cannot be used .* delete it"):
        marked(three, tmp_path / "out", resume=True)
