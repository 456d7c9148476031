"""What returns of the regions become: each file with its state, what was found in them, the country's table."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from desktop_app.inspection import model as inspection
from desktop_app.plan.records import Standing
from desktop_app.reference.records import TerritoryRecord
from desktop_app.returns.carrier import Carried
from desktop_app.returns.records import Form


class FileState(StrEnum):
    """How every file ends. The first two are counted in the total, as their centres stated them."""

    ACCEPTED = "accepted"
    DISPUTED = "disputed"
    SUPERSEDED = "superseded"
    REPEATED = "repeated"
    CONFLICT = "conflict"
    ALTERED = "altered"
    WRONG_MONTH = "wrong_month"
    WRONG_REGION = "wrong_region"
    WRONG_EDITION = "wrong_edition"
    FOREIGN = "foreign"
    UNREADABLE = "unreadable"

    @property
    def is_counted(self) -> bool:
        return self in (FileState.ACCEPTED, FileState.DISPUTED)


@dataclass(frozen=True)
class Finding(inspection.Finding):
    """What was found in a return: its place is file!sheet!cell, of a missing return only the region's name."""

    region: str = ""
    file: str = ""

    @classmethod
    def placed(cls, found: inspection.Finding, place: str, file: str) -> "Finding":
        """What a rule found, at the place where the file shows it."""
        said = (found.said, found.true, found.message, found.facts)
        return cls(found.rule, found.severity, place, *said, file=file)

    @property
    def cell(self) -> str:
        """The place inside the file; nothing for the whole file."""
        return self.place.removeprefix(self.file).removeprefix("!") if self.file else ""

    def of(self, region: str) -> "Finding":
        return replace(self, region=region)


@dataclass(frozen=True)
class AnnexCodes:
    """The people of an annex by their codes, in its order; ``first_row`` as Excel counts."""

    first_row: int
    codes: tuple[str, ...]
    standings: tuple[Standing | None, ...]


@dataclass(frozen=True)
class ReadFile:
    """A file as it was read and held against itself; ``state`` is what it is before the others are looked at.

    ``own`` is what a return of this program carries; a foreign one has only ``forms``.
    """

    path: Path
    sha256: str
    state: FileState
    findings: tuple[Finding, ...] = ()
    own: Carried | None = None
    forms: tuple[Form, ...] = ()
    annex: AnnexCodes | None = None
    form_name: str = ""
    region_name: str = ""
    period: tuple[int, int] | None = None

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def number(self) -> int:
        return self.own.number if self.own is not None else 0

    @property
    def digest(self) -> str:
        return self.own.digest if self.own is not None else ""

    @property
    def people(self) -> int | None:
        return self.own.people.count if self.own is not None else None

    def form(self, code: str) -> Form | None:
        return next((form for form in self.forms if form.code == code), None)

    def place(self, form: str, row: str, column: str = "") -> str:
        """Where a figure stands: file!sheet!cell; of a row its first figure."""
        carried = next((each for each in self.own.forms if each.code == form), None) if self.own is not None else None
        if carried is None:
            return f"{self.name}!{form}"
        lines = [line for line in carried.lines if line.row == row]
        line = next((line for line in lines if not column or line.column == column), lines[0] if lines else None)
        return f"{self.name}!{carried.sheet}!{line.cell}" if line is not None else f"{self.name}!{carried.sheet}"


@dataclass(frozen=True)
class CentreLine:
    """A file beside the region that it is of, None where nobody can say."""

    region: TerritoryRecord | None
    read: ReadFile
    state: FileState


@dataclass(frozen=True)
class SharedPerson:
    """A person whom two or more regions list: the code, and region and row of each list."""

    code: str
    places: tuple[tuple[str, int], ...]
    finished: int


@dataclass(frozen=True)
class Country:
    """Fourteen regions of a month. ``missing`` sent nothing; ``national`` are the forms with a row for each region.

    ``totals`` are the forms with the rows of a region's own return, added up over the country.
    """

    year: int
    month: int
    made_on: date
    due_on: date
    regions: tuple[TerritoryRecord, ...]
    lines: tuple[CentreLine, ...]
    missing: tuple[TerritoryRecord, ...]
    findings: tuple[Finding, ...]
    national: tuple[Form, ...]
    totals: tuple[Form, ...]
    shared: tuple[SharedPerson, ...]

    @property
    def counted(self) -> Mapping[str, ReadFile]:
        """The file that is counted, by region."""
        return {line.region.code: line.read for line in self.lines if line.region is not None and line.state.is_counted}

    def findings_of(self, region: str) -> list[Finding]:
        return [finding for finding in self.findings if finding.region == region]

    def region(self, code: str) -> TerritoryRecord:
        return next(region for region in self.regions if region.code == code)
