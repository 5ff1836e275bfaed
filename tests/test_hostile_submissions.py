"""Broken and hostile submissions: each a row that says why, and the others' marks untouched, byte for byte."""

import importlib
import json
import os
import shutil
import sys
from pathlib import Path

import pandas as pd
import pytest
import workers
from classes import edited, gradebook, hand_in, lines, marked, problems, responses_of, table
from hypothesis import given
from hypothesis import strategies as st

from skillcheck import sandbox
from skillcheck.catalog import Catalog
from skillcheck.grading import gradebook as tables
from skillcheck.grading import kept, marking, run, work
from skillcheck.grading.gradebook import safe_cell
from skillcheck.grading.marking import Terms, mark, mark_all
from skillcheck.grading.rescore import MOST_ENTRIES, Judge
from skillcheck.grading.sources import Source
from skillcheck.grading.texts import clean_name, clean_text, slug
from skillcheck.model import Kind, SkillcheckError
from skillcheck.record import loading

CATALOG = Catalog.open()
GOOD = ("abeba-adeyemi.json", "bilal-bauer.json", "chiara-costa.json")
TABLES = ("gradebook.csv", "gradebook.parquet", "responses.parquet", "problems.csv")
FAR_FUTURE, FAR_PAST = "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    """Three honest submissions."""
    folder = tmp_path_factory.mktemp("good")
    hand_in(folder)
    return folder


@pytest.fixture(scope="module")
def alone(good, tmp_path_factory):
    """What they earn with nobody else in the class."""
    out = tmp_path_factory.mktemp("alone")
    marked(good, out)
    return out


@pytest.fixture(scope="module")
def model(good, tmp_path_factory):
    """A fourth learner's submission, before it goes wrong."""
    path = tmp_path_factory.mktemp("model") / "fourth.json"
    return edited(good / GOOD[0], lambda plain: plain.update(learner="Fourth"), path)


@pytest.fixture(scope="module")
def judge():
    """The bank, opened once."""
    return Judge(CATALOG)


def bytes_of(text):
    return lambda path, _: path.write_bytes(text)


def of_size(size, begins=b'{"format": "skillcheck-submission", "entries": ['):
    """A sparse file of that many bytes."""

    def build(path, _):
        with path.open("wb") as file:
            file.write(begins)
            file.truncate(size)

    return build


def cut(share):
    def build(path, model):
        content = model.read_bytes()
        path.write_bytes(content[: int(len(content) * share)])

    return build


def top(**changes):
    """The submission's own fields changed."""
    return lambda path, model: edited(model, lambda plain: plain.update(changes), path)


def first(**changes):
    """Its first answer changed."""
    return lambda path, model: edited(model, lambda plain: responses_of(plain)[0].update(changes), path)


def first_without(field):
    """Its first answer without a field."""
    return lambda path, model: edited(model, lambda plain: responses_of(plain)[0].pop(field), path)


def every(change):
    """All its answers changed."""
    return lambda path, model: edited(model, lambda plain: [change(one) for one in responses_of(plain)], path)


def raw(old, new):
    """A piece of its text changed, to what no JSON writer writes."""
    return lambda path, model: path.write_text(model.read_text("utf-8").replace(old, new, 1), "utf-8")


def latin_1(path, model):
    path.write_bytes(model.read_bytes().replace(b"Fourth", b"F\xf6urth"))


def many_entries(path, model):
    def repeat(plain):
        plain["entries"] = [responses_of(plain)[0]] * (MOST_ENTRIES + 1)

    edited(model, repeat, path)


def check_in(**changes):
    return lambda path, model: edited(model, lambda plain: plain["entries"][0].update(changes), path)


