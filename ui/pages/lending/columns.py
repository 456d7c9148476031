"""The columns of what is out, of what both sides changed, and of what was written since."""

from desktop_app.accounts.record_words import table_name
from desktop_app.i18n import N_
from desktop_app.lending.records import Difference, LentWork, Whereabouts
from desktop_app.lending.words import where_text
from ui.models.table_model import Column
from ui.theme import Tone

_TONES = {
    Whereabouts.OUT: Tone.ACCENT,
    Whereabouts.LATE: Tone.BAD,
    Whereabouts.RETURNED: Tone.GOOD,
    Whereabouts.WRITTEN_OFF: Tone.MUTED,
}


def _tone(row: LentWork) -> Tone:
    return Tone.WARN if row.conflicts else _TONES[row.where]


LENT_COLUMNS: tuple[Column[LentWork], ...] = (
    Column("number", N_("Number"), lambda row: row.number, width=60),
    Column("title", N_("What"), lambda row: row.title, width=150, is_told_whole=True),
    Column(
        "recipient",
        N_("To whom"),
        lambda row: row.recipient,
        width=190,
        is_stretched=True,
        is_told_whole=True,
    ),
    Column("made_on", N_("Lent on"), lambda row: row.made_on, width=110),
    Column("due_on", N_("Expected back by"), lambda row: row.due_on, width=110),
    Column("where", N_("Where it is"), where_text, width=250, tone=_tone),
    Column("purpose", N_("Purpose"), lambda row: row.purpose, width=130, is_told_whole=True),
)
DIFFERENCE_COLUMNS: tuple[Column[Difference], ...] = (
    Column("number", N_("Number"), lambda row: row.number, width=60),
    Column("title", N_("Record"), lambda row: row.title, width=250, is_stretched=True, is_told_whole=True),
    Column("field", N_("Field"), lambda row: row.field, width=130),
    Column("base", N_("When it was lent"), lambda row: row.base, width=170, is_told_whole=True),
    Column("ours", N_("Here"), lambda row: row.ours, width=170, is_told_whole=True),
    Column("theirs", N_("On the other PC"), lambda row: row.theirs, width=170, is_told_whole=True),
)
WRITTEN_COLUMNS: tuple[Column[tuple[str, int]], ...] = (
    Column("table", N_("What"), lambda row: table_name(row[0]), width=260, is_stretched=True),
    Column("rows", N_("Rows"), lambda row: row[1], width=110),
)
