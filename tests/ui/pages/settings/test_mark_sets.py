"""The sets of marks in the settings, by real keys."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.cohorts.service import cohort
from desktop_app.marks.editing import save_set
from desktop_app.marks.kinds import mark_sets
from desktop_app.marks.records import Counts, MarkSet, Reach
from tests import factories
from tests.ui.looks import clipped_words, show_in_front
from ui.pages.cohorts.edit_dialog import CohortDialog
from ui.pages.settings.mark_kind_dialog import NEW, MarkKindDialog
from ui.pages.settings.mark_set_dialog import MarkSetDialog, ReachDialog
from ui.pages.settings.mark_sets import MarkSetsSection
from ui.pages.settings.page import SettingsPage
from ui.widgets.form_dialog import FormDialog
from ui.workspace import Workspace

Settle = Callable[[], None]


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot, settle: Settle) -> Iterator[SettingsPage]:
    made = SettingsPage(workspace)
    qtbot.addWidget(made)
    workspace.notice_requested.connect(lambda text, undo, link: made.banner.show_outcome(text, undo=undo, link=link))
    made.resize(1118, 700)
    show_in_front(made)
    made.open("marks")
    settle()
    yield made
    for dialog in made.findChildren(FormDialog):
        dialog.hide()


@pytest.fixture
def section(page: SettingsPage) -> MarkSetsSection:
    assert isinstance(page.section, MarkSetsSection)
    return page.section


@pytest.fixture
def in_cohort(workspace: Workspace, section: MarkSetsSection, settle: Settle) -> int:
    """An open cohort of the first set, in which somebody came late."""
    centre = workspace.centre
    programme_id = factories.write(centre, factories.programme()).id
    values = {"mark_set_id": sets(workspace)[0].id}
    cohort_id = factories.write(centre, factories.cohort(programme_id, **values)).id
    person_id = factories.write(centre, factories.person()).id
    enrolment_id = factories.write(centre, factories.enrolment(cohort_id, person_id)).id
    session_id = factories.write(centre, factories.session(cohort_id)).id
    factories.write(centre, factories.mark(session_id, enrolment_id, kind_code="KECH"))
    section.make_stale()
    settle()
    return cohort_id


def sets(workspace: Workspace) -> list[MarkSet]:
    return workspace.centre.read(mark_sets)


def undo(page: SettingsPage, settle: Settle) -> None:
    next(button for button in page.banner.findChildren(QPushButton) if button.text() == "Undo").click()
    settle()


def add_second(section: MarkSetsSection, settle: Settle, monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(dialog: MarkSetDialog) -> None:
        dialog.show()
        dialog.field("name").set_value("Malaka")
        dialog.save()
        settle()

    monkeypatch.setattr(MarkSetDialog, "exec", answer)
    section.add()
    settle()


def halve_lateness(settle: Settle) -> Callable[[MarkSetDialog], None]:
    """What somebody does in the form of a set who lets the second mark count for half of the hours."""

    def answer(dialog: MarkSetDialog) -> None:
        dialog.show()
        dialog.table.select_place(1)
        dialog.edit()
        dialog.save()
        settle()

    return answer


def answer_half(dialog: MarkKindDialog) -> None:
    dialog.show()
    dialog.field("share").set_value(50)
    dialog.save()


def test_the_section_shows_the_sets_and_the_marks_of_the_one_that_is_chosen(section: MarkSetsSection) -> None:
    shown = section.table.view.model()
    assert [shown.index(0, column).data() for column in (0, 1, 5)] == ["Asosiy", "+  K  S  -", "New cohorts get it"]
    kinds = section.kinds.view.model()
    assert [kinds.index(row, 2).data() for row in range(kinds.rowCount())] == [
        "Was there",
        "Was there",
        "Away with a good reason",
        "Away",
    ]


def test_a_new_set_is_a_copy_stays_chosen_and_can_be_undone(
    page: SettingsPage,
    section: MarkSetsSection,
    workspace: Workspace,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    add_second(section, settle, monkeypatch)
    first, second = sets(workspace)
    assert (second.name, second.kinds) == ("Malaka", first.kinds)
    current = section.table.current()
    assert current is not None
    assert current.id == second.id
    undo(page, settle)
    assert sets(workspace) == [first]


def test_default_retirement_and_deletion_go_by_key_and_come_back(
    page: SettingsPage,
    section: MarkSetsSection,
    workspace: Workspace,
    qtbot: QtBot,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    add_second(section, settle, monkeypatch)
    show_in_front(page)
    section.table.view.setFocus()
    qtbot.waitUntil(page.isActiveWindow)
    qtbot.keyClick(section.table.view, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert [one.name for one in sets(workspace) if one.is_default] == ["Malaka"]
    undo(page, settle)
    assert [one.name for one in sets(workspace) if one.is_default] == ["Asosiy"]
    section.table.select(lambda one: one.name == "Malaka")
    qtbot.keyClick(section.table.view, Qt.Key.Key_Delete)
    settle()
    assert sets(workspace)[1].retired_on is not None
    qtbot.keyClick(section.table.view, Qt.Key.Key_Delete)
    settle()
    assert sets(workspace)[1].retired_on is None
    qtbot.keyClick(section.table.view, Qt.Key.Key_Delete, Qt.KeyboardModifier.ShiftModifier)
    settle()
    assert len(sets(workspace)) == 1
    undo(page, settle)
    assert [one.name for one in sets(workspace)] == ["Asosiy", "Malaka"]


def test_what_may_not_be_is_said_in_a_sentence(
    page: SettingsPage, section: MarkSetsSection, workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    section.table.view.setFocus()
    qtbot.keyClick(section.table.view, Qt.Key.Key_Delete)
    settle()
    assert "New cohorts get the set Asosiy. Give them another one first." in page.banner.text
    assert sets(workspace)[0].retired_on is None


def test_a_change_that_counts_nothing_otherwise_is_saved_at_once_and_undone(
    page: SettingsPage,
    section: MarkSetsSection,
    workspace: Workspace,
    in_cohort: int,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def move_last_up(dialog: MarkSetDialog) -> None:
        dialog.show()
        dialog.table.select_place(3)
        dialog.move(-1)
        dialog.save()
        settle()

    monkeypatch.setattr(MarkSetDialog, "exec", move_last_up)
    section.edit(sets(workspace)[0])
    settle()
    (kept,) = sets(workspace)
    assert [kind.code for kind in kept.kinds] == ["KELDI", "KECH", "KELMADI", "SABABLI"]
    undo(page, settle)
    assert [kind.code for kind in sets(workspace)[0].kinds] == ["KELDI", "KECH", "SABABLI", "KELMADI"]


def test_a_change_of_what_a_mark_counts_as_is_for_new_cohorts_unless_it_is_said(
    page: SettingsPage,
    section: MarkSetsSection,
    workspace: Workspace,
    in_cohort: int,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def leave_it(dialog: ReachDialog) -> None:
        dialog.show()
        assert not dialog.field("reason").isVisible()
        assert clipped_words(dialog) == []
        dialog.save()

    monkeypatch.setattr(MarkSetDialog, "exec", halve_lateness(settle))
    monkeypatch.setattr(MarkKindDialog, "exec", answer_half)
    monkeypatch.setattr(ReachDialog, "exec", leave_it)
    before = sets(workspace)[0]
    section.edit(before)
    settle()
    new, kept = sets(workspace)
    assert (new.kinds[1].share, new.cohorts, kept.kinds, kept.cohorts) == (50, 0, before.kinds, 1)
    assert "The set Asosiy is made anew for new cohorts; 1 cohort keeps the one before." in page.banner.text


def test_the_open_cohorts_are_counted_anew_only_with_a_reason(
    section: MarkSetsSection,
    workspace: Workspace,
    in_cohort: int,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def count_anew(dialog: ReachDialog) -> None:
        dialog.show()
        dialog.field("has_open").set_value(True)
        dialog.field("has_open").edited.emit()
        dialog.save()
        assert dialog.field("reason").error == "Give the reason."
        dialog.field("reason").set_value("Kengash qarori")
        dialog.save()

    monkeypatch.setattr(MarkSetDialog, "exec", halve_lateness(settle))
    monkeypatch.setattr(MarkKindDialog, "exec", answer_half)
    monkeypatch.setattr(ReachDialog, "exec", count_anew)
    section.edit(sets(workspace)[0])
    settle()
    new = sets(workspace)[0]
    assert workspace.centre.read(cohort, cohort_id=in_cohort).mark_set_id == new.id


def test_the_form_of_a_set_goes_by_keys(
    section: MarkSetsSection, workspace: Workspace, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(MarkKindDialog, "exec", lambda dialog: opened.append(dialog.windowTitle()))
    dialog = MarkSetDialog(section, sets(workspace)[0])
    show_in_front(dialog)
    dialog.table.view.setFocus()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.table.select_place(1)
    qtbot.keyClick(dialog.table.view, Qt.Key.Key_F2)
    qtbot.keyClick(dialog.table.view, Qt.Key.Key_Return)
    assert opened == ["Late", "Late"]
    assert dialog.outcome is None, "Enter in the table opens the mark, it does not save the set"
    qtbot.keyClick(dialog.table.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(dialog.table.view, Qt.Key.Key_Delete)
    assert [kind.code for kind in dialog.kinds] == ["KELDI", "SABABLI", "KELMADI"]
    assert dialog.is_changed()
    assert clipped_words(dialog) == []
    dialog.hide()


def test_only_of_a_presence_a_share_is_asked_and_a_taken_sign_is_told_under_its_field(
    section: MarkSetsSection, workspace: Workspace
) -> None:
    dialog = MarkKindDialog(section, NEW, sets(workspace)[0].kinds)
    dialog.show()
    assert not dialog.field("share").isEnabled()
    dialog.field("counts").set_value(Counts.PRESENT)
    dialog.field("counts").edited.emit()
    assert dialog.field("share").isEnabled()
    dialog.field("uz").set_value("Yarim")
    dialog.field("letter").set_value("k")
    dialog.save()
    assert dialog.field("letter").error == "This sign is of the mark “Late”."
    dialog.field("letter").set_value("Y")
    dialog.save()
    assert (dialog.outcome.letter, dialog.outcome.counts, dialog.outcome.names.ru) == ("Y", Counts.PRESENT, "Yarim")


def test_the_form_of_a_cohort_asks_for_the_set_only_where_there_is_a_choice(
    section: MarkSetsSection,
    workspace: Workspace,
    in_cohort: int,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    record = workspace.centre.read(cohort, cohort_id=in_cohort)
    alone = CohortDialog(section, record)
    alone.show()
    settle()
    assert not alone.field("mark_set_id").isVisible()
    alone.hide()
    add_second(section, settle, monkeypatch)
    dialog = CohortDialog(section, record)
    dialog.show()
    settle()
    field = dialog.field("mark_set_id")
    assert (field.isVisible(), field.value, dialog.is_changed()) == (True, record.mark_set_id, False)
    field.set_value(sets(workspace)[1].id)
    dialog.save()
    settle()
    assert workspace.centre.read(cohort, cohort_id=in_cohort).mark_set_id == sets(workspace)[1].id


def test_a_cohort_whose_set_was_made_anew_tells_the_two_of_one_name_apart(
    section: MarkSetsSection, workspace: Workspace, in_cohort: int, settle: Settle
) -> None:
    first = sets(workspace)[0]
    workspace.centre.write(
        save_set, replace(first, kinds=first.kinds[:1] + first.kinds[2:]), seen=first, reach=Reach.NEW_COHORTS
    )
    dialog = CohortDialog(section, workspace.centre.read(cohort, cohort_id=in_cohort))
    dialog.show()
    settle()
    box = dialog.field("mark_set_id").editor
    assert isinstance(box, QComboBox)
    today = workspace.centre.clock.today()
    assert [box.itemText(place) for place in range(box.count())] == ["Asosiy", f"Asosiy, retired on {today:%d.%m.%Y}"]
    assert box.currentIndex() == 1
    dialog.hide()
