"""How the rows of a file of answers are shown: where they stand, what happens with them, and why."""

from desktop_app.i18n import N_, _
from desktop_app.rosters.problems import RowState
from desktop_app.spreadsheets.headers import column_letter
from desktop_app.surveys.answers_records import AnswerRow, AnswersPreview
from ui.models.table_model import Align, Column
from ui.theme import Tone

STATES = {
    RowState.READY: (N_("Ready"), Tone.GOOD),
    RowState.ASK: (N_("To decide"), Tone.WARN),
    RowState.REJECTED: (N_("Rejected"), Tone.BAD),
    RowState.IGNORED: (N_("Left out"), Tone.MUTED),
}
TAKEN = (N_("Taken in"), Tone.ACCENT)


def row_columns(preview: AnswersPreview, taken: set[int]) -> tuple[Column[AnswerRow], ...]:
    """``taken`` are the numbers of the rows that somebody decided to take in all the same."""
    heads = {column.at: column.header for column in preview.table.columns}

    def state(row: AnswerRow) -> tuple[str, Tone]:
        return TAKEN if row.number in taken else STATES[row.state]

    def place(row: AnswerRow) -> str:
        at = row.problems[0].column if row.problems else None
        return "" if at is None else f"{column_letter(at)}: {heads.get(at, '')}"

    person = (Column("person", N_("Full name"), lambda row: row.person, width=210),)
    return (
        Column("row", N_("Row"), lambda row: row.number, width=70),
        Column("state", N_("State"), lambda row: _(state(row)[0]), width=165, tone=lambda row: state(row)[1]),
        *(person if preview.target.names_people else ()),
        Column("answered", N_("Answers"), lambda row: row.answered, width=100, align=Align.RIGHT),
        Column("place", N_("Column"), place, width=240, is_told_whole=True),
        Column("value", N_("In the file"), lambda row: row.problems[0].value if row.problems else "", width=140),
        Column("remark", N_("Remark"), remark, width=330, is_stretched=True, is_told_whole=True),
    )


def remark(row: AnswerRow) -> str:
    return " ".join(dict.fromkeys(found.text for found in row.problems))
