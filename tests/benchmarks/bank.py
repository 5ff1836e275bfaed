"""What authors and learners wait for at the bank, from reading to linting: `python tests/benchmarks/bank.py [--json]`.

Prints median, 95th percentile and what is required, in milliseconds; asserts nothing. Each reading is by a catalog that
has read nothing before; the files themselves may lie in the system's cache.
"""

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from typing import Any

from skillcheck.catalog import Catalog
from skillcheck.catalog.lint import lint
from skillcheck.catalog.report import report

REQUIRED = {
    "reading one skill": 20,
    "reading the whole bank": 500,
    "the same in a fresh process, imports included": None,
    "drawing a variant": 2,
    "linting the whole bank, 200 draws": 20_000,
    "report": None,
}


def clocked(action: Callable[[], object]) -> float:
    """Milliseconds of one run."""
    began = time.perf_counter()
    action()
    return 1000 * (time.perf_counter() - began)


def figures(times: Iterable[float]) -> dict[str, float]:
    """Median, 95th percentile and number of runs."""
    times = sorted(times)
    p95 = statistics.quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]
    return {"median": statistics.median(times), "p95": p95, "runs": len(times)}


def reading() -> dict[str, dict[str, float]]:
    """Each skill by a new catalog, all of them by another, and all of them in a new process."""
    skills = list(Catalog.open().skills)
    code = "from skillcheck.catalog import Catalog; Catalog.open().all_items()"
    fresh = [sys.executable, "-c", code]
    return {
        "reading one skill": figures(clocked(lambda one=one: Catalog.open().items(one)) for one in skills * 3),
        "reading the whole bank": figures(clocked(lambda: Catalog.open().all_items()) for _ in range(10)),
        "the same in a fresh process, imports included": figures(
            clocked(lambda: subprocess.run(fresh, check=True)) for _ in range(5)
        ),
    }


def drawing(catalog: Catalog) -> dict[str, dict[str, float]]:
    """A new seed of each item, ten times over; what an item's first variant costs beyond that is in the p95."""
    items = catalog.all_items()
    times = [clocked(lambda item=item, seed=seed: catalog.variant(item, seed)) for seed in range(10) for item in items]
    return {"drawing a variant": figures(times)}


def checking(catalog: Catalog) -> dict[str, dict[str, float]]:
    """The linter on everything, as `skillcheck bank lint` runs it, and the report."""
    files = catalog.item_files
    return {
        "linting the whole bank, 200 draws": figures(clocked(lambda: lint(files, catalog=catalog)) for _ in range(2)),
        "report": figures(clocked(lambda: report(Catalog.open())) for _ in range(5)),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    arguments = parser.parse_args()
    catalog = Catalog.open()
    found: dict[str, Any] = {**reading(), **drawing(catalog), **checking(catalog)}
    if arguments.json:
        print(json.dumps({"bank": catalog.version, "items": len(catalog.all_items()), **found}))
        return
    print(f"{len(catalog.all_items())} items of bank {catalog.version}, milliseconds\n")
    print(f"{'':48}{'median':>10}{'p95':>10}{'required':>10}{'runs':>7}")
    for what, one in found.items():
        print(f"{what:48}{one['median']:>10.2f}{one['p95']:>10.2f}{REQUIRED[what] or '-':>10}{one['runs']:>7}")


if __name__ == "__main__":
    main()
