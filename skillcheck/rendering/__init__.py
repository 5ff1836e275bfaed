"""An item's Markdown, code and LaTeX in; clean HTML with MathML, or plain words, out."""

from skillcheck.rendering.html import LONGEST_FORMULA, clean, formula, inline_html, to_html
from skillcheck.rendering.look import look
from skillcheck.rendering.words import to_lines, to_text

__all__ = ["LONGEST_FORMULA", "clean", "formula", "inline_html", "look", "to_html", "to_lines", "to_text"]
