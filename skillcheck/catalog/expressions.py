"""The small language of keys, misconceptions and conditions: arithmetic on drawn numbers, never Python.

The tree is checked node by node against a short list before `simpleeval` ever walks it.
"""

import ast
import math
import operator
import warnings
from collections.abc import Callable, Mapping
from functools import lru_cache
from operator import attrgetter
from threading import Lock
from typing import NamedTuple

from simpleeval import SimpleEval

from skillcheck.model import DataError

LONGEST = 400
DEEPEST = 40
_BITS = 1024  # whole powers stay in the range of a float
_DIGITS = 15  # a float holds no more

Value = int | float | bool | str


class Undefined(DataError):
    """The expression is sound but has no finite value for these numbers (a division by zero, a root of -1)."""


def _power(base: float, exponent: float) -> float:
    if isinstance(base, int) and isinstance(exponent, int) and exponent > 0 and base.bit_length() * exponent > _BITS:
        raise OverflowError("the power is too large")
    return base**exponent


def _round(value: float, digits: int = 0) -> float:
    if not isinstance(digits, int) or abs(digits) > _DIGITS:
        raise ValueError(f"round takes -{_DIGITS} to {_DIGITS} digits")
    return round(value, digits) if digits else round(value)


def _mean(*values: float) -> float:
    return sum(values) / len(values)


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


def _phi(value: float) -> float:
    """Standard normal distribution function, by the complementary error function."""
    return 0.5 * math.erfc(-value / math.sqrt(2))


FUNCTIONS: dict[str, Callable[..., float]] = {
    "abs": abs,
    "ceil": math.ceil,
    "exp": math.exp,
    "floor": math.floor,
    "ln": math.log,
    "log10": math.log10,
    "log2": math.log2,
    "max": lambda *values: max(values),
    "mean": _mean,
    "min": lambda *values: min(values),
    "phi": _phi,
    "round": _round,
    "sign": _sign,
    "sqrt": math.sqrt,
    "sum": lambda *values: sum(values),
}
_ARGUMENTS = {"round": (1, 2), **dict.fromkeys(("max", "mean", "min", "sum"), (1, 50))}


def _numbers_only(function: Callable[..., float]) -> Callable[..., float]:
    """Refuse texts, which Python would happily repeat, join or format."""

    def checked(*values: Value) -> float:
        if str in map(type, values):
            raise TypeError("arithmetic on a text")
        return function(*values)

    return checked


OPERATORS = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Not: operator.not_,
    **{
        node: _numbers_only(function)
        for node, function in {
            ast.Add: operator.add,
            ast.Sub: operator.sub,
            ast.Mult: operator.mul,
            ast.Div: operator.truediv,
            ast.FloorDiv: operator.floordiv,
            ast.Mod: operator.mod,
            ast.Pow: _power,
            ast.Lt: operator.lt,
            ast.LtE: operator.le,
            ast.Gt: operator.gt,
            ast.GtE: operator.ge,
            ast.USub: operator.neg,
            ast.UAdd: operator.pos,
        }.items()
    },
}
_STRUCTURE = (ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.IfExp, ast.And, ast.Or, ast.Load)


class _Evaluator(SimpleEval):
    """simpleeval with only our operators, functions and kinds of node."""

    def __init__(self) -> None:
        functions = {name: _numbers_only(function) for name, function in FUNCTIONS.items()}
        super().__init__(operators=OPERATORS, functions=functions, names={})
        ours = (ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.IfExp, ast.Call)
        self.nodes = {node: self.nodes[node] for node in ours}
        # `parse` lets numbers and names of drawn values through, nothing that could be called or looked into.
        self.nodes |= {ast.Name: lambda node: self.names[node.id], ast.Constant: attrgetter("value")}

    def _eval(self, node: ast.AST) -> Value:
        """Without simpleeval's search of every value for dangerous ones: `parse` has done it once for the text."""
        return self.nodes[type(node)](node)


