"""What is past its term is taken out together from the settings: counted, meant, and with its act in a file."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop_app.personal_data.past_term import past_terms, people_past_term
from desktop_app.personal_data.purposes import Category
from tests import factories
from tests.ui.looks import clipped_words, when_asked
from ui.pages.settings.past_term_dialog import PastTermDialog, TakeOutDialog
from ui.pages.settings.personal_data import PersonalDataSection
from ui.workspace import Workspace

Settle = Callable[[], None]


@pytest.fixture
def section(workspace: Workspace, qtbot: QtBot, settle: Settle) -> PersonalDataSection:
    centre = workspace.centre
    long_ago = centre.clock.now() - timedelta(days=365 * 12)
    for surname in ("Olimova", "Zokirova"):
        factories.write(centre, factories.person(surname=surname, created_at=long_ago))
    made = PersonalDataSection(workspace)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    settle()
    return made


def test_the_count_is_typed_the_act_is_kept_and_all_of_them_go(
    section: PersonalDataSection, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "act.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_kwargs: (str(out), ""))

    def mean_it(dialog: TakeOutDialog) -> None:
        dialog.field("reason").set_value("Muddati oʻtdi")
        dialog.field("count").set_value("3")
        dialog.save()
        assert dialog.field("count").error
        assert clipped_words(dialog) == []
        dialog.field("count").set_value("2")
        dialog.save()

    def take_out(dialog: PastTermDialog) -> None:
        settle()
        assert len(dialog.table.rows_in_sight()) == 2
        assert clipped_words(dialog) == []
        when_asked(TakeOutDialog, mean_it)
        dialog.act.click()

    when_asked(PastTermDialog, take_out)
    section.show_past()
    settle()
    assert out.read_bytes().startswith(b"%PDF")
    centre = section.workspace.centre
    assert centre.read(people_past_term, category=Category.CARD) == []
    assert centre.read(past_terms)[0].people == 0


def test_who_thinks_better_of_it_has_lost_nothing(section: PersonalDataSection, settle: Settle) -> None:
    def think_better(dialog: PastTermDialog) -> None:
        settle()
        when_asked(TakeOutDialog, lambda asked: asked.reject())
        dialog.act.click()
        dialog.reject()

    when_asked(PastTermDialog, think_better)
    section.show_past()
    settle()
    assert len(section.workspace.centre.read(people_past_term, category=Category.CARD)) == 2
