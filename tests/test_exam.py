"""Exams: built by a secret, sat without a word of right or wrong, graded with the key, and what was tampered with."""

import importlib.util
import json
import os
import stat
from datetime import UTC, datetime, timedelta

import msgspec
import pandas as pd
import pytest
from classes import edited, gradebook, hand_in, marked, problems, responses_of
from click.testing import CliRunner

from skillcheck import Workbook
from skillcheck.catalog import Catalog
from skillcheck.cli import main
from skillcheck.grading import exam
from skillcheck.grading.exam import build, learners_in, read_key, read_spec, write_exam
from skillcheck.model import AnswerRefused, DataError, Kind, RecordError, SkillcheckError, SubmissionError
from skillcheck.record import Store, digest, read_packet
from skillcheck.workbook.exam import WITHHELD

CATALOG = Catalog.open()
NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
EACH_KIND = {kind: next(i for i in CATALOG.all_items() if i.kind == kind) for kind in Kind if kind != Kind.CODE}
SPEC = f"""
title = "Midterm"
minutes = 60
exercises = ["chunked"]
learners = ["Ada Lovelace", "Alan Turing"]
items = {json.dumps([item.id for item in EACH_KIND.values()])}

[[draw]]
skills = ["beginner"]
count = 3
kinds = ["numeric"]
"""


def spec_file(folder, text=SPEC):
    (folder / "midterm.toml").write_text(text, "utf-8")
    return folder / "midterm.toml"


def made(folder, text=SPEC, out=None):
    """Build an exam; return its key's path, and its packets' by learner."""
    key, packets = write_exam(read_spec(spec_file(folder, text), CATALOG), CATALOG, out or folder / "midterm")
    return key, {read_packet(path).learner: path for path in packets}


@pytest.fixture(scope="module")
def midterm(tmp_path_factory):
    """An exam for two: its key and packets."""
    return made(tmp_path_factory.mktemp("midterm"))


def form_of(key, learner):
    return next(form for form in read_key(key).forms if form.learner == learner)


def right_answers(key, learner):
    """What the instructor's key says is right, as the learner would have to give it."""
    found = {}
    for drawn in form_of(key, learner).questions:
        variant = CATALOG.variant(CATALOG.item(drawn.item), drawn.seed)
        shown = {option: f"o{place}" for place, option in enumerate(drawn.options, start=1)}
        found[drawn.question] = {
            Kind.CHOICE: lambda v, ids: ids[v.key],
            Kind.MULTI: lambda v, ids: {ids[one] for one in v.key},
            Kind.ORDER: lambda v, ids: [ids[one] for one in v.key],
            Kind.NUMERIC: lambda v, _: f"{v.key!r} {v.unit}".strip(),
            Kind.TEXT: lambda v, _: v.key[0],
        }[variant.item.kind](variant, shown)
    return found


def opened(packet, home, start=NOW):
    """The packet in a workbook whose clock goes a minute on whenever it is looked at."""
    ticks = iter(range(10_000))
    return Workbook.open(exam=packet, home=home, clock=lambda: start + timedelta(seconds=20 * next(ticks)))


def answer(panel, answers, most=100):
    """Answer up to so many questions; None leaves one open."""
    for _ in range(most):
        if panel.finished:
            return
        value = answers.get(panel.item.item)
        panel.skip() if value is None else panel.answer(value, confidence=0.7)
        panel.next()


def sat(midterm, learner, folder, answers=None, most=100):
    """Sit an exam with the right answers or others, and return the file to hand in."""
    key, packets = midterm
    book = opened(packets[learner], folder / "home")
    answer(book.check(), right_answers(key, learner) if answers is None else answers, most)
    return book.export(folder / f"{learner.split()[0].lower()}.json")


@pytest.fixture(scope="module")
def ada(midterm, tmp_path_factory):
    """Ada's exam, all questions right, no exercise tried."""
    return sat(midterm, "Ada Lovelace", tmp_path_factory.mktemp("ada"))


def graded(path, midterm, out, **order):
    """Grade one file with the key; return its row and its problems."""
    marked(path, out, key=str(midterm[0]), **order)
    return gradebook(out)[path.name], problems(out).get(path.name, [])


# --- the packet -----------------------------------------------------------------------------------


def strings_in(plain):
    """All texts of plain data, keys of tables included."""
    if isinstance(plain, dict):
        return [one for pair in plain.items() for part in pair for one in strings_in(part)]
    if isinstance(plain, list):
        return [one for part in plain for one in strings_in(part)]
    return [plain] if isinstance(plain, str) else []


