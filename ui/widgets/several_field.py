"""A form field in which several entries of a list are ticked."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

from ui.models.choices_model import Choice
from ui.widgets.field import Field

HEIGHT = 168
VALUE_ROLE = Qt.ItemDataRole.UserRole


class SeveralField(Field):
    """The values of the choices that are ticked, in the order of the list; Space ticks."""

    def __init__(self, name: str, title: str, choices: Sequence[Choice], *, hint: str = "") -> None:
        self._list = QListWidget()
        self._list.setFixedHeight(HEIGHT)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._list.setTabKeyNavigation(False)
        for choice in choices:
            item = QListWidgetItem(choice.text)
            item.setToolTip(choice.text)
            item.setData(VALUE_ROLE, choice.value)
            item.setCheckState(Qt.CheckState.Unchecked)
            self._list.addItem(item)
        super().__init__(name, title, self._list, hint=hint)
        self._list.setCurrentRow(0)
        self._list.itemChanged.connect(lambda _item: self._note_edit())

    @property
    def value(self) -> tuple[str, ...]:
        return tuple(item.data(VALUE_ROLE) for item in self._items() if item.checkState() is Qt.CheckState.Checked)

    def _write(self, value: Iterable[str] | None) -> None:
        wanted = set(value or ())
        self._list.blockSignals(True)
        for item in self._items():
            is_wanted = item.data(VALUE_ROLE) in wanted
            item.setCheckState(Qt.CheckState.Checked if is_wanted else Qt.CheckState.Unchecked)
        self._list.blockSignals(False)

    def _items(self) -> list[QListWidgetItem]:
        return [self._list.item(place) for place in range(self._list.count())]
