"""Puts the people chosen into a cohort: one that is there, found as one types, or a new one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.changes import Outcome
from desktop_app.cohorts.enrolment import enrol
from desktop_app.cohorts.records import CohortRow, CohortState, cohort_state_name
from desktop_app.cohorts.service import cohorts
from desktop_app.due.records import Placement
from desktop_app.due.service import placement
from desktop_app.i18n import N_, _, _n
from ui.actions import Action
from ui.models.table_model import Column
from ui.navigation import FORMS, load
from ui.operations import run_command, run_query
from ui.widgets.empty_state import EmptyState
from ui.widgets.form_dialog import FormDialog
from ui.widgets.record_table import RecordTable
from ui.widgets.text import label

if TYPE_CHECKING:
    from desktop_app.centre import Centre

SIZE = (860, 540)
# So many are told by name; the others are only left out.
HINDERED = 5
OPEN = (CohortState.PLANNED, CohortState.STUDYING)
COHORT_COLUMNS: tuple[Column[CohortRow], ...] = (
    Column("code", N_("Code"), lambda row: row.code, width=110),
    Column("programme", N_("Programme"), lambda row: row.programme_title, is_stretched=True),
    Column("hours", N_("Hours"), lambda row: row.hours, width=70),
    Column("starts", N_("From"), lambda row: row.starts_on, width=96),
    Column("state", N_("State"), lambda row: cohort_state_name(row.state), width=140),
    Column("people", N_("People"), lambda row: row.people, width=80),
)


@dataclass(frozen=True)
class Placed:
    """Who was put where; the enrolments can be taken back."""

    cohort_id: int
    cohort_code: str
    enrolment_ids: tuple[int, ...]


class IntoCohortDialog(FormDialog):
    """Finishes with a ``Placed``."""

    def __init__(self, owner: QWidget, person_ids: Sequence[int]) -> None:
        super().__init__(
            owner,
            title=_n("Put {n} person into a cohort", "Put {n} people into a cohort", len(person_ids)),
            save_text=_("Enrol"),
        )
        self.resize(*SIZE)
        self._person_ids = tuple(person_ids)
        self._placement: Placement | None = None
        new = Action(_("New cohort"), self._add_cohort, icon="plus", key="Ctrl+N", right="edit_cohorts")
        self.table: RecordTable[CohortRow] = RecordTable(
            self.workspace,
            "due.cohorts",
            COHORT_COLUMNS,
            filter_hint=_("Code or programme"),
            has_export_button=False,
            empty=EmptyState(_("No cohort is planned or running."), new, "cohort"),
        )
        self.table.add_row_action(new)
        self.table.selection_changed.connect(self._look)
        self.table.opened.connect(lambda _row: self.save())
        self.words = label("", wrap=True)
        self.warning = label("", wrap=True, tone="warn")
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.words)
        self.body.addWidget(self.warning)
        self._show_placement(None)
        self._load()

    def submit(self) -> None:
        row, found = self.table.current(), self._placement
        if row is None or found is None or not found.free_ids:
            return

        def write(centre: "Centre") -> Outcome[list[int]]:
            return centre.write(enrol, cohort_id=row.id, person_ids=found.free_ids)

        run_command(self, write, lambda done: self.finish(Placed(row.id, row.code, tuple(done.value))))

    def is_changed(self) -> bool:
        return False

    def _load(self, cohort_id: int | None = None) -> None:
        def show(rows: Sequence[CohortRow]) -> None:
            self.table.set_rows(rows)
            if rows and not self.table.select(lambda row: row.id == cohort_id):
                self.table.select(lambda _row: True)
            self.table.filter_box.setFocus()

        run_query(self, lambda centre: centre.read(cohorts, states=OPEN, rows=None).rows, show, slot="cohorts")

    def _add_cohort(self) -> None:
        cohort_id = load(FORMS["cohort"]).ask(self)
        if cohort_id is not None:
            self._load(cohort_id)

    def _look(self) -> None:
        row, person_ids = self.table.current(), self._person_ids
        self._show_placement(None)
        if row is None:
            return

        def ask(centre: "Centre") -> Placement:
            return centre.read(placement, cohort_id=row.id, person_ids=person_ids)

        run_query(self, ask, self._show_placement, slot="placement")

    def _show_placement(self, found: Placement | None) -> None:
        self._placement = found
        self.save_button.setEnabled(found is not None and bool(found.free_ids))
        row = self.table.current()
        lines: list[str] = []
        warnings: list[str] = []
        if found is not None and row is not None:
            free = len(found.free_ids)
            lines.append(
                _n("{n} person goes into {cohort}.", "{n} people go into {cohort}.", free, cohort=row.code)
                if free
                else _("All of them are in a cohort already.")
            )
            warnings = [warning.text for warning in found.warnings] if free else []
            if found.taken and free:
                lines.append(
                    _n(
                        "{n} person is in a cohort already and is left out.",
                        "{n} people are in a cohort already and are left out.",
                        found.taken,
                    )
                )
            warnings += found.hindered[:HINDERED]
            if found.strangers:
                warnings.append(
                    _n(
                        "The programme is not for the subject or the staff group of {n} person.",
                        "The programme is not for the subject or the staff group of {n} people.",
                        found.strangers,
                    )
                )
        self.words.setText(" ".join(lines))
        self.words.setVisible(bool(lines))
        self.warning.setText("\n".join(warnings))
        self.warning.setVisible(bool(warnings))
