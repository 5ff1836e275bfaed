"""What an instructor runs: submissions in, re-scored results out. A score inside a submission is never believed."""

from skillcheck.grading.learner import Graded, grade_submission, nothing_to_grade
from skillcheck.grading.parameters import only_parameters
from skillcheck.grading.rescore import Rescored, rescore

__all__ = ["Graded", "Rescored", "grade_submission", "nothing_to_grade", "only_parameters", "rescore"]
