"""The small editors of the properties: each shows a value, and tells the one that a person gave."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QIcon, QKeyEvent, QPainter, QPixmap, QShowEvent
from PySide6.QtWidgets import QCheckBox, QColorDialog, QLineEdit, QPlainTextEdit, QPushButton

from desktop_app.certificate_templates.definition import LONGEST_TEXT
from desktop_app.i18n import _, language
from desktop_app.language.apostrophes import tidy
from desktop_app.language.numbers import short_number
from ui.models.choices_model import Choice
from ui.theme import GAP_XL, colour
from ui.widgets.chooser import Chooser

SWATCH = QSize(28, 14)
DECIMALS = 2


class NumberInput(QLineEdit):
    """A number with a comma or a point; the arrow keys step it, with Shift by a tenth of that."""

    given = Signal(object)

    def __init__(self, least: float, most: float, step: float, *, is_whole: bool = False) -> None:
        super().__init__()
        self._least, self._most, self._step, self._is_whole = least, most, step, is_whole
        self._value = 0.0
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.textEdited.connect(self._take)

    def show_value(self, value: float) -> None:
        """What is being typed stays as it is typed, as long as it means the value."""
        if self._read(self.text()) != value or not self.hasFocus():
            self._value = value
            self.setText(_written(value))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.setText(_written(self._value))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        sign = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
        if not sign or self.isReadOnly():
            super().keyPressEvent(event)
            return
        is_fine = event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not self._is_whole
        value = round(self._value + sign * self._step * (0.1 if is_fine else 1), DECIMALS)
        self._give(min(max(value, self._least), self._most))
        self.setText(_written(self._value))

    def _take(self, text: str) -> None:
        value = self._read(text)
        if value is not None and self._least <= value <= self._most:
            self._give(value)

    def _give(self, value: float) -> None:
        self._value = value
        self.given.emit(int(value) if self._is_whole else value)

    def _read(self, text: str) -> float | None:
        try:
            value = float("".join(text.split()).replace(",", ".").replace("\N{MINUS SIGN}", "-"))
        except ValueError:
            return None
        return value if not self._is_whole or value == int(value) else None


class ChoiceInput(Chooser):
    given = Signal(object)

    def __init__(self, name: str, choices: Sequence[Choice]) -> None:
        super().__init__(name, choices)
        self.setSizeAdjustPolicy(Chooser.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.chosen.connect(self.given)

    def show_value(self, value: object) -> None:
        self.choose(value)


class CheckInput(QCheckBox):
    given = Signal(object)

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.clicked.connect(lambda is_checked: self.given.emit(is_checked))

    def show_value(self, value: bool) -> None:
        self.setChecked(value)


class LineInput(QLineEdit):
    given = Signal(object)

    def __init__(self, placeholder: str = "", *, clean: Callable[[str], str] = str.strip) -> None:
        super().__init__()
        self._clean = clean
        self.setPlaceholderText(placeholder)
        self.textEdited.connect(lambda _text: self.given.emit(self._value()))

    def show_value(self, value: str) -> None:
        """What is being typed stays as it is typed, as long as it means the value."""
        if self._value() != value:
            self.setText(value)
            self.setCursorPosition(0)

    def _value(self) -> str:
        return self._clean(self.text())


class WordsInput(QPlainTextEdit):
    """A few lines of plain text that a Tab leaves; ``entered`` when somebody comes to write in it."""

    given = Signal(object)
    entered = Signal()

    def __init__(self, lines: int) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.ensurePolished()
        self._wanted_height = self.fontMetrics().lineSpacing() * lines + GAP_XL
        self.setFixedHeight(self._wanted_height)
        self.textChanged.connect(lambda: self.given.emit(self._value()))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # The style sheet has set a least height of its own meanwhile.
        self.setMinimumHeight(self._wanted_height)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def show_value(self, value: str) -> None:
        """What is being typed stays as it is typed, as long as it means the value."""
        if self._value() != value:
            self.blockSignals(True)
            self.setPlainText(value)
            self.blockSignals(False)

    def _value(self) -> str:
        return "\n".join(tidy(line) for line in self.toPlainText().rstrip().split("\n"))[:LONGEST_TEXT]


class ColourInput(QPushButton):
    """A swatch with its value; with ``may_be_none`` a colour can be taken away by Delete."""

    given = Signal(object)

    def __init__(self, name: str, *, may_be_none: bool = False) -> None:
        super().__init__()
        self._name, self._may_be_none, self._value = name, may_be_none, ""
        self.setAutoDefault(False)
        self.setIconSize(SWATCH)
        self.setToolTip(_("{name}; Delete takes it away", name=name) if may_be_none else name)
        self.clicked.connect(self._ask)

    def show_value(self, value: str) -> None:
        self._value = value
        self.setText(value or _("none"))
        self.setIcon(_swatch(value))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._may_be_none and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._give("")
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        chosen = QColorDialog.getColor(QColor(self._value or "#ffffff"), self, self._name)
        if chosen.isValid():
            self._give(chosen.name().upper())

    def _give(self, value: str) -> None:
        self.show_value(value)
        self.given.emit(value)


def _written(value: float) -> str:
    return short_number(value, language())


def _swatch(value: str) -> QIcon:
    picture = QPixmap(SWATCH)
    picture.fill(QColor(value) if value else Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setPen(colour("edge"))
    painter.drawRect(0, 0, SWATCH.width() - 1, SWATCH.height() - 1)
    painter.end()
    return QIcon(picture)
