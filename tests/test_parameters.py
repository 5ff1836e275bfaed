"""Parameter files: written, read, refused; and what a workbook makes of them."""

import re
from datetime import UTC, date, datetime

import msgspec
import numpy as np
import pytest

from skillcheck import Workbook, measure
from skillcheck.catalog import Catalog, fingerprint, read_parameters, write_parameters
from skillcheck.measure.lookup import believed, curve_of
from skillcheck.model import DataError, ItemParameters, ParameterSet, Purpose, Response
from skillcheck.sitting import make_pool, stand

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
CATALOG = Catalog.open()
ITEMS = tuple(item for item in CATALOG.all_items() if item.kind == "numeric")[:3]
SKILLS = tuple(CATALOG.skills.values())


def make_parameters(item=ITEMS[0], **changes):
    values = {
        "id": item.id,
        "fingerprint": fingerprint(item),
        "slope": 1.5,
        "difficulty": 2.25,
        "guessing": 0.02,
        "se": 0.2,
        "slope_se": 0.3,
        "n": 210,
        "calibrated": True,
    }
    return ItemParameters(**values | changes)


def make_set(*items, **changes):
    values = {
        "version": 1,
        "bank": CATALOG.version,
        "as_of": date(2026, 11, 22),
        "learners": 412,
        "answers": 12360,
        "method": 'penalised "MML"',
        "shift": 0.125,
        "steepness": 1.0,
        "guessing": 1.0,
        "variances": (0.5, 0.25, 0.5),
        "items": items or (make_parameters(),),
    }
    return ParameterSet(**values | changes)


def make_response(item=ITEMS[0], **changes):
    values = {
        "item": item.id,
        "skill": item.skill,
        "depth": item.depth,
        "kind": item.kind,
        "version": fingerprint(item),
        "seed": 1,
        "value": "1",
        "right": True,
        "credit": 1.0,
        "at": NOON,
        "sitting": "one",
        "purpose": Purpose.CHECK,
    }
    return Response(**values | changes)


@pytest.fixture
def file(tmp_path):
    return write_parameters(tmp_path / "params.toml", make_set(make_parameters(), make_parameters(ITEMS[1], n=31)))


# --- the file -------------------------------------------------------------------------------------


def test_what_is_written_is_read_again(tmp_path):
    found = make_set(make_parameters(), make_parameters(ITEMS[1], calibrated=False, n=0), make_parameters(ITEMS[2]))

    assert read_parameters(write_parameters(tmp_path / "params.toml", found)) == found


def test_a_set_without_items_is_a_file_too(tmp_path):
    found = msgspec.structs.replace(make_set(), items=())

    assert read_parameters(write_parameters(tmp_path / "params.toml", found)) == found


