"""Where submissions come from: files, folders, patterns and stores, each found once, and what is none said."""

import os
import sys
from pathlib import Path

import pytest
from classes import gradebook, hand_in, marked

from skillcheck.grading.sources import find_sources, read_source

LINUX = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes are POSIX's")


@pytest.fixture
def three(tmp_path):
    """Three submissions without code, quick to grade."""
    return hand_in(tmp_path / "three")


def names_of(found):
    return [one.name for one in found]


@pytest.fixture
def folder(tmp_path):
    """A folder as instructors have them."""
    root = tmp_path / "in"
    for name in ("b.json", "a.JSON", "deep/er/c.json", ".hidden.json", ".git/d.json", "notes.txt"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("{}")
    return root


def test_a_folder_is_searched_in_order_and_hidden_files_are_left_alone(folder):
    sources, found = find_sources([folder])

    assert names_of(sources) == ["a.JSON", "b.json", "deep/er/c.json"]
    assert [(one.name, one.whole) for one in found] == [("notes.txt", True)]
    assert "end in .json" in found[0].problem


@pytest.mark.parametrize("pattern", ["", "/**/*.json"])
def test_results_among_the_submissions_are_no_submissions(folder, pattern):
    out = folder / "marks"
    (out / "reports").mkdir(parents=True)
    for name in ("gradebook.csv", "reports/index.json"):
        (out / name).write_text("{}")
    sources, found = find_sources([f"{folder}{pattern}"], out)

    assert not any("marks" in one.name or one.name == "index.json" for one in [*sources, *found])
    assert "b.json" in names_of(sources)


def test_a_file_that_is_named_is_taken_whatever_its_ending(folder):
    sources, found = find_sources([folder / "notes.txt"])

    assert (names_of(sources), found) == (["notes.txt"], [])


def test_a_file_that_is_found_twice_is_read_once(folder):
    sources, found = find_sources([folder / "b.json", f"{folder}/*.json", folder / "b.json"])

    assert (names_of(sources), found) == (["b.json"], [])


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("*.json", ["b.json"]),
        ("?.[jJ]*", ["a.JSON", "b.json"]),
        ("**/*.json", ["b.json", "c.json"]),
        ("d*", ["er/c.json"]),
    ],
)
def test_a_pattern_names_files_and_folders(folder, pattern, names):
    assert names_of(find_sources([f"{folder}/{pattern}"])[0]) == names


def test_a_file_whose_name_looks_like_a_pattern_is_a_file(tmp_path):
    (tmp_path / "answers[1].json").write_text("{}")

    assert names_of(find_sources([tmp_path / "answers[1].json"])[0]) == ["answers[1].json"]


@pytest.mark.parametrize("place", ["nowhere.json", "*.nothing", "/no/such/place", "", "x" * 5000, "~nobody-at-all/x"])
def test_what_is_not_there_is_a_problem_and_no_error(tmp_path, monkeypatch, place):
    monkeypatch.chdir(tmp_path)
    sources, found = find_sources([place] if place else ["\0"])

    assert sources == []
    assert len(found) == 1
    assert "nothing was found" in found[0].problem or "cannot be looked up" in found[0].problem


@pytest.mark.parametrize("name", ["all.zip", "all.tar", "all.tar.gz", "all.TGZ", "all.7z", "all.rar"])
def test_an_archive_is_to_be_unpacked_wherever_it_lies(tmp_path, name):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_bytes(b"PK")
    for place in (tmp_path / "in", tmp_path / "in" / name, f"{tmp_path}/in/*"):
        sources, found = find_sources([place])

        assert sources == []
        assert [(one.name, one.problem) for one in found] == [
            (name, "is an archive; unpack it and grade the files inside.")
        ]


@LINUX
def test_links_in_a_folder_or_a_pattern_are_refused_and_never_followed(folder, tmp_path):
    (tmp_path / "secret.json").write_text("{}")
    (folder / "link.json").symlink_to(tmp_path / "secret.json")
    (folder / "dangling*.json").symlink_to(tmp_path / "gone.json")
    (folder / "round").symlink_to(folder)
    for place in (folder, f"{folder}/*"):
        sources, found = find_sources([place])
        links = {one.name for one in found if "is a link" in one.problem}

        assert links == {"link.json", "dangling*.json", "round"}
        assert not {"link.json", "round/b.json"} & set(names_of(sources))


@LINUX
def test_a_pipe_is_no_submission_and_is_not_waited_for(folder):
    os.mkfifo(folder / "pipe.json")
    for place in (folder, folder / "pipe.json"):
        found = find_sources([place])[1]

        assert "is not an ordinary file." in [one.problem for one in found]


