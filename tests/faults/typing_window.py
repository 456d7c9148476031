"""A register in a window without a screen, typed into for ever; it tells what the window claims of each mark."""

from collections.abc import Sequence
from pathlib import Path
from random import Random

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from desktop_app.attendance.records import AttendanceGrid
from desktop_app.centre import Centre
from desktop_app.settings import Settings
from tests.faults.marking_jobs import cell, written
from tests.faults.telling import tell
from ui import theme
from ui.background import Worker
from ui.pages.attendance.panel import AttendancePanel
from ui.pages.attendance.register_model import RegisterModel
from ui.widgets.page import Page
from ui.workspace import Workspace

EVERY_MS = 1000 // 30
NO_MODIFIER = Qt.KeyboardModifier.NoModifier
# Marks mostly, a correction now and then.
KEYS: Sequence[tuple[Qt.Key, str]] = (
    *((Qt.Key.Key_Plus, "+"),) * 6,
    *((Qt.Key.Key_Minus, "-"), (Qt.Key.Key_S, "s"), (Qt.Key.Key_K, "k"), (Qt.Key.Key_1, "1")) * 2,
    (Qt.Key.Key_Backspace, "\b"),
    (Qt.Key.Key_Delete, "\x7f"),
    (Qt.Key.Key_Asterisk, "*"),
)


def type_marks(centre: Centre, shown: AttendanceGrid, *, settings: Path) -> None:
    """Never returns."""
    app = QApplication([])
    theme.load_fonts(app)
    theme.apply_theme(app, "light")
    workspace = Workspace(Worker(), Settings(language="en", theme="light", register_digits="hours"), settings)
    workspace.adopt(centre)
    page = Page(workspace, title="")
    panel = AttendancePanel(workspace, shown.cohort_id)
    page.body.addWidget(panel)
    claims = _Claims(panel.model)
    panel.model.dataChanged.connect(lambda *_places: claims.look())
    # The line says "saved" by the same signal, and of everything.
    panel.marking.saved.connect(lambda: tell("all-saved"))
    dice = Random()
    hands = QTimer(page, interval=EVERY_MS)
    hands.timeout.connect(lambda: _press(panel, dice))
    page.show()
    hands.start()
    app.exec()


def _press(panel: AttendancePanel, dice: Random) -> None:
    if panel.register.place is None:
        return
    if dice.random() < 0.1:
        panel.register.go_to((dice.randrange(len(panel.model.people)), dice.randrange(len(panel.model.sessions))))
    if dice.random() < 0.1:
        panel.marking.undo()
        return
    key, text = dice.choice(KEYS)
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(panel.register.view, QKeyEvent(kind, key, NO_MODIFIER, text))


class _Claims:
    """What the cells say: told when it changes. A mark is shown before it is handed to the disk."""

    def __init__(self, model: RegisterModel) -> None:
        self._model = model
        self._told: dict[str, tuple[bool, str]] = {}

    def look(self) -> None:
        model = self._model
        for row in range(len(model.people)):
            for column in range(len(model.sessions)):
                value = model.mark_at(row, column)
                change, is_saved = model.change(row, column, value), model.is_saved_at(row, column)
                if self._told.get(cell(change), (True, "none")) != (is_saved, written(value)):
                    self._told[cell(change)] = is_saved, written(value)
                    tell("saved" if is_saved else "set", cell(change), written(value))
