"""Which columns of which registers are written to a file."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from desktop_app.attendance.exporting import RegisterWishes, export_registers
from desktop_app.attendance.workbook import COLUMNS, DEFAULT_COLUMNS, JSHSHIR
from desktop_app.cohorts.service import cohort
from desktop_app.i18n import N_, _
from ui.actions import Action, make_button
from ui.files import WORKBOOK, FileKind, choose_target, show_saved
from ui.models.choices_model import Choice
from ui.operations import run_long, run_query
from ui.pages.attendance_desk.import_dialogs import open_cohorts
from ui.pages.attendance_desk.spot import Spot
from ui.widgets.fields import CheckField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.several_field import SeveralField

if TYPE_CHECKING:
    from desktop_app.centre import Centre

CSV = FileKind(".csv", N_("CSV files"))
WIDTH = 620


class RegisterExportDialog(FormDialog):
    """Finishes with the cohorts, the RegisterWishes and the kind of file. A ``cohort_id`` is ticked from the start."""

    def __init__(self, owner: QWidget, cohorts: Sequence[Choice], *, cohort_id: int | None = None) -> None:
        super().__init__(owner, title=_("Export the register"), save_text=_("Excel…"))
        self.setMinimumWidth(WIDTH)
        columns = [Choice(name, _(title)) for name, title in COLUMNS.items() if name != JSHSHIR]
        self.cohorts = SeveralField("cohorts", _("Cohorts"), cohorts, hint=_("Each on a sheet of its own."))
        self.columns = SeveralField("columns", _("Columns"), columns, hint=_("With the marks it can be read in again."))
        self.numbers = CheckField(
            "numbers", _("Write each JShShIR in full"), hint=_("The journal tells who took the numbers out.")
        )
        self.add_row(self.cohorts, self.columns)
        self.add(self.numbers)
        self.cohorts.set_value([] if cohort_id is None else [cohort_id])
        self.columns.set_value(DEFAULT_COLUMNS)
        self.add_button(make_button(self, Action(_("CSV…"), lambda: self.choose(CSV), icon="list", key="Ctrl+S")))

    def submit(self) -> None:
        self.choose(WORKBOOK)

    def choose(self, kind: FileKind) -> None:
        """Finish for this kind of file, once something is ticked; a CSV file holds one register."""
        cohorts = self.cohorts.value
        if not cohorts:
            self.cohorts.show_error(_("Tick the cohorts whose registers are to be written."))
        elif not self.columns.value:
            self.columns.show_error(_("Tick the columns that are to be written."))
        elif kind is CSV and len(cohorts) > 1:
            self.cohorts.show_error(_("A CSV file holds one register: tick one cohort."))
        else:
            numbers = (JSHSHIR,) if self.numbers.value else ()
            self.finish((cohorts, RegisterWishes((*self.columns.value, *numbers)), kind))

    def is_changed(self) -> bool:
        return False


def ask_export(panel: Any, spot: Spot) -> None:
    """The act "Export the register" of a cohort."""
    run_query(
        panel,
        lambda centre: _offered(centre, spot.cohort_id),
        lambda cohorts: export(panel, cohorts, cohort_id=spot.cohort_id),
        slot="export",
    )


def export(owner: Any, cohorts: Sequence[Choice], *, cohort_id: int | None = None) -> None:
    """Ask what is to be written and where, and write it beside other work."""
    asked = RegisterExportDialog.ask(owner, cohorts, cohort_id=cohort_id)
    if asked is None:
        return
    chosen, wishes, kind = asked
    codes = {choice.value: choice.text for choice in cohorts}
    day = owner.workspace.centre.clock.today().isoformat()
    name = " ".join((_("Register of attendance"), codes[chosen[0]] if len(chosen) == 1 else "", day))
    out = choose_target(owner, _("Export the register"), name=" ".join(name.split()), kind=kind)
    if out is not None:
        run_long(
            owner,
            _("Writing the registers"),
            lambda centre, progress: export_registers(centre, chosen, wishes, out=out, progress=progress),
            lambda written: show_saved(owner.workspace, written),
            is_aside=True,
        )


def _offered(centre: "Centre", cohort_id: int) -> list[Choice]:
    """The open cohorts, and the one that is asked about though it may be over."""
    found = open_cohorts(centre)
    if cohort_id in {choice.value for choice in found}:
        return found
    return [Choice(cohort_id, centre.read(cohort, cohort_id=cohort_id).code), *found]
