"""The return as a workbook: a sheet for each form with live sums, the checks, the definitions, the list of people."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from xlsxwriter.utility import xl_col_to_name

from desktop_app.i18n import N_, _, _n, language
from desktop_app.inspection.model import Severity
from desktop_app.language.dates import month_title
from desktop_app.plan.records import Standing
from desktop_app.returns.columns import COUNTINGS
from desktop_app.returns.records import CellKind, Column, Finding, Form, ListedPerson, MonthlyReturn, Row
from desktop_app.spreadsheets.writing import ColumnPlan, Formula, Kind, SheetPlan, Value, write_workbook

NO_DATA = "–"
# The number itself chooses its decimals, so that a recalculated cell keeps the rule: 99,95% and not 100,0%.
SHARE_FORMAT = "[>=1]0.0%;[>=0.9995]0.00%;0.0%"
NEAR_WHOLE = 9995
TEN_THOUSAND = 10_000
CODE_WIDTH, TITLE_WIDTH, NUMBER_WIDTH, BASIS_WIDTH = 6, 42, 10, 36
# Characters of column for one bold letter of a header, whose words are never broken.
BOLD_LETTER = 1.25
FIRST_FIGURE_COLUMN = 2

STANDINGS = {
    Standing.CERTIFICATE: N_("Finished, certificate"),
    Standing.STATEMENT: N_("Finished, statement"),
    Standing.STUDYING: N_("Studying"),
    Standing.LEFT: N_("Left"),
    Standing.ABSENT: N_("Did not come"),
    Standing.UNMARKED: N_("Not marked yet"),
}


def write_return_workbook(path: Path, content: MonthlyReturn, people: Sequence[ListedPerson]) -> Path:
    """Write the workbook whole or not at all, in the language in force; returns the path really written."""
    sheets = [_form_sheet(form, content) for form in content.forms]
    sheets += [_checks_sheet(content), _definitions_sheet(content), _people_sheet(content, people)]
    footer = _("Digest of the figures: {digest}", digest=content.digest)
    signed = [replace(sheet, page_footer=footer) for sheet in sheets]
    return write_workbook(path, signed, creator=content.centre)


def period_title(content: MonthlyReturn) -> str:
    month = month_title(content.period.year, content.period.month, language())
    return _("{month} (from the beginning of the year)", month=month)


def _heading(content: MonthlyReturn, title: str) -> list[str]:
    lines = [title, f"{content.region.text} · {content.centre}", period_title(content)]
    return [*lines, _("Basis: {orders}", orders=content.basis)] if content.basis else lines


def _form_sheet(form: Form, content: MonthlyReturn) -> SheetPlan:
    plan = SheetPlan(
        form.code,
        [
            ColumnPlan(_("No."), width=CODE_WIDTH),
            ColumnPlan(form.row_header, width=TITLE_WIDTH),
            *(_column_plan(column) for column in form.columns),
        ],
        [],
        heading=_heading(content, f"{form.code}. {form.title}"),
        footers=[*_findings_of(form, content), *_signatures(content)],
        freeze_columns=FIRST_FIGURE_COLUMN,
    )
    sheet = FormCells(form, plan.header_row + 1)
    strong = frozenset(place for place, row in enumerate(form.rows) if form.children(row.code))
    return replace(plan, rows=sheet.rows(), total_row=sheet.total_row(), strong_rows=strong)


def _column_plan(column: Column) -> ColumnPlan:
    match column.kind:
        case CellKind.TEXT:
            return ColumnPlan(column.title, Kind.TEXT, BASIS_WIDTH, column.group)
        case CellKind.SHARE:
            return ColumnPlan(column.title, Kind.PERCENT, _number_width(column), column.group, SHARE_FORMAT)
        case CellKind.COUNT:
            return ColumnPlan(column.title, Kind.INTEGER, _number_width(column), column.group)


def _number_width(column: Column) -> float:
    return max(NUMBER_WIDTH, BOLD_LETTER * max(len(word) for word in column.title.split()) + 1)


def _findings_of(form: Form, content: MonthlyReturn) -> list[str]:
    """What was found in the form, told under its table."""
    lines = []
    for severity, title in ((Severity.ERROR, _("Errors")), (Severity.WARNING, _("Warnings"))):
        found = [finding for finding in content.findings if (finding.form, finding.severity) == (form.code, severity)]
        if found:
            lines += [f"{title}: {len(found)}", *(f"{finding.rule}: {finding.text}" for finding in found), ""]
    return lines


def _signatures(content: MonthlyReturn) -> list[str]:
    return [
        "",
        _("Director: ____________________ {name}", name=content.director),
        "",
        _("Prepared by: ____________________ {name}", name=content.prepared_by),
    ]


def _checks_sheet(content: MonthlyReturn) -> SheetPlan:
    found = [*content.errors, *content.warnings]
    nothing = [("", "", "", _("Nothing was found."), "", "")]
    return SheetPlan(
        _("Checks"),
        [
            ColumnPlan(_("Rule"), width=13),
            ColumnPlan(_("Severity"), width=16),
            ColumnPlan(_("Cell"), width=32),
            ColumnPlan(_("What was found"), width=96),
            ColumnPlan(_("Stated"), width=15),
            ColumnPlan(_("Should be"), width=17),
        ],
        [_finding_row(finding) for finding in found] or nothing,
        heading=_heading(content, _("Checks of the return")),
    )


def _finding_row(finding: Finding) -> tuple[Value, ...]:
    kind = _("Error") if finding.severity is Severity.ERROR else _("Warning")
    return finding.rule, kind, finding.place, finding.text, finding.said, finding.true


def _definitions_sheet(content: MonthlyReturn) -> SheetPlan:
    forms_of: dict[tuple[str, str, str], list[str]] = {}
    for form in content.forms:
        for column in form.columns:
            title = f"{column.group}: {column.title}" if column.group else column.title
            forms_of.setdefault((title, column.definition, column.source), []).append(form.code)
    rows = [(", ".join(forms), *definition) for definition, forms in forms_of.items()]
    return SheetPlan(
        _("Definitions"),
        [
            ColumnPlan(_("Form"), width=16),
            ColumnPlan(_("Column"), width=40),
            ColumnPlan(_("What is counted"), width=84),
            ColumnPlan(_("Source"), width=44),
        ],
        rows,
        heading=_heading(content, _("What the columns count")),
        footers=[
            _("A dash means that there are no data; it is not zero."),
            _("Everybody is counted once a year: who finished by the first finish, others by where they stand."),
        ],
    )


def _people_sheet(content: MonthlyReturn, people: Sequence[ListedPerson]) -> SheetPlan:
    finished = sum(person.standing in COUNTINGS["completed"].standings for person in people)
    called = _n("{n} person called since January", "{n} people called since January", len(people))
    counts = _("{called}; {finished} of them finished", called=called, finished=finished)
    standings = {standing: _(title) for standing, title in STANDINGS.items()}
    return SheetPlan(
        _("Annex: list of people"),
        [
            ColumnPlan(_("No."), Kind.INTEGER, 7),
            ColumnPlan(_("Full name"), width=40),
            ColumnPlan(_("JShShIR"), width=19),
            ColumnPlan(_("Workplace"), width=42),
            ColumnPlan(_("District or city"), width=22),
            ColumnPlan(_("Position"), width=34),
            ColumnPlan(_("Staff group"), width=20),
            ColumnPlan(_("Subject"), width=42),
            ColumnPlan(_("Cohort"), width=15),
            ColumnPlan(_("Begins"), Kind.DATE, 14),
            ColumnPlan(_("Ends"), Kind.DATE, 14),
            ColumnPlan(_("Where they stand"), width=26),
            ColumnPlan(_("Finished on"), Kind.DATE, 14),
            ColumnPlan(_("Certificate"), width=17),
        ],
        [_person_row(number, person, standings) for number, person in enumerate(people, 1)],
        heading=[
            *_heading(content, _("Annex: list of people")),
            counts,
        ],
        freeze_columns=FIRST_FIGURE_COLUMN,
    )


def _person_row(number: int, person: ListedPerson, standings: dict[Standing, str]) -> tuple[Value, ...]:
    return (
        number,
        person.full_name,
        person.jshshir,
        person.workplace,
        person.district,
        person.position,
        person.staff_group,
        person.subject,
        person.cohort,
        person.starts_on,
        person.ends_on,
        standings[person.standing],
        person.finished_on,
        person.certificate_number,
    )


@dataclass(frozen=True)
class FormCells:
    """The cells of a form: numbers typed in, everything that follows from them as formulas with their results.

    ``first_row`` is the sheet's row of the first row of the form, as Excel counts.
    """

    form: Form
    first_row: int

    def rows(self) -> list[tuple[Value, ...]]:
        numbers = self._numbers()
        return [
            (numbers[row.code], row.title, *(self._cell(row, column, place) for column in self.form.columns))
            for place, row in enumerate(self.form.rows)
        ]

    def total_row(self) -> tuple[Value, ...]:
        place = len(self.form.rows)
        total = self.form.total
        return ("", total.title, *(self._cell(total, column, place) for column in self.form.columns))

    def _numbers(self) -> dict[str, str]:
        """1, 2, 3 for the rows; 1.1, 1.2 for their parts."""
        numbers: dict[str, str] = {}
        for number, row in enumerate(self.form.children(self.form.total.code), 1):
            numbers[row.code] = str(number)
            for part_number, part in enumerate(self.form.children(row.code), 1):
                numbers[part.code] = f"{number}.{part_number}"
        return numbers

    def _cell(self, row: Row, column: Column, place: int) -> Value:
        if column.kind is CellKind.TEXT:
            return row.basis
        if column.kind is CellKind.SHARE:
            return self._share(row, column, place)
        value = row.values[column.code]
        if value is None:
            return NO_DATA
        if column.copy_of:
            return Formula(f"={self._address(column.copy_of, place)}", value)
        if column.difference_of:
            first, second = (self._address(code, place) for code in column.difference_of)
            return Formula(f"={first}-{second}", value)
        parts = [part for part, child in enumerate(self.form.rows) if child.parent == row.code]
        return Formula(f"=SUM({self._range(column.code, parts)})", value) if parts else value

    def _share(self, row: Row, column: Column, place: int) -> Value:
        numerator, denominator = row.values[column.numerator], row.values[column.denominator]
        if numerator is None or not denominator:
            return NO_DATA
        above, below = (self._address(code, place) for code in (column.numerator, column.denominator))
        near_whole = f"AND({above}<{below},{TEN_THOUSAND}*{above}>={NEAR_WHOLE}*{below})"
        cut = f"INT({TEN_THOUSAND}*{above}/{below})/{TEN_THOUSAND}"
        return Formula(f"=IF({near_whole},{cut},{above}/{below})", printed_share(numerator, denominator))

    def _range(self, column: str, places: Sequence[int]) -> str:
        first, last = places[0], places[-1]
        if list(places) == list(range(first, last + 1)):
            return f"{self._address(column, first)}:{self._address(column, last)}"
        return ",".join(self._address(column, place) for place in places)

    def _address(self, column: str, place: int) -> str:
        index = next(index for index, member in enumerate(self.form.columns) if member.code == column)
        return f"{xl_col_to_name(FIRST_FIGURE_COLUMN + index)}{self.first_row + place}"


def printed_share(numerator: int, denominator: int) -> float:
    """What the formula of a share gives: near the whole plan it is cut after two decimals of the per cent."""
    if numerator < denominator and TEN_THOUSAND * numerator >= NEAR_WHOLE * denominator:
        return TEN_THOUSAND * numerator // denominator / TEN_THOUSAND
    return numerator / denominator