def test_a_packet_holds_the_questions_and_nothing_that_gives_an_answer_away(midterm):
    key, packets = midterm
    for learner, path in packets.items():
        texts = strings_in(json.loads(path.read_text("utf-8")))
        for drawn in form_of(key, learner).questions:
            variant = CATALOG.variant(CATALOG.item(drawn.item), drawn.seed)
            item = variant.item
            rationales = [item.rationale, variant.rationale, *(one.rationale for one in variant.misconceptions)]
            rationales += [option.rationale for option in (*item.options, *variant.options)]

            assert variant.stem in texts
            assert not {item.id, *(option.id for option in item.options)} & set(texts)
            assert not [said for said in filter(None, rationales) if any(said in text for text in texts)]
            assert not [text for text in texts if item.source in text]
            assert f'": {drawn.seed}' not in path.read_text("utf-8")


def test_a_packet_holds_no_solution_no_hint_and_no_check(midterm):
    exercise = CATALOG.exercise("chunked")
    checks = CATALOG.cases_path("chunked").read_text("utf-8")
    for path in midterm[1].values():
        text = path.read_text("utf-8")
        packet = read_packet(path)

        assert [(task.id, task.title, task.starter) for task in packet.tasks] == [
            ("t1", exercise.title, exercise.starter)
        ]
        assert "chunked" not in text
        assert "size must be at least 1" in exercise.solution
        assert "size must be at least 1" not in text
        assert not [hint for hint in exercise.hints if json.dumps(hint)[1:-1] in text]
        assert not [line for line in checks.splitlines() if "expect." in line and line.strip() in text]


def test_the_fields_of_a_packet_are_those_a_learner_may_see(midterm):
    for path in midterm[1].values():
        plain = json.loads(path.read_text("utf-8"))

        assert {field for asked in plain["questions"] for field in asked} == {
            *("id", "skill", "kind", "stem", "options", "unit", "range")
        }
        assert {field for asked in plain["questions"] for option in asked["options"] for field in option} == {
            "id",
            "text",
        }
        assert not {"secret", "forms", "seed"} & set(plain)


def test_a_question_asks_every_kind(midterm):
    for path in midterm[1].values():
        assert {asked.kind for asked in read_packet(path).questions} == set(Kind) - {Kind.CODE}


def test_only_the_instructor_can_read_the_key(midterm):
    assert json.loads(midterm[0].read_text())["format"] == "skillcheck-exam-key"
    if os.name == "posix":
        assert stat.S_IMODE(midterm[0].stat().st_mode) == 0o600


def test_learners_get_other_items_in_another_order_and_other_numbers(midterm):
    ada, alan = (form_of(midterm[0], name) for name in ("Ada Lovelace", "Alan Turing"))
    shared = {drawn.item: drawn.seed for drawn in ada.questions}

    assert ada.ticket != alan.ticket
    assert [drawn.item for drawn in ada.questions] != [drawn.item for drawn in alan.questions]
    assert all(shared.get(drawn.item) != drawn.seed for drawn in alan.questions)


def test_one_form_for_all_has_the_same_items_in_another_order_each_with_numbers_of_their_own(tmp_path):
    key, _ = made(tmp_path, 'form = "one"\n' + SPEC)
    ada, alan = (form_of(key, name) for name in ("Ada Lovelace", "Alan Turing"))

    assert {drawn.item for drawn in ada.questions} == {drawn.item for drawn in alan.questions}
    assert [drawn.item for drawn in ada.questions] != [drawn.item for drawn in alan.questions]
    assert not {drawn.seed for drawn in ada.questions} & {drawn.seed for drawn in alan.questions}


def test_no_item_is_asked_twice(tmp_path):
    overlapping = SPEC + '[[draw]]\nskills = ["beginner"]\ncount = 40\n'
    _, form = next(build(read_spec(spec_file(tmp_path, overlapping), CATALOG), CATALOG, "00" * 32))
    items = [drawn.item for drawn in form.questions]

    assert len(set(items)) == len(items) == 5 + 3 + 40


def test_everything_drawn_follows_from_the_secret(tmp_path):
    spec = read_spec(spec_file(tmp_path), CATALOG)

    assert list(build(spec, CATALOG, "ab" * 32)) == list(build(spec, CATALOG, "ab" * 32))

    ours, theirs = (next(build(spec, CATALOG, secret * 32))[1] for secret in ("ab", "cd"))
    assert ours.ticket != theirs.ticket
    assert not {drawn.seed for drawn in ours.questions} & {drawn.seed for drawn in theirs.questions}


