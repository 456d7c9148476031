"""The panel of the step "completion": scores, hours, the outcome of everybody and why, and closing the cohort."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop_app.attendance.records import hours_text
from desktop_app.clock import TASHKENT
from desktop_app.completion.records import CompletionList, CompletionRow, Score, ScoreKind
from desktop_app.completion.rules import Outcome
from desktop_app.completion.service import completion_list
from desktop_app.i18n import _, _n
from desktop_app.language.orders import bare_number
from ui import formats
from ui.actions import Action, make_button
from ui.navigation import Target
from ui.operations import run_query
from ui.pages.completion.close_dialog import CloseDialog
from ui.pages.completion.columns import completion_columns, score_text
from ui.pages.completion.scoring import Scoring, read_score
from ui.pages.completion.words import NAMES, TONES
from ui.theme import GAP_M, GAP_S
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Panel
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, dress, label
from ui.widgets.tone import PillLabel
from ui.workspace import Workspace

FINAL_COLUMN = 4


class CompletionPanel(Panel):
    changes_that_matter = frozenset({"cohort", "enrolment", "mark", "session", "person", "programme", "dated_rule"})

    def __init__(self, workspace: Workspace, cohort_id: int) -> None:
        super().__init__(workspace)
        self._cohort_id = cohort_id
        self._found: CompletionList | None = None
        self.scoring = Scoring(self, cohort_id)
        self.pills = {outcome: PillLabel("", TONES[outcome]) for outcome in Outcome}
        self._rule = label("", Role.MUTED)
        self._order = label("", Role.STRONG)
        self.line = label("", Role.MUTED, wrap=True)
        self._name = label("", Role.STRONG)
        self.sentence = label("", wrap=True)
        self.undo_button = make_button(self, Action(_("Undo"), self.scoring.undo, icon="undo", key="Ctrl+Z"))
        close = Action(_("Close the cohort"), self._close, icon="check", key="Ctrl+E")
        self.close_button = make_button(self, close, is_primary=True)
        self.table = RecordTable(
            workspace,
            "completion",
            completion_columns(
                edit_entry=lambda row, text: self._typed(row, text, ScoreKind.ENTRY),
                edit_final=lambda row, text: self._typed(row, text, ScoreKind.FINAL),
            ),
            empty=EmptyState(
                _("Nobody is enrolled yet."),
                Action(
                    _("Go to the admission"), lambda: workspace.navigate(Target("cohort", (cohort_id, "admission")))
                ),
                "people",
            ),
            filter_hint=_("Find a surname"),
        )
        self.table.selection_changed.connect(self._show_person)
        self.scoring.saved.connect(self._say_saved)
        self.setFocusProxy(self.table.view)
        self._lay_out()

    def refresh(self) -> None:
        cohort_id = self._cohort_id
        run_query(self, lambda centre: centre.read(completion_list, cohort_id=cohort_id), self._show, slot="refresh")

    def _lay_out(self) -> None:
        for part in (*self.pills.values(), self._order):
            self.table.tools.insertWidget(self.table.tools.count() - 1, part)
        self.table.tools.addWidget(self.undo_button)
        self.table.tools.addWidget(self.close_button)
        card = Card()
        card.body.addWidget(self.table, 1)
        chosen = QHBoxLayout()
        chosen.setSpacing(GAP_M)
        chosen.addWidget(self._name, 0, Qt.AlignmentFlag.AlignTop)
        chosen.addWidget(self.sentence, 1)
        card.body.addLayout(chosen)
        below = QHBoxLayout()
        below.setSpacing(GAP_S)
        below.addWidget(self.line, 1)
        below.addWidget(self._rule)
        card.body.addLayout(below)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)

    def _show(self, found: CompletionList) -> None:
        before, self._found = self._found, found
        if before is not None and _ids(before) == _ids(found):
            self.table.update_rows(found.rows)
        else:
            self.table.set_rows(found.rows)
            self.table.view.setCurrentIndex(self.table.view.model().index(0, FINAL_COLUMN))
        for outcome, pill in self.pills.items():
            count = found.count(outcome)
            pill.show_state(f"{_(NAMES[outcome])}: {formats.integer_text(count)}", TONES[outcome])
            pill.setVisible(count > 0)
        self._rule.setText(_rule_text(found))
        self.close_button.setVisible(not found.is_closed)
        self.close_button.setEnabled(bool(found.rows))
        self._order.setVisible(found.is_closed)
        if found.is_closed:
            day = formats.date_text(found.order_date)
            self._order.setText(_("Closed by order {number} of {day}", number=bare_number(found.order_number), day=day))
        self._show_undo()
        self._say_hint()
        self._show_person()

    def _show_undo(self) -> None:
        is_closed = self._found is not None and self._found.is_closed
        self.undo_button.setVisible(not is_closed)
        self.undo_button.setEnabled(self.scoring.can_undo)

    def _show_person(self) -> None:
        row = self.table.current()
        self._name.setText(row.name if row is not None else "")
        self.sentence.setText(row.decision.text if row is not None else "")

    def _typed(self, row: CompletionRow, text: str, kind: ScoreKind) -> bool:
        """Save a score that can be one; say what is wrong with any other and leave the old one."""
        if self._found is not None and self._found.is_closed:
            self._say(_("The cohort is closed: its scores can no longer be changed."), tone="bad")
            return False
        try:
            score = read_score(text)
        except ValueError:
            self._say(_("“{text}” is not a score from 0 to 100.", text=text.strip()), tone="bad")
            return False
        self.scoring.keep(Score(row.enrolment_id, kind, score))
        return True

    def _say(self, text: str, *, tone: str = "") -> None:
        self.line.setText(text)
        dress(self.line, tone=tone)

    def _say_hint(self) -> None:
        if self._found is not None and not self._found.is_closed and not self.line.text():
            self._say(_("Type a score; Enter keeps it and goes down, Tab goes to the next test, Esc leaves it."))

    def _say_saved(self) -> None:
        moment = self.workspace.centre.clock.now().astimezone(TASHKENT)
        self._say(_("✓ Saved {time}", time=f"{moment:%H:%M}"))
        self._show_undo()

    def _close(self) -> None:
        if self._found is None:
            return
        closed = CloseDialog.ask(self, self._found)
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


def _ids(found: CompletionList) -> list[int]:
    return [row.enrolment_id for row in found.rows]


def _rule_text(found: CompletionList) -> str:
    least = hours_text(found.rule.attendance.needed_of(found.planned_hours))
    if found.rule.test_min_score is None:
        return _("For a certificate: at least {least} of {planned} hours.", least=least, planned=found.planned_hours)
    score = score_text(found.rule.test_min_score)
    return _(
        "For a certificate: at least {least} of {planned} hours, final test {score}.",
        least=least,
        planned=found.planned_hours,
        score=score,
    )
