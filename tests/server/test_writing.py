"""Several PCs write at once: each in its turn, nothing lost, and whoever comes second is told of the first."""

from pathlib import Path
from threading import Thread
from time import sleep

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from db import server
from db.models.centre import CentreProfile
from db.unit_of_work import UnitOfWork
from desktop_app.accounts.conflicts import ChangedMeanwhile
from desktop_app.accounts.journal import FieldChange
from desktop_app.centre import Centre
from desktop_app.errors import Conflict, StorageError
from desktop_app.server.watching import newest, news
from desktop_app.settings import Settings
from tests import factories
from ui.background import Worker
from ui.widgets.fields import TextField
from ui.widgets.form_dialog import FormDialog
from ui.workspace import Workspace

WRITERS, UPDATES = 4, 150
SILENT_S = 0.4


def count_up(unit: UnitOfWork) -> None:
    row = unit.session.scalars(select(CentreProfile)).one()
    row.phone = str(int(row.phone or 0) + 1)


def counted(unit: UnitOfWork) -> str:
    return unit.session.scalars(select(CentreProfile.phone)).one()


def many_write(centre: Centre) -> str:
    centre.write(lambda unit: setattr(unit.session.scalars(select(CentreProfile)).one(), "phone", "0"))

    def write() -> None:
        for _ in range(UPDATES):
            centre.write(count_up)

    writers = [Thread(target=write) for _ in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    return centre.read(counted)


def test_four_writers_lose_no_update_on_a_server(served: Centre) -> None:
    assert many_write(served) == str(WRITERS * UPDATES)


@pytest.mark.of_a_file
def test_four_writers_lose_no_update_in_a_file(centre: Centre) -> None:
    assert many_write(centre) == str(WRITERS * UPDATES)


def test_a_writer_that_falls_silent_loses_the_turn_and_a_reader_does_not_lose_the_data(
    served: Centre, other_pc: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "_TAKE_TURN_AND_LOOK", server._TAKE_TURN_AND_LOOK.replace("= 60000", "= 100"))

    def silent(unit: UnitOfWork) -> str:
        first = counted(unit)
        sleep(SILENT_S)
        assert counted(unit) == first
        return first

    assert served.read(silent) == other_pc.read(counted)
    with pytest.raises(StorageError) as lost:
        served.write(silent)
    assert lost.value.code == "connection_lost"
    other_pc.write(count_up)


def test_what_another_pc_writes_is_news_and_ones_own_is_not(served: Centre, other_pc: Centre) -> None:
    seen = served.read(newest).seq
    factories.write(other_pc, factories.institution())
    own = served.write(count_up).changes.batch
    heard = served.read(news, since=seen, own=[own])
    assert heard.tables == {"institution"}
    assert not served.read(news, since=heard.seq, own=[]).tables


def test_of_two_people_on_one_record_the_second_is_told_who_wrote_what(served: Centre, other_pc: Centre) -> None:
    def change(unit: UnitOfWork, *, version: int, phone: str) -> None:
        row = unit.session.scalars(select(CentreProfile)).one()
        if row.version != version:
            raise Conflict
        row.phone = phone

    version = served.read(lambda unit: unit.session.scalars(select(CentreProfile.version)).one())
    other_pc.write(change, version=version, phone="71 200 00 01")
    with pytest.raises(ChangedMeanwhile) as met:
        served.write(change, version=version, phone="71 200 00 02")
    assert "Saidova Nodira" in met.value.text
    assert [(each.field, each.after) for each in met.value.theirs] == [("phone", "71 200 00 01")]


def test_the_form_shows_both_values(qtbot: QtBot, served: Centre, tmp_path: Path) -> None:
    workspace = Workspace(Worker(), Settings(), tmp_path / "settings.toml")
    owner = QWidget()
    owner.workspace = workspace  # type: ignore[attr-defined]
    qtbot.addWidget(owner)
    form = FormDialog(owner, title="Markaz")
    phone = form.add(TextField("phone", "Telefon"))
    email = form.add(TextField("email", "Pochta"))
    phone.set_value("71 200 00 02")
    theirs = (FieldChange("phone", "", "71 200 00 01"), FieldChange("email", "a@b.uz", None))
    form.show_error(ChangedMeanwhile("Saidova Nodira", "21.11.2026 14:00", theirs))
    assert phone.value == "71 200 00 02"
    assert any("71 200 00 01" in label.text() for label in phone.findChildren(QLabel))
    assert not any("Saidova" in label.text() for label in email.findChildren(QLabel))
    workspace.worker.end()
