"""JSON Schemas of the files that authors write, made from the records, for editors to complete and check them.

They are of draft 7, which all editors know. What only the reader can tell (an unknown name in an expression, an id
used twice) is left to the linter.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from skillcheck.model import Exercise, Item, Kind, Project, UnknownName

from .checks import KEBAB
from .naming import nearest

Schema = dict[str, Any]
_DRAFT = "http://json-schema.org/draft-07/schema#"
_ID = f"^{KEBAB.pattern}$"
_TEXTS = {"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 1}

# What editors show beside each field, by record.
FIELDS: Mapping[str, Mapping[str, str]] = {
    "Item": {
        "id": "A kebab-case name, new in the whole bank. It never changes, and is never used again.",
        "depth": "1 explains, 2 does alone, 3 decides in a situation.",
        "kind": "How it is answered. Typed kinds (numeric, order, text) cannot be guessed: prefer them.",
        "asks": "recall remembers, apply works something out, judge decides between defensible things.",
        "stem": "The question in Markdown, with LaTeX between dollar signs and code in fences. {name} shows a number.",
        "key": "choice: an option's id. multi: ids. order: all ids, first step first. text: every text that is right. "
        "numeric: a number or an expression in quotes.",
        "source": "An address, or a textbook's section, where a reader can check the key.",
        "rationale": "Why the key is right, in three sentences at most; needed where there are no options.",
        "options": "The choices, in any order: they are shown in another one for each seed.",
        "misconceptions": "Wrong values with a name, for numeric and text: typing one earns its explanation.",
        "draw": "Numbers from the seed: name = [low, high], [low, high, step] or { choose = [...] }.",
        "derive": "Further names by expressions of those above, computed in this order.",
        "require": "Expressions that must hold; the numbers are drawn again until they do.",
        "tolerance": "How far off is still right; without it whole keys are exact, and others within 1 %.",
        "relative_tolerance": "The same as a share of the key.",
        "unit": "What stands behind the field, and may be typed with the number.",
        "places": "Decimals at which numbers are shown.",
        "range": "[low, high]: a value outside is a slip, and is asked again.",
        "case_sensitive": "Whether capitals count in a text.",
        "runs": "Whether the tests run the stem's Python block and compare what it prints with the key.",
        "tools": "The tools it is about, as in tools.toml.",
        "difficulty": "Logits above (or below) what its depth suggests; an author's judgement.",
        "minutes": "How long it takes, if its kind and depth do not tell.",
        "review_by": "The date by which to look again: for versions, prices and whatever else ages.",
        "status": "draft is kept out of every check; retired keeps its id and is never asked.",
    },
    "Option": {
        "id": "A short lower-case word by which answers are recorded; learners never see it.",
        "text": "What a learner reads.",
        "rationale": "Why one would think so, and what is true.",
    },
    "Misconception": {
        "value": "The wrong number, its expression, or the wrong text.",
        "rationale": "What who makes this mistake overlooks.",
    },
    "Choose": {"choose": "The values to draw from: two or more, all numbers or all texts."},
    "Exercise": {
        "skill": "The skill it is about, as in skills.toml.",
        "depth": "1 explains, 2 does alone, 3 decides in a situation.",
        "title": "What stands above the task.",
        "task": "What to write, in Markdown: arguments, result, edge cases, an example.",
        "function": "The name of the function that is called.",
        "hints": "Steps towards a solution, shown one at a time.",
        "source": "An address, or a textbook's section, to read more.",
        "seconds": "The limit on time for all cases together.",
        "megabytes": "The limit on memory.",
        "minutes": "How long it takes.",
        "status": "draft is kept out of every check; retired keeps its id and is never asked.",
    },
    "Project": {
        "id": "The file's name without .toml.",
        "number": "Its place on the list of projects.",
        "name": "What learners read.",
        "trend": "The trend of the guide that it belongs to.",
        "weeks": "How long it takes beside a job.",
        "about": "What is built, in two or three sentences to the learner.",
        "needs": "The depth that it needs, by skill.",
        "shows": "The depth that it shows when it is done, by skill.",
        "milestones": "What is done by the end of which week.",
        "deliverables": "What there is at the end.",
        "offline_data": "Data that need no network.",
        "metric": "What to report.",
        "public_data": "Larger data that can be had.",
        "in_guide": "Whether the guide names it.",
        "bullet": "The parts of a resume's line: verb, what, how, scale and outcome.",
    },
    "Milestone": {"week": "A week or a range of weeks.", "what": "What is done by its end."},
}


def items_schema() -> Schema:
    """Return the schema of data/items/<skill>.toml."""
    records = _records(Item)
    item = records["Item"]
    del item["properties"]["skill"]  # the file's name says it
    item["properties"]["kind"]["enum"].remove(Kind.CODE.value)  # exercises have folders of their own
    for record in ("Item", "Option"):
        records[record]["properties"]["id"]["pattern"] = _ID
    for field in ("stem", "source"):
        item["properties"][field]["minLength"] = 1
    draw = item["properties"]["draw"]["additionalProperties"]["anyOf"]
    next(one for one in draw if one.get("type") == "array").update(minItems=2, maxItems=3)
    item["allOf"] = _by_kind(item["properties"])
    entries = {"type": "array", "items": {"$ref": "#/definitions/Item"}, "description": item["description"]}
    return _whole("The items of one skill", {"properties": {"item": entries}}, records)


def exercise_schema() -> Schema:
    """Return the schema of data/exercises/<id>/exercise.toml."""
    records = _records(Exercise)
    exercise = records.pop("Exercise")
    for field in ("id", "starter", "solution"):  # the folder's name, and files beside it
        del exercise["properties"][field]
        exercise["required"].remove(field)
    for field in ("seconds", "megabytes", "minutes"):
        exercise["properties"][field]["exclusiveMinimum"] = 0
    return _whole("A code exercise", exercise, records)


def project_schema() -> Schema:
    """Return the schema of data/projects/<id>.toml."""
    records = _records(Project)
    return _whole("A portfolio project", records.pop("Project"), records)


SCHEMAS: Mapping[str, Callable[[], Schema]] = {
    "items": items_schema,
    "exercise": exercise_schema,
    "project": project_schema,
}


def as_json(name: str) -> str:
    """Return one of the schemas as text, as it is kept; UnknownName if there is none of that name."""
    if name not in SCHEMAS:
        raise UnknownName(f"There is no schema '{name}'{nearest(name, SCHEMAS)}; there are {', '.join(SCHEMAS)}")
    return json.dumps(SCHEMAS[name](), indent=2, ensure_ascii=False) + "\n"


def _records(record: type) -> dict[str, Schema]:
    """Return the schemas of a record and all within it, each field with what it is for."""
    records = _plain(msgspec.json.schema(record, ref_template="#/definitions/{name}"))["$defs"]
    kinds = {name: one for name, one in records.items() if "properties" not in one}
    records = {name: one for name, one in records.items() if name not in kinds}
    for name, one in records.items():
        one["properties"] = {field: _inlined(schema, kinds) for field, schema in one["properties"].items()}
        for field, text in FIELDS[name].items():
            one["properties"][field]["description"] = text
    return records


def _inlined(schema: Schema, kinds: Mapping[str, Schema]) -> Schema:
    """Return a field's schema without a reference to a list of words: draft 7 ignores what stands beside one."""
    name = schema.get("$ref", "").rpartition("/")[2]
    return {"enum": list(kinds[name]["enum"])} if name in kinds else schema


