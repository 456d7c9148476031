"""The columns of the preview of a roster."""

from desktop_app.i18n import N_
from desktop_app.rosters.lines import PreviewLine
from ui.models.table_model import Align, Column
from ui.pages.rosters.tones import line_tone

STATE_ORDER = ("ask", "rejected", "ready", "ignored")

PREVIEW_COLUMNS = (
    Column[PreviewLine]("number", N_("Row"), lambda line: line.row.number, width=56, align=Align.RIGHT),
    Column[PreviewLine](
        "state",
        N_("State"),
        lambda line: line.state,
        width=150,
        sort=lambda line: STATE_ORDER.index(line.row.state),
        tone=line_tone,
    ),
    Column[PreviewLine]("name", N_("Full name"), lambda line: line.name, width=210, hint=lambda line: line.name),
    Column[PreviewLine]("action", N_("What will happen"), lambda line: line.what_happens, width=124),
    Column[PreviewLine](
        "reasons", N_("Why"), lambda line: line.reasons, hint=lambda line: line.reasons, is_stretched=True
    ),
)
