"""All surveys of the centre: who is asked what and until when, how many have answered, and the ways to answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from desktop_app.changes import Outcome
from desktop_app.cohorts.records import CohortRow, CohortState
from desktop_app.cohorts.service import cohorts
from desktop_app.i18n import _
from desktop_app.surveys.records import QuestionnaireRow, QuestionnaireState, RoundRow, SurveyForm
from desktop_app.surveys.rounds import open_round, remove_round, rounds, survey_form
from desktop_app.surveys.shelf import questionnaires
from ui.actions import Action, make_button
from ui.models.choices_model import Choice
from ui.navigation import Target
from ui.operations import run_command, run_query
from ui.pages.surveys.answers_button import AnswersButton
from ui.pages.surveys.kiosk import open_kiosk
from ui.pages.surveys.paper_print_dialog import print_sheets
from ui.pages.surveys.paper_typing import open_paper_typing
from ui.pages.surveys.rounds_dialog import RoundDialog, draft_of
from ui.pages.surveys.shelf_columns import is_over, round_columns, round_title
from ui.theme import GAP_S
from ui.widgets.chooser import Chooser
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable
from ui.widgets.tab_page import TabPanel
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre

ASKABLE = (CohortState.PLANNED, CohortState.STUDYING, CohortState.COMPLETED)


@dataclass(frozen=True)
class Ground:
    """What a survey can be put together from."""

    questionnaires: Sequence[QuestionnaireRow]
    cohorts: Sequence[CohortRow]


class RoundsPanel(TabPanel):
    changes_that_matter = frozenset({"survey_round", "survey_response", "enrolment", "cohort", "questionnaire"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._rows: Sequence[RoundRow] = ()
        self._today = workspace.centre.clock.today()
        begin = Action(_("New survey"), self._begin, icon="plus", right="run_surveys")
        empty = EmptyState(_("Nobody is being asked at present."), begin, "survey")
        columns = round_columns(self._today)
        self.table: RecordTable[RoundRow] = RecordTable(workspace, "survey_rounds", columns, empty=empty)
        self.table.opened.connect(self._open)
        self.table.selection_changed.connect(self._offer)
        self.which = Chooser(_("Which surveys"), [Choice(False, _("Not closed")), Choice(True, _("All"))])
        self.which.chosen.connect(lambda _is_every: self._show_rows())
        self.table.tools.insertWidget(1, self.which)
        self.buttons = [
            self._button(_("Answer on the screen"), self._answer, "survey", "Ctrl+Shift+K"),
            self._button(_("Print sheets…"), self._print, "print", "Ctrl+P"),
            self._button(_("Type from paper"), self._type, "keyboard", "Ctrl+T"),
            self._button(_("Settings…"), self._change, "settings", "Ctrl+E"),
        ]
        self.excel = AnswersButton(self, self._shown_round)
        self.buttons.append(self.excel.button)
        self.table.add_row_action(
            Action(_("Delete the survey"), self._remove, icon="delete", key="Delete", right="run_surveys")
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        acts = QHBoxLayout()
        acts.setSpacing(GAP_S)
        for button in self.buttons:
            acts.addWidget(button)
        acts.addStretch(1)
        outer.addLayout(acts)
        outer.addWidget(self.table)
        # The list itself is hidden until there is something in it.
        self.setFocusProxy(self.table.filter_box)
        self._offer()

    def actions_of_page(self) -> Sequence[Action]:
        return (Action(_("New survey"), self._begin, icon="plus", key="Ctrl+N", right="run_surveys"),)

    def refresh(self) -> None:
        run_query(self, lambda centre: centre.read(rounds), self._show, slot="refresh")

    def go_to(self, place: object) -> None:
        self.table.select(lambda row: row.id == place)

    def _button(self, text: str, run: Callable[[RoundRow], object], icon: str, key: str) -> QPushButton:
        return make_button(self, Action(text, lambda: self.table.with_current(run), icon=icon, key=key))

    def _shown_round(self) -> tuple[int, str] | None:
        row = self.table.current()
        return None if row is None else (row.id, round_title(row))

    def _show(self, rows: Sequence[RoundRow]) -> None:
        self._rows = rows
        self._show_rows()

    def _show_rows(self) -> None:
        shown = [row for row in self._rows if self.which.value or not is_over(row, self._today)]
        if not self.table.set_rows_by(shown, lambda row: row.id) and self.isVisible() and shown:
            self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self._offer()

    def _offer(self) -> None:
        for button in self.buttons:
            button.setEnabled(self.table.current() is not None)

    def _open(self, row: RoundRow) -> None:
        if row.cohort_id is not None:
            self.workspace.navigate(Target("cohort", (row.cohort_id, "survey")))
        else:
            self._change(row)

    def _begin(self) -> None:
        self._ask(None)

    def _change(self, row: RoundRow) -> None:
        self._ask(row)

    def _ask(self, kept: RoundRow | None) -> None:
        def ask(ground: Ground) -> None:
            begun = RoundDialog.ask(self, questionnaires=ground.questionnaires, cohorts=ground.cohorts, kept=kept)
            if begun is not None:
                self.table.select(lambda row: row.id == begun)

        run_query(self, _ground, ask)

    def _answer(self, row: RoundRow) -> None:
        open_kiosk(self, row.id)

    def _type(self, row: RoundRow) -> None:
        open_paper_typing(self, row.id)

    def _print(self, row: RoundRow) -> None:
        waiting = max((row.asked or 0) - row.answered, 0)

        def ask(form: SurveyForm) -> None:
            print_sheets(self, form, waiting=waiting)

        run_query(self, lambda centre: centre.read(survey_form, round_id=row.id), ask)

    def _remove(self) -> None:
        row = self.table.current()
        if row is None:
            return

        def removed(_outcome: Outcome[None]) -> None:
            words = _("The survey of {whom} is deleted.", whom=round_title(row))
            self.workspace.show_notice(words, undo=back)

        def back() -> None:
            run_command(self, lambda centre: centre.write(open_round, draft=draft_of(row)))

        run_command(self, lambda centre: centre.write(remove_round, round_id=row.id), removed)


def _ground(centre: "Centre") -> Ground:
    shelf = [each for each in centre.read(questionnaires) if each.state is QuestionnaireState.IN_USE]
    return Ground(shelf, centre.read(cohorts, states=ASKABLE, rows=None).rows)
