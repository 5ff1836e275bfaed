"""What people type, read as a number; what cannot be read for sure is refused with a way to say it."""

import math
import re
import unicodedata
from typing import NoReturn

from skillcheck.model import AnswerRefused

LONGEST_NUMBER = 60

_INTEGER = r"\d+"
# 1,000 or 1'000 or 1_000 or 1 000, the same mark throughout; not 0,500. And 1,00,000 as in India.
_GROUPED = r"[1-9]\d{0,2}(?P<mark>[,'_ ])\d{3}(?:(?P=mark)\d{3})*|[1-9]\d?(?:,\d\d)+,\d{3}"
_PLAIN = r"(?:\d+\.?\d*|\.\d+)"
_NUMBER = re.compile(
    rf"(?P<sign>[+-]?) ?(?P<currency>[$€£₹¥]?) ?(?:"
    rf"(?P<above>{_PLAIN}) ?/ ?(?P<below>{_PLAIN})"
    rf"|(?P<grouped>{_GROUPED})(?P<decimals>\.\d*)?"
    rf"|(?P<plain>{_PLAIN}(?:[eE][+-]?{_INTEGER})?)"
    rf")(?P<rest>(?![\d.,'_]|/ ?\d).*)",
    re.ASCII,
)
_DECIMAL_COMMA = re.compile(r"[+-]?\d*,\d+\D*|[+-]?\d{1,3}(?:\.\d{3})+,\d+\D*", re.ASCII)
_CALCULATION = re.compile(r"[\d)πe.]\s*(?:\*|\+|-|/|\^|×|x|·)|\(|sqrt|log|exp|[⁰¹²³⁴-⁹⁻]")
_CONTINUES = re.compile(r"[\d*+^×·(/⁰¹²³⁴-⁹⁻-]")
_MINUS_SIGNS = dict.fromkeys(map(ord, "−–‒﹣－"), "-")
_SAME_SIGNS = str.maketrans({"％": "%", "﹪": "%", "⁄": "/", "’": "'", "．": ".", "，": ","}) | _MINUS_SIGNS
_SPELLINGS = {"$": "USD", "€": "EUR", "£": "GBP", "₹": "INR", "¥": "JPY", "dollars": "USD", "fps": "frames per second"}
_SPELLINGS |= dict.fromkeys(["millisecond", "milliseconds"], "ms") | dict.fromkeys(["sec", "second", "seconds"], "s")
_SPELLINGS |= dict.fromkeys(["minute", "minutes"], "min") | dict.fromkeys(["hr", "hrs", "hour", "hours"], "h")
_PERCENT = {"%", "percent", "per cent", "pct", "pct."}


def clean(text: str) -> str:
    """Return text without control and invisible characters; any white space but line ends and tabs is a space."""
    if text.isascii() and text.isprintable():
        return text
    kept = []
    for char in text:
        if char.isspace():
            kept.append(char if char in "\n\t" else " ")
        elif unicodedata.category(char) not in {"Cc", "Cf", "Cs"}:
            kept.append(char)
    return "".join(kept)


def read_number(text: str, unit: str = "", range: tuple[float, float] | None = None) -> float:
    """Return the number a person typed, in the item's unit; without a unit a percentage is a share (50 % is 0.5).

    Understands 0.5, .5, 50 %, 1/2, 1e-3, 1,000, 1 000, a typographic minus, a leading =, the item's own unit behind
    the number. Raises AnswerRefused for all else, and for what could mean two things: 1,5, or 0.5 when the unit is %.
    """
    typed = _plain_signs(text)
    match = _NUMBER.fullmatch(typed)
    if not match:
        _refuse_unreadable(typed)
    number = _value(match, typed)
    if not math.isfinite(number):
        raise AnswerRefused(f"'{typed}' is too large for a number. Type a finite number, such as 1e6.")
    number = _in_unit(number, match, typed, " ".join(unit.split()))
    _check_range(number, typed, unit, range)
    return number


def _plain_signs(text: str) -> str:
    """Return what was typed with the many signs for one thing made one: minus, digits, spaces, percent."""
    typed = " ".join(clean(text).translate(_SAME_SIGNS).split())
    if not typed:
        raise AnswerRefused("Nothing was typed. Type a number, such as 0.5, 50 % or 1/2.")
    if len(typed) > LONGEST_NUMBER:
        raise AnswerRefused(f"That is too long for a number ({len(typed)} characters). Type the number alone.")
    if not typed.isascii():
        typed = "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in typed)
    return typed.removeprefix("=").lstrip()


