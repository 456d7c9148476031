"""What is past its term is taken out together from the settings: counted, meant, and with its act in a file."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop_app.errors import CentreError, StorageError
from desktop_app.personal_data.past_term import past_terms, people_past_term
from desktop_app.personal_data.purposes import Category
from desktop_app.whole_file import whole_bytes
from tests import factories
from tests.ui.looks import clipped_words, when_asked
from ui.pages.settings import past_term_dialog
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
    take_all_out(section, settle)
    assert out.read_bytes().startswith(b"%PDF")
    centre = section.workspace.centre
    assert centre.read(people_past_term, category=Category.CARD) == []
    assert centre.read(past_terms)[0].people == 0


def test_an_act_whose_place_fails_is_kept_in_another(
    section: PersonalDataSection, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = [tmp_path / "stick.pdf", tmp_path / "disk.pdf"]
    offered = iter(places)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_kwargs: (str(next(offered)), ""))

    def write(out: Path, paper: bytes) -> Path:
        if out == places[0]:
            raise StorageError("disk_failing", "The stick is gone.")
        return whole_bytes(out, paper)

    told: list[CentreError] = []
    monkeypatch.setattr(past_term_dialog, "whole_bytes", write)
    monkeypatch.setattr(section, "show_error", told.append, raising=False)
    take_all_out(section, settle)
    settle()
    assert [error.code for error in told] == ["disk_failing"]
    assert not places[0].exists()
    assert places[1].read_bytes().startswith(b"%PDF")
    assert section.workspace.centre.read(people_past_term, category=Category.CARD) == []


def take_all_out(section: PersonalDataSection, settle: Settle) -> None:
    """A wrong count first, then the right one."""

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
