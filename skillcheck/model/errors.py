"""What the package raises on purpose; each message is one sentence for a person.

SkillcheckError                 everything the package raises on purpose; its message is one sentence for a person
├── DataError                   a file under `data/` (or an author's own) is wrong: file, item, field, fix
├── UnknownName                 no such skill, role, item, track, project: the nearest names are offered
├── AnswerRefused               an answer that cannot be read; nothing was recorded, the learner types it again
├── RecordError                 the record of answers cannot be read or written
├── SubmissionError             a submission that cannot be graded, in part or whole
└── SandboxError                learner code could not be run at all
"""


class SkillcheckError(Exception):
    """Base of all errors meant for a person; `str(error)` is the whole message."""

    def _render_traceback_(self) -> list[str]:
        """Show the sentence alone in a notebook: IPython asks for this instead of drawing a traceback."""
        return [str(self)]


class DataError(SkillcheckError):
    """A data file is wrong; the message reads `file: item: problem`."""


class UnknownName(SkillcheckError):
    """A name that is not in the catalog; the message offers the nearest ones."""


class AnswerRefused(SkillcheckError):
    """An answer that could not be understood; nothing was scored or recorded."""


class RecordError(SkillcheckError):
    """The record of answers could not be read or written."""


class SubmissionError(SkillcheckError):
    """A submission could not be read or graded."""


class SandboxError(SkillcheckError):
    """Learner code could not be run at all (not: ran and failed)."""
