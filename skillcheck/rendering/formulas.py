"""LaTeX in, one line of plain signs out: a formula as one would type it where nothing can draw it."""

import re
import unicodedata

_TOKEN = re.compile(r"\\[a-zA-Z]+|\\.|\s+|.", re.DOTALL)
_SPACES = {",": " ", ";": " ", ":": " ", " ": " ", "!": "", "quad": "; ", "qquad": "; ", "\\": "; "}
_UNSEEN = {"left", "right", "big", "Big", "bigl", "bigr", "limits", "displaystyle", "textstyle"}
_PLAIN = {"text", "textrm", "textbf", "mathrm", "mathbf", "mathit", "mathsf", "mathbb", "mathcal", "boldsymbol"}
_ACCENTS = {"hat": "\u0302", "bar": "\u0304", "tilde": "\u0303", "dot": "\u0307", "vec": "\u20d7"}
_ACCENTS |= {"widehat": "\u0302", "overline": "\u0304", "widetilde": "\u0303"}
_SIGNS = {"dots": "…", "ldots": "…", "cdots": "…", "top": "T", "|": "‖", "bmod": "mod", "operatorname": ""}
_BREATH = "\0"  # behind a name: a space if a word follows, nothing before a bracket


def formula_words(latex: str) -> str:
    """Write a formula on one line: fractions with a slash, commands as their signs, brackets where braces grouped."""
    try:
        words = _Reader(latex).read()
    except RecursionError:
        return latex
    words = re.sub(rf"{_BREATH}(?=[\s(_^,.)=;{_BREATH}]|$)", "", words).replace(_BREATH, " ")
    return re.sub(r"\s+(?=[\s;])", "", words).replace("( ", "(").strip(" ;")


class _Reader:
    """Reads LaTeX token by token; a command it does not know stays as its name."""

    def __init__(self, latex: str) -> None:
        self._tokens = iter(_TOKEN.findall(latex))

    def read(self) -> str:
        """Return everything up to the brace that closes, or to the end."""
        words = ""
        for token in self._tokens:
            if token == "}":
                break
            part = self._part(token)
            words += (_BREATH if words[-1:].isalnum() and part[-1:] == _BREATH else "") + part
        return words

    def _part(self, token: str) -> str:
        if token == "{":
            return self.read()
        if token in ("^", "_"):
            return token + _bracketed(self._argument(), r"[^\W_]+'*" if token == "_" else r"\w|[A-Za-z]+|[0-9.]+")
        if token.startswith("\\") and len(token) > 1:
            return self._command(token[1:])
        return " " if token in ("&", "~") else token

    def _argument(self) -> str:
        """Return the group or the single token that comes next."""
        token = next((token for token in self._tokens if not token.isspace()), "")
        return self._part(token).strip()

    def _command(self, name: str) -> str:
        if name in ("frac", "dfrac", "tfrac"):
            above, below = self._argument(), self._argument()
            return f"{_bracketed(above)}/{_bracketed(below)}"
        if name == "sqrt":
            return f"√{_bracketed(self._argument())}"
        if name in _ACCENTS:
            return unicodedata.normalize("NFC", self._argument() + _ACCENTS[name])
        if name in ("begin", "end"):
            return self._argument() and " "
        if name in _UNSEEN or name in _PLAIN:
            return ""
        if name in _SPACES:
            return _SPACES[name]
        return _SIGNS.get(name) or _sign(name)


def _bracketed(words: str, plain: str = r"[^\s+\-−*/=<>,·]+") -> str:
    """Return words in brackets unless they cannot be misread without."""
    return words if re.fullmatch(plain, words) else f"({words})"


def _sign(name: str) -> str:
    if not name.isalpha():
        return name
    from latex2mathml.symbols_parser import convert_symbol

    code = convert_symbol(f"\\{name}")
    return chr(int(code, 16)) if code else f"{name}{_BREATH}"
