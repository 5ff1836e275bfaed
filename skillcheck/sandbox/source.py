"""The source of a learner's function, with the imports and helpers of its cell."""

import ast
import inspect
import linecache
from collections.abc import Callable

from skillcheck.model import SandboxError

_KEPT = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef, ast.Assign, ast.AnnAssign)


def source_of(function: Callable) -> str:
    """Return the imports, definitions and assignments of the cell or file that defines `function`.

    Its decorators are dropped. Line numbers stay those of the cell. Raises SandboxError when there is no source, as for a function typed at a
    bare prompt.
    """
    code = getattr(inspect.unwrap(function), "__code__", None)
    lines = linecache.getlines(code.co_filename) if code else []
    if not lines:
        raise SandboxError(
            f"The source of `{getattr(function, '__name__', function)}` cannot be found; pass it as text."
        )
    try:
        tree = ast.parse("".join(lines))
    except SyntaxError:
        # A cell with magics: the function alone is still plain Python.
        tree = ast.parse("".join(inspect.getblock(lines[code.co_firstlineno - 1 :])))
    kept = [node for node in tree.body if isinstance(node, _KEPT)]
    for node in kept:
        if isinstance(node, ast.FunctionDef) and node.name == code.co_name:
            node.decorator_list = []
    return _at_their_lines(kept)


def _at_their_lines(nodes: list[ast.stmt]) -> str:
    """Unparse each statement at its own line, so that an error names the line of the cell."""
    text: list[str] = []
    for node in nodes:
        text += [""] * (node.lineno - 1 - len(text))
        text += ast.unparse(node).splitlines()
    return "\n".join(text) + "\n"
