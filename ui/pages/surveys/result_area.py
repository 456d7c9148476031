"""Charts and words under one another, scrolled where they are higher than the room."""

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ui.theme import GAP_M


def scrolled(*parts: QWidget) -> QScrollArea:
    side = QWidget()
    side.setProperty("role", "scrolled")
    column = QVBoxLayout(side)
    column.setContentsMargins(0, GAP_M, GAP_M, 0)
    column.setSpacing(GAP_M)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(side)
    return area
