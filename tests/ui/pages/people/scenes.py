"""Scenes of people and rosters for ``tests.screens``."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.cohorts.records import CohortState
from desktop_app.cohorts.service import cohorts
from desktop_app.people.records import PeopleFilter
from desktop_app.people.service import people_page, person_card
from ui.pages.people.edit_dialog import PersonDialog
from ui.pages.people.list_page import PeoplePage
from ui.pages.rosters.columns_dialog import ColumnsDialog
from ui.pages.rosters.page import RosterPage

if TYPE_CHECKING:
    from tests.screens import Stage

SAMPLES = Path(__file__).parents[3] / "samples" / "rosters"


def card(stage: "Stage") -> QWidget:
    return stage.page("person", _someone(stage))


def form(stage: "Stage") -> QWidget:
    page = stage.page("person", _someone(stage))
    return PersonDialog(page, stage.workspace.centre.read(person_card, person_id=_someone(stage)).draft)


def found(stage: "Stage") -> QWidget:
    page = stage.page("people")
    assert isinstance(page, PeoplePage)
    page.table.filter_box.setText("zilola")
    page.model.set_filter_text("zilola")
    return page


def preview(stage: "Stage") -> QWidget:
    page = stage.page("roster", _open_cohort(stage))
    assert isinstance(page, RosterPage)
    page.read_file(SAMPLES / "02_pinfl_number_float_spaced_dates_7_formats.xlsx")
    return page


def columns(stage: "Stage") -> QWidget:
    page = preview(stage)
    assert isinstance(page, RosterPage)
    stage.settle()
    assert page.reading is not None
    assert page.reading.preview is not None
    table = page.reading.preview.table
    fields = {field: column.index for field, column in table.columns.items()}
    return ColumnsDialog(page, page.reading.workbook, sheet=table.sheet, header_row=table.header_row, fields=fields)


def _someone(stage: "Stage") -> int:
    return stage.workspace.centre.read(people_page, wanted=PeopleFilter(), offset=3, limit=1)[0].id


def _open_cohort(stage: "Stage") -> int:
    return stage.workspace.centre.read(cohorts, states=[CohortState.PLANNED, CohortState.STUDYING]).rows[0].id
