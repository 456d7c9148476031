"""Scenes of the reports in words for ``tests.screens``."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ui.pages.narrative.check_dialog import CheckDialog
from ui.pages.narrative.page import PICTURE, NarrativePage

if TYPE_CHECKING:
    from tests.screens import Stage

Scene = Callable[["Stage"], QWidget]
CHECKED = (
    "2026-yilda 484 nafar pedagogni oʻqitish rejalashtirilgan boʻlib, shundan 400 nafari (109,2%) oʻqitildi.\n"
    "Kurslarda 120 nafar rahbar, 340 nafar oʻqituvchi, jami 480 nafar qatnashdi.\n"
    "4 ta tashkilotga (“Bir”, Ikki, Uch) ruxsat berildi."
)


def _page(stage: "Stage") -> NarrativePage:
    page = stage.page("narrative", (2026, 10))
    assert isinstance(page, NarrativePage)
    stage.settle()
    return page


def _chosen(template: str) -> Scene:
    def show(stage: "Stage") -> QWidget:
        page = _page(stage)
        page.template_box.choose(template)
        page.make_stale()
        stage.settle()
        return page

    return show


def _check(stage: "Stage") -> QWidget:
    page = _page(stage)
    dialog = CheckDialog(page, stage.workspace, page.months.month)
    QGuiApplication.clipboard().setText(CHECKED)
    dialog.paste()
    stage.settle()
    return dialog


SCENES: dict[str, Scene] = {
    "narrative": _page,
    "narrative_year": _chosen("Yillik hisobot"),
    "narrative_picture": _chosen(PICTURE),
    "narrative_check": _check,
}