REFUSED = {
    "empty": (bytes_of(b""), "is empty"),
    "a picture": (bytes_of(b"\x89PNG\r\n\x1a\n"), "is not JSON"),
    "other JSON": (bytes_of(b'{"cells": []}'), "is not a skillcheck submission"),
    "a list": (bytes_of(b"[1, 2]"), "is not a skillcheck submission"),
    "not UTF-8": (latin_1, "not UTF-8"),
    "cut off at the start": (cut(0.1), "cut off"),
    "cut off at the end": (cut(0.98), "cut off"),
    "500 MB": (of_size(500_000_000), "has 500 MB, more than the 20 MB"),
    "ten million answers": (of_size(10_000_000 * 180), "has 1800 MB, more than the 20 MB"),
    "too many entries": (many_entries, "holds 20001 entries, more than the 20000"),
    "nested deeply": (bytes_of(b'{"a":' * 200_000 + b"1" + b"}" * 200_000), "nested too deeply"),
    "nested entries": (top(entries=[[[]]]), "Expected `object`, got `array`"),
    "NaN": (raw('"credit": ', '"credit": NaN, "x": '), "NaN or Infinity"),
    "Infinity": (raw('"credit": ', '"credit": Infinity, "x": '), "NaN or Infinity"),
    "a number beyond all numbers": (raw('"credit": ', '"credit": 1e999, "x": '), "Number out of range"),
    "a time without a zone": (first(at="2026-09-14T08:00:00"), "time without its time zone"),
    "an export without a zone": (top(exported="2026-09-14T08:00:00"), "`exported` is a time without its time zone"),
    "no time at all": (first(at="yesterday"), "Invalid RFC3339"),
    "the thirteenth month": (first(at="2026-13-01T00:00:00Z"), "Invalid RFC3339"),
    "a seed that is no whole number": (first(seed=0.5), "Expected `int`, got `float`"),
    "a kind that is none": (first(kind="essay"), "Invalid enum value 'essay'"),
    "a field too many": (first(evil=1), "unknown field `evil`"),
    "a field too few": (first_without("credit"), "missing required field `credit`"),
    "a time before all times": (first(at="0001-01-01T00:00:00+23:59"), "could not be graded (OverflowError"),
    "a newer version": (top(version=99), "newer skillcheck"),
    "half a letter": (raw('"learner": "', '"learner": "\\ud800'), "not JSON"),
}
IN_PART = {
    "an unknown item": (first(item="no-such-item"), "this bank has no item 'no-such-item'"),
    "an unknown exercise": (first(item="no-such-one", kind="code"), "no exercise 'no-such-one'"),
    "an exercise of a million letters": (first(item="x" * 1_000_000, kind="code"), "this bank has no exercise 'xxx"),
    "an item of a million letters": (first(item="x" * 1_000_000), "this bank has no item 'xxx"),
    "a path for an item": (first(item="../../bank", skill="../../x"), "this bank has no item '../../bank'"),
    "a path for an exercise": (first(item="../items", kind="code"), "no exercise '../items'"),
    "another version of an item": (first(version="00000000"), "another version of this item"),
    "an option that is none": (first(value=["no-such-option"]), "is not"),
    "an answer too long": (every(lambda one: one.update(value="x" * 10_000)), "entry"),
    "a confidence of 7": (first(confidence=7), "a confidence of 7 is not between 0 and 1; left out"),
    "a confidence below 0": (first(confidence=-0.1), "a confidence of -0.1 is not between 0 and 1"),
    "negative seconds": (first(seconds=-3), "cannot have taken -3 seconds; left out"),
    "seconds without end": (first(seconds=1e300), "cannot have taken 1e+300 seconds"),
    "a rating of 99": (check_in(ratings={"python-programming": 99}), "ratings go from 1 to 5"),
    "a prediction of 5": (check_in(predicted=5), "predictions from 0 to 1"),
}
# Odd, and graded all the same.
ODD = {
    "an honest one": top(learner="Zoe Zuse"),
    "seeds below 0": every(lambda one: one.update(seed=-1)),
    "seeds beyond 64 bits": every(lambda one: one.update(seed=2**200)),
    "the year 9999": first(at=FAR_FUTURE),
    "the year 1": first(at=FAR_PAST),
    "an export in the year 9999": top(exported=FAR_FUTURE),
    "an export in the year 1": top(exported=FAR_PAST),
    "a million options": first(options=10**12),
    "a depth beyond 64 bits": first(depth=2**70),
    "a credit of a million": first(credit=1e6, right=True),
    "skills that are none": every(lambda one: one.update(skill="../../x")),
    "a rating of skills that are none": check_in(ratings={f"skill-{number}": 5 for number in range(10_000)}),
    "a role that is none": check_in(role="emperor"),
    "a bank of 10,000 letters": top(bank="=b" * 5_000),
    "no entries": top(entries=[], links=[]),
    "links that are none": top(links=["x"] * 11),
    "too few links": top(links=[]),
    "a sitting of a million letters": every(lambda one: one.update(sitting="s" * 100_000)),
}


