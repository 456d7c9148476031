"""Scenes of the catalogue of indicators for ``tests.screens``."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.indicators.wordings import add_wording, wordings
from ui.pages.indicators.page import IndicatorsPage
from ui.pages.indicators.wording_dialog import WordingDialog

if TYPE_CHECKING:
    from tests.screens import Stage

Scene = Callable[["Stage"], QWidget]


def _page(stage: "Stage") -> IndicatorsPage:
    centre = stage.workspace.centre
    if not centre.read(wordings):
        centre.write(
            add_wording,
            code="completed",
            valid_from=date(2026, 9, 1),
            titles={"uz_Latn": "Malaka oshirganlar", "ru": "Повысили квалификацию"},
            definitions={
                "uz_Latn": "Hisobot davrida malaka oshirish kursini tugatgan xodimlar.",
                "ru": "Работники, окончившие в отчётном периоде курс повышения квалификации.",
            },
            order_number="214",
            order_date=date(2026, 8, 20),
        )
    page = stage.page("indicators")
    assert isinstance(page, IndicatorsPage)
    page.refresh()
    stage.settle()
    page.table.select(lambda line: line.indicator.code == "completed")
    stage.settle()
    return page


def _dialog(stage: "Stage") -> QWidget:
    page = _page(stage)
    line = page.table.current()
    assert line is not None
    dialog = WordingDialog(page, line, line.wording)
    dialog.show()
    stage.settle()
    return dialog


SCENES: dict[str, Scene] = {"indicators-worded": _page, "indicator-wording": _dialog}
