"""What a return is made of: forms of addressable cells, findings, and the people behind the figures."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from desktop_app.inspection import model as inspection
from desktop_app.plan.records import Period, Standing
from desktop_app.reference.records import Names

TOTAL = "JAMI"
UNKNOWN = "UNKNOWN"
OTHER_REGION = "OTHER"
NOT_SPLIT = "NOT_SPLIT"


class CellKind(StrEnum):
    COUNT = "count"
    SHARE = "share"
    TEXT = "text"


@dataclass(frozen=True)
class Column:
    """A column of a form. ``code`` is stable; a share names its numerator and denominator columns."""

    code: str
    title: str
    definition: str
    source: str
    group: str = ""
    kind: CellKind = CellKind.COUNT
    numerator: str = ""
    denominator: str = ""
    # A copy repeats another column beside the percentage; a difference is the first less the second.
    copy_of: str = ""
    difference_of: tuple[str, str] | None = None


@dataclass(frozen=True)
class Row:
    """A row of a form: numbers by column code, None where there are no data, which is not zero.

    ``parent`` is the code of the row that this one is a part of.
    """

    code: str
    title: str
    values: Mapping[str, int | None]
    parent: str = TOTAL
    basis: str = ""


@dataclass(frozen=True)
class Form:
    code: str
    title: str
    row_header: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: Row

    def column(self, code: str) -> Column:
        return next(column for column in self.columns if column.code == code)

    def row(self, code: str) -> Row:
        return next(row for row in self.all_rows if row.code == code)

    @property
    def all_rows(self) -> tuple[Row, ...]:
        return (*self.rows, self.total)

    def children(self, parent: str) -> list[Row]:
        return [row for row in self.rows if row.parent == parent]


@dataclass(frozen=True)
class Line:
    """One figure of the return. A share is in per cent, as it is printed; None means no data."""

    form: str
    row: str
    column: str
    value: int | float | None


class Finding(inspection.Finding):
    """What a check of our own return found: its place is the form, and the row or the column in it."""

    @property
    def form(self) -> str:
        return self.place.partition("/")[0]


@dataclass(frozen=True)
class MonthlyReturn:
    """The figures of a month with everything that was found in them. ``digest`` is of the figures alone."""

    centre: str
    centre_code: str
    region: Names
    director: str
    prepared_by: str
    period: Period
    basis: str
    forms: tuple[Form, ...]
    findings: tuple[Finding, ...]
    digest: str

    @property
    def errors(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.severity is inspection.Severity.ERROR]

    @property
    def warnings(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.severity is inspection.Severity.WARNING]

    def form(self, code: str) -> Form:
        return next(form for form in self.forms if form.code == code)


@dataclass(frozen=True)
class ListedPerson:
    """A person behind the figures, with the facts as they were at enrolment. ``jshshir`` is masked."""

    person_id: int
    enrolment_id: int
    full_name: str
    jshshir: str
    workplace: str
    district: str
    position: str
    staff_group: str
    subject: str
    cohort: str
    starts_on: date
    ends_on: date
    standing: Standing
    finished_on: date | None
    certificate_number: str


@dataclass(frozen=True)
class ReturnFile:
    """A return that was written: ``digest`` is of the figures, ``sha256`` of the file."""

    file: Path
    digest: str
    sha256: str
    snapshot_id: int
    content: MonthlyReturn
    people: int


@dataclass(frozen=True)
class Snapshot:
    """A return kept as it was made."""

    id: int
    year: int
    month: int
    made_at: datetime
    made_by: str
    file_name: str
    sha256: str
    digest: str
    errors: int
    warnings: int


def cells(forms: tuple[Form, ...]) -> Iterator[tuple[Form, Row, Column]]:
    """Every cell that holds a figure, in reading order."""
    for form in forms:
        for row in form.all_rows:
            for column in form.columns:
                if column.kind is not CellKind.TEXT:
                    yield form, row, column