def test_two_folders_have_two_secrets(midterm, tmp_path):
    key, _ = made(tmp_path)

    assert read_key(key).secret != read_key(midterm[0]).secret


def test_building_again_into_a_folder_keeps_its_packets_good(tmp_path):
    key, packets = made(tmp_path)
    before = {path: path.read_bytes() for path in (key, *packets.values())}
    made(tmp_path)

    assert {path: path.read_bytes() for path in before} == before


def test_a_later_list_of_learners_keeps_the_packets_of_the_first(tmp_path):
    key, packets = made(tmp_path)
    tickets = {form.ticket for form in read_key(key).forms}
    key, later = made(tmp_path, SPEC.replace('"Ada Lovelace", "Alan Turing"', '"Grace Hopper"'))

    assert set(later) == {"Grace Hopper"}
    assert tickets < {form.ticket for form in read_key(key).forms}
    assert all(path.exists() for path in packets.values())


def test_the_key_of_another_exam_is_not_written_over(tmp_path):
    key, _ = made(tmp_path)
    before = key.read_bytes()
    with pytest.raises(SkillcheckError, match=r"is the key of another exam \(midterm\); choose another folder"):
        made(tmp_path, SPEC.replace("Midterm", "Final"))

    assert key.read_bytes() == before


def test_a_full_disk_spoils_no_key_that_is_there(tmp_path, monkeypatch):
    key, _ = made(tmp_path)
    before = key.read_bytes()

    def no_room(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(exam.Path, "write_bytes", no_room)
    with pytest.raises(SkillcheckError, match="No space left on device"):
        made(tmp_path, SPEC.replace('"Alan Turing"', '"Grace Hopper"'))

    assert key.read_bytes() == before


def test_without_learners_there_is_one_packet_for_whoever_comes(tmp_path):
    _, packets = made(tmp_path, SPEC.replace('learners = ["Ada Lovelace", "Alan Turing"]', ""))

    assert list(packets) == [""]
    assert packets[""].name.startswith("midterm-")


def test_a_learners_name_leads_nowhere_as_a_file_name(tmp_path):
    _, packets = made(tmp_path, SPEC.replace("Ada Lovelace", "../../etc/passwd"))

    assert all(path.parent == tmp_path / "midterm/packets" for path in packets.values())
    assert packets["../../etc/passwd"].name.startswith("etc-passwd-")


# --- the specification ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('title = "Midterm"', "", "missing field 'title'"),
        ("minutes = 60", "minuts = 60", "unknown field 'minuts' (did you mean 'minutes'?)"),
        ("minutes = 60", 'minutes = "an hour"', "field 'minutes'"),
        ("minutes = 60", "minutes = 0", "minutes is a whole number from 1"),
        ("minutes = 60", 'form = "both"', """form is "each" or "one", not 'both'"""),
        ("minutes = 60", 'role = "wizard"', "no role 'wizard'"),
        ("count = 3", "count = 0", "a count is a whole number from 1"),
        ("count = 3", "", "missing field 'count' in draw[0]"),
        ("count = 3", "count = 3000", "draw 1 asks for 3000 items and only"),
        ("count = 3", "count = 3\ndepths = [4]", "depths are 1, 2 and 3"),
        ('kinds = ["numeric"]', 'kinds = ["essay"]', "field 'draw[0].kinds[0]': invalid enum value 'essay'"),
        ('skills = ["beginner"]', 'skills = ["begginer"]', "'begginer' (did you mean 'beginner'"),
        ('exercises = ["chunked"]', 'exercises = ["chunky"]', "no exercise 'chunky'"),
        ('exercises = ["chunked"]', 'exercises = ["chunked", "chunked"]', "chunked is named twice"),
        ('"Alan Turing"', '"ada lovelace"', "is named twice; add what tells them apart"),
        ('"Alan Turing"', '" "', "a learner has no name"),
        (f'"{EACH_KIND[Kind.TEXT].id}"', '"no-such-item"', "no item 'no-such-item'"),
        (f'"{EACH_KIND[Kind.TEXT].id}"', f'"{EACH_KIND[Kind.MULTI].id}"', "is named twice; once is enough"),
        ('title = "Midterm"', "title = ", "not valid TOML"),
        (SPEC, 'title = "x"', "asks nothing; add a [[draw]] with skills and count, or items"),
    ],
)
def test_a_specification_that_is_wrong_is_named_with_what_to_do(tmp_path, old, new, words):
    assert old in SPEC
    with pytest.raises(DataError) as caught:
        read_spec(spec_file(tmp_path, SPEC.replace(old, new)), CATALOG)

    assert str(caught.value).startswith("midterm.toml: ")
    assert words in str(caught.value)


