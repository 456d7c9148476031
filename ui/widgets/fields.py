"""Form fields of each kind; their values are native, or None when nothing was given."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, QRegularExpression, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QRegularExpressionValidator
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from desktop_app.clock import Clock
from desktop_app.i18n import _
from desktop_app.language.apostrophes import tidy
from desktop_app.language.dates import parse_date
from desktop_app.language.keys import search_key
from ui import formats
from ui.models.choices_model import KEY_ROLE, Choice, ChoicesModel
from ui.theme import GAP_S
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.field import Field


class TextField(Field):
    """Text, tidied of stray spaces and apostrophes; with ``lines`` above one, a small text area."""

    def __init__(
        self,
        name: str,
        title: str,
        *,
        is_required: bool = False,
        hint: str = "",
        placeholder: str = "",
        lines: int = 1,
        check: Callable[[str], str] | None = None,
    ) -> None:
        self._line = QLineEdit() if lines == 1 else None
        self._area = QPlainTextEdit() if lines > 1 else None
        editor: QLineEdit | QPlainTextEdit
        if self._area is not None:
            editor = self._area
            self._area.setTabChangesFocus(True)
            self._area.setFixedHeight(self._area.fontMetrics().lineSpacing() * lines + GAP_S * 3)
        else:
            editor = self._line = self._line or QLineEdit()
        super().__init__(name, title, editor, is_required=is_required, hint=hint, check=check)
        editor.setPlaceholderText(placeholder)
        if self._line is not None:
            self._line.textEdited.connect(lambda _text: self._note_edit())
        if self._area is not None:
            self._area.textChanged.connect(self._note_edit)

    @property
    def value(self) -> str:
        if self._area is not None:
            return "\n".join(tidy(line) for line in self._area.toPlainText().strip().split("\n"))
        return tidy(self._line.text()) if self._line is not None else ""

    def _write(self, value: str | None) -> None:
        if self._area is not None:
            self._area.blockSignals(True)
            self._area.setPlainText(value or "")
            self._area.blockSignals(False)
        elif self._line is not None:
            self._line.setText(value or "")
            # A long value is read from its beginning.
            self._line.setCursorPosition(0)


class IntegerField(Field):
    """A whole number within bounds, or None when empty."""

    def __init__(
        self,
        name: str,
        title: str,
        *,
        lowest: int = 0,
        highest: int = 1_000_000,
        unit: str = "",
        is_required: bool = False,
        hint: str = "",
        check: Callable[[int], str] | None = None,
    ) -> None:
        self._line = QLineEdit()
        self._line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._line.setValidator(QRegularExpressionValidator(QRegularExpression(r"-?[\d\x{a0} ]{0,12}")))
        super().__init__(
            name, f"{title}, {unit}" if unit else title, self._line, is_required=is_required, hint=hint, check=check
        )
        self._lowest = lowest
        self._highest = highest
        self._line.textEdited.connect(lambda _text: self._note_edit())

    @property
    def value(self) -> int | None:
        digits = "".join(self._line.text().split())
        return int(digits) if digits.lstrip("-").isdecimal() else None

    def problem(self) -> str:
        value = self.value
        if value is not None and not self._lowest <= value <= self._highest:
            return _(
                "Give a number from {lowest} to {highest}.",
                lowest=formats.integer_text(self._lowest),
                highest=formats.integer_text(self._highest),
            )
        return super().problem()

    def _write(self, value: int | None) -> None:
        self._line.setText("" if value is None else formats.integer_text(value))


class DateField(Field):
    """A date typed as people type it: 5.3, 05032026, 5-mart; written out when the field is left."""

    def __init__(
        self,
        name: str,
        title: str,
        *,
        default_year: int | None = None,
        is_required: bool = False,
        hint: str = "",
        check: Callable[[date], str] | None = None,
    ) -> None:
        self._line = _LeavingLine()
        super().__init__(name, title, self._line, is_required=is_required, hint=hint, check=check)
        self._default_year = default_year or Clock().today().year
        self._line.setPlaceholderText(_("day.month.year"))
        self._line.textEdited.connect(lambda _text: self._note_edit())
        self._line.left.connect(self._write_out)

    @property
    def value(self) -> date | None:
        text = self._line.text().strip()
        return parse_date(text, default_year=self._default_year).date if text else None

    def problem(self) -> str:
        text = self._line.text().strip()
        if text and self.value is None:
            return _("No such date: {value}. Write the day, the month and the year: 28.12.2024.", value=text)
        return super().problem()

    def _write(self, value: date | None) -> None:
        self._line.setText(formats.date_text(value))

    def _write_out(self) -> None:
        if self.value is not None:
            self._write(self.value)
        else:
            self.show_error(self.problem() if self._line.text().strip() else "")


class ChoiceField(Field):
    """One of the choices, found by typing any part of it in either script, or its code; None when nothing is chosen.

    Choices that are no longer offered are left out, but for the one that stands in the field.
    """

    def __init__(
        self,
        name: str,
        title: str,
        choices: Sequence[Choice] = (),
        *,
        is_required: bool = False,
        hint: str = "",
        check: Callable[[Any], str] | None = None,
    ) -> None:
        self._box = ChoiceBox()
        self._every = tuple(choices)
        self._model = ChoicesModel(self._offered(None), self._box)
        self._box.setModel(self._model)
        self._box.setEditable(True)
        self._box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._box.setMinimumContentsLength(12)
        self._box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._box.setCurrentIndex(-1)
        self._found = _ChoicesFound(self._box)
        self._found.setSourceModel(self._model)
        completer = QCompleter(self._found, self._box)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._box.setCompleter(completer)
        super().__init__(name, title, self._box, is_required=is_required, hint=hint, check=check)
        self._box.lineEdit().textEdited.connect(self._narrow)
        self._box.lineEdit().editingFinished.connect(self._take_only_one)
        self._box.activated.connect(lambda _place: self._note_edit())
        completer.activated[QModelIndex].connect(self._take)

    @property
    def value(self) -> Any:
        text = self._box.currentText()
        place = self._box.currentIndex()
        choices = self._model.choices
        if 0 <= place < len(choices) and choices[place].text == text:
            return choices[place].value
        key = search_key(text)
        same = [choice for choice in choices if key and key in (search_key(choice.text), search_key(choice.code))]
        return same[0].value if len(same) == 1 else None

    def problem(self) -> str:
        if self._box.currentText().strip() and self.value is None and not self._is_none_chosen():
            return _("Choose one from the list.")
        return super().problem()

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer other choices; the value stays if it is among them."""
        before = self.value
        self._every = tuple(choices)
        self._model.set_choices(self._offered(before))
        self._write(before)

    def _offered(self, value: Any) -> list[Choice]:
        return [choice for choice in self._every if choice.is_offered or choice.value == value]

    def _write(self, value: Any) -> None:
        if self._model.place_of(value) < 0:
            self._model.set_choices(self._offered(value))
        place = self._model.place_of(value)
        self._box.setCurrentIndex(place)
        if place < 0:
            self._box.clearEditText()
        self._show_beginning()

    def _show_beginning(self) -> None:
        """A text longer than the box is read from its beginning."""
        self._box.lineEdit().setCursorPosition(0)

    def _is_none_chosen(self) -> bool:
        place = self._box.currentIndex()
        if place < 0:
            return False
        chosen = self._model.choices[place]
        # What is being typed leaves the index where it was.
        return chosen.value is None and chosen.text == self._box.currentText()

    def _narrow(self, text: str) -> None:
        self._found.look_for(text)
        self._note_edit()

    def _take_only_one(self) -> None:
        """What was typed is part of one choice alone: that one is meant."""
        is_typed = bool(self._box.currentText().strip()) and not self._is_none_chosen()
        if is_typed and self.value is None and self._found.rowCount() == 1:
            self._take(self._found.index(0, 0))

    def _take(self, index: QModelIndex) -> None:
        self._box.setCurrentIndex(self._found.mapToSource(index).row())
        self._show_beginning()
        self._note_edit()


