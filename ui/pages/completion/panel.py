"""The panel of the step "completion": the list with scores and outcomes, beside it all about the chosen person."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QPushButton, QVBoxLayout

from desktop_app.clock import TASHKENT
from desktop_app.completion.overrides import withdraw_override
from desktop_app.completion.records import CommissionRecord, CompletionList, CompletionRow, ScoreKind, Work
from desktop_app.completion.rules import Outcome, outcome_name
from desktop_app.completion.service import completion_list
from desktop_app.errors import Refused
from desktop_app.i18n import _, _n
from desktop_app.language.orders import bare_number
from ui import formats
from ui.actions import Action, make_action, make_button
from ui.models.table_model import ROW_ROLE
from ui.navigation import Target
from ui.operations import run_command, run_query
from ui.pages.completion.close_dialog import CloseDialog
from ui.pages.completion.columns import WITHOUT_WORK, WORK_COLUMNS, completion_columns
from ui.pages.completion.dialogs import (
    CommissionDialog,
    OverrideDialog,
    SittingDialog,
    TopicsDialog,
    TypingDialog,
    WorkDialog,
    sitting_text,
)
from ui.pages.completion.keeping import WHAT_COUNTS, Keeping, Typing, read_score
from ui.pages.completion.pasting import pasted_scores
from ui.pages.completion.person_pane import PersonPane
from ui.pages.completion.results_dialogs import ResultsDialog, ResultsFileDialog
from ui.pages.completion.words import TONES, rule_text, share_text
from ui.theme import GAP_S
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Panel
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, dress, label
from ui.widgets.tone import PillLabel
from ui.workspace import Workspace

FIRST_TYPED = "final"
SCORES = {"entry": ScoreKind.ENTRY, "final": ScoreKind.FINAL}


class CompletionPanel(Panel):
    changes_that_matter = frozenset(
        {
            *("cohort", "enrolment", "mark", "session", "person", "programme", "dated_rule"),
            *("sitting", "final_work", "commission", "outcome_override"),
        }
    )

    def __init__(self, workspace: Workspace, cohort_id: int) -> None:
        super().__init__(workspace)
        self._cohort_id = cohort_id
        self.found: CompletionList | None = None
        self.typing = Typing()
        self.keeping = Keeping(self, cohort_id)
        self.pills = {outcome: PillLabel("", TONES[outcome]) for outcome in Outcome}
        self.rule_line = label("", Role.MUTED, wrap=True)
        self.order_line = label("", Role.STRONG)
        self.line = label("", Role.MUTED, wrap=True)
        self.table = self._make_table()
        self.pane = PersonPane(
            (
                Action(_("Sitting…"), self.ask_sitting, icon="edit", key="Ctrl+Shift+T", right="edit_results"),
                Action(_("Final work…"), self.ask_work, icon="edit", key="Ctrl+Shift+W", right="edit_results"),
                Action(_("Decide otherwise…"), self.ask_override, icon="check", key="Ctrl+D", right="edit_results"),
                Action(_("Withdraw"), self.withdraw, icon="undo", key="Ctrl+Shift+D", right="edit_results"),
            )
        )
        self.undo_button = make_button(
            self, Action(_("Undo"), self.keeping.undo, icon="undo", key="Ctrl+Z", right="edit_results")
        )
        self.more_button = self._make_more_button()
        close = Action(_("Close the cohort"), self._close, icon="check", key="Ctrl+E", right="edit_results")
        self.close_button = make_button(self, close, is_primary=True)
        self.typing_button = make_button(self, Action("", self.ask_typing, icon="edit", key="Ctrl+T"))
        self.table.selection_changed.connect(self._show_person)
        self.table.add_row_action(
            Action(_("Paste scores from here down"), self.paste_scores, icon="copy", key="Ctrl+V", right="edit_results")
        )
        self.keeping.saved.connect(self._say_saved)
        self.setFocusProxy(self.table.view)
        self._lay_out()

    def refresh(self) -> None:
        cohort_id = self._cohort_id
        run_query(self, lambda centre: centre.read(completion_list, cohort_id=cohort_id), self._show, slot="refresh")

    def ask_typing(self) -> None:
        typing = TypingDialog.ask(self, self.typing)
        if typing is not None:
            self.type_as(typing)

    def type_as(self, typing: Typing) -> None:
        """Let the columns of tests show this sitting, and take it."""
        self.typing = typing
        if self.found is not None:
            self._show(self.found)

    def ask_sitting(self) -> None:
        row = self.table.current()
        score = SittingDialog.ask(self, row) if row is not None else None
        if score is not None:
            self.keeping.keep_scores([score])

    def ask_work(self) -> None:
        row = self.table.current()
        work = WorkDialog.ask(self, row) if row is not None else None
        if work is not None:
            self.keeping.keep_works([work])

    def ask_topics(self) -> None:
        """Topics for the list, from the chosen person on."""
        row, found = self.table.current(), self.found
        if row is None or found is None:
            return
        rest = found.rows[_ids(found).index(row.enrolment_id) :]
        works = TopicsDialog.ask(self, tuple(each for each in rest if each is row or each.outcome is not Outcome.LEFT))
        if works:
            self.keeping.keep_works(works)

    def paste_scores(self) -> None:
        """A column of scores, from the chosen cell of a test down."""
        here, model = self.table.view.currentIndex(), self.table.view.model()
        kind = SCORES.get(self.table.columns[here.column()].name) if here.isValid() else None
        if kind is None:
            self._refuse(_("Choose a cell of a test: the scores are pasted from it down."))
        elif not self._is_closed():
            rows = [model.index(place, 0).data(ROW_ROLE) for place in range(here.row(), model.rowCount())]
            try:
                scores = pasted_scores(QApplication.clipboard().text(), rows, kind=kind, typing=self.typing)
            except Refused as refusal:
                self._refuse(refusal.text)
            else:
                self.keeping.keep_scores(scores)

    def ask_results(self) -> None:
        preview = ResultsFileDialog.ask(self, cohort_id=self._cohort_id)
        if preview is None:
            return
        dialog = ResultsDialog(self, self.workspace, preview)
        dialog.exec()
        applied = dialog.applied
        dialog.deleteLater()
        if applied is not None:
            take_back = self.keeping.can_take_back_scores(applied.before)
            self._say_saved()
            self.workspace.show_notice(
                _n("{n} score was kept.", "{n} scores were kept.", applied.scores), undo=take_back
            )

    def ask_commission(self) -> None:
        if self.found is not None:
            CommissionDialog.ask(self, self.found.commission or CommissionRecord(self._cohort_id))

    def ask_override(self) -> None:
        row = self.table.current()
        if row is not None:
            OverrideDialog.ask(self, row)

    def withdraw(self) -> None:
        row = self.table.current()
        override = row.override if row is not None else None
        if override is not None:
            override_id = override.id
            run_command(self, lambda centre: centre.write(withdraw_override, override_id=override_id))

    def go_to_papers(self) -> None:
        self.workspace.navigate(Target("cohort", (self._cohort_id, "papers")))

    def _make_table(self) -> RecordTable[CompletionRow]:
        admission = Target("cohort", (self._cohort_id, "admission"))
        return RecordTable(
            self.workspace,
            "completion",
            completion_columns(
                shown=lambda row, kind: self.typing.shown(row, kind),
                edit_entry=lambda row, text: self._scored(row, text, ScoreKind.ENTRY),
                edit_final=lambda row, text: self._scored(row, text, ScoreKind.FINAL),
                edit_topic=self._topic_typed,
                edit_defence=self._defence_typed,
            ),
            empty=EmptyState(
                _("Nobody is enrolled yet."),
                Action(_("Go to the admission"), lambda: self.workspace.navigate(admission)),
                "people",
            ),
            filter_hint=_("Find a surname"),
        )

    def _make_more_button(self) -> QPushButton:
        """What is done once a cohort; each act has its key as well."""
        group = _("Completion")
        self.menu = QMenu(self)
        self.acts = {
            name: make_action(self, action, group=group)
            for name, action in {
                "results": Action(
                    _("Results from a file…"), self.ask_results, icon="file-excel", key="Ctrl+I", right="edit_results"
                ),
                "topics": Action(
                    _("Paste topics…"), self.ask_topics, icon="copy", key="Ctrl+Shift+V", right="edit_results"
                ),
                "commission": Action(
                    _("Final commission…"), self.ask_commission, icon="people", key="Ctrl+M", right="edit_results"
                ),
                "papers": Action(_("Minutes and orders"), self.go_to_papers, icon="order", key="Ctrl+Shift+M"),
            }.items()
        }
        self.menu.addActions(list(self.acts.values()))
        return make_button(self, Action(_("More"), self._show_menu, icon="more"))

    def _show_menu(self) -> None:
        self.menu.popup(self.more_button.mapToGlobal(self.more_button.rect().bottomLeft()))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(GAP_S)
        for part in (*self.pills.values(), self.order_line):
            top.addWidget(part)
        top.addStretch(1)
        for button in (self.undo_button, self.more_button, self.close_button):
            top.addWidget(button)
        below = QHBoxLayout()
        below.setSpacing(GAP_S)
        below.addWidget(self.typing_button)
        below.addWidget(self.line, 1)
        left = QVBoxLayout()
        left.setSpacing(GAP_S)
        left.addWidget(self.table, 1)
        left.addLayout(below)
        left.addWidget(self.rule_line)
        whole = QHBoxLayout()
        whole.addLayout(left, 1)
        whole.addWidget(self.pane)
        card = Card()
        card.body.addLayout(top)
        card.body.addLayout(whole, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)

    def _show(self, found: CompletionList) -> None:
        before, self.found = self.found, found
        for name in WORK_COLUMNS:
            self.table.view.setColumnHidden(self.place_of(name), not found.has_work)
        self.table.view.setColumnHidden(self.place_of(WITHOUT_WORK), found.has_work)
        if before is not None and _ids(before) == _ids(found):
            self.table.update_rows(found.rows)
        else:
            self.table.set_rows(found.rows)
            self.table.view.setCurrentIndex(self.table.view.model().index(0, self.place_of(FIRST_TYPED)))
        for outcome, pill in self.pills.items():
            count = found.count(outcome)
            pill.show_state(f"{outcome_name(outcome)}: {formats.integer_text(count)}", TONES[outcome])
            pill.setVisible(count > 0)
        self.rule_line.setText(" ".join(filter(None, (rule_text(found), share_text(found)))))
        self._show_state(found)
        self._show_person()

    def _show_state(self, found: CompletionList) -> None:
        is_open = not found.is_closed
        for button in (self.close_button, self.typing_button, self.undo_button):
            button.setVisible(is_open)
        self.close_button.setEnabled(bool(found.rows))
        self.undo_button.setEnabled(self.keeping.can_undo)
        for name in ("results", "topics", "commission"):
            self.acts[name].setEnabled(is_open)
        self.acts["topics"].setVisible(found.has_work)
        self.typing_button.setText(_typing_text(self.typing))
        self.order_line.setVisible(found.is_closed)
        if found.is_closed:
            day = formats.date_text(found.order_date)
            said = _("Closed by order {number} of {day}", number=bare_number(found.order_number), day=day)
            self.order_line.setText(said)
        elif not self.line.text():
            self._say(_("Type a score; Enter keeps it and goes down, Tab goes to the next test, Esc leaves it."))

    def place_of(self, name: str) -> int:
        return next(place for place, column in enumerate(self.table.columns) if column.name == name)

    def _show_person(self) -> None:
        found = self.found
        is_open = found is not None and not found.is_closed
        self.pane.look_at(self.table.current(), has_work=found is not None and found.has_work, is_open=is_open)

    def _scored(self, row: CompletionRow, text: str, kind: ScoreKind) -> bool:
        """Save a score that can be one; say what is wrong with any other and leave the old one."""

        def keep(value: float | None) -> bool:
            score = self.typing.made(row, kind, value)
            if score is None:
                said = _("{name} has several sittings: choose below which one is typed.", name=row.name)
                return self._refuse(said)
            self.keeping.keep_scores([score])
            return True

        return self._typed(text, keep)

    def _defence_typed(self, row: CompletionRow, text: str) -> bool:
        def keep(value: float | None) -> bool:
            if value is not None and not row.can_defend:
                said = _("{name} is not admitted to the defence: the final test is not passed.", name=row.name)
                return self._refuse(said)
            self.keeping.keep_works([_with(row, score=value)])
            return True

        return self._typed(text, keep)

    def _topic_typed(self, row: CompletionRow, text: str) -> bool:
        if self._is_closed():
            return False
        self.keeping.keep_works([_with(row, topic=text.strip())])
        return True

    def _typed(self, text: str, keep: Callable[[float | None], bool]) -> bool:
        if self._is_closed():
            return False
        try:
            value = read_score(text)
        except ValueError:
            return self._refuse(_("“{text}” is not a score from 0 to 100.", text=text.strip()))
        return keep(value)

    def _is_closed(self) -> bool:
        is_closed = self.found is not None and self.found.is_closed
        if is_closed:
            self._refuse(_("The cohort is closed: its scores can no longer be changed."))
        return is_closed

    def _refuse(self, text: str) -> bool:
        self._say(text, tone="bad")
        return False

    def _say(self, text: str, *, tone: str = "") -> None:
        self.line.setText(text)
        dress(self.line, tone=tone)

    def _say_saved(self) -> None:
        moment = self.workspace.centre.clock.now().astimezone(TASHKENT)
        self._say(_("✓ Saved {time}", time=f"{moment:%H:%M}"))
        self.undo_button.setEnabled(self.keeping.can_undo)

    def _close(self) -> None:
        if self.found is None:
            return
        closed = CloseDialog.ask(self, self.found)
        if closed is not None:
            count = closed.count(Outcome.CERTIFICATE)
            go = Target("cohort", (self._cohort_id, "certificates"))
            self.workspace.show_notice(
                _n(
                    "The cohort is closed: {n} certificate can be issued.",
                    "The cohort is closed: {n} certificates can be issued.",
                    count,
                ),
                link=(_("To the certificates"), lambda: self.workspace.navigate(go)),
            )


def _with(row: CompletionRow, **changes: object) -> Work:
    return replace(row.work or Work(row.enrolment_id), **changes)  # type: ignore[arg-type]


def _ids(found: CompletionList) -> list[int]:
    return [row.enrolment_id for row in found.rows]


def _typing_text(typing: Typing) -> str:
    if typing.attempt == WHAT_COUNTS and not typing.form and typing.taken_on is None:
        return _("What is typed…")
    what = _("The score that counts") if typing.attempt == WHAT_COUNTS else sitting_text(typing.attempt)
    form = _("form {form}", form=typing.form) if typing.form else ""
    day = formats.date_text(typing.taken_on) if typing.taken_on else ""
    return ", ".join(filter(None, (what, form, day)))
