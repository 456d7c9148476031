"""An error in an override of Qt's is told like any other, and the window goes on with what Qt would have done."""

import sys
from types import TracebackType

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, QSize
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

import ui

Told = list[type[BaseException]]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    kinds: Told = []

    def tell(kind: type[BaseException], _error: BaseException, _places: TracebackType | None) -> None:
        kinds.append(kind)

    monkeypatch.setattr(sys, "excepthook", tell)
    return kinds


class Wrong(QWidget):
    """Each error comes from C code, of which PySide on Python 3.11 would die."""

    def sizeHint(self) -> QSize:
        return QSize(int("x"), 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        len(5)  # type: ignore[arg-type]

    def closeEvent(self, event: QCloseEvent) -> None:
        {}["nothing"]

    def own(self) -> int:
        return int("x")


class Unfinished(QAbstractListModel):
    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return int("x")


def test_an_error_in_an_override_is_told_and_qt_does_its_own(qtbot: QtBot, told: Told) -> None:
    assert ui.safe_overrides
    widget = Wrong()
    qtbot.addWidget(widget)
    assert widget.sizeHint() == QWidget().sizeHint()
    assert told == [ValueError]
    widget.resize(40, 40)
    widget.show()
    widget.grab()
    assert TypeError in told
    assert widget.close()
    assert not widget.isVisible()
    assert told[-1] is KeyError


def test_where_qt_has_nothing_of_its_own_there_is_nothing(told: Told) -> None:
    assert Unfinished().rowCount() is None
    assert told == [ValueError]


def test_other_methods_raise_as_ever(told: Told, qtbot: QtBot) -> None:
    widget = Wrong()
    qtbot.addWidget(widget)
    with pytest.raises(ValueError, match="invalid literal"):
        widget.own()
    assert told == []
