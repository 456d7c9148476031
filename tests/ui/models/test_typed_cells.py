"""Cells that are typed into: which they are, what is refused, and what stays while rows change."""

from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from ui.models.table_model import Column, TableModel


@dataclass(frozen=True)
class Pupil:
    name: str
    score: int


PUPILS = (Pupil("Azimova", 10), Pupil("Botirova", 20))
SCORE = 1


@pytest.fixture
def typed() -> list[tuple[str, str]]:
    """What was taken from the keyboard: whose it is, and the text."""
    return []


@pytest.fixture
def model(qapp: QApplication, typed: list[tuple[str, str]]) -> TableModel[Pupil]:
    def take(row: Pupil, text: str) -> bool:
        if text.isdecimal():
            typed.append((row.name, text))
        return text.isdecimal()

    columns = (
        Column[Pupil]("name", "Name", lambda row: row.name),
        Column[Pupil]("score", "Score", lambda row: row.score, edit=take),
    )
    return TableModel(columns, PUPILS)


def test_only_the_columns_that_take_text_are_typed_into(model: TableModel[Pupil]) -> None:
    flags = [bool(model.flags(model.index(0, column)) & Qt.ItemFlag.ItemIsEditable) for column in range(2)]
    assert flags == [False, True]
    assert not model.setData(model.index(0, 0), "Rahimova")


def test_text_goes_to_the_column_and_the_row_waits_for_what_comes_of_it(
    model: TableModel[Pupil], typed: list[tuple[str, str]]
) -> None:
    assert model.setData(model.index(1, SCORE), "35")
    assert typed == [("Botirova", "35")]
    assert model.index(1, SCORE).data() == "20"


def test_a_refusal_is_told_and_the_same_text_again_is_nothing_new(
    model: TableModel[Pupil], typed: list[tuple[str, str]], qtbot: QtBot
) -> None:
    with qtbot.waitSignal(model.edit_refused):
        assert not model.setData(model.index(0, SCORE), "besh")
    assert model.setData(model.index(0, SCORE), "10")
    assert typed == []


def test_only_the_rows_that_changed_are_drawn_again(model: TableModel[Pupil]) -> None:
    changed: list[int] = []

    def note(first: QModelIndex, last: QModelIndex) -> None:
        changed.extend(range(first.row(), last.row() + 1))

    model.dataChanged.connect(note)
    model.update_rows([PUPILS[0], replace(PUPILS[1], score=99)])
    assert changed == [1]
    assert model.index(1, SCORE).data() == "99"


def test_qt_finds_no_fault_with_it(model: TableModel[Pupil], qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model)
