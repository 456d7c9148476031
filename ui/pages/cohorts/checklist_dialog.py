"""The close-out checklist: green what is done, red what is not, and Enter goes to where it is done."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop_app.completion.checklist import CheckLine, close_out, matter_name
from desktop_app.i18n import N_, _, _n
from ui.models.table_model import Column
from ui.operations import run_query
from ui.theme import Tone
from ui.widgets.form_dialog import FormDialog
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label

SIZE = (880, 460)
COLUMNS: tuple[Column[CheckLine], ...] = (
    Column("matter", N_("Matter"), lambda line: matter_name(line.matter), width=280),
    Column(
        "is_done",
        N_("State"),
        lambda line: _("Done") if line.is_done else _("Still open"),
        width=140,
        tone=lambda line: Tone.GOOD if line.is_done else Tone.BAD,
    ),
    Column("text", N_("How it stands"), lambda line: line.text, is_stretched=True, is_told_whole=True),
)


class ChecklistDialog(FormDialog):
    """Finishes with the name of the step to go to."""

    def __init__(self, owner: QWidget, cohort_id: int, code: str) -> None:
        super().__init__(
            owner,
            title=_("Close-out checklist of cohort {cohort}", cohort=code),
            save_text=_("Go there"),
            leave_text=_("Close"),
        )
        self.resize(*SIZE)
        self.whole = label("", Role.STRONG)
        self.table: RecordTable[CheckLine] = RecordTable(
            self.workspace, "close-out", COLUMNS, has_filter=False, has_export_button=False
        )
        self.table.opened.connect(lambda _line: self.submit())
        self.body.addWidget(self.whole)
        self.body.addWidget(self.table, 1)
        run_query(self, lambda centre: centre.read(close_out, cohort_id=cohort_id), self._show)

    def submit(self) -> None:
        line = self.table.current()
        if line is not None:
            self.finish(line.step.value)

    def is_changed(self) -> bool:
        return False

    def _show(self, lines: Sequence[CheckLine]) -> None:
        self.table.set_rows(lines)
        open_ones = [line for line in lines if not line.is_done]
        self.whole.setText(
            _n("{n} matter is open.", "{n} matters are open.", len(open_ones))
            if open_ones
            else _("Everything is done: the file of the cohort can be put away.")
        )
        first = open_ones[0] if open_ones else None
        self.table.select(lambda line: first is None or line == first)
        self.table.view.setFocus()
