"""What a log shows besides answers: edits, another order, jumps of the clock. Observations, no verdicts."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from skillcheck.grading.rescore import Rescored
from skillcheck.model import Kind, Response, Start, Submission
from skillcheck.record import broken
from skillcheck.sitting import variant_seed

# Clocks are set and corrected: less than this is nobody's business.
CLOCK_SLACK = timedelta(minutes=5)
HASTE_SECONDS = 2.0


def observations(submission: Submission, rescored: Rescored) -> list[str]:
    """Return what is worth a look, a sentence each, with the entries' numbers; an honest log has none.

    None of it proves anything: clocks are wrong, files are merged, and whoever can run the package can forge a log.
    """
    found = [*_edits(submission), *_clock(submission), *_seeds(submission), *_haste(rescored)]
    if rescored.differences:
        count = len(rescored.differences)
        found.append(f"{_answers(count)} with another score in the file than earned: {rescored.differences[0]}")
    return found


def _edits(submission: Submission) -> Iterator[str]:
    """Each entry is sealed with all before it when it is recorded."""
    entries, links = submission.entries, submission.links
    if submission.version < 2:
        yield "The file is of version 1, which seals nothing: an edit of it would not show."
        return
    if len(links) != len(entries):
        yield f"The file has {len(links)} links for {len(entries)} entries: entries were added or taken out."
        return
    try:
        places = broken(entries, links, submission.ticket)
    except ValueError:
        yield "The file holds an entry that the package would not have recorded."
        return
    if places:
        yield (
            f"{_entries(len(places))} not as recorded, the first of them entry {places[0] + 1}: edited, moved, or "
            "preceded by one that is missing."
        )
    # Only what was recorded before there were links, and so stands first, may lack one.
    first = next((place for place, mark in enumerate(links) if mark), len(links))
    if first:
        yield f"{_entries(first)} from before entries were sealed: an edit of them would not show."
    if unlinked := links[first:].count(""):
        yield f"{_entries(unlinked)} without a link, though recorded after links had begun."


def _clock(submission: Submission) -> Iterator[str]:
    """Entries are kept in the order they were made, so their times should rise, and end before the export."""
    latest: datetime | None = None
    for number, entry in enumerate(submission.entries, start=1):
        if latest is not None and latest - entry.at > CLOCK_SLACK:
            yield f"Entry {number} is dated {_span(latest - entry.at)} before an entry that precedes it."
            break
        latest = max(latest, entry.at) if latest else entry.at
    if latest is not None and latest - submission.exported > CLOCK_SLACK:
        yield f"The last entry is dated {_span(latest - submission.exported)} after the export."


def _seeds(submission: Submission) -> Iterator[str]:
    """A sitting draws each question's numbers from its own seed and the question's place; an exam's from its key."""
    if submission.exam:
        return
    begun = {entry.sitting: entry for entry in submission.entries if isinstance(entry, Start)}
    given: dict[str, list[int]] = {}
    astray = homeless = 0
    for entry in submission.entries:
        if not isinstance(entry, Response) or entry.kind == Kind.CODE:
            continue
        if (start := begun.get(entry.sitting)) is None:
            homeless += 1
            continue
        seeds = given.setdefault(entry.sitting, [])
        astray += entry.seed != variant_seed(start.seed, len(seeds))
        seeds.append(entry.seed)
    if astray:
        yield f"{_answers(astray)} to numbers that the sitting would not have drawn at that place."
    if homeless:
        belong = "belongs" if homeless == 1 else "belong"
        yield f"{_answers(homeless)} {belong} to a sitting whose beginning is not in the file."


def _haste(rescored: Rescored) -> Iterator[str]:
    """Right answers in no time, when there are many."""
    answers = [entry for entry in rescored.entries if isinstance(entry, Response)]
    right = [answer for answer in answers if answer.right and answer.seconds is not None]
    quick = sum(entry.seconds < HASTE_SECONDS for entry in right)
    if quick >= 5 and quick > len(right) / 2:
        yield f"{quick} of {len(right)} right answers took less than {HASTE_SECONDS:g} seconds each."


def _entries(count: int) -> str:
    return "1 entry is" if count == 1 else f"{count} entries are"


def _answers(count: int) -> str:
    return "1 answer" if count == 1 else f"{count} answers"


def _span(time: timedelta) -> str:
    """A span in the largest fitting unit."""
    for unit, size in (("days", 86_400), ("hours", 3_600), ("minutes", 60)):
        if time.total_seconds() >= 2 * size:
            return f"{time.total_seconds() / size:.0f} {unit}"
    return f"{time.total_seconds():.0f} seconds"
