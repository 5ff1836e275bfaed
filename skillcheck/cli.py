"""The door: `skillcheck ...`. Each command imports what it needs when it runs."""

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

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
@click.argument("skill")
@click.option("--kind", default="choice", show_default=True, help="choice, multi, numeric, order or text.")
@click.option("--id", "item_id", default="", help="Its id, kebab-case and new in the bank.")
@click.option("--out", default="", help="'append' for the end of the skill's file, or a new file.")
@_DATA
def new(skill: str, kind: str, item_id: str, out: str, data: Path | None) -> None:
    """Print an item of SKILL to fill in; the linter asks for all that is still empty.

    \b
    Example: skillcheck bank new sql-data-access --kind numeric --id sql-rows-of-a-join --out append
    """
    from .catalog import Catalog, skeleton

    catalog = Catalog.open(data)
    where = catalog.skill(skill)
    if item_id:
        skeleton.check_new_id(item_id, catalog)
    text = skeleton.skeleton(kind, item_id)
    if not out:
        click.echo(text, nl=False)
        return
    path = skeleton.place(out, where, catalog)
    skeleton.put(text, path)
    click.echo(f"{where.name} ({where.id}): now fill in the end of {path.name}, then: skillcheck bank lint {path}")


@bank.command()
@click.argument("name", default="items")
@click.option("--out", type=click.Path(path_type=Path), help="A file to write, or a folder to write <name>.json into.")
def schema(name: str, out: Path | None) -> None:
    """Print the JSON Schema of item files, or that of an `exercise` or a `project`, for editors.

    \b
    Example: skillcheck bank schema exercise --out data/schema
    """
    from .catalog.schema import as_json
    from .catalog.writing import write_text

    text = as_json(name)
    if out:
        click.echo(f"Written to {write_text(out / f'{name}.json' if out.is_dir() else out, text)}.")
    else:
        click.echo(text, nl=False)


@bank.command()
@click.argument("item")
@click.option("--seed", default=0, show_default=True, help="The seed of its numbers and of its order of options.")
@click.option("--key/--no-key", default=True, help="Leave out all that a second solver must not see.")
@_DATA
def show(item: str, seed: int, key: bool, data: Path | None) -> None:
    """Show ITEM as a learner sees it, then its key and rationales.

    \b
    Example: skillcheck bank show f1-from-counts --seed 7
    """
    from .catalog import Catalog
    from .catalog.preview import asked, preview

    catalog = Catalog.open(data)
    click.echo((preview if key else asked)(catalog.variant(catalog.item(item), seed)))


