"""The register used as a person uses it, on a real centre."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from desktop_app.centre import Centre
from desktop_app.orders.files import files_of
from desktop_app.orders.quotes import cited
from desktop_app.orders.records import OrderRecord
from desktop_app.orders.service import RegisterFilter, papers
from tests.factories import cohort, order, plan_line, programme, write
from tests.ui.looks import when_asked
from ui.cancel_order_dialog import CancelOrderDialog
from ui.pages.orders.edit_dialog import CorrectDialog, OrderDialog
from ui.pages.orders.page import COMING, OWN, QUOTED, OrdersPage
from ui.pages.orders.register_list import RegisterList
from ui.widgets.form_dialog import FormDialog
from ui.workspace import Workspace

DAY = date(2025, 12, 28)


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace, settle: Callable[[], None]) -> OrdersPage:
    made = OrdersPage(workspace)
    qtbot.addWidget(made)
    made.show()
    settle()
    return made


def registered(centre: Centre, **wanted: object) -> list[OrderRecord]:
    return centre.read(papers, RegisterFilter(**wanted))


def answer(kind: type[FormDialog], fill: Callable[[FormDialog], None]) -> None:
    """Fill the dialog that is about to open, and save it."""

    def act(dialog: FormDialog) -> None:
        fill(dialog)
        dialog.save()

    when_asked(kind, act)


def test_every_list_begins_as_far_under_its_tab(page: OrdersPage, settle: Callable[[], None]) -> None:
    tops = set()
    for name in (COMING, OWN, QUOTED):
        page.tabs.choose(name)
        settle()
        tops.add(page.table.filter_box.mapTo(page.tabs, QPoint(0, 0)).y())
    assert len(tops) == 1


def test_what_was_looked_for_stays_when_the_page_is_made_anew(
    page: OrdersPage, workspace: Workspace, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    register = page.tabs.content()
    assert isinstance(register, RegisterList)
    register.kind_box.choose("XAT")
    register.kind_box.chosen.emit("XAT")
    page.table.filter_box.setText("577")
    page.hide()
    again = OrdersPage(workspace)
    qtbot.addWidget(again)
    again.show()
    settle()
    register = again.tabs.content()
    assert isinstance(register, RegisterList)
    assert (register.kind_box.value, again.table.filter_box.text()) == ("XAT", "577")


def test_a_paper_is_entered_and_shown(
    page: OrdersPage, centre: Centre, settle: Callable[[], None], qtbot: QtBot
) -> None:
    def fill(dialog: OrderDialog) -> None:
        dialog.field("number").set_value("577-sonli")
        dialog.field("dated_on").set_value(DAY)
        dialog.field("title").set_value("2026-yilgi reja")

    answer(OrderDialog, fill)
    page.add()
    settle()
    (record,) = registered(centre)
    assert (record.number, record.dated_on, record.kind_code) == ("577-sonli", DAY, "BUYRUQ")
    qtbot.waitUntil(lambda: page.table.current() == record)


def test_the_pane_says_what_rests_on_the_paper_and_leads_there(
    workspace: Workspace, centre: Centre, settle: Callable[[], None], qtbot: QtBot
) -> None:
    taught = write(centre, programme(order_number="577", order_date=DAY))
    write(centre, order())
    page = OrdersPage(workspace)
    qtbot.addWidget(page)
    page.show()
    settle()
    shown = page.pane.citations
    assert [shown.view.model().index(0, column).data() for column in (0, 1)] == [
        "Programme",
        f"MAT-72 · {taught.title}",
    ]
    went: list[object] = []
    workspace.navigation_requested.connect(went.append)
    shown.select_place(0)
    qtbot.keyClick(shown.view, Qt.Key.Key_Return)
    assert [(target.page, target.argument) for target in went] == [("programmes", taught.id)]


def test_a_correction_shows_what_it_changes_and_reaches_it(
    workspace: Workspace, centre: Centre, settle: Callable[[], None], qtbot: QtBot
) -> None:
    write(centre, plan_line(order_number="577", order_date=DAY))
    paper = write(centre, order())
    page = OrdersPage(workspace)
    qtbot.addWidget(page)
    page.show()
    settle()
    answer(CorrectDialog, lambda dialog: dialog.field("number").set_value("578-sonli"))
    page.correct()
    settle()
    assert [record.number for record in registered(centre)] == ["578-sonli"]
    assert len(centre.read(cited, order_id=paper.id)) == 1


def test_a_file_is_kept_with_the_paper_shown(
    workspace: Workspace, centre: Centre, settle: Callable[[], None], qtbot: QtBot, tmp_path: Path
) -> None:
    paper = write(centre, order())
    scan = tmp_path / "577.pdf"
    scan.write_bytes(b"%PDF-1.7 scan")
    page = OrdersPage(workspace)
    qtbot.addWidget(page)
    page.show()
    settle()
    page.pane.add_file(scan)
    settle()
    assert [kept.file_name for kept in centre.read(files_of, order_id=paper.id)] == ["577.pdf"]
    assert page.pane.files.view.model().rowCount() == 1


def test_own_orders_that_cohorts_quote_are_registered_with_one_key(
    workspace: Workspace, centre: Centre, settle: Callable[[], None], qtbot: QtBot
) -> None:
    write(centre, cohort(write(centre, programme()).id, order_number="14-M", order_date=date(2026, 11, 2)))
    page = OrdersPage(workspace)
    qtbot.addWidget(page)
    page.show()
    settle()
    page.tabs.choose(QUOTED)
    assert page.table.select(lambda quoted: quoted.number == "14-M")
    page.table.view.setFocus()
    qtbot.keyClick(page.table.view, Qt.Key.Key_Insert)
    settle()
    assert [record.number for record in registered(centre, is_own=True)] == ["14-M"]
    page.tabs.choose(OWN)
    settle()
    assert page.table.current().cohort_code == "MAT-26/11"


def test_an_own_paper_about_no_cohort_takes_the_next_number(
    page: OrdersPage, centre: Centre, settle: Callable[[], None]
) -> None:
    page.tabs.choose(OWN)

    def save(dialog: OrderDialog) -> None:
        assert dialog.field("number").value == "1-M"
        dialog.field("title").set_value("Ichki tartib qoidalari toʻgʻrisida")
        dialog.save()

    when_asked(OrderDialog, save)
    page.add()
    settle()
    (record,) = registered(centre, is_own=True)
    assert (record.number, record.cohort_id) == ("1-M", None)


def test_a_cancelled_order_is_brought_back_by_the_word_of_it(
    page: OrdersPage, workspace: Workspace, settle: Callable[[], None]
) -> None:
    write(workspace.centre, order(is_own=True, number="14-M"))
    page.tabs.choose(OWN)
    settle()
    page.table.select_place(0)
    settle()
    offered: list[Callable[[], object]] = []
    workspace.notice_requested.connect(lambda _text, undo, _link: offered.append(undo))
    answer(CancelOrderDialog, lambda dialog: dialog.field("reason").set_value("Xato"))
    page.remove()
    settle()
    assert [paper.cancelled_on is None for paper in registered(workspace.centre)] == [False]
    offered[0]()
    settle()
    assert [paper.cancelled_on for paper in registered(workspace.centre)] == [None]