def test_the_file_says_in_its_first_lines_where_it_came_from(file):
    head = file.read_text().split("[[item]]")[0]

    assert re.findall(r"^(\w+) =", head, re.MULTILINE) == [
        *("version", "bank", "as_of", "learners", "answers", "method", "shift", "steepness", "guessing", "variances")
    ]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("slope = 1.5", "slope = nan", "field 'slope': nan is not from 0.05 to 8"),
        ("slope = 1.5", "slope = 0.0", "field 'slope': 0 is not from 0.05 to 8"),
        ("slope = 1.5", "slope = -1.5", "field 'slope': -1.5 is not"),
        ("difficulty = 2.25", "difficulty = inf", "field 'difficulty': inf is not from -8 to 8"),
        ("guessing = 0.02", "guessing = 1.0", "field 'guessing': 1 is not from 0 to 0.6"),
        ("se = 0.2\n", "se = -0.2\n", "field 'se': -0.2 is not"),
        ("slope_se = 0.3", "slope_se = nan", "field 'slope_se': nan is not"),
        ("n = 210", "n = 0", "field 'n': a calibrated item has learners behind it"),
        ("n = 210", "n = -1", "field 'n'"),
        ("n = 210", "n = 2.5", "field 'n'"),
        ("n = 210", "m = 210", "unknown field 'm'"),
        ("slope = 1.5", 'slope = "1.5"', "field 'slope'"),
        ("calibrated = true", "", "missing field 'calibrated'"),
    ],
)
def test_an_item_that_no_calibration_writes_is_refused_by_file_item_and_field(file, old, new, says):
    file.write_text(file.read_text().replace(old, new, 1))

    with pytest.raises(DataError, match=re.escape(says)) as refused:
        read_parameters(file)
    assert str(refused.value).startswith(f"params.toml: {ITEMS[0].id}: ")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("version = 1", "version = 2", "field 'version': is 2; this package reads version 1"),
        ("version = 1\n", "", "field 'version': is None"),
        ("learners = 412", "learners = -1", "counts of 0 or more"),
        ("shift = 0.125", "shift = nan", "field 'shift': nan"),
        ("steepness = 1.0", "steepness = 0.0", "field 'steepness': 0 is not from 0.1 to 10"),
        ("variances = [0.5, ", "variances = [-0.5, ", "field 'variances': -0.5 is not from 0 to 25"),
        ("variances = [0.5, 0.25, 0.5]", "variances = [0.0, 0.0, 0.0]", "all are 0"),
        ("variances = [0.5, ", "variances = [", "field 'variances'"),
        ("as_of = 2026-11-22", "as_of = 2026-11-22T10:00:00", "field 'as_of'"),
        ('bank = "', 'bench = "', "unknown field 'bench'"),
        ("learners = 412", "learners = ", "not valid TOML"),
    ],
)
def test_a_header_that_no_calibration_writes_is_refused(file, old, new, says):
    file.write_text(file.read_text().replace(old, new, 1))

    with pytest.raises(DataError, match=re.escape(says)):
        read_parameters(file)


def test_an_id_may_stand_in_a_file_once(tmp_path):
    with pytest.raises(DataError, match="the id is used twice"):
        write_parameters(tmp_path / "params.toml", make_set(make_parameters(), make_parameters()))


def test_an_unsound_set_is_not_even_written(tmp_path):
    with pytest.raises(DataError, match="field 'se': nan"):
        write_parameters(tmp_path / "params.toml", make_set(make_parameters(se=float("nan"))))
    assert not (tmp_path / "params.toml").exists()


def test_items_in_one_bracket_are_explained(file):
    file.write_text(file.read_text().split("[[item]]")[0] + "item = 3\n")

    with pytest.raises(DataError, match="two brackets"):
        read_parameters(file)


def test_a_file_that_is_not_there_or_cannot_be_written_is_said(tmp_path):
    with pytest.raises(DataError, match=r"none\.toml: cannot be read"):
        read_parameters(tmp_path / "none.toml")
    with pytest.raises(DataError, match=r"params\.toml: cannot be written"):
        write_parameters(tmp_path / "no" / "folder" / "params.toml", make_set())


# --- the catalog ------------------------------------------------------------------------------------


def test_a_catalog_has_no_parameters_unless_asked(file):
    assert CATALOG.parameters is None
    assert Catalog.open(parameters=file).parameters == read_parameters(file)


def test_an_item_that_has_changed_since_is_refused(tmp_path):
    file = write_parameters(tmp_path / "params.toml", make_set(make_parameters(fingerprint="0badf00d")))
    says = f"params.toml: {ITEMS[0].id}: the item has changed since it was calibrated (version 0badf00d then, "

    with pytest.raises(DataError, match=re.escape(says)):
        Catalog.open(parameters=file)


def test_an_item_of_another_bank_is_refused(tmp_path):
    file = write_parameters(tmp_path / "params.toml", make_set(make_parameters(id=ITEMS[0].id + "-x")))

    with pytest.raises(DataError, match=f"this bank has no such item \\(did you mean '{ITEMS[0].id}'"):
        Catalog.open(parameters=file)


# --- what is made of it ---------------------------------------------------------------------------


def test_without_a_set_everything_is_by_authors():
    authors = measure.Lookup()

    assert authors.of_item(ITEMS[0]) == believed(ITEMS[0])
    assert authors.of_response(make_response()) == measure.parameters(ITEMS[0].depth, ITEMS[0].kind)
    assert authors.margin([make_response()]) == 0.25
    assert authors.prior(SKILLS).cov == pytest.approx(measure.prior(SKILLS).cov)
    assert str(authors) == "authors' judgement"


