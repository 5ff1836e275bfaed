"""Texts from files of unknown make: what of them may stand in a table, a report or a file's name."""

import re
import unicodedata

LONGEST_NAME = 80
# Unicode's categories of control and format signs, surrogates, private signs, separators of lines and paragraphs.
_STEERING = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


def clean_text(text: str, longest: int = 500) -> str:
    """Return a text from a file without what could steer a terminal or turn a line around, and not too long."""
    # Printable rules out the same signs at once, and a few harmless blanks.
    kept = text if text.isprintable() else "".join(sign for sign in text if unicodedata.category(sign) not in _STEERING)
    return kept if len(kept) <= longest else f"{kept[: longest - 3]}..."


def clean_name(text: str) -> str:
    """Return a name from a file on one line of at most 80 characters."""
    return clean_text(" ".join(text.split()), LONGEST_NAME)


def slug(text: str) -> str:
    """Return a text as part of a file's name: letters, digits and `-` only, so that it leads nowhere else."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-").lower()[:40] or "learner"
