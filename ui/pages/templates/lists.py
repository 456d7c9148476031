"""The elements of the side in their order, and what is wrong with the template: two lists that lead to the page."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListWidget, QListWidgetItem, QWidget

from desktop_app.certificate_templates.model import AnyElement
from desktop_app.certificate_templates.naming import title_of
from desktop_app.errors import Invalid
from desktop_app.i18n import _
from ui.icons import icon

NAME = Qt.ItemDataRole.UserRole


class ElementList(QListWidget):
    """The uppermost first, as they lie one on another."""

    chosen = Signal(tuple)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Elements"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._shown: tuple[object, ...] = ()
        self.itemSelectionChanged.connect(self._tell)

    def show_elements(self, elements: Sequence[AnyElement], chosen: Sequence[str], language: str) -> None:
        self.blockSignals(True)
        rows = tuple((each.id, title_of(each, language), each.is_locked) for each in reversed(elements))
        if rows != self._shown:
            self._shown = rows
            self.clear()
            for name, title, is_locked in rows:
                item = QListWidgetItem(icon("lock", "muted"), title) if is_locked else QListWidgetItem(title)
                item.setData(NAME, name)
                item.setToolTip(title)
                self.addItem(item)
        self._select(chosen)
        self.blockSignals(False)

    def _select(self, chosen: Sequence[str]) -> None:
        flags = QItemSelectionModel.SelectionFlag
        self.clearSelection()
        for place in range(self.count()):
            item = self.item(place)
            if item.data(NAME) in chosen:
                item.setSelected(True)
                self.setCurrentItem(item, flags.NoUpdate)
                self.scrollToItem(item)

    def _tell(self) -> None:
        self.chosen.emit(tuple(item.data(NAME) for item in self.selectedItems()))


class ProblemList(QListWidget):
    element_wanted = Signal(str)
    """The name of the element to blame."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Problems"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(self._tell)
        self.itemActivated.connect(self._tell)

    def show_problems(self, problems: Sequence[Invalid]) -> None:
        self.clear()
        for problem in problems:
            item = QListWidgetItem(icon("error", "bad"), problem.text)
            item.setData(NAME, problem.field)
            self.addItem(item)
        if not problems:
            calm = QListWidgetItem(icon("check", "good"), _("Nothing is wrong, with the longest name neither."))
            calm.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.addItem(calm)

    def _tell(self, item: QListWidgetItem) -> None:
        if item.data(NAME):
            self.element_wanted.emit(item.data(NAME))
