"""What answers say: scores, abilities, claims, and the most useful next question. Numpy only; no files, no clock."""

from skillcheck.measure.ability import Ability, age, evidence, optimism, prior, rate, replay, update
from skillcheck.measure.analytics import item_statistics, rest_of
from skillcheck.measure.calibration import Calibration, calibrate
from skillcheck.measure.claims import (
    LevelResult,
    claim,
    decision_error,
    draws,
    estimates,
    level_result,
    readiness,
    role_error,
    shortfall,
)
from skillcheck.measure.cohort import Population
from skillcheck.measure.confidence import confidence_statistics
from skillcheck.measure.curve import Parameters, parameters, probability
from skillcheck.measure.cuts import MARGIN, cut, depth_of, expected_share, reached, standard_cuts, standard_mix, widen
from skillcheck.measure.dif import logistic_dif, mantel_haenszel
from skillcheck.measure.distractors import option_statistics
from skillcheck.measure.group import Group, depths, readiness_and_levels, replay_group, settled, shares
from skillcheck.measure.lookup import Lookup
from skillcheck.measure.marginal import Fit, fit_form
from skillcheck.measure.reliability import alpha, empirical_reliability, posterior_reliability
from skillcheck.measure.responses import Interval, NotEnough, Responses, wilson
from skillcheck.measure.scoring import Score, read_number, score
from skillcheck.measure.selection import BREADTH, Limits, Pool, allowed, choose, gain, reach, stop_advice

__all__ = [
    "BREADTH",
    "MARGIN",
    "Ability",
    "Calibration",
    "Fit",
    "Group",
    "Interval",
    "LevelResult",
    "Limits",
    "Lookup",
    "NotEnough",
    "Parameters",
    "Pool",
    "Population",
    "Responses",
    "Score",
    "age",
    "allowed",
    "alpha",
    "calibrate",
    "choose",
    "claim",
    "confidence_statistics",
    "cut",
    "decision_error",
    "depth_of",
    "depths",
    "draws",
    "empirical_reliability",
    "estimates",
    "evidence",
    "expected_share",
    "fit_form",
    "gain",
    "item_statistics",
    "level_result",
    "logistic_dif",
    "mantel_haenszel",
    "optimism",
    "option_statistics",
    "parameters",
    "posterior_reliability",
    "prior",
    "probability",
    "rate",
    "reach",
    "reached",
    "read_number",
    "readiness",
    "readiness_and_levels",
    "replay",
    "replay_group",
    "rest_of",
    "role_error",
    "score",
    "settled",
    "shares",
    "shortfall",
    "standard_cuts",
    "standard_mix",
    "stop_advice",
    "update",
    "widen",
    "wilson",
]