def _value(match: re.Match, typed: str) -> float:
    """Return the number of a match, its sign included, its unit not yet read."""
    if match["below"] is not None:
        if float(match["below"]) == 0:
            raise AnswerRefused(f"'{typed}' divides by zero. Type a number, such as 1/2.")
        size = float(match["above"]) / float(match["below"])
    elif match["grouped"] is not None:
        size = float(re.sub(r"\D", "", match["grouped"]) + (match["decimals"] or ""))
    else:
        size = float(match["plain"])
    return -size if match["sign"] == "-" and size else size


def _in_unit(number: float, match: re.Match, typed: str, unit: str) -> float:
    """Return the number in the unit asked for, or refuse another unit and a percentage that could be a share."""
    given = match["rest"].strip() or match["currency"]
    if given.casefold() in _PERCENT and unit in ("", "%"):
        return number if unit == "%" else number / 100
    if given and not _same_unit(given, unit):
        if _CONTINUES.match(given):
            _refuse_unreadable(typed)
        if unit:
            raise AnswerRefused(f"The answer is asked in {unit}, and '{given}' is not that. Type the number in {unit}.")
        raise AnswerRefused(f"'{given}' is not expected behind the number. Type the number alone.")
    is_fraction = match["below"] is not None
    if unit == "%" and number and (abs(number) < 1 or is_fraction):
        raise AnswerRefused(f"Is that {_short(number)} % or {_short(100 * number)} %? Add the % sign.")
    return number


def _same_unit(given: str, unit: str) -> bool:
    """Whether a unit was meant: MB may be typed mb but not Mb, hour stands for hours, USD for USD per month."""
    given, asked = (_SPELLINGS.get(name, name).replace("μ", "u").replace("µ", "u") for name in (given, unit))
    first_word = asked.split(" ")[0]
    meant = {asked, asked.lower(), first_word, first_word.lower()}
    # Plurals only of whole words: an s behind a symbol is another unit.
    return given in meant or (
        len(asked) > 2 and given.lower() in {asked.lower() + "s", asked.lower().removesuffix("s")}
    )


def _check_range(number: float, typed: str, unit: str, range: tuple[float, float] | None) -> None:
    if range is None or range[0] <= number <= range[1]:
        return
    low, high = range
    reason = f"{typed} is outside what is possible here: {_short(low)} to {_short(high)}{f' {unit}' if unit else ''}."
    is_share = not unit and low >= 0 and high == 1
    if is_share and 1 < number <= 100:
        raise AnswerRefused(f"{reason} If you mean {_short(number)} percent, type '{_short(number)} %'.")
    raise AnswerRefused(f"{reason} Check the sign, the decimal point and the unit.")


def _refuse_unreadable(typed: str) -> NoReturn:
    """Say why this is not one plain number, and what to type instead."""
    if re.match(r"[~≈<>≤≥±]", typed):
        raise AnswerRefused(f"Type one number without '{typed[0]}'; close enough counts as right.")
    if _DECIMAL_COMMA.fullmatch(typed):
        point = typed.replace(".", "").replace(",", ".")
        raise AnswerRefused(f"'{typed}' could be read in two ways. Use a point for decimals, as in {point}.")
    if re.fullmatch(r"[+-]?(?:nan|inf|infinity|∞)", typed, re.IGNORECASE):
        raise AnswerRefused(f"'{typed}' is not a finite number. Type one, such as 0.5 or 1e6.")
    if re.fullmatch(r"[+-]?[\d.,'_ ]*\d[\d.,'_ ]*", typed):
        raise AnswerRefused(
            f"'{typed}' is not one clear number. Type digits with one point for decimals, as in 1234.5."
        )
    if _CALCULATION.search(typed):
        raise AnswerRefused(f"'{typed}' is a calculation. Type its result, such as 0.5, 1/2 or 1e-3.")
    raise AnswerRefused(f"'{typed}' is not a number. Type digits, such as 0.5, 50 % or 1/2.")


def _short(number: float) -> str:
    return f"{number:,.6g}"
