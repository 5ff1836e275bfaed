"""Entries for tests of the record."""

from datetime import UTC, datetime

from hypothesis import strategies as st

from skillcheck.model import CheckIn, Finish, Kind, ProjectDone, Purpose, Response, Start

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def make_response(**changes):
    values = {
        "item": "f1-from-counts",
        "skill": "evaluation-metrics",
        "depth": 1,
        "kind": Kind.NUMERIC,
        "version": "v1",
        "seed": 7,
        "value": "0.8",
        "right": True,
        "credit": 1.0,
        "at": NOON,
        "sitting": "s1",
        "purpose": Purpose.QUIZ,
    }
    return Response(**values | changes)


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
moments = st.datetimes(timezones=st.just(UTC))
numbers = st.floats(allow_nan=False, allow_infinity=False)
responses = st.builds(
    Response,
    item=texts,
    skill=texts,
    depth=st.integers(1, 3),
    kind=st.sampled_from(Kind),
    version=texts,
    seed=st.integers(0, 2**63 - 1),
    value=st.none() | texts | st.lists(texts, max_size=4).map(tuple),
    right=st.booleans(),
    credit=numbers,
    at=moments,
    sitting=texts,
    purpose=st.sampled_from(Purpose),
    options=st.integers(0, 9),
    confidence=st.none() | numbers,
    seconds=st.none() | numbers,
)
check_ins = st.builds(
    CheckIn, at=moments, role=texts, ratings=st.dictionaries(texts, st.integers(1, 5), max_size=4), predicted=numbers
)
starts = st.builds(
    Start,
    at=moments,
    sitting=texts,
    scope=texts,
    length=st.integers(1, 60),
    role=texts,
    seed=st.integers(0, 99),
    bank=texts,
    purpose=st.sampled_from(Purpose),
)
entries = (
    responses
    | check_ins
    | starts
    | st.builds(Finish, sitting=texts, at=moments)
    | st.builds(ProjectDone, project=texts, at=moments, checklist=st.dictionaries(texts, st.integers(0, 2), max_size=3))
)