def _plain(node: Any) -> Any:
    """Return a schema in the words of draft 7 and of TOML, which has no null."""
    if isinstance(node, list):
        return [_plain(one) for one in node]
    if not isinstance(node, dict):
        return node
    found = {name: _plain(one) for name, one in node.items() if not (name == "default" and one is None)}
    if "prefixItems" in found:
        found["items"] = found.pop("prefixItems")[0]
    choices = [one for one in found.pop("anyOf", ()) if one != {"type": "null"}]
    if {"type": "number"} in choices:
        choices = [one for one in choices if one != {"type": "integer"}]
    if choices:
        found |= choices[0] if len(choices) == 1 else {"anyOf": choices}
    return found


def _by_kind(fields: Mapping[str, Schema]) -> list[Schema]:
    """Return what each kind of item asks of the other fields."""
    numbers = ["tolerance", "relative_tolerance", "unit", "places", "range"]
    several = {"key": {**_TEXTS, "minItems": 2}}
    number = {"key": {"type": ["number", "string"]}}
    rules = [
        (Kind.CHOICE, ["options"], {"key": {"type": "string"}}, [*numbers, "misconceptions", "case_sensitive"]),
        (Kind.MULTI, ["options"], several, [*numbers, "misconceptions", "case_sensitive"]),
        (Kind.ORDER, ["options"], several, [*numbers, "misconceptions", "case_sensitive"]),
        (Kind.NUMERIC, ["rationale"], number, ["options", "case_sensitive"]),
        (Kind.TEXT, ["rationale"], {"key": _TEXTS}, [*numbers, "options"]),
    ]
    assert all(field in fields for _, needed, _, others in rules for field in (*needed, *others))
    return [
        {
            "if": {"properties": {"kind": {"const": kind.value}}, "required": ["kind"]},
            "then": {"required": needed, "properties": {**shapes, **dict.fromkeys(others, False)}},
        }
        for kind, needed, shapes, others in rules
    ]


def _whole(title: str, body: Schema, records: Mapping[str, Schema]) -> Schema:
    """Return a file's schema; unknown fields are errors at every level."""
    head = {"$schema": _DRAFT, "title": title, "type": "object"}
    return {**head, **body, "title": title, "additionalProperties": False, "definitions": dict(records)}
