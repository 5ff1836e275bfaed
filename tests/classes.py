"""Small classes for tests of grading: handed in, tampered with, graded, and their tables read."""

import csv
import io
import json
from pathlib import Path

from skillcheck.grading import Order, grade
from skillcheck.grading.demo import write_class


def hand_in(folder, learners=3, exercises=0, troubled=False, **how):
    """Write a small class without code to run, and return its files in order."""
    return write_class(folder, learners, items=8, exercises=exercises, troubled=troubled, **how)


def marked(places, out, step=None, **order):
    """Grade into a folder, in this process unless told otherwise, without reports."""
    places = [places] if isinstance(places, str | Path) else places
    return grade(places, out, Order(**({"reports": False, "jobs": 1} | order)), step)


def edited(path, change, to=None):
    """Write a submission anew after `change` has had its way with the plain data; return where."""
    plain = json.loads(Path(path).read_text("utf-8"))
    change(plain)
    target = Path(to or path)
    target.write_text(json.dumps(plain), "utf-8")
    return target


def responses_of(plain):
    """The answers among a submission's plain entries."""
    return [entry for entry in plain["entries"] if entry["type"] == "response"]


def table(path):
    """A CSV table as one dictionary a row."""
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def gradebook(out):
    """The rows of a gradebook by submission."""
    return {row["submission"]: row for row in table(out / "gradebook.csv")}


def problems(out):
    """What problems.csv says: the sentences of each submission."""
    found = {}
    for row in table(out / "problems.csv"):
        found.setdefault(row["submission"], []).append(row["problem"])
    return found


def lines(out):
    """The lines of a gradebook, byte for byte, by submission; for tables whose cells hold no line break."""
    raw = (out / "gradebook.csv").read_bytes().split(b"\r\n")
    return {line.split(b",")[1].decode(): line for line in raw[1:] if line}
