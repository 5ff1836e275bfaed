"""What answers say: scores, abilities, claims, and the most useful next question. Numpy only; no files, no clock."""

from skillcheck.measure.ability import Ability, age, evidence, optimism, prior, rate, replay, update
from skillcheck.measure.calibration import Calibration, calibrate
from skillcheck.measure.claims import (
    LevelResult,
    claim,
    decision_error,
    draws,
    estimates,
    level_result,
    readiness,
    shortfall,
)
from skillcheck.measure.cohort import Population
from skillcheck.measure.curve import Parameters, parameters, probability
from skillcheck.measure.cuts import MARGIN, cut, depth_of, expected_share, reached, standard_cuts, standard_mix, widen
from skillcheck.measure.lookup import Lookup
from skillcheck.measure.marginal import Fit, fit_form
from skillcheck.measure.scoring import Score, read_number, score
from skillcheck.measure.selection import Limits, Pool, allowed, choose, gain, reach, stop_advice

__all__ = [
    "MARGIN",
    "Ability",
    "Calibration",
    "Fit",
    "LevelResult",
    "Limits",
    "Lookup",
    "Parameters",
    "Pool",
    "Population",
    "Score",
    "age",
    "allowed",
    "calibrate",
    "choose",
    "claim",
    "cut",
    "decision_error",
    "depth_of",
    "draws",
    "estimates",
    "evidence",
    "expected_share",
    "fit_form",
    "gain",
    "level_result",
    "optimism",
    "parameters",
    "prior",
    "probability",
    "rate",
    "reach",
    "reached",
    "read_number",
    "readiness",
    "replay",
    "score",
    "shortfall",
    "standard_cuts",
    "standard_mix",
    "stop_advice",
    "update",
    "widen",
]
