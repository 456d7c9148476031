"""The panel of the step "survey": the cohort's surveys, who has answered, the sheets, and the ways in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout

from desktop_app.errors import NotFound
from desktop_app.i18n import _
from desktop_app.language.dates import short_date
from desktop_app.surveys.board import Awaited, awaited
from desktop_app.surveys.paper_check import PaperCheck, paper_check
from desktop_app.surveys.records import (
    QuestionnaireRow,
    QuestionnaireState,
    RoundDraft,
    RoundRow,
    SheetRecord,
    SurveyForm,
)
from desktop_app.surveys.rounds import proposed_round, rounds, survey_form
from desktop_app.surveys.shelf import questionnaires
from desktop_app.surveys.taking import sheets
from ui.actions import Action, make_button
from ui.models.choices_model import Choice
from ui.operations import run_query
from ui.pages.surveys.answers_button import AnswersButton
from ui.pages.surveys.board_people import PeopleBoard
from ui.pages.surveys.kiosk import open_kiosk
from ui.pages.surveys.paper_print_dialog import print_sheets
from ui.pages.surveys.paper_typing import open_paper_typing
from ui.pages.surveys.result_view import ResultView
from ui.pages.surveys.rounds_dialog import RoundDialog
from ui.pages.surveys.sheets_columns import CHANNELS, PHASES
from ui.pages.surveys.sheets_table import SheetsTable
from ui.theme import GAP_S
from ui.widgets.card import Card
from ui.widgets.chooser import Chooser
from ui.widgets.empty_state import EmptyPlace, EmptyState
from ui.widgets.late_tabs import LateTabs
from ui.widgets.page import Panel
from ui.widgets.text import OneLine, Role, label
from ui.widgets.wrapping_row import WrappingRow
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre

LEAST_PROGRESS_WIDTH, PROGRESS_WIDTH = 60, 180
CHOOSER_LETTERS = 40
PEOPLE, SHEETS, RESULTS = "people", "sheets", "results"


@dataclass(frozen=True)
class Asked:
    """One survey of the cohort with all that the panel shows of it."""

    row: RoundRow
    form: SurveyForm
    people: tuple[Awaited, ...]
    sheets: tuple[SheetRecord, ...]
    check: PaperCheck


@dataclass(frozen=True)
class Surveys:
    rows: tuple[RoundRow, ...]
    asked: Asked | None
    shelf: tuple[QuestionnaireRow, ...]
    proposed: RoundDraft | None


class SurveyPanel(Panel):
    changes_that_matter = frozenset(
        {
            "questionnaire",
            "survey_round",
            "survey_response",
            "survey_answered",
            "survey_retyping",
            "cohort",
            "enrolment",
        }
    )

    def __init__(self, workspace: Workspace, cohort_id: int) -> None:
        super().__init__(workspace)
        self.cohort_id = cohort_id
        self.surveys: Surveys | None = None
        self._wanted: int | None = None
        self.chooser = Chooser(_("Surveys of the cohort"))
        self.chooser.chosen.connect(self._choose)
        self.counts = label("", Role.STRONG)
        self.ways = OneLine(Role.MUTED)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setMinimumWidth(LEAST_PROGRESS_WIDTH)
        self.progress.setMaximumWidth(PROGRESS_WIDTH)
        self.people = PeopleBoard(self)
        self.tabs: LateTabs[PeopleBoard | SheetsTable | ResultView] = LateTabs()
        self.tabs.add(PEOPLE, _("Who has answered"), lambda: self.people)
        self.tabs.add(SHEETS, _("Answer sheets"), lambda: SheetsTable(self))
        self.tabs.add(RESULTS, _("Results"), lambda: ResultView(workspace))
        self.tabs.made.connect(self._fill)
        self.empty = EmptyPlace(self)
        self.new_button = self._button(_("New survey"), self._begin, "plus", "Ctrl+Shift+N")
        self.settings_button = self._button(_("Settings…"), self._change, "settings", "Ctrl+E")
        self.print_button = self._button(_("Print the sheets…"), self._print, "print", "Ctrl+P")
        self.type_button = self._button(_("Type from paper"), self._type, "keyboard", "Ctrl+T")
        self.excel = AnswersButton(self, self._shown_round)
        kiosk = Action(_("Answer on the screen"), self._answer, icon="survey", key="Ctrl+N", right="run_surveys")
        self.kiosk_button = make_button(self, kiosk, is_primary=True)
        self._lay_out()

    def refresh(self) -> None:
        cohort_id, wanted = self.cohort_id, self._wanted
        run_query(self, lambda centre: _surveys(centre, cohort_id, wanted), self._show, slot="refresh")

    def _button(self, text: str, run: Callable[[], object], icon: str, key: str) -> QPushButton:
        return make_button(self, Action(text, run, icon=icon, key=key))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(GAP_S)
        self.chooser.setMinimumContentsLength(CHOOSER_LETTERS)
        top.addWidget(self.chooser)
        top.addStretch(1)
        for button in (self.excel.button, self.new_button, self.settings_button):
            top.addWidget(button)
        state = QHBoxLayout()
        state.setSpacing(GAP_S)
        state.addWidget(self.counts)
        state.addWidget(self.progress)
        state.addSpacing(GAP_S)
        state.addWidget(self.ways, 1)
        state.addLayout(WrappingRow(self.print_button, self.type_button, self.kiosk_button, is_right=True))
        self.card = Card()
        self.card.body.addLayout(top)
        self.card.body.addLayout(state)
        self.card.body.addWidget(self.tabs, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.card)
        outer.addWidget(self.empty)
        self.card.hide()
        self.empty.hide()

    def _show(self, surveys: Surveys) -> None:
        self.surveys = surveys
        asked = surveys.asked
        is_open = asked is not None and not asked.form.closed
        self.settings_button.setEnabled(asked is not None)
        for button in (self.print_button, self.type_button, self.kiosk_button):
            button.setEnabled(is_open)
        self.card.setVisible(asked is not None)
        self.empty.setVisible(asked is None)
        if asked is None:
            begin = Action(_("Begin a survey"), self._begin, icon="plus", right="run_surveys")
            words = _("This cohort has not been asked yet what it needs.")
            self.empty.show_state(EmptyState(words, begin, "survey"))
            return
        self._wanted = asked.row.id
        self.chooser.set_choices([Choice(row.id, _round_text(row)) for row in surveys.rows])
        self.chooser.choose(asked.row.id)
        self._show_state(asked)
        for name in self.tabs.contents:
            self._fill(name)

    def _fill(self, name: str) -> None:
        asked = None if self.surveys is None else self.surveys.asked
        if asked is None:
            return
        match self.tabs.content(name):
            case PeopleBoard() as people:
                people.show_people(asked.form, asked.people)
            case SheetsTable() as sheets:
                sheets.show_sheets(asked.form, asked.sheets, asked.check)
            case ResultView() as results:
                results.show_round(asked.row.id)

    def _show_state(self, asked: Asked) -> None:
        enrolled, answered = asked.row.asked or 0, asked.row.answered
        self.counts.setText(_("{responses} of {enrolled} people have answered.", responses=answered, enrolled=enrolled))
        self.progress.setRange(0, max(enrolled, 1))
        self.progress.setValue(min(answered, enrolled))
        self.ways.setText(" · ".join(_state_words(asked)))

    def _choose(self, round_id: int) -> None:
        self._wanted = round_id
        self.refresh()

    def _begin(self) -> None:
        surveys = self.surveys
        if surveys is None:
            return
        begun = RoundDialog.ask(self, cohort_id=self.cohort_id, questionnaires=surveys.shelf, proposed=surveys.proposed)
        if begun is not None:
            self._choose(begun)

    def _change(self) -> None:
        surveys = self.surveys
        if surveys is not None and surveys.asked is not None:
            RoundDialog.ask(
                self,
                cohort_id=self.cohort_id,
                questionnaires=surveys.shelf,
                proposed=surveys.proposed,
                kept=surveys.asked.row,
            )

    def _print(self) -> None:
        asked = self.asked
        waiting = sum(not each.has_answered for each in asked.people)
        print_sheets(self, asked.form, waiting=waiting)

    def _type(self) -> None:
        open_paper_typing(self, self.asked.row.id)

    def _shown_round(self) -> tuple[int, str] | None:
        asked = None if self.surveys is None else self.surveys.asked
        return None if asked is None else (asked.row.id, asked.row.cohort_code)

    def _answer(self) -> None:
        open_kiosk(self, self.asked.row.id)

    @property
    def asked(self) -> Asked:
        """Of buttons that are in sight only while there is one."""
        assert self.surveys is not None
        assert self.surveys.asked is not None
        return self.surveys.asked


def _surveys(centre: "Centre", cohort_id: int, wanted: int | None) -> Surveys:
    rows = tuple(centre.read(rounds, cohort_id=cohort_id))
    chosen = next((row for row in rows if row.id == wanted), rows[0] if rows else None)
    proposed = _proposed(centre, cohort_id)
    proposed_id = 0 if proposed is None else proposed.questionnaire_id
    shelf = (
        row for row in centre.read(questionnaires) if row.state is QuestionnaireState.IN_USE or row.id == proposed_id
    )
    asked = None if chosen is None else _asked(centre, chosen)
    return Surveys(rows, asked, tuple(shelf), proposed)


def _proposed(centre: "Centre", cohort_id: int) -> RoundDraft | None:
    """None where every edition of what suits the cohort is retired, and the person chooses another."""
    try:
        return centre.read(proposed_round, cohort_id=cohort_id)
    except NotFound:
        return None


def _asked(centre: "Centre", row: RoundRow) -> Asked:
    return Asked(
        row,
        centre.read(survey_form, round_id=row.id),
        tuple(centre.read(awaited, round_id=row.id)),
        tuple(centre.read(sheets, round_id=row.id)),
        centre.read(paper_check, round_id=row.id),
    )


def _round_text(row: RoundRow) -> str:
    names = _("anonymous") if row.is_anonymous else _("by name")
    return f"{row.questionnaire_title} · {_(PHASES[row.phase])} · {names}"


def _state_words(asked: Asked) -> list[str]:
    """How the answers came, what is unfinished, and until when answers are taken."""
    words = []
    for channel, name in CHANNELS.items():
        count = sum(sheet.channel is channel and sheet.is_complete for sheet in asked.sheets)
        if count:
            words.append(f"{_(name)}: {count}")
    if asked.row.turnout and asked.row.turnout.others:
        words.append(asked.row.turnout.others_text.rstrip("."))
    if asked.row.begun:
        words.append(_("begun and not finished: {n}", n=asked.row.begun))
    if asked.form.closed:
        words.append(asked.form.closed)
    elif asked.row.closes_on is not None:
        words.append(_("until {day}", day=short_date(asked.row.closes_on)))
    return words
