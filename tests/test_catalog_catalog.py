"""The catalog: lazily read, with the nearest names for what is not there and clear words for what does not fit."""

import subprocess
import sys
from datetime import date

import pytest
from catalog_examples import CHOICE, NUMERIC, entry, items_file

from skillcheck.catalog import Catalog
from skillcheck.catalog import catalog as module
from skillcheck.model import DataError, UnknownName

EXERCISE = """
skill = "evaluation-metrics"
depth = 2
title = "AUC"
task = "Compute it."
function = "auc"
hints = ["Count pairs."]
source = "https://scikit-learn.org/stable/"
"""


def skill(name, level="beginner", block="F", prerequisites=()):
    return (
        f'[[skill]]\nid = "{name}"\nname = "{name}"\nlevel = "{level}"\nblock = "{block}"\n'
        f'can_do = "Can."\nabout = "About."\nsubtopics = []\nprerequisites = {list(prerequisites)}\n'
    )


def role(shares, needs):
    listed = ", ".join(f'{{ skill = "{name}", use = {use}, target = 2 }}' for name, use in needs)
    pairs = ", ".join(f"{block} = {share}" for block, share in shares.items())
    return f'[[role]]\nid = "ml"\nname = "ML"\nabout = "A job."\nshares = {{ {pairs} }}\nneeds = [{listed}]\n'


SKILLS = (
    skill("evaluation-metrics", block="M") + skill("sql-data-access", "beginner", "D") + skill("rag", "advanced", "L")
)


@pytest.fixture
def folder(tmp_path):
    """A small sound data folder."""
    write(tmp_path, "bank.toml", 'version = "2026.11"\n')
    write(tmp_path, "skills.toml", SKILLS)
    write(tmp_path, "tracks.toml", '[[track]]\nid = "gen"\nname = "G"\nabout = "A."\nskills = ["rag"]\n')
    write(tmp_path, "roles.toml", role({"M": 60, "D": 40}, [("evaluation-metrics", 3), ("sql-data-access", 1)]))
    write(
        tmp_path,
        "items/evaluation-metrics.toml",
        items_file(NUMERIC, CHOICE, entry(CHOICE, id="old", status="retired")),
    )
    write(tmp_path, "items/rag.toml", "broken = [")
    write(tmp_path, "exercises/auc/exercise.toml", EXERCISE)
    write(tmp_path, "exercises/auc/starter.py", "def auc(y, s):\n    ...\n")
    write(tmp_path, "exercises/auc/solution.py", "def auc(y, s):\n    return 0.5\n")
    return tmp_path


def write(folder, name, text):
    path = folder / name
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text(text)


def test_the_packages_own_data_is_opened_by_default_and_is_sound():
    catalog = Catalog.open()

    assert catalog.version == "2026.11"
    assert len(catalog.skills) == 45
    assert len(catalog.roles) == 4
    assert all(sum(need.weight for need in one.needs) == pytest.approx(1) for one in catalog.roles.values())
    assert set(catalog.tracks) == {"generative-ai", "mlops-production", "responsible-ai", "edge", "cross-functional"}
    assert catalog.facts
    assert catalog.salaries
    assert catalog.credentials
    assert catalog.courses
    assert catalog.resume.checklist


REVIEW = """
[[review]]
item = "f1-from-counts"
version = "d80dade2"
wording = "0a1b2c3d"
answer = "0.57"
outcome = "agrees"
date = 2026-11-22
"""


def test_reviews_are_read_in_file_order_when_they_are_asked_for(folder):
    write(folder, "review.toml", REVIEW + REVIEW.replace("agrees", "disagrees") + 'note = "No rounding is stated."\n')
    first, second = Catalog.open(folder).reviews

    assert (first.item, first.version, first.answer, first.outcome, first.date, first.note) == (
        *("f1-from-counts", "d80dade2", "0.57", "agrees"),
        *(date(2026, 11, 22), ""),
    )
    assert (second.outcome, second.note) == ("disagrees", "No rounding is stated.")


def test_a_bank_without_reviews_has_none(folder):
    assert Catalog.open(folder).reviews == ()


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (("answer", "anser"), r"review 1: .*field 'anser' \(did you mean 'answer'\?\)"),
        (("agrees", "maybe"), "review 1: field 'outcome': invalid enum value 'maybe'"),
        (("2026-11-22", '"soon"'), "review 1: field 'date'"),
        (("[[review]]", "[[reviews]]"), r"unknown 'reviews' at the top of the file; entries are \[\[review\]\]"),
    ],
)
def test_a_review_that_cannot_be_read_says_why(folder, change, problem):
    write(folder, "review.toml", REVIEW.replace(*change))
    catalog = Catalog.open(folder)

    with pytest.raises(DataError, match=rf"^review\.toml: {problem}"):
        catalog.reviews


