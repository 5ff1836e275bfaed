"""The same file twice, and two files of one learner."""

from skillcheck.grading.result import Result
from skillcheck.grading.sources import Problem


class Doubles:
    """What has been met of a class so far."""

    def __init__(self) -> None:
        self._files: dict[str, str] = {}
        self._learners: dict[str, str] = {}

    def meet(self, result: Result) -> Problem | None:
        """Return what is to be said of a result that resembles an earlier one; `whole` if it is the same file."""
        if not result.digest:
            return None
        if (first := self._files.setdefault(result.digest, result.name)) != result.name:
            text = "is the same file as another one; graded once."
            return Problem(name=result.name, learner=result.learner, problem=text, other=first)
        if result.refused or not result.learner:
            return None
        if (first := self._learners.setdefault(result.learner.casefold(), result.name)) != result.name:
            text = "carries the same learner's name as another one; both are in the gradebook."
            return Problem(name=result.name, learner=result.learner, problem=text, other=first, whole=False)
        return None
