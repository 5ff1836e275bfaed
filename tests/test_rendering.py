"""Rendering: what items and learners write becomes clean HTML, MathML and plain words."""

import re
import subprocess
import sys
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from skillcheck import rendering
from skillcheck.rendering.formulas import formula_words
from skillcheck.rendering.html import _TAGS

HOSTILE = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "[click](javascript:alert(1))",
    "[click](JaVaScRiPt&#58;alert(1))",
    "[click](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](https://example.org/pixel.png)",
    r"$\text{<script>alert(1)</script>}$",
    r"$\text{<img src=x onerror=alert(1)>}$",
    r"$\href{javascript:alert(1)}{x}$",
    r'$\text{</mtext></math><iframe src="javascript:alert(1)">}$',
    r"$$\text{<style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>}$$",
    '```"><script>alert(1)</script>\ncode\n```',
    "```html\n<script>alert(1)</script>\n```",
    '<a href="https://example.org" onclick="alert(1)">x</a>',
    '<math><mtext><table><mglyph><style><img src=x onerror="alert(1)">',
    "<style>body{display:none}</style>",
    "<form action=https://example.org><input name=q></form>",
]


class Tags(HTMLParser):
    """Every tag of a page with its attributes."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def assert_harmless(html):
    for tag, attributes in Tags(html).found:
        assert tag in _TAGS
        assert not any(name.startswith("on") or name in ("style", "src") for name in attributes)
        assert re.match(r"https?://", attributes.get("href") or "https://"), attributes


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_becomes_harmless(text):
    assert_harmless(rendering.to_html(text))
    assert_harmless(rendering.inline_html(text))
    assert_harmless(rendering.clean(text))


@given(st.text(alphabet="<>&\"'$\\{}`[]()!/= \nabonerscipt:_^#|*-", max_size=80))
@example(r"$\frac<script>$")
@settings(max_examples=150, deadline=None)
def test_no_text_at_all_renders_to_anything_harmful(text):
    assert_harmless(rendering.to_html(text))
    rendering.to_text(text)


def test_raw_html_is_shown_as_the_text_it_is():
    assert "&lt;b&gt;bold&lt;/b&gt;" in rendering.to_html("<b>bold</b>")


def test_a_formula_becomes_mathml():
    html = rendering.to_html("What is $F_1$ of $$\\frac{2TP}{2TP+FP+FN}$$")

    assert "<msub><mi>F</mi><mn>1</mn></msub>" in html
    assert "<mfrac>" in html
    assert "$" not in html


@pytest.mark.parametrize("latex", [r"\frac{1", r"\nosuchthing{x}", r"\left(", "{" * 1500, "x" * 3000, r"\sqrt{"])
def test_bad_latex_is_shown_as_its_source(latex):
    html = rendering.formula(latex)

    assert html == f"<code>{latex}</code>"


def test_comparisons_survive_in_formulas():
    html = rendering.formula(r"p < 0.05 \text{ if } a>b")

    assert "<mo>&lt;</mo>" in html
    assert "<mo>&gt;</mo>" in html


def test_prices_are_not_formulas():
    assert "<math" not in rendering.to_html("It costs $5 now and $10 later.")


def test_fenced_code_is_coloured_by_classes():
    html = rendering.to_html("```python\nimport numpy as np\n```")

    assert '<code class="highlight">' in html
    assert '<span class="kn">import</span>' in html
    assert "style=" not in html


@pytest.mark.parametrize("language", ["", "nosuchlanguage"])
def test_code_of_an_unknown_language_stays_plain(language):
    html = rendering.to_html(f"```{language}\na < b\n```")

    assert html == '<pre><code class="highlight">a &lt; b\n</code></pre>'


def test_links_keep_their_address_and_tell_nobody_where_they_were_clicked():
    html = rendering.to_html("[docs](https://scikit-learn.org/)")

    assert 'href="https://scikit-learn.org/"' in html
    assert 'rel="noopener noreferrer"' in html


def test_an_option_has_no_paragraph_around_it():
    assert rendering.inline_html("`fit` on *train*") == "<code>fit</code> on <em>train</em>"


def test_an_option_may_hold_a_code_block():
    assert "<pre>" in rendering.inline_html("```python\nx = 1\n```")


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("What is **precision** of `clf`?", "What is precision of clf?"),
        (r"$\frac{TP}{TP+FP} \le 1$", "TP/(TP+FP) ≤ 1"),
        (r"the $\alpha$ of [the docs](https://x.org)", "the α of the docs"),
        ("- one\n- two", "- one\n- two"),
        ("1. one\n2. two", "1. one\n2. two"),
        ("Look:\n\n```python\nx = 1\n```", "Look:\n\nx = 1"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a | b | \n1 | 2 |"),
    ],
)
def test_plain_words_carry_the_same_meaning(markdown, words):
    assert rendering.to_text(markdown) == words


@pytest.mark.parametrize(
    ("latex", "words"),
    [
        (r"\sqrt{s_1^2 / n_1 + s_0^2 / n_0}", "√(s_1^2 / n_1 + s_0^2 / n_0)"),
        (r"\frac{\hat m}{\sqrt{\hat v} + \epsilon}", "m̂/(√v̂ + ϵ)"),
        (r"h_t = w h_{t-1} + x_{i1}", "h_t = w h_(t-1) + x_i1"),
        (r"e^{-(w \cdot x)} \qquad \tfrac12\,\lambda", "e^(-(w · x)); 1/2 λ"),
        (r"-\log p + \max(0, z) + \log_2 n", "-log p + max(0, z) + log_2 n"),
        (r"\mathrm{round}\left(\frac{a}{b}\right) \bmod N", "round(a/b) mod N"),
        (r"\nosuchcommand{a} 5\%", "nosuchcommand a 5%"),
        ("{" * 5000, "{" * 5000),
    ],
)
def test_a_formula_on_one_line_groups_as_it_did(latex, words):
    assert formula_words(latex) == words


MARKDOWN = """A **long** sentence about `clf.fit(X)` and $\\frac{1}{2}$ that has to be wrapped somewhere.

1. first point, which is too long for one line of forty signs
2. second
   - nested

```python
def f():
    return 'a line of code is never broken, however long'
```

| a | b |
|---|---|
| 111 | two |

About `x if y` and further words, `but not` so that it is broken.
"""


def test_lines_for_a_terminal_wrap_words_and_leave_code_alone():
    lines = rendering.to_lines(MARKDOWN, 40)

    assert lines == [
        "A long sentence about `clf.fit(X)` and",
        "1/2 that has to be wrapped somewhere.",
        "",
        "1. first point, which is too long for",
        "   one line of forty signs",
        "2. second",
        "   - nested",
        "",
        "    def f():",
        "        return 'a line of code is never broken, however long'",
        "",
        "a   | b",
        "111 | two",
        "",
        "About `x if y` and further words,",
        "`but not` so that it is broken.",
    ]


@given(st.text(alphabet="ab <>`$\\{}_^|-*#1.\n", max_size=120))
@settings(max_examples=150, deadline=None)
def test_no_text_at_all_upsets_the_lines(text):
    lines = rendering.to_lines(text, 40)

    assert not any("\n" in line for line in lines)


def test_importing_it_loads_no_parser():
    code = (
        "import sys, skillcheck.rendering; "
        "print([m for m in ('markdown_it', 'pygments', 'latex2mathml') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert out.strip() == "[]"
