"""Scenes of the list of people for ``tests.screens``."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.pages.people.list_page import PeoplePage

if TYPE_CHECKING:
    from tests.screens import Stage


def found(stage: "Stage") -> QWidget:
    page = stage.page("people")
    assert isinstance(page, PeoplePage)
    page.table.filter_box.setText("zilola")
    page.model.set_filter_text("zilola")
    return page
