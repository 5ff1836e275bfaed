"""Reading data files: sound ones become records, and every slip is named with its file, item, field and fix."""

from contextlib import suppress
from datetime import date

import pytest
from catalog_examples import CHOICE, MULTI, NUMERIC, ORDER, TEXT, entry, items_file
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skillcheck.catalog.reading import LARGEST, read_items, read_records, read_toml, scan_items
from skillcheck.model import Course, DataError, Item, Kind

EVERY_KIND = (NUMERIC, CHOICE, TEXT, ORDER, MULTI)


@pytest.fixture
def sql_file(tmp_path):
    """Return a function that writes sql.toml and returns its path."""

    def write(content):
        path = tmp_path / "sql.toml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def test_items_of_every_kind_become_records_that_know_their_skill(sql_file):
    items = read_items(sql_file(items_file(*EVERY_KIND)), "sql")

    assert [item.kind for item in items] == [Kind.NUMERIC, Kind.CHOICE, Kind.TEXT, Kind.ORDER, Kind.MULTI]
    assert {item.skill for item in items} == {"sql"}
    assert items[3].key == ("zero", "forward", "backward", "step")


def test_a_review_date_is_read_as_a_date(sql_file):
    (item,) = read_items(sql_file(items_file(entry(CHOICE, review_by=date(2027, 11, 22)))), "sql")

    assert item.review_by == date(2027, 11, 22)


def problem_of(path):
    with pytest.raises(DataError) as caught:
        read_items(path, "sql")
    return str(caught.value)


def changed_option(**changes):
    return [{**CHOICE["options"][0], **changes}, *CHOICE["options"][1:]]