def test_draws_that_overlap_too_much_are_refused(tmp_path):
    skill = next(skill for skill in CATALOG.skills if len(CATALOG.items(skill)) > 1)
    count = len(CATALOG.items(skill))
    twice = 'title = "x"\n' + f'[[draw]]\nskills = ["{skill}"]\ncount = {count}\n' * 2
    with pytest.raises(DataError, match="its draws overlap, and too few items are left"):
        made(tmp_path, twice)


@pytest.mark.parametrize(
    ("content", "names"),
    [
        ("Ada\nAlan\n", ["Ada", "Alan"]),
        ("\ufeffAda Lovelace\r\n\r\n  Alan Turing \r\n", ["Ada Lovelace", "Alan Turing"]),
        ('Learner,mail\n"Lovelace, Ada",ada@x.org\nAlan,\n', ["Lovelace, Ada", "Alan"]),
    ],
)
def test_a_list_of_learners_is_read_one_a_line(tmp_path, content, names):
    (tmp_path / "class.txt").write_text(content, "utf-8")

    assert learners_in(tmp_path / "class.txt") == names


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "cannot be read as a list of learners"),
        (b"\xff\xfe", "cannot be read as a list of learners"),
        (b"", "names no learner"),
        (b"learner\n", "names no learner"),
        (b"Ada\nADA\n", "the learner Ada is named twice"),
    ],
)
def test_a_list_of_learners_that_is_wrong_is_named(tmp_path, content, words):
    if content is not None:
        (tmp_path / "class.txt").write_bytes(content)
    with pytest.raises(DataError, match=words) as caught:
        learners_in(tmp_path / "class.txt")

    assert str(caught.value).startswith("class.txt: ")


def command(*arguments):
    return CliRunner().invoke(main, [str(one) for one in arguments])


def test_the_command_builds_an_exam_for_a_list_of_learners(tmp_path):
    (tmp_path / "class.txt").write_text("Grace Hopper\nEmmy Noether\nSofia K\n")
    done = command("exam", "build", spec_file(tmp_path), "--out", tmp_path / "x", "--learners", tmp_path / "class.txt")

    assert done.exit_code == 0, done.output
    assert "3 packets in" in done.output
    assert f"--key {tmp_path / 'x/instructor-key.json'}" in done.output
    assert len(list((tmp_path / "x/packets").iterdir())) == 3


def test_the_command_refuses_a_wrong_specification_in_a_sentence(tmp_path):
    done = command("exam", "build", spec_file(tmp_path, "title = 1"), "--out", tmp_path / "x")

    assert done.exit_code == 1
    assert done.output.startswith("Error: midterm.toml: ")
    assert not (tmp_path / "x").exists()


# --- the sitting ----------------------------------------------------------------------------------


def test_a_learner_is_told_what_the_exam_is_and_that_results_come_later(midterm, tmp_path, capsys):
    opened(midterm[1]["Ada Lovelace"], tmp_path)

    assert capsys.readouterr().out == (
        f"Midterm for Ada Lovelace: 8 questions and 1 exercise. Take at most 60 minutes. {WITHHELD}\n"
    )


@pytest.mark.parametrize("right", [True, False])
def test_nothing_is_said_of_right_or_wrong(midterm, tmp_path, right):
    key, packets = midterm
    panel = opened(packets["Ada Lovelace"], tmp_path).check()
    wrong = {Kind.NUMERIC: "-12345.678", Kind.TEXT: "no idea"}
    answers = right_answers(key, "Ada Lovelace")
    said = set()
    while not panel.finished:
        asked = panel.item
        ids = [option.id for option in asked.options]
        other = wrong.get(asked.kind) or (ids[::-1] if asked.kind == Kind.ORDER else ids[-1])
        try:
            feedback = panel.answer(answers[asked.item] if right else other)
        except AnswerRefused:
            feedback = panel.skip()
        said.add((feedback.right, feedback.credit, feedback.lines, feedback.key_text, feedback.source))
        assert feedback.verdict in ("Your answer is kept.", "Left open.")
        assert panel.seat.marks == {}
        panel.next()

    assert said == {(False, 0.0, (), "", "")}


