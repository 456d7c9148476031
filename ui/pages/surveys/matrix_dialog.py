"""Says which competences each module of a programme serves, by keys: 1 to 5, 0 for not at all."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from desktop_app.cohorts.service import cohort
from desktop_app.i18n import _
from desktop_app.programmes.matrix import save_weights
from desktop_app.questionnaires.model import text_in
from desktop_app.surveys.cohort_needs import cohort_needs, serving_modules
from desktop_app.surveys.needs import ServingModule, needed
from desktop_app.surveys.shelf import competences
from ui.models.table_model import Index
from ui.operations import run_command
from ui.pages.surveys.matrix_model import FIRST_MODULE, HIGHEST, MatrixLine, MatrixModel
from ui.theme import ROW_HEIGHT, colour
from ui.widgets.form_dialog import FormDialog
from ui.widgets.text import Role, label

if TYPE_CHECKING:
    from desktop_app.centre import Centre

WIDTH, HEIGHT = 1180, 420
MODULE_WIDTH, GAP_WIDTH, NAMES_WIDTH, HEADER_HEIGHT = 102, 106, 294, 84
# How strong the ground of a cell is for each point.
SHADE = 0.09


@dataclass(frozen=True)
class MatrixGround:
    programme: str
    lines: tuple[MatrixLine, ...]
    modules: tuple[ServingModule, ...]


class MatrixDialog(FormDialog):
    """Finishes with True."""

    def __init__(self, owner: QWidget, ground: MatrixGround) -> None:
        super().__init__(
            owner,
            title=_("Competences and modules"),
            intro=_(
                "{programme}. Type how much a module serves a competence: 1 a little, 5 altogether, 0 not at all.",
                programme=ground.programme,
            ),
        )
        self.setMinimumWidth(WIDTH)
        self._ground = ground
        self.model = MatrixModel(ground.lines, ground.modules, self)
        self.grid = MatrixGrid(self.model, self)
        self.place_line = label("", Role.STRONG, wrap=True)
        self.warning_line = label("", wrap=True, tone="warn")
        for part in (self.place_line, self.grid, self.warning_line):
            self.body.addWidget(part)
        self.grid.selectionModel().currentChanged.connect(lambda *_places: self._say_place())
        self.model.changed.connect(self._say_place)
        self.model.changed.connect(self._warn)
        if ground.lines and ground.modules:
            self.grid.setCurrentIndex(self.model.index(0, FIRST_MODULE))
        self._warn()
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        before = {module.id: dict(module.weights) for module in self._ground.modules}
        after = {module_id: dict(weights) for module_id, weights in self.model.weights.items()}
        run_command(
            self,
            lambda centre: centre.write(save_weights, before=before, after=after),
            lambda _outcome: self.finish(True),
        )

    def is_changed(self) -> bool:
        return any(dict(module.weights) != self.model.weights[module.id] for module in self._ground.modules)

    def _say_place(self) -> None:
        index = self.grid.currentIndex()
        if index.isValid() and index.column() >= FIRST_MODULE:
            line, module = self.model.lines[index.row()], self.model.modules[index.column() - FIRST_MODULE]
            weight = self.model.weight(index.row(), index.column())
            self.place_line.setText(f"{line.text} – {module.title}: {weight}")

    def _warn(self) -> None:
        unserved, idle = self.model.unserved_needs(), self.model.idle_modules()
        said = []
        if unserved:
            said.append(_("Needs that no module of the programme answers: {needs}.", needs="; ".join(unserved)))
        if idle:
            said.append(_("Modules that nobody needs: {modules}.", modules="; ".join(idle)))
        self.warning_line.setText("\n".join(said))


class WeightDelegate(QStyledItemDelegate):
    """The more a module serves a competence, the stronger the ground of the cell."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if isinstance(model, MatrixModel) and index.column() >= FIRST_MODULE:
            shade = colour("accent")
            shade.setAlphaF(SHADE * model.weight(index.row(), index.column()))
            painter.fillRect(option.rect, shade)
        super().paint(painter, option, index)


class MatrixGrid(QTableView):
    """A digit sets the weight and goes on to the next competence; Delete sets it to nought."""

    def __init__(self, model: MatrixModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._matrix = model
        self.setModel(model)
        self.setItemDelegate(WeightDelegate(self))
        self.setAccessibleName(_("Competences and modules"))
        self.setMinimumHeight(HEIGHT)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        names, header = self.verticalHeader(), self.horizontalHeader()
        names.setFixedWidth(NAMES_WIDTH)
        names.setDefaultSectionSize(ROW_HEIGHT)
        names.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setDefaultSectionSize(MODULE_WIDTH)
        header.setFixedHeight(HEADER_HEIGHT)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)  # type: ignore[arg-type]
        names.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.resizeSection(0, GAP_WIDTH)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        typed = event.text()
        is_cell = index.isValid() and index.column() >= FIRST_MODULE
        if is_cell and typed.isdecimal() and int(typed) <= HIGHEST:
            self._matrix.set_weight(index.row(), index.column(), int(typed))
            self._go_on(index)
        elif is_cell and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._matrix.set_weight(index.row(), index.column(), 0)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _go_on(self, index: QModelIndex) -> None:
        """Down the column, then to the top of the next."""
        row, column = index.row() + 1, index.column()
        if row == self._matrix.rowCount():
            row, column = 0, min(column + 1, self._matrix.columnCount() - 1)
        self.setCurrentIndex(self._matrix.index(row, column))


def matrix_ground(centre: "Centre", cohort_id: int) -> MatrixGround:
    """The matrix of a cohort's programme beside what the cohort needs."""
    record = centre.read(cohort, cohort_id=cohort_id)
    needs = centre.read(cohort_needs, cohort_id=cohort_id).figures
    found = needs.total.competences if needs.total else {}
    gaps = {code: each.gap for code, each in found.items() if each.gap is not None}
    wanted = needed(gaps)
    asked = {row.code: row for row in needs.questionnaire.competences} or centre.read(competences)
    lines = [MatrixLine(code, text_in(row.text), gaps.get(code), code in wanted) for code, row in asked.items()]
    modules = centre.read(serving_modules, programme_id=record.programme_id)
    lines.sort(key=lambda line: -(line.gap or 0.0))
    return MatrixGround(record.programme_title, tuple(lines), tuple(modules))
