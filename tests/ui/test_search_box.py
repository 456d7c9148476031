"""The search of everything: hits by kind, what was typed marked in them, in both themes."""

import os
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.people.records import PersonDraft
from desktop_app.people.service import save_person
from ui import theme
from ui.navigation import SEARCHES
from ui.pages.people.list_page import PeoplePage
from ui.search_box import SearchBox
from ui.theme import Tone, colour, tone_colours
from ui.workspace import Workspace

Settle = Callable[[], None]
TypeText = Callable[[QWidget, str], None]


@pytest.fixture(params=["light", "dark"])
def colours(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    theme.apply_theme(qapp, request.param)
    yield request.param
    theme.apply_theme(qapp, "light")


@pytest.fixture
def people(workspace: Workspace) -> Workspace:
    for surname in ("Poʻlatova", "Olimova"):
        draft = PersonDraft(surname=surname, given_name="Lola", workplace="1-maktab", district_code="1727206")
        workspace.centre.write(save_person, draft)
    return workspace


def marked(image: QImage) -> bool:
    """Whether the ground of what was sought is seen."""
    ground = colour(tone_colours(Tone.ACCENT)[1]).rgb()
    return any(image.pixel(x, y) == ground for y in range(image.height()) for x in range(image.width()))


def kept(image: QImage, name: str) -> QImage:
    """For eyes: saved where MAHORAT_SCREENS names a folder."""
    if folder := os.environ.get("MAHORAT_SCREENS"):
        image.save(f"{folder}/{name}.png")
    return image


def test_hits_stand_by_kind_with_what_was_typed_marked(
    people: Workspace, colours: str, qtbot: QtBot, settle: Settle, type_text: TypeText
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    box = SearchBox(people, SEARCHES)
    place = QVBoxLayout(window)
    place.addWidget(box)
    place.addStretch(1)
    window.resize(700, 420)
    window.show()
    box.setFocus()
    type_text(box, "1-maktab")
    qtbot.waitUntil(lambda: len(box.hits) == 3)
    assert [hit.kind for hit in box.hits] == ["Person", "Person", "Institution"]
    assert marked(kept(window.grab().toImage(), f"search-{colours}"))
    type_text(box, " zz")
    qtbot.waitUntil(lambda: not box.hits)
    assert not marked(window.grab().toImage())


def test_the_list_of_people_marks_a_name_that_is_spelt_otherwise(
    people: Workspace, colours: str, qtbot: QtBot, settle: Settle, type_text: TypeText
) -> None:
    page = PeoplePage(people)
    qtbot.addWidget(page)
    page.resize(1100, 500)
    page.show()
    settle()
    name = page.table.view.viewport()
    assert not marked(name.grab().toImage())
    type_text(page.table.filter_box, "пулат")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1 and page.model.filter_text == "пулат")
    settle()
    page.table.view.clearSelection()
    cell = page.table.view.visualRect(page.model.index(0, 0))
    kept(page.grab().toImage(), f"people-{colours}")
    assert marked(name.grab(cell).toImage())
