"""Shows how a person stands with every module: brought along, attended, to come, missing."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop_app.attendance.carried import missing_hours
from desktop_app.attendance.records import ModuleStanding, hours_text
from desktop_app.cohorts.records import EnrolledPerson
from desktop_app.i18n import N_, _
from ui.models.table_model import Align, Column
from ui.operations import run_query
from ui.theme import Tone
from ui.widgets.empty_state import EmptyState
from ui.widgets.form_dialog import FormDialog
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label

SIZE = (900, 420)
COLUMNS: tuple[Column[ModuleStanding], ...] = (
    Column("title", N_("Module"), lambda row: row.title or _("Without a module"), width=280, is_stretched=True),
    Column("total", N_("Hours"), lambda row: row.total, width=72, align=Align.RIGHT),
    Column("carried", N_("Brought along"), lambda row: row.carried, shown=hours_text, width=120, align=Align.RIGHT),
    Column("attended", N_("Attended"), lambda row: row.attended, shown=hours_text, width=92, align=Align.RIGHT),
    Column("open", N_("To come"), lambda row: row.open, shown=hours_text, width=92, align=Align.RIGHT),
    Column(
        "missing",
        N_("Missing"),
        lambda row: row.missing,
        shown=hours_text,
        width=100,
        align=Align.RIGHT,
        tone=lambda row: Tone.BAD if row.missing else None,
    ),
)


class StandingDialog(FormDialog):
    def __init__(self, owner: QWidget, person: EnrolledPerson) -> None:
        intro = _("Came from cohort {cohort}", cohort=person.came_from) if person.came_from else ""
        super().__init__(owner, title=person.name, save_text=_("Close"), intro=intro)
        self.resize(*SIZE)
        # There is nothing to leave undone.
        self._cancel.hide()
        self.table: RecordTable[ModuleStanding] = RecordTable(
            self.workspace,
            "hours by module",
            COLUMNS,
            has_filter=False,
            empty=EmptyState(_("The programme has no modules and there is no timetable yet."), icon="programme"),
        )
        self.whole = label("", Role.STRONG, wrap=True)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.whole)
        run_query(self, lambda centre: centre.read(missing_hours, enrolment_id=person.id), self._show)

    def is_changed(self) -> bool:
        return False

    def _show(self, modules: Sequence[ModuleStanding]) -> None:
        self.table.set_rows(modules)
        missing = sum(module.missing for module in modules)
        self.whole.setText(
            _("Hours that can no longer be made up: {hours}.", hours=hours_text(missing))
            if missing
            else _("Nothing is missing that the timetable does not bring.")
        )
