"""The command line: every command has help with an example, and refuses in a sentence."""

import json

import pytest
from click.testing import CliRunner

from skillcheck.cli import bank, exam, main

GROUPS = {"bank": bank, "exam": exam}
COMMANDS = [(group, name) for group, commands in GROUPS.items() for name in commands.commands]
COMMANDS += [(name,) for name in main.commands if name not in GROUPS]


def run(*arguments):
    return CliRunner().invoke(main, arguments)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_has_help_with_an_example(command):
    shown = run(*command, "--help").output

    assert f"Example: skillcheck {' '.join(command)}" in shown


def test_the_doctor_names_where_answers_are_kept_and_how_code_is_kept_apart(tmp_path, monkeypatch):
    monkeypatch.setenv("SKILLCHECK_HOME", str(tmp_path))
    said = json.loads(run("doctor", "--json").output)

    assert said["answers are kept in"] == str(tmp_path)
    assert said["code exercises run"]
    assert "items" in said["bank"]


def test_an_unknown_item_is_refused_with_the_nearest_name():
    done = run("bank", "show", "f1-from-count")

    assert done.exit_code != 0
    assert "Traceback" not in done.output
    assert "Error:" in done.output


def test_a_bank_is_calibrated_from_submissions_and_says_so_in_every_estimate(tmp_path):
    from skillcheck import Workbook

    book = Workbook.open(home=tmp_path / "home")
    panel = book.check(length=5)
    while not panel.finished:
        panel.skip()
        panel.next()
    submission = book.export(tmp_path / "one.json")
    done = run("bank", "calibrate", str(submission), "--out", str(tmp_path / "parameters.toml"))
    again = Workbook.open(home=tmp_path / "home", parameters=tmp_path / "parameters.toml")

    assert done.exit_code == 0, done.output
    assert "5 answers of 1 learners: 0 items calibrated" in done.output
    assert "calibration of bank" in again.profile().text


def test_a_missing_submission_stops_the_calibration_with_a_sentence(tmp_path):
    done = run("bank", "calibrate", str(tmp_path / "nobody.json"), "--out", str(tmp_path / "x.toml"))

    assert done.exit_code != 0
    assert "nobody.json" in done.output
    assert "Traceback" not in done.output
