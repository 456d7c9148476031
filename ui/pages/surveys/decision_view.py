"""Modules of a cohort by need, what was decided about them, and the minutes of it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.i18n import N_, _
from desktop_app.orders.templates import paper_language
from desktop_app.papers.module_minutes import module_minutes
from desktop_app.papers.records import Paper
from desktop_app.questionnaires.model import text_in
from desktop_app.reference.service import profile
from desktop_app.surveys.decision_records import DecidedModule, DecisionGround, DecisionRecord
from desktop_app.surveys.decisions import decision_ground, take_back_decision
from ui import formats
from ui.actions import Action, make_button
from ui.files import PDF, WORD, FileKind, choose_target, show_saved
from ui.models.table_model import Align, Column
from ui.operations import run_command, run_long, run_query
from ui.pages.surveys.decision_dialog import DecisionDialog
from ui.pages.surveys.matrix_dialog import MatrixDialog, matrix_ground
from ui.printing import ask_printer, print_pdf
from ui.theme import GAP_M, GAP_S, Tone
from ui.widgets.page import Panel
from ui.widgets.record_table import RecordTable
from ui.widgets.text import OneLine, Role, dress, label
from ui.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.centre import Centre
    from desktop_app.progress import Progress

DECISIONS_HEIGHT = 104


def _mean(value: float | None) -> str:
    return formats.NOTHING if value is None else formats.decimal_text(value, 1)


def _state(module: DecidedModule) -> str:
    """What stands in the column of the decision; a fixed module is taught whatever is decided."""
    if not module.is_elective:
        return ""
    if module.is_chosen:
        return _("Chosen")
    return _("Proposed") if module.is_proposed else ""


MODULES: tuple[Column[DecidedModule], ...] = (
    Column("place", N_("Place"), lambda row: row.place, width=70),
    Column("title", N_("Module"), lambda row: row.title, width=320, is_stretched=True, is_told_whole=True),
    Column("hours", N_("Hours"), lambda row: row.hours, width=70),
    Column("part", N_("Part"), lambda row: _("elective") if row.is_elective else _("fixed"), width=130),
    Column("gap", N_("Gap"), lambda row: row.gap, shown=_mean, align=Align.RIGHT, width=90),
    Column("wishes", N_("Wishes"), lambda row: row.wishes, align=Align.RIGHT, width=110),
    Column("score", N_("Score"), lambda row: row.score, shown=_mean, align=Align.RIGHT, width=80),
    Column(
        "decision",
        N_("Decision"),
        _state,
        tone=lambda row: Tone.GOOD if row.is_chosen else Tone.ACCENT,
        width=140,
    ),
)

DECISIONS: tuple[Column[DecisionRecord], ...] = (
    Column("number", N_("Number"), lambda row: row.number, width=120),
    Column("day", N_("Day"), lambda row: row.decided_on, width=120),
    Column(
        "modules",
        N_("Modules"),
        lambda row: "; ".join(module.title for module in row.figures.chosen),
        width=300,
        is_stretched=True,
    ),
    Column(
        "state",
        N_("State"),
        lambda row: _("In force") if row.replaced_on is None else _("Replaced by another"),
        tone=lambda row: Tone.GOOD if row.replaced_on is None else Tone.MUTED,
        width=140,
    ),
)


class DecisionView(Panel):
    """Of one cohort; nothing is shown until ``show_cohort``."""

    changes_that_matter = frozenset(
        {"survey_response", "module_decision", "cohort_module", "module", "programme", "cohort", "session"}
    )

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._cohort_id: int | None = None
        self.ground: DecisionGround | None = None
        self.room_line = label("", Role.MUTED, wrap=True)
        self.warnings = QVBoxLayout()
        self.modules: RecordTable[DecidedModule] = RecordTable(
            workspace, "survey_modules", MODULES, has_filter=False, has_export_button=False
        )
        self.decisions: RecordTable[DecisionRecord] = RecordTable(
            workspace, "survey_decisions", DECISIONS, has_filter=False, has_export_button=False
        )
        self.decisions.setFixedHeight(DECISIONS_HEIGHT)
        self._minutes_row = QWidget()
        self.decide_button = self._button(_("Decide…"), self._decide, "check", "Ctrl+D")
        self.matrix_button = self._button(_("Matrix…"), self._open_matrix, "list", "Ctrl+M")
        self.word_button = self._button(_("Minutes for Word"), self._save_word, "file-word", "")
        self.pdf_button = self._button(_("Minutes as PDF"), self._save_pdf, "file-pdf", "")
        self.print_button = self._button(_("Print"), self._print, "print", "")
        back = Action(_("Take the decision back"), self._take_back, icon="undo", key="Ctrl+Delete", right="run_surveys")
        self.back_action = self.decisions.add_row_action(back)
        self.decisions.selection_changed.connect(self._show_possible)
        self.decisions.opened.connect(lambda _row: self._save_pdf())
        self._lay_out()

    def show_cohort(self, cohort_id: int) -> None:
        self._cohort_id = cohort_id
        self.make_stale()

    def refresh(self) -> None:
        cohort_id = self._cohort_id
        if cohort_id is not None:
            run_query(
                self, lambda centre: centre.read(decision_ground, cohort_id=cohort_id), self._show, slot="refresh"
            )

    def _button(self, text: str, run: Callable[[], object], icon: str, key: str) -> QPushButton:
        return make_button(self, Action(text, run, icon=icon, key=key))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(GAP_S)
        top.addWidget(self.room_line, 1)
        top.addWidget(self.matrix_button)
        top.addWidget(self.decide_button)
        below = QHBoxLayout(self._minutes_row)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(GAP_S)
        below.addWidget(label(_("Decisions"), Role.STRONG))
        below.addStretch(1)
        for button in (self.word_button, self.pdf_button, self.print_button):
            below.addWidget(button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, GAP_M, 0, 0)
        outer.setSpacing(GAP_S)
        outer.addLayout(top)
        outer.addWidget(self.modules, 1)
        outer.addLayout(self.warnings)
        outer.addWidget(self._minutes_row)
        outer.addWidget(self.decisions)

    def _show(self, ground: DecisionGround) -> None:
        self.ground = ground
        self.room_line.setText(_room_text(ground))
        self.modules.set_rows(ground.modules)
        self._show_warnings(_warnings(ground))
        self.decisions.set_rows(ground.decisions)
        for part in (self._minutes_row, self.decisions):
            part.setVisible(bool(ground.decisions))
        if ground.decisions and self.decisions.current() is None:
            self.decisions.select_place(0)
        self.decide_button.setEnabled(bool(ground.electives))
        self._show_possible()

    def _show_warnings(self, texts: list[str]) -> None:
        """A line each, however long it is; all of it stands in its hint."""
        while (item := self.warnings.takeAt(0)) is not None:
            item.widget().deleteLater()
        for text in texts:
            line = OneLine(Role.BODY)
            dress(line, tone="warn")
            line.setText(text)
            self.warnings.addWidget(line)

    def _show_possible(self) -> None:
        row = self.decisions.current()
        for button in (self.word_button, self.pdf_button, self.print_button):
            button.setEnabled(row is not None)
        self.back_action.setEnabled(row is not None and row.replaced_on is None)

    def _decide(self) -> None:
        ground = self.ground
        if ground is None:
            return
        decided = DecisionDialog.ask(self, ground, today=self.workspace.centre.clock.today())
        if decided is not None:
            said = _("The decision is kept; the timetable is made from it.")
            self.workspace.show_notice(said, undo=lambda: self._undo(decided))

    def _undo(self, decision_id: int) -> None:
        run_command(self, lambda centre: centre.write(take_back_decision, decision_id=decision_id))

    def _take_back(self) -> None:
        row = self.decisions.current()
        if row is not None and row.replaced_on is None:
            number = row.number
            run_command(
                self,
                lambda centre: centre.write(take_back_decision, decision_id=row.id),
                lambda _outcome: self.workspace.show_notice(_("Decision {number} is taken back.", number=number)),
            )

    def _open_matrix(self) -> None:
        cohort_id = self._cohort_id
        assert cohort_id is not None
        run_query(self, lambda centre: matrix_ground(centre, cohort_id), lambda ground: MatrixDialog.ask(self, ground))

    def _save_word(self) -> None:
        self._save(WORD)

    def _save_pdf(self) -> None:
        self._save(PDF)

    def _save(self, kind: FileKind) -> None:
        row = self.decisions.current()
        if row is None:
            return
        title = _("Minutes of the choice of modules")
        out = choose_target(self, title, name=f"{title} {row.number}", kind=kind)
        if out is None:
            return

        def write(centre: "Centre", _progress: "Progress") -> "Path":
            # Here, as below: nobody should wait for what writes papers before it is wanted.
            from desktop_app.papers.printing import PaperFormat, save_papers

            form = PaperFormat(kind.ending)
            return save_papers(centre, [_minutes(centre, row)], cohort_id=row.cohort_id, form=form, out=out)

        run_long(self, title, write, lambda file: show_saved(self.workspace, file))

    def _print(self) -> None:
        row = self.decisions.current()
        title = _("Minutes of the choice of modules")
        printer = None if row is None else ask_printer(self, title=title, is_landscape=False)
        if row is None or printer is None:
            return

        def make(centre: "Centre") -> bytes:
            from desktop_app.papers.printing import PaperFormat, note_papers, rendered

            papers = [_minutes(centre, row)]
            note_papers(centre, papers, cohort_id=row.cohort_id)
            return rendered(papers, PaperFormat.PDF)

        run_query(self, make, lambda content: print_pdf(self, content, printer=printer, title=title))


def _minutes(centre: "Centre", row: DecisionRecord) -> Paper:
    """In the language of the centre's documents."""
    language = paper_language(centre.read(profile).document_language)
    return centre.read(module_minutes, decision_id=row.id, paper_language=language)


def _room_text(ground: DecisionGround) -> str:
    if not ground.electives:
        return _("The programme has no elective modules: there is nothing to choose.")
    if ground.needs.modules is None:
        return _(
            "The programme leaves {room} hours for elective modules. Too few have answered for a proposal.",
            room=ground.room,
        )
    return _("The programme leaves {room} hours for elective modules.", room=ground.room)


def _warnings(ground: DecisionGround) -> list[str]:
    found = []
    needs = ground.needs
    if needs.modules is not None:
        texts = {row.code: row.text for row in needs.figures.questionnaire.competences}
        unserved = [text_in(texts[code]) for code in needs.modules.unserved]
        if unserved:
            found.append(_("Needs that no module of the programme answers: {needs}.", needs="; ".join(unserved)))
        idle = [each.module.title for each in needs.modules.modules if each.is_idle]
        if idle:
            found.append(_("Modules that nobody needs: {modules}.", modules="; ".join(idle)))
    if ground.taught_otherwise:
        found.append(
            _(
                "There are lessons with modules that were not chosen: {modules}. Make the timetable anew.",
                modules="; ".join(ground.taught_otherwise),
            )
        )
    return found
