"""What the same guessers score on public banks, to hold our own against."""

from pathlib import Path

import msgspec

from skillcheck.catalog.reading import read_records
from skillcheck.model import Record


class PublicBank(Record):
    """A public bank of questions and the share each guesser gets right there; `decided` where it is not all items."""

    id: str
    name: str
    short: str
    items: int
    source: str
    right: dict[str, float]
    decided: dict[str, int] = msgspec.field(default_factory=dict)


def public_banks(folder: Path) -> tuple[PublicBank, ...]:
    """Return the public banks that a data folder knows of, in file order; none if it has no public_banks.toml."""
    path = folder / "public_banks.toml"
    return read_records(path, "bank", PublicBank) if path.is_file() else ()