@pytest.fixture
def hostile_class(good, model, tmp_path):
    """Makes the honest class with one more file."""

    def make(build):
        shutil.copytree(good, tmp_path / "in")
        build(tmp_path / "in/bad.json", model)
        return tmp_path / "in"

    return make


# --- one bad file among good ones -----------------------------------------------------------------


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_submission_is_refused_in_a_sentence(model, tmp_path, judge, name):
    build, words = REFUSED[name]
    build(tmp_path / "bad.json", model)
    result = mark(Source(name="bad.json", path=str(tmp_path / "bad.json")), judge, Terms())

    assert words in result.refused
    assert len(result.refused) <= 500
    assert not result.answers


@pytest.mark.parametrize("name", IN_PART)
def test_what_cannot_be_counted_is_left_out_in_a_sentence_and_the_rest_is_graded(model, tmp_path, judge, name):
    build, words = IN_PART[name]
    build(tmp_path / "bad.json", model)
    result = mark(Source(name="bad.json", path=str(tmp_path / "bad.json")), judge, Terms())

    assert not result.refused
    assert words in result.problems[0]
    assert all(len(problem) <= 500 for problem in result.problems)
    assert result.readiness is not None


@pytest.mark.parametrize("name", [*REFUSED, *IN_PART, *ODD])
def test_the_others_marks_are_untouched_byte_for_byte(hostile_class, alone, tmp_path, name):
    build = ODD.get(name) or (REFUSED | IN_PART)[name][0]
    summary = marked(hostile_class(build), tmp_path / "out")
    status = "refused" if name in REFUSED else "in part" if name in IN_PART else "graded"

    assert {file: lines(tmp_path / "out")[file] for file in GOOD} == lines(alone)
    assert gradebook(tmp_path / "out")["bad.json"]["status"] == status
    assert summary.graded == 3 + (status != "refused")
    assert ("bad.json" in problems(tmp_path / "out")) == (status != "graded")


def test_a_file_that_is_too_large_is_never_read(tmp_path, judge, monkeypatch):
    of_size(500_000_000)(tmp_path / "bad.json", None)
    monkeypatch.setattr(loading.Path, "read_bytes", lambda _: pytest.fail("it was read"))

    assert mark(Source(name="bad.json", path=str(tmp_path / "bad.json")), judge, Terms()).refused


def test_a_body_from_afar_that_is_too_large_is_refused_too(judge):
    body = b" " * (loading.MAX_BYTES + 1)

    assert "more than the 20 MB" in mark(Source(name="s3://x/bad.json", body=body), judge, Terms()).refused


def test_a_file_that_is_gone_when_its_turn_comes_is_refused(tmp_path, judge):
    refused = mark(Source(name="gone.json", path=str(tmp_path / "gone.json")), judge, Terms()).refused

    assert refused.startswith("no such file")


