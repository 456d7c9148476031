"""A kiosk without a screen, answered at for ever; it tells what the kiosk claims of each sheet."""

import json
from collections.abc import Mapping
from pathlib import Path
from random import Random

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.centre import Centre
from desktop_app.questionnaires.layout import Value
from desktop_app.settings import Settings
from desktop_app.surveys.records import SurveyForm
from tests.faults.telling import tell
from ui import theme
from ui.background import Worker
from ui.pages.surveys.kiosk import Kiosk
from ui.pages.surveys.kiosk_lock import staff_word
from ui.pages.surveys.kiosk_names import NamesPage
from ui.pages.surveys.kiosk_pages import ThanksPage
from ui.pages.surveys.kiosk_start import KioskPlan
from ui.workspace import Workspace

EVERY_MS = 1000 // 60
NO_MODIFIER = Qt.KeyboardModifier.NoModifier


def answer(centre: Centre, form: SurveyForm, *, settings: Path) -> None:
    """Never returns."""
    app = QApplication([])
    theme.load_fonts(app)
    theme.apply_theme(app, "light")
    workspace = Workspace(Worker(), Settings(language="en", theme="light"), settings)
    workspace.adopt(centre)
    owner = QWidget()
    owner.workspace = workspace  # type: ignore[attr-defined]
    kiosk = Kiosk(owner, form, KioskPlan(staff_word("word"), idle_s=600, is_by_section=True))
    kiosk.sheet_page.answered.connect(lambda answers, _may_wait: tell("answered", kiosk.slip, written(answers)))
    kiosk.keeping.kept.connect(lambda: tell("saved", kiosk.slip))
    dice = Random()
    hands = QTimer(kiosk, interval=EVERY_MS)
    hands.timeout.connect(lambda: _act(kiosk, dice))
    kiosk.show()
    hands.start()
    app.exec()


def written(answers: Mapping[str, Value]) -> str:
    """Answers as they are told: one word."""
    plain = {code: sorted(value) if isinstance(value, tuple) else value for code, value in answers.items()}
    return json.dumps(plain, sort_keys=True, separators=(",", ":"))


def _act(kiosk: Kiosk, dice: Random) -> None:
    """What a person in a great hurry does with what is in front."""
    front = kiosk.front
    if not kiosk.steps.isEnabled():
        return
    if front is kiosk.welcome:
        kiosk.welcome.chosen.emit(kiosk.tongues[-1])
    elif isinstance(front, NamesPage):
        front.nameless_button.click()
    elif isinstance(front, ThanksPage):
        tell("thanked", kiosk.slip)
        front.next_button.click()
    elif dice.random() < 0.1:
        kiosk.sheet_page.go_on()
    else:
        _press(kiosk, dice)


def _press(kiosk: Kiosk, dice: Random) -> None:
    focused = kiosk.focusWidget()
    if focused is None:
        return
    digit = dice.randint(1, 3)
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(focused, QKeyEvent(kind, Qt.Key(Qt.Key.Key_0 + digit), NO_MODIFIER, str(digit)))
    if dice.random() < 0.3:
        kiosk.focusNextChild()
