"""What the log says: the entries of one learner, folded into abilities, seen items and what is due again."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from skillcheck import measure
from skillcheck.model import CheckIn, Entry, Finish, ProjectDone, Purpose, Response, Start

SEEN_FOR = timedelta(days=30)
AUTHORS = measure.Lookup()


@dataclass(frozen=True, slots=True)
class History:
    """The entries of a log by kind, each in the order they were written (never sorted by the clock).

    `lookup` gives the item parameters that its answers are read with.
    """

    check_ins: tuple[CheckIn, ...] = ()
    starts: tuple[Start, ...] = ()
    finishes: tuple[Finish, ...] = ()
    responses: tuple[Response, ...] = ()
    projects: tuple[ProjectDone, ...] = ()
    lookup: measure.Lookup = AUTHORS

    @property
    def ratings(self) -> dict[str, int]:
        """The latest self-rating of each skill, steps 1 to 5."""
        return {skill: step for entry in self.check_ins for skill, step in entry.ratings.items()}

    @property
    def role(self) -> str | None:
        """The role named at the latest check-in."""
        return self.check_ins[-1].role if self.check_ins else None

    @property
    def answers(self) -> Counter[str]:
        """How many answers each skill's estimate rests on."""
        return Counter(response.skill for response in measure.evidence(self.responses))

    def of(self, sitting: str) -> tuple[Response, ...]:
        """The responses of one sitting."""
        return tuple(response for response in self.responses if response.sitting == sitting)


def read(entries: Iterable[Entry], lookup: measure.Lookup = AUTHORS) -> History:
    """Sort entries by kind, keeping their order."""
    kinds: dict[type, list] = {CheckIn: [], Start: [], Finish: [], Response: [], ProjectDone: []}
    for entry in entries:
        kinds[type(entry)].append(entry)
    return History(*(tuple(found) for found in kinds.values()), lookup)


def unfinished(history: History, purpose: Purpose, scope: str, role: str, length: int | None = None) -> Start | None:
    """Return the latest start of that purpose, scope and role without a finish; a given length must match."""
    ended = {finish.sitting for finish in history.finishes}
    for start in reversed(history.starts):
        same = (start.purpose, start.scope, start.role) == (purpose, scope, role)
        if same and start.sitting not in ended and length in (None, start.length):
            return start
    return None


def ability(
    history: History, prior: measure.Ability, now: datetime | None, *, rated: bool = True, before: str | None = None
) -> measure.Ability:
    """Return where the learner stands at `now`; without `rated`, from answers alone.

    `before` leaves out one sitting: the ability it began with.
    """
    start = rated_prior(history, prior) if rated else prior
    responses = [response for response in history.responses if response.sitting != before]
    return measure.replay(prior, responses, history.lookup.of_response, start=start, until=now)


def rated_prior(history: History, prior: measure.Ability) -> measure.Ability:
    """Return what is believed before the first answer: the prior, and what the learner said of themselves."""
    return measure.rate(prior, _rating_steps(history, prior))


def _rating_steps(history: History, prior: measure.Ability) -> dict[int, int]:
    return {prior.index(skill): step for skill, step in history.ratings.items() if skill in prior.skills}


def optimism(history: History, prior: measure.Ability, now: datetime) -> tuple[float, float]:
    """Return mean and SD of the learner's optimism: ratings against a posterior from answers alone."""
    tested = ability(history, prior, now, rated=False)
    return measure.optimism(tested, _rating_steps(history, prior))


def trail(history: History, prior: measure.Ability) -> list[tuple[Start, datetime, measure.Ability, int]]:
    """Return (start, time of the last answer, ability then, answers) after each check or quiz, oldest first."""
    starts = {start.sitting: start for start in history.starts}
    current = rated_prior(history, prior)
    groups: dict[str, list[Response]] = {}
    for response in measure.evidence(history.responses):
        groups.setdefault(response.sitting, []).append(response)
    points, last = [], None
    for sitting, responses in groups.items():
        if last is not None:
            current = measure.age(current, prior, (responses[0].at - last).total_seconds() / 86400)
        current = measure.replay(prior, responses, history.lookup.of_response, start=current)
        last = responses[-1].at
        if sitting in starts:
            points.append((starts[sitting], last, current, len(responses)))
    return points


def seen(history: History, now: datetime) -> frozenset[str]:
    """Return the items met within the last 30 days; a clock set back counts as just now."""
    return frozenset(response.item for response in history.responses if now - response.at < SEEN_FOR)


def schedule(history: History) -> list[tuple[datetime, Response]]:
    """Return (when it is due again, its last response) of each missed item by FSRS, the earliest first."""
    from fsrs import Card, Rating, Scheduler

    scheduler = Scheduler(enable_fuzzing=False, learning_steps=(), relearning_steps=())
    cards: dict[str, Card] = {}
    last: dict[str, Response] = {}
    for number, response in enumerate(history.responses):
        card = cards.get(response.item)
        if response.purpose == Purpose.EXERCISE or (card is None and response.right):
            continue
        card = card or Card(card_id=number)
        at = max(response.at, card.last_review or response.at)
        cards[response.item], _ = scheduler.review_card(card, Rating.Good if response.right else Rating.Again, at)
        last[response.item] = response
    return sorted(((card.due, last[item]) for item, card in cards.items()), key=lambda pair: (pair[0], pair[1].item))


def due(history: History, now: datetime) -> list[Response]:
    """Return the last response of each missed item that is due again, the longest overdue first."""
    return [response for when, response in schedule(history) if when <= now]
