"""Item analysis of a class as frames: pandas in, pandas out; all figures are computed in `measure`."""

from __future__ import annotations

import difflib
import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from skillcheck.measure import analytics, confidence, dif, distractors, reliability
from skillcheck.measure.ability import DOMAIN, OWN
from skillcheck.measure.curve import Parameters, parameters
from skillcheck.measure.responses import Interval, NotEnough, Responses
from skillcheck.model import Exercise, Item, Kind, SubmissionError

if TYPE_CHECKING:
    import pandas as pd

# How far a skill's ability scatters around the general one, in logits: the block's and the skill's own prior variance.
OWN_SD = math.sqrt(DOMAIN + OWN)


@dataclass(frozen=True, eq=False)
class ClassAnalysis:
    """The answers of a class, one row each, and what they say of the items.

    `frame` has the columns learner, item, right; further ones tell more: depth, kind and options (the curve of an item,
    needed for adaptive forms), value (what was chosen: distractors), confidence, any column to compare groups by.
    `bank` holds what may be asked, by id; `parameters` are calibrated curves by id, instead of the authors'.
    """

    frame: pd.DataFrame
    bank: Mapping[str, Item | Exercise]
    parameters: Mapping[str, Parameters]

    @cached_property
    def learners(self) -> list:
        """The learners, in order of appearance."""
        return self.frame["learner"].unique().tolist()

    @cached_property
    def items(self) -> list[str]:
        """The items met, in order of appearance."""
        return self.frame["item"].unique().tolist()

    @cached_property
    def responses(self) -> Responses:
        """The answers as arrays; learners and items are numbered as in `learners` and `items`."""
        learner, item = self.frame["learner"].factorize()[0], self.frame["item"].factorize()[0]
        return Responses(learner, item, self.frame["right"].to_numpy(), len(self.learners), len(self.items))

    @cached_property
    def rest(self) -> analytics.Rest | None:
        """What each learner's other answers say; None when nothing is known of the items' curves."""
        curves = [self._curve(item) for item in self.items]
        if None in curves:
            return None
        slope, difficulty, guessing = np.array(curves, dtype=float).reshape(-1, 3).T
        return analytics.rest_of(self.responses, slope, difficulty, guessing, OWN_SD)

    def item_table(self) -> pd.DataFrame:
        """Return one row an item: shares, correlations and fit with 90 % limits, what to look at, what is missing."""
        table = _table(analytics.item_statistics(self.responses, self.rest), self.items)
        if self.bank:
            table.insert(1, "status", [self.bank[item].status for item in self.items])
        return table

    def option_table(self) -> pd.DataFrame:
        """Return one row an option of every choice item met, also of options that nobody chose; needs column value."""
        if "value" not in self.frame:
            raise SubmissionError("The frame has no column 'value': what was chosen is needed to analyse options.")
        rows = [(number, option, item) for number, item in enumerate(self.items) for option in self._options(item)]
        places = {(item, option.id): place for place, (_, option, item) in enumerate(rows)}
        chosen = []
        for place, (item, value) in enumerate(zip(self.frame["item"], self.frame["value"], strict=True)):
            chosen.extend((place, places[item, option]) for option in _chosen(value) if (item, option) in places)
        answer, option = np.array(chosen, dtype=int).reshape(-1, 2).T
        found = distractors.option_statistics(
            self.responses,
            analytics.rest_score(self.responses) if self.responses.is_complete else self._rest().ability,
            answer,
            option,
            np.array([number for number, _, _ in rows], dtype=int),
            np.array([option.id in _chosen(self.bank[item].key) for _, option, item in rows], dtype=bool),
        )
        table = _table(found, self.items)
        table["option"] = [option.id for _, option, _ in rows]
        return table

    def dif_table(self, column: str, reference=None, focal=None) -> pd.DataFrame:
        """Return one row an item: is it harder for the focal group than for equally able learners of the reference?

        The groups are the two values of the column, the larger one as reference unless both are named.
        """
        group = self._groups(column, reference, focal)
        responses = self.responses
        ability = responses.per_learner(responses.right) if responses.is_complete else self._rest().overall
        table = _table(dif.mantel_haenszel(responses, ability, group), self.items)
        logistic = _table(dif.logistic_dif(responses, ability, group), self.items)
        told = table["p"].notna().to_numpy()
        table.insert(table.columns.get_loc("p") + 1, "q", table["p"])
        table.loc[told, "q"] = dif.false_discovery(table.loc[told, "p"].to_numpy(dtype=float))
        for name in ("p_uniform", "slope", "slope_low", "slope_high", "p_slope"):
            table.insert(table.columns.get_loc("missing"), name, logistic[name])
        return table

    def confidence(self) -> confidence.Confidence:
        """Return confidence against result over the class; skips claim nothing and are left out."""
        if "confidence" not in self.frame:
            return confidence.confidence_statistics([], [])
        said = self.frame[self.frame["confidence"].notna()]
        if "skipped" in said:
            said = said[~said["skipped"].astype(bool)]
        return confidence.confidence_statistics(
            said["confidence"].to_numpy(dtype=float), said["right"].to_numpy(dtype=float), said["learner"].to_numpy()
        )

    def alpha(self) -> reliability.Reliability:
        """Return the reliability of a fixed form; raises SubmissionError for an adaptive one."""
        responses = self.responses
        if not responses.is_complete:
            raise SubmissionError(
                "Learners answered different items: take the reliability of their posteriors instead."
            )
        points = np.zeros((responses.learners, responses.items))
        points[responses.learner, responses.item] = responses.right
        return reliability.alpha(points)

    @cached_property
    def _asked(self) -> pd.DataFrame:
        return self.frame.drop_duplicates("item").set_index("item")

    def _curve(self, item: str) -> Parameters | None:
        """Return an item's curve: calibrated, else from the bank, else from the columns depth, kind and options."""
        if item in self.parameters:
            return self.parameters[item]
        asked = self.bank.get(item)
        if isinstance(asked, Item):
            return parameters(asked.depth, asked.kind, len(asked.options))
        if asked:
            return parameters(asked.depth, Kind.CODE)
        if not {"depth", "kind"} <= set(self.frame):
            return None
        row = self._asked.loc[item]
        return parameters(int(row["depth"]), Kind(row["kind"]), int(row.get("options", 0)))

    def _rest(self) -> analytics.Rest:
        if self.rest is None:
            raise SubmissionError(
                "Learners answered different items, so their abilities are needed: give the columns 'depth', 'kind' "
                "and 'options', the bank, or parameters."
            )
        return self.rest

    def _options(self, item: str):
        """Return the options of a choice item; raises SubmissionError without a bank that has it."""
        if item not in self.bank:
            raise SubmissionError(f"Options can be analysed only with the bank they come from; '{item}' is not in it.")
        asked = self.bank[item]
        return asked.options if isinstance(asked, Item) and asked.kind in (Kind.CHOICE, Kind.MULTI) else ()

    def _groups(self, column: str, reference, focal) -> np.ndarray:
        """Return each learner's group: 0 reference, 1 focal, -1 neither."""
        if column not in self.frame:
            raise SubmissionError(f"The frame has no column '{column}' to compare groups by.")
        pairs = self.frame[["learner", column]].dropna().drop_duplicates()
        if pairs["learner"].duplicated().any():
            twice = pairs.loc[pairs["learner"].duplicated(), "learner"].iloc[0]
            raise SubmissionError(f"Learner '{twice}' has more than one value in column '{column}'.")
        sizes = pairs[column].value_counts()
        if reference is None and focal is None:
            if len(sizes) != 2:
                raise SubmissionError(f"Column '{column}' has {len(sizes)} values: name a reference and a focal group.")
            reference, focal = sizes.index
        for name in (reference, focal):
            if name not in sizes.index:
                raise SubmissionError(f"Column '{column}' has no value {name!r}; it has {list(sizes.index)}.")
        of = pairs.set_index("learner")[column].to_dict()
        code = {reference: dif.REFERENCE, focal: dif.FOCAL}
        return np.array([code.get(of.get(learner), dif.UNKNOWN) for learner in self.learners])


