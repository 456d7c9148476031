"""The hub: one cohort, its path from plan to return, and the panel of the step that is chosen."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from desktop_app.cohorts.overview import CohortHead, cohort_head
from desktop_app.cohorts.path import PathStep, Step, StepState
from desktop_app.cohorts.records import CohortState, CohortWarning, cohort_state_name
from desktop_app.cohorts.service import start_cohort
from desktop_app.errors import CentreError
from desktop_app.i18n import _, _n
from ui import formats, navigation
from ui.actions import Action, link_button
from ui.navigation import COHORT_STEPS, Target
from ui.operations import run_command, run_query
from ui.pages.cohorts.cancel_dialog import CancelDialog
from ui.pages.cohorts.checklist_dialog import ChecklistDialog
from ui.pages.cohorts.reopen_dialog import ReopenDialog
from ui.pages.cohorts.words import cohort_tone
from ui.theme import GAP_M, GAP_S
from ui.widgets import step_path
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Page, Panel
from ui.widgets.text import Role, dress, label
from ui.widgets.tone import PillLabel
from ui.workspace import Workspace

SHAPES = {
    StepState.DONE: step_path.StepState.DONE,
    StepState.NEXT: step_path.StepState.CURRENT,
    StepState.WAITING: step_path.StepState.WAITING,
    StepState.PROBLEM: step_path.StepState.PROBLEM,
}
OPEN_STATES = (CohortState.PLANNED, CohortState.STUDYING)
SPECS = {spec.name: spec for spec in COHORT_STEPS}


class CohortPage(Page):
    changes_that_matter = frozenset(
        {
            *("cohort", "enrolment", "session", "mark", "programme", "staff"),
            *("survey_response", "certificate", "return_snapshot", "dated_rule", "calendar_day"),
            *("order_register", "order_entry"),
        }
    )

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title=_("Cohort"))
        self._cohort_id = 0
        self._wanted = ""
        self._wanted_places: list[object] = []
        self._hub: CohortHead | None = None
        self._panels: dict[str, Panel] = {}
        self.path = step_path.StepPath()
        self.sentence = label("", Role.STRONG, wrap=True)
        self._state = PillLabel()
        self._warnings = link_button("", lambda: self.path.choose(Step.PLAN))
        self.host = QStackedWidget()
        self.checklist_button = self.add_secondary(
            Action(_("Checklist"), self.show_checklist, icon="list", key="Ctrl+Shift+K")
        )
        self.reopen_button = self.add_secondary(
            Action(_("Open again"), self.reopen, icon="undo", key="Ctrl+Shift+Y", right="reopen_cohorts")
        )
        self._cancel_button = self.add_secondary(
            Action(_("Cancel the cohort"), self._ask_cancel, icon="cross", right="edit_cohorts")
        )
        self.start_button = self.set_primary(
            Action(_("Start the cohort"), self._start_cohort, icon="check", key="Ctrl+Return", right="edit_cohorts")
        )
        self.set_back(Target("cohorts"))
        self._lay_out()
        self.path.chosen.connect(self._choose)
        self.path.entered.connect(self._enter_panel)

    def open(self, argument: object) -> None:
        """``argument`` is the cohort's id, or the id with the name of a step, and a place in it such as a lesson."""
        cohort_id, step, *places = argument if isinstance(argument, tuple) else (argument, "")
        assert isinstance(cohort_id, int)
        if cohort_id != self._cohort_id:
            self._cohort_id = cohort_id
            self._drop_panels()
            # What was done in another cohort is not to be undone from here.
            self.banner.clear()
        self._wanted, self._wanted_places = str(step), places
        self.make_stale()

    def here(self) -> object:
        step = self.path.current
        return (self._cohort_id, step.name) if step is not None else None

    def first_focus(self) -> QWidget | None:
        return self.path

    def refresh(self) -> None:
        cohort_id = self._cohort_id
        run_query(
            self,
            lambda centre: centre.read(cohort_head, cohort_id=cohort_id),
            self._show,
            self._show_gone,
            slot="refresh",
        )

    def show_checklist(self) -> None:
        if self._hub is None:
            return
        step = ChecklistDialog.ask(self, self._cohort_id, self._hub.record.code)
        if step is not None:
            self.path.choose(Step(step))

    def reopen(self) -> None:
        if self._hub is None or self._hub.record.state is not CohortState.COMPLETED:
            return
        people = ReopenDialog.ask(self, self._hub.record)
        if people is not None:
            self.banner.show_outcome(
                _n(
                    "The cohort is open again: {n} person studies on.",
                    "The cohort is open again: {n} people study on.",
                    people,
                )
            )

    def _lay_out(self) -> None:
        card = Card()
        card.body.addWidget(self.path)
        words = QHBoxLayout()
        words.setSpacing(GAP_M)
        words.addWidget(self._state, 0, Qt.AlignmentFlag.AlignVCenter)
        words.addWidget(self.sentence, 1)
        words.addWidget(self._warnings)
        card.body.addLayout(words)
        card.body.setSpacing(GAP_S)
        self.body.addWidget(card)
        self.body.addWidget(self.host, 1)

    def _show(self, hub: CohortHead) -> None:
        self._hub = hub
        record = hub.record
        self.show_empty(None)
        self.set_title(record.code)
        self.set_context(
            _n(
                "{programme} · {from_} – {to} · {n} person · {place}",
                "{programme} · {from_} – {to} · {n} people · {place}",
                hub.people,
                programme=record.programme_title,
                from_=formats.date_text(record.starts_on),
                to=formats.date_text(record.ends_on),
                place=record.place or _("place not named"),
            )
        )
        self._state.show_state(cohort_state_name(record.state), cohort_tone(record.state))
        self._show_actions(hub)
        self._show_warnings(hub.warnings)
        self.path.set_steps([_shown_step(step) for step in hub.steps if _is_for_me(step.step)], self._wanted)
        self._wanted = ""
        if self.path.current is not None:
            self._choose(self.path.current.name)

    def _show_gone(self, error: CentreError) -> None:
        self._drop_panels()
        self.set_title(_("Cohort"))
        self.set_context("")
        for button in (self.checklist_button, self.reopen_button, self._cancel_button, self.start_button):
            button.hide()
        back = Action(_("To the list of cohorts"), lambda: self.workspace.navigate(Target("cohorts")))
        self.show_empty(EmptyState(error.text, back, "cohort"))

    def _show_actions(self, hub: CohortHead) -> None:
        is_open = hub.record.state in OPEN_STATES
        facts = hub.steps[0].facts
        has_begun = facts.today >= hub.record.starts_on
        has_marks = facts.lessons_held > facts.lessons_unmarked
        self.start_button.setVisible(hub.record.state is CohortState.PLANNED and has_begun)
        self._cancel_button.setVisible(is_open and not has_marks)
        self.checklist_button.setVisible(hub.record.state is not CohortState.CANCELLED)
        self.reopen_button.setVisible(hub.record.state is CohortState.COMPLETED)

    def _show_warnings(self, warnings: tuple[CohortWarning, ...]) -> None:
        self._warnings.setVisible(bool(warnings))
        self._warnings.setText(_n("{n} warning", "{n} warnings", len(warnings)))
        self._warnings.setToolTip("\n".join(warning.text for warning in warnings))

    def _choose(self, name: str) -> None:
        """Show the panel of a step and say how the step stands."""
        if self._hub is None:
            return
        step = next(step for step in self._hub.steps if step.step == name)
        self.sentence.setText(step.text)
        dress(self.sentence, tone="bad" if step.state is StepState.PROBLEM else "")
        panel = self._panels.get(name)
        if panel is None:
            panel = navigation.load(SPECS[name].factory)(self.workspace, self._cohort_id)
            self._panels[name] = panel
            self.host.addWidget(panel)
        self.host.setCurrentWidget(panel)
        for place in self._wanted_places:
            panel.go_to(place)
            panel.setFocus(Qt.FocusReason.OtherFocusReason)
        self._wanted_places = []

    def _enter_panel(self) -> None:
        """Where a panel names no place to begin, the one that Tab comes to first."""
        panel = self.host.currentWidget()
        if panel is not None and panel.focusProxy() is not None:
            panel.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.path.focusNextChild()

    def _drop_panels(self) -> None:
        for panel in self._panels.values():
            self.host.removeWidget(panel)
            panel.deleteLater()
        self._panels.clear()
        self.path.set_steps(())
        self._hub = None

    def _start_cohort(self) -> None:
        cohort_id = self._cohort_id
        run_command(
            self,
            lambda centre: centre.write(start_cohort, cohort_id=cohort_id),
            lambda _outcome: self.banner.show_outcome(_("The cohort has begun.")),
        )

    def _ask_cancel(self) -> None:
        if self._hub is not None and CancelDialog.ask(self, self._hub.record):
            self.banner.show_outcome(_("The cohort is cancelled."))


def _is_for_me(step: str) -> bool:
    """Whether the step has a panel that whoever is signed in may see."""
    return step in SPECS and navigation.is_open_to_me(SPECS[step])


def _shown_step(step: PathStep) -> step_path.Step:
    return step_path.Step(step.step, _(SPECS[step.step].title), SHAPES[step.state], _figure(step), step.text)


def _figure(step: PathStep) -> str:
    """The one number that tells most about a step."""
    facts = step.facts
    match step.step:
        case Step.PLAN:
            return _n("{n} hour", "{n} hours", facts.hours)
        case Step.ADMISSION:
            return _n("{n} person", "{n} people", facts.people)
        case Step.SURVEY:
            return f"{facts.responses} / {facts.people}"
        case Step.TIMETABLE:
            return _n("{n} lesson", "{n} lessons", facts.lessons)
        case Step.ATTENDANCE:
            return f"{facts.lessons_held - facts.lessons_unmarked} / {facts.lessons}"
        case Step.CERTIFICATES:
            return f"{facts.certificates} / {facts.finished}"
        case Step.PAPERS:
            return str(facts.papers or "")
        case Step.COMPLETION | Step.RETURN:
            return ""
