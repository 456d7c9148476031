"""Competences by modules as a grid: each cell says how much, 0 to 5, the module serves the competence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from desktop_app.i18n import _
from desktop_app.surveys.needs import ServingModule
from ui import formats
from ui.models.table_model import Index
from ui.theme import colour

HIGHEST = 5
# Before the columns of the modules: the gap, where it is known.
GAP_COLUMN, FIRST_MODULE = 0, 1


@dataclass(frozen=True)
class MatrixLine:
    """A competence; ``gap`` is None where it is not known, ``is_need`` where the cohort needs it."""

    code: str
    text: str
    gap: float | None = None
    is_need: bool = False


class MatrixModel(QAbstractTableModel):
    changed = Signal()

    def __init__(
        self, lines: Sequence[MatrixLine], modules: Sequence[ServingModule], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.lines = tuple(lines)
        self.modules = tuple(modules)
        self._weights = {module.id: dict(module.weights) for module in modules}

    @property
    def weights(self) -> Mapping[int, Mapping[str, int]]:
        return self._weights

    def weight(self, row: int, column: int) -> int:
        return self._weights[self.modules[column - FIRST_MODULE].id].get(self.lines[row].code, 0)

    def set_weight(self, row: int, column: int, weight: int) -> None:
        of_module = self._weights[self.modules[column - FIRST_MODULE].id]
        if weight:
            of_module[self.lines[row].code] = weight
        else:
            of_module.pop(self.lines[row].code, None)
        index = self.index(row, column)
        self.dataChanged.emit(index, index)
        self.headerDataChanged.emit(Qt.Orientation.Vertical, row, row)
        self.changed.emit()

    def is_served(self, row: int) -> bool:
        return any(self.weight(row, FIRST_MODULE + place) for place in range(len(self.modules)))

    def unserved_needs(self) -> list[str]:
        return [line.text for row, line in enumerate(self.lines) if line.is_need and not self.is_served(row)]

    def idle_modules(self) -> list[str]:
        """Modules that serve competences of which none is a need; where needs are not known, nobody can tell."""
        needs = {line.code for line in self.lines if line.is_need}
        if not needs:
            return []
        return [module.title for module in self.modules if (own := self._weights[module.id]) and not needs & own.keys()]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else FIRST_MODULE + len(self.modules)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags if index.column() >= FIRST_MODULE else flags & ~Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if index.column() == GAP_COLUMN:
            return self._gap_cell(index.row(), role)
        weight = self.weight(index.row(), index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return str(weight) if weight else "·"
            case Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignCenter
            case Qt.ItemDataRole.ForegroundRole:
                return colour("ink" if weight else "muted")
            case _:
                return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Vertical:
            match role:
                case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                    return self.lines[section].text
                case Qt.ItemDataRole.ForegroundRole:
                    is_left = self.lines[section].is_need and not self.is_served(section)
                    return colour("bad" if is_left else "ink")
                case _:
                    return None
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        return _("Gap") if section == GAP_COLUMN else self.modules[section - FIRST_MODULE].title

    def _gap_cell(self, row: int, role: int) -> Any:
        line = self.lines[row]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return formats.NOTHING if line.gap is None else formats.decimal_text(line.gap, 1)
            case Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.ForegroundRole:
                return colour("ink" if line.is_need else "muted")
            case _:
                return None
