"""A workbook is bound by real keys: what was recognised, a column by hand, the figures looked at, the form kept."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_app.bound_forms.editing import CellState, offered
from desktop_app.bound_forms.model import Part
from desktop_app.bound_forms.shelf import forms
from desktop_app.indicators.model import Span
from tests.bound_forms import wild_forms
from tests.ui.looks import clipped_words, show_in_front
from tests.ui.pages.bound_forms.scenes import workbook
from ui.pages.bound_forms.binding_page import BindingPage
from ui.pages.bound_forms.page import FormsPage
from ui.pages.bound_forms.part_form import How, Scope
from ui.pages.bound_forms.save_dialog import SaveDialog
from ui.workspace import Workspace

Settle = Callable[[], None]
TypeText = Callable[[QWidget, str], None]


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot, settle: Settle, tmp_path: Path) -> BindingPage:
    made = BindingPage(workspace)
    made.open(workbook(workspace.centre, tmp_path))
    qtbot.addWidget(made)
    made.resize(1166, 768)
    show_in_front(made)
    settle()
    return made


def bind_column(page: BindingPage, indicator: str, span: Span | None = None) -> None:
    """As the fields of the side panel do."""
    form = page.side._form
    assert form is not None
    form.how.set_value(How.COUNTED)
    form.indicator.set_value(indicator)
    form._edited()
    form.span.set_value(span)
    form._edited()


def test_what_is_recognised_is_shown_by_mark_and_words(page: BindingPage) -> None:
    assert page.model.state((9, 2)) is CellState.BOUND
    assert page.model.state((9, 6)) is CellState.FORMULA
    assert page.model.state((3, 0)) is CellState.WORDS
    assert page.side.scope.value is Scope.COLUMN
    assert clipped_words(page) == []
    assert page.view.columnSpan(2, 0) == 9


def test_a_filter_is_chosen_by_typing_part_of_it(page: BindingPage, type_text: TypeText) -> None:
    """Nothing is bound anew before a whole choice stands in the field: that would take away what is being typed."""
    page.view.go_to((9, 2))
    form = page.side._form
    assert form is not None
    dimension, value = form.filters[0]
    for field, typed, meant in ((dimension, "sex", "sex"), (value, "wom", "female")):
        field.setFocus(Qt.FocusReason.TabFocusReason)
        type_text(field.editor, typed)
        assert field._box.currentText().casefold() == typed
        field._take_only_one()
        assert field.value == meant
    assert page.bindings.blocks[0].column(2).part.filters == {"sex": ("female",)}


def test_a_column_bound_by_hand_is_undone_and_done_again(page: BindingPage, qtbot: QtBot) -> None:
    page.view.go_to((10, 3))
    bind_column(page, "called", Span.YEAR)
    block = page.bindings.blocks[0]
    bound = block.column(3)
    assert bound is not None
    assert (bound.part.indicator, bound.part.span) == ("called", Span.YEAR)
    qtbot.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    again = page.bindings.blocks[0].column(3)
    assert again is not None
    assert again.part.indicator == "completed"


def test_cells_that_wait_are_gone_to_one_after_the_other(page: BindingPage, qtbot: QtBot) -> None:
    block = page.bindings.blocks[0]
    page.view.go_to((9, 3))
    page.side.scope.choose(Scope.COLUMN)
    page._bind(Scope.COLUMN, Part(), "")
    qtbot.keyClick(page.view, Qt.Key.Key_F8)
    assert page.view.place == (10, 3)
    assert page.model.state((10, 3)) is CellState.WAITING
    assert len(block.rows) == len(page.bindings.blocks[0].rows)


def test_a_selected_area_becomes_a_table(page: BindingPage) -> None:
    page.side.table_unwanted.emit()
    assert page.bindings.blocks == ()
    corners = page.model.index(8, 2), page.model.index(10, 3)
    page.view.setCurrentIndex(corners[0])
    page.view.selectionModel().select(QItemSelection(*corners), QItemSelectionModel.SelectionFlag.ClearAndSelect)
    page.side.table_wanted.emit()
    (block,) = page.bindings.blocks
    assert ([line.at for line in block.rows], [line.at for line in block.columns]) == ([9, 10, 11], [2, 3])
    assert block.label == 1
    assert block.columns[1].words == "Йил бошидан / Амалда"


def test_the_figures_of_the_month_are_looked_at_in_place(page: BindingPage, settle: Settle) -> None:
    page.months.choose(date(2026, 10, 1))
    page.look_at_month()
    settle()
    assert page.model.data(page.model.index(2, 0)).startswith(str(page.months.month.year))


def test_a_form_is_kept_and_listed_with_its_editions(
    page: BindingPage, workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    assert page._opened is not None
    for day in ("01.01.2026", "01.09.2026"):
        dialog = SaveDialog(page, page._opened.grid, page.bindings, None, month=date(2026, 9, 5))
        dialog.show()
        dialog.field("valid_from").editor.setText(day)
        dialog.save()
        settle()
        assert dialog.outcome is not None
    assert [form.edition for form in workspace.centre.read(forms)] == [2, 1]
    listed = FormsPage(workspace)
    qtbot.addWidget(listed)
    with qtbot.waitExposed(listed):
        listed.show()
    settle()
    assert listed.table.view.model().rowCount() == 2
    listed.table.select(lambda form: form.edition == 2)
    listed.retire()
    settle()
    assert workspace.centre.read(forms)[0].retired_on is not None


def test_a_later_file_is_put_in_its_place_and_what_moved_is_said(
    page: BindingPage, workspace: Workspace, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert page._opened is not None
    dialog = SaveDialog(page, page._opened.grid, page.bindings, None, month=date(2026, 9, 5))
    dialog.show()
    dialog.save()
    settle()
    page.open(dialog.outcome.id)
    settle()
    later = wild_forms.made(tmp_path / "keyingi.xlsx", wild_forms.indicators_russian())
    monkeypatch.setattr("ui.pages.bound_forms.binding_page.choose_source", lambda *_args, **_more: later)
    page.take_next_file()
    settle()
    assert page._opened.grid.file_name == "keyingi.xlsx"
    assert page.bindings.blocks == ()
    assert page.banner.isVisible()


def test_a_name_in_braces_that_means_nothing_is_said_at_once(page: BindingPage) -> None:
    page.view.go_to((3, 0))
    form = page.side._form
    assert form is not None
    form.words.set_value("{moth} oyi")
    assert "{moth}" in form.words.problem()
    form._edited()
    assert page.bindings.cells[0].text.startswith("{year}")


def test_only_what_means_something_is_asked(page: BindingPage, workspace: Workspace) -> None:
    form = page.side._form
    assert form is not None
    form.show_part(Part("completed"), "", scope=Scope.COLUMN, block=page.bindings.blocks[0])
    assert not form.indicator.isHidden()
    assert form.of.isHidden()
    form.how.set_value(How.PERCENT)
    form._edited()
    assert form.indicator.isHidden()
    assert not form.of.isHidden()
    assert {each.code for each in workspace.centre.read(offered).indicators} >= {"completed", "called"}
