"""A short list to choose one thing from, beside a table or in a header."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox

from ui.models.choices_model import Choice
from ui.widgets.choice_box import ChoiceBox

# What Qt itself adds to the height of a line.
AROUND_TEXT_PX = 2


class Chooser(ChoiceBox):
    """As wide as its longest choice; tells only what a person chose."""

    chosen = Signal(object)
    """The value of the choice."""

    def __init__(self, name: str, choices: Sequence[Choice] = ()) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setToolTip(name)
        self._choices: tuple[Choice, ...] = ()
        # How wide the longest choice is, and in which font: a layout asks ten times over, of a thousand cohorts.
        self._measured: tuple[str, int] | None = None
        self.set_choices(choices)
        self.activated.connect(lambda _place: self.chosen.emit(self.value))

    @property
    def value(self) -> Any:
        place = self.currentIndex()
        return self._choices[place].value if place >= 0 else None

    @property
    def choices(self) -> tuple[Choice, ...]:
        return self._choices

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer other choices; what is chosen stays if it is among them, else the first is."""
        before = self.value
        self._choices = tuple(choices)
        self._measured = None
        self.clear()
        self.addItems([choice.text for choice in choices])
        self.updateGeometry()
        self.choose(before)

    def sizeHint(self) -> QSize:
        """As Qt's AdjustToContents has it, which makes the list to choose from long before anybody opens it."""
        if self.sizeAdjustPolicy() is not QComboBox.SizeAdjustPolicy.AdjustToContentsOnFirstShow:
            return super().sizeHint()
        self.ensurePolished()
        return self._around(max(self._least_width(), self._widest()))

    def minimumSizeHint(self) -> QSize:
        if self.sizeAdjustPolicy() is not QComboBox.SizeAdjustPolicy.AdjustToContentsOnFirstShow:
            return super().minimumSizeHint()
        return self._around(self._least_width()) if self.minimumContentsLength() else self.sizeHint()

    def _widest(self) -> int:
        font = self.font().key()
        if self._measured is None or self._measured[0] != font:
            advance = self.fontMetrics().horizontalAdvance
            self._measured = font, max((advance(choice.text) for choice in self._choices), default=0)
        return self._measured[1]

    def _least_width(self) -> int:
        return self.minimumContentsLength() * self.fontMetrics().horizontalAdvance("X")

    def _around(self, text_width: int) -> QSize:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        words = QSize(text_width, self.fontMetrics().height() + AROUND_TEXT_PX)
        return self.style().sizeFromContents(QStyle.ContentsType.CT_ComboBox, option, words, self)

    def choose(self, value: object) -> bool:
        """Show a choice by its value; tells whether it is there."""
        places = [place for place, choice in enumerate(self._choices) if choice.value == value]
        self.setCurrentIndex(places[0] if places else min(0, len(self._choices) - 1))
        return bool(places)
