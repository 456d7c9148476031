"""What a restore would bring back and what it would lose, before anything is done."""

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop_app.accounts.record_words import TECHNICAL_TABLES, table_name
from desktop_app.i18n import N_, _, _n
from desktop_app.safety.restore import CountDifference, RestorePreview
from ui.models.table_model import Column
from ui.theme import Tone
from ui.widgets.confirm import ConfirmDialog
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.workspace import Workspace

TABLE_SIZE = (520, 240)


def _change(difference: CountDifference) -> int:
    return difference.then - difference.now


def _signed(change: int) -> str:
    return f"+{change}" if change > 0 else f"−{-change}"


COLUMNS: tuple[Column[CountDifference], ...] = (
    Column("table", N_("Records"), lambda each: table_name(each.table), is_stretched=True),
    Column("now", N_("Now"), lambda each: each.now, width=90),
    Column("then", N_("In the backup"), lambda each: each.then, width=120),
    Column(
        "change",
        N_("Difference"),
        _change,
        shown=_signed,
        width=100,
        tone=lambda each: Tone.BAD if each.then < each.now else Tone.GOOD,
    ),
)


class RestoreDialog(ConfirmDialog):
    """Yes puts the backup in the place of the data."""

    def __init__(self, owner: QWidget, workspace: Workspace, preview: RestorePreview) -> None:
        super().__init__(
            owner,
            _("Replace the data with this backup?"),
            action=_("Restore the backup"),
            details=_sentences(preview),
            is_danger=True,
        )
        differences = [each for each in preview.differences if each.table not in TECHNICAL_TABLES]
        table = RecordTable(workspace, "settings.restore", COLUMNS, rows=differences, has_filter=False)
        table.setMinimumSize(*TABLE_SIZE)
        below = QVBoxLayout()
        if differences:
            below.addWidget(table)
        else:
            below.addWidget(label(_("The backup holds as many records of every kind as the data now."), Role.MUTED))
        outer = self.layout()
        assert isinstance(outer, QVBoxLayout)
        outer.insertLayout(1, below)

    @classmethod
    def agree(cls, owner: QWidget, workspace: Workspace, preview: RestorePreview) -> bool:
        dialog = cls(owner, workspace, preview)
        is_agreed = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return is_agreed


def _sentences(preview: RestorePreview) -> str:
    lines = [_("File: {name}", name=preview.file.name)]
    if preview.now is None:
        lines.append(_("The present data cannot be read, so nothing can be compared."))
    elif preview.journal_entries_lost:
        lines.append(
            _n(
                "{n} change made since then would be lost.",
                "{n} changes made since then would be lost.",
                preview.journal_entries_lost,
            )
        )
    if not preview.has_manifest:
        lines.append(_("No manifest lies beside the file, so only its structure could be verified."))
    lines.append(_("The present data are kept for 30 days in the folder of backups."))
    return "\n".join(lines)
