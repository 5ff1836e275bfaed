"""Grading a class: cost by size, memory, a resumed run, and answers per second; `python tests/benchmarks/grading.py`.

The class is made up (`skillcheck demo-class`), the same form for everybody. `--most 100000` goes on to that size.
"""

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

SIZES = (100, 1_000, 10_000, 100_000)
ITEMS = 30


def measure(size: int, folder: Path, exercises: int = 0) -> dict[str, float]:
    """Grade a class of that size in a process of its own, then once more with nothing changed; seconds and MB."""
    from skillcheck.grading.demo import write_class

    write_class(folder / "in", size, ITEMS, exercises, troubled=False)
    row: dict[str, float] = {"submissions": size}
    for name, options in (("graded in s", []), ("resumed in s", ["--resume"])):
        began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [sys.executable, "-m", "skillcheck.cli", "grade", str(folder / "in"), "--out", str(folder / "out")]
        done = subprocess.run(
            [*command, "--no-reports", "--json", *options], capture_output=True, text=True, check=True
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        row[name] = round(time.monotonic() - began, 2)
        found = json.loads(done.stdout)
        assert found["graded"] == size, found
        if not options:
            cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            row["CPU ms each"] = round(1000 * cpu / size, 2)
            row["largest process MB"] = round(after.ru_maxrss / 1024)
    return row


def rows(most: int) -> Iterator[dict[str, float]]:
    """Yield a row for each size up to `most`."""
    for size in SIZES:
        if size <= most:
            folder = Path(tempfile.mkdtemp(prefix="grading-"))
            try:
                yield measure(size, folder)
            finally:
                shutil.rmtree(folder)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=10_000, help="the largest class")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    found = []
    for row in rows(options.most):
        found.append(row)
        if not options.json:
            print("   ".join(f"{name}: {value:,}" for name, value in row.items()), flush=True)
    if options.json:
        print(json.dumps(found))


if __name__ == "__main__":
    main()
