"""The tab "Open answers": read one after another and put under themes by the digits, with counts and words beside."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QScrollArea,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.errors import CentreError
from desktop_app.i18n import _, _n
from desktop_app.questionnaires.model import text_in
from desktop_app.surveys.sorting import EVERYTHING, Where
from desktop_app.surveys.themes import OpenQuestion, open_questions
from desktop_app.surveys.themes_reading import (
    AnswerLine,
    OpenAnswers,
    ThemeCount,
    code_answers,
    open_answers_of,
    theme_counts,
    words_of,
)
from desktop_app.surveys.trends import years_asked
from desktop_app.surveys.words import WordCount
from ui import failures, formats
from ui.actions import Action, make_button
from ui.files import WORKBOOK, choose_target, show_saved
from ui.models.choices_model import Choice
from ui.operations import run_command, run_long, run_query
from ui.pages.surveys.themes_columns import WORDS, answer_columns
from ui.pages.surveys.themes_frame import KEYS, ThemesFrame
from ui.theme import GAP_M, GAP_S
from ui.widgets.chooser import Chooser
from ui.widgets.empty_state import EmptyPlace, EmptyState
from ui.widgets.record_table import RecordTable
from ui.widgets.tab_page import TabPanel
from ui.widgets.text import Role, flowing, label
from ui.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.centre import Centre
    from desktop_app.progress import Progress

EVERY, NOT_READ = "every", "not_read"
QUESTION_LETTERS = 46
PROGRESS_WIDTH = 120
# Three lines: the list must not jump as one goes from short answers to long ones.
WHOLE_HEIGHT = 64


@dataclass(frozen=True)
class Answer:
    questions: list[OpenQuestion]
    years: list[int]
    question: OpenQuestion
    answers: OpenAnswers
    words: tuple[WordCount, ...]

    @cached_property
    def counts(self) -> tuple[ThemeCount, ...]:
        return theme_counts(self.answers)


class ThemesPanel(TabPanel):
    # What is coded here is shown at once; reading everything again at every key would take longer.
    changes_that_matter = frozenset(
        {"answer_theme", "survey_answer", "survey_response", "survey_round", "questionnaire", "dated_rule"}
    )

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.found: Answer | None = None
        self._shown: list[tuple[int, ...]] = []
        self.question = Chooser(_("Question"))
        self.question.setMinimumContentsLength(QUESTION_LETTERS)
        self.question.setSizeAdjustPolicy(Chooser.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.year = Chooser(_("Year"))
        for chooser in (self.question, self.year):
            chooser.chosen.connect(lambda _value: self.refresh())
        self.kept = Chooser(_("Which answers"))
        self.kept.chosen.connect(lambda _value: self._show_lines())
        self.export_button = make_button(
            self, Action(_("Export to Excel"), self.export, icon="file-excel", key="Ctrl+E"), group=_("Open answers")
        )
        self.answers: RecordTable[AnswerLine] = RecordTable(
            workspace,
            "open_answers",
            answer_columns(self._names),
            filter_hint=_("Word or theme"),
            has_export_button=False,
            empty=EmptyState(_("There are no such answers."), icon="list"),
        )
        self.whole = flowing("")
        self.read = label("", Role.MUTED)
        self.bar = QProgressBar()
        self.frame = ThemesFrame(workspace)
        self.words: RecordTable[WordCount] = RecordTable(
            workspace,
            "answer_words",
            WORDS,
            has_filter=False,
            empty=EmptyState(_("No word was used by enough people."), icon="list"),
        )
        self.nothing = EmptyPlace()
        self.parts = QSplitter(Qt.Orientation.Horizontal)
        self._lay_out()
        self._add_keys()
        self.setFocusProxy(self.answers.view)

    def refresh(self) -> None:
        wanted, year = self.question.value, self.year.value

        def read(centre: "Centre") -> Answer:
            questions = centre.read(open_questions)
            question = wanted if wanted in questions else questions[0]
            where = EVERYTHING if year is None else Where(since=date(year, 1, 1), until=date(year, 12, 31))
            answers = centre.read(
                open_answers_of, questionnaire_code=question.questionnaire_code, item=question.item, where=where
            )
            return Answer(questions, centre.read(years_asked), question, answers, words_of(answers))

        run_query(self, read, self._show, slot="refresh")

    def toggle(self, theme_id: int) -> None:
        """Give the theme to all the answers chosen, or where all have it take it from them."""
        lines = self.answers.selected()
        takes = all(theme_id in line.themes for line in lines)
        self._code(
            {line.response_ids: line.themes - {theme_id} if takes else line.themes | {theme_id} for line in lines}
        )

    def take_proposed(self) -> None:
        """Put the answers chosen under the themes that their words suggest, each under its own."""
        self._code({line.response_ids: line.themes | line.proposed for line in self.answers.selected()})

    def go_to_next(self) -> None:
        """The next answer below that nobody has read."""
        model, row = self.answers.view.model(), self.answers.view.currentIndex().row()
        for place in range(row + 1, model.rowCount()):
            self.answers.select_place(place)
            line = self.answers.current()
            if line is not None and not line.is_read:
                return

    def export(self) -> None:
        found = self.found
        if found is None or not found.answers.is_shown:
            return
        out = choose_target(self, _("Export to Excel"), name=_("Open answers"), kind=WORKBOOK)
        if out is None:
            return

        def write(centre: "Centre", _progress: "Progress") -> "Path":
            # Here, because nobody should wait for what writes workbooks before it is wanted.
            from desktop_app.surveys.themes_workbook import write_answers

            return write_answers(centre, question=found.question, answers=found.answers, out=out)

        run_long(self, _("Exporting to Excel"), write, lambda written: show_saved(self.workspace, written))

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(GAP_S)
        for widget in (self.question, self.year):
            tools.addWidget(widget)
        tools.addStretch(1)
        tools.addWidget(self.export_button)
        self.answers.tools.insertWidget(1, self.kept)
        tabs = QTabWidget()
        tabs.setDocumentMode(True)
        tabs.tabBar().setDrawBase(False)
        tabs.addTab(self.frame, _("Themes"))
        tabs.addTab(self.words, _("Words"))
        left, right = QWidget(), QWidget()
        side = QVBoxLayout(left)
        side.setContentsMargins(0, 0, GAP_S, 0)
        side.setSpacing(GAP_S)
        side.addWidget(self.answers, 1)
        side.addWidget(_scrolled(self.whole))
        side.addWidget(
            label(
                _("Digits give and take a theme, Space takes what is suggested, Enter goes to the next unread answer."),
                Role.SMALL,
                wrap=True,
            )
        )
        column = QVBoxLayout(right)
        column.setContentsMargins(GAP_S, 0, 0, 0)
        column.setSpacing(GAP_S)
        progress = QHBoxLayout()
        progress.setSpacing(GAP_M)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(PROGRESS_WIDTH)
        progress.addWidget(self.read, 1)
        progress.addWidget(self.bar)
        column.addLayout(progress)
        column.addWidget(tabs, 1)
        self.parts.addWidget(left)
        self.parts.addWidget(right)
        self.parts.setSizes([3_000, 2_200])
        self.parts.setChildrenCollapsible(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, GAP_M, 0, 0)
        outer.setSpacing(GAP_S)
        outer.addLayout(tools)
        outer.addWidget(self.nothing, 1)
        outer.addWidget(self.parts, 1)

    def _add_keys(self) -> None:
        self.answers.opened.connect(lambda _row: self.go_to_next())
        self.answers.selection_changed.connect(self._tell)
        self.answers.add_row_action(
            Action(_("Take what is suggested"), self.take_proposed, icon="check", key="Space", right="run_surveys")
        )
        self.frame.toggled.connect(self.toggle)
        self.words.opened.connect(lambda row: self.answers.filter_box.setText(row.word))
        self._digits = [
            self.answers.add_row_action(Action(key, lambda place=place: self._toggle_place(place), key=key))
            for place, key in enumerate(KEYS)
        ]

    def _toggle_place(self, place: int) -> None:
        if self.found is not None and place < len(self.found.answers.frame):
            self.toggle(self.found.answers.frame[place].id)

    def _code(self, themes: Mapping[tuple[int, ...], frozenset[int]]) -> None:
        """Shown first and written after: the next key must not wait for the disk."""
        if self.found is None or not themes:
            return
        item = self.found.question.item
        self.found = replace(self.found, answers=self.found.answers.coded(themes))
        lines = {line.response_ids: line for line in self.found.answers.lines}
        self.answers.update_rows([lines[ids] for ids in self._shown])
        self._tell()
        of_sheets = {response_id: given for ids, given in themes.items() for response_id in ids}
        run_command(
            self,
            lambda centre: centre.write(code_answers, item=item, themes=of_sheets),
            on_failed=self._take_back,
        )

    def _take_back(self, error: CentreError) -> None:
        failures.show(self, error)
        self.refresh()

    def _show(self, found: Answer) -> None:
        self.found = found
        self.question.set_choices(
            [Choice(each, f"{text_in(each.questionnaire)} · {each.text}") for each in found.questions]
        )
        self.question.setToolTip(found.question.text)
        self.year.set_choices(
            [Choice(None, _("All years")), *(Choice(year, _("Year {year}", year=year)) for year in found.years)]
        )
        is_shown = found.answers.is_shown
        self.parts.setVisible(is_shown)
        self.nothing.setVisible(not is_shown)
        self.export_button.setEnabled(is_shown)
        if not is_shown:
            self.nothing.show_state(EmptyState(_nothing_text(found.answers), icon="survey"))
            return
        themes = found.answers.frame
        self.kept.set_choices(
            [
                Choice(EVERY, _("All answers")),
                Choice(NOT_READ, _("Not read yet")),
                *(Choice(theme.id, theme.name) for theme in themes),
            ]
        )
        for place, act in enumerate(self._digits):
            act.setVisible(place < len(themes))
            act.setText(themes[place].name if place < len(themes) else "")
        self.words.set_rows(found.words)
        self._show_lines()

    def _show_lines(self) -> None:
        if self.found is None:
            return
        kept = self.kept.value
        lines = [line for line in self.found.answers.lines if _is_kept(line, kept)]
        current = self.answers.current()
        self._shown = [line.response_ids for line in lines]
        self.answers.set_rows(lines)
        if current is None or not self.answers.select(lambda line: line.response_ids == current.response_ids):
            self.answers.select_place(0)
        self._tell()

    def _tell(self) -> None:
        """What is about the answers chosen, and the counts."""
        if self.found is None:
            return
        answers = self.found.answers
        row = self.answers.current()
        self.whole.setText(row.text if row is not None else "")
        self.frame.show_frame(self.found.question, self.found.counts, self.answers.selected())
        self.read.setText(
            _n(
                "{read} of {n} answer read",
                "{read} of {n} answers read",
                answers.people,
                read=formats.integer_text(answers.read),
            )
        )
        self.bar.setRange(0, answers.people)
        self.bar.setValue(answers.read)

    def _names(self, theme_ids: Iterable[int]) -> str:
        wanted = frozenset(theme_ids)
        frame = self.found.answers.frame if self.found is not None else ()
        return ", ".join(theme.name for theme in frame if theme.id in wanted)


def _scrolled(text: QLabel) -> QScrollArea:
    text.setAlignment(Qt.AlignmentFlag.AlignTop)
    text.setProperty("role", "scrolled")
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFixedHeight(WHOLE_HEIGHT)
    area.setWidget(text)
    return area


def _is_kept(line: AnswerLine, kept: object) -> bool:
    if kept == NOT_READ:
        return not line.is_read
    return kept == EVERY or kept in line.themes


def _nothing_text(answers: OpenAnswers) -> str:
    if not answers.people:
        return _("Nobody has answered this question in words yet.")
    return _(
        "Fewer than {least} people have answered in words. Answers are shown from {least} on, so that nobody can be "
        "recognised.",
        least=formats.integer_text(answers.least_shown),
    )
