"""What a check of learner code found, and the ways such code fails."""

from skillcheck.model import Record


class CaseResult(Record):
    """One case in words, whether it passed, and if not what was given, wanted and returned."""

    name: str
    passed: bool
    message: str = ""


class Outcome(Record):
    """The whole check: `message` is one sentence, `output` what the code printed, `isolation` how it was kept apart."""

    passed: bool
    cases: tuple[CaseResult, ...]
    message: str
    isolation: str
    seconds: float
    output: str = ""


class Raised(Exception):
    """The learner's function raised: `kinds` are the error's class and its bases by name, `line` is in their source."""

    def __init__(self, kinds: list[str], message: str, line: int | None) -> None:
        self.kinds, self.message, self.line = kinds, message, line
        super().__init__(self.sentence())

    def sentence(self) -> str:
        """The error as a person reads it."""
        place = f" (line {self.line})" if self.line else ""
        text = f"{self.kinds[0]}: {self.message}" if self.message else self.kinds[0]
        if "SystemExit" in self.kinds:
            return f"it called exit(){place}; a function returns its value and lets Python go on"
        if "RecursionError" in self.kinds:
            return f"it calls itself without end{place}: {text}"
        if "MemoryError" in self.kinds:
            return f"it needs more memory than the exercise allows{place}"
        if "WireError" in self.kinds:
            return f"its value could not be carried over: {self.message}"
        if "EOFError" in self.kinds and "reading" in self.message:
            return f"it waits for input(){place}; use the arguments instead"
        if "NameError" in self.kinds:
            return f"it raised {text}{place}; import and define what it uses in the same cell"
        return f"it raised {text}{place}"


class Stopped(Exception):
    """The learner's process is gone: it took too long, ended itself, crashed or broke the protocol."""


class Mismatch(Exception):
    """A case did not get what it wants; its text is the sentence for the learner."""
