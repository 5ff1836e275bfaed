"""The look that everything shown as HTML shares: space, type and colours as CSS custom properties."""

from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "look.css"


@cache
def look() -> str:
    """Return the style sheet to put in front of one's own."""
    return FILE.read_text("utf-8")
