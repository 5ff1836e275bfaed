"""Keys of parameterised items by another route than the bank's: counted, simulated, searched for, or left to a library.

A function is named after its item and takes the numbers that the stem shows. None repeats the formula of the key where
there is another way to the answer: rows are built and counted, a library's own metric is called, an equation is solved
by search.
"""

import inspect
from collections.abc import Callable

from . import (
    cleaning,
    coding,
    deciding,
    deep,
    judging,
    language,
    learning,
    operating,
    reasoning,
    scoring,
    serving,
    training,
)

_MODULES = (
    *(cleaning, coding, deciding, deep, judging, language, learning, operating, reasoning, scoring, serving, training),
)

KEYS: dict[str, Callable[..., float]] = {
    name.replace("_", "-"): function
    for module in _MODULES
    for name, function in vars(module).items()
    if inspect.isfunction(function) and function.__module__ == module.__name__ and not name.startswith("_")
}