def test_the_log_of_an_exam_holds_no_score(ada):
    for response in responses_of(json.loads(ada.read_text("utf-8"))):
        assert (response["right"], response["credit"], response["depth"], response["seed"]) == (False, 0.0, 0, 0)


def test_an_exam_goes_on_where_it_stopped(midterm, tmp_path):
    key, packets = midterm
    answer(opened(packets["Ada Lovelace"], tmp_path).check(), right_answers(key, "Ada Lovelace"), most=3)
    panel = opened(packets["Ada Lovelace"], tmp_path).check()

    assert (panel.item.item, panel.item.number, panel.seat.asked) == ("q4", 4, 3)


def test_a_question_is_asked_again_until_it_is_answered_and_never_after(midterm, tmp_path):
    key, packets = midterm
    panel = opened(packets["Ada Lovelace"], tmp_path).check()
    with pytest.raises(AnswerRefused):
        panel.answer(object())
    panel.next()
    assert panel.item.item == "q1"

    panel.answer(right_answers(key, "Ada Lovelace")["q1"])
    kept = panel.feedback
    assert panel.answer("something else") is kept
    panel.next()
    assert panel.item.item == "q2"


def test_an_exam_that_was_put_away_can_be_gone_on_with_in_the_same_kernel(midterm, tmp_path):
    book = opened(midterm[1]["Ada Lovelace"], tmp_path)
    panel = book.check()
    panel.skip()
    panel.stop()
    assert panel.finished
    assert "7 are still open: run this cell again" in panel.seat.summary

    assert book.check().item.item == "q2"


def test_two_panels_of_one_exam_share_its_questions(midterm, tmp_path):
    book = opened(midterm[1]["Ada Lovelace"], tmp_path)
    first, second = book.check(), book.check()
    first.skip()
    first.next()

    assert second.item.item == "q2"


def test_an_answer_that_the_record_refuses_is_asked_for_again(midterm, tmp_path):
    panel = opened(midterm[1]["Ada Lovelace"], tmp_path).check()
    value = right_answers(midterm[0], "Ada Lovelace")["q1"]
    with pytest.raises(RecordError, match="cannot be saved"):
        panel.answer(value, confidence=float("nan"))

    assert panel.feedback is None
    assert panel.answer(value, confidence=0.5).verdict == "Your answer is kept."


def test_an_answer_that_cannot_be_written_now_is_kept_and_not_asked_for_again(midterm, tmp_path, monkeypatch):
    book = opened(midterm[1]["Ada Lovelace"], tmp_path)
    panel = book.check()

    def full(_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Store, "_write", full)
        with pytest.raises(RecordError, match="kept in memory"):
            panel.skip()
    panel.next()
    assert panel.item.item == "q2"

    panel.skip()
    assert len(responses_of(json.loads(book.export(tmp_path / "a.json").read_text()))) == 2


def test_an_exams_answers_are_kept_apart_from_the_learners_own(midterm, tmp_path):
    answer(opened(midterm[1]["Ada Lovelace"], tmp_path).check(), {}, most=2)

    assert not Workbook.open(home=tmp_path).standing().history.responses
    assert len(list((tmp_path / "exams").iterdir())) == 1


@pytest.mark.parametrize("name", ["profile", "gaps", "quiz", "save_check_in"])
def test_the_rest_of_the_workbook_is_for_afterwards(midterm, tmp_path, name):
    book = opened(midterm[1]["Ada Lovelace"], tmp_path)
    with pytest.raises(SkillcheckError, match="is not part of an exam"):
        getattr(book, name)


def test_an_unknown_exercise_is_refused_with_those_there_are(midterm, tmp_path):
    with pytest.raises(SkillcheckError, match=r"no exercise 't2'; it has t1\."):
        opened(midterm[1]["Ada Lovelace"], tmp_path).solve("t2")


def test_the_export_says_what_is_still_open(midterm, tmp_path, capsys):
    book = opened(midterm[1]["Ada Lovelace"], tmp_path)
    answer(book.check(), {}, most=6)
    book.export(tmp_path / "answers.json")

    assert "Not answered yet: q7, q8, t1. You can go on and export again." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda path: path.write_text("{}"), "is no exam packet"),
        (lambda path: path.write_bytes(path.read_bytes()[:200]), "cut off on its way"),
        (lambda path: path.write_text("[" * 100_000), "is no exam packet"),
        (lambda path: edited(path, lambda plain: plain.update(version=2)), "packet of version 2"),
        (lambda path: path.unlink(), "no such file"),
    ],
)
def test_a_packet_that_is_none_is_one_sentence(midterm, tmp_path, change, words):
    path = tmp_path / "packet.json"
    path.write_bytes(midterm[1]["Ada Lovelace"].read_bytes())
    change(path)
    with pytest.raises(SubmissionError, match=words):
        opened(path, tmp_path)


