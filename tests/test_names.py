"""Names that stay with the instructor: codes in all tables, and one file that says who is who."""

import os
import re
import shutil
import stat

import pandas as pd
import pytest
from classes import edited, gradebook, hand_in, marked, problems

from skillcheck.grading.demo import FAMILY, GIVEN
from skillcheck.model import SkillcheckError


@pytest.fixture
def three(tmp_path):
    """Three submissions without code, quick to grade."""
    return hand_in(tmp_path / "three")


@pytest.fixture(scope="module")
def anonymous(tmp_path_factory):
    """The class graded under codes, one learner twice, a problem or two."""
    folder, out = tmp_path_factory.mktemp("with-doubles"), tmp_path_factory.mktemp("anonymous")
    hand_in(folder, 6, troubled=True)
    shutil.copy(folder / "abeba-adeyemi.json", folder / "abeba-adeyemi-again.json")
    edited(folder / "bilal-bauer.json", lambda plain: plain.update(bank="x"), folder / "bilal-bauer-2.json")
    (folder / "farah-fischer.zip").write_bytes(b"PK")
    marked([folder, folder / "hana-haddad.json"], out, anonymise=True)
    return out


def everything_said(path):
    """All text of an output file, unpacked."""
    if path.suffix == ".parquet":
        return pd.read_parquet(path).to_csv()
    return path.read_text("utf-8", errors="replace")


def test_no_name_is_in_any_output_but_who_is_who(anonymous):
    open_to_all = [path for path in anonymous.rglob("*") if path.is_file() and not path.name.startswith(".")]
    names = re.compile(rf"\b({'|'.join((*GIVEN, *FAMILY))})\b", re.IGNORECASE)

    assert {path.name for path in open_to_all} == {
        *("gradebook.csv", "gradebook.parquet", "responses.parquet", "problems.csv", "who-is-who.csv")
    }
    for path in open_to_all:
        found = names.findall(everything_said(path))
        assert bool(found) == (path.name == "who-is-who.csv"), (path.name, found)


def test_who_is_who_has_every_learner_and_what_has_names_is_readable_by_its_owner_alone(anonymous):
    said = (anonymous / "who-is-who.csv").read_text("utf-8-sig")

    assert all(name in said for name in ("Abeba Adeyemi", "Farah Fischer", "Goran Gupta"))
    if os.name == "posix":
        for name in ("who-is-who.csv", ".anonymous-key", ".graded.sqlite3"):
            assert stat.S_IMODE((anonymous / name).stat().st_mode) == 0o600, name


def test_codes_tell_learners_apart_and_join_one_learners_files(anonymous):
    rows = list(gradebook(anonymous).values())
    codes = [row["learner"] for row in rows]

    assert len(rows) == 9
    assert len(set(codes)) == 8  # one learner handed in twice
    assert all(code.startswith("learner-") for code in codes)
    assert len({row["submission"] for row in rows}) == 9


def test_a_double_is_named_by_code_with_the_code_of_the_first(anonymous):
    said = [sentence for sentences in problems(anonymous).values() for sentence in sentences]

    assert any(sentence.startswith("is the same file as another one; graded once. (learner-") for sentence in said)
    assert any(sentence.startswith("carries the same learner's name as another one") for sentence in said)


def test_codes_are_the_same_in_every_run_into_one_folder_and_others_elsewhere(three, tmp_path):
    def codes(out):
        marked(three, out, anonymise=True, resume=True)
        return [row["learner"] for row in gradebook(out).values()]

    first = codes(tmp_path / "here")

    assert codes(tmp_path / "here") == first
    assert not set(codes(tmp_path / "there")) & set(first)


@pytest.mark.parametrize("content", ["", "no hexadecimals", "abcd"])
def test_a_spoilt_key_of_codes_is_named_with_what_to_do(three, tmp_path, content):
    (tmp_path / "out").mkdir()
    (tmp_path / "out/.anonymous-key").write_text(content)
    with pytest.raises(SkillcheckError, match=r"\.anonymous-key: cannot be used .* delete it"):
        marked(three, tmp_path / "out", anonymise=True)


def test_without_codes_names_stand_in_the_tables_and_there_is_no_who_is_who(three, tmp_path):
    marked(three, tmp_path / "out")

    assert not (tmp_path / "out/who-is-who.csv").exists()
    assert "Abeba Adeyemi" in {row["learner"] for row in gradebook(tmp_path / "out").values()}
