"""Scenes of doubles for ``tests.screens``."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.doubles.merging import merge_people
from desktop_app.doubles.pairs import pairs
from desktop_app.doubles.records import PairFilter
from ui.pages.doubles.different_dialog import DifferentDialog
from ui.pages.doubles.other_card_dialog import OtherCardDialog
from ui.pages.doubles.page import MERGED, DoublesPage

if TYPE_CHECKING:
    from tests.screens import Stage


def _page(stage: "Stage") -> DoublesPage:
    page = stage.page("doubles")
    assert isinstance(page, DoublesPage)
    return page


def _different(stage: "Stage") -> QWidget:
    page = _page(stage)
    (pair,) = stage.workspace.centre.read(pairs, wanted=PairFilter(), limit=1)
    return DifferentDialog(page, pair)


def _other(stage: "Stage") -> QWidget:
    return OtherCardDialog(_page(stage), 1)


def _merged(stage: "Stage") -> QWidget:
    page = _page(stage)
    for pair in stage.workspace.centre.read(pairs, wanted=PairFilter(), limit=2):
        first_id, second_id = pair.ids
        stage.workspace.centre.write(merge_people, first_id=first_id, second_id=second_id)
    page.tabs.choose(MERGED)
    return page


SCENES: dict[str, Callable[["Stage"], QWidget]] = {
    "doubles-different": _different,
    "doubles-other-card": _other,
    "doubles-merged": _merged,
}
