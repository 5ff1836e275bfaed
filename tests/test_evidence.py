"""What a log shows besides answers: each tampering is observed, and honest logs show nothing."""

import functools
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillcheck import Workbook
from skillcheck.catalog import Catalog
from skillcheck.grading.demo import answers_of, make_form
from skillcheck.grading.evidence import CLOCK_SLACK, observations
from skillcheck.grading.rescore import Judge
from skillcheck.model import Finish, Kind, Purpose, Response, Start, Submission
from skillcheck.record import read_submission
from skillcheck.record.chain import chain

CATALOG = Catalog.open()
FORM = make_form(CATALOG, 8, 0)
JUDGE = Judge(CATALOG)
LEARNERS = 5
HOUR = timedelta(hours=1)
replace = msgspec.structs.replace


@functools.cache
def log(learner=0):
    """An honest log: a check-in, a start, eight answers, a finish."""
    return tuple(answers_of(CATALOG, FORM, learner))


def submission(entries, links=None, **changes):
    """A submission of these entries, sealed as the package does unless told otherwise."""
    entries = tuple(entries)
    values = {
        "format": "skillcheck-submission",
        "version": 2,
        "learner": "Ada",
        "bank": CATALOG.version,
        "package": "0.1.0",
        "exported": max((entry.at for entry in entries), default=datetime(2026, 1, 1, tzinfo=UTC)) + HOUR,
        "entries": entries,
        "links": tuple(chain(entries)) if links is None else tuple(links),
    }
    return Submission(**values | changes)


def seen(entries, links=None, **changes):
    """What is observed of a submission of these entries."""
    found = submission(entries, links, **changes)
    return observations(found, JUDGE.rescore(found))


def changed(entries, place, **changes):
    """The entries with one of them changed."""
    return [replace(entry, **changes) if at == place else entry for at, entry in enumerate(entries)]


def places_of(kind, entries):
    return [place for place, entry in enumerate(entries) if isinstance(entry, kind)]


learners = st.integers(0, LEARNERS - 1)
answered = st.sampled_from(places_of(Response, log()))


# --- honest logs ----------------------------------------------------------------------------------


@given(learners, st.integers(0, 11))
def test_an_honest_log_shows_nothing_whenever_it_was_exported(learner, length):
    assert seen(log(learner)[:length]) == []


def test_a_log_of_the_workbook_itself_shows_nothing(tmp_path):
    now = datetime(2026, 3, 1, 9, tzinfo=UTC)

    def clock():
        nonlocal now
        now += timedelta(seconds=30)
        return now

    def some(panel, most):
        for _ in range(most):
            panel.answer("0") if panel.item.kind in (Kind.NUMERIC, Kind.TEXT) else panel.skip()
            panel.next()

    def book():
        return Workbook.open(home=tmp_path / "home", clock=clock)

    book().save_check_in("data-scientist", {"sql-data-access": 4})
    some(book().check(length=5), 3)
    some(book().check(length=5), 2)  # the same sitting, gone on with
    stopped = book().quiz("python-programming", length=4)
    some(stopped, 1)
    stopped.stop()
    now += timedelta(days=40)
    some(book().review(length=3), 2)
    some(book().check(length=4), 4)
    found = read_submission(book().export(tmp_path / "answers.json"))

    assert sum(isinstance(entry, Response) for entry in found.entries) == 12
    assert observations(found, JUDGE.rescore(found)) == []


def test_a_log_of_nothing_shows_nothing():
    assert seen([]) == []


@given(learners, st.integers(1, 10), st.timedeltas(timedelta(0), timedelta(days=3000)))
def test_a_pause_of_any_length_is_nobodys_business(learner, place, pause):
    entries = [*log(learner)[:place], *(replace(entry, at=entry.at + pause) for entry in log(learner)[place:])]

    assert seen(entries) == []


# --- edits ----------------------------------------------------------------------------------------


@given(learners, answered, st.sampled_from([{"value": None}, {"value": "edited"}, {"confidence": 0.123}, {"seed": 5}]))
def test_an_edited_answer_is_observed_at_its_place(learner, place, edit):
    entries = log(learner)
    edited = changed(entries, place, **edit)
    found = seen(edited, chain(entries))

    if tuple(edited) != entries:
        assert found[0].startswith(f"1 entry is not as recorded, the first of them entry {place + 1}: ")


