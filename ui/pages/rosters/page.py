"""A roster from the file to the cohort: choose or drop it, look at every row, answer, enrol."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from desktop_app.changes import Outcome
from desktop_app.cohorts.records import CohortRecord, CohortRow, CohortState
from desktop_app.cohorts.service import cohort, cohorts
from desktop_app.errors import Cancelled, CentreError, Conflict, Invalid
from desktop_app.i18n import _, _n
from desktop_app.progress import Progress
from desktop_app.reference.service import profile
from desktop_app.rosters.answers import enrolled_by, undecided
from desktop_app.rosters.apply import RosterOutcome
from desktop_app.rosters.preview import RosterPreview, preview_roster
from desktop_app.rosters.problems import RowState
from desktop_app.rosters.service import apply_with_backup
from desktop_app.rosters.workbook import write_roster_report
from desktop_app.spreadsheets.reading import read_workbook
from desktop_app.spreadsheets.records import Workbook
from ui import formats
from ui.actions import Action
from ui.files import WORKBOOK, choose_target, show_saved
from ui.models.choices_model import Choice
from ui.navigation import Target
from ui.operations import run_long, run_query
from ui.pages.rosters.columns_dialog import ColumnsDialog, TablePlace
from ui.pages.rosters.drop_area import DropArea
from ui.pages.rosters.preview import PreviewView
from ui.widgets.page import Page
from ui.widgets.text import Role, label
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre

OPEN_STATES = (CohortState.PLANNED, CohortState.STUDYING)
KINDS = "*.xlsx *.xlsm *.xls *.ods *.csv *.txt"


@dataclass(frozen=True)
class Reading:
    """A file that was read. ``problem`` says why no table of people was found in it."""

    cohort_id: int
    workbook: Workbook
    preview: RosterPreview | None
    problem: Invalid | None = None


class RosterPage(Page):
    changes_that_matter = frozenset({"cohort", "enrolment", "person", "territory", "reference_item"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title=_("Roster"))
        self._cohort_id = 0
        self.reading: Reading | None = None
        self._place: TablePlace | None = None
        self.drop_area = DropArea(self.choose_file)
        self.view = PreviewView(workspace)
        self._where = label("", Role.MUTED, wrap=True)
        self.told_before = label("", wrap=True, tone="warn")
        self._pages = QStackedWidget()
        self._columns = self.add_secondary(
            Action(_("Sheet and columns"), self.choose_columns, icon="list", key="Ctrl+L")
        )
        self._another = self.add_secondary(Action(_("Another file"), self.choose_file, icon="folder", key="Ctrl+O"))
        self._enrol = self.set_primary(Action(_("Enrol"), self.apply, icon="check", key="Ctrl+Return"))
        self.setAcceptDrops(True)
        self._pages.addWidget(self.drop_area)
        self._pages.addWidget(self.view)
        self.body.addWidget(self._where)
        self.body.addWidget(self.told_before)
        self.body.addWidget(self._pages, 1)
        self.view.decided.connect(self._show_counts)
        self.view.report_wanted.connect(self.save_report)
        self.drop_area.cohort.edited.connect(self._take_cohort)
        self._show_state()

    def open(self, argument: object) -> None:
        """``argument`` is the cohort's id."""
        assert isinstance(argument, int)
        if argument != self._cohort_id:
            self._forget_file()
        self._cohort_id = argument
        self.make_stale()

    def first_focus(self) -> QWidget | None:
        if self._preview is not None:
            return self.view.table.view
        return self.drop_area.choose_button if self._cohort_id else self.drop_area.cohort

    def refresh(self) -> None:
        cohort_id = self._cohort_id
        run_query(self, _open_cohorts, self._offer_cohorts, slot="cohorts")
        if not cohort_id:
            return
        run_query(self, lambda centre: centre.read(cohort, cohort_id=cohort_id), self._show_cohort, slot="refresh")
        if self.reading is not None:
            workbook, place = self.reading.workbook, self._place
            run_query(self, lambda centre: _previewed(centre, workbook, cohort_id, place), self._show, slot="preview")

    def choose_file(self) -> None:
        pattern = _("Rosters ({kinds})", kinds=KINDS)
        found, _chosen = QFileDialog.getOpenFileName(self, _("Choose the file of the roster"), "", pattern)
        if found:
            self.read_file(Path(found))

    def read_file(self, path: Path) -> None:
        """Read the file in the background and show what it would do."""
        cohort_id = self._cohort_id
        if not cohort_id:
            self.drop_area.cohort.show_error(_("Choose the cohort first."))
            self.drop_area.cohort.setFocus()
            return
        self.banner.clear()
        self._forget_file()

        def read(centre: "Centre", progress: Progress) -> Reading:
            return _previewed(centre, read_workbook(path, progress=progress), cohort_id, None)

        run_long(self, _("Reading {file}", file=path.name), read, self._show, self._show_failure)

    def choose_columns(self) -> None:
        """Let the person say where the list stands; the file is not read again."""
        if self.reading is None:
            return
        dialog = self.columns_dialog()
        dialog.exec()
        place = dialog.outcome
        dialog.deleteLater()
        if place is not None:
            self.take_place(place)

    def columns_dialog(self) -> ColumnsDialog:
        """The form of sheet and columns, filled in as the file was understood."""
        assert self.reading is not None
        workbook, table = self.reading.workbook, self._preview.table if self._preview is not None else None
        return ColumnsDialog(
            self,
            workbook,
            sheet=table.sheet if table else next(sheet.name for sheet in workbook.sheets if sheet.rows),
            header_row=table.header_row if table else None,
            fields={field: column.index for field, column in table.columns.items()} if table else None,
        )

    def take_place(self, place: TablePlace) -> None:
        """Read the list from where the person said it stands."""
        self._place = place
        self.banner.clear()
        self.refresh()

    def apply(self) -> None:
        """Enrol everybody who is ready or decided on, after a backup, in one transaction."""
        preview, decisions = self._preview, dict(self.view.decisions)
        if preview is None or not self._enrol.isEnabled():
            return
        self._enrol.setEnabled(False)

        def work(centre: "Centre", progress: Progress) -> Outcome[RosterOutcome]:
            progress.step(_("A backup is made first."), 0, 0)
            return apply_with_backup(centre, preview, decisions=decisions)

        run_long(self, _("Enrolling the people of the roster"), work, self._tell_outcome, self._show_refusal)

    def save_report(self) -> None:
        """Save every row with its state and reason as a workbook, for the office that sent the roster."""
        preview = self._preview
        if preview is None:
            return
        name = _("{file} report", file=Path(preview.table.file_name).stem)
        target = choose_target(self, _("Save the report of the rows in Excel"), name=name, kind=WORKBOOK)
        if target is not None:
            self.write_report(target)

    def write_report(self, target: Path) -> None:
        preview, answers, title = self._preview, dict(self.view.answers), self.title
        assert preview is not None
        run_query(
            self,
            lambda centre: write_roster_report(
                target, preview, answers=answers, title=title, creator=centre.read(profile).name
            ),
            lambda path: show_saved(self.workspace, path),
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped_file(event.mimeData().urls()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped_file(event.mimeData().urls())
        if path is not None:
            event.acceptProposedAction()
            self.read_file(path)

    @property
    def _preview(self) -> RosterPreview | None:
        return self.reading.preview if self.reading is not None else None

    def _forget_file(self) -> None:
        self.reading = None
        self._place = None
        self.view.forget()
        self._show_state()

    def _offer_cohorts(self, rows: tuple[CohortRow, ...]) -> None:
        field = self.drop_area.cohort
        field.set_choices([Choice(row.id, f"{row.code} · {row.programme_title}") for row in rows])
        field.set_value(self._cohort_id or None)
        if not rows:
            self.banner.show_warning(
                _("No cohort is planned or studying: add one first."),
                link=(_("All cohorts"), lambda: self.workspace.navigate(Target("cohorts"))),
            )

    def _take_cohort(self) -> None:
        cohort_id = self.drop_area.cohort.value
        if cohort_id is not None and cohort_id != self._cohort_id:
            self._cohort_id = cohort_id
            self.refresh()
            self.drop_area.choose_button.setFocus()

    def _show_cohort(self, record: CohortRecord) -> None:
        self.set_title(_("Roster for cohort {cohort}", cohort=record.code))
        self.set_back(Target("cohort", (record.id, "admission")))
        self.set_context(record.programme_title)

    def _show(self, reading: Reading) -> None:
        if reading.cohort_id != self._cohort_id:
            # The person went on to another cohort while the file was read.
            return
        self.reading = reading
        if reading.preview is not None:
            self.view.show_preview(reading.preview)
        if reading.problem is not None:
            self.banner.show_error(reading.problem.text, link=(_("Sheet and columns"), self.choose_columns))
        self._show_state()
        if self.isVisible() and reading.preview is not None:
            self.view.table.view.setFocus()

    def _show_state(self) -> None:
        preview = self._preview
        self._pages.setCurrentIndex(0 if preview is None else 1)
        self._columns.setVisible(self.reading is not None)
        self._another.setVisible(self.reading is not None)
        self._enrol.setVisible(preview is not None)
        is_known = preview is not None and preview.was_applied_before
        self.told_before.setVisible(is_known)
        if is_known:
            self.told_before.setText(
                _("This file was applied to this cohort before: nobody is enrolled from it twice.")
            )
        self._where.setVisible(preview is not None)
        if preview is not None:
            self._where.setText(_where_read(preview))
        self._show_counts()

    def _show_counts(self) -> None:
        if self._preview is not None:
            count = enrolled_by(self._preview, self.view.decisions)
            self._enrol.setText(_n("Enrol {n} person", "Enrol {n} people", count))
            self._enrol.setEnabled(count > 0)

    def _tell_outcome(self, outcome: Outcome[RosterOutcome]) -> None:
        done = outcome.value
        words = [
            _n("{n} person was enrolled.", "{n} people were enrolled.", done.applied),
            _n("{n} new card.", "{n} new cards.", done.created),
        ]
        words += self._left_over()
        cohort_id = self._cohort_id
        lead = (
            _("To the admission of the cohort"),
            lambda: self.workspace.navigate(Target("cohort", (cohort_id, "admission"))),
        )
        self.banner.show_outcome(" ".join(words), link=lead)

    def _left_over(self) -> list[str]:
        """What of the file still waits for a person, after applying."""
        preview = self._preview
        if preview is None:
            return []
        open_questions = sum(1 for _row in undecided(preview, self.view.decisions))
        rejected = preview.count(RowState.REJECTED)
        told = []
        if open_questions:
            told.append(_n("{n} row still waits for an answer.", "{n} rows still wait for an answer.", open_questions))
        if rejected:
            told.append(_n("{n} row was rejected.", "{n} rows were rejected.", rejected))
        return told

    def _show_failure(self, error: CentreError) -> None:
        if isinstance(error, Cancelled):
            self.banner.show_warning(error.text)
        else:
            self.banner.show_error(error.text, link=(_("Another file"), self.choose_file))
        self._show_state()

    def _show_refusal(self, error: CentreError) -> None:
        """Applying was refused: nothing was written. What has changed since the preview is shown anew."""
        if isinstance(error, Conflict):
            self.banner.show_error(_("The centre has changed since the file was read. Look at the rows once more."))
            self.refresh()
        else:
            self.banner.show_error(error.text)
        self._show_counts()


def _previewed(centre: "Centre", workbook: Workbook, cohort_id: int, place: TablePlace | None) -> Reading:
    chosen = {} if place is None else {"sheet": place.sheet, "header_row": place.header_row, "columns": place.columns}
    try:
        preview = centre.read(preview_roster, workbook=workbook, cohort_id=cohort_id, **chosen)
    except Invalid as problem:
        return Reading(cohort_id, workbook, None, problem)
    return Reading(cohort_id, workbook, preview)


def _open_cohorts(centre: "Centre") -> tuple[CohortRow, ...]:
    return centre.read(cohorts, states=OPEN_STATES, rows=None).rows


def _where_read(preview: RosterPreview) -> str:
    """Which file, sheet and header; and the columns from which nothing is taken."""
    table = preview.table
    told = [
        _(
            "{file} · sheet {sheet} · header in row {row} · {columns} columns recognised",
            file=table.file_name,
            sheet=table.sheet,
            row=formats.integer_text(table.header_row),
            columns=formats.integer_text(len(table.columns)),
        )
    ]
    if table.unknown_columns:
        told.append(_("Nothing is taken from these columns: {columns}.", columns=", ".join(table.unknown_columns)))
    return "\n".join(told)


def _dropped_file(urls: list[QUrl]) -> Path | None:
    """The one local file that is dragged; several at once are not taken."""
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
