"""Where answers are kept: the argument, the environment, Colab, Binder, else the user's folder."""

from pathlib import Path

from skillcheck.record import find_home


def test_an_argument_comes_before_the_environment(tmp_path):
    home = find_home(tmp_path / "mine", environ={"SKILLCHECK_HOME": str(tmp_path / "other")})

    assert (home.path, home.note) == (tmp_path / "mine", "")


def test_the_environment_names_a_folder(tmp_path):
    home = find_home(environ={"SKILLCHECK_HOME": str(tmp_path)})

    assert home.path == tmp_path


def test_a_relative_or_home_folder_becomes_absolute():
    assert find_home("answers", environ={}).path == Path.cwd() / "answers"
    assert find_home("~/answers", environ={}).path == Path.home() / "answers"


def test_an_empty_variable_counts_as_none():
    assert find_home(environ={"SKILLCHECK_HOME": "  "}) == find_home(environ={})


def test_elsewhere_answers_are_in_the_users_data_folder():
    home = find_home(environ={})

    assert home.path.is_absolute()
    assert home.path.name == "skillcheck"
    assert home.note == ""


def test_colab_with_drive_keeps_answers_on_the_drive(tmp_path):
    (tmp_path / "drive" / "MyDrive").mkdir(parents=True)
    home = find_home(environ={"COLAB_RELEASE_TAG": "release"}, colab=tmp_path)

    assert (home.path, home.note) == (tmp_path / "drive" / "MyDrive" / "skillcheck", "")


def test_colab_without_drive_says_how_to_mount_it(tmp_path):
    home = find_home(environ={"COLAB_RELEASE_TAG": "release"}, colab=tmp_path)

    assert home.path == tmp_path / "skillcheck"
    assert "drive.mount" in home.note


def test_binder_says_that_the_folder_vanishes_and_how_to_export():
    home = find_home(environ={"BINDER_SERVICE_HOST": "10.0.0.1"})

    assert "vanishes" in home.note
    assert "book.export" in home.note


def test_nothing_is_created(tmp_path):
    find_home(tmp_path / "new", environ={})

    assert not (tmp_path / "new").exists()
