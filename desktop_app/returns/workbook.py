"""The return as a workbook: a sheet for each form with live sums, the checks, the definitions, the annex by codes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from desktop_app.accounts.chain import printed_head
from desktop_app.i18n import N_, _, _n, language
from desktop_app.inspection.model import Severity
from desktop_app.language.dates import long_date, month_title
from desktop_app.language.paper_names import in_script_of
from desktop_app.plan.population import FINISHED
from desktop_app.plan.records import Standing
from desktop_app.returns.carrier import (
    Carried,
    CarriedCentre,
    CarriedColumn,
    CarriedForm,
    CarriedLine,
    CarriedPeople,
    carrier_sheet,
    people_digest,
)
from desktop_app.returns.differences import Difference
from desktop_app.returns.explaining import key_of
from desktop_app.returns.figures import value_of
from desktop_app.returns.form_cells import FIRST_FIGURE_COLUMN, NO_DATA, FormCells
from desktop_app.returns.records import COMPOSITION_FORM, AnnexPerson, CellKind, Column, Finding, Form, MonthlyReturn
from desktop_app.returns.trace import trace_of, with_trace
from desktop_app.spreadsheets.writing import (
    NUMBER_FORMATS,
    ColumnPlan,
    Kind,
    SheetPlan,
    Value,
    sheet_names,
    write_workbook,
)

# The number itself chooses its decimals, so that a recalculated cell keeps the rule: 99,95% and not 100,0%.
SHARE_FORMAT = "[>=1]0.0%;[>=0.9995]0.00%;0.0%"
CODE_WIDTH, TITLE_WIDTH, LEAST_TITLE_WIDTH, NUMBER_WIDTH, TEXT_WIDTH = 7, 42, 18, 8, 32
# Titles that stand further in get so much more: on a line of its own each, the form keeps to its page.
SUBPART_WIDTH = 7
# Characters of column for one bold letter of a header, whose words are never broken.
BOLD_LETTER = 1.2
# Of the head of the journal so much is printed; the whole is carried for programs.
_AS_IT_IS = "#,##0.##"
_NO_HEALTH = N_(
    "5-PMM does not count disability: by law what tells of health is data of a special kind, and no card keeps it."
)

STANDINGS = {
    Standing.CERTIFICATE: N_("Finished, certificate"),
    Standing.STATEMENT: N_("Finished, statement"),
    Standing.STUDYING: N_("Studying"),
    Standing.LEFT: N_("Left"),
    Standing.ABSENT: N_("Did not come"),
    Standing.UNMARKED: N_("Not marked yet"),
}


def write_return_workbook(
    path: Path,
    content: MonthlyReturn,
    people: Sequence[AnnexPerson],
    corrected: Sequence[Difference] = (),
    *,
    reason: str = "",
) -> Path:
    """Write the workbook whole or not at all, in the language in force; returns the path really written.

    ``corrected`` is what it says otherwise than the return that it takes the place of, and ``reason`` why.
    """
    forms = [_form_sheet(form, content) for form in content.forms]
    rows = _annex_rows(people)
    changed = [_differences_sheet(content, corrected, reason)] if content.replaces else []
    sheets = [*forms, *changed, _checks_sheet(content), _definitions_sheet(content)]
    sheets.append(_annex_sheet(content, people, rows))
    footers = [_("Digest of the figures: {digest}", digest=content.digest)]
    if content.journal_head:
        footers.append(_("Journal: {head}", head=printed_head(content.journal_head)))
    signed = [replace(sheet, page_footer=" · ".join(footers)) for sheet in sheets]
    names = sheet_names([sheet.title for sheet in sheets])
    carried = _carried(content, forms, rows, annex=names[-1])
    trace = trace_of(rows, {name: list(sheet.heading) for name, sheet in zip(names, sheets, strict=True)})
    hidden = with_trace(carrier_sheet(carried), trace)
    return write_workbook(path, [*signed, hidden], creator=content.centre, is_private=True)


def period_title(content: MonthlyReturn) -> str:
    month = month_title(content.period.year, content.period.month, language())
    return _("{month} (from the beginning of the year)", month=month)


def heading(content: MonthlyReturn, title: str) -> list[str]:
    """The lines above every table: what it is, whose, of which days, and by which orders."""
    following = long_date(content.period.last_day + timedelta(days=1), language())
    state = _("state on {day}", day=following)
    lines = [
        title,
        f"{content.region.text} · {in_script_of(language(), content.centre)}",
        f"{period_title(content)} · {state}",
    ]
    if content.as_of is not None:
        lines += [_("As known on {day}", day=long_date(content.as_of, language())), *content.unknowable]
    return [*lines, _("Basis: {orders}", orders=content.basis)] if content.basis else lines


def _form_sheet(form: Form, content: MonthlyReturn) -> SheetPlan:
    plan = SheetPlan(
        form.code,
        [
            ColumnPlan(_("No."), width=CODE_WIDTH),
            ColumnPlan(form.row_header, width=_title_width(form)),
            *(column_plan(column) for column in form.columns),
        ],
        [],
        heading=heading(content, f"{form.code}. {form.title}"),
        footers=[
            *_findings_of(form, content),
            *signatures(director=content.director, prepared_by=content.prepared_by, phone=content.phone),
        ],
        freeze_columns=FIRST_FIGURE_COLUMN,
    )
    cells = FormCells(form, plan.header_row + 1)
    parents = {row.parent for row in form.rows}
    strong = frozenset(at for at, row in enumerate(form.rows) if row.code in parents and not form.is_part(row))
    deep = frozenset(at for at, row in enumerate(form.rows) if form.is_subpart(row))
    return replace(plan, rows=cells.rows(), total_row=cells.total_row(), strong_rows=strong, deep_rows=deep)


def column_plan(column: Column) -> ColumnPlan:
    match column.kind:
        case CellKind.TEXT:
            return ColumnPlan(column.title, Kind.TEXT, TEXT_WIDTH, column.group)
        case CellKind.SHARE:
            return ColumnPlan(column.title, Kind.PERCENT, _number_width(column), column.group, SHARE_FORMAT)
        case CellKind.COUNT:
            return ColumnPlan(column.title, Kind.INTEGER, _number_width(column), column.group)
        case CellKind.AMOUNT | CellKind.MEAN:
            return ColumnPlan(
                column.title, Kind.DECIMAL, _number_width(column), column.group, NUMBER_FORMATS[Kind.DECIMAL]
            )


def _title_width(form: Form) -> int:
    longest = max(len(text) for text in (form.row_header, *(row.title for row in form.all_rows)))
    most = TITLE_WIDTH + SUBPART_WIDTH * any(map(form.is_subpart, form.rows))
    return min(max(longest + 4, LEAST_TITLE_WIDTH), most)


def _number_width(column: Column) -> float:
    return max(NUMBER_WIDTH, BOLD_LETTER * max(len(word) for word in column.title.split()) + 1)


def _findings_of(form: Form, content: MonthlyReturn) -> list[str]:
    """What was found in the form, told under its table with the words that explain it."""
    lines = []
    for severity, title in ((Severity.ERROR, _("Errors")), (Severity.WARNING, _("Warnings"))):
        found = [finding for finding in content.findings if (finding.form, finding.severity) == (form.code, severity)]
        if found:
            lines += [f"{title}: {len(found)}", *(_told(finding, content) for finding in found), ""]
    return lines


def _told(finding: Finding, content: MonthlyReturn) -> str:
    said = f"{finding.rule}: {finding.text}"
    explained = content.explanations.get(key_of(finding))
    return " ".join([said, _("Explanation: {text}", text=explained)]) if explained else said


def signatures(*, director: str, prepared_by: str, phone: str = "") -> list[str]:
    """The lines under a table that is signed, the names in the script in force."""
    director, preparer = (in_script_of(language(), name) for name in (director, prepared_by))
    prepared = [_("Prepared by: ____________________ {name}", name=preparer)]
    if phone:
        prepared.append(_("tel. {phone}", phone=phone))
    return ["", _("Director: ____________________ {name}", name=director), "", ", ".join(prepared)]


def _checks_sheet(content: MonthlyReturn) -> SheetPlan:
    found = [*content.errors, *content.warnings]
    nothing = [("", "", "", _("Nothing was found."), "", "", "")]
    return SheetPlan(
        _("Checks"),
        [
            ColumnPlan(_("Rule"), width=13),
            ColumnPlan(_("Severity"), width=16),
            ColumnPlan(_("Cell"), width=32),
            ColumnPlan(_("What was found"), width=80),
            ColumnPlan(_("Stated"), width=15),
            ColumnPlan(_("Should be"), width=17),
            ColumnPlan(_("Explanation"), width=40),
        ],
        [_finding_row(finding, content) for finding in found] or nothing,
        heading=heading(content, _("Checks of the return")),
    )


def _finding_row(finding: Finding, content: MonthlyReturn) -> tuple[Value, ...]:
    kind = _("Error") if finding.severity is Severity.ERROR else _("Warning")
    explained = content.explanations.get(key_of(finding), "")
    return finding.rule, kind, finding.place, finding.text, finding.said, finding.true, explained


def _differences_sheet(content: MonthlyReturn, corrected: Sequence[Difference], reason: str) -> SheetPlan:
    lines = heading(content, _("Differences from return No. {number}", number=content.replaces))
    return SheetPlan(
        _("Differences"),
        [
            ColumnPlan(_("Return form"), width=12),
            ColumnPlan(_("Row"), width=42),
            ColumnPlan(_("Column"), width=42),
            ColumnPlan(_("It was"), Kind.DECIMAL, 14, number_format=_AS_IT_IS),
            ColumnPlan(_("It is now"), Kind.DECIMAL, 14, number_format=_AS_IT_IS),
        ],
        [
            (
                each.form,
                each.row_title,
                each.column_title,
                *(NO_DATA if n is None else n for n in (each.said, each.now)),
            )
            for each in corrected
        ],
        heading=[*lines, _("Reason: {reason}", reason=reason)] if reason else lines,
    )


def definitions(forms: Sequence[Form]) -> list[tuple[str, str, str, str]]:
    """In which forms, how the column is called, what it counts, and where that is counted from."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for form in forms:
        for column in form.columns:
            found.setdefault((_column_title(column), column.definition, column.source), []).append(form.code)
    return [(", ".join(dict.fromkeys(codes)), *definition) for definition, codes in found.items()]