def test_the_doubt_that_is_left_flattens_a_calibrated_curve():
    """1.5 / sqrt(1 + pi (1.5 * .2)^2 / 8) = 1.5 / sqrt(1.035343) = 1.474175."""
    assert curve_of(make_parameters()) == pytest.approx((1.474175, 2.25, 0.02), abs=1e-6)


def test_a_calibrated_item_has_its_own_curve_in_the_version_that_was_calibrated():
    found = measure.Lookup(make_set())

    assert found.of_item(ITEMS[0]) == curve_of(make_parameters())
    assert found.of_response(make_response()) == curve_of(make_parameters())
    assert found.of_response(make_response(version="other")) == believed(ITEMS[0])
    assert found.of_item(ITEMS[1]) == believed(ITEMS[1])


def test_an_item_below_the_threshold_stays_with_its_authors():
    found = measure.Lookup(make_set(make_parameters(n=12, calibrated=False)))

    assert found.of_item(ITEMS[0]) == believed(ITEMS[0])
    assert found.margin([make_response()]) == 0.25


def test_what_a_cohort_shows_of_all_items_holds_for_those_not_calibrated_too():
    found = measure.Lookup(make_set(steepness=0.5, guessing=2.0))
    slope, difficulty, guessing = believed(ITEMS[1])

    assert found.of_item(ITEMS[1]) == pytest.approx((0.5 * slope, difficulty, 2 * guessing))
    assert found.of_item(ITEMS[0]) == curve_of(make_parameters())


def test_the_margin_goes_as_answers_are_calibrated():
    found = measure.Lookup(make_set())

    assert found.margin([make_response()]) == 0
    assert found.margin([make_response(), make_response(ITEMS[1])]) == pytest.approx(0.25 * np.sqrt(0.5))
    assert found.margin([]) == 0.25


def test_a_pool_is_chosen_from_by_calibrated_parameters():
    ids = [skill.id for skill in SKILLS]
    pool = make_pool(ITEMS, ids, measure.Lookup(make_set()))

    assert (pool.slope[0], pool.difficulty[0], pool.guessing[0]) == pytest.approx(curve_of(make_parameters()))
    assert pool.difficulty[1:] == pytest.approx(make_pool(ITEMS, ids).difficulty[1:])


def test_a_standing_says_which_parameters_it_rests_on_and_uses_them():
    role = CATALOG.role("ml-engineer")
    plain = stand([make_response()], SKILLS, role, NOON)
    found = stand([make_response()], SKILLS, role, NOON, make_set())
    skill = ITEMS[0].skill

    assert plain.parameters == "authors' judgement"
    assert found.parameters == (
        f"calibration of bank {CATALOG.version}, 2026-11-22: 1 of 1 items from 412 learners, the others by "
        "authors' judgement"
    )
    assert found.estimates[skill].mean > plain.estimates[skill].mean  # a right answer to a much harder item
    assert (plain.margin, found.margin) == (0.25, 0.0)


def test_a_workbook_opens_with_a_parameter_file(file, tmp_path):
    book = Workbook.open(home=tmp_path, parameters=file)

    assert "calibration of bank" in book.standing().parameters
    assert book.check(length=5).item is not None


def test_a_workbook_with_an_unsound_file_does_not_open(tmp_path):
    (tmp_path / "params.toml").write_text("version = 9\n")

    with pytest.raises(DataError, match="this package reads version 1"):
        Workbook.open(home=tmp_path, parameters=tmp_path / "params.toml")


def test_a_calibration_of_the_bank_goes_all_the_way_into_a_workbook(tmp_path):
    rng = np.random.default_rng(1)
    logs = {f"{n}": [make_response(item, right=bool(rng.random() < 0.9)) for item in ITEMS] for n in range(40)}
    found = measure.calibrate(logs, CATALOG.all_items(), SKILLS, fingerprint)
    file = write_parameters(tmp_path / "params.toml", found.parameter_set(CATALOG.version, date(2026, 11, 22)))
    book = Workbook.open(home=tmp_path, parameters=file)

    assert "3 of" in book.standing().parameters
    assert book.catalog.parameters.learners == 40
