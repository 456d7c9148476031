"""What a return is made of: forms of addressable cells, findings, and the people behind the figures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from desktop_app.indicators.model import UNKNOWN as UNKNOWN
from desktop_app.indicators.model import FigureKey
from desktop_app.inspection import model as inspection
from desktop_app.plan.records import Period, Standing
from desktop_app.reference.records import Names

TOTAL = "JAMI"
OTHER_REGION = "OTHER"
NOT_SPLIT = "NOT_SPLIT"
# The column of 1-PMM that is filled from the sentences of the checks.
NOTE_COLUMN = "note"

PLAN_FORM, DISTRICT_FORM, SUBJECT_FORM = "1-PMM", "2-PMM", "3-PMM"
MOVEMENT_FORM, COMPOSITION_FORM, PAPER_FORM = "4-PMM", "5-PMM", "6-PMM"
ATTENDANCE_FORM, QUALITY_FORM, EVENT_FORM = "7-PMM", "8-PMM", "9-PMM"


class CellKind(StrEnum):
    """What a cell holds: whole things, hours that may be halves, a mean, a percentage, words."""

    COUNT = "count"
    AMOUNT = "amount"
    MEAN = "mean"
    SHARE = "share"
    TEXT = "text"

    @property
    def is_added(self) -> bool:
        """Whether parts make up their total."""
        return self in (CellKind.COUNT, CellKind.AMOUNT)


@dataclass(frozen=True)
class Column:
    """A column of a form. ``code`` is stable; a share names its numerator and denominator columns.

    ``key`` is the figure of an indicator that each row narrows by its own ``filters``.
    """

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
    key: FigureKey | None = None


@dataclass(frozen=True)
class Row:
    """A row of a form: numbers by column code, None where there are no data, which is not zero; words apart.

    ``parent`` is the code of the row that this one is a part of, ``filters`` are its values of dimensions.
    """

    code: str
    title: str
    values: Mapping[str, int | float | None]
    parent: str = TOTAL
    texts: Mapping[str, str] = field(default_factory=dict)
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


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
        """Raises KeyError for a row that there is not."""
        return self._by_code[code]

    @cached_property
    def _by_code(self) -> Mapping[str, Row]:
        return {row.code: row for row in self.all_rows}

    @property
    def all_rows(self) -> tuple[Row, ...]:
        return (*self.rows, self.total)

    def children(self, parent: str) -> Sequence[Row]:
        return self._parts.get(parent, ())

    def is_part(self, row: Row) -> bool:
        """Whether it divides another row, and not the total alone."""
        return row.parent not in ("", self.total.code)

    def is_subpart(self, row: Row) -> bool:
        """Whether it divides a row that is a part itself, as a category does a staff group."""
        above = self._by_code.get(row.parent) if self.is_part(row) else None
        return above is not None and self.is_part(above)

    def title_of(self, row: Row) -> str:
        """What names a row by itself: every staff group has the same categories."""
        return f"{self._by_code[row.parent].title} · {row.title}" if self.is_subpart(row) else row.title

    def without_subparts(self) -> "Form":
        """With the rows and their parts alone."""
        return replace(self, rows=tuple(row for row in self.rows if not self.is_subpart(row)))

    def summed(self, parent: str, column: str) -> Sequence[Row]:
        """The rows that make up a figure; none where the parts of a part say nothing in the column."""
        parts = self.children(parent)
        says = any(not self.is_subpart(part) or part.values[column] is not None for part in parts)
        return parts if says else ()

    @cached_property
    def _parts(self) -> Mapping[str, Sequence[Row]]:
        parts: dict[str, list[Row]] = {}
        for row in self.rows:
            parts.setdefault(row.parent, []).append(row)
        return parts


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
    """The figures of a month with everything that was found in them. ``digest`` is of the figures alone.

    ``as_of`` is the day on which they were known so, None for today, and ``unknowable`` tells what cannot be taken
    back to that day. ``explanations`` are the sentences that warnings want, by ``explaining.key_of``. ``number`` is the
    one under which it will be sent, 0 before that is known; ``replaces`` is that of the return that it corrects.
    """

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
    phone: str
    made_on: date
    journal_head: str = ""
    region_code: str = ""
    has_own_phrase: bool = False
    as_of: date | None = None
    unknowable: tuple[str, ...] = ()
    explanations: Mapping[str, str] = field(default_factory=dict)
    number: int = 0
    replaces: int | None = None

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
    """A person behind the figures, with the facts as they were at enrolment.

    ``jshshir`` is masked, ``code`` is the one in the annex; ``reason`` says how the person qualifies for a figure.
    """

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
    code: str
    reason: str = ""


class AnnexPerson(NamedTuple):
    """A person behind the figures as the annex has them: by a code, never by name."""

    code: str
    district: str
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
