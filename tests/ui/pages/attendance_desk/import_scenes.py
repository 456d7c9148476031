"""Scenes of marks from files and of registers to files for ``tests.screens``."""

from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.attendance.importing import apply_marks, preview_marks
from desktop_app.attendance.service import grid
from desktop_app.cohorts.service import cohorts
from tests.attendance.marks_made import saved
from ui.pages.attendance_desk.export_dialog import RegisterExportDialog
from ui.pages.attendance_desk.import_dialogs import MarksFileDialog, WhoDialog, open_cohorts
from ui.pages.attendance_desk.imports import ImportsPanel
from ui.pages.attendance_desk.page import AttendanceDeskPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_app.centre import Centre
    from tests.screens import Stage


def files(stage: "Stage") -> QWidget:
    centre = stage.workspace.centre
    cohort_id, file = _file(centre)
    apply_marks(centre, preview_marks(centre, file, cohort_id=cohort_id), reason="Qogʻoz jurnaldan")
    return _page(stage)


def preview(stage: "Stage") -> QWidget:
    cohort_id, file = _file(stage.workspace.centre)
    page = _page(stage)
    _panel(page).look_at(preview_marks(stage.workspace.centre, file, cohort_id=cohort_id))
    stage.settle()
    return page


def choosing(stage: "Stage") -> QWidget:
    dialog = MarksFileDialog(_panel(_page(stage)))
    stage.settle()
    return dialog


def who(stage: "Stage") -> QWidget:
    cohort_id, file = _file(stage.workspace.centre)
    seen = preview_marks(stage.workspace.centre, file, cohort_id=cohort_id)
    return WhoDialog(_panel(_page(stage)), next(cell for cell in seen.cells if cell.enrolment_id is None), seen)


def exporting(stage: "Stage") -> QWidget:
    offered = open_cohorts(stage.workspace.centre)
    return RegisterExportDialog(_panel(_page(stage)), offered, cohort_id=int(str(offered[0].value)))


def _page(stage: "Stage") -> AttendanceDeskPage:
    page = stage.page("attendance_desk", "imports")
    stage.settle()
    assert isinstance(page, AttendanceDeskPage)
    return page


def _panel(page: AttendanceDeskPage) -> ImportsPanel:
    assert isinstance(page.panel, ImportsPanel)
    return page.panel


def _file(centre: "Centre") -> tuple[int, Path]:
    """A paper journal typed into Excel: some marks new, some other than in the register, somebody unknown."""
    for row in centre.read(cohorts, rows=None).rows:
        found = centre.read(grid, cohort_id=row.id)
        held = [lesson for lesson in found.sessions if lesson.held_on <= found.today]
        if found.is_open and len(held) > 4:
            break
    heads = [f"{lesson.held_on:%d.%m} / {lesson.place_in_day}" for lesson in [*held[-6:], found.sessions[-1]]]
    rows: list[list[object]] = [["T/r", "F.I.Sh.", *heads]]
    marks = ["+", "+", "K15", "+", "S", "-", ""]
    for place, person in enumerate(found.people):
        rows.append([place + 1, person.name, *marks[place % 7 :], *marks[: place % 7]])
    rows += [["", "Nomaʼlumov Kimdir", "+", "+"], ["", found.people[0].name, "-", "?", "+"]]
    return row.id, saved(Path(mkdtemp()) / "Davomat noyabr.xlsx", ("Davomat", rows))


SCENES: "dict[str, Callable[[Stage], QWidget | None]]" = {
    "marks-files": files,
    "marks-preview": preview,
    "marks-choosing": choosing,
    "marks-who": who,
    "marks-export": exporting,
}
