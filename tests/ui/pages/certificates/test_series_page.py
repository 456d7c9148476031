"""Series and numbers, as a person uses them."""

from collections.abc import Callable
from typing import Any, cast

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop_app.certificates.series import NumberFate, all_series
from desktop_app.certificates.service import issue_certificates
from desktop_app.clock import FixedClock
from tests.conftest import NOW
from tests.courses import Taught, closed_course
from tests.ui.looks import clipped_words
from ui.pages.certificates.series_dialogs import GiveBackDialog, PatternDialog, SetAsideDialog
from ui.pages.certificates.series_page import SeriesPage
from ui.workspace import Workspace

Settle = Callable[[], None]


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot, settle: Settle) -> SeriesPage:
    workspace.centre.clock = FixedClock(NOW)
    course = closed_course(workspace.centre, [Taught("Azimova"), Taught("Botirova")])
    workspace.centre.write(issue_certificates, cohort_id=course.cohort_id)
    made = SeriesPage(workspace)
    qtbot.addWidget(made)
    made.resize(1140, 700)
    made.show()
    settle()
    return made


def fates(page: SeriesPage) -> list[NumberFate]:
    rows = [page.rows.row_at(place) for place in range(page.rows.rowCount())]
    return [row.fate for row in rows if row is not None]


def filled(dialog: Any, qtbot: QtBot, settle: Settle, **values: Any) -> Any:
    qtbot.addWidget(dialog)
    for name, value in values.items():
        dialog.field(name).set_value(value)
    dialog.save()
    settle()
    return dialog.outcome


def test_numbers_are_set_aside_come_back_and_every_one_is_accounted_for(
    page: SeriesPage, qtbot: QtBot, settle: Settle
) -> None:
    series = page.series.current()
    assert series is not None
    assert clipped_words(page) == []
    assert filled(SetAsideDialog(page, series), qtbot, settle, holder="Chortoq", count=3) == 3
    page.refresh()
    settle()
    assert fates(page) == [NumberFate.VALID] * 2 + [NumberFate.SET_ASIDE] * 3
    (block,) = page.series.current().blocks
    assert filled(GiveBackDialog(page, series, block), qtbot, settle, used=1) == 2
    page.refresh()
    settle()
    assert fates(page)[2:] == [NumberFate.USED_ELSEWHERE] + [NumberFate.GIVEN_BACK] * 2
    after = page.series.current()
    assert after.written(after.next_number) == "PM-2026-000004"


def test_the_example_follows_the_pattern_and_says_what_is_wrong_with_it(
    page: SeriesPage, qtbot: QtBot, settle: Settle
) -> None:
    (series,) = page.workspace.centre.read(all_series)
    dialog = PatternDialog(page, series)
    assert dialog.example.text().endswith("PM-2026-000003")
    dialog.show()
    editor = cast("QLineEdit", dialog.field("pattern").editor)
    editor.selectAll()
    qtbot.keyClicks(editor, "{prefix} {number}")
    assert "{year}" in dialog.example.text()
    assert filled(dialog, qtbot, settle, pattern="{prefix} {number}/{year}", digits=4) == series
    page.refresh()
    settle()
    changed = page.series.current()
    assert changed.written(3) == "PM 0003/2026"


def test_a_number_is_found_by_its_digits(page: SeriesPage, qtbot: QtBot, settle: Settle) -> None:
    page.rows.set_filter_text("PM-2026-000002")
    settle()
    row = page.rows.row_at(0)
    assert (page.rows.rowCount(), row.holder.split()[0]) == (1, "Botirova")
    page.rows.set_filter_text("77")
    settle()
    assert page.rows.rowCount() == 0
