"""Names that stay with the instructor: in all tables and reports a learner is a short code."""

import csv
import hashlib
import hmac
import secrets
from pathlib import Path
from typing import TypeVar

import msgspec

from skillcheck.grading.gradebook import safe_cell
from skillcheck.grading.result import Result
from skillcheck.grading.sources import Problem
from skillcheck.model import SkillcheckError

KEY_FILE = ".anonymous-key"
WHO_FILE = "who-is-who.csv"
KEY_BYTES = 32
Found = TypeVar("Found", Result, Problem)


class Names:
    """Codes for learners: the same in every run into one folder, and telling nothing without that folder's key."""

    def __init__(self, folder: Path) -> None:
        """Use the folder's key, made if there is none; the only table with names will be who-is-who.csv."""
        try:
            path = folder / KEY_FILE
            if not path.exists():
                path.touch(mode=0o600)
                path.write_text(secrets.token_hex(KEY_BYTES))
            self._key = bytes.fromhex(path.read_text().strip())
            if len(self._key) != KEY_BYTES:
                raise ValueError(f"holds {len(self._key)} bytes instead of {KEY_BYTES}")
            self._who = folder / WHO_FILE
            with self._who.open("w", encoding="utf-8-sig", newline="") as file:
                csv.writer(file).writerow(["code", "learner", "submission"])
            self._who.chmod(0o600)
        except (OSError, ValueError) as error:
            raise SkillcheckError(
                f"{folder / KEY_FILE}: cannot be used ({error}); delete it, and learners get other codes."
            ) from error
        self._codes: dict[str, str] = {}

    def code(self, learner: str, name: str) -> str:
        """Return the code of a learner, or of a file without one, and note who that is."""
        digest = hmac.new(self._key, (learner.casefold() or name).encode(), hashlib.sha256).hexdigest()
        code = f"learner-{digest[:10]}"
        if name not in self._codes:
            self._codes[name] = code
            with self._who.open("a", encoding="utf-8", newline="") as file:
                csv.writer(file).writerow([code, safe_cell(learner), safe_cell(name)])
        return code

    def hide(self, found: Found) -> Found:
        """Return a result or a problem under the learner's code."""
        code = self.code(found.learner, found.name)
        if isinstance(found, Problem):
            return msgspec.structs.replace(found, name=code, learner=code, other=self._codes.get(found.other, ""))
        return msgspec.structs.replace(found, name=f"{code}-{found.digest[:6]}", learner=code)
