"""The navigation at the left: pages with icon and word, and under them who works and how old the backup is."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QScrollArea, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from desktop_app.i18n import _
from ui.actions import key_text
from ui.icons import icon
from ui.navigation import PageSpec
from ui.theme import GAP_L, GAP_M, GAP_S
from ui.widgets.text import Role, label

FULL_WIDTH = 200
BETWEEN = 2
# In a window of 1366 by 768 all pages are in sight: their lines come nearer to each other.
LINE_HEIGHT, LOWEST_LINE = 36, 26
NARROW_WIDTH = 60
# What the bar's margins, the button's padding and its icon leave.
FOOT_TEXT_WIDTH = FULL_WIDTH - 72


class _PageList(QScrollArea):
    """Lines as high as the bar has room for; where that is too little they scroll, by the wheel or with the focus."""

    def __init__(self, parent: QWidget, content: QWidget, lines: Sequence[QWidget]) -> None:
        super().__init__(parent)
        self._lines = lines
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setWidget(content)
        # The ground is that of the bar, not of a page.
        content.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_lines()

    def showEvent(self, event: QShowEvent) -> None:
        """Only now the style has said how high it would have the lines."""
        super().showEvent(event)
        self._fit_lines()

    def _fit_lines(self) -> None:
        between = self._height_with(LINE_HEIGHT) - LINE_HEIGHT * len(self._lines)
        room = (self.viewport().height() - between) // len(self._lines)
        self.widget().setMinimumHeight(self._height_with(max(LOWEST_LINE, min(LINE_HEIGHT, room))))

    def _height_with(self, line_height: int) -> int:
        for line in self._lines:
            line.setFixedHeight(line_height)
        return self.widget().sizeHint().height()


class SideBar(QFrame):
    page_chosen = Signal(str)
    staff_clicked = Signal()
    backup_clicked = Signal()

    def __init__(self, pages: Sequence[PageSpec]) -> None:
        super().__init__()
        self.setProperty("role", "navigation")
        self._is_narrow = False
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        self._name = label("Mahorat", Role.STRONG)
        self._centre = label("", Role.SMALL, wrap=True)
        self._staff = self._foot_button("person", _("Choose who is at the PC"))
        self._backup = self._foot_button("backup", _("Last backup"))
        self._staff.clicked.connect(self.staff_clicked)
        self._backup.clicked.connect(self.backup_clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_S, GAP_L, GAP_S, GAP_M)
        layout.setSpacing(BETWEEN)
        self._name.setContentsMargins(GAP_M, 0, GAP_S, 0)
        self._centre.setContentsMargins(GAP_M, 0, GAP_S, GAP_S)
        layout.addWidget(self._name)
        layout.addWidget(self._centre)
        layout.addSpacing(GAP_S)
        self._pages = self._page_list(pages)
        layout.addWidget(self._pages, 1)
        layout.addSpacing(GAP_S)
        layout.addWidget(self._staff)
        layout.addWidget(self._backup)
        self.set_narrow(False)
        self.show_foot("", "")

    @property
    def is_narrow(self) -> bool:
        return self._is_narrow

    def set_narrow(self, is_narrow: bool) -> None:
        """Icons alone, or icons with words."""
        self._is_narrow = is_narrow
        self.setFixedWidth(NARROW_WIDTH if is_narrow else FULL_WIDTH)
        style = Qt.ToolButtonStyle
        for button in (*self._buttons.values(), self._staff, self._backup):
            button.setToolButtonStyle(style.ToolButtonIconOnly if is_narrow else style.ToolButtonTextBesideIcon)
        self._name.setVisible(not is_narrow)
        self._centre.setVisible(not is_narrow and bool(self._centre.text()))

    def mark(self, page: str) -> None:
        """Show which page is in front; a page that is not in the navigation marks none."""
        button = self._buttons.get(page)
        if button is not None:
            button.setChecked(True)
            self._pages.ensureWidgetVisible(button)

    def show_number(self, page: str, number: int) -> None:
        """How many things wait on a page, after its word; 0 is not shown."""
        button = self._buttons.get(page)
        if button is not None:
            name = button.accessibleName()
            button.setText(f"  {name} · {number}" if number else f"  {name}")
            button.setAccessibleDescription(str(number) if number else "")

    def set_centre(self, name: str) -> None:
        self._centre.setText(name)
        self._centre.setVisible(bool(name) and not self._is_narrow)

    def show_foot(self, staff: str, backup: str) -> None:
        """Who is at the PC and when the last backup was made, in words; empty: not shown."""
        for button, text in ((self._staff, staff), (self._backup, backup)):
            # One that was never shown does not know its letters yet, and would take them for wider ones.
            button.ensurePolished()
            fitting = button.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, FOOT_TEXT_WIDTH)
            button.setText(fitting)
            button.setAccessibleDescription(text)
            button.setToolTip(f"{text}\n{button.accessibleName()}")
            button.setVisible(bool(text))

    def _page_list(self, pages: Sequence[PageSpec]) -> _PageList:
        """The pages under each other."""
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(BETWEEN)
        for spec in pages:
            if spec.begins_group:
                column.addWidget(self._rule())
            column.addWidget(self._page_button(spec))
        column.addStretch(1)
        return _PageList(self, content, list(self._buttons.values()))

    def _page_button(self, spec: PageSpec) -> QToolButton:
        button = QToolButton(self)
        button.setText(f"  {_(spec.title)}")
        button.setIcon(icon(spec.icon, "nav_muted", checked_token="nav_active_ink"))
        button.setIconSize(QSize(20, 20))
        button.setCheckable(True)
        key = f" ({key_text(spec.shortcut)})" if spec.shortcut else ""
        button.setToolTip(f"{_(spec.title)}{key}")
        button.setAccessibleName(_(spec.title))
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda _checked=False, name=spec.name: self.page_chosen.emit(name))
        self._group.addButton(button)
        self._buttons[spec.name] = button
        return button

    def _rule(self) -> QFrame:
        rule = QFrame(self)
        rule.setProperty("role", "navigation-rule")
        return rule

    def _foot_button(self, sign: str, words: str) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("role", "foot")
        button.setIcon(icon(sign, "nav_muted"))
        button.setIconSize(QSize(16, 16))
        button.setAccessibleName(words)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return button
