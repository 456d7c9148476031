"""Results of a test from a file: which file and which sitting, what each row would do, and who is meant."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.attendance.import_records import CellState
from desktop_app.changes import Outcome
from desktop_app.completion.records import ScoreKind
from desktop_app.completion.result_records import ResultRow, ResultsPreview, ResultsWish
from desktop_app.completion.results import ResultsApplied, apply_results, judged, preview_results
from desktop_app.i18n import N_, _, _n
from ui import formats
from ui.actions import Action, make_button
from ui.cell_states import TAKEN, cell_states
from ui.models.choices_model import Choice
from ui.models.table_model import Align, Column
from ui.notices import Banner
from ui.operations import run_command, run_long, run_query
from ui.pages.completion.dialogs import FORMS, KINDS, sitting_text, sittings
from ui.pages.completion.words import score_text
from ui.theme import GAP_L, GAP_M, GAP_S, GAP_XL, Tone
from ui.widgets.chooser import Chooser
from ui.widgets.fields import ChoiceField, DateField, FileField, IntegerField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre
    from desktop_app.progress import Progress

SIZE = (1180, 620)
PATTERNS = "*.xlsx *.xlsm *.xls *.ods *.csv *.txt"
MOST_POINTS = 1_000
EVERY = "every"
STATES = cell_states(N_("No score"))
# What waits for somebody stands before what needs nobody.
OPEN = (CellState.DIFFERS, CellState.AMBIGUOUS)


class ResultsFileDialog(FormDialog):
    """Finishes with the ResultsPreview of the file."""

    def __init__(self, owner: QWidget, *, cohort_id: int) -> None:
        super().__init__(
            owner,
            title=_("Test results from a file"),
            save_text=_("Look at the results"),
            intro=_(
                "A row a person: the name, the JShShIR or the number, and the score as points or per cent; form and "
                "day where the file has them. Nothing is kept before you have seen it."
            ),
        )
        self._cohort_id = cohort_id
        pattern = _("Tables ({endings})", endings=PATTERNS)
        self.add(FileField("file", _("Workbook or CSV"), pattern=pattern, is_required=True))
        kinds = [Choice(kind, _(title)) for kind, title in KINDS.items()]
        self.add_row(
            ChoiceField("kind", _("Test"), kinds, is_required=True),
            ChoiceField("attempt", _("Sitting"), sittings(), is_required=True),
        )
        self.add_row(
            ChoiceField("form", _("Form"), [Choice(form, form) for form in FORMS]),
            DateField("taken_on", _("Day of the test"), default_year=self.workspace.centre.clock.today().year),
        )
        self.add(IntegerField("out_of", _("Most points of the test"), lowest=1, highest=MOST_POINTS))
        self.field("kind").set_value(ScoreKind.FINAL)
        self.field("attempt").set_value(1)

    def submit(self) -> None:
        values, cohort_id = self.values(), self._cohort_id
        path = values["file"]
        wish = ResultsWish(
            values["kind"], values["attempt"], values["out_of"], values["form"] or "", values["taken_on"]
        )

        def look(centre: "Centre", progress: "Progress") -> ResultsPreview:
            return preview_results(centre, path, cohort_id=cohort_id, wish=wish, progress=progress)

        run_long(self, _("Reading the workbook"), look, self.finish)


class ResultsDialog(QDialog):
    """The rows of the file with their states; ``applied`` is what was kept, None where it was left."""

    def __init__(self, owner: QWidget, workspace: Workspace, preview: ResultsPreview) -> None:
        super().__init__(owner)
        self.workspace = workspace
        self.preview = preview
        self.overwritten: frozenset[int] = frozenset()
        self.applied: ResultsApplied | None = None
        # Pressed twice in a hurry, the results are kept once.
        self.under_way: set[str] = set()
        self.setWindowTitle(_("Test results from a file"))
        self.resize(*SIZE)
        self.banner = Banner(self)
        self._read = label("", Role.MUTED, wrap=True)
        self.states = Chooser(_("State"))
        self.states.chosen.connect(lambda _state: self._show_rows())
        self.table: RecordTable[ResultRow] = RecordTable(
            workspace, "completion.results", self._columns(), filter_hint=_("Name or remark")
        )
        self.table.tools.insertWidget(1, self.states)
        decide = Action(_("Take the file's score, or say who is meant"), self.decide, icon="check", key="Space")
        self.table.add_row_action(decide)
        self.table.opened.connect(lambda _row: self.decide())
        self.all_button = make_button(
            self, Action(_("All that differ from the file"), self.decide_all, icon="check", key="Ctrl+Shift+A")
        )
        self.leave_button = make_button(self, Action(_("Leave the file"), self.reject))
        self.enter_button = make_button(
            self, Action("", self.enter, icon="download", key="Ctrl+Return"), is_primary=True
        )
        self._lay_out()
        self._show(preview)
        self.table.select_place(0)
        self.table.view.setFocus()

    def decide(self) -> None:
        """Of what differs take the file's score or keep the one that stands; of who is unclear say who is meant."""
        row = self.table.current()
        if row is None:
            return
        if row.state is CellState.DIFFERS:
            self._overwrite(self.overwritten ^ {row.row})
        elif row.people:
            who = WhoDialog.ask(self, row, self.preview)
            if who is not None:
                self._judge_anew({**self.preview.chosen, row.row: who})

    def decide_all(self) -> None:
        """Every score that differs from the file's, or from the list again."""
        differing = self.preview.differing
        self._overwrite(frozenset() if self.overwritten == differing else differing)

    def enter(self) -> None:
        preview, overwritten = self.preview, self.overwritten
        run_command(
            self, lambda centre: centre.write(apply_results, seen=preview, overwritten=overwritten), self._entered
        )

    def set_busy(self, is_busy: bool) -> None:
        self.enter_button.setDisabled(is_busy or not self._number)

    @property
    def _number(self) -> int:
        return len(self.preview.to_enter(self.overwritten))

    def _columns(self) -> tuple[Column[ResultRow], ...]:
        def state(row: ResultRow) -> tuple[str, Tone]:
            return TAKEN if row.row in self.overwritten else STATES[row.state]

        def remark(row: ResultRow) -> str:
            return row.problem.text if row.problem is not None else ""

        return (
            Column("row", N_("Row"), lambda row: row.row, width=64, align=Align.RIGHT),
            Column("state", N_("State"), lambda row: _(state(row)[0]), width=190, tone=lambda row: state(row)[1]),
            Column("person", N_("Full name"), lambda row: row.person, width=225, is_told_whole=True),
            Column("typed", N_("In the file"), lambda row: row.typed, width=96, align=Align.RIGHT),
            Column(
                "score",
                N_("Of 100"),
                lambda row: row.score.value if row.score is not None else None,
                shown=score_text,
                width=84,
                align=Align.RIGHT,
            ),
            Column("remark", N_("Remark"), remark, width=240, is_stretched=True, is_told_whole=True),
        )

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(GAP_S)
        foot.addStretch(1)
        for button in (self.leave_button, self.all_button, self.enter_button):
            foot.addWidget(button)
        wish = self.preview.wish
        about = f"{self.preview.workbook.file_name} · {_(KINDS[wish.kind])}, {sitting_text(wish.attempt)}"
        outer = QVBoxLayout(self)
        outer.setContentsMargins(GAP_XL, GAP_L, GAP_XL, GAP_L)
        outer.setSpacing(GAP_M)
        outer.addWidget(label(about, Role.HEADING))
        outer.addWidget(self._read)
        outer.addWidget(self.banner)
        outer.addWidget(self.table, 1)
        outer.addLayout(foot)

    def _show(self, preview: ResultsPreview) -> None:
        self.preview = preview
        self._read.setText(preview.remark)
        counted = [(state, count) for state, count in preview.counts.items() if count]
        every = Choice(EVERY, _("All: {count}", count=formats.integer_text(len(preview.rows))))
        states = (Choice(state, f"{_(STATES[state][0])}: {formats.integer_text(count)}") for state, count in counted)
        self.states.set_choices([every, *states])
        self._show_rows()
        self._overwrite(self.overwritten & preview.differing)

    def _show_rows(self) -> None:
        wanted = self.states.value
        rows = [row for row in self.preview.rows if wanted in (EVERY, row.state)]
        self.table.set_rows(sorted(rows, key=lambda row: row.state not in OPEN))

    def _overwrite(self, rows: frozenset[int]) -> None:
        self.overwritten = rows
        self.table.view.viewport().update()
        self.all_button.setVisible(bool(self.preview.differing))
        self.enter_button.setText(_n("Keep {n} score", "Keep {n} scores", self._number))
        self.enter_button.setEnabled(bool(self._number))

    def _judge_anew(self, chosen: dict[int, int]) -> None:
        seen = self.preview
        run_query(
            self,
            lambda centre: centre.read(judged, seen.workbook, cohort_id=seen.cohort_id, wish=seen.wish, chosen=chosen),
            self._show,
            slot="judged",
        )

    def _entered(self, outcome: Outcome[ResultsApplied]) -> None:
        self.applied = outcome.value
        self.accept()


class WhoDialog(FormDialog):
    """Finishes with the enrolment that is meant by a row."""

    def __init__(self, owner: QWidget, row: ResultRow, preview: ResultsPreview) -> None:
        super().__init__(owner, title=_("Who is meant?"), save_text=_("This one"), intro=row.person)
        choices = [Choice(each, preview.names[each]) for each in row.people]
        self.add(ChoiceField("who", _("Person"), choices, is_required=True))

    def submit(self) -> None:
        self.finish(self.field("who").value)