def test_an_installed_package_uses_the_data_it_carries(folder, monkeypatch):
    package = folder / "site-packages" / "skillcheck"
    (package / "_shared").mkdir(parents=True)
    (package / "_shared" / "data").symlink_to(folder, target_is_directory=True)
    monkeypatch.setattr(module, "_PACKAGE", package)

    assert Catalog.open().folder == package / "_shared" / "data"


def test_a_folder_without_a_bank_is_refused(tmp_path):
    with pytest.raises(DataError, match="no data folder here"):
        Catalog.open(tmp_path / "nowhere")


@pytest.mark.parametrize("text", ["", 'version = ""', "version = 3", 'version = "1"\nother = 2'])
def test_a_bank_needs_its_version_and_nothing_else(folder, text):
    write(folder, "bank.toml", text)

    with pytest.raises(DataError, match=r"bank\.toml"):
        Catalog.open(folder).version


def test_only_the_asked_skills_file_is_parsed(folder):
    catalog = Catalog.open(folder)

    assert [item.id for item in catalog.items("evaluation-metrics")] == ["f1-from-counts", "scaling-before-split"]
    assert catalog.item("scaling-before-split").skill == "evaluation-metrics"
    with pytest.raises(DataError, match=r"rag\.toml: not valid TOML"):
        catalog.items("rag")


def test_items_are_read_once(folder):
    catalog = Catalog.open(folder)
    first = catalog.item("f1-from-counts")
    (folder / "items" / "evaluation-metrics.toml").unlink()

    assert catalog.item("f1-from-counts", "evaluation-metrics") is first


def test_a_retired_item_can_be_found_but_is_not_asked(folder):
    catalog = Catalog.open(folder)

    assert catalog.item("old").status == "retired"
    assert "old" not in {item.id for item in catalog.items("evaluation-metrics")}


def test_a_skill_without_a_file_has_no_items_yet(folder):
    assert Catalog.open(folder).items("sql-data-access") == ()


@pytest.mark.parametrize("name", ["nothing", "../skills", "", "Evaluation-Metrics"])
def test_items_of_an_unknown_skill_are_not_silently_none(folder, name):
    with pytest.raises(UnknownName):
        Catalog.open(folder).items(name)


def test_all_items_are_the_active_ones_of_every_file(folder):
    (folder / "items" / "rag.toml").unlink()

    assert len(Catalog.open(folder).all_items()) == 2


def test_a_variant_is_drawn_from_an_item(folder):
    catalog = Catalog.open(folder)
    variant = catalog.variant(catalog.item("f1-from-counts"), 4)

    assert variant.seed == 4
    assert "{" not in variant.stem


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda c: c.item("f1-from-count"), "There is no item 'f1-from-count' (did you mean 'f1-from-counts'"),
        (lambda c: c.item("f1-from-count", "sql-data-access"), "There is no item 'f1-from-count' in sql-data-access"),
        (lambda c: c.skill("metrics"), "There is no skill 'metrics' (did you mean 'evaluation-metrics'?)"),
        (lambda c: c.role("zzz"), "There is no role 'zzz'; there are ml"),
        (lambda c: c.track("gem"), "There is no track 'gem' (did you mean 'gen'?)"),
        (lambda c: c.project("x"), "There is no project 'x'"),
        (lambda c: c.exercise("aux"), "There is no exercise 'aux' (did you mean 'auc'?)"),
        (lambda c: c.resolve("beginer"), "There is no level, skill or track 'beginer' (did you mean 'beginner'"),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest(folder, ask, message):
    with pytest.raises(UnknownName) as caught:
        ask(Catalog.open(folder))

    assert message in str(caught.value)


def test_a_scope_is_a_level_a_skill_or_a_track(folder):
    catalog = Catalog.open(folder)

    assert catalog.resolve("beginner") == ("evaluation-metrics", "sql-data-access")
    assert catalog.resolve("rag") == ("rag",)
    assert catalog.resolve("gen") == ("rag",)


@pytest.mark.parametrize(
    ("skills", "problem"),
    [
        (skill("a", prerequisites=["b"]) + skill("bb"), r"a: unknown prerequisite 'b' \(did you mean 'bb'\?\)"),
        (skill("a", prerequisites=["b"]) + skill("b", "advanced"), "a: is beginner but needs 'b', which is advanced"),
        (skill("a", prerequisites=["b"]) + skill("b", prerequisites=["a"]), "prerequisites run in a circle: "),
        (skill("a", prerequisites=["a"]), "circle: a -> a"),
        (skill("a") + skill("a"), "a: the id is used twice"),
    ],
)
def test_a_graph_that_cannot_be_learnt_in_order_is_refused(folder, skills, problem):
    write(folder, "skills.toml", skills)

    with pytest.raises(DataError, match=rf"skills\.toml: {problem}" if problem.startswith("a:") else problem):
        Catalog.open(folder).skills


