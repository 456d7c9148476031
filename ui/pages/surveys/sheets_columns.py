"""The columns of the people who are asked, of the sheets that came in, and of the surveys that run."""

from datetime import time

from desktop_app.i18n import N_, _
from desktop_app.surveys.board import Awaited
from desktop_app.surveys.records import SheetRecord, SurveyChannel, SurveyPhase
from ui import formats
from ui.models.table_model import Column
from ui.theme import Tone

CHANNELS = {
    SurveyChannel.SCREEN: N_("on the screen"),
    SurveyChannel.PAPER: N_("from paper"),
    SurveyChannel.WORKBOOK: N_("from a workbook"),
}
PHASES = {SurveyPhase.BEFORE: N_("before the course"), SurveyPhase.AFTER: N_("after the course")}


PEOPLE: tuple[Column[Awaited], ...] = (
    Column("number", "№", lambda row: row.number, width=56),
    Column("name", N_("Full name"), lambda row: row.name, width=280),
    Column("workplace", N_("Workplace"), lambda row: row.workplace, width=260, is_stretched=True),
    Column("phone", N_("Telephone"), lambda row: row.phone, width=150),
    Column(
        "answered",
        N_("Answer"),
        lambda row: _("answered") if row.has_answered else _("not yet"),
        tone=lambda row: Tone.GOOD if row.has_answered else Tone.WARN,
        width=150,
    ),
)


def _taken_in(row: SheetRecord) -> str:
    """An anonymous sheet says no hour, for somebody may have seen who answered then."""
    at = row.answered_at
    return formats.date_text(at.date()) if at.time() == time() else formats.moment_text(at)


SHEETS: tuple[Column[SheetRecord], ...] = (
    Column("slip", N_("Sheet"), lambda row: row.slip_number, width=80),
    Column("way", N_("How it came in"), lambda row: _(CHANNELS[row.channel]), width=150, is_stretched=True),
    Column("when", N_("When"), _taken_in, sort=lambda row: row.answered_at, width=170),
    Column("name", N_("Full name"), lambda row: row.name, width=240),
    Column("typed_by", N_("Typed by"), lambda row: row.typed_by, width=200),
    Column(
        "state",
        N_("State"),
        lambda row: _("complete") if row.is_complete else _("begun"),
        tone=lambda row: Tone.GOOD if row.is_complete else Tone.WARN,
        width=130,
    ),
)
