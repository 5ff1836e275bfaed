"""The guessers' table as lines of text, slice by slice, with the public banks beside ours."""

from collections.abc import Iterator, Sequence

from . import gate
from .measuring import BANK, FEWEST, HIDDEN, MULTI, NAMES, Cell, Report
from .reference import PublicBank

_TITLES = {
    BANK: "all choices",
    MULTI: "multis (the option liked best is one of the keys)",
    HIDDEN: "computed numbers (nothing is shown, so nothing is given away; never gated)",
}
_ON_PUBLIC_BANKS = {"G12": "cues learned on another bank"}


def as_table(report: Report, banks: Sequence[PublicBank] = ()) -> str:
    """Return the report as text for a terminal."""
    lines = [f"{'':60}{'decided':>8}{'right':>8}{'95 % interval':>17}{'chance':>8}"]
    for name in dict.fromkeys(cell.slice for cell in report.cells):
        cells = [cell for cell in report.cells if cell.slice == name]
        lines += [f"{_TITLES.get(name, f'{name} choices')}: {cells[0].items} items", *map(_row, cells), ""]
    lines += [*_beside(report, banks), *_notes(report), _verdict(report)]
    return "\n".join(lines)


def _row(cell: Cell) -> str:
    name = f"  {cell.guesser:11}{NAMES[cell.guesser]}"
    if not cell.decided:
        return f"{name:60}{0:>8}"
    interval = f"{_share(cell.low)} to {_share(cell.high)}"
    figures = f"{cell.decided:>8}{_share(cell.accuracy):>8}{interval:>17}{_share(cell.chance):>8}"
    return f"{name:60}{figures}{_remark(cell)}"


def _share(share: float) -> str:
    return f"{share:.3f}".removeprefix("0")


def _remark(cell: Cell) -> str:
    if cell.leaks:
        return "  LEAKS"
    if cell.shows_chance or cell.slice == HIDDEN:  # what nobody sees gives nothing away
        return ""
    return "  above chance" if cell.accuracy > cell.chance else "  below chance"


def _beside(report: Report, banks: Sequence[PublicBank]) -> Iterator[str]:
    """Yield our shares right beside those on public banks; a fixed place is the best of the four."""
    if not banks:
        return
    ours: dict[str, float] = {}
    for cell in report.cells:
        if cell.slice == BANK and cell.decided:
            guesser = cell.guesser.split()[0]
            ours[guesser] = max(ours.get(guesser, 0.0), cell.accuracy)
    yield f"{'share right, beside public banks':48}{'ours':>8}" + "".join(f"{bank.short:>13}" for bank in banks)
    for guesser in sorted({*ours, *(one for bank in banks for one in bank.right)}, key=lambda one: int(one[1:])):
        title = NAMES.get(guesser) or _ON_PUBLIC_BANKS.get(guesser) or "best fixed place"
        cells = [_share(ours[guesser]) if guesser in ours else "-"]
        cells += [_share(bank.right[guesser]) if guesser in bank.right else "-" for bank in banks]
        yield f"  {guesser:11}{title[:34]:35}{cells[0]:>8}" + "".join(f"{one:>13}" for one in cells[1:])
    yield f"{'  items':48}{next(cell.items for cell in report.cells):>8}" + "".join(
        f"{bank.items:>13}" for bank in banks
    )
    yield from (f"  {bank.short}: {bank.name}, {bank.source}" for bank in banks)
    yield ""


def _notes(report: Report) -> Iterator[str]:
    left_out = ", ".join(f"{count} {kind}" for kind, count in report.left_out.items() if count)
    if left_out:
        yield f"Not guessed: {left_out} items, as no options are shown or none is to be picked."
    yield "G12, a model of cues learned on public banks, is not run: those banks are not part of this one."
    yield f"An item counts once: its credit is the mean over {report.seeds} seeds, ties in parts."
    yield f"A cell leaks above chance + {gate.Z_GATE} standard errors, by Holm's rule over the slices of a guesser;"
    yield f"cells of fewer than {FEWEST} decided items are shown, not gated."


def _verdict(report: Report) -> str:
    told = [
        f"{cell.guesser} on {cell.slice} ({_share(cell.accuracy)}, alone at most "
        f"{_share(gate.limit(cell.chance, cell.decided))})"
        for cell in report.leaks
    ]
    leaks = f"{len(told)} cells leak: {'; '.join(told)}." if told else "Nobody passes by guessing: no cell leaks."
    decided = sum(bool(cell.decided) for cell in report.cells if cell.slice != HIDDEN)
    return f"{leaks} Chance lies within the interval of {decided - len(report.off_chance)} of {decided} cells."