def test_weights_divide_a_blocks_share_by_use():
    catalog = Catalog.open()
    for one in catalog.roles.values():
        in_block = [need for need in one.needs if catalog.skills[need.skill].block == "M"]

        assert sum(need.weight for need in in_block) == pytest.approx(one.shares["M"] / 100)
        assert len({round(need.weight / need.use, 12) for need in in_block if need.use}) == 1


@pytest.mark.parametrize(
    ("shares", "needs", "problem"),
    [
        ({"M": 60}, [("evaluation-metrics", 3)], "shares sum to 60, wanted 100"),
        ({"M": 60, "Z": 40}, [("evaluation-metrics", 3)], "shares name block 'Z'; there are D, L, M"),
        ({"M": 60, "D": 40}, [("evaluation-metrics", 3)], "block D has 40 % of the role but no skill in use"),
        ({"M": 100}, [("evaluation-metric", 3)], r"unknown skill 'evaluation-metric' \(did you mean"),
        ({"M": 100}, [("evaluation-metrics", 3)] * 2, "'evaluation-metrics' stands twice in needs"),
        ({"M": 100}, [("evaluation-metrics", 4)], "use and target go from 0 to 3"),
        ({"M": 120, "D": -20}, [("evaluation-metrics", 3)], "a share is negative"),
    ],
)
def test_a_role_that_does_not_add_up_is_refused(folder, shares, needs, problem):
    write(folder, "roles.toml", role(shares, needs))

    with pytest.raises(DataError, match=rf"roles\.toml: ml: .*({problem})"):
        Catalog.open(folder).roles


def test_a_written_weight_is_refused(folder):
    write(
        folder,
        "roles.toml",
        role({"M": 100}, [("evaluation-metrics", 3)]).replace("target = 2", "target = 2, weight = 1"),
    )

    with pytest.raises(DataError, match="leave out 'weight'; it is computed"):
        Catalog.open(folder).roles


def test_a_track_of_unknown_skills_is_refused(folder):
    write(folder, "tracks.toml", '[[track]]\nid = "gen"\nname = "G"\nabout = "A."\nskills = ["rog"]\n')

    with pytest.raises(DataError, match=r"tracks\.toml: gen: unknown skill 'rog' \(did you mean 'rag'\?\)"):
        Catalog.open(folder).tracks


def test_an_exercise_is_read_from_its_folder(folder):
    exercise = Catalog.open(folder).exercises["auc"]

    assert (exercise.id, exercise.skill, exercise.function) == ("auc", "evaluation-metrics", "auc")
    assert exercise.solution.startswith("def auc")


@pytest.mark.parametrize(
    ("file", "text", "problem"),
    [
        ("exercise.toml", EXERCISE + 'starter = "x"', "leave out 'starter'"),
        ("exercise.toml", EXERCISE + 'hint = "x"', r"unknown field 'hint' \(did you mean 'hints'\?\)"),
        ("exercise.toml", EXERCISE.replace('"auc"', '"a b"'), "function 'a b' is not a name Python can call"),
        ("exercise.toml", EXERCISE + "seconds = 0", "must be above 0"),
        ("exercise.toml", EXERCISE.replace("evaluation-metrics", "evaluation"), "unknown skill 'evaluation'"),
        ("solution.py", "def area():\n    pass\n", "auc/solution.py: does not define 'auc'"),
    ],
)
def test_a_broken_exercise_names_its_file(folder, file, text, problem):
    write(folder, f"exercises/auc/{file}", text)

    with pytest.raises(DataError, match=problem):
        Catalog.open(folder).exercise("auc")


def test_a_missing_starter_is_named(folder):
    (folder / "exercises" / "auc" / "starter.py").unlink()

    with pytest.raises(DataError, match=r"auc/starter\.py: cannot be read: No such file"):
        Catalog.open(folder).exercise("auc")


def test_the_checks_of_an_exercise_are_found_or_missed_by_name(folder):
    catalog = Catalog.open(folder)
    with pytest.raises(DataError, match=r"cases\.py is missing"):
        catalog.cases_path("auc")
    write(folder, "exercises/auc/cases.py", "")

    assert catalog.cases_path("auc") == folder / "exercises" / "auc" / "cases.py"


def test_a_project_must_be_named_like_its_file(folder):
    write(
        folder,
        "projects/other.toml",
        'id = "churn"\nnumber = 1\nname = "Churn"\ntrend = "t"\nweeks = 2\nabout = "a"\nneeds = {}\nshows = {}\n'
        'milestones = []\ndeliverables = []\noffline_data = "none"\nmetric = "AUC"\n',
    )

    with pytest.raises(DataError, match=r"other\.toml: id 'churn' differs from the file's name"):
        Catalog.open(folder).projects


def test_reading_the_catalog_loads_none_of_the_heavy_packages():
    code = "import sys; from skillcheck.catalog import Catalog; Catalog.open().skills; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()

    assert not {"pandas", "numpy", "matplotlib", "ipywidgets", "scipy", "sklearn"} & set(loaded)
