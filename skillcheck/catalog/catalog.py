"""Everything that can be asked and recommended, read from the data folder when it is first needed."""

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from skillcheck.model import (
    Course,
    Credential,
    DataError,
    Exercise,
    Fact,
    Item,
    Level,
    ParameterSet,
    Project,
    Record,
    Resume,
    Review,
    Role,
    SalaryBand,
    Skill,
    Track,
    UnknownName,
    Variant,
)

from . import exercises, variants
from .checks import KEBAB
from .graph import check_graph
from .naming import check_known, find, nearest
from .parameters import check_fits, read_parameters
from .reading import read_items, read_record, read_records, read_tables, read_toml
from .weights import weighted

R = TypeVar("R", bound=Record)
_PACKAGE = Path(__file__).resolve().parents[1]
_IDS = re.compile(r"""^\[\[item\]\]\s*(?:#.*)?\n(?:\s*(?:#.*)?\n)*\s*id\s*=\s*["']([^"'\n]+)["']""", re.MULTILINE)


class Catalog:
    """The data folder as records; each file is read once, when first asked for. Nothing is ever written."""

    def __init__(self, folder: Path, parameters: ParameterSet | None = None) -> None:
        self.folder = folder
        self.parameters = parameters
        self._items: dict[str, tuple[Item, ...]] = {}

    @classmethod
    def open(cls, path: str | Path | None = None, parameters: str | Path | None = None) -> "Catalog":
        """Return the catalog of a data folder: the one given, else the package's own; DataError if there is none.

        `parameters` is a file that a calibration of this bank wrote; DataError names an item that has changed since.
        """
        installed = _PACKAGE / "_shared" / "data"
        own = installed if installed.is_dir() else _PACKAGE.parent / "data"
        folder = Path(path).expanduser() if path else own
        if not (folder / "bank.toml").is_file():
            raise DataError(f"{folder}: no data folder here: it should hold bank.toml, skills.toml and items/")
        if not parameters:
            return cls(folder)
        found = read_parameters(parameters)
        catalog = cls(folder, found)
        check_fits(
            found, (item for file in catalog.item_files for item in catalog._all_of(file.stem)), Path(parameters).name
        )
        return catalog

    # --- reference data -------------------------------------------------------------------------

    @cached_property
    def version(self) -> str:
        """The bank's version, such as 2026.11."""
        data = read_toml(self.folder / "bank.toml")
        version = data.get("version")
        if not isinstance(version, str) or not version or len(data) > 1:
            raise DataError('bank.toml: holds one line such as version = "2026.11"')
        return version

    @cached_property
    def skills(self) -> dict[str, Skill]:
        """The skills by id, in file order; their graph of prerequisites is sound."""
        skills = self._by_id("skills.toml", "skill", Skill)
        check_graph(skills, "skills.toml")
        return skills

    @cached_property
    def roles(self) -> dict[str, Role]:
        """The roles by id, with the weights of their needs."""
        roles = self._by_id("roles.toml", "role", Role)
        return {name: weighted(role, self.skills, "roles.toml") for name, role in roles.items()}

    @cached_property
    def tracks(self) -> dict[str, Track]:
        """The tracks by id."""
        tracks = self._by_id("tracks.toml", "track", Track)
        for track in tracks.values():
            check_known(track.skills, self.skills, f"tracks.toml: {track.id}")
        return tracks

    @cached_property
    def credentials(self) -> dict[str, Credential]:
        """The credentials by id, those no longer on offer included."""
        credentials = self._by_id("credentials.toml", "credential", Credential)
        for credential in credentials.values():
            check_known(credential.skills, self.skills, f"credentials.toml: {credential.id}")
        return credentials

    @cached_property
    def courses(self) -> dict[str, Course]:
        """The courses by id, removed ones included."""
        courses = self._by_id("courses.toml", "course", Course)
        for course in courses.values():
            check_known(course.skills, self.skills, f"courses.toml: {course.id}")
        return courses

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """The market's figures by id."""
        return {fact.id: fact for fact in self._market[0]}

    @cached_property
    def salaries(self) -> tuple[SalaryBand, ...]:
        """The salary bands, in file order."""
        bands = self._market[1]
        for band in bands:
            find(band.role, self.roles, "role")
        return bands

    @cached_property
    def _market(self) -> tuple[tuple[Fact, ...], tuple[SalaryBand, ...]]:
        return read_tables(self.folder / "market.toml", {"fact": Fact, "salary": SalaryBand})

    @cached_property
    def resume(self) -> Resume:
        """What the guide teaches of resumes, portfolios and the way there."""
        return read_record(self.folder / "resume.toml", Resume)

    @cached_property
    def reviews(self) -> tuple[Review, ...]:
        """What second solvers said of items, in file order; none if the data folder keeps no such record."""
        path = self.folder / "review.toml"
        return read_records(path, "review", Review) if path.is_file() else ()

    @cached_property
    def projects(self) -> dict[str, Project]:
        """The portfolio projects by id, in the order of their numbers."""
        projects = [self._project(path) for path in sorted((self.folder / "projects").glob("*.toml"))]
        return {project.id: project for project in sorted(projects, key=lambda one: (one.number, one.id))}

    def _project(self, path: Path) -> Project:
        project = read_record(path, Project)
        if project.id != path.stem:
            raise DataError(f"{path.name}: id '{project.id}' differs from the file's name")
        check_known([*project.needs, *project.shows], self.skills, path.name)
        return project

    def _by_id(self, file: str, table: str, kind: type[R]) -> dict[str, R]:
        return {record.id: record for record in read_records(self.folder / file, table, kind)}

    def skill(self, name: str) -> Skill:
        """Return a skill by id; UnknownName offers the nearest."""
        return find(name, self.skills, "skill")

    def role(self, name: str) -> Role:
        """Return a role by id; UnknownName offers the nearest."""
        return find(name, self.roles, "role")

    def track(self, name: str) -> Track:
        """Return a track by id; UnknownName offers the nearest."""
        return find(name, self.tracks, "track")

    def project(self, name: str) -> Project:
        """Return a project by id; UnknownName offers the nearest."""
        return find(name, self.projects, "project")

    def resolve(self, scope: str) -> tuple[str, ...]:
        """Return the skills of a level, a skill or a track; UnknownName offers the nearest of all three."""
        if scope in list(Level):
            return tuple(skill.id for skill in self.skills.values() if skill.level == scope)
        if scope in self.skills:
            return (scope,)
        if scope in self.tracks:
            return self.tracks[scope].skills
        hint = nearest(scope, [*Level, *self.skills, *self.tracks])
        raise UnknownName(f"There is no level, skill or track '{scope}'{hint}")

    # --- items ----------------------------------------------------------------------------------

    @property
    def item_files(self) -> tuple[Path, ...]:
        """The files of items, by name."""
        return tuple(sorted((self.folder / "items").glob("*.toml")))

    def items(self, skill: str) -> tuple[Item, ...]:
        """Return the active items of a skill, in file order; none if nobody has written any yet."""
        return tuple(item for item in self._all_of(skill) if item.status == "active")

    def all_items(self) -> tuple[Item, ...]:
        """Return the active items of the whole bank."""
        return tuple(item for path in self.item_files for item in self.items(path.stem))

    def item(self, name: str, skill: str | None = None) -> Item:
        """Return an item by id, retired ones too; without its skill only the file that holds it is parsed."""
        for place in [skill] if skill else self._places(name):
            for item in self._all_of(place):
                if item.id == name:
                    return item
        known = [one for path in self.item_files for one in _IDS.findall(_text(path))]
        raise UnknownName(f"There is no item '{name}'{f' in {skill}' if skill else ''}{nearest(name, known)}")

    def variant(self, item: Item, seed: int) -> Variant:
        """Return the variant of an item for a seed."""
        return variants.draw(item, seed)

    def _all_of(self, skill: str) -> tuple[Item, ...]:
        if skill not in self._items:
            path = self.folder / "items" / f"{skill}.toml"
            if KEBAB.fullmatch(skill) and path.is_file():
                self._items[skill] = read_items(path, skill)
            else:
                self._items[self.skill(skill).id] = ()
        return self._items[skill]

    def _places(self, name: str) -> Iterator[str]:
        """Yield the skills whose files mention the id, by a scan of their text."""
        mention = re.compile(rf"""^\s*id\s*=\s*["']{re.escape(name)}["']""", re.MULTILINE)
        yield from (path.stem for path in self.item_files if mention.search(_text(path)))

    # --- exercises ------------------------------------------------------------------------------

    @cached_property
    def exercises(self) -> dict[str, Exercise]:
        """The active exercises by id."""
        folders = sorted(path.parent for path in (self.folder / "exercises").glob("*/exercise.toml"))
        found = [self.exercise(folder.name) for folder in folders]
        return {exercise.id: exercise for exercise in found if exercise.status == "active"}

    def exercise(self, name: str) -> Exercise:
        """Return an exercise by id, retired ones too; UnknownName offers the nearest."""
        known = {path.parent.name: path.parent for path in (self.folder / "exercises").glob("*/exercise.toml")}
        exercise = exercises.read_exercise(find(name, known, "exercise"))
        check_known([exercise.skill], self.skills, f"{name}/exercise.toml")
        return exercise

    def cases_path(self, name: str) -> Path:
        """Return the file of an exercise's checks, for the sandbox to run."""
        path = self.folder / "exercises" / self.exercise(name).id / "cases.py"
        if not path.is_file():
            raise DataError(f"{name}: cases.py is missing beside exercise.toml")
        return path


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")
