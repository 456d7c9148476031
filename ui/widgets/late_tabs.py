"""Tabs of which each is made when it is first seen: a page opens as fast as its first tab."""

from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

Content = TypeVar("Content", bound=QWidget)


class LateTabs(QTabWidget, Generic[Content]):
    """Tabs called by their names. What a tab holds is made when it is first in front, or first asked for."""

    made = Signal(str)
    """The name of a tab whose content has just been made, and is to be filled."""

    def __init__(self, *, are_many: bool = False) -> None:
        """``are_many``: closer together, for a dozen of them to be in sight in the smallest window."""
        super().__init__()
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)
        if are_many:
            self.tabBar().setProperty("role", "many")
        self._makers: dict[str, Callable[[], Content]] = {}
        self._contents: dict[str, Content] = {}
        self.currentChanged.connect(lambda _place: self._make_if_seen())

    @property
    def name(self) -> str:
        """The name of the tab in front."""
        return list(self._makers)[self.currentIndex()]

    @property
    def contents(self) -> Mapping[str, Content]:
        """Those made so far."""
        return self._contents

    def add(self, name: str, title: str, make: Callable[[], Content], *, hint: str = "") -> None:
        self._makers[name] = make
        place = QWidget()
        QVBoxLayout(place).setContentsMargins(0, 0, 0, 0)
        self.setTabToolTip(self.addTab(place, title), hint)

    def choose(self, name: str) -> None:
        """Bring a tab to the front. Raises ValueError for a name that no tab has."""
        self.setCurrentIndex(self._place(name))

    def rename(self, name: str, title: str) -> None:
        self.setTabText(self._place(name), title)

    def set_shown(self, name: str, *, is_shown: bool) -> None:
        """Take a tab out of sight while there is nothing for it to show, or bring it back."""
        self.setTabVisible(self._place(name), is_shown)

    def content(self, name: str = "") -> Content:
        """What a tab holds, that in front without a name."""
        name = name or self.name
        if name not in self._contents:
            self._contents[name] = content = self._makers[name]()
            place = self.widget(self._place(name))
            layout = place.layout()
            assert layout is not None
            layout.addWidget(content)
            # At once, not when the layout is next looked at: what is shown reads its data.
            content.show()
            if place.hasFocus():
                # Ctrl+Tab gave it to the empty place.
                content.setFocus(Qt.FocusReason.OtherFocusReason)
            self.made.emit(name)
        return self._contents[name]

    def showEvent(self, event: QShowEvent) -> None:
        self._make_if_seen()
        super().showEvent(event)

    def _place(self, name: str) -> int:
        return list(self._makers).index(name)

    def _make_if_seen(self) -> None:
        if self.isVisible() and self.count():
            self.content()
