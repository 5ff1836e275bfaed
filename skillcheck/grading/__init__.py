"""What an instructor runs: submissions in, re-scored results out. A score inside a submission is never believed."""

from skillcheck.grading.analysis import ClassAnalysis, analyse
from skillcheck.grading.learner import Graded, grade_submission, nothing_to_grade
from skillcheck.grading.parameters import only_parameters
from skillcheck.grading.rescore import Rescored, rescore
from skillcheck.grading.run import Order, Summary, grade

__all__ = [
    "ClassAnalysis",
    "Graded",
    "Order",
    "Rescored",
    "Summary",
    "analyse",
    "grade",
    "grade_submission",
    "nothing_to_grade",
    "only_parameters",
    "rescore",
]
