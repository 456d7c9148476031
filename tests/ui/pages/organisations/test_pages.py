"""The register of organisations and the card of one, by real keys."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from desktop_app.organisations.records import OrganisationDraft, PermitStanding
from desktop_app.organisations.service import check_requirement, organisation_card, organisations, save_organisation
from desktop_app.plan.stated import StatedEntry, What, save_stated_figure
from desktop_app.reference.service import list_items
from tests.ui.looks import clipped_words, show_in_front
from ui.pages.organisations.card_page import OrganisationPage
from ui.pages.organisations.dialogs import OrganisationDialog, PermitDialog, RefusalDialog, WithdrawalDialog
from ui.pages.organisations.list_page import OrganisationsPage
from ui.widgets.form_dialog import FormDialog
from ui.widgets.page import Page
from ui.workspace import Workspace

Settle = Callable[[], None]


@pytest.fixture
def organisation_id(workspace: Workspace) -> int:
    return workspace.centre.write(save_organisation, OrganisationDraft("Ilm yoʻli", "NODAVLAT")).value


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot, settle: Settle, organisation_id: int) -> Iterator[OrganisationPage]:
    made = OrganisationPage(workspace)
    made.open(organisation_id)
    shown(made, qtbot, settle)
    yield made
    for dialog in made.findChildren(FormDialog):
        dialog.hide()


def shown(page: Page, qtbot: QtBot, settle: Settle) -> None:
    qtbot.addWidget(page)
    page.resize(1166, 768)
    show_in_front(page)
    settle()


def saved(dialog: FormDialog, settle: Settle, **texts: str) -> FormDialog:
    dialog.show()
    for name, text in texts.items():
        editor = dialog.field(name).editor
        if isinstance(editor, QPlainTextEdit):
            editor.setPlainText(text)
        else:
            assert isinstance(editor, QLineEdit)
            editor.setText(text)
            editor.textEdited.emit(text)
    dialog.save()
    settle()
    return dialog


def look_at_all(workspace: Workspace, organisation_id: int, *, unmet: str = "") -> None:
    for each in workspace.centre.read(organisation_card, organisation_id=organisation_id).requirements:
        found = {"requirement_code": each.code, "is_met": each.code != unmet}
        workspace.centre.write(check_requirement, organisation_id=organisation_id, **found)


def test_requirements_are_marked_by_keys_one_after_the_other(
    page: OrganisationPage, workspace: Workspace, qtbot: QtBot, settle: Settle, organisation_id: int
) -> None:
    page.review.view.setFocus()
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Plus, Qt.Key.Key_Plus):
        qtbot.keyClick(page.review.view, key)
        settle()
        page.make_stale()
        settle()
    card = workspace.centre.read(organisation_card, organisation_id=organisation_id)
    assert [each.is_met for each in card.requirements] == [True, True, False, True, True]
    assert page.state.text() == "1 requirement is not met."
    assert page._primary is not None
    assert not page._primary.isEnabled()
    assert page.refuse_button.isEnabled()
    assert clipped_words(page) == []


def test_a_permit_is_given_and_withdrawn(
    page: OrganisationPage, workspace: Workspace, settle: Settle, organisation_id: int
) -> None:
    look_at_all(workspace, organisation_id)
    page.make_stale()
    settle()
    card = workspace.centre.read(organisation_card, organisation_id=organisation_id)
    saved(PermitDialog(page, card), settle, number="R-1")
    page.make_stale()
    settle()
    assert page.pill.text == "Has the permit"
    assert page.withdraw_button.isVisible()
    card = workspace.centre.read(organisation_card, organisation_id=organisation_id)
    saved(WithdrawalDialog(page, card), settle, reason="talab buzilgan")
    assert workspace.centre.read(organisations)[0].standing is PermitStanding.WITHDRAWN
    page.make_stale()
    settle()
    page.reopen_button.click()
    settle()
    assert workspace.centre.read(organisations)[0].standing is PermitStanding.PERMITTED


def test_a_refusal_proposes_what_is_not_met_as_its_reason(
    page: OrganisationPage, workspace: Workspace, settle: Settle, organisation_id: int
) -> None:
    look_at_all(workspace, organisation_id, unmet="KADR")
    card = workspace.centre.read(organisation_card, organisation_id=organisation_id)
    dialog = RefusalDialog(page, card)
    assert dialog.field("reason").value == "Teaching staff"
    saved(dialog, settle)
    assert workspace.centre.read(organisation_card, organisation_id=organisation_id).reason == "Teaching staff"


def test_an_organisation_that_is_gone_says_so(page: OrganisationPage, settle: Settle) -> None:
    page.open(9_999)
    settle()
    assert "no longer" in page._empty.findChildren(type(page.state))[0].text() or page._stack.currentIndex() == 1


def test_the_list_shows_the_difference_between_a_stated_count_and_the_register(
    workspace: Workspace, qtbot: QtBot, settle: Settle, organisation_id: int
) -> None:
    year = workspace.centre.clock.today().year
    look_at_all(workspace, organisation_id)
    entry = StatedEntry(What.ORGANISATIONS_PERMITTED, "", year, 2, "hisobot")
    workspace.centre.write(save_stated_figure, entry)
    made = OrganisationsPage(workspace)
    shown(made, qtbot, settle)
    assert made.context == "1 organisation in the register"
    assert "difference +2: hisobot" in made.stated_tile.accessibleDescription()
    assert clipped_words(made) == []


def test_an_application_needs_a_name(workspace: Workspace, qtbot: QtBot, settle: Settle) -> None:
    made = OrganisationsPage(workspace)
    shown(made, qtbot, settle)
    kinds = workspace.centre.read(list_items, "organisation_kind")
    dialog = saved(OrganisationDialog(made, kinds), settle)
    assert dialog.outcome is None
    assert dialog.field("name").error
    saved(dialog, settle, name="Yangi tashkilot")
    (line,) = workspace.centre.read(organisations)
    assert (line.name, line.applied_on) == ("Yangi tashkilot", workspace.centre.clock.today())
    assert isinstance(line.applied_on, date)


def test_what_was_looked_for_stays_when_the_page_is_made_anew(
    workspace: Workspace, qtbot: QtBot, settle: Settle, organisation_id: int
) -> None:
    before = OrganisationsPage(workspace)
    shown(before, qtbot, settle)
    before.standing_box.choose(PermitStanding.APPLIED)
    before.table.filter_box.setText("ilm")
    before.hide()
    after = OrganisationsPage(workspace)
    qtbot.addWidget(after)
    assert (after.standing_box.value, after.table.filter_box.text()) == (PermitStanding.APPLIED, "ilm")
