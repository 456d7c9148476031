"""The lessons that nobody has marked, or not wholly; Enter goes to the lesson in its register."""

from PySide6.QtCore import Qt

from desktop_app.attendance.board import UnmarkedLesson, newest_unmarked, unmarked_lessons
from desktop_app.i18n import N_, _, _n
from ui.models.choices_model import Choice
from ui.navigation import Target
from ui.operations import run_query
from ui.pages.attendance_desk.columns import UNMARKED_COLUMNS
from ui.pages.attendance_desk.desk_panel import ListPanel
from ui.widgets.chooser import Chooser
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable
from ui.workspace import Workspace

# By which column the list can be ordered; as it comes from the database the newest lessons stand first.
ORDERS = {"": N_("Newest first"), "cohort": N_("By cohort"), "leader": N_("By group leader")}
NEWEST_FIRST = -1


class UnmarkedPanel(ListPanel):
    changes_that_matter = frozenset({"mark", "session", "enrolment", "cohort"})

    def __init__(self, workspace: Workspace) -> None:
        table: RecordTable[UnmarkedLesson] = RecordTable(
            workspace,
            "attendance_desk.unmarked",
            UNMARKED_COLUMNS,
            filter_hint=_("Cohort, module or name"),
            empty=EmptyState(_("Every lesson that has begun is marked."), None, "success"),
        )
        super().__init__(workspace, table)
        self.order_box = Chooser(_("Order of the list"), [Choice(column, _(words)) for column, words in ORDERS.items()])
        self.order_box.chosen.connect(self._sort)
        table.tools.addWidget(self.order_box)
        # Whatever it was ordered by when its columns were kept.
        self._sort("")

    def go_to(self, place: object) -> None:
        """``place`` is what the list is narrowed to, such as the code of a cohort."""
        self.table.filter_box.setText(str(place))

    def refresh(self) -> None:
        if not self.table.view.model().rowCount():
            run_query(self, lambda centre: centre.read(newest_unmarked), self._show_newest, slot="newest")
        run_query(self, lambda centre: centre.read(unmarked_lessons), self.show_rows, slot="refresh")

    def sentence_of(self, row: UnmarkedLesson) -> str:
        return _n(
            "{n} person has no mark. Enter goes to the lesson in its register.",
            "{n} people have no mark. Enter goes to the lesson in its register.",
            row.lacking,
        )

    def open_row(self, row: UnmarkedLesson) -> None:
        self.workspace.navigate(Target("cohort", (row.cohort_id, "attendance", row.session_id)))

    def _sort(self, column: str) -> None:
        places = [each.name for each in UNMARKED_COLUMNS]
        place = places.index(column) if column else NEWEST_FIRST
        self.table.view.sortByColumn(place, Qt.SortOrder.AscendingOrder)

    def _show_newest(self, lessons: list[UnmarkedLesson]) -> None:
        """The newest stand there while the older ones are still counted; that none is new says nothing yet."""
        if lessons:
            self.show_rows(lessons)
