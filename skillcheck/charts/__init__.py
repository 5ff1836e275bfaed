"""Views of a learner's record: each a frame, a figure and the same in words. Importing this loads neither of both."""

from skillcheck.charts.view import View

__all__ = ["View"]