# --- the marks ------------------------------------------------------------------------------------


def test_the_right_answers_are_right_whatever_their_kind(ada, midterm, tmp_path):
    row, found = graded(ada, midterm, tmp_path / "out")
    answers = pd.read_parquet(tmp_path / "out/responses.parquet")

    assert (row["learner"], row["status"], row["answers"], row["right"]) == ("Ada Lovelace", "graded", "8", "8")
    assert found == []
    assert row["observations"] == ""
    assert set(answers["item"]) == {drawn.item for drawn in form_of(midterm[0], "Ada Lovelace").questions}
    assert set(answers["purpose"]) == {"exam"}


def test_anothers_right_answers_to_the_same_items_are_not_ones_own(tmp_path):
    drawn = [item.id for item in CATALOG.all_items() if item.kind == Kind.NUMERIC and item.draw][:6]
    names = 'learners = ["Ada Lovelace", "Alan Turing"]'
    midterm = made(tmp_path, f'title = "Midterm"\nform = "one"\n{names}\nitems = {json.dumps(drawn)}')
    theirs = right_answers(midterm[0], "Ada Lovelace")
    by_item = {one.item: theirs[one.question] for one in form_of(midterm[0], "Ada Lovelace").questions}
    copied = {one.question: by_item[one.item] for one in form_of(midterm[0], "Alan Turing").questions}
    row, _ = graded(sat(midterm, "Alan Turing", tmp_path, copied), midterm, tmp_path / "out")

    assert int(row["right"]) < 6


def test_an_exercise_is_run_and_the_best_attempt_counts(midterm, tmp_path, capsys):
    exercise = CATALOG.exercise("chunked")
    book = opened(midterm[1]["Ada Lovelace"], tmp_path / "home")
    for number, source in enumerate((exercise.solution, "def chunks(seq, size):\n    return seq\n")):
        (tmp_path / f"own{number}.py").write_text(source)
        module = importlib.util.spec_from_file_location(f"own{number}", tmp_path / f"own{number}.py")
        found = importlib.util.module_from_spec(module)
        module.loader.exec_module(found)
        book.solve("t1")(found.chunks)
    path = book.export(tmp_path / "ada.json")
    row, _ = graded(path, midterm, tmp_path / "out")

    assert f"{exercise.title}: kept. {WITHHELD}" in capsys.readouterr().out
    assert row["exercise:chunked"] == "1.0"


def test_what_was_left_open_counts_as_not_known(midterm, tmp_path):
    """Else whoever stops after the first right answer would have them all right."""
    path = sat(midterm, "Ada Lovelace", tmp_path, most=2)
    row, _ = graded(path, midterm, tmp_path / "out")

    assert (row["answers"], row["right"], row["skipped"]) == ("8", "2", "6")


def test_stopping_early_earns_no_more_points_than_going_on(midterm, tmp_path):
    skills = {CATALOG.item(drawn.item).skill for drawn in form_of(midterm[0], "Ada Lovelace").questions}
    weights = "\n".join(f"{skill} = 1" for skill in sorted(skills))
    (tmp_path / "w.toml").write_text(f'points = 10\nbasis = "answers"\n[weights]\n{weights}\n')
    path = sat(midterm, "Ada Lovelace", tmp_path, most=1)
    row, _ = graded(path, midterm, tmp_path / "out", weights=str(tmp_path / "w.toml"))

    assert 0 < float(row["points"]) <= 10 / len(skills)


def test_a_packet_for_whoever_comes_goes_by_the_name_in_the_file(tmp_path):
    key, packets = made(tmp_path, SPEC.replace('learners = ["Ada Lovelace", "Alan Turing"]', ""))
    book = Workbook.open(exam=packets[""], home=tmp_path / "home", learner="Emmy")
    path = book.export(tmp_path / "emmy.json")
    row, _ = graded(path, (key, packets), tmp_path / "out")

    assert (row["learner"], row["observations"]) == ("Emmy", "")


# --- what was tampered with -----------------------------------------------------------------------


def observed(path, midterm, out):
    row, _ = graded(path, midterm, out)
    return row["status"], row["observations"]