@given(learners, answered)
def test_a_score_that_was_edited_is_observed_and_named(learner, place):
    entries = log(learner)
    right = entries[place].right
    found = seen(changed(entries, place, right=not right), chain(entries))

    assert any(f"1 answer with another score in the file than earned: entry {place + 1} " in one for one in found)


@given(learners, st.integers(0, 9))
def test_a_missing_entry_is_observed_at_the_next(learner, place):
    entries, links = list(log(learner)), list(chain(log(learner)))
    del entries[place], links[place]

    assert any(f"the first of them entry {place + 1}: edited, moved, or" in one for one in seen(entries, links))


@given(learners, st.integers(0, 10))
def test_an_entry_taken_out_or_put_in_without_its_link_is_observed(learner, place):
    entries, links = list(log(learner)), list(chain(log(learner)))
    assert "The file has 11 links for 10 entries: entries were added or taken out." in seen(
        entries[:place] + entries[place + 1 :], links
    )

    assert "The file has 11 links for 12 entries: entries were added or taken out." in seen(
        [*entries[:place], entries[place], *entries[place:]], links
    )


@given(learners, st.integers(0, 10), st.integers(0, 10))
def test_two_entries_that_changed_places_are_observed(learner, one, other):
    entries, links = list(log(learner)), list(chain(log(learner)))
    entries[one], entries[other] = entries[other], entries[one]
    links[one], links[other] = links[other], links[one]

    assert any("not as recorded" in found for found in seen(entries, links)) == (one != other)


@given(learners, st.integers(0, 10), st.text("0123456789abcdef", min_size=32, max_size=32))
def test_a_link_that_was_made_up_is_observed(learner, place, link):
    links = list(chain(log(learner)))
    links[place] = link

    assert any(f"the first of them entry {place + 1}:" in found for found in seen(log(learner), links))


@given(learners, st.integers(1, 11))
def test_entries_whose_links_were_taken_off_are_counted(learner, count):
    links = ["" if place < count else link for place, link in enumerate(chain(log(learner)))]
    number = "1 entry is" if count == 1 else f"{count} entries are"

    assert f"{number} from before entries were sealed: an edit of them would not show." in seen(log(learner), links)


@given(learners, st.integers(1, 10))
def test_a_link_that_is_missing_after_links_had_begun_is_observed(learner, place):
    links = list(chain(log(learner)))
    links[place] = ""

    assert "1 entry is without a link, though recorded after links had begun." in seen(log(learner), links)


def test_a_file_of_the_version_without_links_says_what_it_cannot_show():
    assert seen(log(), (), version=1) == [
        "The file is of version 1, which seals nothing: an edit of it would not show."
    ]


def test_an_entry_that_json_cannot_hold_is_observed():
    entries = changed(log(), 4, credit=float("nan"))

    assert "The file holds an entry that the package would not have recorded." in seen(entries, chain(log()))


def test_an_exams_log_is_sealed_by_its_ticket():
    entries = [entry for entry in log() if isinstance(entry, Start | Finish)]

    assert seen(entries, chain(entries, "ticket"), exam="midterm", ticket="ticket") == []
    assert "not as recorded" in seen(entries, chain(entries, "another"), exam="midterm", ticket="ticket")[0]


# --- the clock ------------------------------------------------------------------------------------


@given(learners, st.integers(1, 10), st.timedeltas(timedelta(0), timedelta(days=1000)))
def test_an_entry_dated_before_those_that_precede_it_is_observed(learner, place, back):
    entries = log(learner)
    latest = max(entry.at for entry in entries[:place])
    found = seen(changed(entries, place, at=latest - back), exported=entries[-1].at + HOUR)

    assert any(f"Entry {place + 1} is dated" in one for one in found) == (back > CLOCK_SLACK)


@pytest.mark.parametrize(("seconds", "observed"), [(299, False), (300, False), (301, True)])
def test_five_minutes_of_a_clock_are_nobodys_business(seconds, observed):
    entries, back = log(), timedelta(seconds=seconds)
    earlier = changed(entries, 5, at=entries[4].at - back)

    assert any("Entry 6 is dated" in one for one in seen(earlier)) == observed
    assert any("after the export" in one for one in seen(entries, exported=entries[-1].at - back)) == observed


