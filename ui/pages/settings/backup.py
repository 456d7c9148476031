"""Backups: what there is, one more now, a copy elsewhere, and the way back."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.accounts.rights import Right, require_right
from desktop_app.centre import Centre
from desktop_app.i18n import N_, _, _n
from desktop_app.progress import Progress
from desktop_app.safety.backup import back_up, backups
from desktop_app.safety.manifest import BackupRecord
from desktop_app.safety.restore import RestorePreview, preview_restore
from ui import formats
from ui.actions import Action
from ui.models.table_model import Column
from ui.operations import run_long, run_query
from ui.pages.settings.restore_dialog import RestoreDialog
from ui.pages.settings.section import Section
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable
from ui.workspace import Workspace

MEGABYTE = 1_000_000
REASONS = {
    "closing": N_("When the program was closed"),
    "every-half-hour": N_("Every half hour of work"),
    "on-demand": N_("On demand"),
    "before-import": N_("Before an import"),
    "before-encryption": N_("Before the data were encrypted"),
    "before-decryption": N_("Before the data were decrypted"),
    "before-rotation": N_("Before the keys were changed"),
}


def _reason(record: BackupRecord) -> str:
    if record.is_before_migration:
        return _("Before the program was updated")
    return _(REASONS[record.reason]) if record.reason in REASONS else record.reason


def size_text(size: int) -> str:
    return _("{size} MB", size=formats.decimal_text(size / MEGABYTE, 1))


COLUMNS: tuple[Column[BackupRecord], ...] = (
    Column("made_at", N_("Made at"), lambda record: record.made_at, width=150),
    Column("reason", N_("Why"), _reason, is_stretched=True),
    Column("people", N_("People"), lambda record: record.people, width=100),
    Column("size", N_("Size"), lambda record: record.size, shown=size_text, width=100),
    Column("file", N_("File"), lambda record: record.path.name, width=240),
)


class BackupSection(Section):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__(
            workspace,
            title=_("Backup"),
            intro=_(
                "Made automatically every half hour of work and at the end; each is verified. "
                "Keep a copy on another disk as well."
            ),
        )
        self.add_action(Action(_("Restore from a file…"), self.restore_file, icon="upload"))
        self.add_action(Action(_("Copy to another place…"), self.copy, icon="copy", key="Ctrl+Shift+S"))
        self.now_button = self.add_action(
            Action(_("Back up now"), self.back_up_now, icon="backup", key="Ctrl+N"), is_primary=True
        )
        self.table = RecordTable(
            workspace,
            "settings.backups",
            COLUMNS,
            has_filter=False,
            empty=EmptyState(_("There is no backup yet. The first is made when the program is closed."), icon="backup"),
        )
        self.table.opened.connect(lambda record: self._look(record.path))
        self.table.add_row_action(Action(_("Restore this backup…"), self._restore_current, icon="undo", key="Ctrl+R"))
        self.body.addWidget(self.table, 1)

    def first_focus(self) -> QWidget | None:
        return self.now_button

    def refresh(self) -> None:
        def newest_first(centre: Centre) -> Sequence[BackupRecord]:
            return tuple(reversed(backups(centre.paths.backups)))

        run_query(self, newest_first, self.table.set_rows, slot="refresh")

    def back_up_now(self) -> None:
        self._write(None)

    def copy(self) -> None:
        today = self.workspace.centre.clock.today()
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("Copy to another place"), f"mahorat-{today}.db", _("Backups (*.db)")
        )
        if chosen:
            self._write(Path(chosen))

    def restore_file(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Restore from a file"), "", _("Backups (*.db)"))
        if chosen:
            self._look(Path(chosen))

    def _restore_current(self) -> None:
        record = self.table.current()
        if record is not None:
            self._look(record.path)

    def _write(self, out: Path | None) -> None:
        def work(centre: Centre, _progress: Progress) -> BackupRecord:
            centre.read(require_right, Right.BACK_UP)
            return back_up(centre, reason="on-demand", out=out)

        run_long(self, _("Backing up"), work, self._written)

    def _written(self, record: BackupRecord) -> None:
        self.make_stale()
        self.workspace.backup_made.emit()
        self.workspace.show_notice(
            _n(
                "The backup {file} is written and verified: {n} person.",
                "The backup {file} is written and verified: {n} people.",
                record.people,
                file=record.path.name,
            )
        )

    def _look(self, file: Path) -> None:
        def compare(centre: Centre) -> RestorePreview:
            return preview_restore(centre.paths, file, master=centre.master)

        run_query(self, compare, self._ask, slot="preview")

    def _ask(self, preview: RestorePreview) -> None:
        if RestoreDialog.agree(self, self.workspace, preview):
            self.workspace.restore_requested.emit(preview.file)