def analyse(
    frame: pd.DataFrame,
    bank: Mapping[str, Item | Exercise] | None = None,
    parameters: Mapping[str, Parameters] | None = None,
) -> ClassAnalysis:
    """Return the analysis of a frame with one row an answer; see `ClassAnalysis` for its columns.

    Of several answers of a learner to one item the first counts, by column at if there is one, else by place. A skip is
    a wrong answer. Retired items are analysed and marked. Raises SubmissionError for a missing column or value, or an
    item that the bank does not have.
    """
    for column in ("learner", "item", "right"):
        if column not in frame:
            raise SubmissionError(f"The frame has no column '{column}'; it has {', '.join(map(str, frame)) or 'none'}.")
        if frame[column].isna().any():
            row = int(np.flatnonzero(frame[column].isna())[0])
            raise SubmissionError(f"Row {row} has no {column}.")
    bank = bank or {}
    unknown = [item for item in frame["item"].unique() if bank and item not in bank]
    if unknown:
        near = difflib.get_close_matches(str(unknown[0]), bank, n=1)
        hint = f" Did you mean '{near[0]}'?" if near else ""
        raise SubmissionError(f"{len(unknown)} items are not in the bank, first '{unknown[0]}'.{hint}")
    ordered = frame.sort_values("at", kind="stable") if "at" in frame else frame
    first = ordered.drop_duplicates(["learner", "item"]).reset_index(drop=True)
    return ClassAnalysis(first, bank, parameters or {})


def _chosen(value) -> tuple[str, ...]:
    """Return the option ids of an answer or a key; a skip (None, NaN) chose none."""
    if isinstance(value, str):
        return (value,)
    return tuple(value) if isinstance(value, (tuple, list, set, frozenset, np.ndarray)) else ()


def _table(found, items: list[str]) -> pd.DataFrame:
    """Return records as a frame: an interval is three columns, and what cannot be told is missing, with the reason."""
    import pandas as pd

    rows = []
    for each in found:
        row: dict = {}
        for name in (field.name for field in fields(each)):
            value = getattr(each, name)
            row[name] = value
            if isinstance(value, Interval):
                row[name], row[f"{name}_low"], row[f"{name}_high"] = value
            elif isinstance(value, NotEnough):
                row[name] = pd.NA
        reasons = {value.reason: None for value in vars(each).values() if isinstance(value, NotEnough)}
        rows.append(row | {"item": items[each.item], "missing": "; ".join(reasons)})
    table = pd.DataFrame(rows, columns=_columns(found))
    for name in table:
        if name not in ("item", "flags", "missing", "ets"):
            table[name] = table[name].convert_dtypes()
    if "flags" in table:
        table["flags"] = ["; ".join(flags) for flags in table["flags"]]
    # A frame has an attribute `flags` of its own.
    return table.rename(columns={"flags": "flagged"})


def _columns(found) -> list[str]:
    """Return the columns of these records, an interval anywhere making three."""
    if not found:
        return ["item", "missing"]
    names = []
    for name in (field.name for field in fields(found[0])):
        names.append(name)
        if "Interval" in str(type(found[0]).__annotations__[name]):
            names += [f"{name}_low", f"{name}_high"]
    return ["item", *(name for name in names if name != "item"), "missing"]
