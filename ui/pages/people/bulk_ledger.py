"""Earlier changes of many cards, each to be taken back as long as the cards were not changed since."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.changes import Outcome
from desktop_app.i18n import N_, _, _n
from desktop_app.people.bulk import BulkRecord, BulkUndone, bulk_edits, undo_bulk
from ui import formats
from ui.models.table_model import Column
from ui.operations import Owner, run_long, run_query
from ui.theme import Tone
from ui.widgets.empty_state import EmptyState
from ui.widgets.form_dialog import FormDialog
from ui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from desktop_app.centre import Centre
    from desktop_app.progress import Progress

WIDTH, HEIGHT = 860, 300
NAMED_AT_MOST = 10
FIELDS = {
    "district_code": N_("District"),
    "institution_id": N_("Workplace"),
    "position_code": N_("Position"),
    "staff_group": N_("Staff group"),
    "subject_code": N_("Subject"),
    "category_code": N_("Category"),
    "education_code": N_("Education"),
    "language_code": N_("Language of instruction"),
    "locality_code": N_("Town or country"),
}
COLUMNS = (
    Column[BulkRecord]("done_at", N_("When"), lambda row: row.done_at, shown=formats.moment_text, width=136),
    Column[BulkRecord]("done_by", N_("Who"), lambda row: row.done_by, width=140),
    Column[BulkRecord]("field", N_("Field"), lambda row: _(FIELDS[row.field.value]), width=190),
    Column[BulkRecord]("value", N_("New value"), lambda row: row.value or _("nothing"), is_stretched=True),
    Column[BulkRecord]("people", N_("Cards"), lambda row: row.people, width=80),
    Column[BulkRecord](
        "undone",
        N_("State"),
        lambda row: _("Taken back") if row.undone_at else "",
        width=130,
        tone=lambda row: Tone.MUTED if row.undone_at else None,
    ),
)


@dataclass(frozen=True)
class TakeBack:
    """A change of many cards that is to be undone."""

    bulk_id: int


class BulkLedger(FormDialog):
    """Finishes with the change to be taken back, on which the cursor stands."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(
            owner,
            title=_("Earlier changes of many cards"),
            save_text=_("Take it back"),
            leave_text=_("Close"),
            intro=_("Cards that somebody changed since stay as they are."),
        )
        self.setMinimumWidth(WIDTH)
        self.table: RecordTable[BulkRecord] = RecordTable(
            self.workspace,
            "people.bulk",
            COLUMNS,
            empty=EmptyState(_("No field of many cards was changed yet."), icon="info"),
            has_filter=False,
        )
        self.table.setMinimumHeight(HEIGHT)
        self.body.addWidget(self.table)
        self.table.selection_changed.connect(self._follow_row)
        self.save_button.setDisabled(True)
        run_query(self, lambda centre: centre.read(bulk_edits), self._show, slot="ledger")

    def submit(self) -> None:
        row = self.table.current()
        if row is not None and row.undone_at is None:
            self.finish(TakeBack(row.id))

    def _show(self, records: list[BulkRecord]) -> None:
        self.table.set_rows(records)
        if records and self.table.current() is None:
            self.table.select_place(0)
        self._follow_row()

    def _follow_row(self) -> None:
        row = self.table.current()
        self.save_button.setDisabled(row is None or row.undone_at is not None)


def take_back(owner: Owner, bulk_id: int) -> None:
    """Undo a change of many cards, and say which cards stay because somebody changed them since."""

    def write(centre: "Centre", progress: "Progress") -> Outcome[BulkUndone]:
        return centre.write(undo_bulk, bulk_id=bulk_id, progress=progress)

    def told(outcome: Outcome[BulkUndone]) -> None:
        owner.workspace.show_notice(undone_words(outcome.value))

    run_long(owner, _("Taking the change back"), write, told)


def undone_words(undone: BulkUndone) -> str:
    """How many cards are as they were, and which stay because somebody changed them since."""
    text = _n("{n} card is as it was.", "{n} cards are as they were.", undone.restored)
    text = " ".join([text, *undone.merged[:NAMED_AT_MOST]])
    if not undone.kept:
        return text
    names = ", ".join([*undone.kept[:NAMED_AT_MOST], *(["…"] if len(undone.kept) > NAMED_AT_MOST else [])])
    stay = _n(
        "{n} was changed since and stays: {people}.",
        "{n} were changed since and stay: {people}.",
        len(undone.kept),
        people=names,
    )
    return f"{text} {stay}"
