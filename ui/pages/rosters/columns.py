"""The columns of the preview of a roster."""

from desktop_app.i18n import N_
from ui.models.table_model import Align, Column
from ui.pages.rosters.words import PreviewLine, line_state, line_tone, what_happens

STATE_ORDER = ("ask", "rejected", "ready", "ignored")

PREVIEW_COLUMNS = (
    Column[PreviewLine]("number", N_("Row"), lambda line: line.row.number, width=56, align=Align.RIGHT),
    Column[PreviewLine](
        "state",
        N_("State"),
        line_state,
        width=150,
        sort=lambda line: STATE_ORDER.index(line.row.state),
        tone=line_tone,
    ),
    Column[PreviewLine](
        "name", N_("Full name"), lambda line: line.name, width=210, hint=lambda line: line.name
    ),
    Column[PreviewLine]("action", N_("What will happen"), what_happens, width=124, hint=what_happens),
    Column[PreviewLine](
        "reasons", N_("Why"), lambda line: line.reasons, hint=lambda line: line.reasons, is_stretched=True
    ),
)