@pytest.mark.parametrize(
    ("base", "changes", "problem"),
    [
        (CHOICE, {"dificulty": 2}, "unknown field 'dificulty' (did you mean 'difficulty'?)"),
        (CHOICE, {"zzz": 2}, "unknown field 'zzz'; there are id, depth, kind"),
        (CHOICE, {"options": changed_option(rationle="x")}, "unknown field 'rationle' in options[0] (did you mean"),
        (CHOICE, {"options": [{"id": "a", "text": "b"}]}, "missing field 'rationale' in options[0]"),
        (CHOICE, {"source": None}, "missing field 'source'"),
        (CHOICE, {"depth": 4}, "field 'depth': invalid enum value 4"),
        (CHOICE, {"kind": "choise"}, "field 'kind': invalid enum value 'choise'"),
        (CHOICE, {"stem": 7}, "field 'stem': expected str, got int"),
        (CHOICE, {"skill": "sql"}, "leave out 'skill': the file's name says the skill"),
        (CHOICE, {"kind": "code"}, "kind 'code' belongs in data/exercises/<id>/"),
        (CHOICE, {"stem": "  "}, "stem is empty"),
        (CHOICE, {"id": "Not Kebab"}, "id 'Not Kebab' is not kebab-case"),
        (CHOICE, {"key": "fold-stat"}, "key 'fold-stat' is not one of the options fold-statistics, raw-features"),
        (CHOICE, {"key": ["fold-statistics"]}, "the key of a choice is one option id"),
        (CHOICE, {"options": None}, "kind 'choice' needs [[item.options]]"),
        (CHOICE, {"options": changed_option(id="more-folds")}, "option id 'more-folds' is used twice"),
        (CHOICE, {"options": changed_option(id="Fold 1")}, "option id 'Fold 1' is not a short lower-case word"),
        (CHOICE, {"misconceptions": TEXT["misconceptions"]}, "says its misconceptions in the rationales"),
        (CHOICE, {"tolerance": 0.1}, "'tolerance' is for numeric items only"),
        (CHOICE, {"case_sensitive": True}, "'case_sensitive' is for text items only"),
        (CHOICE, {"runs": True}, "'runs' needs a ```python block"),
        (MULTI, {"key": "scale"}, "the key of kind 'multi' is a list of option ids"),
        (MULTI, {"key": ["scale"]}, "has two options or more; else it is a choice"),
        (MULTI, {"key": ["scale", "scale"]}, "the key names an option twice"),
        (MULTI, {"key": ["scale", "select", "clip", "log"]}, "needs at least one distractor"),
        (MULTI, {"key": ["scale", "scail"]}, "key 'scail' is not one of the options"),
        (ORDER, {"key": ["zero", "forward", "backward"]}, "lists every step; missing: step"),
        (NUMERIC, {"key": ["1"]}, "the key of a numeric item is a number or an expression"),
        (NUMERIC, {"rationale": None}, "kind 'numeric' needs a rationale"),
        (NUMERIC, {"options": CHOICE["options"]}, "kind 'numeric' has no options; did you mean kind = \"choice\"?"),
        (NUMERIC, {"key": "tp / (tq + fp)"}, "key: 'tq' is neither drawn nor derived above it"),
        (NUMERIC, {"key": "tp / ("}, "key: expression 'tp / (' cannot be read: '(' was never closed"),
        (NUMERIC, {"key": "tp.real"}, "key: expression 'tp.real': Attribute is not part of the language"),
        (NUMERIC, {"derive": {"a": "b", "b": "tp"}}, "derive 'a': 'b' is neither drawn nor derived above it"),
        (NUMERIC, {"derive": {"tp": "3"}}, "'tp' is both drawn and derived"),
        (NUMERIC, {"derive": {"max": "3"}}, "'max' is a function of the expressions"),
        (NUMERIC, {"derive": {"2x": "3"}}, "'2x' is no name for a number"),
        (NUMERIC, {"require": ["tq > 1"]}, "require: 'tq' is neither drawn nor derived"),
        (NUMERIC, {"draw": {"tp": [1, 2, 3, 4]}}, "draw 'tp' must be [low, high], [low, high, step] or { choose"),
        (NUMERIC, {"draw": {"tp": [0.1, 0.9]}}, "draw 'tp' needs a step"),
        (NUMERIC, {"draw": {"tp": [9, 1]}}, "draw 'tp' must go from low to a higher high"),
        (NUMERIC, {"draw": {"tp": [1, 9, 0]}}, "draw 'tp' needs a step above 0"),
        (NUMERIC, {"draw": {"tp": {"choose": [1]}}}, "draw 'tp' must choose from two or more different values"),
        (NUMERIC, {"draw": {"tp": {"choose": [1, "a"]}}}, "draw 'tp' mixes numbers and texts"),
        (NUMERIC, {"draw": {"tp": {"chose": [1, 2]}}}, "unknown field 'chose' in draw[...] (did you mean 'choose'?)"),
        (NUMERIC, {"stem": "{tp} and {tpp}?"}, "stem: unknown placeholder '{tpp}' (did you mean 'tp'?)"),
        (NUMERIC, {"stem": "{tp!r:>9} {tp:>9}?"}, "stem: '{tp:>9}' has no simple numeric format"),
        (NUMERIC, {"tolerance": -1}, "'tolerance' must be a number of 0 or more"),
        (NUMERIC, {"relative_tolerance": 0.1}, "give 'tolerance' or 'relative_tolerance', not both"),
        (NUMERIC, {"range": [1, 0]}, "'range' must be [low, high]"),
        (TEXT, {"key": "[2, 3]"}, "the key of kind 'text' is a list of accepted texts"),
        (TEXT, {"key": []}, "the key of kind 'text' is a list of accepted texts"),
        (TEXT, {"key": [" "]}, "an accepted text of the key is empty"),
        (
            TEXT,
            {"misconceptions": [{"value": 3, "rationale": "x"}]},
            "misconception of a text item is a text in quotes",
        ),
    ],
)
def test_a_slip_in_an_item_is_named_with_file_item_and_field(sql_file, base, changes, problem):
    message = problem_of(sql_file(items_file(entry(base, **changes))))

    assert message.startswith(f"sql.toml: {changes.get('id', base['id'])}: ")
    assert problem in message


def test_an_infinite_key_is_refused(sql_file):
    content = items_file(entry(NUMERIC, key=1.0)).replace("key = 1.0", "key = inf")

    assert "a key or misconception is not a finite number" in problem_of(sql_file(content))


