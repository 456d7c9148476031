"""The columns of the tables on the page of returns."""

import textwrap
from collections.abc import Callable

from desktop_app.i18n import N_, _, language
from desktop_app.language.numbers import short_number
from desktop_app.plan.records import Standing
from desktop_app.returns.records import TOTAL, CellKind, Form, ListedPerson, Row
from desktop_app.returns.records import Column as FormColumn
from desktop_app.returns.states import KeptReturn
from ui import formats
from ui.models.table_model import Align, Column
from ui.pages.returns.state_words import STATES, state_text

# Short lines above narrow columns: eleven figures and the names stand side by side in the smallest window.
TITLE_LETTERS = 9
FIGURE_WIDTH, SHARE_WIDTH = 56, 156
DIGEST_LETTERS = 12
STANDINGS = {
    Standing.CERTIFICATE: N_("Certificate"),
    Standing.STATEMENT: N_("Statement"),
    Standing.STUDYING: N_("Studying"),
    Standing.LEFT: N_("Left"),
    Standing.ABSENT: N_("Did not come"),
    Standing.UNMARKED: N_("Not marked yet"),
}


def form_columns(form: Form) -> tuple[Column[Row], ...]:
    """The row's title and every column of the form, the group's title above its own."""
    tops = {row.parent for row in form.rows if row.parent != TOTAL}

    def is_strong(row: Row) -> bool:
        return row.code == TOTAL or (row.code in tops and not form.is_part(row))

    def title(row: Row) -> str:
        return "\u2003" * (form.is_part(row) + form.is_subpart(row)) + row.title

    first = Column(
        "row",
        form.row_header,
        title,
        width=260,
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

        def words(row: Row) -> str:
            return row.texts.get(column.code, "")

        return Column(column.code, title, words, width=160, is_told_whole=True, is_stretched=True)
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
        return f"{formats.percent_text(part, whole)} ({number_text(part)} / {number_text(whole)})"
    return number_text(row.values[column.code])


def number_text(value: float | None) -> str:
    """As many decimals as it has; a dash where there are no data."""
    return formats.NOTHING if value is None else short_number(value, language())


def _last_word(made: KeptReturn) -> str:
    """The reason of the last step that has one: why it was taken back, or what it corrects."""
    return next((step.note for step in reversed(made.steps) if step.note), made.reason)


def _file_of(made: KeptReturn) -> str:
    """A return whose file never came to its place can be written from here as it was made."""
    return made.file_name if made.is_written else _("{name}: file not written", name=made.file_name)


KEPT_COLUMNS: tuple[Column[KeptReturn], ...] = (
    Column(
        "state", N_("State"), lambda made: state_text(made.state), width=150, tone=lambda made: STATES[made.state][1]
    ),
    Column("number", N_("Number"), lambda made: made.number or None, width=90),
    Column("made_at", N_("Made at"), lambda made: made.made_at, width=140),
    Column("made_by", N_("Made by"), lambda made: made.made_by, width=180),
    Column("sent_at", N_("Sent at"), lambda made: made.sent_at, width=140),
    Column("file", N_("File"), _file_of, width=220, is_stretched=True, is_told_whole=True),
    Column("reason", N_("Reason"), _last_word, width=220, is_told_whole=True),
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

# How people qualify says their state with its day, and takes what the others leave.
PERSON_COLUMNS: tuple[Column[ListedPerson], ...] = (
    Column("name", N_("Surname, name, patronymic"), lambda person: person.full_name, width=210),
    Column(
        "reason",
        N_("Why it counts"),
        lambda person: person.reason,
        width=300,
        is_stretched=True,
        is_told_whole=True,
    ),
    Column("cohort", N_("Cohort"), lambda person: person.cohort, width=100),
    Column("district", N_("District or city"), lambda person: person.district, width=140),
    Column("workplace", N_("Workplace"), lambda person: person.workplace, width=140, is_told_whole=True),
    Column("subject", N_("Subject"), lambda person: person.subject, width=100, is_told_whole=True),
    Column("certificate", N_("Certificate number"), lambda person: person.certificate_number, width=120),
    Column("jshshir", N_("JShShIR"), lambda person: person.jshshir, width=120),
)