def test_one_file_does_not_fill_the_list_of_problems(good, tmp_path, judge):
    def repeat(plain):
        plain["entries"] = [responses_of(plain)[0] | {"item": f"no-such-{number}"} for number in range(5_000)]

    path = edited(good / GOOD[0], repeat, tmp_path / "bad.json")
    found = mark(Source(name="bad.json", path=str(path)), judge, Terms()).problems

    assert len(found) == 101
    assert found[-1] == "and 4900 more of this kind."


def test_what_trips_the_arithmetic_is_a_sentence_about_that_file(good, judge, monkeypatch):
    def trip(*_):
        raise ZeroDivisionError("float division by zero")

    monkeypatch.setattr("skillcheck.grading.marking.stand", trip)
    result = mark(Source(name=GOOD[0], path=str(good / GOOD[0])), judge, Terms())

    assert result.refused == ("holds something that could not be graded (ZeroDivisionError: float division by zero).")
    assert result.digest


def test_what_trips_the_arithmetic_of_many_at_once_is_found_and_the_others_are_marked(good, judge, monkeypatch):
    sources = [Source(name=name, path=str(good / name)) for name in GOOD]
    honest = mark_all(sources, judge, Terms())

    def trip(standings, group=marking.group_of):
        if honest[1].exported in [one.now for one in standings]:
            raise FloatingPointError("overflow")
        return group(standings)

    monkeypatch.setattr(marking, "group_of", trip)
    found = mark_all(sources, judge, Terms())

    assert "FloatingPointError: overflow" in found[1].refused
    assert [found[0], *found[2:]] == [honest[0], *honest[2:]]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["value", "seed", "version", "seconds", "confidence", "options", "item", "depth", "kind"]),
            st.none()
            | st.integers()
            | st.floats(allow_nan=False, allow_infinity=False)
            | st.text(max_size=30)
            | st.lists(st.text(max_size=10), max_size=3),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_no_value_of_any_field_is_an_error(good, judge, changes):
    plain = json.loads((good / GOOD[0]).read_text("utf-8"))
    for place, (field, value) in enumerate(changes):
        responses_of(plain)[place][field] = value
    result = mark(Source(name="bad.json", body=json.dumps(plain).encode()), judge, Terms())

    assert bool(result.refused) != (result.readiness is not None)


# --- the same twice -------------------------------------------------------------------------------


def test_an_answer_given_twice_counts_once_and_the_first_one_does(good, tmp_path, judge):
    def again(plain):
        plain["entries"].append(responses_of(plain)[0] | {"value": None})

    path = edited(good / GOOD[0], again, tmp_path / "bad.json")
    honest = mark(Source(name="a", path=str(good / GOOD[0])), judge, Terms())
    result = mark(Source(name="bad.json", path=str(path)), judge, Terms())

    assert result.answers == honest.answers
    assert "the same question of the same sitting was answered before" in result.problems[0]


def test_code_may_be_handed_in_as_often_as_one_likes(good, judge):
    solution = CATALOG.exercise("chunked").solution

    def check(exercise, source, cases):
        return sandbox.check_trusted(exercise, source if source == solution else exercise.starter, cases)

    def twice(plain):
        answer = responses_of(plain)[0] | {"item": "chunked", "kind": "code", "purpose": "exercise"}
        plain["entries"] += [answer | {"value": solution}, answer | {"value": "def chunked(): pass"}]

    plain = json.loads((good / GOOD[0]).read_text("utf-8"))
    twice(plain)
    result = mark(Source(name="a", body=json.dumps(plain).encode()), Judge(CATALOG, check), Terms())

    assert sum(answer.kind == Kind.CODE for answer in result.answers) == 2
    assert result.exercises == {"chunked": 1.0}


