"""The command line: every command has help with an example, and refuses in a sentence."""

import json

import pytest
from click.testing import CliRunner

from skillcheck.cli import bank, main

COMMANDS = [("bank", name) for name in bank.commands] + [(name,) for name in main.commands if name != "bank"]


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
