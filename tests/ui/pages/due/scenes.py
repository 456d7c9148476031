"""Scenes of who is due for ``tests.screens``."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.due.records import Turn
from desktop_app.due.turns import turn_names, turns
from ui.pages.due.cohort_dialog import IntoCohortDialog
from ui.pages.due.export_dialog import ExportDialog
from ui.pages.due.page import DuePage
from ui.pages.settings.turn_dialog import TurnDialog

if TYPE_CHECKING:
    from tests.screens import Stage

Scene = Callable[["Stage"], QWidget]


def _page(stage: "Stage") -> DuePage:
    page = stage.page("due", 2027)
    assert isinstance(page, DuePage)
    return page


def _totals(name: str) -> Scene:
    def show(stage: "Stage") -> QWidget:
        page = _page(stage)
        page.tabs.choose(name)
        stage.settle()
        return page

    return show


def _narrowed(stage: "Stage") -> QWidget:
    page = _page(stage)
    page.tabs.choose("people")
    page.filters.narrow(subject_code="BOSH")
    return page


def _into_cohort(stage: "Stage") -> QWidget:
    page = _page(stage)
    page.people.view.selectAll()
    dialog = IntoCohortDialog(page, [due.person.id for due in page.people.selected()[:6]])
    stage.settle()
    return dialog


def _turn(stage: "Stage") -> QWidget:
    centre = stage.workspace.centre
    turn: Turn = centre.read(turns)[7]
    return TurnDialog(stage.page("settings", "turns"), turn, centre.read(turn_names))


SCENES: dict[str, Scene] = {
    "due-districts": _totals("districts"),
    "due-schools": _totals("schools"),
    "due-subjects": _totals("subjects"),
    "due-narrowed": _narrowed,
    "due-into-cohort": _into_cohort,
    "due-export": lambda stage: ExportDialog(_page(stage), people=412),
    "settings-turn-form": _turn,
}
