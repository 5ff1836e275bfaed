"""What a learner clicks: the item card and the panels around it. They show and report; they never score or keep."""

from skillcheck.widgets.card import CONFIDENCE
from skillcheck.widgets.checkin import CheckInPanel
from skillcheck.widgets.exercise import ExercisePanel
from skillcheck.widgets.message import Notice
from skillcheck.widgets.quiz import QuizPanel

__all__ = ["CONFIDENCE", "CheckInPanel", "ExercisePanel", "Notice", "QuizPanel"]
