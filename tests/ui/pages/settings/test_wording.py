"""The wording of papers, changed, tried and given back in the settings."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.centre import Centre
from desktop_app.orders.records import Purpose
from desktop_app.orders.templates import program_wording, wording
from ui.pages.settings.wording import WordingSection
from ui.workspace import Workspace


@pytest.fixture
def section(qtbot: QtBot, workspace: Workspace, settle: Callable[[], None]) -> WordingSection:
    made = WordingSection(workspace)
    qtbot.addWidget(made)
    made.show()
    settle()
    return made


def kept(centre: Centre) -> str:
    return centre.read(wording, purpose=Purpose.ADMISSION, language="uz_Latn").title


def test_the_programs_wording_is_shown_first(section: WordingSection) -> None:
    said = program_wording(Purpose.ADMISSION, "uz_Latn")
    assert (section.title_line.text(), section.body_area.toPlainText()) == (said.title, said.body)
    assert not section.save_button.isEnabled()
    assert not section.back_button.isEnabled()


def test_a_changed_wording_is_kept_and_given_back(
    section: WordingSection, centre: Centre, settle: Callable[[], None], type_text: Callable[..., None]
) -> None:
    section.title_line.clear()
    type_text(section.title_line, "Qabul toʻgʻrisida")
    section.save()
    settle()
    assert kept(centre) == "Qabul toʻgʻrisida"
    assert section.state.text() == "The centre's own wording"
    section.forget()
    settle()
    assert kept(centre) == program_wording(Purpose.ADMISSION, "uz_Latn").title


def test_an_unknown_place_is_named_while_it_is_typed(section: WordingSection) -> None:
    section.body_area.insertPlainText("{nonsense} ")
    assert section.problem.text() == "This means nothing here: {nonsense}."
    assert not section.save_button.isEnabled()


def test_a_place_is_put_into_the_text(section: WordingSection) -> None:
    assert section.places.select(lambda place: place.name == "leader")
    section.insert_place(section.places.current())
    assert section.body_area.toPlainText().startswith("{leader}")
    assert section.save_button.isEnabled()
