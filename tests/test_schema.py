"""The JSON Schemas of authors' files: kept as generated, true of the whole bank, and strict where the reader is."""

import re
import tomllib
from pathlib import Path

import jsonschema
import msgspec
import pytest
from catalog_examples import CHOICE, MULTI, NUMERIC, ORDER, TEXT, entry, items_file
from click.testing import CliRunner

from skillcheck.catalog import Catalog, schema
from skillcheck.catalog.reading import scan_items
from skillcheck.catalog.schema import FIELDS, SCHEMAS
from skillcheck.cli import main

ROOT = Path(__file__).resolve().parent.parent
DATA = Catalog.open().folder
FILES = {
    "items": sorted((DATA / "items").glob("*.toml")),
    "exercise": sorted((DATA / "exercises").glob("*/exercise.toml")),
    "project": sorted((DATA / "projects").glob("*.toml")),
}
KINDS = [CHOICE, MULTI, NUMERIC, ORDER, TEXT]
VALIDATORS = {name: jsonschema.Draft7Validator(make()) for name, make in SCHEMAS.items()}


def problems(name, data):
    """Return what is wrong with a file's data; a date is a text in the eyes of a schema, as editors see it."""
    return [error.message for error in VALIDATORS[name].iter_errors(msgspec.to_builtins(data))]


def of_item(kind="choice", **changes):
    base = next(one for one in KINDS if one["kind"] == kind)
    return problems("items", {"item": [entry(base, **changes)]})


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schema_kept_is_the_one_that_the_records_give(name):
    kept = (DATA / "schema" / f"{name}.json").read_text(encoding="utf-8")

    assert kept == schema.as_json(name), f"run: skillcheck bank schema {name} --out data/schema"


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schema_itself_is_sound(name):
    jsonschema.Draft7Validator.check_schema(SCHEMAS[name]())


@pytest.mark.parametrize(
    ("name", "path"),
    [(name, path) for name, files in FILES.items() for path in files],
    ids=lambda one: getattr(one, "stem", one),
)
def test_every_file_of_the_data_folder_is_valid(name, path):
    assert problems(name, tomllib.loads(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("base", KINDS, ids=lambda base: base["kind"])
def test_an_item_that_can_be_read_is_valid_whatever_its_kind(base, tmp_path):
    path = tmp_path / "metrics.toml"
    path.write_text(items_file(base), encoding="utf-8")

    assert scan_items(path, "metrics")[1] == []
    assert problems("items", tomllib.loads(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"depht": 2}, "'depht' was unexpected"),
        ({"depth": "2"}, "'2' is not one of [1, 2, 3]"),
        ({"depth": None}, "'depth' is a required property"),
        ({"asks": "aply"}, "'aply' is not one of"),
        ({"stem": 3}, "3 is not of type 'string'"),
        ({"stem": ""}, "should be non-empty"),
        ({"id": "Not_Kebab"}, "does not match"),
        ({"skill": "metrics"}, "'skill' was unexpected"),
        ({"options": None}, "'options' is a required property"),
        ({"key": ["a", "b"]}, "is not of type 'string'"),
        ({"tolerance": 0.1}, "False schema does not allow"),
        ({"misconceptions": []}, "False schema does not allow"),
        ({"options": [{"id": "a", "text": "A"}]}, "'rationale' is a required property"),
        ({"kind": "multi", "key": "scale"}, "is not of type 'array'"),
        ({"kind": "order", "key": ["zero"]}, "is too short"),
        ({"kind": "numeric", "draw": {"tp": [1, 2, 3, 4]}}, "is not valid under any"),
        ({"kind": "numeric", "draw": {"tp": ["1", "2"]}}, "is not valid under any"),
        ({"kind": "numeric", "rationale": None}, "'rationale' is a required property"),
        ({"kind": "numeric", "range": [0]}, "is too short"),
        ({"kind": "text", "key": "[2, 3]"}, "is not of type 'array'"),
        ({"kind": "text", "unit": "ms"}, "False schema does not allow"),
        ({"kind": "text", "runs": "yes"}, "is not of type 'boolean'"),
    ],
)
def test_a_slip_is_found_and_named(changes, said):
    assert any(said in problem for problem in of_item(**changes)), of_item(**changes)


def test_what_the_schema_refuses_the_reader_refuses_too(tmp_path):
    """An editor must not complain of what works; this holds for the slips of a field's shape."""
    path = tmp_path / "metrics.toml"
    for changes in ({"depht": 2}, {"depth": "2"}, {"stem": ""}, {"options": None}, {"tolerance": 0.1}, {"id": "No"}):
        path.write_text(items_file(entry(CHOICE, **changes)), encoding="utf-8")

        assert scan_items(path, "metrics")[1], changes
        assert of_item(**changes), changes


def test_a_table_of_another_name_is_refused():
    assert "'items' was unexpected" in problems("items", {"items": []})[0]


@pytest.mark.parametrize(
    ("name", "field"), [("exercise", "id"), ("exercise", "starter"), ("exercise", "solution"), ("items", "skill")]
)
def test_what_the_reader_fills_in_is_not_asked_of_the_author(name, field):
    body = SCHEMAS[name]()
    body = body["definitions"]["Item"] if name == "items" else body

    assert field not in body["properties"]
    assert field not in body["required"]


def test_an_exercise_without_a_task_or_with_no_time_is_refused():
    exercise = tomllib.loads(FILES["exercise"][0].read_text(encoding="utf-8"))

    assert "'task' is a required property" in problems("exercise", {k: v for k, v in exercise.items() if k != "task"})
    assert problems("exercise", {**exercise, "seconds": 0})
    assert problems("exercise", {**exercise, "hint": []})


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_field_says_what_it_is_for_and_nothing_is_described_that_is_no_field(name):
    whole = SCHEMAS[name]()
    bodies = [*whole["definitions"].values(), *([whole] if name != "items" else [])]
    described = {title for record in FIELDS.values() for title in record}

    assert all(one.get("description") for body in bodies for one in body["properties"].values())
    assert {field for body in bodies for field in body["properties"]} <= described


def test_no_field_of_any_file_may_be_null():
    """TOML has no word for it."""
    assert not any("null" in schema.as_json(name) for name in SCHEMAS)


def test_editors_are_told_which_schema_is_for_which_files():
    rules = tomllib.loads((ROOT / ".taplo.toml").read_text(encoding="utf-8"))["rule"]

    assert [rule["schema"]["path"] for rule in rules] == [f"data/schema/{name}.json" for name in FILES]
    for rule, files in zip(rules, FILES.values(), strict=True):
        assert sorted(path for pattern in rule["include"] for path in ROOT.glob(pattern)) == files


def test_the_command_prints_a_schema_or_puts_it_into_a_folder(tmp_path):
    printed = CliRunner().invoke(main, ["bank", "schema"]).output
    put = CliRunner().invoke(main, ["bank", "schema", "exercise", "--out", str(tmp_path)]).output

    assert printed == schema.as_json("items")
    assert re.search(r"Written to .*exercise\.json", put)
    assert (tmp_path / "exercise.json").read_text(encoding="utf-8") == schema.as_json("exercise")


def test_an_unknown_schema_is_refused_with_the_nearest_name():
    done = CliRunner().invoke(main, ["bank", "schema", "item"])

    assert done.exit_code != 0
    assert "did you mean 'items'" in done.output
