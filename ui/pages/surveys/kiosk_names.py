"""The kiosk asks who answers; whoever has answered stands in the list and cannot be chosen again."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem

from desktop_app.i18n import _, use
from desktop_app.language.keys import search_key
from desktop_app.questionnaires.model import Questionnaire, text_in
from desktop_app.surveys.records import Respondent
from ui.pages.surveys.kiosk_page import KioskPage, is_on_button, large_button, large_line
from ui.pages.surveys.kiosk_screens import Tongue
from ui.theme import GAP_M
from ui.widgets.text import Role, label


class NamesPage(KioskPage):
    chosen = Signal(object)
    """Respondent, or None for somebody who stays without a name."""
    left = Signal()

    def __init__(
        self, questionnaire: Questionnaire, people: Sequence[Respondent], tongue: Tongue, *, is_anonymous: bool
    ) -> None:
        super().__init__()
        with use(tongue.program):
            why = (
                _("Your name only shows who has answered; your answers are kept without it.")
                if is_anonymous
                else _("Your answers are kept with your name.")
            )
            self._answered = _("has answered")
            self.begin_button = large_button(_("Begin"), self, role="primary")
            self.nameless_button = large_button(_("Answer without a name"), self)
            self.back_button = large_button(_("Back"), self)
            self.search = large_line(self, _("Search: type the first letters"))
            self._nobody = label(_("Nobody has this name."), Role.AID)
            self.body.addWidget(label(_("Choose your name"), Role.ASKED))
        note = text_in(questionnaire.note, tongue.code)
        for text in filter(None, (note, why)):
            self.body.addWidget(label(text, Role.AID, wrap=True))
        self.names = QListWidget()
        self.names.setProperty("build", "large")
        self.names.setAccessibleName(self.search.accessibleName())
        for person in people:
            self._add(person)
        self.nameless_button.setVisible(is_anonymous)
        self._lay_out()
        self.search.textChanged.connect(self._narrow)
        self.names.currentItemChanged.connect(lambda _now, _before: self._show_chosen())
        self.names.itemDoubleClicked.connect(lambda _item: self._begin())
        self.begin_button.clicked.connect(lambda _checked=False: self._begin())
        self.nameless_button.clicked.connect(lambda _checked=False: self.chosen.emit(None))
        self.back_button.clicked.connect(lambda _checked=False: self.left.emit())
        self._show_chosen()

    def focus_first(self) -> None:
        self.search.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.focusWidget() is self.search:
            self._walk(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not is_on_button(self):
            self._begin()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        self.body.addWidget(self.search)
        self.body.addWidget(self.names, 1)
        self.body.addWidget(self._nobody)
        self._nobody.hide()
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP_M)
        buttons.addWidget(self.back_button)
        buttons.addStretch(1)
        buttons.addWidget(self.nameless_button)
        buttons.addWidget(self.begin_button)
        self.body.addLayout(buttons)

    def _add(self, person: Respondent) -> None:
        text = f"{person.name}  ·  {self._answered}" if person.has_answered else person.name
        item = QListWidgetItem(text, self.names)
        item.setData(Qt.ItemDataRole.UserRole, person)
        if person.has_answered:
            item.setFlags(Qt.ItemFlag.NoItemFlags)

    def _narrow(self, text: str) -> None:
        words = search_key(text).split()
        free: list[QListWidgetItem] = []
        for item in self._items():
            key = search_key(item.data(Qt.ItemDataRole.UserRole).name)
            item.setHidden(not all(word in key for word in words))
            if not item.isHidden() and item.flags():
                free.append(item)
        self.names.setCurrentItem(free[0] if words and free else None)
        self._nobody.setVisible(all(item.isHidden() for item in self._items()))

    def _walk(self, step: int) -> None:
        free = [item for item in self._items() if not item.isHidden() and item.flags()]
        if free:
            current = self.names.currentItem()
            at = free.index(current) + step if current in free else 0
            self.names.setCurrentItem(free[min(max(at, 0), len(free) - 1)])

    def _items(self) -> list[QListWidgetItem]:
        return [self.names.item(row) for row in range(self.names.count())]

    def _show_chosen(self) -> None:
        self.begin_button.setEnabled(self.names.currentItem() is not None)

    def _begin(self) -> None:
        item = self.names.currentItem()
        if item is not None and item.flags() and not item.isHidden():
            self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))