def test_an_exercise_has_no_options_whatever_the_file_says(good, tmp_path):
    """A number of them that no column can hold would end the whole class."""

    def check(exercise, source, cases):
        return sandbox.check_trusted(exercise, exercise.solution, cases)

    plain = json.loads((good / GOOD[0]).read_text("utf-8"))
    code = {"item": "chunked", "kind": "code", "purpose": "exercise", "value": "# mine", "options": 10**12}
    plain["entries"].append(responses_of(plain)[0] | code)
    result = mark(Source(name="a", body=json.dumps(plain).encode()), Judge(CATALOG, check), Terms())
    with tables.Tables(tmp_path, [], []) as written:
        written.add(result)

    assert list(pd.read_parquet(tmp_path / "responses.parquet")["options"])[-1] == 0


def test_code_that_took_its_time_is_not_run_any_longer(good, monkeypatch):
    def check(exercise, source, cases):
        return sandbox.check_trusted(exercise, exercise.solution, cases)

    ticks = iter(range(0, 10_000, 70))
    # By its name: the package has a function of that name too.
    monkeypatch.setattr(importlib.import_module("skillcheck.grading.rescore"), "monotonic", lambda: float(next(ticks)))

    plain = json.loads((good / GOOD[0]).read_text("utf-8"))
    answer = responses_of(plain)[0] | {"item": "chunked", "kind": "code", "purpose": "exercise"}
    plain["entries"] = [answer | {"value": f"# {number}"} for number in range(5)]
    result = mark(Source(name="a", body=json.dumps(plain).encode()), Judge(CATALOG, check), Terms())

    assert len(result.answers) == 2
    assert all("has had its 120 seconds" in problem for problem in result.problems)
    assert len(result.problems) == 3


def test_the_same_file_twice_is_graded_once_and_said(good, alone, tmp_path):
    shutil.copytree(good, tmp_path / "in")
    shutil.copy(good / GOOD[0], tmp_path / "in/copy.json")
    summary = marked(tmp_path / "in", tmp_path / "out")

    assert (summary.graded, summary.refused) == (3, 1)
    assert lines(tmp_path / "out") == lines(alone)
    assert problems(tmp_path / "out") == {"copy.json": [f"is the same file as another one; graded once. ({GOOD[0]})"]}


@pytest.mark.parametrize("learner", ["Bilal Bauer", "bilal BAUER", "  Bilal\u200b  Bauer\u202e"])
def test_two_files_of_one_name_are_both_graded_and_said(hostile_class, alone, tmp_path, learner):
    folder = hostile_class(top(learner=learner))
    summary = marked(folder, tmp_path / "out")

    assert (summary.graded, summary.refused, summary.code) == (4, 0, 0)
    assert {name: lines(tmp_path / "out")[name] for name in GOOD} == lines(alone)
    assert table(tmp_path / "out/problems.csv")[0]["graded"] == "yes"
    assert "carries the same learner's name as another one" in problems(tmp_path / "out")[GOOD[1]][0]


def test_two_files_without_a_name_are_no_doubles(good, tmp_path):
    for name in GOOD:
        edited(good / name, lambda plain: plain.update(learner=""), tmp_path / name)
    marked(tmp_path, tmp_path / "out")

    assert problems(tmp_path / "out") == {}


# --- names ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("learner", "shown"),
    [
        ("../../x", "../../x"),
        ('=HYPERLINK("http://evil","Ada")', '\'=HYPERLINK("http://evil","Ada")'),
        ("\t=1+1", "'=1+1"),
        ("\u200b@SUM(A1)", "'@SUM(A1)"),
        ("＝1+1", "'＝1+1"),
        ("-2+3", "'-2+3"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("x" * 10_000, "x" * 77 + "..."),
        ("Ada \u202egnp.exe", "Ada gnp.exe"),
        ("Ada\nBob,graded,100\r\nEve", "Ada Bob,graded,100 Eve"),
        ("\x1b[31mAda\x00", "[31mAda"),
        ("آدا", "آدا"),
        ("\u202e\u200b", ""),
    ],
)
def test_a_name_is_one_harmless_cell(hostile_class, alone, tmp_path, learner, shown):
    folder = hostile_class(top(learner=learner))
    before = sorted(path.name for path in tmp_path.iterdir())
    marked(folder, tmp_path / "out")

    assert gradebook(tmp_path / "out")["bad.json"]["learner"] == shown
    assert {name: lines(tmp_path / "out")[name] for name in GOOD} == lines(alone)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*before, "out"])