def _definitions_sheet(content: MonthlyReturn) -> SheetPlan:
    return SheetPlan(
        _("Definitions"),
        [
            ColumnPlan(_("Return form"), width=16),
            ColumnPlan(_("Column"), width=40),
            ColumnPlan(_("What is counted"), width=84),
            ColumnPlan(_("Source"), width=44),
        ],
        definitions(content.forms),
        heading=heading(content, _("What the columns count")),
        footers=[
            _("A dash means that there are no data; it is not zero."),
            _("Everybody is counted once a year: who finished by the first finish, others by where they stand."),
            *([_(_NO_HEALTH)] if any(form.code == COMPOSITION_FORM for form in content.forms) else []),
            _("People stand in the annex by codes: the same person has the same code wherever the same phrase is set.")
            if content.has_own_phrase
            else _(
                "People stand in the annex by codes made with the program's public phrase: whoever has a list of "
                "personal numbers can find them in it. Set a phrase of your own in the settings."
            ),
        ],
    )


def course_columns() -> list[ColumnPlan]:
    """What a list of people says of the course of each."""
    return [
        ColumnPlan(_("Subject"), width=42),
        ColumnPlan(_("Cohort"), width=15),
        ColumnPlan(_("Begins"), Kind.DATE, 14),
        ColumnPlan(_("Ends"), Kind.DATE, 14),
        ColumnPlan(_("Standing"), width=26),
        ColumnPlan(_("Finished on"), Kind.DATE, 14),
        ColumnPlan(_("Certificate number"), width=24),
    ]


