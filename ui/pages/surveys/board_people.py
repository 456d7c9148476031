"""Who has answered a survey and who has not, also when it is anonymous; marking papers handed in; reminding."""

from collections.abc import Sequence

from desktop_app.changes import Outcome
from desktop_app.i18n import _, _n
from desktop_app.surveys.board import Awaited, forget_handed_in, note_handed_in
from desktop_app.surveys.board_document import write_reminders
from desktop_app.surveys.records import SurveyForm
from ui.actions import Action, make_button
from ui.files import PDF, choose_target, show_saved
from ui.operations import Owner, run_command, run_long
from ui.pages.surveys.sheets_columns import PEOPLE
from ui.widgets.confirm import confirm
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable


class PeopleBoard(RecordTable[Awaited]):
    """``owner`` is the panel that it stands in: what is written is told and said there."""

    def __init__(self, owner: Owner) -> None:
        super().__init__(owner.workspace, "survey_people", PEOPLE, filter_hint=_("Name or workplace"))
        self._owner = owner
        self._form: SurveyForm | None = None
        hand_in = Action(_("Handed in on paper"), self._note, icon="check", key="Ctrl+H", right="run_surveys")
        remind = Action(_("List of reminders"), self._remind, icon="print", key="Ctrl+R")
        self.hand_in_button = make_button(self, hand_in)
        self.remind_button = make_button(self, remind)
        self.tools.addWidget(self.hand_in_button)
        self.tools.addWidget(self.remind_button)
        self._forget_action = self.add_row_action(
            Action(_("Has not answered after all"), self._forget, icon="undo", key="Ctrl+Delete", right="run_surveys")
        )
        self.selection_changed.connect(self._show_possible)

    def show_people(self, form: SurveyForm, people: Sequence[Awaited]) -> None:
        self._form = form
        words = (
            _("Nobody is asked by name in this survey.")
            if form.cohort_id is None
            else _("Nobody is in the cohort yet: admit people first.")
        )
        self.set_empty(EmptyState(words, icon="people"))
        self.set_rows(people)
        self.hand_in_button.setVisible(form.is_anonymous and not form.closed)
        self.remind_button.setEnabled(any(not each.has_answered for each in people))
        self._show_possible()

    def _show_possible(self) -> None:
        chosen = self.selected()
        self.hand_in_button.setEnabled(any(not each.has_answered for each in chosen))
        is_open = self._form is not None and self._form.is_anonymous and not self._form.closed
        self._forget_action.setEnabled(is_open and any(each.has_answered for each in chosen))

    def _note(self) -> None:
        assert self._form is not None
        round_id = self._form.round_id
        ids = [each.enrolment_id for each in self.selected() if not each.has_answered]

        def noted(outcome: Outcome[list[int]]) -> None:
            new = outcome.value
            said = _n("{n} paper is noted as handed in.", "{n} papers are noted as handed in.", len(new))
            self.workspace.show_notice(said, undo=lambda: self._take_tick_back(round_id, new))

        run_command(
            self._owner,
            lambda centre: centre.write(note_handed_in, round_id=round_id, enrolment_ids=ids),
            noted,
        )

    def _forget(self) -> None:
        assert self._form is not None
        ids = [each.enrolment_id for each in self.selected() if each.has_answered]
        question = _n("Has {n} person not answered after all?", "Have {n} people not answered after all?", len(ids))
        details = _("Sheets that are in stay. The person can answer once more.")
        if confirm(self, question, action=_("Take the tick away"), details=details, is_danger=True):
            self._take_tick_back(self._form.round_id, ids)

    def _take_tick_back(self, round_id: int, ids: list[int]) -> None:
        run_command(
            self._owner,
            lambda centre: centre.write(forget_handed_in, round_id=round_id, enrolment_ids=ids),
        )

    def _remind(self) -> None:
        assert self._form is not None
        round_id = self._form.round_id
        name = _("Have not answered {code}", code=self._form.title)
        out = choose_target(self, _("Save the list"), name=name, kind=PDF)
        if out is not None:
            run_long(
                self._owner,
                _("List of reminders"),
                lambda centre, _progress: write_reminders(centre, round_id=round_id, out=out),
                lambda written: show_saved(self.workspace, written),
            )
