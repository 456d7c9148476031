"""Scenes of the import desk for ``tests.screens``."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.cohorts.records import CohortState
from desktop_app.cohorts.service import cohorts
from desktop_app.rosters.problems import RowState
from ui.pages.rosters.offers import Scope
from ui.pages.rosters.page import RosterPage
from ui.pages.rosters.work import Change

if TYPE_CHECKING:
    from tests.screens import Stage

Scene = Callable[["Stage"], QWidget]
SAMPLES = Path(__file__).parents[3] / "samples" / "rosters"
LIST = SAMPLES / "02_pinfl_number_float_spaced_dates_7_formats.xlsx"
MIXED = Path(__file__).with_name("mixed.csv")
PICTURE = Path(__file__).parents[4] / "resources" / "readme" / "home.png"


def _page(stage: "Stage") -> RosterPage:
    """The desk of an open cohort, with nothing on it."""
    cohort_id = stage.workspace.centre.read(cohorts, states=[CohortState.PLANNED]).rows[0].id
    page = stage.page("roster", cohort_id)
    assert isinstance(page, RosterPage)
    page.desk.put_away()
    page.banner.clear()
    page.open(cohort_id)
    stage.settle()
    return page


def _with_file(stage: "Stage", path: Path = MIXED) -> RosterPage:
    page = _page(stage)
    page.read_file(path)
    stage.settle()
    return page


def _asked_of_many(stage: "Stage") -> QWidget:
    """A question that many rows ask, answered for all of them at once."""
    page = _with_file(stage)
    page.view.filters[RowState.ASK].click()
    pane = page.view.pane
    for number in page.view.model.numbers:
        page.view.view.go_to_number(number)
        if pane.scope.choose(Scope.TEXT) and pane.scope.isVisible():
            pane.scope.chosen.emit(Scope.TEXT)
            break
    return page


def _edited(stage: "Stage") -> QWidget:
    page = _with_file(stage)
    page.view.change_wanted.emit(Change({(3, "full_name"): "Karimova Dilnoza Rustam qizi"}))
    stage.settle()
    page.view.view.go_to_number(3, 1)
    return page


def _without_names(stage: "Stage") -> QWidget:
    return _with_file(stage, Path(__file__).with_name("no-header.csv"))


def _refused(stage: "Stage") -> QWidget:
    """A picture by the name of a workbook; the desk stays as empty as it was."""
    return _with_file(stage, PICTURE)


def _menu(stage: "Stage") -> QWidget:
    return _with_file(stage).view.view.field_menu(3)


def _taken_in(stage: "Stage") -> QWidget:
    page = _with_file(stage)
    page.apply()
    stage.settle()
    return page


def _again(stage: "Stage") -> QWidget:
    _taken_in(stage)
    return _with_file(stage)


SCENES: dict[str, Scene] = {
    "roster-empty": _page,
    "roster-desk": _with_file,
    "roster-sample": lambda stage: _with_file(stage, LIST),
    "roster-asked-of-many": _asked_of_many,
    "roster-edited": _edited,
    "roster-no-names": _without_names,
    "roster-refused": _refused,
    "roster-field-menu": _menu,
    "roster-taken-in": _taken_in,
    "roster-again": _again,
}
