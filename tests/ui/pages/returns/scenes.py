"""Scenes of the returns for ``tests.screens``."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop_app.returns.service import people_behind
from ui.pages.returns.inspect_dialog import InspectDialog
from ui.pages.returns.page import ReturnsPage
from ui.pages.returns.people_dialog import PeopleDialog

if TYPE_CHECKING:
    from tests.screens import Stage

Scene = Callable[["Stage"], QWidget]
MONTH = (2026, 10)
INSPECTED = (
    "2024-yilda 9 000 nafar rahbarni oʻqitish rejalashtirilgan boʻlib, 6 000 nafari (109,2%) oʻqitildi.\n"
    "Kurslarda 120 nafar rahbar, 340 nafar oʻqituvchi, jami 480 nafar qatnashdi.\n"
    "2024-yil 3-5-dekabr kunlari 36 soatlik kurs boʻldi."
)


def _tab(place: int) -> Scene:
    def show(stage: "Stage") -> QWidget:
        page = stage.page("returns", MONTH)
        assert isinstance(page, ReturnsPage)
        page.tabs.setCurrentIndex(place)
        return page

    return show


def _people(stage: "Stage") -> QWidget:
    people = stage.workspace.centre.read(
        people_behind, year=2026, month=10, form="2-PMM", row="JAMI", column="certificate"
    )
    return PeopleDialog(stage.page("returns", MONTH), stage.workspace, "2-PMM", people)


def _inspection(stage: "Stage") -> QWidget:
    dialog = InspectDialog(stage.page("returns", MONTH), stage.workspace)
    QGuiApplication.clipboard().setText(INSPECTED)
    dialog.paste()
    stage.settle()
    return dialog


SCENES: dict[str, Scene] = {
    "returns-districts": _tab(1),
    "returns-subjects": _tab(2),
    "returns-checks": _tab(3),
    "returns-chart": _tab(4),
    "returns-files": _tab(5),
    "returns-people": _people,
    "returns-inspection": _inspection,
}