@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("=HYPERLINK(1).json", "'=HYPERLINK(1).json"),
        ("+cmd.json", "'+cmd.json"),
        ("<script>.json", "<script>.json"),
        ("a\nb.json", "ab.json"),
        ("\u202enosj.json", "nosj.json"),
        (os.fsdecode(b"Bj\xf6rn.json"), "Bj\ufffdrn.json"),
    ],
)
@pytest.mark.parametrize("whole", [True, False])
def test_a_file_name_is_one_harmless_cell(good, tmp_path, name, shown, whole):
    content = (good / GOOD[0]).read_bytes()
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_bytes(content if whole else content[:100])
    marked(tmp_path / "in", tmp_path / "out")

    assert list(gradebook(tmp_path / "out")) == [shown]
    assert list(problems(tmp_path / "out")) == ([] if whole else [shown])


def test_parquet_holds_the_same_clean_names(hostile_class, tmp_path):
    marked(hostile_class(top(learner="Ada\n\u202eBob")), tmp_path / "out")
    found = pd.read_parquet(tmp_path / "out/responses.parquet")

    assert set(found[found["submission"] == "bad.json"]["learner"]) == {"Ada Bob"}


@given(st.text())
def test_a_clean_name_is_short_on_one_line_and_stays_as_it_is(text):
    name = clean_name(text)

    assert len(name) <= 80
    assert not set(name) & set("\n\r\t\x00\u202e\u2066\u200b\u2028")
    assert clean_text(name) == name


@given(st.text())
def test_a_slug_leads_nowhere(text):
    assert slug(text).isascii()
    assert slug(text).replace("-", "").isalnum()
    assert 0 < len(slug(text)) <= 40


@given(st.text() | st.integers() | st.floats(allow_nan=False) | st.none())
def test_no_cell_is_a_formula_and_only_such_cells_change(value):
    cell = safe_cell(value)

    assert cell == value or cell == f"'{value}"
    assert not isinstance(cell, str) or not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


# --- the disk is full -----------------------------------------------------------------------------


@pytest.fixture
def earlier(good, tmp_path):
    """Tables of an earlier run, when the class had one learner."""
    marked(good / GOOD[0], tmp_path / "out")
    return {name: (tmp_path / "out" / name).read_bytes() for name in TABLES}


def no_room(*_):
    raise OSError(28, "No space left on device")


def as_before(out, earlier):
    """Whether the old tables are there, and nothing half written beside them."""
    return {name: (out / name).read_bytes() for name in TABLES} == earlier and not list(out.glob(".*.part"))


FULL = [
    *[(tables._Csv, step) for step in ("open", "add", "finish")],
    *[(tables._Parquet, step) for step in ("open", "_flush", "finish")],
]


@pytest.mark.parametrize(("kind", "step"), FULL, ids=[f"{kind.__name__} {step}" for kind, step in FULL])
def test_on_a_full_disk_the_old_tables_stay_and_the_next_run_goes_on(
    good, alone, tmp_path, earlier, monkeypatch, kind, step
):
    out = tmp_path / "out"
    with monkeypatch.context() as patch:
        patch.setattr(kind, step, no_room)
        with pytest.raises(SkillcheckError, match=r"No space left on device.*make room and run again with --resume"):
            marked(good, out, resume=True)
    assert as_before(out, earlier)

    summary = marked(good, out, resume=True)
    assert summary.kept == (3 if step in ("_flush", "finish") else 1)
    assert lines(out) == lines(alone)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device here is always full")
