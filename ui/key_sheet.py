"""The F1 sheet: every action of the window with its key, read off the window itself."""

from collections import defaultdict
from collections.abc import Iterable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop_app.i18n import _
from ui.actions import GROUP
from ui.theme import GAP_L, GAP_M, GAP_S, GAP_XL
from ui.widgets.page import Page
from ui.widgets.text import Role, label

SIZE = (560, 520)
_EVERYWHERE = ""


def actions_with_keys(window: QWidget) -> dict[str, list[QAction]]:
    """The actions that have a key and whose place is in sight, by group: the page's own before the window's."""
    groups: dict[str, list[QAction]] = defaultdict(list)
    for action in window.findChildren(QAction):
        owner = action.parent()
        is_seen = not isinstance(owner, QWidget) or owner is window or owner.isVisible()
        if not action.shortcut().isEmpty() and action.property(GROUP) is not None and is_seen:
            groups[_page_of(owner) or str(action.property(GROUP)) or _EVERYWHERE].append(action)
    of_window = groups.pop(_EVERYWHERE, [])
    return {**groups, _("Everywhere"): of_window} if of_window else dict(groups)


def _page_of(owner: QObject | None) -> str:
    """The title of the page that a part of the window stands on."""
    while owner is not None and not isinstance(owner, Page):
        owner = owner.parent()
    return owner.title if owner is not None else ""


def _lines(actions: Iterable[QAction]) -> dict[tuple[str, str], None]:
    """A key and what it does; of two tables side by side each has its own, and to whoever reads they are one."""
    written = QKeySequence.SequenceFormat.NativeText
    return dict.fromkeys((action.shortcut().toString(written), action.text()) for action in actions)


class KeySheet(QDialog):
    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setWindowTitle(_("Keys"))
        self.resize(*SIZE)
        inner = QWidget(self)
        inner.setProperty("role", "scrolled")
        grid = QGridLayout(inner)
        grid.setHorizontalSpacing(GAP_L)
        grid.setVerticalSpacing(GAP_S)
        grid.setColumnStretch(1, 1)
        line = 0
        for group, actions in actions_with_keys(window).items():
            grid.addWidget(label(group, Role.STRONG), line, 0, 1, 2)
            for keys, words in _lines(actions):
                line += 1
                grid.addWidget(label(keys, Role.KEY), line, 0, Qt.AlignmentFlag.AlignLeft)
                grid.addWidget(label(words), line, 1)
            line += 1
        grid.setRowStretch(line, 1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        close = QPushButton(_("Close"), self)
        close.clicked.connect(self.accept)
        close.setDefault(True)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(GAP_XL, GAP_L, GAP_XL, GAP_L)
        outer.setSpacing(GAP_M)
        outer.addWidget(label(_("Keys"), Role.HEADING))
        outer.addWidget(scroll, 1)
        outer.addLayout(foot)
        close.setFocus()
