"""The journal of changes as an administrator reads it, who sees nobody of the people."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.accounts.journal import FieldChange
from desktop_app.accounts.keeping import accounts, change_roles
from desktop_app.accounts.rights import RIGHTS_OF
from desktop_app.accounts.roles import Role
from desktop_app.accounts.sign_in import sign_in_again
from desktop_app.centre import Centre
from desktop_app.people.records import PersonDraft
from desktop_app.people.service import save_person
from desktop_app.protection import slots
from tests.factories import programme, write
from tests.ui.signed_in import PASSWORD, with_accounts
from ui import rights
from ui.pages.settings.journal import JournalSection, value_text
from ui.workspace import Workspace

Settle = Callable[[], None]


@pytest.fixture
def administrator(centre: Centre, monkeypatch: pytest.MonkeyPatch) -> None:
    """Acts, after somebody was entered."""
    monkeypatch.setattr(slots, "COST", (32, 1, 1))
    centre.write(save_person, PersonDraft(surname="Qodirova", given_name="Zulfiya"))
    with_accounts(centre)
    account = next(each for each in centre.read(accounts) if each.login == "yusupova")
    centre.write(change_roles, staff_id=account.staff_id, roles=["administrator"], version=account.version)
    sign_in_again(centre, "yusupova", PASSWORD)
    rights.hold(RIGHTS_OF[Role.ADMINISTRATOR])


@pytest.fixture
def section(administrator: None, workspace: Workspace, qtbot: QtBot, settle: Settle) -> JournalSection:
    section = JournalSection(workspace)
    qtbot.addWidget(section)
    section.resize(860, 640)
    section.show()
    settle()
    return section


def test_who_sees_nobody_is_told_that_what_was_written_of_people_is_withheld(
    section: JournalSection, settle: Settle
) -> None:
    section.entity_box.choose("person")
    section.entity_box.chosen.emit("person")
    settle()
    assert section.table.current() is not None
    assert section.details.rows_in_sight() == []
    assert section.withheld.isVisible()
    section.entity_box.choose("staff")
    section.entity_box.chosen.emit("staff")
    settle()
    assert section.details.rows_in_sight() != []
    assert not section.withheld.isVisible()


def test_who_sees_nobody_is_asked_for_a_day_alone(section: JournalSection) -> None:
    assert "Person" not in section.table.filter_box.placeholderText()


def test_where_nothing_fits_nothing_of_the_entry_before_is_left_standing(
    section: JournalSection, settle: Settle
) -> None:
    assert section.caption.text()
    section._paged.set_filter_text("1.1.1999")
    settle()
    assert section.table.view.model().rowCount() == 0
    assert (section.caption.text(), section.details.rows_in_sight()) == ("", [])


def test_a_code_of_a_list_is_told_by_its_name(
    centre: Centre, workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    write(centre, programme(subject_code="FIZ"))
    section = JournalSection(workspace)
    qtbot.addWidget(section)
    section.show()
    settle()
    assert section.table.select(lambda entry: entry.entity == "programme")
    settle()
    shown = {line.field: line.after for line in section.details.rows_in_sight()}
    assert shown["Subject"] == "Physics (and astronomy)"


def test_a_year_of_the_journal_is_not_written_like_a_count() -> None:
    shown = {field: value_text(FieldChange(field, None, 2026), 2026) for field in ("year", "birth_year", "number")}
    assert (shown["year"], shown["birth_year"]) == ("2026", "2026")
    assert shown["number"] == "2\u00a0026"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2026-10-27", "27.10.2026"),
        ("2026-99-99", "2026-99-99"),
        ("2026-11-02T05:00:00+00:00", "02.11.2026 10:00"),
        ("2026-11-02T05:00:00", "2026-11-02T05:00:00"),
        (["Aliyeva Zilola", "Karimov Aziz"], "Aliyeva Zilola, Karimov Aziz"),
        ([], "–"),
        ("7-maktab", "7-maktab"),
        ([{"a": 1}], '[{"a": 1}]'),
    ],
)
def test_a_value_is_told_as_people_write_it(value: object, words: str) -> None:
    assert value_text(FieldChange("members", None, value), value) == words


def test_a_state_is_told_in_words_and_only_where_it_is_a_state() -> None:
    change = FieldChange("state", "out", "returned")
    assert value_text(change, "returned", "parcel") == "Came back"
    assert value_text(change, "returned", "person") == "returned"
