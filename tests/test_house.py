"""The house itself: what importing costs, what is documented, what a wheel carries."""

import json
import os
import re
import subprocess
import sys
import venv
from pathlib import Path

import pytest

import skillcheck

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def python(code):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_importing_the_workbook_loads_nothing_heavy():
    heavy = ("pandas", "matplotlib", "ipywidgets", "scipy", "sklearn", "IPython", "anywidget", "papermill")
    loaded = python(f"import sys; from skillcheck import Workbook; print([m for m in {heavy} if m in sys.modules])")

    assert loaded.strip() == "[]"


def test_every_exported_name_is_there():
    assert all(hasattr(skillcheck, name) for name in skillcheck.__all__)
    assert not hasattr(skillcheck, "no_such_name")


def test_the_readme_shows_exactly_two_commands_to_start_with():
    commands = re.findall(r"^python3 -m venv .*$", README, re.MULTILINE)

    assert len(commands) == 2
    assert "notebooks/00_start_here.ipynb" in commands[0]
    assert commands[1].endswith("-m pytest -n 2 --dist loadfile --nbval-lax --nbval-current-env tests notebooks")


def test_every_file_and_notebook_that_the_readme_names_exists():
    for name in re.findall(r"(?:notebooks|tests|\.github|\.binder)/[\w./-]*\w", README.replace("\\", "/")):
        assert (ROOT / name).exists(), name


def test_the_readme_documents_every_method_a_notebook_author_calls():
    from skillcheck.cli import main

    documented = [name for name in main.commands if f"skillcheck {name}" in README]

    assert sorted(documented) == sorted(main.commands)


def test_the_top_level_holds_nothing_that_the_design_does_not_name():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split(
        "\n"
    )
    if not any(listed):
        pytest.skip("an unpacked archive has no list of what belongs to the project: not a git checkout")
    top = {name.split("/")[0] for name in listed if name and not name.startswith(".")}
    named = {"README.md", "requirements.txt", "notebooks", "skillcheck", "data", "tests"}

    assert top == named | {"pyproject.toml", "LICENSE", "CHANGELOG.md"}


def test_the_rooms_import_only_downwards():
    script = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([script, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout


@pytest.mark.slow
def test_a_wheel_works_in_an_empty_environment_away_from_the_repository(tmp_path):
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path / "dist"), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    wheel = next((tmp_path / "dist").glob("*.whl"))
    venv.create(tmp_path / "empty", with_pip=True)
    interpreter = tmp_path / "empty" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    subprocess.run([interpreter, "-m", "pip", "install", "--quiet", str(wheel)], check=True, cwd=tmp_path)
    code = """
import json
from skillcheck import Workbook
book = Workbook.open(home="home")
panel = book.check(length=2)
while not panel.finished:
    panel.skip()
    panel.next()
catalog = book.catalog
print(json.dumps([len(book.profile().frame), len(catalog.projects), str(catalog.folder), book.gaps().text[:40]]))
"""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [interpreter, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    skills, projects, folder, words = json.loads(done.stdout.splitlines()[-1])
    assert (skills, projects) == (45, 27)
    assert str(tmp_path) in folder
    assert words
