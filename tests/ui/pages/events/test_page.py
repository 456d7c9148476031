"""The register of events used as a person uses it: one by one, a district at once by keys, from Excel, undone."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.cascades.event_records import EventDraft, EventFilter, EventLine, ReadEvent
from desktop_app.cascades.events import add_participants, enter_events
from desktop_app.cascades.exchange import preview_events
from desktop_app.cascades.register import event_lines, row_names
from desktop_app.centre import Centre
from desktop_app.i18n import set_language
from tests.factories import DISTRICT_CODE, institution, person, training_event, write
from tests.ui.looks import clipped_words, show_in_front, when_asked
from ui.pages.events import page as events_page
from ui.pages.events.edit_dialog import EventDialog
from ui.pages.events.grid_dialog import GridDialog
from ui.pages.events.import_dialog import PreviewDialog, Seen
from ui.pages.events.lists import read_lists
from ui.pages.events.page import REGISTER, SUMS, EventsPage
from ui.pages.events.sums_panel import SumsPanel
from ui.widgets.form_dialog import FormDialog
from ui.workspace import Workspace

SCHOOLS = ("1-maktab", "2-maktab", "3-maktab")


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace, settle: Callable[[], None]) -> EventsPage:
    made = EventsPage(workspace)
    qtbot.addWidget(made)
    made.resize(1150, 700)
    made.show()
    settle()
    return made


@pytest.fixture
def yesterday(centre: Centre) -> date:
    return centre.clock.today() - timedelta(days=1)


@pytest.fixture
def grid(page: EventsPage, centre: Centre, qtbot: QtBot, settle: Callable[[], None], yesterday: date) -> GridDialog:
    """The grid of a district with three schools; kind, day, subject and leader stand in its head."""
    for name in SCHOOLS:
        write(centre, institution(name=name))
    dialog = GridDialog(page, read_lists(centre))
    # Closed by Qt it would ask whether to leave without saving.
    qtbot.addWidget(dialog, before_close_func=lambda closing: closing.done(0))
    dialog.show()
    head = {"kind_code": "KRS", "held_on": yesterday, "subject_code": "MAT", "leader": "Karimova Zilola"}
    for name, value in {"district_code": DISTRICT_CODE, **head}.items():
        dialog.field(name).set_value(value)
    dialog.field("district_code").edited.emit()
    settle()
    return dialog


def register(centre: Centre) -> list[EventLine]:
    return centre.read(event_lines, EventFilter(), column="held_on", is_descending=False)


def undo(page: EventsPage | GridDialog) -> None:
    """Press what the banner offers."""
    button = next(each for each in page.banner.findChildren(QPushButton) if each.text().startswith("Undo"))
    button.click()


def type_number(dialog: GridDialog, qtbot: QtBot, digits: str) -> None:
    """Into the cell under the cursor, by keys; Enter goes on to the line below."""
    view = dialog.table.view
    qtbot.keyClicks(view, digits[0])
    editor = view.findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClicks(editor, digits[1:])
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    # Qt keeps what was typed only after the key has been worked off.
    qtbot.waitUntil(lambda: view.state() != view.State.EditingState)


def answer(kind: type[FormDialog], fill: Callable[[FormDialog], None]) -> None:
    """Fill the dialog that is about to open, and save it."""

    def act(dialog: FormDialog) -> None:
        fill(dialog)
        dialog.save()

    when_asked(kind, act)


def test_an_event_is_entered_by_the_form_and_shown(
    page: EventsPage, centre: Centre, settle: Callable[[], None], qtbot: QtBot, yesterday: date
) -> None:
    def fill(dialog: EventDialog) -> None:
        for name, value in {"kind_code": "KRK", "held_on": yesterday, "place": "Markaz", "people": 25}.items():
            dialog.field(name).set_value(value)

    answer(EventDialog, fill)
    page.add()
    settle()
    (line,) = register(centre)
    assert (line.kind, line.institution, line.people) == ("Professional development day", "Markaz", 25)
    qtbot.waitUntil(lambda: page.table.current() == line)


def test_an_error_stands_under_its_field(
    page: EventsPage, centre: Centre, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    dialog = EventDialog(page, read_lists(centre))
    qtbot.addWidget(dialog, before_close_func=lambda closing: closing.done(0))
    dialog.show()
    to_come = centre.clock.today() + timedelta(days=1)
    for name, value in {"kind_code": "KRK", "held_on": to_come, "place": "Markaz", "people": 25}.items():
        dialog.field(name).set_value(value)
    dialog.save()
    settle()
    assert "still to come" in dialog.field("held_on").error
    assert register(centre) == []


def test_a_district_is_entered_by_keys_and_taken_back_at_once(
    grid: GridDialog, page: EventsPage, centre: Centre, qtbot: QtBot, settle: Callable[[], None], yesterday: date
) -> None:
    assert [row.institution for row in grid.rows] == list(SCHOOLS)
    for digits in ("12", "15"):
        type_number(grid, qtbot, digits)
    assert [row.people for row in grid.rows] == [12, 15, None]
    assert grid.counts.text() == "2 events, 27 people"
    grid.save()
    settle()
    found = register(centre)
    assert [(line.institution, line.people, line.leader) for line in found] == [
        ("1-maktab", 12, "Karimova Zilola"),
        ("2-maktab", 15, "Karimova Zilola"),
    ]
    assert {(line.draft.held_on, line.draft.subject_code) for line in found} == {(yesterday, "MAT")}
    page._say_entered(grid.outcome)
    undo(page)
    settle()
    assert register(centre) == []


def test_a_line_says_otherwise_than_the_head_and_fills_down(grid: GridDialog, qtbot: QtBot, yesterday: date) -> None:
    first = grid.rows[0]
    assert grid._edit("subject")(first, "fiz")
    assert not grid._edit("people")(first, "many")
    assert grid.rows[0].subject == "FIZ"
    assert grid.rows[1].subject == "MAT"
    subject = next(at for at, column in enumerate(grid.table.columns) if column.name == "subject")
    grid.table.view.setCurrentIndex(grid.table.view.model().index(0, subject))
    grid.fill_down()
    assert [row.subject for row in grid.rows] == ["FIZ"] * 3
    assert {row.day for row in grid.rows} == {yesterday}


def test_a_column_is_pasted_from_excel(grid: GridDialog, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("12\n15\nx\n")
    grid.paste()
    assert [row.people for row in grid.rows] == [12, 15, None]
    assert "1 cell" in grid.banner.text


def test_what_is_pasted_past_the_last_institution_is_told(grid: GridDialog) -> None:
    QGuiApplication.clipboard().setText("1\n2\n3\n4\n5\n")
    grid.paste()
    assert [row.people for row in grid.rows] == [1, 2, 3]
    assert "2 pasted lines" in grid.banner.text


def test_another_district_puts_what_was_typed_aside_and_gives_it_back(
    grid: GridDialog, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    type_number(grid, qtbot, "12")
    district = grid.field("district_code")
    district.edited.emit()
    settle()
    assert grid.rows[0].people == 12
    district.set_value(next(choice.value for choice in grid._lists.districts if choice.value != DISTRICT_CODE))
    district.edited.emit()
    settle()
    assert grid.rows == []
    undo(grid)
    assert (grid.rows[0].people, district.value) == (12, DISTRICT_CODE)


def test_the_head_of_the_grid_is_filled_and_its_lines_are_left_by_tab(grid: GridDialog, qtbot: QtBot) -> None:
    show_in_front(grid)
    qtbot.waitUntil(grid.isActiveWindow)
    grid.field("topic").setFocus()
    qtbot.keyClick(grid.focusWidget(), Qt.Key.Key_Tab)
    assert grid.focusWidget() is grid.table.view
    qtbot.keyClick(grid.table.view, Qt.Key.Key_Tab)
    assert grid.focusWidget() is grid.save_button


def test_a_grid_with_a_known_event_enters_nothing_and_says_which(
    grid: GridDialog, centre: Centre, qtbot: QtBot, settle: Callable[[], None], yesterday: date
) -> None:
    known = grid.rows[1].institution_id
    values = {"institution_id": known, "place": "", "subject_code": "MAT", "leader": "", "held_on": yesterday}
    write(centre, training_event(**values))
    for digits in ("12", "15"):
        type_number(grid, qtbot, digits)
    grid.save()
    settle()
    assert [bool(row.told) for row in grid.rows] == [False, True, False]
    assert len(register(centre)) == 1
    grid.table.select_place(1)
    grid.table.view.setCurrentIndex(grid.table.view.model().index(1, 0))
    grid.empty()
    grid.save()
    settle()
    assert len(register(centre)) == 2


def test_a_workbook_is_seen_first_and_entered_whole(
    page: EventsPage, centre: Centre, qtbot: QtBot, settle: Callable[[], None], tmp_path: Path, yesterday: date
) -> None:
    book = openpyxl.Workbook()
    for row in (
        ("Tadbir", "Sana", "Maktab", "Yetakchi", "Ishtirokchilar soni"),
        ("KRS", yesterday, "1-maktab", "Karimov Anvar", 12),
        ("KRS", "kecha", "2-maktab", "Karimov Anvar", 12),
    ):
        book.active.append(row)
    path = tmp_path / "tadbirlar.xlsx"
    book.save(path)
    book.close()
    preview = preview_events(centre, path, defaults=EventDraft())
    dialog = PreviewDialog(page, Seen(preview, centre.read(row_names, preview.rows)))
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.save_button.text() == "Enter 1 event"
    dialog.save()
    settle()
    assert [line.institution for line in register(centre)] == ["1-maktab"]


def test_a_sum_opens_down_to_its_events(
    page: EventsPage, centre: Centre, settle: Callable[[], None], qtbot: QtBot
) -> None:
    for subject, people in (("MAT", 20), ("MAT", 10), ("FIZ", 5)):
        write(centre, training_event(subject_code=subject, people=people))
    page.refresh()
    assert SUMS not in page.tabs.contents
    page.tabs.choose(SUMS)
    settle()
    sums = page.tabs.content()
    assert isinstance(sums, SumsPanel)
    assert sums.total.text() == "Total: 3 events, 35 people"
    page.model.set_filter_text("nobody")
    settle()
    assert sums.total.text() == "Total: 0 events, 0 people"
    page.model.set_filter_text("")
    settle()
    assert sums.table.select(lambda each: each.people == 30)
    qtbot.keyClick(sums.table.view, Qt.Key.Key_Return)
    settle()
    assert page.tabs.name == REGISTER
    assert page.table.view.model().rowCount() == 2
    assert page.subject_box.value == "MAT"


def test_the_pane_tells_by_how_many_list_and_number_differ_and_takes_the_number(
    page: EventsPage, centre: Centre, settle: Callable[[], None]
) -> None:
    event = write(centre, training_event(people=3))
    centre.write(add_participants, event_id=event.id, person_ids=[write(centre, person()).id])
    page.refresh()
    settle()
    page.pane.look_at(event.id)
    settle()
    assert page.pane._numbers.text().endswith("The list lacks 2.")
    page.pane.take_number()
    settle()
    assert register(centre)[0].people == 1
    page.pane.people.select_place(0)
    page.pane.remove_person()
    settle()
    assert register(centre)[0].listed == 0


def test_the_cursor_stays_with_the_event_whose_list_is_being_filled(
    page: EventsPage, centre: Centre, settle: Callable[[], None]
) -> None:
    first, second, third = (write(centre, training_event(held_on=date(2026, 11, day))) for day in (3, 2, 1))
    page.refresh()
    settle()
    page.table.select_place(1)
    settle()
    known = write(centre, person()).id
    outcome = centre.write(add_participants, event_id=second.id, person_ids=[known])
    page.workspace.broadcast(outcome.changes)
    settle()
    assert page.pane.shown is not None
    assert (page.pane.shown.line.id, page.pane.shown.line.listed) == (second.id, 1)
    assert page.table.current() == page.pane.shown.line
    page.remove()
    settle()
    assert page.pane.shown.line.id == third.id
    page.model.set_filter_text("nobody")
    settle()
    assert page.pane.shown is None
    page.model.set_filter_text("")
    settle()
    assert page.pane.shown is not None
    assert page.pane.shown.line.id == first.id


def test_a_deleted_event_is_brought_back(page: EventsPage, centre: Centre, settle: Callable[[], None]) -> None:
    write(centre, training_event())
    page.refresh()
    settle()
    page.table.select_place(0)
    page.remove()
    settle()
    assert register(centre) == []
    undo(page)
    settle()
    assert len(register(centre)) == 1


def test_an_event_that_another_page_leads_to_is_the_one_shown(
    page: EventsPage, centre: Centre, settle: Callable[[], None], qtbot: QtBot
) -> None:
    wanted = write(centre, training_event(place="3-maktab"))
    write(centre, training_event(held_on=date(2026, 11, 12)))
    page.open(wanted.id)
    page.refresh()
    settle()
    assert page.pane.shown is not None
    assert page.pane.shown.line.institution == "3-maktab"
    page.table.select_place(0)
    settle()
    assert page.pane.shown.line.institution == "12-maktab"


def test_what_was_entered_at_once_is_taken_back_later_too(
    page: EventsPage, centre: Centre, settle: Callable[[], None], monkeypatch: pytest.MonkeyPatch, yesterday: date
) -> None:
    drafts = [
        ReadEvent(row, EventDraft("KRS", yesterday, place=place, people=5)) for row, place in enumerate(SCHOOLS, 1)
    ]
    centre.write(enter_events, drafts, source="Tuman")
    write(centre, training_event(held_on=date(2025, 1, 10)))
    page.refresh()
    settle()
    asked: list[str] = []
    monkeypatch.setattr(events_page, "confirm", lambda _owner, question, **_how: not asked.append(question))
    page.table.select_place(0)
    settle()
    page.take_batch_back()
    settle()
    assert len(asked) == 1
    assert [line.institution for line in register(centre)] == ["12-maktab"]
    page.table.select_place(0)
    settle()
    page.take_batch_back()
    assert "by itself" in page.banner.text


@pytest.mark.parametrize("language", ["en", "ru"])
def test_no_word_is_clipped(
    page: EventsPage, centre: Centre, qtbot: QtBot, settle: Callable[[], None], language: str
) -> None:
    event = write(centre, training_event(people=7))
    centre.write(add_participants, event_id=event.id, person_ids=[write(centre, person()).id])
    set_language(language)
    shown = EventsPage(page.workspace)
    qtbot.addWidget(shown)
    shown.resize(1150, 700)
    shown.show()
    settle()
    assert shown.pane.count_button.isVisible()
    assert clipped_words(shown) == []
