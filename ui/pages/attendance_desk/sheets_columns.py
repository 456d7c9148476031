"""The columns of printed sheets and of the scans that are kept with them."""

from datetime import date

from desktop_app.attendance.evidence import EvidenceFile
from desktop_app.attendance.sheet_records import SheetRow, SheetState, kind_name, state_name
from desktop_app.i18n import N_
from ui import formats
from ui.models.table_model import Align, Column
from ui.theme import Tone


def days_text(first: date, last: date) -> str:
    """The days of a sheet as short as they can be told: 02–07.11.2026."""
    if first == last:
        return formats.date_text(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%d}–{formats.date_text(last)}"
    begin = f"{first:%d.%m}" if first.year == last.year else formats.date_text(first)
    return f"{begin}–{formats.date_text(last)}"


STATE_TONES = {
    SheetState.OUT: Tone.PLAIN,
    SheetState.MISSING: Tone.BAD,
    SheetState.RETURNED: Tone.GOOD,
    SheetState.GIVEN_UP: Tone.MUTED,
}

SHEET_COLUMNS: tuple[Column[SheetRow], ...] = (
    Column("number", N_("Number"), lambda row: row.number, width=124),
    Column("cohort", N_("Cohort"), lambda row: row.cohort, width=100, is_stretched=True),
    Column("kind", N_("Kind"), lambda row: kind_name(row.kind), width=136),
    Column("days", N_("Lessons"), lambda row: days_text(row.starts_on, row.ends_on), width=140),
    Column(
        "state",
        N_("State"),
        lambda row: state_name(row.state),
        tone=lambda row: STATE_TONES[row.state],
        hint=lambda row: row.note,
        width=112,
    ),
    Column("files", N_("Scans"), lambda row: row.files or None, width=64),
)

SCAN_COLUMNS: tuple[Column[EvidenceFile], ...] = (
    Column("name", N_("File"), lambda row: row.file_name, width=150, is_stretched=True, hint=lambda row: row.added_by),
    Column("size", N_("Size, kB"), lambda row: max(1, row.size // 1024), width=84, align=Align.RIGHT),
)
