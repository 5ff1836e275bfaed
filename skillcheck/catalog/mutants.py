"""The wrong answers that are kept beside an exercise: what people really write, to try its cases on."""

import runpy
from pathlib import Path


def read_mutants(cases: Path, solution: str) -> dict[str, str]:
    """Return the sources of the wrong answers beside the file `cases`, by what is wrong with each.

    In the file a wrong answer is a whole source, or a pair: what stands in the solution, and what is written instead.
    Raises ValueError for a pair whose first part the solution does not have.
    """
    found = {}
    for title, mutant in runpy.run_path(str(cases.with_name("mutants.py")))["MUTANTS"].items():
        if isinstance(mutant, tuple):
            old, new = mutant
            if old not in solution:
                raise ValueError(f"{cases.parent.name}: {title}: the solution has no {old!r}")
            mutant = solution.replace(old, new)
        found[title] = mutant
    return found