def test_require_without_draw_is_refused(sql_file):
    changes = {
        "draw": None,
        "key": 1,
        "stem": "One?",
        "misconceptions": None,
        "rationale": "One.",
        "require": ["1 > 0"],
    }

    assert "'require' without 'draw'" in problem_of(sql_file(items_file(entry(NUMERIC, **changes))))


def test_latex_and_code_keep_their_braces_in_templates(sql_file):
    stem = r"Of {tp}, {fn} and {fp}: $\frac{x}{y}$, `{'a': 1}` and `f'{other}'`?"

    assert read_items(sql_file(items_file(entry(NUMERIC, stem=stem))), "sql")


def test_an_id_used_twice_in_a_file_is_refused(sql_file):
    assert "scaling-before-split: the id is used twice" in problem_of(sql_file(items_file(CHOICE, CHOICE)))


def test_a_scan_reports_every_broken_item_and_keeps_the_sound_ones(sql_file):
    broken = [entry(CHOICE, id="one", key="x"), entry(CHOICE, id="two", stem=None)]
    items, problems = scan_items(sql_file(items_file(broken[0], NUMERIC, broken[1])), "sql")

    assert [item.id for item in items] == ["f1-from-counts"]
    assert [name for name, _ in problems] == ["one", "two"]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"[[item]]\nid = \n", "sql.toml: not valid TOML: Invalid value (at line 2"),
        (b"a = 1\na = 2\n", "not valid TOML"),
        (b"a = " + b"[" * 5000, "not valid TOML"),
        (b"a = " + b"9" * 5000, "not valid TOML"),
        (b"a = 2026-99-99", "not valid TOML"),
        ("naïve".encode("latin-1"), "line 1 is not UTF-8 text; save the file as UTF-8"),
        (b"ok = 1\n\xff\xfe", "line 2 is not UTF-8 text"),
        (b"# " + b"x" * LARGEST, "larger than 2 MB; split it"),
        (b"[[items]]\nid = 'a'\n", "unknown 'items' at the top of the file; entries are [[item]] tables"),
        (b"[item]\nid = 'a'\n", "write [[item]] with two brackets"),
        (b"item = [3]\n", "sql.toml: item 1: expected"),
        (b"[[item]]\nid = 3\n", "sql.toml: item 1: field 'id': expected str, got int"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_the_place(sql_file, content, problem):
    message = problem_of(sql_file(content))

    assert message.startswith("sql.toml: ")
    assert problem.casefold() in message.casefold()


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(DataError, match=r"sql\.toml: cannot be read: No such file"):
        read_items(tmp_path / "sql.toml", "sql")


def test_a_byte_order_mark_is_no_obstacle(sql_file):
    assert read_toml(sql_file("\ufeffa = 1\n")) == {"a": 1}


def test_records_of_other_files_are_named_the_same_way(tmp_path):
    path = tmp_path / "courses.toml"
    path.write_text('[[course]]\nid = "cs229"\nname = "CS229"\nstatus = "gone"\n')

    with pytest.raises(DataError, match=r"courses\.toml: cs229: field 'status': invalid enum value 'gone'"):
        read_records(path, "course", Course)


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(base=st.sampled_from(EVERY_KIND), field=st.sampled_from(Item.__struct_fields__), value=PLAIN)
def test_whatever_stands_in_a_field_is_read_or_refused_in_one_sentence(sql_file, base, field, value):
    with suppress(DataError):
        items = read_items(sql_file(items_file(entry(base, **{field: without_nothing(value)}))), "sql")

        assert len(items) == 1


def without_nothing(value):
    """TOML has no null: leave it out inside lists and tables."""
    if isinstance(value, list):
        return [without_nothing(one) for one in value if one is not None]
    if isinstance(value, dict):
        return {key: without_nothing(one) for key, one in value.items() if one is not None}
    return value


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(content=st.binary(max_size=200) | st.text(alphabet='[]item="\n{}., a1', max_size=80).map(str.encode))
def test_whatever_bytes_a_file_holds_are_read_or_refused_in_one_sentence(sql_file, content):
    with suppress(DataError):
        assert isinstance(read_items(sql_file(content), "sql"), tuple)