@pytest.mark.parametrize("name", TABLES)
def test_a_device_that_is_really_full_is_a_sentence_too(good, tmp_path, earlier, name):
    out = tmp_path / "out"
    (out / f".{name}.part").symlink_to("/dev/full")
    with pytest.raises(SkillcheckError, match="No space left on device"):
        marked(good, out, resume=True)

    assert as_before(out, earlier)
    assert Path("/dev/full").exists()


def test_when_there_is_no_room_for_what_is_kept_the_old_tables_stay(good, alone, tmp_path, earlier, monkeypatch):
    out, opened = tmp_path / "out", kept.Kept.__init__

    def open_small(self, *arguments):
        opened(self, *arguments)
        pages = self._base.execute("PRAGMA page_count").fetchone()[0]
        self._base.execute(f"PRAGMA max_page_count = {pages}")

    with monkeypatch.context() as patch:
        patch.setattr(kept.Kept, "__init__", open_small)
        with pytest.raises(SkillcheckError, match=r"cannot be written \(database or disk is full\); make room"):
            marked(good, out, resume=True)
    assert as_before(out, earlier)

    marked(good, out, resume=True)
    assert lines(out) == lines(alone)


def test_who_is_who_on_a_full_disk_is_a_sentence_too(good, tmp_path, monkeypatch):
    from skillcheck.grading.names import Names

    monkeypatch.setattr(Names, "code", no_room)
    with pytest.raises(SkillcheckError, match="No space left on device"):
        marked(good, tmp_path / "out", anonymise=True)

    assert not list((tmp_path / "out").glob(".*.part"))


# --- a run that is stopped ------------------------------------------------------------------------


def test_an_interrupted_run_keeps_what_it_graded_and_the_next_goes_on(good, alone, tmp_path, earlier, monkeypatch):
    out, done = tmp_path / "out", []

    def interrupted(part, work=run.mark_part):
        if len(done) == 2:
            raise KeyboardInterrupt
        done.extend(source.name for source in part.sources)
        return work(part)

    monkeypatch.setattr(run, "TOGETHER", 1)
    with monkeypatch.context() as patch:
        patch.setattr(run, "mark_part", interrupted)
        with pytest.raises(KeyboardInterrupt):
            marked(good, out)
    assert as_before(out, earlier)

    assert marked(good, out, resume=True).kept == 2
    assert lines(out) == lines(alone)


@pytest.mark.skipif(sys.platform == "win32", reason="kills by a signal")
def test_a_worker_killed_in_the_middle_loses_nobody_and_nobody_is_there_twice(good, alone, tmp_path, monkeypatch):
    shutil.copytree(good, tmp_path / "in")
    monkeypatch.setattr(run, "mark_part", workers.mark_or_die_once)
    monkeypatch.setattr(run, "TOGETHER", 1)
    summary = marked(tmp_path / "in", tmp_path / "out", jobs=2)

    assert (tmp_path / "in/.died").exists()
    assert (summary.graded, summary.refused) == (3, 0)
    assert (tmp_path / "out/gradebook.csv").read_bytes() == (alone / "gradebook.csv").read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="kills by a signal")
def test_a_file_that_kills_whoever_reads_it_is_given_up_alone(good, alone, tmp_path, monkeypatch):
    monkeypatch.setattr(run, "mark_part", workers.mark_or_die)
    monkeypatch.setattr(work, "mark_part", workers.mark_or_die)
    summary = marked(good, tmp_path / "out", jobs=2)
    found = lines(tmp_path / "out")

    assert (summary.graded, summary.refused) == (2, 1)
    assert problems(tmp_path / "out") == {GOOD[1]: [work.DIED]}
    assert {name: found[name] for name in (GOOD[0], GOOD[2])} == {
        name: lines(alone)[name] for name in (GOOD[0], GOOD[2])
    }
