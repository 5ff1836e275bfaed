"""A learner's code run apart: limits, isolation, values back as plain data."""

from skillcheck.sandbox.outcome import CaseResult, Outcome
from skillcheck.sandbox.run import check, check_trusted
from skillcheck.sandbox.source import source_of
from skillcheck.sandbox.template import Template
from skillcheck.sandbox.walls import isolated, isolation

__all__ = ["CaseResult", "Outcome", "Template", "check", "check_trusted", "isolated", "isolation", "source_of"]
