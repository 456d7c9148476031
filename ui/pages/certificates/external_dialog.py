"""Certificates of the platform, pasted for a whole cohort: name, number, link, day; every line ends in a state."""

from collections.abc import Sequence
from typing import cast

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop_app.certificates.external import External, PastedLine, note_external, pasted_externals
from desktop_app.changes import Outcome
from desktop_app.i18n import N_, _, _n
from ui.models.table_model import Column
from ui.operations import run_command, run_query
from ui.theme import Tone
from ui.widgets.fields import TextField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.record_table import RecordTable

COLUMNS: tuple[Column[PastedLine], ...] = (
    Column("place", N_("Row"), lambda row: row.place, width=60),
    Column("name", N_("Full name"), lambda row: row.name or row.text, width=220),
    Column("number", N_("Number"), lambda row: row.external.number if row.external else "", width=140),
    Column(
        "state",
        N_("State"),
        lambda row: row.problem.text if row.problem else _("Ready"),
        tone=lambda row: Tone.BAD if row.problem else Tone.GOOD,
        is_stretched=True,
    ),
)


class ExternalDialog(FormDialog):
    """Finishes with what stood before, so that it can be undone."""

    def __init__(self, owner: QWidget, cohort_id: int) -> None:
        super().__init__(
            owner,
            title=_("Certificates of the platform"),
            save_text=_("Keep"),
            intro=_("Paste rows from a table: full name, number, then the link and the day if they are known."),
        )
        self._cohort_id = cohort_id
        self._ready: list[External] = []
        self.setMinimumWidth(760)
        rows = self.add(TextField("text", _("Rows"), is_required=True, lines=5))
        rows.edited.connect(self._read)
        self._rows = cast("QPlainTextEdit", rows.editor)
        self.table = RecordTable(self.workspace, "pasted_externals", COLUMNS, has_filter=False)
        self.table.setMinimumHeight(200)
        self.body.addWidget(self.table, 1)
        self.save_button.setEnabled(False)

    def submit(self) -> None:
        ready = list(self._ready)
        run_command(self, lambda centre: centre.write(note_external, certificates=ready), self._kept)

    def _kept(self, outcome: Outcome[list[External]]) -> None:
        self.finish(outcome.value)

    def _read(self) -> None:
        # As it was pasted: the value of the field has its tabs tidied away.
        cohort_id, text = self._cohort_id, self._rows.toPlainText()
        run_query(
            self,
            lambda centre: centre.read(pasted_externals, cohort_id=cohort_id, text=text),
            self._show,
            slot="pasted",
        )

    def _show(self, lines: Sequence[PastedLine]) -> None:
        self.table.set_rows(lines)
        self._ready = [line.external for line in lines if line.external is not None]
        self.save_button.setEnabled(bool(self._ready) and len(self._ready) == len(lines))
        count = len(self._ready)
        self.save_button.setText(_n("Keep {n} certificate", "Keep {n} certificates", count) if count else _("Keep"))