@given(learners, st.timedeltas(timedelta(0), timedelta(days=1000)))
def test_an_export_before_the_last_entry_is_observed(learner, back):
    found = seen(log(learner), exported=log(learner)[-1].at - back)

    assert any("after the export" in one for one in found) == (back > CLOCK_SLACK)


@pytest.mark.parametrize(
    ("back", "words"),
    [(timedelta(minutes=6), "6 minutes"), (timedelta(hours=5), "5 hours"), (timedelta(days=9), "9 days")],
)
def test_a_jump_is_told_in_the_largest_unit_that_fits(back, words):
    assert f"The last entry is dated {words} after the export." in seen(log(), exported=log()[-1].at - back)


def test_clocks_in_different_zones_are_held_against_each_other_rightly():
    from zoneinfo import ZoneInfo

    zones = ["Asia/Tokyo", "America/New_York", "UTC"]
    entries = [replace(e, at=e.at.astimezone(ZoneInfo(zones[n % 3]))) for n, e in enumerate(log())]

    assert seen(entries) == []


# --- seeds ----------------------------------------------------------------------------------------


@given(learners, answered, st.integers(-(2**70), 2**70))
def test_numbers_that_the_sitting_would_not_have_drawn_are_observed(learner, place, seed):
    entries = log(learner)
    found = seen(changed(entries, place, seed=seed))
    said = any("1 answer to numbers that the sitting would not have drawn" in one for one in found)

    assert said == (seed != entries[place].seed)


@pytest.mark.parametrize("purpose", [Purpose.CHECK, Purpose.QUIZ, Purpose.REVIEW, Purpose.EXAM, Purpose.EXERCISE])
def test_no_other_purpose_hides_chosen_numbers(purpose):
    place = places_of(Response, log())[0]

    assert any("numbers that the sitting" in one for one in seen(changed(log(), place, seed=7, purpose=purpose)))


def test_answers_without_the_beginning_of_their_sitting_are_observed():
    entries = [entry for entry in log() if not isinstance(entry, Start)]
    assert "8 answers belong to a sitting whose beginning is not in the file." in seen(entries)

    place = places_of(Response, log())[-1]
    assert "1 answer belongs to a sitting whose beginning is not in the file." in seen(
        changed(log(), place, sitting="another")
    )


def test_code_and_exams_have_no_numbers_to_be_drawn():
    place = places_of(Response, log())[0]
    code = replace(log()[place], kind=Kind.CODE, item="no-such", sitting="exercise-x", purpose=Purpose.EXERCISE)
    finish = log()[-1]

    assert seen([*log()[:-1], replace(code, at=finish.at), finish]) == []
    assert seen(changed(log(), place, seed=0), exam="midterm") == []


# --- haste ----------------------------------------------------------------------------------------


def hasty(quick, seconds=1.0, skip=()):
    """A log whose first right answers took no time; `right` is what the bank says, not the file."""
    entries, left = list(log(hasty_learner())), quick
    for place in places_of(Response, entries):
        scored = entries[place].right
        if scored and left > 0 and place not in skip:
            entries[place] = replace(entries[place], seconds=seconds)
            left -= 1
    return entries


@functools.cache
def hasty_learner():
    """A learner with at least six right answers."""
    return next(n for n in range(200) if sum(isinstance(e, Response) and e.right for e in log(n)) >= 6)


@pytest.mark.parametrize(("quick", "observed"), [(0, False), (4, False), (5, True), (6, True)])
def test_many_right_answers_in_no_time_are_observed(quick, observed):
    assert any("right answers took less than 2 seconds each" in one for one in seen(hasty(quick))) == observed


@pytest.mark.parametrize(("seconds", "observed"), [(0.0, True), (1.9, True), (2.0, False)])
def test_two_seconds_are_no_haste(seconds, observed):
    assert any("less than 2 seconds" in one for one in seen(hasty(6, seconds))) == observed


def test_haste_is_that_of_answers_that_are_right_whatever_the_file_says():
    honest = hasty(6)
    denied = [replace(e, right=False, credit=0.0) if isinstance(e, Response) else e for e in honest]

    assert any("less than 2 seconds" in one for one in seen(denied))


def test_quick_answers_that_are_wrong_are_nobodys_business():
    entries = [
        replace(e, seconds=0.5) if isinstance(e, Response) and not e.right else e for n in range(3) for e in log(n)
    ]

    assert not any("less than 2 seconds" in one for one in seen(entries))