class CheckField(Field):
    """Yes or no."""

    def __init__(self, name: str, title: str, *, hint: str = "") -> None:
        self._box = QCheckBox(title)
        super().__init__(name, "", self._box, hint=hint)
        self._box.setAccessibleName(title)
        self._box.clicked.connect(lambda _checked: self._note_edit())

    @property
    def value(self) -> bool:
        return self._box.isChecked()

    def _write(self, value: bool | None) -> None:
        self._box.setChecked(bool(value))


class FileField(Field):
    """A file or, with ``is_folder``, a folder: typed or picked."""

    def __init__(
        self,
        name: str,
        title: str,
        *,
        pattern: str = "",
        is_folder: bool = False,
        is_required: bool = False,
        hint: str = "",
    ) -> None:
        self._line = QLineEdit()
        self._pattern = pattern
        self._is_folder = is_folder
        super().__init__(name, title, self._line, is_required=is_required, hint=hint)
        browse = QPushButton(_("Browse…"))
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        row = QHBoxLayout()
        row.setSpacing(GAP_S)
        self.place.insertLayout(self.place.indexOf(self._line), row)
        row.addWidget(self._line, 1)
        row.addWidget(browse)
        self._line.textEdited.connect(lambda _text: self._note_edit())

    @property
    def value(self) -> Path | None:
        text = self._line.text().strip()
        return Path(text).expanduser() if text else None

    def _write(self, value: Path | None) -> None:
        self._line.setText(str(value) if value is not None else "")

    def _browse(self) -> None:
        start = str(self.value or "")
        if self._is_folder:
            found = QFileDialog.getExistingDirectory(self, self.editor.accessibleName(), start)
        else:
            found, _chosen = QFileDialog.getOpenFileName(self, self.editor.accessibleName(), start, self._pattern)
        if found:
            self._write(Path(found))
            self._note_edit()


class _LeavingLine(QLineEdit):
    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class _ChoicesFound(QSortFilterProxyModel):
    """The choices in which every typed word is found."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words: list[str] = []

    def look_for(self, text: str) -> None:
        self.beginFilterChange()
        self._words = search_key(text).split()
        self.endFilterChange()

    def filterAcceptsRow(self, source_row: int, source_parent: Any) -> bool:
        if not self._words:
            return True
        key = self.sourceModel().index(source_row, 0, source_parent).data(KEY_ROLE) or ""
        return all(word in key for word in self._words)
