"""The columns of the tables on the page of returns."""

import textwrap
from collections.abc import Callable

from desktop_app.i18n import N_, _, language
from desktop_app.inspection.model import Severity
from desktop_app.language.dates import month_title
from desktop_app.plan.records import Standing
from desktop_app.returns.records import TOTAL, CellKind, Finding, Form, ListedPerson, Row, Snapshot
from desktop_app.returns.records import Column as FormColumn
from ui import formats
from ui.models.table_model import Align, Column
from ui.theme import Tone

# Short lines above narrow columns: eleven figures and the names stand side by side in the smallest window.
TITLE_LETTERS = 9
FIGURE_WIDTH, SHARE_WIDTH = 56, 156
DIGEST_LETTERS = 12
STANDINGS = {
    Standing.CERTIFICATE: (N_("Certificate"), Tone.GOOD),
    Standing.STATEMENT: (N_("Statement"), Tone.WARN),
    Standing.STUDYING: (N_("Studying"), Tone.ACCENT),
    Standing.LEFT: (N_("Left"), Tone.MUTED),
    Standing.ABSENT: (N_("Did not come"), Tone.MUTED),
    Standing.UNMARKED: (N_("Not marked yet"), Tone.WARN),
}


def form_columns(form: Form) -> tuple[Column[Row], ...]:
    """The row's title and every column of the form, the group's title above its own."""
    tops = {row.parent for row in form.rows if row.parent != TOTAL}

    def is_strong(row: Row) -> bool:
        return row.code == TOTAL or row.code in tops

    def title(row: Row) -> str:
        return f"\u2003{row.title}" if row.parent not in ("", TOTAL) else row.title

    first = Column(
        "row",
        form.row_header,
        title,
        width=220,
        is_strong=is_strong,
        hint=lambda row: row.title,
        is_stretched=True,
    )
    return (first, *(_form_column(column, is_strong) for column in shown_columns(form)))


def shown_columns(form: Form) -> list[FormColumn]:
    """On the screen a percentage carries its own numerator and denominator; their columns would repeat others."""
    return [column for column in form.columns if not column.copy_of]


def _form_column(column: FormColumn, is_strong: Callable[[Row], bool]) -> Column[Row]:
    title = "\n".join(
        line
        for part in (column.group, column.title)
        for line in textwrap.wrap(part, TITLE_LETTERS, break_long_words=False)
    )
    if column.kind is CellKind.TEXT:
        return Column(
            column.code, title, lambda row: row.basis, width=180, hint=lambda row: row.basis, is_stretched=True
        )
    return Column(
        column.code,
        title,
        lambda row: figure_text(row, column),
        width=SHARE_WIDTH if column.kind is CellKind.SHARE else FIGURE_WIDTH,
        align=Align.RIGHT,
        is_strong=is_strong,
        hint=lambda row: column.definition,
    )


def figure_text(row: Row, column: FormColumn) -> str:
    """A figure as the return prints it; a dash where there are no data, which is not zero."""
    if column.kind is CellKind.SHARE:
        part, whole = row.values[column.numerator], row.values[column.denominator]
        if part is None or whole is None:
            return formats.NOTHING
        return f"{formats.percent_text(part, whole)} ({formats.integer_text(part)} / {formats.integer_text(whole)})"
    value = row.values[column.code]
    return formats.NOTHING if value is None else formats.integer_text(value)


def _severity(finding: Finding) -> str:
    return _("Error") if finding.severity is Severity.ERROR else _("Warning")


FINDING_COLUMNS: tuple[Column[Finding], ...] = (
    Column(
        "severity",
        N_("Kind"),
        _severity,
        width=170,
        tone=lambda finding: Tone.BAD if finding.severity is Severity.ERROR else Tone.WARN,
    ),
    Column("text", N_("What was found"), lambda finding: finding.text, is_stretched=True, hint=lambda each: each.text),
    Column("said", N_("Stated"), lambda finding: finding.said, width=120, align=Align.RIGHT),
    Column("true", N_("Should be"), lambda finding: finding.true, width=120, align=Align.RIGHT),
)

SNAPSHOT_COLUMNS: tuple[Column[Snapshot], ...] = (
    Column(
        "month",
        N_("Month"),
        lambda made: month_title(made.year, made.month, language()),
        width=180,
        sort=lambda made: (made.year, made.month),
    ),
    Column("made_at", N_("Made at"), lambda made: made.made_at, width=140),
    Column("made_by", N_("Made by"), lambda made: made.made_by, width=180),
    Column("file", N_("File"), lambda made: made.file_name, is_stretched=True),
    Column("errors", N_("Errors"), lambda made: made.errors, width=90),
    Column("warnings", N_("Warnings"), lambda made: made.warnings, width=120),
    Column(
        "digest",
        N_("Digest of the figures"),
        lambda made: made.digest[:DIGEST_LETTERS],
        width=150,
        hint=lambda made: made.digest,
    ),
)

PERSON_COLUMNS: tuple[Column[ListedPerson], ...] = (
    Column("name", N_("Surname, name, patronymic"), lambda person: person.full_name, width=220),
    Column("jshshir", N_("JSHSHIR"), lambda person: person.jshshir, width=130),
    Column(
        "standing",
        N_("State"),
        lambda person: _(STANDINGS[person.standing][0]),
        width=130,
        tone=lambda person: STANDINGS[person.standing][1],
    ),
    Column("cohort", N_("Cohort"), lambda person: person.cohort, width=110),
    Column("finished_on", N_("Finished on"), lambda person: person.finished_on, width=110),
    Column("district", N_("District or city"), lambda person: person.district, width=160),
    Column("workplace", N_("Workplace"), lambda person: person.workplace, width=160, is_stretched=True),
    Column("subject", N_("Subject"), lambda person: person.subject, width=130),
    Column("certificate", N_("Certificate number"), lambda person: person.certificate_number, width=130),
)
