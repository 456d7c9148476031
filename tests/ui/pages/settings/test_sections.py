"""The sections of the settings, by real keys and clicks."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date

import pytest
import sqlcipher3
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.accounts.service import staff
from desktop_app.people.records import PersonDraft
from desktop_app.people.service import save_person
from desktop_app.reference.service import calendar, dated_rules, list_items, profile, rules_on, set_rule
from desktop_app.returns.forms import FORM_CODES
from tests.ui.looks import clipped_words, show_in_front, when_asked
from ui.pages.settings.appearance import AppearanceSection
from ui.pages.settings.calendar import CalendarSection, DayDialog
from ui.pages.settings.centre import CentreDialog, CentreSection
from ui.pages.settings.duty_dialogs import DisclosureDialog, PurposeDialog
from ui.pages.settings.journal import JournalSection
from ui.pages.settings.lists import ItemDialog, ListsSection
from ui.pages.settings.page import SECTIONS, SettingsPage
from ui.pages.settings.personal_data import PersonalDataSection
from ui.pages.settings.returns_dialog import ReturnsDialog
from ui.pages.settings.rules import RuleDialog, RulesSection
from ui.pages.settings.staff import LeavingForm, StaffSection
from ui.pages.settings.territories import TerritoriesSection
from ui.pages.settings.territory_dialogs import TerritoryDialog
from ui.widgets.confirm import ConfirmDialog
from ui.widgets.fields import ChoiceField
from ui.widgets.form_dialog import FormDialog
from ui.workspace import Workspace

Settle = Callable[[], None]
FUTURE = date(2090, 1, 1)


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot, settle: Settle) -> Iterator[SettingsPage]:
    made = SettingsPage(workspace)
    qtbot.addWidget(made)
    workspace.notice_requested.connect(lambda text, undo, link: made.banner.show_outcome(text, undo=undo, link=link))
    made.resize(1200, 700)
    show_in_front(made)
    settle()
    yield made
    # Closing a form would ask whether what was typed may be lost.
    for dialog in made.findChildren(FormDialog):
        dialog.hide()


def open_section(page: SettingsPage, name: str, settle: Settle) -> QWidget:
    page.open(name)
    settle()
    return page.section


def filled(dialog: FormDialog, settle: Settle, **texts: str) -> FormDialog:
    """Type into the fields as a person does, and press Enter."""
    dialog.show()
    settle()
    for name, text in texts.items():
        editor = dialog.field(name).editor
        line = editor if isinstance(editor, QLineEdit) else editor.findChild(QLineEdit)
        assert isinstance(line, QLineEdit)
        line.setText(text)
        line.textEdited.emit(text)
    dialog.save()
    settle()
    return dialog


def press_delete(view: QWidget, qtbot: QtBot) -> None:
    """A key of an action is heard where the focus is."""
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Delete)


def undo(page: SettingsPage, settle: Settle) -> None:
    offer = next(button for button in page.banner.findChildren(QPushButton) if button.text() == "Undo")
    offer.click()
    settle()


@pytest.mark.parametrize("spec", SECTIONS, ids=lambda spec: spec.name)
def test_every_section_opens_by_its_name(page: SettingsPage, settle: Settle, spec: object) -> None:
    open_section(page, spec.name, settle)
    assert page.sections.currentItem().text() == spec.title
    assert not page.banner.text


def test_sections_are_leafed_through_with_the_arrow_keys(page: SettingsPage, qtbot: QtBot, settle: Settle) -> None:
    page.sections.setFocus()
    qtbot.keyClick(page.sections, Qt.Key.Key_Down)
    settle()
    assert isinstance(page.section, StaffSection)


def test_enter_goes_from_the_list_into_the_section_and_its_key_back_to_the_list(
    page: SettingsPage, qtbot: QtBot, settle: Settle
) -> None:
    show_in_front(page.window())
    section = open_section(page, "staff", settle)
    page.sections.setFocus()
    qtbot.keyClick(page.sections, Qt.Key.Key_Return)
    assert section.isAncestorOf(page.focusWidget())
    # The window asks for the first focus when its key for the settings is pressed.
    assert page.first_focus() is page.sections
    page.sections.setFocus()
    assert page.first_focus() is section.first_focus()


def test_a_section_that_offers_nothing_gives_the_keys_to_the_list(page: SettingsPage, settle: Settle) -> None:
    section = open_section(page, "centre", settle)
    section.first_focus().setEnabled(False)
    assert page.first_focus() is page.sections


def test_a_changed_centre_can_be_taken_back(page: SettingsPage, workspace: Workspace, settle: Settle) -> None:
    section = open_section(page, "centre", settle)
    assert isinstance(section, CentreSection)
    before = workspace.centre.read(profile)
    dialog = filled(CentreDialog(section, *section._shown), settle, director="Aliyeva Zilola")
    assert dialog.outcome is not None
    assert workspace.centre.read(profile).director == "Aliyeva Zilola"
    section._undo(before)
    settle()
    assert workspace.centre.read(profile).director == before.director


@pytest.mark.parametrize(
    ("field", "typed"), [("email", "markaz"), ("return_address", "a b@c.uz"), ("code", "P M M"), ("director", "")]
)
def test_wrong_facts_of_the_centre_are_told_under_their_field(
    page: SettingsPage, workspace: Workspace, settle: Settle, field: str, typed: str
) -> None:
    section = open_section(page, "centre", settle)
    assert isinstance(section, CentreSection)
    dialog = filled(CentreDialog(section, *section._shown), settle, **{field: typed})
    assert dialog.outcome is None
    assert dialog.field(field).error


def test_how_returns_are_made_is_kept_and_a_wrong_file_name_told(
    page: SettingsPage, workspace: Workspace, settle: Settle
) -> None:
    section = open_section(page, "centre", settle)
    assert isinstance(section, CentreSection)
    before, _places = section._shown
    wrong = filled(ReturnsDialog(section, before), settle, return_file_pattern="{direktor}")
    assert wrong.field("return_file_pattern").error
    dialog = ReturnsDialog(section, before)
    dialog.field("return_forms").set_value(("2-PMM", "1-PMM"))
    filled(dialog, settle, return_file_pattern="Hisobot {year}-{month}", return_phrase="toʻrt koʻcha")
    own = workspace.centre.read(profile)
    assert own.return_forms == ("1-PMM", "2-PMM")
    assert (own.return_file_pattern, own.return_phrase) == ("Hisobot {year}-{month}", "toʻrt koʻcha")
    dialog = ReturnsDialog(section, own)
    dialog.field("return_forms").set_value(FORM_CODES)
    dialog.save()
    settle()
    assert workspace.centre.read(profile).return_forms == ()


def test_who_left_is_shown_only_when_asked_for(page: SettingsPage, workspace: Workspace, settle: Settle) -> None:
    section = open_section(page, "staff", settle)
    assert isinstance(section, StaffSection)
    (member,) = workspace.centre.read(staff)
    filled(LeavingForm(section, member), settle, left_on="01.11.2026")
    settle()
    assert section.table.view.model().rowCount() == 0
    section.with_leavers.click()
    settle()
    assert section.table.view.model().rowCount() == 1


def test_a_new_value_of_a_rule_holds_from_its_date(page: SettingsPage, workspace: Workspace, settle: Settle) -> None:
    section = open_section(page, "rules", settle)
    assert isinstance(section, RulesSection)
    line = section.table.current()
    assert line is not None
    assert line.name == "attendance_min_percent"
    filled(RuleDialog(section, line, section.lines), settle, value="85", valid_from="01.01.2090", order_number="12-son")
    assert workspace.centre.read(rules_on, FUTURE).attendance_min_percent == 85
    assert workspace.centre.read(rules_on, date(2089, 12, 31)).attendance_min_percent == 80
    assert section.history.view.model().rowCount() == 2


def test_a_value_taken_back_can_be_undone(page: SettingsPage, workspace: Workspace, settle: Settle) -> None:
    section = open_section(page, "rules", settle)
    assert isinstance(section, RulesSection)
    workspace.broadcast(workspace.centre.write(set_rule, name="lesson_minutes", valid_from=FUTURE, value="45").changes)
    settle()
    section.table.select(lambda line: line.name == "lesson_minutes")
    section.history.view.selectRow(0)
    section.take_back()
    settle()
    assert workspace.centre.read(rules_on, FUTURE).lesson_minutes == 80
    undo(page, settle)
    assert workspace.centre.read(rules_on, FUTURE).lesson_minutes == 45


def test_the_only_value_of_a_rule_stays(page: SettingsPage, workspace: Workspace, settle: Settle) -> None:
    section = open_section(page, "rules", settle)
    assert isinstance(section, RulesSection)
    section.history.view.selectRow(0)
    section.take_back()
    settle()
    assert "only value" in page.banner.text
    assert len(workspace.centre.read(dated_rules)) == section.table.view.model().rowCount()


@pytest.mark.parametrize("typed", ["140", "many", "-1"])
def test_a_value_that_makes_no_sense_is_refused_under_its_field(page: SettingsPage, settle: Settle, typed: str) -> None:
    section = open_section(page, "rules", settle)
    assert isinstance(section, RulesSection)
    line = section.table.current()
    assert line is not None
    dialog = filled(RuleDialog(section, line, section.lines), settle, value=typed)
    assert dialog.outcome is None
    assert dialog.field("value").error


def test_a_day_off_is_added_to_its_year(page: SettingsPage, workspace: Workspace, settle: Settle) -> None:
    section = open_section(page, "calendar", settle)
    assert isinstance(section, CalendarSection)
    filled(DayDialog(section, None, 2026), settle, day="5.11", name="Markaz kuni")
    found = [record for record in workspace.centre.read(calendar) if record.day == date(2026, 11, 5)]
    assert [(record.is_working, record.name) for record in found] == [(False, "Markaz kuni")]


def test_a_removed_day_can_be_put_back(page: SettingsPage, workspace: Workspace, qtbot: QtBot, settle: Settle) -> None:
    section = open_section(page, "calendar", settle)
    assert isinstance(section, CalendarSection)
    before = workspace.centre.read(calendar)
    section.table.view.selectRow(0)
    press_delete(section.table.view, qtbot)
    settle()
    assert len(workspace.centre.read(calendar)) == len(before) - 1
    undo(page, settle)
    assert [record.day for record in workspace.centre.read(calendar)] == [record.day for record in before]


def test_an_entry_is_closed_and_opened_again_with_delete(
    page: SettingsPage, workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    section = open_section(page, "lists", settle)
    assert isinstance(section, ListsSection)
    count = section.table.view.model().rowCount()
    section.table.view.selectRow(0)
    closed = section.table.current()
    press_delete(section.table.view, qtbot)
    settle()
    assert section.table.view.model().rowCount() == count - 1
    section.with_closed.click()
    section.table.select(lambda item: item.code == closed.code)
    press_delete(section.table.view, qtbot)
    settle()
    assert {item.valid_to for item in workspace.centre.read(list_items, "subject")} == {None}


def test_a_new_entry_needs_a_code_of_its_own(page: SettingsPage, workspace: Workspace, settle: Settle) -> None:
    section = open_section(page, "lists", settle)
    assert isinstance(section, ListsSection)
    entry = workspace.centre.read(list_items, "subject")[0]
    new = type(entry)(0, "subject", "", type(entry.names)("", "", ""), {}, None, None, 1)
    dialog = filled(ItemDialog(section, new, []), settle, uz="Robototexnika", code=entry.code)
    assert dialog.outcome is None
    assert entry.code in dialog.banner.text
    filled(dialog, settle, code="ROBO")
    assert dialog.outcome is not None
    assert workspace.centre.read(list_items, "subject")[-1].names.uz == "Robototexnika"


def test_a_district_needs_a_code_of_its_region(page: SettingsPage, settle: Settle) -> None:
    section = open_section(page, "territories", settle)
    assert isinstance(section, TerritoriesSection)
    dialog = filled(TerritoryDialog(section, section._places, "1727"), settle, uz="Yangi tuman", code="1703999")
    assert dialog.field("code").error
    count = section.table.view.model().rowCount()
    filled(dialog, settle, code="1727999")
    assert dialog.outcome.key == "1727999"
    assert section.table.view.model().rowCount() == count + 1


def test_the_journal_follows_what_is_written(page: SettingsPage, workspace: Workspace, settle: Settle) -> None:
    section = open_section(page, "journal", settle)
    assert isinstance(section, JournalSection)
    workspace.broadcast(workspace.centre.write(set_rule, name="lesson_minutes", valid_from=FUTURE, value="45").changes)
    settle()
    section.table.view.selectRow(0)
    entry = section.table.current()
    assert entry is not None
    assert (entry.action, entry.entity) == ("create", "dated_rule")
    texts = [section.details.view.model().index(row, 2).data() for row in range(3)]
    assert "45" in texts


def test_the_journal_is_narrowed_to_a_kind_of_record(page: SettingsPage, settle: Settle) -> None:
    section = open_section(page, "journal", settle)
    assert isinstance(section, JournalSection)
    section.entity_box.choose("staff")
    section.entity_box.chosen.emit("staff")
    settle()
    assert section.table.view.model().rowCount() == 1


def test_the_journal_is_narrowed_by_what_is_typed_and_verified(
    page: SettingsPage, workspace: Workspace, settle: Settle
) -> None:
    """A day, a person, or nobody at all."""
    section = open_section(page, "journal", settle)
    assert isinstance(section, JournalSection)
    person_id = workspace.centre.write(save_person, PersonDraft(surname="Qodirova", given_name="Zulfiya")).value
    for typed, fits in (("21.11.2026", True), ("Qodirova", True), (str(person_id), True), ("Hechkim", False)):
        section._paged.set_filter_text(typed)
        settle()
        assert bool(section.table.view.model().rowCount()) is fits, typed
    section.verify()
    settle()
    assert page.banner.text.startswith("19 ")
    assert page.banner.property("tone") == "good"
    # As somebody with another program would.
    with closing(sqlcipher3.connect(workspace.centre.paths.database)) as file:
        file.execute("DROP TRIGGER journal_is_only_erased")
        file.execute("UPDATE journal SET actor_name = 'Boshqa' WHERE seq = 5")
        file.commit()
    section.verify()
    settle()
    # A broken journal is no good news, and its first broken link is named.
    assert page.banner.property("tone") == "bad"
    assert "5" in page.banner.text


def test_a_purpose_and_a_disclosure_are_put_down(page: SettingsPage, workspace: Workspace, settle: Settle) -> None:
    section = open_section(page, "personal_data", settle)
    assert isinstance(section, PersonalDataSection)
    line = section.purposes.current()
    assert line is not None
    filled(PurposeDialog(section, line.purpose), settle, term_months="24", order_number="14-M")
    settle()
    line = section.purposes.current()
    assert (line.purpose.term_months, line.purpose.order_number, line.purpose.is_draft) == (24, "14-M", False)
    dialog = DisclosureDialog(section, None)
    filled(dialog, settle, recipient="Boshqarma", basis="Xat 7")
    assert dialog.field("content").error
    dialog.field("content").set_value("Roʻyxat")
    filled(dialog, settle)
    assert section.register.view.model().rowCount() == 1
    assert clipped_words(page) == []


def test_the_language_is_kept_at_once(page: SettingsPage, workspace: Workspace, settle: Settle) -> None:
    section = open_section(page, "appearance", settle)
    assert isinstance(section, AppearanceSection)
    button = section.languages.findChild(QRadioButton, "ru")
    button.click()
    assert workspace.settings.language == "ru"


def test_a_choice_that_is_not_listed_is_told(page: SettingsPage, settle: Settle) -> None:
    section = open_section(page, "territories", settle)
    assert isinstance(section, TerritoriesSection)
    dialog = filled(TerritoryDialog(section, section._places, "1727"), settle, uz="Yangi", code="1727999", level="x")
    assert isinstance(dialog.field("level"), ChoiceField)
    assert dialog.field("level").error
    assert QApplication.activeModalWidget() is None


def test_another_centre_is_chosen_only_after_a_question(
    page: SettingsPage, workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    section = open_section(page, "centre", settle)
    asked: list[bool] = []
    workspace.welcome_requested.connect(lambda: asked.append(True))
    (another,) = (button for button in section.findChildren(QPushButton) if "Another centre" in button.text())

    for key, expected in ((Qt.Key.Key_Escape, []), (Qt.Key.Key_Return, [True])):
        when_asked(ConfirmDialog, lambda question, key=key: qtbot.keyClick(question, key))
        another.click()
        assert asked == expected
