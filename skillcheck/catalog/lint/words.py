"""Texts as the rules of the linter see them: without markup, as words, as content words."""

import re

from skillcheck.model import Option, Variant

_FENCE = re.compile(r"```.*?```", re.DOTALL)
_CODE = re.compile(r"`[^`\n]*`")
_LATEX_COMMAND = re.compile(r"\\[A-Za-z]+")
_WORD = re.compile(r"[a-z0-9]+(?:['’-][a-z0-9]+)*")
_TOKEN = re.compile(r"[a-z0-9_]+(?:[.'’-][a-z0-9_]+)*")

ABSOLUTES = re.compile(r"\b(always|never|only|impossible|guarantee[sd]?|entirely|completely|at all)\b", re.I)
STRONG = re.compile(rf"{ABSOLUTES.pattern}|\b(all|none|every|must|cannot|no)\b", re.I)
HEDGES = re.compile(
    r"\b(usually|often|may|might|can|typically|generally|sometimes|likely|probably|tends? to|could|mostly)\b", re.I
)
_STOP_WORDS = """
a an the of to in on at by for from with without and or nor but not no is are was were be been being it its this
that these those there their they them he she his her you your we our as if then than so such which what when
where who whom whose how why do does did has have had will would shall should can could may might must one two
three each every all any some more most less least few many much only own same other another into onto over under
out up down off between within about after before again also because while until during per via both either
neither i me my use used uses using get gets give gives given make makes made new first last
"""
STOP = frozenset(_STOP_WORDS.split())


def plain(text: str) -> str:
    """Return `text` without code fences, code ticks, dollar signs, emphasis and LaTeX commands."""
    text = _LATEX_COMMAND.sub(" ", _FENCE.sub(" ", text))
    return " ".join(re.sub(r"[`$*{}]", "", text).split())


def prose(text: str) -> str:
    """Return `text` without any code: fences and inline code are left out."""
    return " ".join(_CODE.sub(" ", _FENCE.sub(" ", text)).split())


def words(text: str) -> list[str]:
    """Return the words of the plain text, in lower case."""
    return _WORD.findall(plain(text).lower())


def tokens(text: str) -> list[str]:
    """Return words and code names of the whole text, code fences included."""
    return _TOKEN.findall(text.lower())


def content_words(text: str) -> dict[str, str]:
    """Return the words that carry meaning, by their stems, so that 'fits' and 'fitting' are one."""
    return {stem(word): word for word in tokens(text) if word not in STOP and len(word) > 2 and not word.isdigit()}


def stem(word: str) -> str:
    """Return a word without its commonest English endings."""
    for ending in ("ations", "ation", "ings", "ing", "ies", "ied", "ers", "er", "ed", "es", "s", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def length(text: str) -> int:
    """Return the number of characters after the markup is removed."""
    return len(plain(text))


def key_and_distractors(variant: Variant) -> tuple[list[Option], list[Option]]:
    """Return the options of the key and the others, for choice and multi items."""
    ids = (variant.key,) if isinstance(variant.key, str) else variant.key
    keys = [option for option in variant.options if option.id in ids]
    return keys, [option for option in variant.options if option.id not in ids]
