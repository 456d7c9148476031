"""Locked marks that another has to allow: kept with the request, and set with one key once they are allowed."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from desktop_app.accounts.approvals import requests
from desktop_app.accounts.roles import Role
from tests.ui.looks import clipped_words, when_asked
from tests.ui.pages.attendance.conftest import Desk
from tests.ui.signed_in import SECOND_PASSWORD, allow_the_request, take_the_seat, with_accounts
from ui.navigation import Target
from ui.pages.accounts.requests_page import place_of
from ui.pages.attendance.reasons import ReasonDialog
from ui.second_dialog import SecondDialog

ALT = Qt.KeyboardModifier.AltModifier


def with_a_registrar(desk: Desk) -> None:
    """Saidova works at the register, in December, when the days of November are locked."""
    with_accounts(desk.centre, Role.REGISTRAR)
    take_the_seat(desk.centre, "saidova", SECOND_PASSWORD)
    desk.on(2026, 12, 20)


def ask_for_a_mark(desk: Desk, answer: Callable[[SecondDialog], object] = SecondDialog.send) -> None:
    def say_why(dialog: ReasonDialog) -> None:
        dialog.field("reason").set_value("daftardan")
        dialog.save()

    desk.put(1, 0)
    when_asked(ReasonDialog, say_why)
    when_asked(SecondDialog, answer)
    desk.type("-")
    desk.settle()


def test_a_mark_that_waits_for_another_is_not_shown_as_set(desk: Desk) -> None:
    with_a_registrar(desk)
    ask_for_a_mark(desk)
    assert desk.kept == {}
    assert desk.panel.model.mark_at(1, 0) is None
    assert desk.panel.model.is_all_settled
    assert desk.panel.saved_line.text() == "Not saved"
    assert not desk.panel.marking.can_undo
    assert not desk.panel.allowed.isVisible()


def test_who_gives_the_second_person_up_keeps_the_register_as_it_was(desk: Desk) -> None:
    with_a_registrar(desk)
    ask_for_a_mark(desk, SecondDialog.leave)
    assert desk.panel.model.is_all_settled
    assert desk.centre.read(requests) == []


def test_marks_that_were_allowed_are_set_with_one_key(desk: Desk) -> None:
    with_a_registrar(desk)
    ask_for_a_mark(desk)
    allow_the_request(desk.centre)
    take_the_seat(desk.centre, "saidova", SECOND_PASSWORD)
    (record,) = desk.centre.read(requests)
    assert place_of(record) == Target("cohort", (desk.cohort_id, "attendance"))
    desk.put(2, 2)
    desk.panel.refresh()
    desk.settle()
    assert desk.panel.allowed.isVisible()
    assert "Yusupova Nargiza" in desk.panel.allowed.words.text()
    assert "daftardan" in desk.panel.allowed.words.text()
    assert clipped_words(desk.panel.allowed) == []
    desk.press(Qt.Key.Key_3, ALT)
    desk.settle()
    assert desk.kept == {(1, 0): "KELMADI"}
    assert desk.place == (1, 0)
    assert desk.centre.read(requests) == []
    assert not desk.panel.allowed.isVisible()
