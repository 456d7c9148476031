"""The country's workbook: a sheet for each form with live sums and ranks, the files, findings, people listed twice."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from desktop_app.centre import Centre
from desktop_app.consolidation.national import CHANNELS, STAFF_GROUPS
from desktop_app.consolidation.records import CentreLine, Country, Finding
from desktop_app.consolidation.words import NOT_SENT, STATES
from desktop_app.i18n import _, _n, language
from desktop_app.inspection.model import Severity
from desktop_app.language.dates import long_date, month_title
from desktop_app.reference.service import profile
from desktop_app.returns.form_cells import FIRST_FIGURE_COLUMN, NO_DATA, FormCells
from desktop_app.returns.records import PLAN_FORM, Form
from desktop_app.returns.workbook import column_plan, signatures
from desktop_app.spreadsheets.headers import column_letter
from desktop_app.spreadsheets.writing import ColumnPlan, Formula, Kind, SheetPlan, Value, write_workbook

NUMBER_WIDTH, REGION_WIDTH, STATE_WIDTH = 6, 34, 26
RANKED = "percent"


def write_country(centre: Centre, country: Country, out: Path) -> Path:
    """The workbook with the names of those of the centre who sign it. Raises StorageError."""
    own = centre.read(profile)
    signed = signatures(director=own.director, prepared_by=centre.actor.name, phone=own.phone)
    return write_country_workbook(out, country, creator=own.name, signed=signed)


def write_country_workbook(path: Path, country: Country, *, creator: str, signed: Sequence[str] = ()) -> Path:
    """Write it whole or not at all, in the language in force; returns the path really written. Raises StorageError.

    ``signed`` are the lines of those who sign its tables.
    """
    sheets = [_form_sheet(form, country, signed) for form in country.national]
    sheets += [_files_sheet(country), _findings_sheet(country), _missing_sheet(country), _shared_sheet(country)]
    return write_workbook(path, sheets, creator=creator)


def period_line(country: Country) -> str:
    month = month_title(country.year, country.month, language())
    return _("{month} (from the beginning of the year)", month=month)


def _heading(country: Country, title: str) -> list[str]:
    counted = _("Returns counted: {counted} of {regions}", counted=len(country.counted), regions=len(country.regions))
    made = _("put together on {day}", day=long_date(country.made_on, language()))
    return [title, period_line(country), f"{counted}; {made}"]


def _form_sheet(form: Form, country: Country, signed: Sequence[str]) -> SheetPlan:
    is_ranked = any(column.code == RANKED for column in form.columns)
    columns = [
        ColumnPlan(_("No."), width=NUMBER_WIDTH),
        ColumnPlan(form.row_header, width=REGION_WIDTH),
        *(column_plan(column) for column in form.columns),
        *([ColumnPlan(_("Rank"), Kind.INTEGER, 9)] if is_ranked else ()),
        ColumnPlan(_("Return"), width=STATE_WIDTH),
    ]
    plan = SheetPlan(
        _sheet_title(form),
        columns,
        [],
        heading=_heading(country, form.title),
        footers=[
            _("A dash means that there are no data; it is not zero."),
            _("Only returns that were accepted are added up, with the figures that their centres state."),
            *signed,
        ],
        freeze_columns=FIRST_FIGURE_COLUMN,
    )
    cells = FormCells(form, plan.header_row + 1)
    ranks = _ranks(form, cells) if is_ranked else [()] * len(form.rows)
    rows = [
        (*row, *rank, _state_of(country, region.code))
        for row, rank, region in zip(cells.rows(), ranks, form.rows, strict=True)
    ]
    total = (*cells.total_row(), *(("",) if is_ranked else ()), "")
    return replace(plan, rows=rows, total_row=total)


def _sheet_title(form: Form) -> str:
    match form.code:
        case _ if form.code == CHANNELS:
            return _("{form} channels", form=PLAN_FORM)
        case _ if form.code == STAFF_GROUPS:
            return _("{form} staff groups", form=PLAN_FORM)
        case _:
            return form.code


def _ranks(form: Form, cells: FormCells) -> list[tuple[Value]]:
    """By the percentage as the cells have it, the greatest first; equals share a rank."""
    at = next(at for at, column in enumerate(form.columns) if column.code == RANKED) + FIRST_FIGURE_COLUMN
    shares = [float(cell.value) if isinstance(cell := row[at], Formula) else None for row in cells.rows()]
    column = column_letter(at)
    everybody = f"{column}${cells.first_row}:{column}${cells.first_row + len(shares) - 1}"
    ranks: list[tuple[Value]] = []
    for row, share in enumerate(shares, cells.first_row):
        rank = 1 + sum(other is not None and share is not None and other > share for other in shares)
        ranks.append((NO_DATA if share is None else Formula(f"=RANK({column}{row},{everybody})", rank),))
    return ranks


def _state_of(country: Country, region: str) -> str:
    """Of a region with several files the one that counts, or else what is wrong with all of them."""
    lines = [line for line in country.lines if line.region is not None and line.region.code == region]
    counted = [line for line in lines if line.state.is_counted]
    states = [state_text(line) for line in counted or lines]
    return "; ".join(dict.fromkeys(states)) or _(NOT_SENT)


def state_text(line: CentreLine) -> str:
    number = _("№ {number}", number=line.read.number) if line.read.number else ""
    return ", ".join(filter(None, (_(STATES[line.state]), number)))


def _files_sheet(country: Country) -> SheetPlan:
    return SheetPlan(
        _("Returns"),
        [
            ColumnPlan(_("No."), Kind.INTEGER, NUMBER_WIDTH),
            ColumnPlan(_("Region"), width=REGION_WIDTH),
            ColumnPlan(_("Centre"), width=44),
            ColumnPlan(_("File"), width=34),
            ColumnPlan(_("Month"), width=20),
            ColumnPlan(_("Return No."), Kind.INTEGER, 12),
            ColumnPlan(_("Made on"), Kind.DATE, 14),
            ColumnPlan(_("State"), width=STATE_WIDTH),
            ColumnPlan(_("Counted"), width=12),
            ColumnPlan(_("People in the annex"), Kind.INTEGER, 14),
            ColumnPlan(_("Digest of the figures"), width=70),
        ],
        [_file_row(at, line) for at, line in enumerate(country.lines, 1)],
        heading=_heading(country, _("Returns that came")),
    )


def _file_row(at: int, line: CentreLine) -> tuple[Value, ...]:
    read = line.read
    return (
        at,
        line.region.names.text if line.region is not None else read.region_name or NO_DATA,
        read.own.centre.name if read.own is not None else NO_DATA,
        read.name,
        month_title(*read.period, language()) if read.period is not None else NO_DATA,
        read.number or None,
        date.fromisoformat(read.own.made_at) if read.own is not None else None,
        _(STATES[line.state]),
        _("Yes") if line.state.is_counted else _("No"),
        read.people,
        read.digest,
    )


def _findings_sheet(country: Country) -> SheetPlan:
    names = {region.code: region.names.text for region in country.regions}
    rows: list[tuple[Value, ...]] = [
        (at, names.get(finding.region, NO_DATA), *_finding_cells(finding))
        for at, finding in enumerate(country.findings, 1)
    ]
    return SheetPlan(
        _("Findings"),
        [
            ColumnPlan(_("No."), Kind.INTEGER, NUMBER_WIDTH),
            ColumnPlan(_("Region"), width=REGION_WIDTH),
            ColumnPlan(_("Rule"), width=13),
            ColumnPlan(_("Severity"), width=16),
            ColumnPlan(_("Place in the file"), width=40),
            ColumnPlan(_("What was found"), width=84),
            ColumnPlan(_("Stated"), width=18),
            ColumnPlan(_("Should be"), width=18),
        ],
        rows or [(None, "", "", "", "", _("Nothing was found."), "", "")],
        heading=_heading(country, _("What was found")),
    )


def _finding_cells(finding: Finding) -> tuple[Value, ...]:
    kind = _("Error") if finding.severity is Severity.ERROR else _("Warning")
    return finding.rule, kind, finding.place, finding.text, finding.said, finding.true


def _missing_sheet(country: Country) -> SheetPlan:
    rows: list[tuple[Value, ...]] = [
        (at, region.names.text, country.due_on) for at, region in enumerate(country.missing, 1)
    ]
    return SheetPlan(
        _("Missing"),
        [
            ColumnPlan(_("No."), Kind.INTEGER, NUMBER_WIDTH),
            ColumnPlan(_("Region"), width=REGION_WIDTH),
            ColumnPlan(_("Was due by"), Kind.DATE, 16),
        ],
        rows or [(None, _("All regions have sent their returns."), None)],
        heading=_heading(country, _("Regions that sent nothing")),
    )


def _shared_sheet(country: Country) -> SheetPlan:
    names = {region.code: region.names.text for region in country.regions}
    rows: list[tuple[Value, ...]] = [
        (at, person.code, _listed(person.places, names), person.finished) for at, person in enumerate(country.shared, 1)
    ]
    found = _n(
        "{n} person stands in the annexes of several regions.",
        "{n} people stand in the annexes of several regions.",
        len(country.shared),
    )
    return SheetPlan(
        _("In two regions"),
        [
            ColumnPlan(_("No."), Kind.INTEGER, NUMBER_WIDTH),
            ColumnPlan(_("Person's code"), width=24),
            ColumnPlan(_("Region and row of the annex"), width=84),
            ColumnPlan(_("Finished in how many"), Kind.INTEGER, 14),
        ],
        rows or [(None, "", _("Nobody stands in two regions."), None)],
        heading=[*_heading(country, _("People in two regions")), found],
    )


def _listed(places: Sequence[tuple[str, int]], names: dict[str, str]) -> str:
    return "; ".join(_("{region}, row {row}", region=names[region], row=row) for region, row in places)
