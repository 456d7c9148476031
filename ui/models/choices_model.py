"""What can be chosen in a field: a value, the words for it, and what helps to tell it from others."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from desktop_app.language.keys import search_key
from ui.models.table_model import Index

VALUE_ROLE = Qt.ItemDataRole.UserRole + 1
KEY_ROLE = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True)
class Choice:
    """``also`` are other words that find it, such as its names in other languages; its code finds it, too.

    One that is not offered, because its time is over, is shown where it stands already.
    """

    value: Any
    text: str
    hint: str = ""
    also: str = ""
    is_offered: bool = True

    @property
    def code(self) -> str:
        return self.value if isinstance(self.value, str) else ""


class ChoicesModel(QAbstractListModel):
    """Choices in their given order; KEY_ROLE is what typed text is compared with."""

    def __init__(self, choices: Sequence[Choice] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.choices: tuple[Choice, ...] = tuple(choices)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        self.beginResetModel()
        try:
            self.choices = tuple(choices)
        finally:
            self.endResetModel()

    def place_of(self, value: object) -> int:
        """Where the value stands, or -1."""
        return next((place for place, choice in enumerate(self.choices) if choice.value == value), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        return 0 if parent.isValid() else len(self.choices)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.choices):
            return None
        choice = self.choices[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return choice.text
            case Qt.ItemDataRole.ToolTipRole:
                return choice.hint or None
            case _ if role == VALUE_ROLE:
                return choice.value
            case _ if role == KEY_ROLE:
                return search_key(" ".join((choice.text, choice.hint, choice.also, choice.code)))
            case _:
                return None
