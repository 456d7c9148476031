"""What is asked about a file of marks: which one for which cohort, and who is meant by an unclear row."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.attendance.import_records import MarkCell, MarksPreview
from desktop_app.attendance.importing import preview_marks
from desktop_app.cohorts.rules import OPEN_STATES
from desktop_app.cohorts.service import cohorts
from desktop_app.i18n import _
from ui.models.choices_model import Choice
from ui.operations import run_long, run_query
from ui.widgets.fields import ChoiceField, FileField
from ui.widgets.form_dialog import FormDialog

if TYPE_CHECKING:
    from desktop_app.centre import Centre
    from desktop_app.progress import Progress

KINDS = "*.xlsx *.xlsm *.xls *.ods *.csv *.txt"
WIDTH = 560


class MarksFileDialog(FormDialog):
    """Finishes with the MarksPreview of the file."""

    def __init__(self, owner: QWidget, *, cohort_id: int | None = None) -> None:
        super().__init__(
            owner,
            title=_("Marks from a file"),
            save_text=_("Look at the marks"),
            intro=_(
                "People down and lessons across, or the other way round, or a row a mark. Nothing is entered before "
                "you have seen it."
            ),
        )
        self.setMinimumWidth(WIDTH)
        self._cohort_id = cohort_id
        self._cohort = ChoiceField("cohort", _("Cohort"), is_required=True)
        pattern = _("Tables ({endings})", endings=KINDS)
        self._file = FileField("file", _("Workbook or CSV"), pattern=pattern, is_required=True)
        self.add(self._cohort)
        self.add(self._file)
        run_query(self, open_cohorts, self._offer)

    def submit(self) -> None:
        path, cohort_id = self._file.value, self._cohort.value
        if path is None:
            return

        def look(centre: "Centre", progress: "Progress") -> MarksPreview:
            return preview_marks(centre, path, cohort_id=cohort_id, progress=progress)

        run_long(self, _("Reading the workbook"), look, self.finish)

    def _offer(self, offered: list[Choice]) -> None:
        self._cohort.set_choices(offered)
        if self._cohort_id is not None:
            self._cohort.set_value(self._cohort_id)
            self._file.editor.setFocus()


class WhoDialog(FormDialog):
    """Finishes with the enrolment that is meant by a row: one of those who may be, else anybody of the cohort."""

    def __init__(self, owner: QWidget, cell: MarkCell, preview: MarksPreview) -> None:
        super().__init__(owner, title=_("Who is meant?"), save_text=_("This one"), intro=f"{cell.place}: {cell.person}")
        self.likely = [Choice(each, preview.names[each]) for each in cell.people or preview.names]
        self.add(ChoiceField("who", _("Person"), self.likely, is_required=True))

    def submit(self) -> None:
        self.finish(self.field("who").value)


def open_cohorts(centre: "Centre") -> list[Choice]:
    found = centre.read(cohorts, states=OPEN_STATES, rows=None).rows
    return [Choice(row.id, row.code) for row in found]
