"""What a learner reads after an answer: a verdict in words, then why. Made from the rationales of the item alone."""

from skillcheck import measure
from skillcheck.model import Answer, Feedback, Kind, Option, Variant


def make_feedback(variant: Variant, score: measure.Score | None) -> Feedback:
    """Say how it went and why: every option chosen and every key left unchosen is explained. None is a skip."""
    explain = _EXPLAIN[variant.item.kind]
    return Feedback(
        right=bool(score and score.right),
        credit=score.credit if score else 0.0,
        verdict=_verdict(variant, score),
        lines=tuple(line for line in explain(variant, score) if line),
        key_text=key_text(variant),
        source=variant.item.source,
        skipped=score is None,
    )


def key_text(variant: Variant) -> str:
    """Return the key as a learner would read it (Markdown)."""
    item, texts = variant.item, {option.id: option.text for option in variant.options}
    if item.kind == Kind.CHOICE:
        return texts[str(variant.key)]
    if item.kind == Kind.MULTI:
        return "; ".join(option.text for option in variant.options if option.id in variant.key)
    if item.kind == Kind.ORDER:
        return " → ".join(texts[step] for step in variant.key)
    if item.kind == Kind.TEXT:
        return f"`{variant.key[0]}`"
    return show_number(float(variant.key), item.places) + (f" {variant.unit}" if variant.unit else "")


def show_number(value: float, places: int | None = None) -> str:
    """Return a number as a person writes it: whole numbers plain, others to `places` or four figures."""
    if places is not None:
        return f"{value:,.{places}f}"
    if value == int(value) and abs(value) < 1e15:
        return f"{int(value):,}"
    return f"{value:.4g}"


def _verdict(variant: Variant, score: measure.Score | None) -> str:
    if score is None:
        return "Skipped: saying so is more useful than a guess."
    if score.right:
        return "Right."
    if variant.item.kind == Kind.MULTI:
        keys, chosen = set(variant.key), set(score.value)
        extra = len(chosen - keys)
        return f"Not quite: {len(chosen & keys)} of {len(keys)} found" + (f", {extra} too many." if extra else ".")
    if variant.item.kind == Kind.ORDER:
        pairs = len(variant.key) * (len(variant.key) - 1) // 2
        return f"Not quite: {round(score.credit * pairs)} of {pairs} pairs stand in the right order."
    return "Not right."


def _explain_choice(variant: Variant, score: measure.Score | None) -> list[str]:
    options = {option.id: option for option in variant.options}
    key = options[str(variant.key)]
    if score is None or score.right:
        return [key.rationale]
    chosen = options[str(score.value)]
    return [f"**You chose** {_quoted(chosen)}: {chosen.rationale}", f"**The key is** {_quoted(key)}: {key.rationale}"]


def _explain_multi(variant: Variant, score: measure.Score | None) -> list[str]:
    chosen: set[str] = set(score.value) if score else set()
    lines = []
    for option in variant.options:
        is_key = option.id in variant.key
        if is_key and option.id in chosen:
            lines.append(f"**Found**, {_quoted(option)}: {option.rationale}")
        elif is_key:
            lines.append(f"**Missed**, {_quoted(option)}: {option.rationale}")
        elif option.id in chosen:
            lines.append(f"**Too many**, {_quoted(option)}: {option.rationale}")
    return lines


def _explain_order(variant: Variant, score: measure.Score | None) -> list[str]:
    options = {option.id: option for option in variant.options}
    given = score.value if score else ()
    lines = []
    for place, step in enumerate(variant.key, start=1):
        moved = f" (you had it at {given.index(step) + 1})" if given and given[place - 1] != step else ""
        lines.append(f"**{place}.** {options[step].text}{moved}: {options[step].rationale}")
    return lines


def _explain_typed(variant: Variant, score: measure.Score | None) -> list[str]:
    found = score.misconception if score else None
    lines = [found.rationale if found else ""]
    if score is None or not score.right:
        lines.append(f"**The key is** {key_text(variant)}.")
    return [*lines, variant.rationale]


def _quoted(option: Option) -> str:
    return f"“{option.text.rstrip('.')}”"


_EXPLAIN = {
    Kind.CHOICE: _explain_choice,
    Kind.MULTI: _explain_multi,
    Kind.ORDER: _explain_order,
    Kind.NUMERIC: _explain_typed,
    Kind.TEXT: _explain_typed,
}


def marks(variant: Variant, value: Answer) -> dict[str, str]:
    """Return words for each option after an answer: "your answer", "the key", "your answer, the key"."""
    if variant.item.kind not in (Kind.CHOICE, Kind.MULTI):
        return {}
    keys = {variant.key} if isinstance(variant.key, str) else set(variant.key)
    chosen = {value} if isinstance(value, str) else set(value or ())
    words = {}
    for option in variant.options:
        said = [text for ids, text in ((chosen, "your answer"), (keys, "the key")) if option.id in ids]
        if said:
            words[option.id] = ", ".join(said)
    return words
