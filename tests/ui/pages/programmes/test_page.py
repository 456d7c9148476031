"""Programmes: the form with its sums, the archive with its way back."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.centre import Centre
from desktop_app.certificate_templates.shelf import retire, template_for
from desktop_app.programmes.records import KindHours
from desktop_app.programmes.service import programme as read_programme
from desktop_app.programmes.service import programmes
from tests.factories import programme, write
from tests.ui.looks import show_in_front, when_asked
from ui.pages.programmes.edit_dialog import ProgrammeDialog
from ui.pages.programmes.edition_dialog import EditionDialog
from ui.pages.programmes.page import ProgrammesPage
from ui.pages.programmes.topics_dialog import TopicsDialog
from ui.widgets.fields import ChoiceField
from ui.workspace import Workspace


@dataclass
class Desk:
    page: ProgrammesPage
    centre: Centre
    programme_id: int
    qtbot: QtBot
    settle: Callable[[], None]

    def edit(self, act: Callable[[ProgrammeDialog], None]) -> None:
        when_asked(ProgrammeDialog, act)
        self.page.edit()
        self.settle()


@pytest.fixture
def desk(workspace: Workspace, qtbot: QtBot, settle: Callable[[], None]) -> Desk:
    kept = write(workspace.centre, programme())
    page = ProgrammesPage(workspace)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    settle()
    return Desk(page, workspace.centre, kept.id, qtbot, settle)


def test_the_list_has_the_focus_as_soon_as_there_is_something_in_it(
    workspace: Workspace, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    write(workspace.centre, programme())
    page = ProgrammesPage(workspace)
    qtbot.addWidget(page)
    show_in_front(page)
    focus = page.first_focus()
    assert focus is not None
    focus.setFocus()
    settle()
    assert page.table.view.hasFocus()


def test_the_sums_are_said_while_typing(desk: Desk) -> None:
    said = []

    def act(dialog: ProgrammeDialog) -> None:
        said.append(dialog.sums.text())
        dialog.modules.lines[0].hours.clear()
        desk.qtbot.keyClicks(dialog.modules.lines[0].hours, "20")
        said.append(dialog.sums.text())
        dialog.finish(None)

    desk.edit(act)
    assert said == [
        "The modules make up all 72 hours.",
        "The modules make up 68 hours, but the programme has 72.",
    ]


def test_retraining_with_few_hours_is_warned_of_while_typing(desk: Desk) -> None:
    said = []

    def act(dialog: ProgrammeDialog) -> None:
        kind = dialog.field("kind_code")
        for code in ("RETRAINING", "SHORT"):
            kind.set_value(code)
            kind.edited.emit()
            desk.settle()
            said.append((dialog.warning.text(), dialog.warning.isVisible()))
        dialog.finish(None)

    desk.edit(act)
    assert said == [("Retraining takes 576 hours or more; this programme has 72.", True), ("", False)]


def test_a_module_that_moves_up_is_taught_earlier(desk: Desk) -> None:
    def act(dialog: ProgrammeDialog) -> None:
        dialog.modules.lines[1].move_wanted.emit(-1)
        desk.qtbot.keyClick(dialog, Qt.Key.Key_Return)

    desk.edit(act)
    record = desk.centre.read(read_programme, programme_id=desk.programme_id)
    assert [module.hours for module in record.modules] == [48, 24]


def test_wrong_sums_are_not_saved(desk: Desk) -> None:
    def act(dialog: ProgrammeDialog) -> None:
        dialog.modules.add_line()
        desk.qtbot.keyClicks(dialog.modules.lines[2].title, "Amaliyot")
        desk.qtbot.keyClicks(dialog.modules.lines[2].hours, "10")
        desk.qtbot.keyClick(dialog, Qt.Key.Key_Return)
        desk.settle()
        assert dialog.isVisible()
        dialog.finish(None)

    desk.edit(act)
    assert len(desk.centre.read(read_programme, programme_id=desk.programme_id).modules) == 2


def test_a_programme_names_the_template_of_its_certificates(desk: Desk) -> None:
    def look(dialog: ProgrammeDialog) -> None:
        desk.settle()
        field = dialog.field("template_code")
        assert isinstance(field, ChoiceField)
        shown = [field.editor.itemText(place) for place in range(field.editor.count())]
        assert shown == ["the usual one: State layout", "Modern", "State layout"]
        assert field.editor.currentText() == shown[0]
        field.set_value("modern")
        dialog.save()

    desk.edit(look)
    kept = desk.centre.read(read_programme, programme_id=desk.programme_id)
    assert kept.template_code == "modern"
    chosen = desk.centre.read(template_for, kind="certificate", programme_id=desk.programme_id)
    assert chosen.template.code == "modern"
    desk.centre.write(retire, template_id=chosen.id)

    def leave(dialog: ProgrammeDialog) -> None:
        desk.settle()
        assert not dialog.field("template_code").value
        dialog.save()

    desk.edit(leave)
    assert desk.centre.read(read_programme, programme_id=desk.programme_id).template_code == "modern"


def test_archiving_can_be_taken_back(desk: Desk) -> None:
    desk.page.archive()
    desk.settle()
    assert desk.centre.read(programmes) == []
    undo = next(button for button in desk.page.banner.findChildren(QPushButton) if button.text() == "Undo")
    desk.qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    desk.settle()
    assert [row.id for row in desk.centre.read(programmes)] == [desk.programme_id]


def test_hours_by_kind_make_up_the_module(desk: Desk) -> None:
    seen = []

    def act(dialog: ProgrammeDialog) -> None:
        line = dialog.modules.lines[0]
        for box, hours in zip(line.kinds.boxes, ("8", "12", "", "4"), strict=True):
            desk.qtbot.keyClicks(box, hours)
        seen.append((line.hours.text(), line.hours.isEnabled()))
        desk.qtbot.keyClick(dialog, Qt.Key.Key_Return)

    desk.edit(act)
    record = desk.centre.read(read_programme, programme_id=desk.programme_id)
    assert seen == [("24", False)]
    assert (record.modules[0].hours, record.modules[0].by_kind) == (24, KindHours(8, 12, 0, 4))


def test_topics_decide_the_hours_of_their_module(desk: Desk) -> None:
    def type_topics(dialog: TopicsDialog) -> None:
        for title, hours in (("Reja tuzish", "10"), ("Baholash", "14")):
            dialog.topics.add_line()
            line = dialog.topics.lines[-1]
            desk.qtbot.keyClicks(line.title, title)
            desk.qtbot.keyClicks(line.kinds.boxes[1], hours)
        desk.qtbot.keyClick(dialog, Qt.Key.Key_Return)

    def act(dialog: ProgrammeDialog) -> None:
        when_asked(TopicsDialog, type_topics)
        dialog.modules.lines[0].stops[-5].click()
        assert [box.isEnabled() for box in dialog.modules.lines[0].kinds.boxes] == [False] * 4
        desk.qtbot.keyClick(dialog, Qt.Key.Key_Return)

    desk.edit(act)
    module = desk.centre.read(read_programme, programme_id=desk.programme_id).modules[0]
    assert module.by_kind == KindHours(practical=24)
    assert [topic.title for topic in module.topics] == ["Reja tuzish", "Baholash"]


def test_a_day_of_a_stage_that_cannot_be_read_is_said_and_nothing_is_saved(desk: Desk) -> None:
    said = []

    def act(dialog: ProgrammeDialog) -> None:
        dialog.stages.add_line()
        line = dialog.stages.lines[0]
        desk.qtbot.keyClicks(line.hours, "72")
        desk.qtbot.keyClicks(line.starts, "31.02.2026")
        desk.qtbot.keyClick(dialog, Qt.Key.Key_Return)
        desk.settle()
        said.append((dialog.tabs.currentWidget() is dialog.stages, dialog.sums.text()))
        dialog.finish(None)

    desk.edit(act)
    assert said == [(True, "No such date: 31.02.2026. Write the day, the month and the year: 28.12.2024.")]
    assert desk.centre.read(read_programme, programme_id=desk.programme_id).stages == ()


def test_a_new_edition_is_made_by_keys(desk: Desk) -> None:
    def drive(dialog: EditionDialog) -> None:
        desk.qtbot.keyClicks(dialog.field("valid_from").focusProxy() or dialog.focusWidget(), "01.01.2027")
        desk.qtbot.keyClick(dialog, Qt.Key.Key_Return)

    when_asked(EditionDialog, drive)
    desk.page.make_edition()
    desk.settle()
    assert sorted(row.edition for row in desk.centre.read(programmes)) == [1, 2]