def _annex_sheet(content: MonthlyReturn, people: Sequence[AnnexPerson], rows: Sequence[tuple[Value, ...]]) -> SheetPlan:
    finished = sum(person.standing in FINISHED for person in people)
    called = _n("{n} person called since January", "{n} people called since January", len(people))
    return SheetPlan(
        _("Annex: list of people"),
        [
            ColumnPlan(_("No."), Kind.INTEGER, 7),
            ColumnPlan(_("Person's code"), width=22),
            ColumnPlan(_("District or city"), width=24),
            ColumnPlan(_("Staff group"), width=26),
            *course_columns(),
        ],
        [(place, *row) for place, row in enumerate(rows, 1)],
        heading=[
            *heading(content, _("Annex: list of people")),
            _("{called}; {finished} of them finished", called=called, finished=finished),
        ],
        freeze_columns=FIRST_FIGURE_COLUMN,
        is_long_list=True,
    )


def _annex_rows(people: Sequence[AnnexPerson]) -> list[tuple[Value, ...]]:
    standings = {standing: _(title) for standing, title in STANDINGS.items()}
    return [
        (
            person.code,
            person.district,
            person.staff_group,
            person.subject,
            person.cohort,
            person.starts_on,
            person.ends_on,
            standings[person.standing],
            person.finished_on,
            person.certificate_number,
        )
        for person in people
    ]


def _carried(
    content: MonthlyReturn, sheets: Sequence[SheetPlan], rows: Sequence[tuple[Value, ...]], *, annex: str
) -> Carried:
    return Carried(
        centre=CarriedCentre(content.centre_code, content.centre, content.region_code),
        year=content.period.year,
        month=content.period.month,
        number=content.number,
        replaces=content.replaces,
        made_at=content.made_on.isoformat(),
        as_of=content.as_of.isoformat() if content.as_of else "",
        digest=content.digest,
        journal_head=content.journal_head,
        forms=tuple(_carried_form(form, sheet) for form, sheet in zip(content.forms, sheets, strict=True)),
        people=CarriedPeople(annex, len(rows), people_digest(rows)),
    )


def _carried_form(form: Form, sheet: SheetPlan) -> CarriedForm:
    cells = FormCells(form, sheet.header_row + 1)
    return CarriedForm(
        form.code,
        form.title,
        form.row_header,
        form.code,
        tuple(_carried_column(column) for column in form.columns if column.kind is not CellKind.TEXT),
        {row.code: row.parent for row in form.rows if row.parent != form.total.code},
        tuple(
            CarriedLine(
                row.code,
                column.code,
                cells.address(column.code, place),
                value_of(row, column),
                row.title,
                _column_title(column),
            )
            for place, row in enumerate(form.all_rows)
            for column in form.columns
            if column.kind is not CellKind.TEXT
        ),
    )


def _carried_column(column: Column) -> CarriedColumn:
    return CarriedColumn(
        column.code,
        column.title,
        column.group,
        column.kind,
        column.numerator,
        column.denominator,
        column.copy_of,
        column.difference_of,
        column.key.indicator if column.key is not None else "",
    )


def _column_title(column: Column) -> str:
    return f"{column.group}: {column.title}" if column.group else column.title
