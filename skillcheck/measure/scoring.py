"""A variant and an answer in, a score out; an answer that cannot be read is refused, never marked wrong.

`right` is what the estimate uses. `credit` is for the learner: how much of a partly right answer was right.
"""

import math
import unicodedata
from itertools import combinations
from numbers import Real

from skillcheck.measure.typed import clean, read_number
from skillcheck.model import Answer, AnswerRefused, Item, Kind, Misconception, Record, Variant

__all__ = ["Score", "read_number", "score"]

LONGEST_TEXT = 500
DEFAULT_RELATIVE_TOLERANCE = 0.01  # of a numeric key that is not a whole number
FLOAT_SLACK = 1e-9  # relative: 0.13 is within 0.005 of 0.125, whatever the last bit says

_QUOTES = "'\"`“”‘’«»"


class Score(Record):
    """What an answer earned, the misconception it shows, and the answer in the form to keep."""

    right: bool
    credit: float
    misconception: Misconception | None
    value: Answer


def score(variant: Variant, value) -> Score:
    """Return the score of an answer: an option id, a set or list of ids, a number or a text, as the kind asks.

    Raises AnswerRefused, with what to do instead, when the answer cannot be one to this item.
    """
    rules = {
        Kind.CHOICE: _score_choice,
        Kind.MULTI: _score_multi,
        Kind.ORDER: _score_order,
        Kind.NUMERIC: _score_numeric,
        Kind.TEXT: _score_text,
    }
    rule = rules.get(variant.item.kind)
    if rule is None:
        raise AnswerRefused("This is a code exercise: it is answered with a function, not here.")
    return rule(variant, value)


# --- options: choice, multi, order ----------------------------------------------------------------


def _score_choice(variant: Variant, value) -> Score:
    """Right if the key was chosen."""
    chosen = _option_ids(variant, value)
    if len(chosen) > 1:
        raise AnswerRefused(f"Choose one option only; {len(chosen)} were chosen.")
    right = chosen[0] == variant.key
    return Score(right=right, credit=float(right), misconception=None, value=chosen[0])


def _score_multi(variant: Variant, value) -> Score:
    """Right if exactly the keys were chosen; credit = max(0, hits - false picks) / number of keys."""
    chosen, keys = set(_option_ids(variant, value)), set(variant.key)
    hits, false_picks = len(chosen & keys), len(chosen - keys)
    credit = max(0, hits - false_picks) / len(keys)
    return Score(right=chosen == keys, credit=credit, misconception=None, value=tuple(sorted(chosen)))


def _score_order(variant: Variant, value) -> Score:
    """Right if the whole sequence is; credit = the share of pairs of steps in the right order."""
    if isinstance(value, str | set | frozenset):
        raise AnswerRefused("Give the steps as a list, first step first.")
    given = _option_ids(variant, value)
    missing = [option.id for option in variant.options if option.id not in given]
    if missing or len(value) > len(given):
        raise AnswerRefused(f"Arrange all {len(variant.options)} steps, each once. {_missing_steps(missing)}".strip())
    place = {step: index for index, step in enumerate(given)}
    pairs = [place[before] < place[after] for before, after in combinations(variant.key, 2)]
    return Score(
        right=tuple(given) == tuple(variant.key),
        credit=sum(pairs) / len(pairs),
        misconception=None,
        value=tuple(given),
    )


def _missing_steps(missing: list[str]) -> str:
    return f"Missing: {', '.join(missing)}." if missing else ""


def _option_ids(variant: Variant, value) -> list[str]:
    """Return the chosen ids, each once, in the order given; refuses nothing chosen and ids that are not options."""
    chosen = [value] if isinstance(value, str) else value
    if not isinstance(chosen, list | tuple | set | frozenset):
        raise AnswerRefused(f"{_described(value)} is not an option. {_offer(variant)}")
    if not chosen:
        raise AnswerRefused(f"Nothing was chosen. {_offer(variant)}")
    known = {option.id for option in variant.options}
    for option in chosen:
        if not isinstance(option, str) or option not in known:
            raise AnswerRefused(f"{_described(option)} is not an option. {_offer(variant)}")
    return list(dict.fromkeys(chosen))


def _offer(variant: Variant) -> str:
    return f"The options are {', '.join(option.id for option in variant.options)}."


# --- typed: numeric, text -------------------------------------------------------------------------


def _score_numeric(variant: Variant, value) -> Score:
    """Right if within tolerance of the key; a wrong number near a misconception's value shows that misconception."""
    item, text = variant.item, _typed(value)
    number = read_number(text, variant.unit, item.range)
    if _is_close(number, float(variant.key), item):
        return Score(right=True, credit=1.0, misconception=None, value=text)
    near = [m for m in variant.misconceptions if _is_close(number, float(m.value), item)]
    shown = min(near, key=lambda m: abs(float(m.value) - number), default=None)
    return Score(right=False, credit=0.0, misconception=shown, value=text)


def _is_close(number: float, target: float, item: Item) -> bool:
    """Whether a number is within the item's tolerance: absolute, else relative, else exact if whole, else 1 %."""
    if item.tolerance is not None:
        allowed = item.tolerance
    elif item.relative_tolerance is not None:
        allowed = item.relative_tolerance * abs(target)
    else:
        allowed = 0.0 if _is_whole(target) else DEFAULT_RELATIVE_TOLERANCE * abs(target)
    return abs(number - target) <= allowed + FLOAT_SLACK * max(abs(number), abs(target)) + 1e-15


def _is_whole(target: float) -> bool:
    """Whether a computed value is a whole number, up to rounding in its last digits."""
    return abs(target - round(target)) <= FLOAT_SLACK * abs(target)


def _score_text(variant: Variant, value) -> Score:
    """Right if it equals an accepted text once quotes, white space and (unless it matters) case are evened out."""
    text = _typed(value)
    accepted = (variant.key,) if isinstance(variant.key, str) else variant.key
    given = _normalised(text, variant.item)
    right = given in {_normalised(key, variant.item) for key in accepted}
    shown = [m for m in variant.misconceptions if not right and given == _normalised(str(m.value), variant.item)]
    return Score(right=right, credit=float(right), misconception=shown[0] if shown else None, value=text)


def _normalised(text: str, item: Item) -> str:
    bare = unicodedata.normalize("NFKC", text).strip(_QUOTES + " \n\t")
    joined = " ".join(bare.split())
    return joined if item.case_sensitive else joined.casefold()


def _typed(value) -> str:
    """Return what was typed, cleaned; numbers are taken as their text. Refuses nothing, too much and other types."""
    if isinstance(value, bool) or not isinstance(value, str | Real):
        raise AnswerRefused(f"{_described(value)} is not an answer here. Type a number or a text.")
    text = clean(value if isinstance(value, str) else _digits(value)).strip()
    if not text:
        raise AnswerRefused("Nothing was typed. Type an answer, or skip the question.")
    if len(text) > LONGEST_TEXT:
        raise AnswerRefused(f"That is too long: {len(text)} characters, at most {LONGEST_TEXT}. Type the answer alone.")
    return text


def _digits(value: Real) -> str:
    """Return a number as one would type it."""
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise AnswerRefused("That is not a finite number. Type one, such as 0.5 or 1e6.")
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)


def _described(value) -> str:
    """Name a value in a message: a short text as it is, anything else by its type."""
    return f"'{value}'" if isinstance(value, str) and len(value) <= 40 else f"A value of type {type(value).__name__}"
