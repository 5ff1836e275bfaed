"""Markdown, code and LaTeX in; clean HTML with MathML out.

All text is treated as hostile: raw HTML is shown as text, and what remains is cleaned by an allow list.
"""

from functools import lru_cache
from html import escape
from xml.etree import ElementTree

import nh3

LONGEST_FORMULA = 2000

# Angle brackets in LaTeX: latex2mathml copies them unescaped into its output, so they travel as private-use signs.
_ANGLES = {"<": "\ue000", ">": "\ue001"}
_ARITY = {"mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2, "msubsup": 3, "munderover": 3}

_MATH_TAGS = (
    "math mfrac mi mn mo mover mpadded mphantom mroot mrow mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr "
    "munder munderover"
)
_TEXT_TAGS = (
    "a blockquote br code del div em h1 h2 h3 h4 h5 h6 hr li ol p pre section span strong sub sup table tbody td th "
    "thead tr ul"
)
_TAGS = set(f"{_MATH_TAGS} {_TEXT_TAGS}".split())
_MATH_ATTRIBUTES = (
    "accent columnalign columnlines columnspacing depth display displaystyle fence form height linethickness lspace "
    "mathvariant maxsize minsize movablelimits rowspacing rspace scriptlevel separator stretchy symmetric width"
)
_ATTRIBUTES = {tag: set(_MATH_ATTRIBUTES.split()) for tag in _MATH_TAGS.split()} | {
    "a": {"href", "title"},
    "code": {"class"},
    "div": {"class"},
    "ol": {"start"},
    "p": {"class"},
    "span": {"class"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}

# Made once: making one takes longer than cleaning an item with it.
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    clean_content_tags={"script", "style"},
    url_schemes={"http", "https"},
    link_rel="noopener noreferrer",
    set_tag_attribute_values={"a": {"target": "_blank"}},
)


@lru_cache(maxsize=4096)
def to_html(markdown: str) -> str:
    """Return Markdown as clean HTML: formulas as MathML, fenced code with Pygments' classes, raw HTML as text."""
    return clean(parser().render(markdown)).strip()


@lru_cache(maxsize=4096)
def inline_html(text: str) -> str:
    """Return a short text, an option or a title, as clean HTML without a paragraph around it.

    A text that holds a fenced block is a block all the same.
    """
    return to_html(text) if "```" in text else clean(parser().renderInline(text)).strip()


def clean(html: str) -> str:
    """Return HTML with only the tags and attributes of rendered Markdown; links are http or https and carry a rel."""
    return _CLEANER.clean(html)


def formula(latex: str, display: str = "inline") -> str:
    """Return LaTeX as MathML, or the escaped source in `<code>` when it cannot be read."""
    mathml = _mathml(latex, display) if len(latex) <= LONGEST_FORMULA else None
    return f"<code>{escape(latex)}</code>" if mathml is None else mathml


def _mathml(latex: str, display: str) -> str | None:
    from latex2mathml.converter import convert

    try:
        mathml = convert(latex.translate(str.maketrans(_ANGLES)), display=display)
    except Exception:  # latex2mathml raises a dozen kinds, RecursionError among them; the source is shown instead
        return None
    for sign, private in _ANGLES.items():
        mathml = mathml.replace(f"<mi>{private}</mi>", f"<mo>{escape(sign)}</mo>").replace(private, escape(sign))
    # A command it does not know is left standing with its backslash.
    return mathml if "\\" not in mathml and _is_well_formed(mathml) else None


def _is_well_formed(mathml: str) -> bool:
    try:
        tree = ElementTree.fromstring(mathml)
    except ElementTree.ParseError:
        return False
    nodes = [(node.tag.partition("}")[2], len(node)) for node in tree.iter()]
    return all(_ARITY.get(tag, size) == size for tag, size in nodes)


def _highlight(code: str, language: str, _: str) -> str:
    """Colour code by Pygments' short classes; an unknown language stays plain."""
    from pygments import highlight
    from pygments.formatters.html import HtmlFormatter
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language, stripnl=False) if language else None
    except ClassNotFound:
        lexer = None
    inner = highlight(code, lexer, HtmlFormatter(nowrap=True)) if lexer else escape(code)
    return f'<pre><code class="highlight">{inner}</code></pre>'


@lru_cache(maxsize=1)
def parser():
    """The one Markdown parser, made when it is first needed."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.dollarmath import dollarmath_plugin

    def render_formula(latex: str, options: dict) -> str:
        return formula(latex, "block" if options["display_mode"] else "inline")

    # Pictures are off: an item must work offline, and a picture's address would tell another server who reads it.
    parser = MarkdownIt("commonmark", {"html": False, "highlight": _highlight}).enable("table").disable("image")
    return parser.use(
        dollarmath_plugin, allow_space=False, allow_digits=False, double_inline=True, renderer=render_formula
    )
