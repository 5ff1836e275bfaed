"""How far the measurement can be trusted: `python tests/benchmarks/measurement.py [--full] [--json] [--only NAME]`.

Prints every figure, reached and required, on the prototype's structure and on this bank's; asserts nothing.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

# The acceptance figures lie beside the tests that hold them.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import confidence
import robustness
import speed

# Each section takes the number of learners and returns rows of one table.
SECTIONS: dict[str, Callable[[int], list[dict]]] = {
    "acceptance": robustness.acceptance,
    "misspecifications": robustness.mistakes,
    "own variance": robustness.own_variance,
    "step of levels": robustness.level_steps,
    "noise of ratings": robustness.rating_noise,
    "what is asked": robustness.policies,
    "stopping": robustness.stopping,
    "readiness": robustness.readiness_told,
    "confidence": lambda learners: [
        {"structure": name, **row}
        for name, structure in robustness.structures().items()
        for row in confidence.table(structure, learners // 2, (1, 2))
    ],
    "speed": lambda learners: speed.replaying(),
    "catsim": lambda learners: speed.catsim_side_by_side(min(learners // 2, 400)),
}


def show(rows: list[dict]) -> None:
    """Print rows as a table, columns as wide as they need."""
    names = list(rows[0])
    lines = [names, *([_text(row[name]) for name in names] for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(names))]
    for line in lines:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def _text(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "NO"
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--full", action="store_true", help="five times as many learners")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--only", choices=SECTIONS, help="one section")
    arguments = parser.parse_args()
    learners = 1500 if arguments.full else 300
    tables = {}
    for name in [arguments.only] if arguments.only else SECTIONS:
        began = time.perf_counter()
        tables[name] = SECTIONS[name](learners)
        if not arguments.json:
            print(f"\n## {name} ({learners} learners, {time.perf_counter() - began:.0f} s)\n")
            show(tables[name])
    if arguments.json:
        print(json.dumps(tables, default=float))


if __name__ == "__main__":
    main()