def test_a_folder_that_cannot_be_listed_is_a_problem_and_the_others_are_read(folder, monkeypatch):
    listed = Path.iterdir

    def iterdir(path):
        if path.name == "deep":
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    sources, found = find_sources([folder])

    assert names_of(sources) == ["a.JSON", "b.json"]
    assert ("deep", "cannot be listed (Permission denied).") in [(one.name, one.problem) for one in found]


def test_folders_within_folders_within_folders_are_no_trap(folder):
    here = os.open(folder, os.O_RDONLY)
    try:
        for _ in range(400):
            os.mkdir("d", dir_fd=here)
            inner = os.open("d", os.O_RDONLY, dir_fd=here)
            os.close(here)
            here = inner
    finally:
        os.close(here)
    sources, _ = find_sources([folder])

    assert names_of(sources) == ["a.JSON", "b.json", "deep/er/c.json"]


def test_files_of_one_name_go_by_their_whole_paths(tmp_path):
    for place in ("ada", "ben"):
        (tmp_path / place).mkdir()
        (tmp_path / place / "answers.json").write_text("{}")
    (tmp_path / "ben/other.json").write_text("{}")
    sources, _ = find_sources([tmp_path / "ada", tmp_path / "ben"])

    assert names_of(sources) == [
        str(tmp_path / "ada/answers.json"),
        str(tmp_path / "ben/answers.json"),
        "other.json",
    ]


@LINUX
def test_names_that_no_table_can_hold_are_made_legible_and_stay_apart(tmp_path):
    for name in (b"Bj\xf6rn.json", b"Bj\xf8rn.json", "a\u202egnp.json".encode(), b"agnp.json"):
        (tmp_path / os.fsdecode(name)).write_text("{}")
    names = names_of(find_sources([tmp_path])[0])

    assert len(set(names)) == 4
    assert all(name.encode("utf-8").decode().isprintable() for name in names)


def test_a_class_with_such_a_name_is_graded(three, tmp_path):
    three[1].rename(three[1].with_name(os.fsdecode(b"Bj\xf6rn \x1b[31m.json")))
    summary = marked(three[0].parent, tmp_path / "out")

    assert summary.graded == 3


class Store:
    """A store as papermill's own readers see it, held in memory."""

    def __init__(self, files):
        self.files = files

    def read(self, path):
        if path not in self.files:
            raise FileNotFoundError(f"no key\n{path}")
        return self.files[path]

    def listdir(self, path):
        if path.startswith("s3://locked"):
            raise PermissionError("not yours")
        return [name for name in self.files if name.startswith(path)] + ["s3://week3/lost.json"]


@pytest.fixture
def store(monkeypatch):
    from papermill.iorw import papermill_io

    monkeypatch.setattr(papermill_io, "_handlers", list(papermill_io._handlers))
    found = Store({"s3://week3/a.json": b"{}", "s3://week3/sub/a.json": "{}", "s3://week3/notes.txt": b"no"})
    papermill_io.register("s3://", found)
    return found


@pytest.mark.usefixtures("store")
def test_an_address_is_read_through_papermill():
    sources, found = find_sources(["s3://week3/a.json"])

    assert ([(one.name, read_source(one)) for one in sources], found) == ([("s3://week3/a.json", b"{}")], [])


@pytest.mark.usefixtures("store")
def test_a_folder_afar_is_listed_and_files_of_one_name_stay_apart():
    sources, found = find_sources(["s3://week3/"])

    assert names_of(sources) == ["s3://week3/a.json", "s3://week3/sub/a.json"]
    assert [(one.name, one.problem) for one in found] == [
        ("s3://week3/lost.json", "cannot be read (no key s3://week3/lost.json).")
    ]


@pytest.mark.usefixtures("store")
def test_a_place_afar_that_cannot_be_listed_is_a_problem_and_the_others_go_on(folder):
    sources, found = find_sources(["s3://locked/", folder / "b.json"])

    assert names_of(sources) == ["b.json"]
    assert [one.problem for one in found] == ["cannot be listed (not yours)."]


def test_submissions_from_afar_are_graded_like_any_other(three, tmp_path, store):
    store.files = {f"s3://week3/{path.name}": path.read_bytes() for path in three}
    marked(three, tmp_path / "near")
    summary = marked("s3://week3/", tmp_path / "far")

    assert (summary.graded, summary.refused) == (3, 1)
    for path in three:
        near, far = gradebook(tmp_path / "near")[path.name], gradebook(tmp_path / "far")[f"s3://week3/{path.name}"]
        assert near | {"submission": ""} == far | {"submission": ""}