@bank.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--markdown", is_flag=True, help="Print the block that stands in the README.")
@click.option("--into", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Put that block into FILE.")
@click.option("--guessers", is_flag=True, help="Also what guessers who know nothing score (some seconds).")
@_DATA
def report(as_json: bool, markdown: bool, into: Path | None, guessers: bool, data: Path | None) -> None:
    """Tell what the bank holds: skills by depth and kind, tools, minutes, sources and reviews.

    \b
    Example: skillcheck bank report --json
    Example: skillcheck bank report --into README.md
    """
    from .catalog import Catalog
    from .catalog import report as reports
    from .catalog.writing import write_text

    catalog = Catalog.open(data)
    found = reports.report(catalog)
    if into:
        block = reports.as_markdown(found)
        write_text(into, reports.into(into.read_text(encoding="utf-8"), block, into.name))
        click.echo(f"The block in {into.name} is of bank {found['bank']}, {found['items']} items.")
        return
    guessed = None
    if guessers:
        from .catalog.guessers import as_table, measure

        guessed = measure(catalog.all_items(), catalog.skills)
    if as_json:
        click.echo(json.dumps(found | ({"guessers": guessed.as_data()} if guessed else {})))
        return
    click.echo(reports.as_markdown(found) if markdown else reports.as_table(found))
    if guessed:
        click.echo(f"\n{as_table(guessed)}")


@bank.command()
@click.option("--seeds", type=click.IntRange(1, 1_000), default=10, show_default=True, help="Orders of options tried.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@_DATA
def guessers(seeds: int, as_json: bool, data: Path | None) -> None:
    """Let guessers who know nothing take the bank. Exits 1 if one beats chance: options then give their keys away.

    \b
    Example: skillcheck bank guessers --json
    """
    from .catalog import Catalog
    from .catalog.guessers import as_table, measure, public_banks

    catalog = Catalog.open(data)
    found = measure(catalog.all_items(), catalog.skills, seeds)
    click.echo(json.dumps(found.as_data()) if as_json else as_table(found, public_banks(catalog.folder)))
    sys.exit(1 if found.leaks else 0)


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
@click.argument("submissions", nargs=-1, required=True)
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The folder for tables and reports.")
@click.option("--role", default="", help="Measure everybody against this role (else each against their own).")
@click.option("--key", default="", help="An exam's instructor key, from `skillcheck exam build`.")
@click.option("--weights", default="", help="A TOML file: points, basis and [weights] of skills, levels, exercises.")
@click.option("--points", type=click.FloatRange(min=0, min_open=True), help="Points in all.")
@click.option("--late", default="", help="Mark what was exported after this date (its end) or moment, ISO 8601.")
@click.option(
    "--jobs",
    type=click.IntRange(min=0),
    default=0,
    help="Worker processes; one for each core without it. 1: in this very process.",
)
@click.option("--scheduler", default="", help="The address of a dask scheduler whose workers do the work.")
@click.option("--resume", is_flag=True, help="Grade again only what changed since the last run into this folder.")
@click.option("--reports/--no-reports", default=True, help="An executed notebook and a page for each learner.")
@click.option("--anonymise", is_flag=True, help="Codes for names everywhere but in who-is-who.csv.")
@click.option("--require-isolation", is_flag=True, help="Refuse to run code without bubblewrap.")
@click.option("--parameters", default="", help="Item parameters that `skillcheck calibrate` wrote.")
@click.option("--data", default="", help="Another data folder than the package's own.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def grade(submissions: tuple[str, ...], out: Path, late: str, as_json: bool, **options: Any) -> None:
    """Grade a class: files, folders, patterns or addresses of SUBMISSIONS into tables and reports.

    Exits 0 when all were graded, 3 when some were refused or graded in part (problems.csv says why), 4 when none was.

    \b
    Example: skillcheck grade handed-in/ --out marks/
    Example: skillcheck grade 'week3/*.json' --out marks/ --points 20 --late 2026-12-01 --resume
    """
    from .grading.progress import Bars
    from .grading.run import Order, moment_of
    from .grading.run import grade as grade_class

    order = Order(late=moment_of(late) if late else None, **options)
    with Bars(silent=as_json) as bars:
        summary = grade_class(submissions, out, order, bars.step)
    if as_json:
        click.echo(json.dumps(summary.as_dict()))
    else:
        click.echo(summary.text)
    sys.exit(summary.code)


@main.group()
def exam() -> None:
    """Make exams: packets for learners, and the key that grades them."""


@exam.command()
@click.argument("spec", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The folder for packets and key.")
@click.option("--learners", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A list, one a line.")
@_DATA
def build(spec: Path, out: Path, learners: Path | None, data: Path | None) -> None:
    """Draw an exam's forms from SPEC, a TOML file, and write a packet for each learner and the instructor's key.

    \b
    Example: skillcheck exam build midterm.toml --learners class.txt --out midterm
    """
    import msgspec

    from .catalog import Catalog
    from .grading.exam import learners_in, read_spec, write_exam

    catalog = Catalog.open(data)
    found = read_spec(spec, catalog)
    if learners:
        found = msgspec.structs.replace(found, learners=tuple(learners_in(learners)))
    key, packets = write_exam(found, catalog, out)
    click.echo(f"{len(packets)} packets in {packets[0].parent}; hand each to its learner.")
    click.echo(f"{key} is yours alone: it grades the exam with `skillcheck grade ... --key {key}`.")


@main.command("demo-class")
@click.option("--out", default="demo-class", type=click.Path(path_type=Path), show_default=True, help="The folder.")
@click.option("--learners", default=40, type=click.IntRange(1, 100_000), show_default=True, help="How many.")
@click.option("--items", default=30, type=click.IntRange(1, 300), show_default=True, help="Items each was asked.")
@click.option("--exercises", default=3, type=click.IntRange(0, 50), show_default=True, help="Exercises each tried.")
@click.option("--seed", default=0, show_default=True, help="The same seed makes the same class.")
@click.option("--troubled/--all-well", default=True, help="Two more files that something is wrong with.")
def demo_class(out: Path, learners: int, items: int, exercises: int, seed: int, troubled: bool) -> None:
    """Write the submissions of a made-up class, to try grading on.

    \b
    Example: skillcheck demo-class && skillcheck grade demo-class --out marks
    """
    from .grading.demo import write_class

    paths = write_class(out, learners, items, exercises, seed, troubled)
    click.echo(f"{len(paths)} submissions in {out}; grade them: skillcheck grade {out} --out marks")


@main.command()
@click.argument("scope", metavar="SKILL_OR_LEVEL", required=False)
@click.option("--length", type=click.IntRange(1, 100), help="How many questions: 8 without it, 15 in a check.")
@click.option("--check", is_flag=True, help="An adaptive check over all that your role needs.")
@click.option("--role", help="The role you aim for; without it, the one of your last check-in.")
@click.option("--home", type=click.Path(path_type=Path), help="The folder for answers, if not the usual one.")
@_DATA
def quiz(
    scope: str | None, length: int | None, check: bool, role: str | None, home: Path | None, data: Path | None
) -> None:
    """Take a quiz here in the terminal, on a skill, a level (beginner, intermediate, advanced) or a track.

    \b
    Example: skillcheck quiz evaluation-metrics --length 5
    Example: skillcheck quiz --check
    """
    from .workbook import Workbook, terminal

    if bool(scope) == check:
        raise click.UsageError("Name a skill, a level or a track, such as beginner; or say --check. One of the two.")
    book = Workbook.open(role, home=home, data=data)
    console = terminal.Console.open()
    if check:
        terminal.check(book, length or 15, console)
    else:
        terminal.quiz(book, scope, length or 8, console)


@main.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8866, show_default=True, help="Where to listen.")
@click.option("--ip", default="127.0.0.1", show_default=True, help="0.0.0.0 lets other machines in.")
@click.option("--browser/--no-browser", default=True, help="Open the site in a browser.")
@click.option("--home", type=click.Path(path_type=Path), help="The folder for answers, if not the usual one.")
@click.option("--single", is_flag=True, help="For you alone: the answers are those of your notebooks.")
@click.option("--seats", type=click.IntRange(1, 1000), default=20, show_default=True, help="Pages open at a time.")
@_DATA
def app(port: int, ip: str, browser: bool, home: Path | None, single: bool, seats: int, data: Path | None) -> None:
    """Serve the learner's notebooks as one site, without code; every browser has a record of its own.

    \b
    Example: skillcheck app --single
    Example: skillcheck app --ip 0.0.0.0 --no-browser --home /srv/skillcheck
    """
    from .app import serve

    serve(port=port, ip=ip, browser=browser, home=home, single=single, seats=seats, data=data)


@main.command()
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The folder for the site.")
@click.option(
    "--pyodide",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder of that distribution, put into the site; without it browsers load pyodide from its CDN.",
)
@click.option(
    "--lock",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The CDN's pyodide-lock.json, where it cannot be fetched.",
)
@click.option("--without", multiple=True, help="Leave this package out; for trials, as views then fail.")
def lite(out: Path, pyodide: Path | None, lock: Path | None, without: tuple[str, ...]) -> None:
    """Build a site of the learner's notebooks that runs in the browser alone, Python included.

    \b
    Example: skillcheck lite --out site
    Example: skillcheck lite --out site --pyodide pyodide-314.0.6/
    """
    from .lite import build
    from .lite.site import FIRST

    built = build(out, pyodide, lock, without)
    click.echo(f"{built.files} files, {built.megabytes} MB in {built.folder}; put them on any web server with HTTPS.")
    click.echo(f"Try it here: python -m http.server --directory {built.folder}")
    click.echo(f"Then open http://localhost:8000/{FIRST}")


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
