"""Names and facts in two columns, to be read and selected."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from ui.pages.people.words import Fact
from ui.theme import GAP_M, GAP_S
from ui.widgets.text import Role, label

NAME_WIDTH = 124
NOTHING = "–"


class FactSheet(QWidget):
    """Facts under fixed names; what is empty is shown as a dash, and what is ``optional`` not at all."""

    def __init__(self, names: Sequence[str], *, optional: Sequence[str] = ()) -> None:
        super().__init__()
        self._optional = frozenset(optional)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP_M)
        self._grid.setVerticalSpacing(GAP_S)
        self._grid.setColumnMinimumWidth(0, NAME_WIDTH)
        self._grid.setColumnStretch(1, 1)
        self._names = tuple(names)
        self._facts = {name: label("", wrap=True) for name in names}
        self._captions = {name: label(name, Role.MUTED, wrap=True) for name in names}
        top = Qt.AlignmentFlag.AlignTop
        for row, (name, fact) in enumerate(self._facts.items()):
            fact.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(self._captions[name], row, 0, top)
            self._grid.addWidget(fact, row, 1, top)

    def show_facts(self, facts: Sequence[Fact]) -> None:
        for name, fact in facts:
            self._facts[name].setText(fact or NOTHING)
            for part in (self._captions[name], self._facts[name]):
                part.setVisible(bool(fact) or name not in self._optional)

    def fact(self, name: str) -> str:
        return self._facts[name].text()

    def put_beside(self, name: str, widget: QWidget) -> None:
        """Something to do with a fact, at its right."""
        row, fact = self._names.index(name), self._facts[name]
        fact.setWordWrap(False)
        beside = QHBoxLayout()
        beside.setSpacing(GAP_M)
        beside.addWidget(fact)
        beside.addWidget(widget)
        beside.addStretch(1)
        self._grid.addWidget(self._captions[name], row, 0)
        self._grid.addLayout(beside, row, 1)
