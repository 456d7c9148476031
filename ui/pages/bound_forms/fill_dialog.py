"""What filling a form has done: the cells that got no figure, what moved, what does not add up."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from desktop_app.bound_forms.records import Filled, told
from desktop_app.i18n import N_, _, _n
from desktop_app.inspection.model import Severity
from ui.models.table_model import Column
from ui.theme import Tone
from ui.widgets.empty_state import EmptyState
from ui.widgets.list_window import lay_out_list
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.workspace import Workspace

SIZE = QSize(1080, 560)


@dataclass(frozen=True)
class Remark:
    """One thing to know about the filled file; ``kind`` is a marked word."""

    kind: str
    tone: Tone
    place: str
    text: str


REMARK_COLUMNS = (
    Column[Remark]("kind", N_("Kind"), lambda remark: _(remark.kind), width=150, tone=lambda remark: remark.tone),
    Column[Remark]("place", N_("Place"), lambda remark: remark.place, width=170),
    Column[Remark](
        "text",
        N_("What it is"),
        lambda remark: remark.text,
        width=520,
        is_stretched=True,
        is_told_whole=True,
    ),
)


def remarks_of(filled: Filled) -> Iterator[Remark]:
    """The worst first."""
    for finding in filled.findings:
        is_error = finding.severity is Severity.ERROR
        yield Remark(
            N_("Error") if is_error else N_("Warning"), Tone.BAD if is_error else Tone.WARN, finding.place, finding.text
        )
    for one in filled.unbound:
        yield Remark(N_("Not filled"), Tone.WARN, f"{one.sheet}!{one.cells}", f"{one.words}: {one.text}")
    for text in told(filled.moved):
        yield Remark(N_("Moved"), Tone.MUTED, "", text)


class FilledDialog(QDialog):
    def __init__(self, owner: QWidget, workspace: Workspace, filled: Filled) -> None:
        super().__init__(owner)
        self.workspace = workspace
        title = _("What was filled, and what was not")
        self.setWindowTitle(title)
        self.resize(SIZE)
        self.table = RecordTable(
            workspace,
            "bound_forms.remarks",
            REMARK_COLUMNS,
            rows=list(remarks_of(filled)),
            empty=EmptyState(_("Every bound cell has its figure, and nothing moved.")),
        )
        foot = label(_n("{n} cell was filled.", "{n} cells were filled.", len(filled.filled)), Role.MUTED)
        lay_out_list(self, title, self.table, foot)
        self.table.view.setFocus()
