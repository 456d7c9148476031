"""Two cards side by side: what differs is marked, and which side stays is chosen with the arrows."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.doubles.choices import Side, chosen_cards
from desktop_app.doubles.comparing import Comparison
from desktop_app.i18n import _
from ui import formats
from ui.actions import Action
from ui.pages.doubles.columns import FIELD_COLUMNS, LEFT, TAKEN, ChosenField, chosen_fields
from ui.theme import GAP_S
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, flowing, label
from ui.workspace import Workspace


class ComparisonView(QWidget):
    card_wanted = Signal(int)
    """The id of the person whose card is to be opened."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.comparison: Comparison | None = None
        self._rows: list[ChosenField] = []
        self.reasons = flowing("")
        self.note = flowing("", Role.MUTED)
        self.allowed = flowing("", tone="good")
        self.obstacle = flowing("", tone="warn")
        self.fields: RecordTable[ChosenField] = RecordTable(
            workspace, "two cards", FIELD_COLUMNS, has_filter=False, is_sortable=False
        )
        legend = _("{taken} stays   {left} goes   ← → choose", taken=TAKEN, left=LEFT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_S)
        column.addWidget(self.reasons)
        column.addWidget(self.note)
        column.addWidget(self.allowed)
        column.addWidget(self.obstacle)
        column.addWidget(self.fields, 1)
        column.addWidget(label(legend, Role.SMALL))
        for part in (self.note, self.allowed, self.obstacle):
            part.hide()
        self._connect()

    @property
    def chosen(self) -> Mapping[str, Side]:
        """By group of fields, the side whose value stays."""
        return {row.field.name: row.side for row in self._rows if row.side is not None}

    @property
    def chosen_cards(self) -> Mapping[str, int]:
        """The same with the ids of the cards."""
        return chosen_cards(self.chosen, *self.comparison.pair.ids) if self.comparison is not None else {}

    def show_comparison(self, comparison: Comparison | None) -> None:
        """The two cards with what is offered; nothing where there are none. What was chosen of the same two stays."""
        if comparison == self.comparison:
            return
        self.comparison = comparison
        self._rows = chosen_fields(comparison.fields) if comparison else []
        self.fields.set_rows(self._rows)
        pair = comparison.pair if comparison else None
        self.reasons.setText(_("Why: {reasons}.", reasons=pair.reasons_text) if pair and pair.reasons else "")
        decision = pair.decision if pair else None
        said = ""
        if decision is not None:
            day = formats.moment_text(decision.at)
            said = _("Different people, said {name} on {day}.", name=decision.by, day=day)
            said = f"{said} {decision.reason}".rstrip()
        for part, text in (
            (self.note, said),
            (self.allowed, ""),
            (self.obstacle, comparison.obstacle if comparison else ""),
        ):
            part.setText(text)
            part.setVisible(bool(text))
        self.fields.select(lambda row: row.side is not None)

    def show_allowed(self, text: str, cards: Mapping[str, int]) -> None:
        """``text`` says that the two may be made one as ``cards`` has it: by group of fields, whose value stays."""
        if self.comparison is None:
            return
        first_id = self.comparison.pair.first.id
        sides = {name: Side.FIRST if card_id == first_id else Side.SECOND for name, card_id in cards.items()}
        self._change([row.taking(sides[row.field.name]) if row.field.name in sides else row for row in self._rows])
        self.allowed.setText(text)
        self.allowed.show()

    def take(self, side: Side) -> None:
        """Let the value of this side stay in the current field."""
        current = self.fields.current()
        self._change([row.taking(side) if row == current else row for row in self._rows])

    def take_other(self) -> None:
        """Let the other side stay in the current field."""
        current = self.fields.current()
        if current is not None:
            self.take(Side.SECOND if current.side is Side.FIRST else Side.FIRST)

    def take_all(self, side: Side) -> None:
        """Let everything of this side stay."""
        self._change([row.taking(side) for row in self._rows])

    def _change(self, rows: list[ChosenField]) -> None:
        self._rows = rows
        self.fields.update_rows(rows)

    def _connect(self) -> None:
        for action in (
            Action(_("The first card's value stays"), lambda: self.take(Side.FIRST), key="Left"),
            Action(_("The second card's value stays"), lambda: self.take(Side.SECOND), key="Right"),
            Action(_("All of the first card stays"), lambda: self.take_all(Side.FIRST), key="Ctrl+Left"),
            Action(_("All of the second card stays"), lambda: self.take_all(Side.SECOND), key="Ctrl+Right"),
            Action(_("Open the first card"), lambda: self._open(0), icon="person", key="Ctrl+O"),
            Action(_("Open the second card"), lambda: self._open(1), icon="person", key="Ctrl+Shift+O"),
        ):
            self.fields.add_row_action(action)
        self.fields.opened.connect(lambda _row: self.take_other())

    def _open(self, place: int) -> None:
        if self.comparison is not None:
            self.card_wanted.emit(self.comparison.pair.ids[place])
