"""The check of the data: what was looked at and what was found."""

from PySide6.QtWidgets import QWidget

from desktop_app.centre import Centre
from desktop_app.i18n import N_, _
from desktop_app.progress import Progress
from desktop_app.safety.check import CheckResult, check_centre
from ui.actions import Action
from ui.models.table_model import Column
from ui.operations import run_long
from ui.pages.settings.section import Section
from ui.theme import Tone
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable
from ui.workspace import Workspace


def _state(result: CheckResult) -> str:
    return _("Nothing found") if result.ok else _("Found")


COLUMNS: tuple[Column[CheckResult], ...] = (
    Column("title", N_("What was looked for"), lambda result: _(result.title), is_stretched=True),
    Column("state", N_("Result"), _state, width=150, tone=lambda result: Tone.GOOD if result.ok else Tone.BAD),
    Column("found", N_("Count"), lambda result: result.found, width=90),
)


class CheckSection(Section):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__(
            workspace,
            title=_("Data check"),
            intro=_("Looks for damage in the file and for records that contradict each other. Nothing is changed."),
        )
        check = Action(_("Check the data"), self.check, icon="check", key="Ctrl+Return")
        self.check_button = self.add_action(check, is_primary=True)
        self.table = RecordTable(
            workspace,
            "settings.check",
            COLUMNS,
            has_filter=False,
            empty=EmptyState(_("The data have not been checked since the program was opened."), icon="search"),
        )
        self.body.addWidget(self.table, 1)

    def first_focus(self) -> QWidget | None:
        return self.check_button

    def check(self) -> None:
        def work(centre: Centre, progress: Progress) -> list[CheckResult]:
            # The program tells its steps in marked texts; the strip shows words.
            told = Progress(lambda what, done, total: progress.step(_(what), done, total))
            return centre.read(check_centre, progress=told)

        run_long(self, _("Checking the data"), work, self._show)

    def _show(self, results: list[CheckResult]) -> None:
        self.table.set_rows(sorted(results, key=lambda result: result.ok))
        faults = [result for result in results if not result.ok]
        if faults:
            self.workspace.show_notice(_("The check found faults; they stand at the top of the list."))
        else:
            self.workspace.show_notice(_("The data are sound."))
