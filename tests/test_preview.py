"""An author's desk: items as learners see them, answered for nothing, with all that stands behind them."""

import pytest
from catalog_examples import CHOICE, MULTI, NUMERIC, ORDER, TEXT, item, items_file
from click.testing import CliRunner

from skillcheck.catalog import Catalog, draw, fingerprint
from skillcheck.catalog.wording import wording
from skillcheck.cli import main
from skillcheck.model import AnswerRefused, DataError, UnknownName
from skillcheck.workbook.preview import preview_items

BASES = [CHOICE, MULTI, NUMERIC, ORDER, TEXT]


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "evaluation-metrics.toml"
    path.write_text(items_file(*BASES), encoding="utf-8")
    return path


@pytest.fixture
def panel(path):
    return preview_items(str(path))


def message(panel, action, **more):
    """Do what the browser does."""
    panel.quiz.card.receive({"action": action, "number": panel.quiz.card.number, **more})


def test_a_skill_an_item_and_a_file_can_be_previewed(path):
    one = Catalog.open().items("sql-data-access")[3]

    assert preview_items("sql-data-access").desk.name == Catalog.open().items("sql-data-access")[0].id
    assert preview_items(one.id, seed=4).desk.name == one.id
    assert preview_items(str(path)).desk.names == [base["id"] for base in BASES]


@pytest.mark.parametrize(
    ("what", "error", "said"),
    [
        ("sql-data-acces", UnknownName, "There is no skill 'sql-data-acces'"),
        ("no-such-file.toml", DataError, r"no-such-file\.toml: cannot be read"),
    ],
)
def test_what_is_not_there_is_refused_in_a_sentence(what, error, said):
    with pytest.raises(error, match=said):
        preview_items(what)


@pytest.mark.parametrize("base", BASES, ids=lambda base: base["kind"])
def test_the_card_shows_the_learners_side_and_the_sheet_the_rest(panel, base):
    panel.show(base["id"], seed=3)
    variant = draw(panel.desk.variant.item, 3)

    assert panel.quiz.item.stem == variant.stem
    assert [option.id for option in panel.quiz.item.options] == [option.id for option in variant.options]
    assert not hasattr(panel.quiz.item, "key")
    for one in (*variant.options, *variant.misconceptions):
        assert one.rationale.replace("$", "") in panel.text.replace("$", "")
    assert base["source"] in panel.text
    assert fingerprint(variant.item) in panel.text
    assert wording(variant.item) in panel.text


def test_the_key_is_marked_among_the_options(panel):
    panel.show("leaks")

    assert "scale (key)" in panel.text
    assert "clip:" in panel.text


@pytest.mark.parametrize("base", BASES, ids=lambda base: base["kind"])
def test_the_right_answer_is_right_and_a_skip_is_explained(panel, base):
    panel.show(base["id"])
    key = panel.desk.variant.key
    value = {"multi": set, "order": list, "text": lambda texts: texts[0]}.get(base["kind"], lambda one: one)(key)

    assert panel.quiz.answer(value).right
    panel.show(base["id"])
    assert panel.quiz.skip().skipped


def test_an_answer_is_kept_nowhere_and_asking_again_starts_afresh(panel, tmp_path, monkeypatch):
    monkeypatch.setenv("SKILLCHECK_HOME", str(tmp_path / "home"))
    panel.quiz.answer("more-folds")
    assert panel.desk.marks == {"more-folds": "your answer", "fold-statistics": "the key"}
    panel.show()

    assert panel.desk.feedback is None
    assert panel.quiz.card.phase == "asking"
    assert not (tmp_path / "home").exists()


def test_an_answer_that_cannot_be_read_is_refused_and_the_item_stays(panel):
    panel.show("f1-from-counts")
    with pytest.raises(AnswerRefused):
        panel.quiz.answer("a few")

    assert panel.desk.feedback is None


def test_next_goes_round_the_file_and_the_controls_follow(panel):
    for base in [*BASES[1:], BASES[0]]:
        drawn = panel.sheet.beat
        message(panel, "skip")
        message(panel, "next")

        assert panel.desk.name == panel.item.value == base["id"]
        assert base["source"] in panel.sheet.body
        assert panel.sheet.beat > drawn  # or the browser would go on showing the last item's key


def test_stop_only_puts_the_item_back(panel):
    message(panel, "skip")
    panel.quiz.stop()

    assert panel.quiz.item.item == CHOICE["id"]
    assert panel.desk.feedback is None


