"""A new item to fill in: valid TOML with a comment where each thing goes, and never sound as it stands."""

from collections.abc import Mapping
from pathlib import Path

from skillcheck.model import DataError, Kind, Skill, UnknownName

from .catalog import Catalog
from .checks import KEBAB
from .reading import read_toml
from .writing import write_text

KINDS = tuple(kind.value for kind in Kind if kind is not Kind.CODE)
APPEND = "append"

_HEAD = """\
[[item]]
id = "{id}" # kebab-case, new in the whole bank, never changed later
depth = 2 # 1 explains, 2 does alone, 3 decides in a situation
kind = "{kind}"
asks = "apply" # recall, apply or judge
"""
_STEMS = {
    Kind.CHOICE: "A situation with numbers, then one question that a reader could answer with the options covered.",
    Kind.MULTI: "A situation, then the question; it ends in 'Select all.'",
    Kind.NUMERIC: "A situation with its numbers, then the question, with unit and places: 'Give it to 2 decimals.'",
    Kind.ORDER: "What is to be done, then 'Put the steps in order.'",
    Kind.TEXT: "A question such as 'What does this print?', a blank line and the code between ```python and ```.",
}
_TEMPLATE = """\
# A template has other numbers for each seed; write {n} where one is shown. Uncomment what you need.
# draw = { n = [20, 80], rate = [0.1, 0.9, 0.1], what = { choose = ["rows", "columns"] } }
# derive = { total = "n * rate" } # further names, computed in this order
# require = ["total > 5"] # drawn again until all of it holds
"""
_PARTS = {
    Kind.CHOICE: 'key = "" # the id of the right option\n',
    Kind.MULTI: 'key = ["", ""] # the ids of the right options, two or more\n',
    Kind.NUMERIC: 'key = "" # a number, or an expression of drawn and derived names such as "n * rate"\n',
    Kind.ORDER: 'key = ["", "", "", ""] # the ids of all options, first step first\n',
    Kind.TEXT: 'key = [""] # every text that is right; capitals count only if told\n',
}
_NUMERIC = """\
# tolerance = 0.005 # how far off is still right; without it whole keys are exact and others within 1 %
# relative_tolerance = 0.02 # the same as a share of the key
# unit = "ms"
# places = 2 # decimals at which numbers are shown
# range = [0, 1] # a typed value outside it is a slip and is asked again
"""
_TEXT = """\
# case_sensitive = true
runs = true # the tests run the code and compare what it prints; false where it cannot run
"""
_TAIL = """\
source = "" # an address or a textbook's section where a reader can check the key
# tools = ["pandas"] # as in tools.toml
# minutes = 2 # if it takes longer than its kind and depth suggest
# review_by = 2027-11-22 # if it names versions, prices or whatever else ages
# status = "draft" # kept out of every check
"""
_WHY = 'rationale = "" # why the key is right, in three sentences at most\n'
_OPTION = """
[[item.options]]
id = ""
text = ""
rationale = "" # {why}
"""
_MISCONCEPTION = """
[[item.misconceptions]]
value = "" # {what}
rationale = "" # what that overlooks
"""
_WRONG_VALUES = {
    Kind.NUMERIC: "the number, or the expression, of a mistake that people make",
    Kind.TEXT: "what somebody types who makes a mistake that people make",
}
_OPTIONS: Mapping[Kind, tuple[str, ...]] = {
    Kind.CHOICE: ("why this is right", *["why one would think so, and what is true"] * 3),
    Kind.MULTI: (*["why this is right"] * 2, *["why one would think so, and what is true"] * 3),
    Kind.ORDER: ("why this step stands where it does",) * 4,
}


def skeleton(kind: str = "choice", item_id: str = "") -> str:
    """Return an item of a kind as TOML to fill in; what is empty, the linter asks for. UnknownName: no such kind."""
    if kind not in KINDS:
        raise UnknownName(f"There is no kind '{kind}' of item; there are {', '.join(KINDS)}")
    one = Kind(kind)
    parts = [_HEAD.format(id=item_id, kind=kind), f"# {_STEMS[one]}\nstem = ''''''\n", _PARTS[one]]
    if one in _OPTIONS:
        parts += [_TAIL, _TEMPLATE, *(_OPTION.format(why=why) for why in _OPTIONS[one])]
    else:
        parts += [_NUMERIC if one is Kind.NUMERIC else _TEXT, _WHY, _TAIL, _TEMPLATE]
        parts += [_MISCONCEPTION.format(what=_WRONG_VALUES[one])] * 3
    return "".join(parts)


def check_new_id(item_id: str, catalog: Catalog) -> None:
    """Raise DataError unless an id is kebab-case and no item of the bank, retired ones included, has it."""
    if not KEBAB.fullmatch(item_id):
        raise DataError(f"id '{item_id}' is not kebab-case like 'sql-left-join-rows'")
    try:
        taken = catalog.item(item_id)
    except UnknownName:
        return
    raise DataError(f"{taken.skill}.toml: {item_id}: the id is taken ({taken.status}); ids are never used again")


def place(out: str, skill: Skill, catalog: Catalog) -> Path:
    """Return where a skeleton goes: the skill's file for 'append', else a file that does not exist yet (DataError)."""
    if out == APPEND:
        return catalog.folder / "items" / f"{skill.id}.toml"
    path = Path(out)
    if path.exists():
        raise DataError(f"{path.name}: exists and is left alone; choose another name, or --out {APPEND}")
    return path


def put(text: str, path: Path) -> Path:
    """Put a skeleton at the end of a file, or into a new one; DataError if the file is no TOML as it stands."""
    before = ""
    if path.exists():
        read_toml(path)  # nothing is added to a file that is broken already
        before = path.read_bytes().decode("utf-8-sig").rstrip()
        before += "\n\n" if before else ""
    whole = before.replace("\r\n", "\n") + text
    return write_text(path, whole.replace("\n", "\r\n") if "\r\n" in before else whole)
