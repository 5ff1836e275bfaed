"""`bank new`: a skeleton of every kind is TOML, asks for all it needs, and is put where the author wants it."""

import re
import tomllib

import msgspec
import pytest
from catalog_examples import CHOICE, MULTI, NUMERIC, ORDER, TEXT, items_file
from click.testing import CliRunner

from skillcheck.catalog import Catalog
from skillcheck.catalog.lint import lint
from skillcheck.catalog.schema import FIELDS
from skillcheck.catalog.skeleton import KINDS, put, skeleton
from skillcheck.cli import main
from skillcheck.model import DataError, Item, UnknownName

EXAMPLES = {base["kind"]: base for base in (CHOICE, MULTI, NUMERIC, ORDER, TEXT)}
SKILL = """[[skill]]
id = "evaluation-metrics"
name = "Evaluation metrics"
level = "beginner"
block = "M"
can_do = "Can choose one"
about = "About"
subtopics = ["F1"]
"""


@pytest.fixture
def folder(tmp_path):
    """A data folder with one skill and no items."""
    (tmp_path / "items").mkdir()
    (tmp_path / "bank.toml").write_text('version = "2026.11"\n', encoding="utf-8")
    (tmp_path / "skills.toml").write_text(SKILL, encoding="utf-8")
    return tmp_path


def new(folder, *arguments):
    return CliRunner().invoke(main, ["bank", "new", "evaluation-metrics", "--data", str(folder), *arguments])


def uncommented(text):
    """Return a skeleton with the fields that an author may want switched on."""
    return re.sub(r"^# (\w+ = )", r"\1", text, flags=re.MULTILINE)


@pytest.mark.parametrize("kind", KINDS)
def test_a_skeleton_never_passes_the_linter_as_it_is(kind, tmp_path):
    for item_id in ("", "an-id-of-its-own"):
        path = tmp_path / "evaluation-metrics.toml"
        path.write_text(skeleton(kind, item_id), encoding="utf-8")
        found = [problem.problem for problem in lint([path]) if problem.severity == "error"]

        assert "stem is empty" in found
        assert "source is empty" in found


@pytest.mark.parametrize("kind", KINDS)
def test_a_skeleton_with_everything_switched_on_is_toml_of_known_fields(kind):
    (table,) = tomllib.loads(uncommented(skeleton(kind)))["item"]
    parts = [part for name in ("options", "misconceptions") for part in table.get(name, ())]

    assert table.keys() <= FIELDS["Item"].keys()
    assert all(part.keys() <= FIELDS["Option"].keys() | FIELDS["Misconception"].keys() for part in parts)
    assert msgspec.convert(table, Item).kind == kind


@pytest.mark.parametrize("kind", KINDS)
def test_a_skeleton_filled_in_passes(kind, tmp_path):
    (table,) = tomllib.loads(skeleton(kind))["item"]
    path = tmp_path / "evaluation-metrics.toml"
    path.write_text(items_file({**table, **EXAMPLES[kind]}), encoding="utf-8")

    assert not table.keys() - {*EXAMPLES[kind], "runs"}
    assert [problem for problem in lint([path]) if problem.rule == "E00"] == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_that_the_kind_needs_has_a_place(kind):
    table = tomllib.loads(skeleton(kind))["item"][0]
    needed = {"id", "depth", "kind", "asks", "stem", "key", "source"}

    assert needed <= table.keys()
    assert ("options" in table) is (kind in ("choice", "multi", "order"))
    assert ("misconceptions" in table and "rationale" in table) is (kind in ("numeric", "text"))


def test_there_is_no_skeleton_of_an_exercise_or_of_an_unknown_kind():
    for kind in ("code", "essay"):
        with pytest.raises(UnknownName, match="there are choice, multi"):
            skeleton(kind)


def test_the_command_prints_by_default_and_writes_nothing(folder):
    done = new(folder, "--kind", "order", "--id", "steps-of-a-test")

    assert done.output == skeleton("order", "steps-of-a-test")
    assert list((folder / "items").iterdir()) == []


def test_appended_skeletons_stand_behind_what_was_there(folder):
    path = folder / "items" / "evaluation-metrics.toml"
    path.write_text(items_file(CHOICE).rstrip("\n"), encoding="utf-8")
    first = new(folder, "--kind", "text", "--id", "printed-f1", "--out", "append")
    second = new(folder, "--out", "append")
    items = tomllib.loads(path.read_text(encoding="utf-8"))["item"]

    assert first.exit_code == second.exit_code == 0
    assert "skillcheck bank lint" in first.output
    assert [item["id"] for item in items] == [CHOICE["id"], "printed-f1", ""]
    assert items[0] == CHOICE


def test_a_skill_without_a_file_gets_one(folder):
    new(folder, "--id", "first-one", "--out", "append")
    text = (folder / "items" / "evaluation-metrics.toml").read_text(encoding="utf-8")

    assert text == skeleton("choice", "first-one")


def test_windows_line_ends_stay_as_they_are(tmp_path):
    path = tmp_path / "metrics.toml"
    path.write_bytes(items_file(CHOICE).replace("\n", "\r\n").encode())
    put(skeleton(), path)

    assert path.read_bytes().count(b"\n") == path.read_bytes().count(b"\r\n") > 20


def test_a_file_that_is_broken_already_is_left_alone(folder):
    path = folder / "items" / "evaluation-metrics.toml"
    path.write_text("[[item]\n", encoding="utf-8")
    done = new(folder, "--out", "append")

    assert done.exit_code != 0
    assert "evaluation-metrics.toml: not valid TOML" in done.output
    assert path.read_text(encoding="utf-8") == "[[item]\n"


def test_nothing_is_lost_if_writing_fails(tmp_path, monkeypatch):
    path = tmp_path / "metrics.toml"
    path.write_text(items_file(CHOICE), encoding="utf-8")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(DataError, match=r"metrics\.toml: cannot be written: No space left"):
        put(skeleton(), path)

    assert path.read_text(encoding="utf-8") == items_file(CHOICE)
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_is_written_and_one_that_exists_is_not_touched(folder):
    path = folder / "draft.toml"
    first, again = (new(folder, "--out", str(path)) for _ in range(2))

    assert first.exit_code == 0
    assert path.read_text(encoding="utf-8") == skeleton()
    assert "draft.toml: exists and is left alone" in again.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--id", "scaling-before-split"], "the id is taken (retired); ids are never used again"),
        (["--id", "Not Kebab"], "is not kebab-case"),
        (["--kind", "essay"], "There is no kind 'essay'"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(folder, arguments, said):
    path = folder / "items" / "evaluation-metrics.toml"
    path.write_text(items_file({**CHOICE, "status": "retired"}), encoding="utf-8")
    done = new(folder, *arguments)

    assert done.exit_code != 0
    assert said in done.output


def test_an_unknown_skill_is_refused_with_the_nearest_name():
    done = CliRunner().invoke(main, ["bank", "new", "evaluation-metric"])

    assert "did you mean 'evaluation-metrics'" in done.output


def test_no_id_of_the_bank_can_be_given_again():
    catalog = Catalog.open()
    done = CliRunner().invoke(main, ["bank", "new", "sql-data-access", "--id", catalog.all_items()[0].id])

    assert "ids are never used again" in done.output
