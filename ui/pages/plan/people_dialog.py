"""The persons behind an actual of the own channel: as many lines as the figure says."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog

from desktop_app.i18n import N_, _n
from desktop_app.plan.finished import FinishedPerson, OwnFilter, finished_count, finished_people
from ui.models.paged_model import Order, PagedModel
from ui.models.table_model import Column
from ui.navigation import Target
from ui.pages.plan.year_panel import YearPanel
from ui.widgets.list_window import lay_out_list
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label

if TYPE_CHECKING:
    from desktop_app.centre import Centre

SIZE = QSize(1080, 620)


class FinishedPeopleDialog(QDialog):
    def __init__(self, owner: YearPanel, title: str, wanted: OwnFilter) -> None:
        super().__init__(owner)
        self.workspace = owner.workspace
        self._names = owner.names
        self.setWindowTitle(title)
        self.resize(SIZE)
        columns = self._columns()

        def count(centre: "Centre", _text: str) -> int:
            return centre.read(finished_count, wanted)

        def fetch(centre: "Centre", _order: Order, _text: str, offset: int, limit: int) -> list[FinishedPerson]:
            return centre.read(finished_people, wanted, offset=offset, limit=limit)

        self.model: PagedModel[FinishedPerson] = PagedModel(self, columns, count=count, fetch=fetch)
        self.table: RecordTable[FinishedPerson] = RecordTable(
            self.workspace,
            "plan.people",
            columns,
            paged=self.model,
            has_filter=False,
            is_sortable=False,
            has_export_button=True,
        )
        self.table.opened.connect(self._open)
        self._count = label("", Role.MUTED)
        # Enter opens the card of a person; Esc closes the list.
        lay_out_list(self, title, self.table, self._count).setAutoDefault(False)
        self.model.counted.connect(self._show_count)
        self.model.reload()
        self.table.view.setFocus()

    def _columns(self) -> tuple[Column[FinishedPerson], ...]:
        names = self._names

        def district(row: FinishedPerson) -> str:
            return names.districts.get(row.district_code or "", "")

        def subject(row: FinishedPerson) -> str:
            return names.subjects.get(row.subject_code or "", "")

        return (
            Column("name", N_("Full name"), lambda row: row.full_name, width=260),
            Column("workplace", N_("Workplace"), lambda row: row.workplace, width=200, is_stretched=True),
            Column("district", N_("District or city"), district, width=150),
            Column("subject", N_("Subject"), subject, width=150),
            Column("cohort", N_("Cohort"), lambda row: row.cohort, width=110),
            Column("finished", N_("Finished on"), lambda row: row.finished_on, width=110),
        )

    def _show_count(self, count: int) -> None:
        self._count.setText(_n("{n} person", "{n} people", count))
        if count:
            self.table.select_place(0)

    def _open(self, person: FinishedPerson) -> None:
        """Leave the list for the card of the person."""
        self.accept()
        self.workspace.navigate(Target("person", person.person_id))
