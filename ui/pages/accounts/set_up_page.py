"""Accounts and protection are set up here once: an administrator, a recovery sheet that was tried, encryption."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.accounts.recovery import make_recovery_sheet, prove_recovery_sheet
from desktop_app.accounts.service import StaffMember, staff
from desktop_app.accounts.sign_in import set_up_accounts
from desktop_app.centre import Centre
from desktop_app.errors import CentreError
from desktop_app.i18n import _
from desktop_app.whole_file import whole_bytes
from ui.files import PDF, choose_target, show_saved
from ui.navigation import Target
from ui.operations import run_query
from ui.pages.accounts.set_up_forms import AdministratorForm, Plan, SheetForm
from ui.printing import ask_printer, print_pdf
from ui.theme import GAP_L
from ui.widgets.page import Page
from ui.widgets.step_path import Step, StepPath, StepState
from ui.workspace import Workspace

WIDTH = 680


class SetUpPage(Page):
    """Nothing is closed before the sheet was tried: who leaves on the way leaves the centre as it was."""

    changes_that_matter = frozenset({"staff"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title=_("Accounts and protection"))
        self._sheet = b""
        self.path = StepPath()
        self.administrator = AdministratorForm(later=self.put_off, go_on=self.make_sheet)
        self.recovery = SheetForm(
            back=self._go_back, print_sheet=self.print_sheet, save_sheet=self.save_sheet, finish=self.complete
        )
        self.steps = QStackedWidget()
        self.steps.addWidget(self.administrator)
        self.steps.addWidget(self.recovery)
        column = QWidget()
        column.setMaximumWidth(WIDTH)
        rows = QVBoxLayout(column)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(GAP_L)
        rows.addWidget(self.path)
        rows.addWidget(self.steps)
        rows.addStretch(1)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(column, 10)
        middle.addStretch(1)
        self.body.addLayout(middle, 1)
        self._show_step(self.administrator)

    def first_focus(self) -> QWidget | None:
        return self.steps.currentWidget().focusProxy()

    def refresh(self) -> None:
        run_query(self, lambda centre: centre.read(staff), self._show_staff, slot="refresh")

    def put_off(self) -> None:
        today = self.workspace.centre.clock.today()
        self.workspace.change_settings(accounts_put_off=today.isoformat())
        self.workspace.navigate(Target("home"))
        self.workspace.show_notice(_("Accounts can be set up at any time: Settings, Protection."))

    def make_sheet(self) -> None:
        """A code for the sheet; the one of before, if one was made and left, opens nothing any more."""
        self.banner.clear()
        if self.administrator.is_sound():
            run_query(self, make_recovery_sheet, self._show_sheet)

    def print_sheet(self) -> None:
        title = _("The recovery sheet")
        printer = ask_printer(self, title=title, is_landscape=False)
        if printer is not None:
            print_pdf(self, self._sheet, printer=printer, title=title)
            self.recovery.fields["code"].setFocus(Qt.FocusReason.OtherFocusReason)

    def save_sheet(self) -> None:
        out = choose_target(self, _("The recovery sheet"), name=_("The recovery sheet"), kind=PDF)
        if out is not None:
            sheet = self._sheet
            run_query(self, lambda _centre: whole_bytes(out, sheet), lambda path: show_saved(self.workspace, path))

    def complete(self) -> None:
        """Try the code, give the first account, close the keys; then encrypt, if that was chosen."""
        self.banner.clear()
        if self.recovery.is_sound():
            plan, code = self.administrator.plan, self.recovery.code
            run_query(self, lambda centre: _set_up(centre, plan, code), lambda _nothing: self._closed(plan))

    def show_error(self, error: CentreError) -> None:
        form = self.administrator if error.code in ("bad_login", "weak_password") else self.recovery
        self._show_step(form)
        if not form.show_error(error, {"weak_password": "new", "wrong_code": "code"}):
            super().show_error(error)

    def _closed(self, plan: Plan) -> None:
        if plan.is_encrypted:
            self.workspace.rewriting_requested.emit("encrypt")
        else:
            self.workspace.person_changed.emit()
            self.workspace.navigate(Target("settings", "staff"))

    def _show_staff(self, members: Sequence[StaffMember]) -> None:
        self.administrator.show_staff(members, acting=self.workspace.centre.actor.staff_id)

    def _show_sheet(self, content: bytes) -> None:
        self._sheet = content
        self._show_step(self.recovery)

    def _go_back(self) -> None:
        self._show_step(self.administrator)

    def _show_step(self, form: QWidget) -> None:
        is_second = form is self.recovery
        state = StepState
        self.path.set_steps(
            [
                Step("who", _("Administrator"), state.DONE if is_second else state.CURRENT, ""),
                Step("sheet", _("Recovery sheet"), state.CURRENT if is_second else state.WAITING, ""),
            ],
            "sheet" if is_second else "who",
        )
        self.steps.setCurrentWidget(form)
        focus = form.focusProxy()
        if focus is not None and self.isVisible():
            focus.setFocus(Qt.FocusReason.OtherFocusReason)


def _set_up(centre: Centre, plan: Plan, code: str) -> None:
    """Runs in the worker."""
    prove_recovery_sheet(centre, code)
    set_up_accounts(centre, staff_id=plan.staff_id, login=plan.login, password=plan.password, roles=plan.roles)
