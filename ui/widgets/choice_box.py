"""A box of choices: a text that has no room in it ends in "…" and is whole in the tooltip."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyle, QStyleOptionComboBox, QStylePainter, QToolTip

# What Qt itself leaves free on both sides of the text of a line.
LINE_MARGIN_PX = 2


class ChoiceBox(QComboBox):
    """A QComboBox, typed into or not, that never cuts a word in the middle without a sign."""

    def setEditable(self, editable: bool) -> None:
        super().setEditable(editable)
        if editable:
            self.setLineEdit(_ChoiceLine(self))

    @property
    def is_cut(self) -> bool:
        return _fitting(self, self._room()) != self.currentText()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip and self.is_cut:
            whole = "\n".join(filter(None, (self.toolTip(), self.currentText())))
            QToolTip.showText(event.globalPos(), whole, self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        if not self.isEditable():
            option.currentText = _fitting(self, self._room())
            painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

    def _room(self) -> int:
        line = self.lineEdit()
        if line is not None:
            return line.width() - 2 * LINE_MARGIN_PX
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        return self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self).width()


class _ChoiceLine(QLineEdit):
    """The line of a box: while nobody types in it, what does not fit ends in "…"."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """All is selected, from its end to its beginning: a long choice shows how it begins.

        Also where the program leads to the field: what is typed takes the place of the choice.
        """
        super().focusInEvent(event)
        if self.hasSelectedText() or event.reason() is Qt.FocusReason.OtherFocusReason:
            self.setSelection(len(self.text()), -len(self.text()))

    def paintEvent(self, event: QPaintEvent) -> None:
        place = self.rect().adjusted(LINE_MARGIN_PX, 0, -LINE_MARGIN_PX, 0)
        fitting = _fitting(self, place.width())
        if self.hasFocus() or fitting == self.text():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, fitting)
        painter.end()


def _fitting(widget: QComboBox | QLineEdit, room: int) -> str:
    text = widget.currentText() if isinstance(widget, QComboBox) else widget.text()
    return widget.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
