"""The door: `skillcheck ...`. Each command imports what it needs when it runs."""

import json
import sys
from collections import Counter
from pathlib import Path

import click

from . import __version__
from .model import SkillcheckError


class _Commands(click.Group):
    """A group whose commands end with one sentence instead of a traceback when the package refuses something."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except SkillcheckError as error:
            raise click.ClickException(str(error)) from None


@click.group(cls=_Commands)
@click.version_option(__version__, prog_name="skillcheck")
def main() -> None:
    """A self-assessment workbook for machine learning."""


_DATA = click.option("--data", type=click.Path(path_type=Path), help="Another data folder than the package's own.")


@main.group()
def bank() -> None:
    """Look at the items and check them."""


@bank.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--warnings/--no-warnings", default=True, help="Show warnings too (they never fail).")
@click.option("--run", "run_code", is_flag=True, help="Also run the code of items that say runs = true.")
@click.option(
    "--draws", type=click.IntRange(1, 100_000), default=200, show_default=True, help="Variants of a template."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@_DATA
def lint(paths: tuple[Path, ...], warnings: bool, run_code: bool, draws: int, as_json: bool, data: Path | None) -> None:
    """Check item files; without PATHS the whole bank, and its coverage and reviews too. Exits 1 on errors.

    \b
    Example: skillcheck bank lint data/items/sql-databases.toml
    Example: skillcheck bank lint --draws 1000
    """
    from .catalog import Catalog
    from .catalog import lint as rules

    catalog = None if paths else Catalog.open(data)
    files = list(catalog.item_files) if catalog else _toml_files(paths)
    problems = rules.lint(files, run_code, draws, catalog)
    errors = sum(problem.severity == "error" for problem in problems)
    counts = dict(sorted(Counter(problem.rule for problem in problems).items()))
    if as_json:
        listed = [{field: getattr(one, field) for field in one.__struct_fields__} for one in problems]
        click.echo(json.dumps({"files": len(files), "errors": errors, "rules": counts, "problems": listed}))
    else:
        for one in problems:
            if warnings or one.severity == "error":
                place = f"{one.file}: {one.item}" if one.item else one.file
                click.echo(f"{place}: {one.problem} [{one.rule}]")
        by_rule = ", ".join(f"{rule} {count}" for rule, count in counts.items())
        total = f"{len(files)} files, {errors} errors, {len(problems) - errors} warnings"
        click.echo(f"{total} ({by_rule})" if by_rule else total)
    sys.exit(1 if errors else 0)


def _toml_files(paths: tuple[Path, ...]) -> list[Path]:
    """Return files as they are, and the TOML files of folders."""
    return [file for path in paths for file in (sorted(path.glob("*.toml")) if path.is_dir() else [path])]


@bank.command()
@click.argument("item")
@click.option("--seed", default=0, show_default=True, help="The seed of its numbers and of its order of options.")
@_DATA
def show(item: str, seed: int, data: Path | None) -> None:
    """Show ITEM as a learner sees it, then its key and rationales.

    \b
    Example: skillcheck bank show f1-from-counts --seed 7
    """
    from .catalog import Catalog
    from .catalog.preview import preview

    catalog = Catalog.open(data)
    click.echo(preview(catalog.variant(catalog.item(item), seed)))


@bank.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@_DATA
def report(as_json: bool, data: Path | None) -> None:
    """Count the items by skill, depth and kind, and the tools they test.

    \b
    Example: skillcheck bank report --json
    """
    from .catalog import Catalog
    from .catalog.coverage import as_table, coverage

    catalog = Catalog.open(data)
    counts = {"bank": catalog.version, **coverage(catalog.all_items(), tuple(catalog.skills.values()))}
    click.echo(json.dumps(counts) if as_json else as_table(counts))


@bank.command()
@click.argument("submissions", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The parameter file to write.")
@_DATA
def calibrate(submissions: tuple[Path, ...], out: Path, data: Path | None) -> None:
    """Calibrate the bank from SUBMISSIONS, scored again; Workbook.open(parameters=...) then uses the file.

    \b
    Example: skillcheck bank calibrate submissions/*.json --out parameters.toml
    """
    from datetime import UTC, datetime

    from .catalog import Catalog, fingerprint
    from .catalog.parameters import write_parameters
    from .grading import rescore
    from .measure import calibrate as fit
    from .model import Response
    from .record import read_submission

    catalog, logs = Catalog.open(data), {}
    for path in submissions:
        entries = rescore(read_submission(path), catalog).entries
        logs[str(path)] = [entry for entry in entries if isinstance(entry, Response)]
    found = fit(logs, catalog.all_items(), tuple(catalog.skills.values()), fingerprint)
    where = write_parameters(out, found.parameter_set(catalog.version, datetime.now(UTC).date()))
    for note in found.notes:
        click.echo(note)
    moved = sum(item.calibrated for item in found.items)
    click.echo(f"{found.answers} answers of {found.learners} learners: {moved} items calibrated, written to {where}.")


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def doctor(as_json: bool) -> None:
    """Say what is installed, where answers are kept and how learners' code is kept apart.

    \b
    Example: skillcheck doctor
    """
    import platform
    from importlib.metadata import PackageNotFoundError, version

    from .catalog import Catalog
    from .record import find_home
    from .sandbox import isolation

    def installed(name: str) -> str:
        try:
            return version(name)
        except PackageNotFoundError:
            return "not installed"

    catalog, home = Catalog.open(), find_home()
    found = {
        "skillcheck": __version__,
        "Python": platform.python_version(),
        "bank": f"{catalog.version}, {len(catalog.all_items())} items, {len(catalog.exercises)} exercises",
        "data": str(catalog.folder),
        "answers are kept in": str(home.path),
        "code exercises run": isolation(),
    } | {name: installed(name) for name in ("jupyterlab", "ipywidgets", "anywidget", "pandas", "papermill", "nbval")}
    if as_json:
        click.echo(json.dumps(found))
        return
    for what, said in found.items():
        click.echo(f"{what:20} {said}")
    if home.note:
        click.echo(home.note)


if __name__ == "__main__":
    main()