def test_a_packet_that_was_edited_is_observed_and_its_answers_do_not_count(midterm, tmp_path):
    packet = edited(
        midterm[1]["Ada Lovelace"], lambda plain: plain["questions"][0].update(stem="1 + 1?"), tmp_path / "packet.json"
    )
    path = sat((midterm[0], {"Ada Lovelace": packet}), "Ada Lovelace", tmp_path)
    row, _ = graded(path, midterm, tmp_path / "out")

    assert "The packet that was answered is not as it was handed out." in row["observations"]
    assert "Not counted: 8 of its answers" in row["observations"]
    assert row["right"] == "0"


def test_a_copy_under_another_name_is_graded_as_the_packets_and_observed(ada, midterm, tmp_path):
    path = edited(ada, lambda plain: plain.update(learner="Alan Turing"), tmp_path / "alan.json")
    row, _ = graded(path, midterm, tmp_path / "out")

    assert row["learner"] == "Ada Lovelace"
    assert "another name than the packet was made for" in row["observations"]
    assert "Alan" not in row["observations"]


def test_a_copy_beside_the_original_is_a_double(ada, midterm, tmp_path):
    edited(ada, lambda plain: plain.update(learner="Alan Turing"), tmp_path / "alan.json")
    marked([ada, tmp_path / "alan.json"], tmp_path / "out", key=str(midterm[0]))

    assert "carries the same learner's name as another one" in problems(tmp_path / "out")["alan.json"][0]


def test_an_exams_names_stay_out_of_anonymous_tables(ada, midterm, tmp_path):
    edited(ada, lambda plain: plain.update(learner="Alan Turing"), tmp_path / "alan.json")
    marked([ada, tmp_path / "alan.json"], tmp_path / "out", key=str(midterm[0]), anonymise=True)
    for name in ("gradebook.csv", "problems.csv"):
        text = (tmp_path / "out" / name).read_text("utf-8-sig")

        assert "Alan" not in text
        assert "Ada" not in text


def test_answers_moved_to_another_ticket_do_not_count(ada, midterm, tmp_path):
    alan = form_of(midterm[0], "Alan Turing")

    def move(plain):
        plain.update(learner="Alan Turing", ticket=alan.ticket, packet=alan.digest)

    path = edited(ada, move, tmp_path / "alan.json")
    row, _ = graded(path, midterm, tmp_path / "out")

    assert (row["learner"], row["right"], row["skipped"]) == ("Alan Turing", "0", "8")
    assert "Not counted: 8 of its answers, given to another packet than its ticket's." in row["observations"]
    assert "not as recorded" in row["observations"]


def test_a_ticket_that_was_never_given_out_is_refused(ada, midterm, tmp_path):
    path = edited(ada, lambda plain: plain.update(ticket="0" * 40), tmp_path / "ada.json")
    row, found = graded(path, midterm, tmp_path / "out")

    assert row["status"] == "refused"
    assert found == ["carries a ticket that was never given out: it or its packet was edited."]


def test_an_answer_to_a_question_that_was_not_asked_does_not_count(ada, midterm, tmp_path):
    def add(plain):
        plain["entries"].append(responses_of(plain)[0] | {"item": "q99"})

    row, _ = graded(edited(ada, add, tmp_path / "ada.json"), midterm, tmp_path / "out")

    assert row["answers"] == "8"
    assert "Not counted: 1 of its answers" in row["observations"]


def test_an_item_of_the_bank_cannot_be_answered_instead(ada, midterm, tmp_path):
    item = EACH_KIND[Kind.TEXT]

    def add(plain):
        extra = {"item": item.id, "skill": item.skill, "kind": "text", "value": item.key[0]}
        plain["entries"].append(responses_of(plain)[0] | extra)

    row, _ = graded(edited(ada, add, tmp_path / "ada.json"), midterm, tmp_path / "out")

    assert "Not counted: 1 of its answers" in row["observations"]


def test_a_question_answered_twice_counts_once_even_in_another_sitting(ada, midterm, tmp_path):
    def add(plain):
        plain["entries"].append(responses_of(plain)[0] | {"sitting": "another"})

    row, found = graded(edited(ada, add, tmp_path / "ada.json"), midterm, tmp_path / "out")

    assert (row["answers"], row["status"]) == ("8", "in part")
    assert "was answered before; that counts" in found[0]