_EVALUATOR = _Evaluator()
_LOCK = Lock()  # the evaluator holds the names of one evaluation at a time


class Expression(NamedTuple):
    """A parsed expression: its tree and the names it needs."""

    tree: ast.expr
    names: frozenset[str]


@lru_cache(maxsize=8192)
def parse(text: str) -> Expression:
    """Parse an expression once; DataError says what in it is not allowed."""
    if len(text) > LONGEST:
        raise DataError(f"an expression has at most {LONGEST} characters; split it with `derive`")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            tree = ast.parse(text.strip(), mode="eval").body
    except SyntaxError as error:
        raise DataError(f"expression '{text}' cannot be read: {error.msg}") from None
    except (ValueError, MemoryError, RecursionError, Warning) as error:
        raise DataError(f"expression '{text}' cannot be read: {error}") from None
    names: set[str] = set()
    _check(tree, names, text, DEEPEST)
    return Expression(tree, frozenset(names))


def _check(node: ast.AST, names: set[str], text: str, depth: int) -> None:
    """Walk the tree; add names to `names`; refuse what is not on the list."""
    if depth == 0:
        raise DataError(f"expression '{text}' is nested too deeply; split it with `derive`")
    children = list(ast.iter_child_nodes(node))
    match node:
        case ast.Call():
            _check_call(node, text)
            children = node.args
        case ast.Name(id=name):
            if name in FUNCTIONS or name.startswith("_"):
                raise DataError(f"expression '{text}' cannot use '{name}' as a number")
            names.add(name)
        case ast.Constant(value=value):
            if type(value) not in (int, float):
                raise DataError(f"expression '{text}': {value!r} is not a number")
        case ast.Compare():
            if all(isinstance(test, ast.Eq | ast.NotEq) for test in node.ops):
                # a drawn text may be compared with a literal one, and with nothing else done to it
                children = [child for child in children if not _is_text(child)]
        case _ if not isinstance(node, _STRUCTURE) and type(node) not in OPERATORS:
            raise DataError(f"expression '{text}': {type(node).__name__} is not part of the language")
    for child in children:
        _check(child, names, text, depth - 1)


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _check_call(node: ast.Call, text: str) -> None:
    """Only our functions, by name, with plain arguments in the right number."""
    if not isinstance(node.func, ast.Name) or node.func.id not in FUNCTIONS:
        known = " ".join(sorted(FUNCTIONS))
        raise DataError(f"expression '{text}': {ast.unparse(node.func)} is not a function here; there are {known}")
    least, most = _ARGUMENTS.get(node.func.id, (1, 1))
    if node.keywords or not least <= len(node.args) <= most:
        wanted = str(least) if least == most else f"{least} to {most}"
        raise DataError(f"expression '{text}': {node.func.id} takes {wanted} plain values")


def names(text: str) -> frozenset[str]:
    """Return the names an expression needs."""
    return parse(text).names


def evaluate(text: str, values: Mapping[str, Value]) -> int | float | bool:
    """Return the finite value of an expression for the drawn `values`.

    DataError: not an expression, or a name without a value. Undefined: no finite value for these numbers.
    """
    expression = parse(text)
    if not expression.names <= values.keys():
        missing = min(expression.names - values.keys())
        raise DataError(f"expression '{text}' uses '{missing}', which is neither drawn nor derived")
    try:
        with _LOCK:
            _EVALUATOR.names = values
            result = _EVALUATOR.eval(text, expression.tree)
        if type(result) in (int, float, bool) and math.isfinite(result):
            return result
    except (ArithmeticError, ValueError) as error:
        raise Undefined(f"expression '{text}' has no value: {error}") from None
    except TypeError as error:
        raise DataError(f"expression '{text}' cannot be computed: {error}") from None
    if type(result) in (complex, float):
        raise Undefined(f"expression '{text}' has no finite real value")
    raise DataError(f"expression '{text}' gives a text, not a number")
