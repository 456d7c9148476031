"""The review of doubles by keys: compared, chosen field by field, merged, parted, said to be different."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.accounts.approvals import State, requests
from desktop_app.doubles.choices import Side
from desktop_app.doubles.pairs import pairs
from desktop_app.doubles.records import PairFilter, PairState
from desktop_app.people.records import PersonDraft
from desktop_app.people.service import person_card, save_person
from tests.ui.looks import clipped_words, show_in_front, when_asked
from tests.ui.signed_in import PASSWORD, SECOND_PASSWORD, allow_the_request, take_the_seat, with_accounts
from ui.asked_records import AskedRecords
from ui.navigation import Target
from ui.pages.accounts.requests_page import RequestDialog, RequestsPage, place_of
from ui.pages.doubles.different_dialog import DifferentDialog
from ui.pages.doubles.merged_panel import MergedPanel
from ui.pages.doubles.other_card_dialog import OtherCardDialog
from ui.pages.doubles.page import DIFFERENT, MERGED, REVIEW, DoublesPage
from ui.pages.doubles.review_panel import ReviewPanel
from ui.second_dialog import SecondDialog
from ui.workspace import Workspace

Settle = Callable[[], None]
ANSWERS_IN_LINE, PAUSE_MS = 6, 15
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def settle(settle: Settle, qtbot: QtBot) -> Settle:
    """Waits until the answers to what answers brought up are there, too: a scan, then the list, then the first pair."""

    def wait() -> None:
        for _turn in range(ANSWERS_IN_LINE):
            settle()
            qtbot.wait(PAUSE_MS)

    return wait


@pytest.fixture
def enter(workspace: Workspace) -> Callable[..., int]:
    def entered(**values: Any) -> int:
        card = {
            "surname": "Karimova",
            "given_name": "Nodira",
            "patronymic": "Botir qizi",
            "birth_date": date(1985, 3, 14),
        }
        return workspace.centre.write(save_person, PersonDraft(**card | values)).value

    return entered


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot) -> DoublesPage:
    made = DoublesPage(workspace)
    made.resize(1166, 700)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def two(enter: Callable[..., int], page: DoublesPage, settle: Settle, qtbot: QtBot) -> tuple[int, int]:
    """Two cards of one person, in sight on the page."""
    ids = enter(surname="Saidova", document="AA 1234567"), enter(phone="90 123 45 67")
    page.show()
    qtbot.waitUntil(lambda: page.review.cards.comparison is not None)
    settle()
    return ids


def shown(page: DoublesPage) -> tuple[int, int]:
    assert page.review.cards.comparison is not None
    return page.review.cards.comparison.pair.ids


def test_the_first_visit_compares_all_cards_and_shows_the_first_pair(page: DoublesPage, two: tuple[int, int]) -> None:
    assert shown(page) == two
    assert "the same given name and patronymic, another surname" in page.review.cards.reasons.text()
    assert "1 pair to review" in page.context


def test_a_centre_without_doubles_says_so(page: DoublesPage, enter: Callable[..., int], settle: Settle) -> None:
    enter()
    page.show()
    settle()
    assert page.review.cards.comparison is None
    assert not any(button.isEnabled() for button in page.review.buttons.values())


def test_all_cards_compared_from_the_empty_list_leave_the_focus_where_it_was(
    page: DoublesPage, enter: Callable[..., int], settle: Settle, qtbot: QtBot
) -> None:
    enter()
    show_in_front(page)
    settle()
    (button,) = (each for each in page.review.findChildren(QPushButton) if each.text() == "Compare all cards")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    settle()
    assert "compared" in page.banner.text
    focus = page.focusWidget()
    assert isinstance(focus, QPushButton)
    assert (focus.text(), focus.isVisible()) == ("Compare all cards", True)


def test_the_arrows_choose_which_value_stays(page: DoublesPage, two: tuple[int, int], qtbot: QtBot) -> None:
    cards = page.review.cards
    assert cards.fields.select(lambda row: row.field.name == "name")
    cards.fields.view.setFocus()
    qtbot.keyClick(cards.fields.view, Qt.Key.Key_Left)
    assert cards.chosen["name"] is Side.FIRST
    qtbot.keyClick(cards.fields.view, Qt.Key.Key_Right)
    assert cards.chosen["name"] is Side.SECOND
    qtbot.keyClick(cards.fields.view, Qt.Key.Key_Return)
    assert cards.chosen["name"] is Side.FIRST


def test_two_cards_become_one_by_a_key_and_two_again_from_the_banner(
    page: DoublesPage, two: tuple[int, int], workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    page.review.cards.fields.select(lambda row: row.field.name == "name")
    page.review.cards.take(Side.FIRST)
    qtbot.keyClick(page, Qt.Key.Key_M, CTRL)
    settle()
    card = workspace.centre.read(person_card, person_id=two[1])
    assert (card.line.name.surname, card.line.document, card.line.phone) == (
        "Saidova",
        "AA 1234567",
        "+998 90 123 45 67",
    )
    assert page.review.cards.comparison is None
    (offer,) = (button for button in page.banner.findChildren(QPushButton) if button.text() == "Undo")
    offer.click()
    settle()
    assert shown(page) == two


def test_different_people_leave_the_list_and_can_be_asked_about_again(
    page: DoublesPage, two: tuple[int, int], workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    def give_reason(dialog: DifferentDialog) -> None:
        dialog.field("reason").set_value("Opa-singil")
        dialog.save()

    when_asked(DifferentDialog, give_reason)
    qtbot.keyClick(page, Qt.Key.Key_D, CTRL)
    settle()
    (pair,) = workspace.centre.read(pairs, wanted=PairFilter(PairState.DIFFERENT))
    assert pair.decision is not None
    assert pair.decision.reason == "Opa-singil"
    page.tabs.choose(DIFFERENT)
    settle()
    different = page.tabs.content()
    assert isinstance(different, ReviewPanel)
    assert "Opa-singil" in different.cards.note.text()
    qtbot.mouseClick(different.buttons["Ask again"], Qt.MouseButton.LeftButton)
    settle()
    assert [pair.ids for pair in workspace.centre.read(pairs, wanted=PairFilter())] == [two]


def test_later_goes_on_to_the_next_pair(
    page: DoublesPage, two: tuple[int, int], enter: Callable[..., int], qtbot: QtBot, settle: Settle
) -> None:
    enter(surname="Ergasheva", given_name="Zebo"), enter(surname="Ergasheva", given_name="Zebo")
    qtbot.keyClick(page, Qt.Key.Key_R, CTRL)
    settle()
    before = shown(page)
    qtbot.keyClick(page, Qt.Key.Key_L, CTRL)
    settle()
    assert shown(page) != before
    qtbot.keyClick(page, Qt.Key.Key_L, CTRL)
    settle()
    assert shown(page) == before


def test_what_was_merged_is_listed_and_parted_there(
    page: DoublesPage, two: tuple[int, int], qtbot: QtBot, settle: Settle
) -> None:
    qtbot.keyClick(page, Qt.Key.Key_M, CTRL)
    settle()
    page.tabs.choose(MERGED)
    settle()
    merged = page.tabs.content()
    assert isinstance(merged, MergedPanel)
    assert merged.table.current() is not None
    qtbot.keyClick(page, Qt.Key.Key_D, CTRL)
    settle()
    assert not merged.table.current().can_undo
    page.tabs.choose(REVIEW)
    settle()
    assert shown(page) == two


def test_a_target_with_two_cards_shows_them_though_they_are_not_alike(
    page: DoublesPage, two: tuple[int, int], enter: Callable[..., int], settle: Settle
) -> None:
    other = enter(surname="Ergasheva", given_name="Zebo", birth_date=None)
    page.open((two[0], other))
    settle()
    assert shown(page) == (two[0], other)


def test_from_a_card_the_other_one_is_found_by_its_name(
    page: DoublesPage, two: tuple[int, int], enter: Callable[..., int], settle: Settle, qtbot: QtBot
) -> None:
    other = enter()

    def choose(dialog: OtherCardDialog) -> None:
        qtbot.waitUntil(lambda: dialog.table.current() is not None)
        dialog.submit()

    when_asked(OtherCardDialog, choose)
    page.open(two[1])
    settle()
    assert shown(page) == (two[1], other)


def test_enter_in_the_comparison_leads_to_the_cards(
    page: DoublesPage, two: tuple[int, int], workspace: Workspace, qtbot: QtBot
) -> None:
    page.review.cards.fields.view.setFocus()
    with qtbot.waitSignal(workspace.navigation_requested) as led:
        qtbot.keyClick(page.review.cards.fields.view, Qt.Key.Key_O, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert led.args == [Target("person", two[1])]


def test_no_word_is_clipped(page: DoublesPage, two: tuple[int, int]) -> None:
    assert clipped_words(page) == []


def test_two_cards_are_chosen_as_they_were_when_another_allowed_it(
    page: DoublesPage, two: tuple[int, int], settle: Settle, qtbot: QtBot
) -> None:
    def send(dialog: SecondDialog) -> None:
        dialog.field("reason").set_value("Bitta odam")
        dialog.send()

    centre, cards = page.workspace.centre, page.review.cards
    with_accounts(centre)
    take_the_seat(centre, "saidova", SECOND_PASSWORD)
    offered = dict(cards.chosen)
    cards.take_all(Side.SECOND)
    chosen = dict(cards.chosen)
    assert chosen != offered
    when_asked(SecondDialog, send)
    page.review.merge()
    settle()
    allow_the_request(centre)
    take_the_seat(centre, "saidova", SECOND_PASSWORD)
    (record,) = centre.read(requests)
    assert place_of(record) == Target("doubles", two)
    shown_anew = DoublesPage(page.workspace)
    shown_anew.resize(1166, 700)
    qtbot.addWidget(shown_anew)
    shown_anew.open(two)
    shown_anew.show()
    settle()
    anew = shown_anew.review.cards
    assert anew.chosen == chosen
    assert "Yusupova Nargiza" in anew.allowed.text()
    shown_anew.review.merge()
    settle()
    assert centre.read(requests) == []
    assert centre.read(person_card, person_id=max(two)).line.name.surname == "Karimova"


def test_whoever_allows_a_merging_reads_which_values_stay(
    page: DoublesPage, two: tuple[int, int], settle: Settle, qtbot: QtBot
) -> None:
    def send(dialog: SecondDialog) -> None:
        assert lines(dialog.records)["Full name"][1].startswith("Karimova")
        dialog.field("reason").set_value("Bitta odam")
        dialog.send()

    def look(dialog: RequestDialog) -> None:
        told = lines(dialog.records)
        assert [value.split()[0] for value in told["Full name"]] == ["Saidova", "Karimova"]
        assert told["Document"][1] == ""
        assert clipped_words(dialog) == []
        dialog.save()

    def lines(records: AskedRecords) -> dict[str, tuple[str, str]]:
        assert records.table is not None
        return {row.title: (row.stays, row.goes) for row in records.table.rows_in_sight()}

    centre = page.workspace.centre
    with_accounts(centre)
    take_the_seat(centre, "saidova", SECOND_PASSWORD)
    page.review.cards.take_all(Side.FIRST)
    when_asked(SecondDialog, send)
    page.review.merge()
    settle()
    take_the_seat(centre, "yusupova", PASSWORD)
    waiting = RequestsPage(page.workspace)
    qtbot.addWidget(waiting)
    waiting.show()
    settle()
    # A director allows mergings and makes none: the page of doubles is not open to them.
    (to_record,) = (each for each in waiting.findChildren(QPushButton) if each.text() == "Open the record")
    assert not to_record.isEnabled()
    assert "Merge two cards" in to_record.toolTip()
    when_asked(RequestDialog, look)
    waiting.look()
    settle()
    assert centre.read(requests, is_open=False)[0].state is State.ALLOWED
