"""A submission goes out whole and comes back equal; each way a file can be wrong has its own sentence."""

import contextlib
import json
import os
from datetime import UTC, datetime

import pytest
from entries import NOON, entries, make_response
from hypothesis import given, settings
from hypothesis import strategies as st

from skillcheck.model import Finish, Submission, SubmissionError
from skillcheck.record import read_submission, submission, write_submission

LOG = (Finish(sitting="s1", at=NOON),)


def write(path, log=LOG, **changes):
    return write_submission(path, **({"learner": "Ada", "bank": "b1", "entries": log, "now": NOON} | changes))


def table(tmp_path, **changes):
    """A good submission as plain JSON, with changes."""
    content = json.loads(write(tmp_path / "good.json", (make_response(),)).read_text())
    return content | changes


def refusal(content):
    with pytest.raises(SubmissionError) as caught:
        read_submission(content if isinstance(content, bytes) else json.dumps(content).encode())
    return str(caught.value)


@settings(max_examples=60, deadline=None)
@given(st.lists(entries, max_size=5))
def test_entries_come_back_exactly(tmp_path_factory, log):
    path = write(tmp_path_factory.getbasetemp() / "round-trip.json", log)

    assert read_submission(path).entries == tuple(log)


def test_a_submission_says_whose_it_is_and_what_it_was_made_with(tmp_path):
    found = read_submission(write(tmp_path / "answers.json", now=datetime(2026, 5, 4, tzinfo=UTC)))

    assert (found.learner, found.bank, found.version) == ("Ada", "b1", 2)
    assert found.package
    assert found.exported == datetime(2026, 5, 4, tzinfo=UTC)


def test_bytes_and_a_byte_order_mark_are_read_too(tmp_path):
    content = b"\xef\xbb\xbf" + write(tmp_path / "answers.json").read_bytes()

    assert read_submission(content).entries == LOG


def test_an_earlier_submission_is_replaced_and_nothing_is_left_beside_it(tmp_path):
    write(tmp_path / "answers.json", learner="Ada")
    write(tmp_path / "answers.json", learner="Ben")

    assert read_submission(tmp_path / "answers.json").learner == "Ben"
    assert list(tmp_path.iterdir()) == [tmp_path / "answers.json"]


@pytest.mark.parametrize("content", [b"my thesis", b'{"format": "other"}', b"", b"[1]", b"\xff\xfe"])
def test_a_file_that_is_no_submission_is_not_overwritten(tmp_path, content):
    path = tmp_path / "thesis.json"
    path.write_bytes(content)
    with pytest.raises(SubmissionError, match="left alone"):
        write(path)

    assert path.read_bytes() == content


def test_a_write_that_fails_leaves_the_old_file_and_no_other(tmp_path, monkeypatch):
    path = write(tmp_path / "answers.json")
    before = path.read_bytes()

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(submission.os, "fsync", full)
    with pytest.raises(SubmissionError, match="No space left"):
        write(path, learner="Ben")

    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [tmp_path / "answers.json"]


@pytest.mark.parametrize("changes", [{"credit": float("nan")}, {"seconds": float("inf")}, {"value": "\ud800"}])
def test_an_entry_that_json_cannot_hold_is_not_written(tmp_path, changes):
    with pytest.raises(SubmissionError, match="cannot be written"):
        write(tmp_path / "answers.json", (make_response(**changes),))

    assert not (tmp_path / "answers.json").exists()


def test_a_missing_file_is_named_with_its_folder(tmp_path):
    with pytest.raises(SubmissionError, match=r"answers\.json: no such file in .*book\.export"):
        read_submission(tmp_path / "answers.json")


def test_a_folder_is_no_submission(tmp_path):
    with pytest.raises(SubmissionError, match="is a folder"):
        read_submission(tmp_path)
    with pytest.raises(SubmissionError, match="is a folder"):
        write(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this platform has no named pipes")
def test_a_pipe_is_refused_instead_of_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.json")
    with pytest.raises(SubmissionError, match="not an ordinary file"):
        read_submission(tmp_path / "pipe.json")


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "big.json"
    with path.open("wb") as file:
        file.truncate(submission.MAX_BYTES + 1)
    with pytest.raises(SubmissionError, match="more than the 20 MB"):
        read_submission(path)

    assert "more than the 20 MB" in refusal(b" " * (submission.MAX_BYTES + 1))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_truncated_file_is_said_to_be_cut_off(tmp_path, share):
    content = write(tmp_path / "answers.json", (make_response(),) * 5).read_bytes().strip()

    assert "cut off" in refusal(content[: int(len(content) * share)])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"PK\x03\x04 a zip", "not JSON: invalid character at byte 0"),
        (b'{"format": NaN}', "NaN or Infinity at byte 11"),
        (b'{"credit": -Infinity}', "NaN or Infinity at byte 12"),
        (b'{"format": "\xff"}', "not UTF-8"),
        (b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "nested too deeply"),
        (b"[" * 100_000, "not a skillcheck submission"),
        (b"[]", "not a skillcheck submission"),
        (b'{"cells": [], "nbformat": 4}', "not a skillcheck submission"),
        (b"null", "not a skillcheck submission"),
    ],
)
def test_what_is_no_submission_is_said_in_one_sentence(content, words):
    said = refusal(content)

    assert said.startswith("the submission: ")
    assert words in said


def test_a_newer_version_says_to_update(tmp_path):
    assert "update with" in refusal(table(tmp_path, version=3, something_new=[1]))


@pytest.mark.parametrize("version", [0, -1, "1", None, True, 1.5])
def test_a_version_that_never_was_is_refused(tmp_path, version):
    assert "format version" in refusal(table(tmp_path, version=version))


def test_an_unknown_field_is_named(tmp_path):
    assert "`score`" in refusal(table(tmp_path, score=100))


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("credit", "1.0", "Expected `float`, got `str` - at `entries[0].credit`"),
        ("depth", 1.5, "entries[0].depth"),
        ("kind", "essay", "entries[0].kind"),
        ("at", "yesterday", "entries[0].at"),
        ("value", {"id": 1}, "entries[0].value"),
        ("right", 1, "entries[0].right"),
        ("type", "grade", "entries[0].type"),
        ("points", 3, "unknown field `points` - at `entries[0]`"),
    ],
)
def test_a_wrong_entry_is_named_with_its_exact_place(tmp_path, field, value, words):
    content = table(tmp_path)
    content["entries"][0][field] = value

    assert words in refusal(content)


def test_a_missing_field_is_named(tmp_path):
    content = table(tmp_path)
    del content["entries"][0]["seed"]

    assert "missing required field `seed` - at `entries[0]`" in refusal(content)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_damage_is_a_submission_error_or_still_a_submission(data):
    content = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(SubmissionError):
        found = read_submission(bytes(content))

        assert isinstance(found, Submission)


GOOD = (
    b'{"format":"skillcheck-submission","version":1,"learner":"Ada","bank":"b","package":"0.1.0",'
    b'"exported":"2026-03-01T12:00:00Z","entries":[{"type":"finish","sitting":"s1","at":"2026-03-01T12:00:00Z"}]}'
)
