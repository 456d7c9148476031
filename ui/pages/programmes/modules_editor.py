"""The modules of a programme in a form: a line each, added, moved and taken out by keyboard as well."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRegularExpression, Qt, Signal
from PySide6.QtGui import QAction, QRegularExpressionValidator
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.i18n import _, _n
from desktop_app.language.apostrophes import tidy
from desktop_app.programmes.records import ModuleRecord
from ui.actions import Action, make_button
from ui.icons import icon
from ui.theme import GAP_S, GAP_XS
from ui.widgets.text import Role, label

HOURS_WIDTH = 72
COMPETENCES_WIDTH = 150
BUTTON = 30
LEAST_HEIGHT = 190
MENU_WIDTH = 560


@dataclass(frozen=True)
class CompetenceChoice:
    """An item of the questionnaire that a module may serve."""

    code: str
    text: str


class ModuleLine(QWidget):
    """One module: title, hours, whether it is elective, which competences it serves."""

    edited = Signal()
    removal_wanted = Signal()
    move_wanted = Signal(int)

    def __init__(self, module: ModuleRecord, competences: Sequence[CompetenceChoice]) -> None:
        super().__init__()
        self._id = module.id
        self._competences = tuple(competences)
        self._served = set(module.competences)
        self.title = QLineEdit(module.title)
        self.title.setAccessibleName(_("Title of the module"))
        self.hours = QLineEdit(str(module.hours) if module.hours else "")
        self.hours.setAccessibleName(_("Hours"))
        self.hours.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.hours.setValidator(QRegularExpressionValidator(QRegularExpression(r"\d{0,4}")))
        self.hours.setFixedWidth(HOURS_WIDTH)
        self.elective = QCheckBox(_("Elective"))
        self.elective.setChecked(module.is_elective)
        self._serves = QPushButton()
        self._serves.setAutoDefault(False)
        self._serves.setFixedWidth(COMPETENCES_WIDTH)
        self._serves.clicked.connect(self._choose_competences)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_S)
        row.addWidget(self.title, 1)
        for part in (self.hours, self.elective, self._serves):
            row.addWidget(part)
        tools = (
            self._tool("chevron-up", _("Earlier"), lambda: self.move_wanted.emit(-1)),
            self._tool("chevron-down", _("Later"), lambda: self.move_wanted.emit(1)),
            self._tool("delete", _("Take the module out"), self.removal_wanted.emit),
        )
        for tool in tools:
            row.addWidget(tool)
        self.stops = (self.title, self.hours, self.elective, self._serves, *tools)
        self.title.textEdited.connect(lambda _text: self.edited.emit())
        self.hours.textEdited.connect(lambda _text: self.edited.emit())
        self.elective.toggled.connect(lambda _on: self.edited.emit())
        self._say_served()

    @property
    def record(self) -> ModuleRecord:
        served = tuple(item.code for item in self._competences if item.code in self._served)
        hours = int(self.hours.text() or 0)
        return ModuleRecord(tidy(self.title.text()), hours, self.elective.isChecked(), served, self._id)

    def _tool(self, sign: str, words: str, run: object) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(sign, "muted"))
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.setFixedSize(BUTTON, BUTTON)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(run)
        return button

    def _choose_competences(self) -> None:
        menu = QMenu(self)
        for item in self._competences:
            words = menu.fontMetrics().elidedText(item.text, Qt.TextElideMode.ElideRight, MENU_WIDTH)
            choice = QAction(words, menu, checkable=True, checked=item.code in self._served)
            choice.toggled.connect(lambda is_on, code=item.code: self._serve(code, is_on=is_on))
            menu.addAction(choice)
        menu.exec(self._serves.mapToGlobal(QPoint(0, self._serves.height())))
        menu.deleteLater()

    def _serve(self, code: str, *, is_on: bool) -> None:
        if is_on:
            self._served.add(code)
        else:
            self._served.discard(code)
        self._say_served()
        self.edited.emit()

    def _say_served(self) -> None:
        known = [item.text for item in self._competences if item.code in self._served]
        self._serves.setText(_n("{n} competence", "{n} competences", len(known)) if known else _("Serves…"))
        self._serves.setToolTip("\n".join(known) or _("The competences of the needs survey that this module serves"))


class ModulesEditor(QWidget):
    """The lines in their order; ``edited`` after every change."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._competences: tuple[CompetenceChoice, ...] = ()
        self.lines: list[ModuleLine] = []
        inner = QWidget()
        inner.setProperty("role", "scrolled")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, GAP_S, 0)
        self._column.setSpacing(GAP_XS)
        self._column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setMinimumHeight(LEAST_HEIGHT)
        self._scroll.setWidget(inner)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        top = QHBoxLayout()
        top.addWidget(label(_("Modules"), Role.STRONG), 1)
        self._add = make_button(self, Action(_("Add a module"), self.add_line, icon="plus", key="Ctrl+N"))
        top.addWidget(self._add)
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(GAP_S)
        place.addLayout(top)
        place.addWidget(self._scroll, 1)

    @property
    def records(self) -> tuple[ModuleRecord, ...]:
        """The modules as typed; a line left wholly empty is none."""
        records = (line.record for line in self.lines)
        return tuple(record for record in records if record.title or record.hours)

    def set_modules(self, modules: Sequence[ModuleRecord], competences: Sequence[CompetenceChoice]) -> None:
        self._competences = tuple(competences)
        for line in tuple(self.lines):
            self._take_out(line)
        for module in modules:
            self._append(module)

    def add_line(self) -> None:
        line = self._append(ModuleRecord("", 0))
        # Qt shows it a moment later; whoever types on at once would be past it with Tab.
        line.show()
        line.title.setFocus(Qt.FocusReason.OtherFocusReason)
        self._column.activate()
        self._scroll.ensureWidgetVisible(line)
        self.edited.emit()

    def _append(self, module: ModuleRecord) -> ModuleLine:
        line = ModuleLine(module, self._competences)
        line.edited.connect(self.edited)
        line.removal_wanted.connect(lambda: self._remove(line))
        line.move_wanted.connect(lambda step: self._move(line, step))
        self._column.insertWidget(len(self.lines), line)
        self.lines.append(line)
        self._order_stops()
        return line

    def _remove(self, line: ModuleLine) -> None:
        self._take_out(line)
        self.edited.emit()

    def _take_out(self, line: ModuleLine) -> None:
        self.lines.remove(line)
        self._column.removeWidget(line)
        line.deleteLater()

    def _move(self, line: ModuleLine, step: int) -> None:
        target = self.lines.index(line) + step
        if 0 <= target < len(self.lines):
            self.lines.remove(line)
            self.lines.insert(target, line)
            self._column.insertWidget(target, line)
            self._order_stops()
            self.edited.emit()

    def _order_stops(self) -> None:
        """Tab goes along the lines: of itself it would come to a new line after the buttons of the form."""
        before: QWidget = self._add
        for stop in (stop for line in self.lines for stop in line.stops):
            QWidget.setTabOrder(before, stop)
            before = stop