def test_an_item_put_away_promises_nothing_to_be_kept(panel):
    message(panel, "pause")
    assert "Nothing is kept" in panel.quiz.card.summary
    message(panel, "resume")

    assert panel.quiz.card.phase == "asking"


def test_the_controls_choose_the_item_and_the_seed(panel):
    panel.item.value = "f1-from-counts"
    before = panel.quiz.item.stem
    panel.seed.value = 9

    assert panel.desk.seed == 9
    assert panel.quiz.item.stem != before
    assert "seed 9" in repr(panel)


def test_an_unknown_item_is_refused(panel):
    with pytest.raises(UnknownName, match=r"evaluation-metrics\.toml holds no item 'leak'"):
        panel.show("leak")


def test_an_edit_is_seen_when_the_file_is_read_again_at_the_same_place(panel, path):
    panel.show("leaks", seed=5)
    path.write_text(items_file(*BASES).replace("Which steps leak?", "Which of these leak?"), encoding="utf-8")
    panel.again.click()

    assert panel.quiz.item.stem.startswith("Which of these leak?")
    assert (panel.desk.name, panel.desk.seed) == ("leaks", 5)
    assert panel.sheet.status == "The file has been read again."


def test_a_slip_in_the_file_is_said_and_what_was_there_stays(panel, path):
    path.write_text("[[item]\n", encoding="utf-8")
    panel.again.click()

    assert "evaluation-metrics.toml: not valid TOML" in panel.sheet.status
    assert panel.quiz.item.item == CHOICE["id"]


def test_items_that_cannot_be_read_are_named_beside_those_that_can(path):
    path.write_text(items_file({**CHOICE, "stem": ""}, NUMERIC), encoding="utf-8")
    panel = preview_items(str(path))

    assert panel.desk.names == ["f1-from-counts"]
    assert "scaling-before-split: stem is empty (E00)" in panel.text


def test_a_file_without_any_item_to_show_says_so(path):
    path.write_text(items_file({**CHOICE, "stem": ""}), encoding="utf-8")
    panel = preview_items(str(path))

    assert panel.quiz.item is None
    assert "No item of evaluation-metrics.toml can be read yet." in panel.quiz.card.summary
    assert "stem is empty" in panel.text
    assert panel.draws().empty
    assert panel.frame.empty


def test_an_item_of_which_no_variant_can_be_drawn_says_why(path):
    path.write_text(items_file({**NUMERIC, "require": ["tp > 100"]}), encoding="utf-8")
    panel = preview_items(str(path))

    assert panel.quiz.item is None
    assert "none of 400 draws will do" in panel.quiz.card.summary
    assert "none of 400 draws will do" in panel.text


def test_what_the_linter_says_of_an_item_stands_below_it(path):
    path.write_text(items_file({**CHOICE, "stem": "Scaling leaks."}), encoding="utf-8")
    panel = preview_items(str(path))

    assert "W21" in panel.text
    assert panel.frame.loc[0, "warnings"] >= 1


def test_variants_are_listed_with_their_numbers_and_keys(panel):
    table = panel.show("f1-from-counts", seed=2).draws(4)

    assert list(table["seed"]) == [2, 3, 4, 5]
    assert table["key"].nunique() > 1
    assert {"tp", "fp", "fn"} <= set(table.columns)


def test_html_in_an_item_is_text_on_the_sheet_too(path):
    source = "https://example.org/<script>alert(1)</script>"
    path.write_text(items_file({**CHOICE, "source": source}), encoding="utf-8")

    assert "<script" not in preview_items(str(path)).sheet.body


def test_a_second_solver_is_shown_no_key_and_an_author_is():
    one = next(item for item in Catalog.open().all_items() if item.options and not item.draw)
    blind = CliRunner().invoke(main, ["bank", "show", one.id, "--no-key"]).output
    whole = CliRunner().invoke(main, ["bank", "show", one.id]).output

    assert whole.startswith(blind.rstrip("\n"))
    assert not any(option.rationale in blind for option in one.options)
    assert "key:" not in blind
    assert one.source not in blind
    assert f'review: version = "{fingerprint(one)}", wording = "{wording(one)}"' in whole


def test_examples_of_this_file_are_sound():
    assert all(draw(item(base), 0) for base in BASES)