def test_an_answer_that_cannot_be_read_is_not_right_rather_than_left_out(ada, midterm, tmp_path):
    def spoil(plain):
        for response in responses_of(plain):
            response["value"] = ["no", "such", "option"]

    row, found = graded(edited(ada, spoil, tmp_path / "ada.json"), midterm, tmp_path / "out")

    assert (row["answers"], row["right"]) == ("8", "0")
    assert len(found) == 8
    assert all(sentence.endswith("It counts as not right.") for sentence in found)


def test_ratings_have_no_place_in_an_exam(ada, midterm, tmp_path):
    def rate(plain):
        entry = {"type": "check_in", "at": "2026-12-01T09:00:00Z", "role": "ml-engineer"}
        plain["entries"].insert(0, entry | {"ratings": dict.fromkeys(CATALOG.skills, 5)})

    honest, _ = graded(ada, midterm, tmp_path / "out")
    row, _ = graded(edited(ada, rate, tmp_path / "ada.json"), midterm, tmp_path / "out")

    assert [row[name] for name in ("readiness", "beginner")] == [honest[name] for name in ("readiness", "beginner")]


def test_more_time_than_was_given_is_observed(midterm, tmp_path):
    ticks = iter([NOW + timedelta(minutes=12 * number) for number in range(200)])
    book = Workbook.open(exam=midterm[1]["Ada Lovelace"], home=tmp_path, clock=lambda: next(ticks))
    answer(book.check(), {})
    row, _ = graded(book.export(tmp_path / "ada.json"), midterm, tmp_path / "out")

    assert "From the first answer to the last it took" in row["observations"]
    assert "60 were given" in row["observations"]


def test_an_exam_without_the_key_is_refused_with_what_to_do(ada, tmp_path):
    marked(ada, tmp_path / "out")

    assert problems(tmp_path / "out")[ada.name] == [
        "answers the exam midterm: grade it with --key and the instructor's key."
    ]


def test_an_ordinary_submission_is_refused_where_an_exam_is_graded(midterm, tmp_path):
    path = hand_in(tmp_path / "in", 1)[0]

    assert graded(path, midterm, tmp_path / "out")[1] == [
        "answers no exam; wants answers to midterm, exported from its packet."
    ]


def test_an_exam_with_the_key_of_another_is_refused(ada, tmp_path):
    other = made(tmp_path, SPEC.replace("Midterm", "Final"))

    assert graded(ada, other, tmp_path / "out")[1] == ["answers the exam midterm, and this is the key of final."]


@pytest.mark.parametrize("content", [b"{}", b"", b"\xff", b"[" * 100_000])
def test_a_key_that_is_none_is_one_sentence(ada, tmp_path, content):
    (tmp_path / "key.json").write_bytes(content)
    with pytest.raises(SubmissionError, match=r"key\.json: is no instructor's key .*`skillcheck exam build`"):
        marked(ada, tmp_path / "out", key=str(tmp_path / "key.json"))


def test_a_packet_is_no_key(ada, midterm, tmp_path):
    with pytest.raises(SubmissionError, match="is no instructor's key"):
        marked(ada, tmp_path / "out", key=str(midterm[1]["Ada Lovelace"]))


def test_a_bank_that_changed_since_is_said_and_counts_against_nobody(ada, midterm, tmp_path):
    key = msgspec.json.decode(midterm[0].read_bytes())
    for form in key["forms"]:
        form["questions"][0]["version"] = "00000000"
    (tmp_path / "key.json").write_bytes(msgspec.json.encode(key))
    row, found = graded(ada, (tmp_path / "key.json", {}), tmp_path / "out")

    assert (row["answers"], row["right"], row["status"]) == ("7", "7", "in part")
    assert "another version of this item" in found[0]


def test_a_changed_key_grades_everything_again(ada, midterm, tmp_path):
    key = tmp_path / "key.json"
    key.write_bytes(midterm[0].read_bytes())
    marked(ada, tmp_path / "out", key=str(key))
    assert marked(ada, tmp_path / "out", key=str(key), resume=True).kept == 1

    edited(key, lambda plain: plain.update(minutes=1))
    marked(ada, tmp_path / "out", key=str(key), resume=True)
    assert "1 were given" in gradebook(tmp_path / "out")[ada.name]["observations"]


def test_a_digest_leaves_out_the_ticket_and_nothing_else(midterm):
    packet = read_packet(midterm[1]["Ada Lovelace"])

    assert digest(msgspec.structs.replace(packet, ticket="x")) == digest(packet)
    for field, value in {"learner": "x", "minutes": 61, "title": "x", "questions": packet.questions[1:]}.items():
        assert digest(msgspec.structs.replace(packet, **{field: value})) != digest(packet)
