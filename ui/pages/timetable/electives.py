"""Choosing elective modules and their order: those that the needs survey asks for come first."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from desktop_app.i18n import _
from ui.models.table_model import Index


@dataclass(frozen=True)
class Elective:
    """``place`` is that in the survey's ranking, None where nobody was asked."""

    id: int
    title: str
    hours: int
    place: int | None
    is_proposed: bool

    @property
    def text(self) -> str:
        if self.place is None:
            return _("{title} – {hours} hours", title=self.title, hours=self.hours)
        return _(
            "{title} – {hours} hours, place {place} in the survey",
            title=self.title,
            hours=self.hours,
            place=self.place,
        )


class ElectivesModel(QAbstractListModel):
    """Electives with a tick each, in the order in which they will be taught."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._modules: list[Elective] = []
        self._chosen: set[int] = set()

    @property
    def chosen(self) -> tuple[int, ...]:
        """The ids of the ticked modules in their order."""
        return tuple(module.id for module in self._modules if module.id in self._chosen)

    def set_modules(self, modules: Sequence[Elective], chosen: Sequence[int]) -> None:
        """Show the chosen ones first, in their order; the others by their place in the survey."""
        places = {module_id: place for place, module_id in enumerate(chosen)}
        self.beginResetModel()
        self._modules = sorted(modules, key=lambda module: places.get(module.id, len(places)))
        self._chosen = set(chosen)
        self.endResetModel()
        self.changed.emit()

    def move(self, row: int, step: int) -> int:
        """Let a module change places with its neighbour; returns where it is now."""
        target = row + step
        if not (0 <= row < len(self._modules) and 0 <= target < len(self._modules)):
            return row
        # Qt counts the place before which the row is put while the row still stands where it was.
        self.beginMoveRows(QModelIndex(), row, row, QModelIndex(), target + (step > 0))
        self._modules[row], self._modules[target] = self._modules[target], self._modules[row]
        self.endMoveRows()
        self.changed.emit()
        return target

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        return 0 if parent.isValid() else len(self._modules)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        module = self._modules[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return module.text
            case Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if module.id in self._chosen else Qt.CheckState.Unchecked
            case _:
                return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or role != Qt.ItemDataRole.CheckStateRole:
            return False
        module_id = self._modules[index.row()].id
        if Qt.CheckState(value) is Qt.CheckState.Checked:
            self._chosen.add(module_id)
        else:
            self._chosen.discard(module_id)
        self.dataChanged.emit(index, index)
        self.changed.emit()
        return True


class ElectivesList(QListView):
    """Space ticks, Alt with the arrows moves."""

    def __init__(self) -> None:
        super().__init__()
        self.choices = ElectivesModel(self)
        self.setModel(self.choices)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAccessibleName(_("Elective modules"))

    def move_current(self, step: int) -> None:
        row = self.choices.move(self.currentIndex().row(), step)
        self.setCurrentIndex(self.choices.index(row, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in steps:
            self.move_current(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)
