"""What is entered into the annual plan: its lines and their amendments, figures of others, stated counts, workbooks."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import xlsxwriter
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.plan.exchange import preview
from desktop_app.plan.figures import channel_figures
from desktop_app.plan.importing import PlanDefaults
from desktop_app.plan.records import FigureEntry, PlanEntry
from desktop_app.plan.service import amend, plan_as_of, plan_lines, save_plan_line
from desktop_app.plan.stated import StatedEntry, What, save_stated_figure, stated_figures
from desktop_app.plan.words import plan_names
from tests.ui.looks import clipped_words
from tests.ui.pages.plan import tabs
from ui.pages.plan.dialogs import NO_MONTH, AmendDialog, FigureDialog, PlanLineDialog
from ui.pages.plan.import_dialog import PreviewDialog
from ui.pages.plan.page import PlanPage
from ui.pages.plan.stated_panel import StatedDialog
from ui.widgets.form_dialog import FormDialog
from ui.workspace import Workspace

Settle = Callable[[], None]


def bring(page: PlanPage, name: str, settle: Settle) -> None:
    page.tabs.choose(name)
    settle()


def saved(dialog: FormDialog, settle: Settle, **texts: str) -> FormDialog:
    dialog.show()
    for name, text in texts.items():
        line = dialog.field(name).editor
        assert isinstance(line, QLineEdit)
        line.setText(text)
        line.textEdited.emit(text)
    dialog.save()
    settle()
    return dialog


def test_a_removed_line_is_brought_back(
    page: PlanPage, workspace: Workspace, qtbot: QtBot, settle: Settle, year: int
) -> None:
    bring(page, "lines", settle)
    tabs.lines(page).table.view.selectRow(0)
    tabs.lines(page).table.view.setFocus()
    qtbot.keyClick(tabs.lines(page).table.view, Qt.Key.Key_Delete)
    settle()
    assert workspace.centre.read(plan_lines, year=year) == []
    assert tabs.lines(page).table.view.model().rowCount() == 0


def test_an_amended_line_is_shown_as_of_the_day(
    page: PlanPage, workspace: Workspace, settle: Settle, year: int
) -> None:
    (line,) = workspace.centre.read(plan_lines, year=year)
    names = workspace.centre.read(plan_names)
    bring(page, "lines", settle)
    dialog = AmendDialog(tabs.lines(page), line, names)
    saved(dialog, settle, people="90", order_number="31", order_date=f"01.02.{year}")
    assert dialog.outcome is not None
    page.day_box.choose(date(year, 1, 1))
    page.day_box.chosen.emit(date(year, 1, 1))
    settle()
    assert [shown.line.people for shown in shown_lines(page)] == [120]
    page.day_box.choose(date(year, 3, 1))
    page.day_box.chosen.emit(date(year, 3, 1))
    settle()
    assert [shown.line.people for shown in shown_lines(page)] == [90]
    tabs.lines(page).which.choose(True)
    tabs.lines(page).which.chosen.emit(True)
    assert [(shown.line.people, shown.state.value) for shown in shown_lines(page)] == [
        (120, "amended"),
        (90, "in_force"),
    ]


def shown_lines(page: PlanPage) -> list:
    model = tabs.lines(page).table.view.model()
    return [model.index(place, 0).data(Qt.ItemDataRole.UserRole + 2) for place in range(model.rowCount())]


def test_an_amendment_without_an_order_is_not_saved(
    page: PlanPage, workspace: Workspace, settle: Settle, year: int
) -> None:
    (line,) = workspace.centre.read(plan_lines, year=year)
    bring(page, "lines", settle)
    dialog = saved(AmendDialog(tabs.lines(page), line, workspace.centre.read(plan_names), people=0), settle)
    assert dialog.outcome is None
    assert dialog.field("order_number").error
    assert len(workspace.centre.read(plan_lines, year=year)) == 1


def test_a_line_is_added_and_changed(page: PlanPage, workspace: Workspace, settle: Settle, year: int) -> None:
    names = workspace.centre.read(plan_names)
    bring(page, "lines", settle)
    saved(PlanLineDialog(tabs.lines(page), PlanEntry(year, 4, "PMM", "RAHBAR", 0), names), settle, people="1 250")
    assert [line.people for line in workspace.centre.read(plan_lines, year=year)] == [120, 1250]
    dialog = saved(PlanLineDialog(tabs.lines(page), PlanEntry(year, 4, "PMM", "RAHBAR", 0), names), settle)
    assert dialog.outcome is None
    assert dialog.field("people").error


def test_a_line_may_be_planned_for_the_year_as_a_whole(
    page: PlanPage, workspace: Workspace, settle: Settle, year: int
) -> None:
    bring(page, "lines", settle)
    names = workspace.centre.read(plan_names)
    dialog = PlanLineDialog(tabs.lines(page), PlanEntry(year, 4, "PMM", "RAHBAR", 0), names)
    dialog.field("month").set_value(NO_MONTH)
    saved(dialog, settle, people="9729")
    kept = workspace.centre.read(plan_lines, year=year)[-1]
    assert (kept.is_yearly, kept.people) == (True, 9729)
    again = PlanLineDialog(tabs.lines(page), kept, names)
    assert again.field("month").value == NO_MONTH
    saved(again, settle, people="9 730")
    tabs.lines(page).make_stale()
    settle()
    (shown,) = [row for row in shown_lines(page) if row.line.people == 9730]
    assert tabs.lines(page).table.columns[0].text(shown) == f"{year}, month not stated"


def test_lines_that_do_not_agree_are_named(page: PlanPage, workspace: Workspace, settle: Settle, year: int) -> None:
    bring(page, "lines", settle)
    assert not tabs.lines(page).doubts.isVisible()
    district = next(iter(workspace.centre.read(plan_names).districts))
    workspace.centre.write(save_plan_line, PlanEntry(year, 3, "PMM", "PEDAGOG", 130, district))
    tabs.lines(page).make_stale()
    settle()
    assert tabs.lines(page).doubts.isVisible()
    assert "10 more than their total 120" in tabs.lines(page).doubts.text()


def test_an_empty_year_offers_its_first_line(page: PlanPage, settle: Settle) -> None:
    page.open((2031, "lines"))
    settle()
    assert page.year == 2031
    assert tabs.lines(page).table.view.model().rowCount() == 0
    offers = [button for button in page.findChildren(QPushButton) if button.text() == "New line of the plan"]
    assert any(button.isVisible() for button in offers)


def test_a_second_figure_of_a_month_is_refused_on_the_form(
    page: PlanPage, workspace: Workspace, settle: Settle, year: int
) -> None:
    bring(page, "figures", settle)
    new = FigureEntry(year, 1, "UKT", "PEDAGOG", 0, "")
    dialog = FigureDialog(tabs.figures(page), new, workspace.centre.read(plan_names))
    saved(dialog, settle, people="5", source="13-xat")
    assert dialog.outcome is None
    assert "already" in dialog.banner.text
    assert len(workspace.centre.read(channel_figures, year=year)) == 1


def test_the_own_channel_is_not_offered_for_figures(page: PlanPage, workspace: Workspace, year: int) -> None:
    new = FigureEntry(year, 3, "", "", 0, "")
    dialog = FigureDialog(tabs.figures(page), new, workspace.centre.read(plan_names))
    dialog.field("channel_code").set_value("PMM")
    assert dialog.field("channel_code").value is None


def test_a_stated_count_is_shown_beside_what_is_proven(
    page: PlanPage, workspace: Workspace, settle: Settle, year: int
) -> None:
    workspace.centre.write(save_stated_figure, StatedEntry(What.CHANNEL_TOTAL, "UKT", year, 906, "hisobot"))
    bring(page, "stated", settle)
    model = tabs.stated(page).table.view.model()
    texts = [model.index(0, place).data() for place in range(model.columnCount())]
    assert texts[1:5] == ["Continuing professional education platform", "906", "900", "+6"]
    assert tabs.stated(page).summary.text() == "1 count differs from the records."


def test_a_count_of_organisations_asks_for_no_code(
    page: PlanPage, workspace: Workspace, settle: Settle, year: int
) -> None:
    bring(page, "stated", settle)
    entry = StatedEntry(What.ORGANISATIONS_PERMITTED, "", year, 0, "hisobot")
    dialog = StatedDialog(tabs.stated(page), entry, workspace.centre.read(plan_names))
    saved(dialog, settle, count="9")
    assert not dialog.field("key").isVisible()
    assert not dialog.field("total").isVisible()
    (found,) = workspace.centre.read(stated_figures, year=year)
    assert (found.proven, found.difference) == (0, 9)


def test_a_workbook_is_looked_at_and_then_entered(
    page: PlanPage, workspace: Workspace, settle: Settle, year: int, tmp_path: Path
) -> None:
    path = tmp_path / "reja.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Reja")
        sheet.write_row(0, 0, ["Oy", "Kanal", "Kadrlar toifasi", "Soni"])
        sheet.write_row(1, 0, [4, "PMM", "Rahbar", 15])
        sheet.write_row(2, 0, [4, "PMM", "Kosmonavt", 15])
    seen = preview(workspace.centre, path, defaults=PlanDefaults(year))
    dialog = PreviewDialog(tabs.lines(page), seen, workspace.centre.read(plan_names))
    dialog.show()
    assert dialog.apply_button.text() == "Enter 1 line"
    dialog.apply_button.click()
    settle()
    assert dialog.applied is not None
    assert [line.people for line in workspace.centre.read(plan_lines, year=year)] == [120, 15]


def test_a_preview_tells_what_was_not_read_and_which_orders_are_not_registered(
    page: PlanPage, workspace: Workspace, year: int, tmp_path: Path
) -> None:
    path = tmp_path / "reja.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name in ("Markaz", "Platforma"):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["Oy", "Kanal", "Kadrlar toifasi", "Soni", "Buyruq raqami", "Buyruq sanasi"])
            sheet.write_row(1, 0, [4, "PMM", "Rahbar", 15, "99-son", "28.12.2025"])
    dialog = PreviewDialog(
        tabs.lines(page),
        preview(workspace.centre, path, defaults=PlanDefaults(year)),
        workspace.centre.read(plan_names),
    )
    assert "Platforma" in dialog.banner.text
    assert "99, 28.12.2025" in dialog.banner.text


def test_a_preview_that_was_outrun_says_so(
    page: PlanPage, workspace: Workspace, settle: Settle, year: int, tmp_path: Path
) -> None:
    path = tmp_path / "reja.csv"
    path.write_text("Oy;Kanal;Kadrlar toifasi;Soni\n4;PMM;Rahbar;15\n", encoding="utf-8")
    seen = preview(workspace.centre, path, defaults=PlanDefaults(year))
    dialog = PreviewDialog(tabs.lines(page), seen, workspace.centre.read(plan_names))
    dialog.show()
    workspace.centre.write(save_plan_line, PlanEntry(year, 4, "PMM", "RAHBAR", 16))
    dialog.apply_button.click()
    settle()
    assert dialog.applied is None
    assert dialog.banner.text
    dialog.hide()
    (line,) = workspace.centre.read(plan_lines, year=year)[1:]
    workspace.centre.write(amend, line_id=line.id, people=1, order_number="2", order_date=date(year, 5, 5))
    assert len(workspace.centre.read(plan_as_of, year=year, day=date(year, 12, 31))) == 2


def test_every_tab_has_its_own_thing_to_add(page: PlanPage, settle: Settle) -> None:
    offered = []
    for name in ("lines", "figures", "stated"):
        bring(page, name, settle)
        assert page._primary is not None
        offered.append(page._primary.text())
        assert clipped_words(page) == []
    assert offered == ["New line", "New figure", "New count"]
