"""The source of a learner's function, with the imports and definitions of its cell that it uses."""

import ast
import inspect
import linecache
import textwrap
from collections.abc import Callable

from skillcheck.model import SandboxError


def source_of(function: Callable) -> str:
    """Return the lines of the cell or file that define `function` and what it uses there, all others blank.

    So line numbers stay those of the cell. The function's decorators are left out. Raises SandboxError when there is
    no source, as for a function typed at a bare prompt.
    """
    code = getattr(inspect.unwrap(function), "__code__", None)
    lines = linecache.getlines(code.co_filename) if code else []
    if not lines:
        name = getattr(function, "__name__", str(function))
        raise SandboxError(f"The source of `{name}` cannot be found; define it in a notebook cell or a file.")
    try:
        body = ast.parse("".join(lines)).body
    except SyntaxError:
        body = []
    if not any(isinstance(node, ast.FunctionDef) and node.name == code.co_name for node in body):
        # Defined inside another function, or in a file that is not plain Python: take it alone.
        lines = textwrap.dedent("".join(inspect.getblock(lines[code.co_firstlineno - 1 :]))).splitlines(True)
        body = ast.parse("".join(lines)).body
    kept: set[int] = set()
    for node in _used(body, code.co_name):
        own = isinstance(node, ast.FunctionDef) and node.name == code.co_name
        decorators = [] if own else getattr(node, "decorator_list", [])
        kept.update(range(min([node.lineno, *(each.lineno for each in decorators)]), node.end_lineno + 1))
    return "".join(line if number in kept else "\n" for number, line in enumerate(lines, start=1))


def _used(body: list[ast.stmt], name: str) -> list[ast.stmt]:
    """The statements that bind `name`, or a name that one of these mentions."""
    wanted, used = {name}, []
    while more := [node for node in body if node not in used and _bound(node) & wanted]:
        used += more
        wanted |= {part.id for node in more for part in _beneath(node, name) if isinstance(part, ast.Name)}
    return used


def _beneath(node: ast.stmt, name: str) -> list[ast.AST]:
    """All parts of a statement, but not the decorators of the function itself."""
    parts = list(ast.walk(node))
    if isinstance(node, ast.FunctionDef) and node.name == name:
        left_out = {part for decorator in node.decorator_list for part in ast.walk(decorator)}
        parts = [part for part in parts if part not in left_out]
    return parts


def _bound(node: ast.stmt) -> set[str]:
    """The names that a statement gives a meaning to."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {node.name}
    names = set()
    for part in ast.walk(node):
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
            names.add(part.id)
        elif isinstance(part, ast.alias):
            names.add((part.asname or part.name).split(".")[0])
    return names
