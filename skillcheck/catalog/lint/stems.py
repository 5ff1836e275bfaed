"""Rules on stems, rationales and sources."""

import re
from collections.abc import Iterator

from skillcheck.model import Kind, Variant

from .words import plain, prose, words

_NEGATIVE = re.compile(
    r"(?<!in )(?<!for )(?<!on )(?<!by )(?<!after )(?<!from )\bwhich\b[^.?!:;]*?"
    r"\b((is|are|was|were|does|do|did|would|should|could|can|will|has|have) not|\w+n['’]t|except)\b[^.?!]*\?",
    re.I,
)
_WHICH_IS_TRUE = re.compile(
    r"\bwhich (one )?(of the following|of these|statement|option)?s?( \w+){0,3} (is|are) (true|correct|right|false)\b",
    re.I,
)
_ASKS = re.compile(
    r"\?|\b(arrange|order|put|sort|select|choose|pick|complete|compute|calculate|give|state|write|type|name|predict|"
    r"find|fill|answer|enter|report|round|list|rank|match|estimate)\b",
    re.I,
)
_AGEING = re.compile(
    r"\bas of (now|today|20\d\d|writing|this)|\bstate[- ]of[- ]the[- ]art\b|\bnowadays\b|\bthese days\b|"
    r"\bat the time of writing\b|\bcurrently (the|available|supported|recommended)\b|"
    r"\blatest (version|release|model|edition)s?\b|\b(version|release) v?\d|\bv\d+\.\d+|"
    r"\b(python|numpy|pandas|scikit-learn|sklearn|pytorch|tensorflow|keras|cuda|spark|airflow|mlflow|xgboost|lightgbm|"
    r"transformers|langchain|docker|kubernetes|node|sql server|postgres(ql)?|dbt|ray|jax) v?\d+(\.\d+)*\b|"
    r"\b(chatgpt|gpt-\d\w*|claude|gemini|llama[- ]?\d|mistral|deepseek|qwen|copilot|sagemaker|vertex ai|bedrock|"
    r"azure (ml|openai|machine learning)|bigquery|databricks|snowflake|pinecone|eu ai act)\b",
    re.I,
)
_LONGEST_STEM = 90
_FEWEST_MISCONCEPTIONS = {Kind.NUMERIC: 2, Kind.TEXT: 1}


def asks_something(variant: Variant) -> Iterator[str]:
    """With the options covered, the stem must still be a question or a task."""
    if not _ASKS.search(prose(variant.stem)):
        yield "the stem asks nothing; end it in a question or a clear instruction"


def long_stem(variant: Variant) -> Iterator[str]:
    """Long stems test reading."""
    if len(words(variant.stem)) > _LONGEST_STEM:
        yield f"the stem has {len(words(variant.stem))} words (at most {_LONGEST_STEM})"


def negative(variant: Variant) -> Iterator[str]:
    """A small 'not' is overread: those who know the matter fail the item."""
    match = _NEGATIVE.search(prose(variant.stem))
    if match and not re.search(r"\b(NOT|EXCEPT)\b", match[1]):
        yield f"a negative question ('{match[1]}'); turn it round, or write NOT in capitals"


def which_is_true(variant: Variant) -> Iterator[str]:
    """'Which of the following is true' is several items in one, with no question of its own."""
    if _WHICH_IS_TRUE.search(prose(variant.stem)):
        yield "'which of the following is true' asks nothing of its own; ask about the situation"


def blank_in_the_middle(variant: Variant) -> Iterator[str]:
    """A reader has to hold the sentence open; code is different, there a blank is where one types."""
    text = prose(variant.stem)
    if re.search(r"_{3,}.*\w", text):
        yield "a blank in the middle of the stem; ask a question"


def markup(variant: Variant) -> Iterator[str]:
    """An odd number of code ticks, fences or dollar signs shows up as garbage."""
    for name, text in _texts(variant):
        if text.count("```") % 2:
            yield f"{name}: a code fence ``` is not closed"
        without_fences = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
        if without_fences.count("`") % 2:
            yield f"{name}: an odd number of code ticks `"
        without_code = re.sub(r"`[^`]*`", "", without_fences)
        if len(re.findall(r"(?<!\\)\$", without_code)) % 2:
            yield f"{name}: an odd number of $ signs; write a dollar as \\$ or USD"
        if re.search(r"</?(b|i|br|p|div|span|sub|sup|code|em|strong)\b[^>]*>|&(nbsp|lt|gt|amp);", without_code):
            yield f"{name}: HTML; write Markdown"


def _texts(variant: Variant) -> Iterator[tuple[str, str]]:
    yield "stem", variant.stem
    yield "rationale", variant.rationale
    for option in variant.options:
        yield f"option '{option.id}'", option.text
        yield f"rationale of '{option.id}'", option.rationale
    for number, wrong in enumerate(variant.misconceptions, start=1):
        yield f"rationale of misconception {number}", wrong.rationale


def rationales(variant: Variant) -> Iterator[str]:
    """Feedback teaches: every option and every misconception says what is true, and not just a verdict."""
    for name, text in _texts(variant):
        if "rationale" not in name or (name == "rationale" and not text):
            continue
        if len(words(text)) < 4:
            yield f"{name}: says too little; one to three sentences"
        elif re.match(r"\W*(correct|wrong|incorrect)\b", plain(text), re.I):
            yield f"{name}: starts with '{plain(text).split()[0]}'; say what is true instead of a verdict"


def misconceptions(variant: Variant) -> Iterator[str]:
    """A typed answer gets feedback only for the mistakes its author foresaw."""
    least = _FEWEST_MISCONCEPTIONS.get(variant.item.kind, 0)
    if len(variant.misconceptions) < least:
        found = len(variant.misconceptions)
        yield f"has {found} misconceptions; kind '{variant.item.kind}' wants {least} or more"


def source(variant: Variant) -> Iterator[str]:
    """A reader who doubts the key can look it up."""
    if not re.fullmatch(r"https?://[^\s/]+\.[^\s]+", variant.item.source.strip()):
        yield f"source '{variant.item.source[:60]}' is not a URL"


def ageing(variant: Variant) -> Iterator[str]:
    """What is true of a version, a product or 'today' must be looked at again by a date."""
    texts = [variant.stem, *(option.text for option in variant.options)]
    found = next((match for text in texts if (match := _AGEING.search(prose(text)))), None)
    if found and variant.item.review_by is None:
        yield f"'{found[0]}' ages: give a review_by date"
